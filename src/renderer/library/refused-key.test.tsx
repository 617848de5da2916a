// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KeyStatus } from '../../ipc/contract'
import { KeyDialog } from '../add/KeyDialog'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { jobId, waitingJob } from '../desk/fake.fixture'
import { added } from '../../core/job/schedule'
import { Standing } from '../document/Standing'
import { Toasts } from '../ui/Toasts'
import { watchKey } from './refused-key'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())

const kept = (refused: boolean) => ({ kind: 'kept', where: 'keychain', refused }) as const
const refusal =
  'Pictory refused the key. Polling rests. Nothing is lost: it goes on when the key is replaced, or is tried again and works.'

/** Pictory, to which the key is put again: it answers when the test says so. */
const trial = () => {
  const answers: ((refused: boolean) => void)[] = []
  return {
    retryKey: () =>
      new Promise<{ ok: true; value: KeyStatus }>((resolve) => {
        answers.push((refused) => resolve({ ok: true, value: kept(refused) }))
      }),
    answer: (refused: boolean) => page.doing(() => answers.shift()?.(refused)),
    asked: () => answers.length,
  }
}
const refusedJob = waitingJob(1, {
  state: { ...added, trouble: { reason: 'key-refused', message: 'x', failures: 1 } },
})

describe('a refused key', () => {
  it('is asked for once, until another one is entered', async () => {
    page = await openWindow([waitingJob(1)])
    const stop = watchKey(page.app)
    page.send('keyChanged', kept(false))
    expect(page.said).toEqual([])
    page.send('keyChanged', kept(true))
    page.send('keyChanged', kept(true))
    expect(page.said).toEqual([refusal])
    page.send('keyChanged', kept(false))
    page.send('keyChanged', kept(true))
    expect(page.said).toHaveLength(2)
    stop()
    page.send('keyChanged', kept(false))
    page.send('keyChanged', kept(true))
    expect(page.said).toHaveLength(2)
  })

  it('is tried again from its message, which stays until the key works', async () => {
    const pictory = trial()
    page = await openWindow([refusedJob], { retryKey: pictory.retryKey })
    const stop = watchKey(page.app)
    await page.show(<Toasts />)
    await page.doing(() => page.send('keyChanged', kept(true)))
    await page.press('Try this key again')
    await page.press('Asking Pictory about it…')
    expect(pictory.asked()).toBe(1)
    await pictory.answer(true)
    expect(page.said).toEqual([refusal, 'Pictory still refuses this key. Polling rests until it works or is replaced.'])
    await page.press('Try this key again')
    await pictory.answer(false)
    expect(page.app.library.store.getState().key).toEqual(kept(false))
    expect(page.said.at(-1)).toBe('The key is in use again. Polling goes on.')
    await vi.waitFor(() => expect(page.text()).not.toContain('Pictory refused the key.'))
    stop()
  })

  it.each([
    ['the page of a job', <Standing key="page" jobId={jobId(1)} />],
    ['the key dialog', <KeyDialog key="dialog" />],
  ])('is tried again from %s, once at a time', async (_, place) => {
    const pictory = trial()
    page = await openWindow([refusedJob], {
      retryKey: pictory.retryKey,
      keyStatus: async () => ({ ok: true, value: kept(true) }),
    })
    await page.show(place)
    await page.press('Try this key again')
    await page.press('Asking Pictory about it…')
    expect(pictory.asked()).toBe(1)
    await pictory.answer(false)
    expect(page.app.library.store.getState().key).toEqual(kept(false))
  })

  it('that could not be tried says why', async () => {
    page = await openWindow([refusedJob], {
      retryKey: async () => ({ ok: false, code: 'no-key', message: 'There is no key.' }),
    })
    await page.show(<Standing jobId={jobId(1)} />)
    await page.press('Try this key again')
    expect(page.said).toEqual(['The key could not be tried. There is no key.'])
  })
})
