import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JobAnswer } from './answer'
import { type Day, dayStart, dice, type Life, simulate, type World } from './day.fixture'
import { pace } from './schedule'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const jobId = (n: number): string => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const completed: JobAnswer = { kind: 'completed', bytes: new Uint8Array([1]) }
const failed: JobAnswer = { kind: 'failed', message: 'No speech.' }
const gone: JobAnswer = { kind: 'gone', why: 'cleaned', message: 'Cleaned.' }
const trouble = (reason: 'offline' | 'rate-limited' | 'server-trouble' | 'bad-answer', retryAfterMs: number | null) =>
  ({ kind: 'trouble', reason, message: reason, retryAfterMs }) as const

const calm = { weather: () => null, asleep: [], newKeyAfterMs: 0, latencyMs: () => 300 } as const

const atLeastApart = (day: Day): number => {
  let least = Number.POSITIVE_INFINITY
  for (let n = 1; n < day.sent.length; n++) least = Math.min(least, (day.sent[n] ?? 0) - (day.sent[n - 1] ?? 0))
  return least
}
const mostIn = (day: Day, windowMs: number): number => {
  let most = 0
  let from = 0
  for (let to = 0; to < day.sent.length; to++) {
    while ((day.sent[to] ?? 0) - (day.sent[from] ?? 0) >= windowMs) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}
const during = (day: Day, fromMs: number, toMs: number): number =>
  day.sent.filter((ms) => fromMs <= ms && ms < toMs).length

test('1,000 jobs for 24 hours through outages, limits, sleep and a refused key', () => {
  const random = dice(20_263)
  const ends = [...Array.from({ length: 16 }, () => completed), failed, failed, gone]
  const lives = Array.from({ length: 1000 }, (_, n): Life => {
    // Seven hundred at once, the others over the day; a twentieth never ends, the rest takes minutes or hours.
    const addedMs = n < 700 ? 0 : Math.floor(random() * 18 * hour)
    const runsMs = n % 20 === 19 ? 100 * hour : 2 * minute + Math.floor(random() ** 3 * 4 * hour)
    const mediaMs = n % 3 === 0 ? Math.floor(random() * 3 * hour) : null
    return { id: jobId(n), addedMs, endsMs: addedMs + runsMs, end: ends[n % ends.length] ?? completed, mediaMs }
  })
  const weather: World['weather'] = (atMs, dice) => {
    const clock = dayStart + atMs
    if (atMs >= 3 * hour && atMs < 4 * hour) return trouble('offline', null)
    if (atMs >= 7 * hour && atMs < 8 * hour) return trouble('server-trouble', null)
    if (atMs >= 13 * hour && atMs < 13 * hour + minute) return { kind: 'key-refused', message: 'No.' }
    const chance = dice()
    // Retry-After in seconds, and as a date, which has whole seconds.
    if (chance < 0.0005) return trouble('rate-limited', 30 * second)
    if (chance < 0.001) return trouble('rate-limited', Math.floor((clock + 45 * second) / second) * second - clock)
    if (chance < 0.01) return trouble('server-trouble', null)
    return chance < 0.012 ? trouble('bad-answer', null) : null
  }
  const day = simulate({
    lengthMs: 24 * hour,
    lives,
    random,
    weather,
    asleep: [{ fromMs: 10 * hour, toMs: 12 * hour }],
    newKeyAfterMs: hour,
    latencyMs: (dice) => 150 + Math.floor(dice() ** 4 * 5000),
  })

  // The global rate, in the strictest form and as windows show it.
  expect(atLeastApart(day)).toBeGreaterThanOrEqual(second)
  expect(mostIn(day, minute)).toBeLessThanOrEqual(60)
  expect(mostIn(day, hour)).toBeLessThanOrEqual(3600)
  expect(day.mostInFlight).toBeLessThanOrEqual(pace.inFlight)
  expect(during(day, 10 * hour, 12 * hour)).toBe(0)
  // Of the hour without network a question per hold is left, and of the refused key those that were on their way.
  expect(during(day, 3 * hour + minute, 4 * hour)).toBeLessThanOrEqual(20)
  expect(during(day, 13 * hour + minute, 14 * hour)).toBe(0)
  expect(day.refusals).toBe(1)

  // Nobody starves: from the moment a question is due, each other job is asked once before it at most (and those again whose
  // question the sleep dropped), so with a thousand jobs it is on its way within a thousand seconds.
  expect(day.mostBefore).toBeLessThanOrEqual(lives.length - 1 + pace.inFlight)
  expect(day.longestWaitMs).toBeLessThanOrEqual(lives.length * second)

  // Everybody ends as the script says.
  const wrong = lives.filter(({ id, endsMs, end }) => {
    const outcome = day.outcomes.get(id)
    const wanted = endsMs > 24 * hour ? 'waiting' : end.kind
    return outcome?.kind !== wanted || (outcome.kind === 'waiting' && !outcome.overdue)
  })
  expect(wrong).toEqual([])
  process.stdout.write(
    `1,000 jobs, 24 simulated hours: ${day.sent.length.toLocaleString('en')} requests, at most ${mostIn(day, minute)} a minute; ` +
      `longest wait of a due question ${Math.round(day.longestWaitMs / second)} s, ` +
      `between two answers about one job ${Math.round(day.longestSilenceMs / minute)} min\n`,
  )
})

test('none finishes: 1,000 jobs for three hours stay at one question a second, each asked as often as any other', () => {
  const lives = Array.from({ length: 1000 }, (_, n): Life => ({
    id: jobId(n),
    addedMs: 0,
    endsMs: 100 * hour,
    end: completed,
    mediaMs: null,
  }))
  const day = simulate({ ...calm, lengthMs: 3 * hour, lives, random: dice(3) })
  expect(day.sent.length).toBe(3 * 3600)
  const asked = [...day.outcomes.values()].map((outcome) => (outcome.kind === 'waiting' ? outcome.asked : 0))
  expect(asked).toHaveLength(1000)
  expect(Math.max(...asked) - Math.min(...asked)).toBeLessThanOrEqual(1)
})

const alone = (endsMs: number, lengthMs: number): Day =>
  simulate({
    ...calm,
    lengthMs,
    random: dice(endsMs + 7),
    lives: [{ id: jobId(0), addedMs: 0, endsMs, end: completed, mediaMs: null }],
  })

describe('a short job is known fast, a long one costs little', () => {
  test.each([[20 * second], [minute], [3 * minute], [10 * minute], [2 * hour]])(
    'one that takes %d ms is cached soon after it is done',
    (endsMs) => {
      const day = alone(endsMs, endsMs + minute)
      expect(day.outcomes.get(jobId(0))?.kind).toBe('completed')
      expect((day.sent.at(-1) ?? 0) - endsMs).toBeLessThanOrEqual(
        Math.max(12 * second, Math.min(30 * second, endsMs / 5)),
      )
    },
  )

  test('one that runs all day: some 130 questions an hour until its limit, then 12', () => {
    const day = alone(100 * hour, 24 * hour)
    expect(during(day, hour, 2 * hour)).toBeGreaterThanOrEqual(120)
    expect(during(day, hour, 2 * hour)).toBeLessThanOrEqual(140)
    expect(during(day, 10 * hour, 11 * hour)).toBeLessThanOrEqual(15)
  })
})

test('in any world: never above the rate, never five in flight, nobody starved', () => {
  const answers: readonly JobAnswer[] = [
    failed,
    gone,
    { kind: 'key-refused', message: 'm' },
    trouble('offline', null),
    trouble('rate-limited', 12 * second),
    trouble('rate-limited', null),
    trouble('server-trouble', 90 * second),
    trouble('bad-answer', null),
  ]
  const world = fc.record({
    seed: fc.nat(1_000_000),
    count: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0, max: 0.4, noNaN: true }),
    latencyMs: fc.integer({ min: 1, max: 20_000 }),
    sleepsAtMs: fc.array(fc.nat(hour), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(world, ({ seed, count, share, latencyMs, sleepsAtMs }) => {
      const random = dice(seed)
      const lives = Array.from({ length: count }, (_, n): Life => ({
        id: jobId(n),
        addedMs: Math.floor(random() * 20 * minute),
        endsMs: Math.floor(random() * 2 * hour),
        end: completed,
        mediaMs: null,
      }))
      const day = simulate({
        lengthMs: hour,
        lives,
        random,
        weather: (_, dice) => (dice() < share ? (answers[Math.floor(dice() * answers.length)] ?? null) : null),
        asleep: sleepsAtMs.map((fromMs) => ({ fromMs, toMs: fromMs + 10 * minute })),
        newKeyAfterMs: 3 * minute,
        latencyMs: (dice) => Math.ceil(dice() * latencyMs),
      })
      if (day.sent.length > 1) expect(atLeastApart(day)).toBeGreaterThanOrEqual(second)
      expect(day.mostInFlight).toBeLessThanOrEqual(pace.inFlight)
      expect(day.mostBefore).toBeLessThanOrEqual(count - 1 + pace.inFlight * sleepsAtMs.length)
    }),
    { numRuns: 60 },
  )
})
