import { describe, expect, test } from 'vitest'
import type { JobState, JobSummary } from '../core/job/job'
import { jobOf } from '../core/job/job.fixture'
import { added } from '../core/job/schedule'
import { createTidings, type TidingsDeps } from './tidings'

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const job = (n: number, state: JobState, own: Partial<JobSummary> = {}): JobSummary =>
  jobOf({
    id: idOf(n),
    title: `Talk ${n}`,
    state,
    words: state.kind === 'ready' ? 1204 : null,
    durationMs: state.kind === 'ready' ? 12 * 60_000 : null,
    speakers: state.kind === 'ready' ? 3 : null,
    ...own,
  })
const ready: JobState = { kind: 'ready', completedAt: 5, gone: false }
const failed: JobState = { kind: 'failed', message: 'Pictory says: no sound.', at: 5 }
const gone: JobState = { kind: 'gone', why: 'unknown', message: 'Pictory does not have this job.', at: 5 }
const sending = (
  sentBytes: number,
  phase: 'queued' | 'preparing' | 'uploading' | 'starting' = 'uploading',
  totalBytes: number | null = 1000,
): JobState => ({
  kind: 'starting',
  phase,
  sentBytes,
  totalBytes,
  nextTryAt: null,
  trouble: null,
})

const world = (own: Partial<TidingsDeps> = {}) => {
  const shown: { readonly title: string; readonly body: string; readonly click: () => void }[] = []
  const badges: number[] = []
  const shares: (number | null)[] = []
  const opened: string[] = []
  const logged: string[] = []
  const timers: { readonly ms: number; readonly run: () => void }[] = []
  const status = { focused: false, notify: true, badge: true }
  const tidings = createTidings({
    notification: { isSupported: () => true, show: (title, body, click) => void shown.push({ title, body, click }) },
    badge: (count) => badges.push(count),
    progress: (share) => shares.push(share),
    isFocused: () => status.focused,
    wishes: () => status,
    setTimer: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
    showJob: (id) => opened.push(id),
    log: (line) => logged.push(line),
    ...own,
  })
  const burst = () => {
    for (const { run } of timers.splice(0)) run()
  }
  return {
    tidings,
    shown,
    badges,
    shares,
    opened,
    logged,
    timers,
    status,
    burst,
    told: () => shown.map(({ title, body }) => [title, body]),
  }
}

describe('a notification', () => {
  test('names a job that completed, what it holds, and leads to it', () => {
    const one = world()
    one.tidings.loaded([job(1, added)])
    one.tidings.changed([job(1, ready, { title: 'Board meeting' })])
    expect(one.shown).toEqual([])
    expect(one.timers.map(({ ms }) => ms)).toEqual([3000])
    one.burst()
    expect(one.told()).toEqual([['“Board meeting” is ready', '12 min · 3 speakers · 1,204 words']])
    one.shown[0]?.click()
    expect(one.opened).toEqual([idOf(1)])
  })

  test('tells twelve that completed together once', () => {
    const one = world()
    one.tidings.loaded(Array.from({ length: 12 }, (_, n) => job(n, added)))
    for (let n = 0; n < 12; n++) one.tidings.changed([job(n, ready)])
    expect(one.timers).toHaveLength(1)
    one.burst()
    expect(one.told()).toEqual([['12 transcripts are ready', '“Talk 0”, “Talk 1”, “Talk 2” and 9 more']])
  })

  test('tells a failure in its words, once, apart from what completed', () => {
    const one = world()
    one.tidings.loaded([job(1, added), job(2, sending(5)), job(3, added)])
    one.tidings.changed([job(1, failed)])
    one.tidings.changed([job(1, failed, { asking: true })])
    one.tidings.changed([job(3, ready)])
    one.burst()
    expect(one.told()).toEqual([
      ['“Talk 3” is ready', '12 min · 3 speakers · 1,204 words'],
      ['“Talk 1” came to nothing', 'Pictory says: no sound.'],
    ])
    one.tidings.changed([job(2, failed), job(3, ready)])
    one.burst()
    expect(one.told().slice(2)).toEqual([['“Talk 2” came to nothing', 'Pictory says: no sound.']])
  })

  test('two that came to nothing are told together', () => {
    const one = world()
    one.tidings.loaded([job(1, added), job(2, added)])
    one.tidings.changed([job(1, failed), job(2, gone)])
    one.burst()
    expect(one.told()).toEqual([['2 jobs came to nothing', '“Talk 1”, “Talk 2”']])
  })

  test.each([
    ['a restart’s jobs', (one: ReturnType<typeof world>) => one.tidings.loaded([job(1, ready)])],
    ['a job that is added', (one: ReturnType<typeof world>) => one.tidings.changed([job(1, added)])],
    ['a file that is opened', (one: ReturnType<typeof world>) => one.tidings.changed([job(1, ready)])],
    [
      'a ready job that changes',
      (one: ReturnType<typeof world>) => {
        one.tidings.loaded([job(1, ready)])
        one.tidings.changed([job(1, { ...ready, gone: true })])
      },
    ],
    [
      'a job that the person stops',
      (one: ReturnType<typeof world>) => {
        one.tidings.loaded([job(1, added)])
        one.tidings.changed([job(1, { kind: 'stopped', at: 1 })])
      },
    ],
  ])('%s: no news', (_, happen) => {
    const one = world()
    happen(one)
    one.burst()
    expect(one.shown).toEqual([])
    expect(one.badges).toEqual([])
  })

  test('is not for who looks, nor for who comes to look before it', () => {
    const one = world()
    one.tidings.loaded([job(1, added), job(2, added)])
    one.status.focused = true
    one.tidings.changed([job(1, ready)])
    one.burst()
    one.status.focused = false
    one.tidings.changed([job(2, ready)])
    one.status.focused = true
    one.tidings.seen()
    one.burst()
    expect(one.shown).toEqual([])
  })

  test('a job that is taken off before it is told is not told', () => {
    const one = world()
    one.tidings.loaded([job(1, added)])
    one.tidings.changed([job(1, failed)])
    one.tidings.forgotten(idOf(1))
    one.burst()
    expect(one.shown).toEqual([])
  })

  test('goes with the wish, and where the platform has none nothing happens', () => {
    const off = world()
    off.status.notify = false
    const none = world({ notification: { isSupported: () => false, show: () => off.logged.push('shown') } })
    const broken = world({
      notification: {
        isSupported: () => true,
        show: () => {
          throw new Error('no bus')
        },
      },
      badge: () => {
        throw new Error('no dock')
      },
      progress: () => {
        throw new Error('no taskbar')
      },
    })
    for (const one of [off, none, broken]) {
      one.tidings.loaded([job(1, added)])
      one.tidings.changed([job(1, ready), job(2, sending(500))])
      one.burst()
      expect(one.shown).toEqual([])
    }
    expect(off.logged).toEqual([])
    expect(broken.logged).toEqual(['badge: no dock', 'progress: no taskbar', 'notification: no bus'])
  })
})

describe('the badge', () => {
  test('counts what completed unseen, and is gone when it is seen', () => {
    const one = world()
    one.tidings.loaded([job(1, added), job(2, added), job(3, added), job(4, added)])
    one.tidings.changed([job(1, ready)])
    one.tidings.changed([job(2, ready), job(3, failed)])
    one.tidings.forgotten(idOf(3))
    one.tidings.seen()
    one.tidings.seen()
    expect(one.badges).toEqual([1, 2, 0])
    one.tidings.changed([job(4, ready)])
    one.status.badge = false
    one.tidings.wishesChanged()
    expect(one.badges).toEqual([1, 2, 0, 1, 0])
  })
})

describe('the progress of uploads', () => {
  test('is the share of all that are sent; one that is through still counts until the last is', () => {
    const one = world()
    one.tidings.changed([
      job(1, sending(0, 'queued')),
      job(2, sending(0, 'queued')),
      job(3, sending(0, 'starting', null)),
    ])
    expect(one.shares).toEqual([])
    one.tidings.changed([job(1, sending(500))])
    one.tidings.changed([job(1, sending(504))])
    one.tidings.changed([job(2, sending(0))])
    one.tidings.changed([job(1, sending(1000, 'starting'))])
    one.tidings.changed([job(11, added)])
    one.tidings.became(idOf(1), idOf(11))
    one.tidings.forgotten(idOf(1))
    one.tidings.changed([job(2, sending(500))])
    one.tidings.became(idOf(2), idOf(12))
    one.tidings.forgotten(idOf(2))
    expect(one.shares).toEqual([0.5, 0.25, 0.5, 0.75, null])
  })

  test('goes when the last one is stopped, fails or waits', () => {
    for (const state of [{ kind: 'stopped', at: 1 }, failed, sending(0, 'queued')] as const) {
      const one = world()
      one.tidings.changed([job(1, sending(500))])
      one.tidings.changed([job(1, state)])
      expect(one.shares).toEqual([0.5, null])
    }
  })

  test('is not shown where it is not wished', () => {
    const one = world()
    one.status.badge = false
    one.tidings.changed([job(1, sending(500))])
    one.status.badge = true
    one.tidings.wishesChanged()
    expect(one.shares).toEqual([0.5])
  })
})
