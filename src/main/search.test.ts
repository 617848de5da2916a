import { describe, expect, test } from 'vitest'
import { jobOf } from '../core/job/job.fixture'
import { jobId } from '../core/search/search.fixture'
import type { JobSummary } from '../core/job/job'
import type { Order } from './search/messages'
import { createSearch } from './search'

const ready = (n: number, more: Partial<JobSummary> = {}): JobSummary =>
  jobOf({ id: jobId(n), title: `Job ${n}`, state: { kind: 'ready', completedAt: 0, gone: false }, ...more })

const empty = { jobs: [], total: 0, pending: 0, of: 0 }

type Born = {
  readonly orders: Order[]
  report: (report: unknown) => void
  exit: () => void
  killed: boolean
}

/** @param early before its process has begun. */
const open = (jobs: readonly JobSummary[], early = false) => {
  const born: Born[] = []
  const timers: (() => void)[] = []
  const told: unknown[] = []
  const said: string[] = []
  const search = createSearch({
    fork: () => {
      const orders: Order[] = []
      const mine: Born = { orders, report: () => {}, exit: () => {}, killed: false }
      born.push(mine)
      return {
        tell: (order) => orders.push(order),
        onReport: (listener) => (mine.report = listener),
        onExit: (listener) => (mine.exit = listener),
        kill: () => (mine.killed = true),
      }
    },
    dir: '/library',
    writable: true,
    list: () => jobs,
    setTimer: (_, run) => {
      timers.push(run)
      return () => {}
    },
    changed: (progress) => told.push(progress),
    log: (line) => said.push(line),
  })
  search.start()
  if (!early) timers.shift()?.()
  const last = () => {
    const process = born.at(-1)
    if (process === undefined) throw new Error('no process')
    return process
  }
  /** Answers the question that was asked last. */
  const answer = async (value: unknown) => {
    await Promise.resolve()
    const order = last().orders.at(-1)
    if (order === undefined || !('n' in order)) throw new Error('nothing was asked')
    last().report({ kind: 'answer', n: order.n, value })
  }
  return { search, born, last, timers, told, said, answer }
}
const wish = (query: string) => ({ query, limit: 10, trashed: false })
const queries = (orders: readonly Order[]) => orders.flatMap((order) => (order.kind === 'search' ? [order.query] : []))
const turn = () => new Promise((done) => void setTimeout(done, 0))

describe('the search process', () => {
  test('begins a little after the window, or with the first search', async () => {
    const { search, born, timers, answer } = open([ready(1)], true)
    expect(born).toHaveLength(0)
    const found = search.handlers.searchLibrary(wish('word'))
    await answer(empty)
    expect(await found).toEqual({ ok: true, value: empty })
    timers.shift()?.()
    expect(born).toHaveLength(1)
  })

  test('is told of every job, and of every change', () => {
    const { search, last } = open([ready(1), ready(2, { title: jobId(2) })])
    search.jobsChanged([ready(3, { state: { kind: 'stopped', at: 0 } })])
    search.jobGone(jobId(1))
    expect(last().orders).toMatchObject([
      { kind: 'open', jobs: [{ id: jobId(1), title: 'Job 1', openable: true }, { title: '' }] },
      { kind: 'put', jobs: [{ id: jobId(3), openable: false }] },
      { kind: 'gone', id: jobId(1) },
    ])
  })

  test('a new query calls off those before it, and is asked when the one under way has been answered', async () => {
    const { search, last, answer } = open([])
    const [a, b, c] = ['a', 'b', 'c'].map((query) => search.handlers.searchLibrary(wish(query)))
    // Called off before they were asked at all.
    expect(await a).toMatchObject({ ok: false, code: 'aborted' })
    expect(await b).toMatchObject({ ok: false, code: 'aborted' })
    await turn()
    expect(queries(last().orders)).toEqual(['c'])
    const d = search.handlers.searchLibrary(wish('d'))
    await turn()
    expect(queries(last().orders)).toEqual(['c'])
    await answer(empty)
    expect(await c).toMatchObject({ ok: false, code: 'aborted' })
    await turn()
    await answer(empty)
    expect(await d).toEqual({ ok: true, value: empty })
  })

  test('that dies is begun again, without the document it died of', async () => {
    const { search, born, last, timers, said } = open([ready(1), ready(2)])
    const asked = search.handlers.searchHits({ jobId: jobId(1), query: 'a', from: 0, most: 3 })
    await turn()
    last().report({ kind: 'doing', id: jobId(2) })
    last().exit()
    expect(await asked).toMatchObject({ ok: false, code: 'failed' })
    expect(await search.handlers.searchLibrary(wish('a'))).toMatchObject({ ok: false, code: 'failed' })
    timers.shift()?.()
    expect(born).toHaveLength(2)
    expect(last().orders).toMatchObject([{ kind: 'open', jobs: [{ id: jobId(1) }] }])
    expect(said.join(' ')).toContain(jobId(2))
    for (let more = 0; more < 9; more++) {
      last().exit()
      timers.shift()?.()
    }
    expect(born).toHaveLength(6)
  })

  test('that talks nonsense gets no one anywhere', async () => {
    const { search, last, answer, told } = open([])
    const asked = search.handlers.searchLibrary(wish('a'))
    await turn()
    last().report('hello')
    last().report({ kind: 'changed', pending: 1, of: 2 })
    await answer({ jobs: 'many' })
    expect(await asked).toMatchObject({ ok: false, code: 'failed' })
    expect(told).toEqual([{ pending: 1, of: 2 }])
  })

  test('is asked to write what it has and then ended, also where it does not answer', async () => {
    const one = open([])
    const stopped = one.search.stop()
    one.last().report({ kind: 'closed' })
    await stopped
    expect(one.last().killed).toBe(true)
    const two = open([])
    const late = two.search.stop()
    two.timers.shift()?.()
    await late
    expect(two.last().killed).toBe(true)
    two.last().exit()
    expect(two.born).toHaveLength(1)
  })
})
