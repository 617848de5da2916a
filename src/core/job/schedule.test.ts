import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JobAnswer, TroubleReason, WaitingState } from './answer'
import {
  added,
  choose,
  isLongRunning,
  nextState,
  pace,
  type Pollable,
  type Queue,
  troubleDelay,
  troubles,
} from './schedule'

const hour = 3_600_000
const now = 1_700_000_000_000
const at = { now, random: 0.5, addedAt: now - 1000, limitMs: null }
const waiting = (over: Partial<WaitingState> = {}): WaitingState => ({ ...added, ...over })
const progress: JobAnswer = { kind: 'in-progress', mediaMs: null }
const trouble = (reason: TroubleReason, retryAfterMs: number | null = null): JobAnswer => ({
  kind: 'trouble',
  reason,
  message: 'm',
  retryAfterMs,
})

const next = (random: number) => nextState(added, progress, { ...at, random })

describe('after an answer', () => {
  test('in progress: again in 10 to 20 s, 15 on average', () => {
    expect(next(0.5)).toEqual({ kind: 'waiting', nextCheckAt: now + 15_000, lastCheckAt: now, asked: 1, trouble: null })
    expect(next(0)).toMatchObject({ nextCheckAt: now + 10_000 })
    expect(next(0.999999)).toMatchObject({ nextCheckAt: now + 20_000 })
  })

  test('in progress ends a trouble', () => {
    expect(
      nextState(waiting({ asked: 4, trouble: { reason: 'offline', message: 'm', failures: 3 } }), progress, at),
    ).toMatchObject({ asked: 5, trouble: null })
  })

  test.each([
    ['6 h by default', 6 * hour, null, null, false],
    ['beyond 6 h', 6 * hour + 1, null, null, true],
    ['the person’s limit', hour, hour - 1, null, true],
    ['three times the media', 4 * hour, null, 1.5 * hour, false],
    ['beyond three times the media', 4 * hour, null, hour, true],
    ['an hour at least', hour, null, 1000, false],
  ])('still running: %s', (_, ageMs, limitMs, mediaMs, long) => {
    expect(isLongRunning({ addedAt: now - ageMs, limitMs }, now, mediaMs)).toBe(long)
    expect(nextState(added, { kind: 'in-progress', mediaMs }, { ...at, addedAt: now - ageMs, limitMs })).toMatchObject({
      nextCheckAt: now + (long ? 300_000 : 15_000),
    })
  })

  test('the bytes are handed on', () => {
    const bytes = new Uint8Array([1])
    expect(nextState(added, { kind: 'completed', bytes }, at)).toEqual({ kind: 'completed', bytes })
  })

  test('final answers', () => {
    expect(nextState(added, { kind: 'failed', message: 'No.' }, at)).toEqual({
      kind: 'failed',
      message: 'No.',
      at: now,
    })
    expect(nextState(added, { kind: 'gone', message: 'Gone.' }, at)).toEqual({
      kind: 'gone',
      message: 'Gone.',
      at: now,
    })
  })

  test('the key: waits for the key, not for a time', () => {
    expect(nextState(waiting({ asked: 2 }), { kind: 'key-refused', message: 'm' }, at)).toEqual({
      kind: 'waiting',
      nextCheckAt: null,
      lastCheckAt: now,
      asked: 3,
      trouble: { reason: 'key-refused', message: 'm', failures: 1 },
    })
    expect(nextState(added, { kind: 'no-key', message: 'm' }, at)).toMatchObject({
      nextCheckAt: null,
      asked: 0,
      trouble: { reason: 'no-key', failures: 0 },
    })
  })

  test('an abort teaches nothing', () => {
    expect(nextState(added, { kind: 'aborted' }, at)).toBe(added)
  })

  test('troubles in a row wait longer and longer, up to the last', () => {
    let state = added
    const waits: number[] = []
    for (let n = 0; n < 8; n++) {
      const after = nextState(state, trouble('server-trouble'), at)
      if (after.kind !== 'waiting' || after.nextCheckAt === null) throw new Error('waits')
      waits.push(after.nextCheckAt - now)
      state = after
    }
    expect(waits).toEqual([20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000, 600_000])
    expect(state.trouble).toEqual({ reason: 'server-trouble', message: 'm', failures: 8 })
  })

  test.each([
    [0, 1000],
    [2_000, 2000],
    [90_000, 90_000],
    [10 * hour, hour],
  ])('Retry-After of %d ms is never undercut, and never endless', (retryAfterMs, least) => {
    expect(troubleDelay('rate-limited', 5, retryAfterMs, 0)).toBe(least)
    expect(troubleDelay('rate-limited', 5, retryAfterMs, 0.9)).toBe(least + 900)
  })

  test('every delay is a whole number within its table', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(troubles)),
        fc.nat(5000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (name, failures, random) => {
          const [reason] = (['offline', 'rate-limited', 'blocked', 'server-trouble', 'bad-answer'] as const).filter(
            (one) => one === name,
          )
          if (reason === undefined) throw new Error('unknown')
          const delay = troubleDelay(reason, failures, null, random)
          expect(Number.isInteger(delay)).toBe(true)
          expect(delay).toBeGreaterThanOrEqual(troubles[reason].firstMs * 0.8)
          expect(delay).toBeLessThanOrEqual(troubles[reason].mostMs * 1.2)
        },
      ),
    )
  })
})

const jobId = (n: number): string => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const job = (n: number, state: Partial<WaitingState> = {}): Pollable => ({
  id: jobId(n),
  addedAt: now - 1000 + n,
  limitMs: null,
  state: waiting(state),
})
const queue = (jobs: readonly Pollable[], over: Partial<Queue> = {}): Queue => ({
  jobs,
  now,
  isUrgent: () => false,
  isBusy: () => false,
  inFlight: 0,
  lastSentAt: null,
  heldUntil: 0,
  networkBackAt: Number.NEGATIVE_INFINITY,
  ...over,
})

const asks = (q: Queue) => {
  const choice = choose(q)
  return choice.kind === 'ask' ? choice.job.id : choice.untilMs
}

describe('whom to ask next', () => {
  const due = (n: number, dueMs: number) => job(n, { nextCheckAt: now + dueMs, lastCheckAt: now - 20_000 })

  test.each<readonly [string, Queue, string | number | null]>([
    ['nobody', queue([]), null],
    ['a new one at once', queue([job(1)]), jobId(1)],
    ['not before its time', queue([due(1, 5000)]), now + 5000],
    ['whoever has been due longest', queue([due(1, -10), due(2, -500), due(3, -20)]), jobId(2)],
    ['new ones in the order they came', queue([job(2), job(1)]), jobId(1)],
    ['not one that is being asked', queue([job(1), job(2)], { isBusy: (id) => id === jobId(1) }), jobId(2)],
    [
      'an urgent one first, even before its time',
      queue([job(1), due(2, 60_000)], { isUrgent: (id) => id === jobId(2) }),
      jobId(2),
    ],
    ['nobody when all places are taken', queue([job(1)], { inFlight: pace.inFlight }), null],
    ['one per second', queue([job(1)], { lastSentAt: now - 400 }), now + 600],
    ['urgent ones keep the pace too', queue([job(1)], { lastSentAt: now - 400, isUrgent: () => true }), now + 600],
    ['nobody while all are held', queue([job(1)], { heldUntil: now + 9000 }), now + 9000],
    [
      'network trouble is over when the network is back',
      queue(
        [
          job(1, {
            nextCheckAt: now + 90_000,
            lastCheckAt: now - 5,
            trouble: { reason: 'offline', message: '', failures: 3 },
          }),
        ],
        { networkBackAt: now },
      ),
      jobId(1),
    ],
    [
      'other trouble is not',
      queue(
        [
          job(1, {
            nextCheckAt: now + 90_000,
            lastCheckAt: now - 5,
            trouble: { reason: 'server-trouble', message: '', failures: 3 },
          }),
        ],
        { networkBackAt: now },
      ),
      now + 90_000,
    ],
    ['a clock set back does not make it wait for years', queue([due(1, 400 * 24 * hour)]), jobId(1)],
    [
      'nor does it keep the pace',
      queue([job(1)], { lastSentAt: now + 24 * hour, heldUntil: now + 24 * hour }),
      jobId(1),
    ],
  ])('%s', (_, q, expected) => {
    expect(asks(q)).toBe(expected)
  })
})

test('1,000 jobs for forty minutes: at most one question a second, each job asked as often as any other', () => {
  const jobs = Array.from({ length: 1000 }, (_, n): Pollable => ({
    id: jobId(n),
    addedAt: now,
    limitMs: null,
    state: added,
  }))
  const asked = new Map<string, number>()
  const sent: number[] = []
  let clock = now
  let lastSentAt: number | null = null
  let seed = 1
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  while (clock < now + 40 * 60_000) {
    const choice = choose(queue(jobs, { now: clock, lastSentAt }))
    if (choice.kind === 'wait') {
      if (choice.untilMs === null) throw new Error('somebody is always next')
      expect(choice.untilMs).toBeGreaterThan(clock)
      clock = choice.untilMs
      continue
    }
    lastSentAt = clock
    sent.push(clock)
    asked.set(choice.job.id, (asked.get(choice.job.id) ?? 0) + 1)
    const next = nextState(choice.job.state, progress, { now: clock, random: random(), addedAt: now, limitMs: null })
    if (next.kind === 'waiting') jobs[jobs.indexOf(choice.job)] = { ...choice.job, state: next }
  }
  expect(sent.length).toBe(2400)
  for (let n = 1; n < sent.length; n++) expect((sent[n] ?? 0) - (sent[n - 1] ?? 0)).toBeGreaterThanOrEqual(1000)
  const counts = [...asked.values()]
  expect(counts).toHaveLength(1000)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
})
