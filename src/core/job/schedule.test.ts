import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JobAnswer, TroubleReason, WaitingState } from './answer'
import {
  added,
  choose,
  limitOf,
  nextState,
  pace,
  type Pollable,
  progressDelay,
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

describe('after an answer', () => {
  test.each([
    ['just added', 1000, 10_000, 11_000, 12_000],
    ['after a minute', 60_000, 10_000, 11_000, 12_000],
    ['after two and a half minutes', 150_000, 12_000, 15_000, 18_000],
    ['after five minutes', 300_000, 24_000, 27_000, 30_000],
    ['after five hours', 5 * hour, 24_000, 27_000, 30_000],
    ['added in the future: the clock was set back', -hour, 10_000, 11_000, 12_000],
  ])('in progress, %s: after a tenth of its age, in 10 to 30 s', (_, ageMs, least, middle, most) => {
    const when = (random: number) => nextState(added, progress, { ...at, addedAt: now - ageMs, random })
    expect(when(0)).toMatchObject({ nextCheckAt: now + least, lastCheckAt: now, asked: 1, overdue: false })
    expect(when(0.5)).toMatchObject({ nextCheckAt: now + middle })
    expect(when(0.999999)).toMatchObject({ nextCheckAt: now + most })
  })

  test('whatever its age and the dice, a job in progress is asked again in 10 to 30 s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ageMs, random) => {
          const delay = progressDelay(ageMs, random)
          expect(Number.isInteger(delay)).toBe(true)
          expect(delay).toBeGreaterThanOrEqual(10_000)
          expect(delay).toBeLessThanOrEqual(30_000)
        },
      ),
    )
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
    ['the person’s limit before the media’s', 4 * hour, 5 * hour, hour, false],
    ['three times the media', 4 * hour, null, 1.5 * hour, false],
    ['beyond three times the media', 4 * hour, null, hour, true],
    ['an hour at least', hour, null, 1000, false],
  ])('overdue: %s', (_, ageMs, limitMs, mediaMs, overdue) => {
    expect(ageMs > limitOf(limitMs, mediaMs)).toBe(overdue)
    const when = (random: number) =>
      nextState(added, { kind: 'in-progress', mediaMs }, { ...at, random, addedAt: now - ageMs, limitMs })
    expect(when(0)).toMatchObject({ overdue, mediaMs, nextCheckAt: now + (overdue ? 240_000 : 24_000) })
    expect(when(0.999999)).toMatchObject({ overdue, nextCheckAt: now + (overdue ? 360_000 : 30_000) })
  })

  test('the media’s length is remembered when a later answer does not tell it', () => {
    const told = nextState(added, { kind: 'in-progress', mediaMs: hour }, at)
    expect(told).toMatchObject({ mediaMs: hour, overdue: false })
    if (told.kind !== 'waiting') throw new Error('waits')
    const later = { ...at, addedAt: now - 4 * hour }
    expect(nextState(told, progress, later)).toMatchObject({ mediaMs: hour, overdue: true })
    expect(nextState(added, progress, later)).toMatchObject({ mediaMs: null, overdue: false })
  })

  test('going on counts the limit and the pace anew', () => {
    const old = { ...at, addedAt: now - 20 * hour }
    expect(nextState(added, progress, old)).toMatchObject({ overdue: true })
    expect(nextState(waiting({ countedFrom: now - 1000 }), progress, old)).toEqual({
      ...added,
      nextCheckAt: now + 11_000,
      lastCheckAt: now,
      asked: 1,
      countedFrom: now - 1000,
      begun: true,
    })
  })

  test('trouble leaves what was known: overdue, the media, the count', () => {
    const known = { overdue: true, mediaMs: 5, countedFrom: 7 }
    expect(nextState(waiting(known), trouble('server-trouble'), at)).toMatchObject(known)
    expect(nextState(waiting(known), { kind: 'key-refused', message: 'm' }, at)).toMatchObject(known)
  })

  test('that Pictory works on it is remembered, and only Pictory says so', () => {
    const others = [trouble('offline'), { kind: 'key-refused', message: 'm' }, { kind: 'aborted' }] as const
    for (const answer of others) expect(nextState(added, answer, at)).toMatchObject({ begun: false })
    const told = nextState(added, progress, at)
    expect(told).toMatchObject({ begun: true })
    if (told.kind !== 'waiting') throw new Error('waits')
    for (const answer of others) expect(nextState(told, answer, at)).toMatchObject({ begun: true })
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
    expect(nextState(added, { kind: 'gone', why: 'cleaned', message: 'Gone.' }, at)).toEqual({
      kind: 'gone',
      why: 'cleaned',
      message: 'Gone.',
      at: now,
    })
  })

  test('the key: waits for the key, not for a time', () => {
    expect(nextState(waiting({ asked: 2 }), { kind: 'key-refused', message: 'm' }, at)).toEqual({
      ...added,
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
    [10 * hour, 10 * hour],
    [1000 * hour, 24 * hour],
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
          const [reason] = (
            ['offline', 'rate-limited', 'blocked', 'server-trouble', 'bad-answer', 'disk'] as const
          ).filter((one) => one === name)
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
  state: waiting(state),
})
const queue = (jobs: readonly Pollable[], over: Partial<Queue> = {}): Queue => ({
  jobs,
  now,
  orderOf: () => null,
  isHinted: () => false,
  isBusy: () => false,
  wentAhead: false,
  inFlight: 0,
  places: pace.inFlight,
  nextAt: 0,
  heldUntil: 0,
  networkBackAt: Number.NEGATIVE_INFINITY,
  clockSince: now - hour,
  ...over,
})

/** By job, who is ordered with how many others, and as the how-manieth order. */
const orders = (given: Readonly<Record<number, readonly [number, number]>>) => (id: string) => {
  const [jobs, number] = given[Number(id.slice(-12))] ?? []
  return jobs === undefined || number === undefined ? null : { jobs, number }
}

const asks = (q: Queue) => {
  const choice = choose(q)
  return choice.kind === 'ask' ? choice.job.id : choice.untilMs
}

describe('whom to ask next', () => {
  const due = (n: number, dueMs: number) => job(n, { nextCheckAt: now + dueMs, lastCheckAt: now - 20_000 })
  const one = (n: number) => (id: string) => id === jobId(n)
  const alone = { jobs: 1, number: 1 }
  const ordered = (n: number) => (id: string) => (id === jobId(n) ? alone : null)

  test.each<readonly [string, Queue, string | number | null]>([
    ['nobody', queue([]), null],
    ['a new one at once', queue([job(1)]), jobId(1)],
    ['not before its time', queue([due(1, 5000)]), now + 5000],
    ['whoever has been due longest', queue([due(1, -10), due(2, -500), due(3, -20)]), jobId(2)],
    ['new ones in the order they came', queue([job(2), job(1)]), jobId(1)],
    ['not one that is being asked', queue([job(1), job(2)], { isBusy: one(1) }), jobId(2)],
    ['an urgent one first, even before its time', queue([job(1), due(2, 60_000)], { orderOf: ordered(2) }), jobId(2)],
    ['nobody when all places are taken', queue([job(1)], { inFlight: pace.inFlight }), null],
    ['nobody while the trial of a hold is open', queue([job(1)], { inFlight: 1, places: 1 }), null],
    ['not before the turn', queue([job(1)], { nextAt: now + 600 }), now + 600],
    ['urgent ones wait for the turn too', queue([job(1)], { nextAt: now + 600, orderOf: () => alone }), now + 600],
    ['never a paused one', queue([job(1, { paused: true })], { orderOf: () => alone, isHinted: () => true }), null],
    [
      'those that are due get every second turn beside urgent ones',
      queue([due(1, -10), due(2, 60_000)], { orderOf: ordered(2), wentAhead: true }),
      jobId(1),
    ],
    [
      'but only those that are due',
      queue([due(1, 10), due(2, 60_000)], { orderOf: ordered(2), wentAhead: true }),
      jobId(2),
    ],
    [
      'whoever is ordered alone before those of an order for many, however long due',
      queue([due(1, -500), due(2, 60_000), due(3, -900)], { orderOf: orders({ 1: [3, 1], 2: [1, 2], 3: [3, 1] }) }),
      jobId(2),
    ],
    [
      'a few before many',
      queue([due(1, -500), due(2, 60_000), due(3, 5000)], { orderOf: orders({ 1: [1000, 9], 2: [2, 1], 3: [2, 1] }) }),
      jobId(3),
    ],
    [
      'of two ordered alone the newer order',
      queue([due(1, -500), due(2, 60_000)], { orderOf: orders({ 1: [1, 4], 2: [1, 5] }) }),
      jobId(2),
    ],
    [
      'an order before a hint',
      queue([due(1, -500), due(2, 60_000)], { isHinted: one(1), orderOf: orders({ 2: [1000, 1] }) }),
      jobId(2),
    ],
    [
      'within an order for many whoever has been due longest',
      queue([due(1, 90_000), due(2, 60_000)], { orderOf: orders({ 1: [2, 1], 2: [2, 1] }) }),
      jobId(2),
    ],
    ['a hinted one before its time', queue([due(1, 5000), due(2, 60_000)], { isHinted: one(2) }), jobId(2)],
    [
      'a hinted one not sooner than 10 s after its last question',
      queue([job(1, { nextCheckAt: now + 20_000, lastCheckAt: now - 4000 })], { isHinted: one(1) }),
      now + 6000,
    ],
    [
      'a hint never makes it later',
      queue([job(1, { nextCheckAt: now + 2000, lastCheckAt: now - 4000 })], { isHinted: one(1) }),
      now + 2000,
    ],
    ['a hint of a job that was never asked', queue([due(2, -5), job(1)], { isHinted: one(1) }), jobId(1)],
    ['new jobs behind those that were due before they came', queue([job(1), due(2, -5000)]), jobId(2)],
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
    [
      'after a clock set back by years: the delay that was decided, from then on',
      queue([job(1, { nextCheckAt: now + 9000 * hour + 20_000, lastCheckAt: now + 9000 * hour })], {
        clockSince: now - 5000,
      }),
      now + 15_000,
    ],
    [
      'after a clock set back: Retry-After is not undercut',
      queue([job(1, { nextCheckAt: now + 5 * hour, lastCheckAt: now + hour })], { clockSince: now - 1000 }),
      now + 4 * hour - 1000,
    ],
    ['a new job though the clock was set back', queue([{ ...job(1), addedAt: now + hour }]), jobId(1)],
    [
      'a delay that nobody ever decides is not waited for',
      queue([job(1, { nextCheckAt: now + 9000 * hour, lastCheckAt: now - 5000 })]),
      jobId(1),
    ],
  ])('%s', (_, q, expected) => {
    expect(asks(q)).toBe(expected)
  })
})

const finals: readonly JobAnswer[] = [
  { kind: 'completed', bytes: new Uint8Array([1]) },
  { kind: 'failed', message: 'm' },
  { kind: 'gone', why: 'unknown', message: 'm' },
]
const passing: readonly JobAnswer[] = [
  progress,
  { kind: 'in-progress', mediaMs: 20 * 60_000 },
  { kind: 'key-refused', message: 'm' },
  { kind: 'no-key', message: 'm' },
  { kind: 'aborted' },
  ...(['offline', 'rate-limited', 'blocked', 'server-trouble', 'bad-answer'] as const).flatMap((reason) =>
    [null, 0, 7_300, 100 * hour].map((retryAfterMs) => trouble(reason, retryAfterMs)),
  ),
]

test('after any sequence of answers a job is final or has a next time, whatever the clock did', () => {
  const step = fc.record({
    answer: fc.constantFrom(...passing, ...finals),
    afterMs: fc.integer({ min: -100 * hour, max: 100 * hour }),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.option(fc.nat(20 * hour), { nil: null }), (steps, limitMs) => {
      let state = added
      let clock = now
      for (const { answer, afterMs, random } of steps) {
        clock += afterMs
        const outcome = nextState(state, answer, { now: clock, random, addedAt: now, limitMs })
        if (outcome.kind !== 'waiting') {
          expect(finals.map(({ kind }) => kind)).toContain(outcome.kind)
          return
        }
        state = outcome
        const choice = choose({ ...queue([{ id: jobId(1), addedAt: now, state }]), now: clock, clockSince: clock })
        if (choice.kind === 'ask') continue
        expect(choice.untilMs).toBeGreaterThan(clock)
        expect(choice.untilMs).toBeLessThanOrEqual(clock + 24 * hour + 1000)
      }
    }),
  )
})
