import { describe, expect, it } from 'vitest'
import type { AccountJob, AccountPage } from '../../core/pictory/account'
import type { Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { jobId } from '../desk/fake.fixture'
import { createAccountList } from './account-list'

const job = (n: number, status: AccountJob['status'] = 'completed'): AccountJob => ({
  id: jobId(n),
  status,
  words: status === 'completed' ? n : null,
  durationMs: null,
  about: `Words ${n}`,
})
const page = (jobs: readonly AccountJob[], nextPageKey: string | null, others = 0): AccountPage => ({
  jobs: [...jobs],
  others,
  nextPageKey,
})

/** Pictory, page by page: each is answered when the test says so. */
const setUp = (here: readonly number[] = []) => {
  const asked: (string | null)[] = []
  const waiting: ((answer: Result<AccountPage, FailureCode>) => void)[] = []
  let stops = 0
  const list = createAccountList(
    {
      accountPage: ({ pageKey }) => {
        asked.push(pageKey)
        return new Promise((resolve) => waiting.push(resolve))
      },
      stopAccountPage: async () => {
        stops++
        return { ok: true, value: null }
      },
    },
    () => new Set(here.map(jobId)),
  )
  /** Answers the oldest question and lets the list take it in. */
  const answer = async (value: Result<AccountPage, FailureCode>) => {
    waiting.shift()?.(value)
    await new Promise((done) => setTimeout(done))
  }
  const come = (value: AccountPage) => answer({ ok: true, value })
  const { store } = list
  return {
    list,
    asked,
    come,
    answer,
    stops: () => stops,
    state: () => store.getState(),
    shown: () => store.getState().jobs.map(({ id }) => Number(id.slice(-4))),
    picked: () => [...store.getState().picked].map((id) => Number(id.slice(-4))).sort((a, b) => a - b),
  }
}

describe('the pages of the account', () => {
  it('come one after the other, each job once, until there is no next one', async () => {
    const { list, asked, come, shown, state } = setUp()
    void list.go()
    await come(page([job(1), job(2)], 'b', 3))
    expect(state()).toMatchObject({ phase: 'loading', others: 3, pages: 1 })
    await come(page([job(2), job(3)], 'c', 1))
    await come(page([job(4, 'failed')], null))
    expect(asked).toEqual([null, 'b', 'c'])
    expect(shown()).toEqual([1, 2, 3, 4])
    expect(state()).toMatchObject({ phase: 'done', others: 4, pages: 3, trouble: null })
  })

  it('stop, also in the middle of a page, and go on where they were', async () => {
    const { list, asked, come, shown, state, stops } = setUp()
    void list.go()
    await come(page([job(1)], 'b'))
    list.stop()
    expect(stops()).toBe(1)
    expect(state().phase).toBe('stopped')
    // The answer to the page that was called off comes all the same: it is nobody's any more.
    await come(page([job(9)], 'z'))
    expect(shown()).toEqual([1])
    void list.go()
    expect(asked).toEqual([null, 'b', 'b'])
    await come(page([job(2)], null))
    expect(shown()).toEqual([1, 2])
    expect(state().phase).toBe('done')
  })

  it('end in a sentence when one fails; trying again asks for that page', async () => {
    const { list, asked, answer, come, shown, state } = setUp()
    void list.go()
    await come(page([job(1)], 'b'))
    await answer({ ok: false, code: 'pictory', message: 'Pictory has trouble.' })
    expect(state()).toMatchObject({ phase: 'trouble', trouble: { code: 'pictory', message: 'Pictory has trouble.' } })
    void list.go()
    expect(state()).toMatchObject({ phase: 'loading', trouble: null })
    await come(page([job(2)], null))
    expect(asked).toEqual([null, 'b', 'b'])
    expect(shown()).toEqual([1, 2])
  })

  it.each([
    ['to the page itself', ['b', 'b']],
    ['to one further back', ['b', 'c', 'd', 'b']],
  ])('end when a key leads back %s, and begin anew when asked', async (_, keys) => {
    const { list, asked, come, shown, state } = setUp()
    void list.go()
    for (const [at, key] of keys.entries()) await come(page([job(at + 1)], key, 2))
    expect(state().phase).toBe('trouble')
    expect(state().trouble?.code).toBe('circle')
    expect(asked).toHaveLength(keys.length)
    void list.go()
    expect(asked.at(-1)).toBeNull()
    expect(state()).toMatchObject({ others: 0, pages: 0 })
    await come(page([job(1), job(7)], null, 2))
    expect(shown()).toEqual([...keys.keys()].map((at) => at + 1).concat(7))
  })

  it('end when nothing but new keys comes', async () => {
    const { list, asked, come, state } = setUp()
    void list.go()
    for (let n = 0; n < 20; n++) await come(page([], `key ${n}`))
    expect(state().phase).toBe('trouble')
    expect(asked.length).toBeLessThan(10)
  })

  it('are asked for by one run only', async () => {
    const { list, asked, come } = setUp()
    void list.go()
    void list.go()
    await come(page([job(1)], null))
    expect(asked).toEqual([null])
  })
})

const loaded = async (here: readonly number[] = []) => {
  const made = setUp(here)
  void made.list.go()
  await made.come(page([job(1), job(2), job(3, 'failed'), job(4, 'unclear'), job(5)], 'b'))
  return made
}

describe('picking', () => {
  it('one by one, and back', async () => {
    const { list, picked } = await loaded()
    list.toggle(jobId(2))
    list.toggle(jobId(5))
    list.toggle(jobId(2))
    expect(picked()).toEqual([5])
  })

  it('a range in either direction, without what is here already', async () => {
    const { list, picked } = await loaded([2])
    list.range(3, 0)
    expect(picked()).toEqual([1, 3, 4])
  })

  it('all new ones: those to come too, never what is here or failed', async () => {
    const { list, come, picked, state } = await loaded([1])
    list.takeAll(true)
    expect(picked()).toEqual([2, 4, 5])
    await come(page([job(6), job(1), job(7, 'failed'), job(8)], null))
    expect(picked()).toEqual([2, 4, 5, 6, 8])
    list.toggle(jobId(6))
    expect(state().takesAll).toBe(false)
    expect(picked()).toEqual([2, 4, 5, 8])
    list.takeAll(false)
    expect(picked()).toEqual([])
  })

  it('what was added is picked no more, and all new ones go on being taken', async () => {
    const { list, come, picked } = await loaded()
    list.takeAll(true)
    list.added([jobId(1), jobId(2), jobId(4), jobId(5)])
    expect(picked()).toEqual([])
    await come(page([job(6)], null))
    expect(picked()).toEqual([6])
  })
})
