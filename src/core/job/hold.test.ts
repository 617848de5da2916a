import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobAnswer, TroubleReason } from './answer'
import { type Hold, holdAfter, rememberedHold, shifted, triedByPerson } from './hold'
import { added } from './schedule'

const now = 1_700_000_000_000
const minute = 60_000
const trouble = (reason: TroubleReason, retryAfterMs: number | null = null): JobAnswer => ({
  kind: 'trouble',
  reason,
  message: reason,
  retryAfterMs,
})
/** @param notBeforeMs from now; null where nobody but we asked for the wait. */
const hold = (
  reason: TroubleReason,
  afterMs: number,
  failures = 1,
  notBeforeMs: number | null = reason === 'rate-limited' ? afterMs : null,
): Hold => ({
  reason,
  message: reason,
  untilMs: now + afterMs,
  notBeforeMs: notBeforeMs === null ? 0 : now + notBeforeMs,
  failures,
})
const progress: JobAnswer = { kind: 'in-progress', mediaMs: null }
const refused: JobAnswer = { kind: 'key-refused', message: 'm' }

test.each<readonly [string, Hold | null, JobAnswer, Hold | null]>([
  ['nothing held, nothing wrong', null, progress, null],
  ['one job’s own trouble holds nobody', null, trouble('server-trouble'), null],
  ['nor does an answer that cannot be read', null, trouble('bad-answer', minute), null],
  ['no network', null, trouble('offline'), hold('offline', 5000)],
  ['the account’s limit', null, trouble('rate-limited'), hold('rate-limited', minute)],
  ['its Retry-After', null, trouble('rate-limited', 7000), hold('rate-limited', 7500)],
  ['a firewall', null, trouble('blocked'), hold('blocked', 2 * minute)],
  ['found again after its time: longer', hold('offline', -1, 3), trouble('offline'), hold('offline', 40_000, 4)],
  ['found again at its very end', hold('offline', 0), trouble('offline'), hold('offline', 10_000, 2)],
  [
    'met by several at once: counted once',
    hold('rate-limited', 9000),
    trouble('rate-limited'),
    hold('rate-limited', 9000),
  ],
  [
    'met by several at once: the longest wish counts',
    hold('rate-limited', 9000),
    trouble('rate-limited', 20_000),
    hold('rate-limited', 20_500),
  ],
  ['and the shortest does not', hold('rate-limited', 9000), trouble('rate-limited', 2000), hold('rate-limited', 9000)],
  [
    'a limit met while something on the way holds for longer: it is remembered',
    hold('blocked', 9 * minute),
    trouble('rate-limited', 2000),
    hold('blocked', 9 * minute, 1, 2500),
  ],
  [
    'and one that would hold for longer without having said so: no longer than we wait',
    hold('blocked', 9000),
    trouble('rate-limited'),
    hold('blocked', 9000, 1, 9000),
  ],
  ['blocked, with a time named', null, trouble('blocked', 9000), hold('blocked', 9500, 1, 9500)],
  [
    'no network beside a limit: the limit stays',
    hold('rate-limited', 9000),
    trouble('offline'),
    hold('rate-limited', 9000),
  ],
  [
    'a limit beside no network: the network is there',
    hold('offline', 9000),
    trouble('rate-limited', 2000),
    hold('rate-limited', 2500),
  ],
  ['no network after a limit', hold('rate-limited', -1, 5), trouble('offline'), hold('offline', 5000)],
  ['any answer proves the network', hold('offline', 9000), progress, null],
  ['a refused key too', hold('offline', 9000), refused, null],
  ['a server in trouble too', hold('offline', 9000), trouble('server-trouble'), null],
  ['an early answer does not end a limit', hold('rate-limited', 9000), progress, hold('rate-limited', 9000)],
  ['one after its time does', hold('rate-limited', -1), progress, null],
  ['nothing learnt, nothing changed', hold('offline', 9000), { kind: 'aborted' }, hold('offline', 9000)],
  ['no key, nothing sent', hold('offline', -9000), { kind: 'no-key', message: 'm' }, hold('offline', -9000)],
])('%s', (_, before, answer, expected) => {
  expect(holdAfter(before, answer, now, 0.5)).toEqual(expected)
})

test('a wait that the server asked for is never undercut by what comes after it', () => {
  const reasons = ['offline', 'rate-limited', 'blocked', 'server-trouble'] as const
  const step = fc.record({
    afterMs: fc.nat(2 * minute),
    person: fc.boolean(),
    answer: fc.oneof(
      fc.constant(progress),
      fc.record({ reason: fc.constantFrom(...reasons), retryAfterMs: fc.option(fc.nat(10 * minute), { nil: null }) }),
    ),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let clock = now
      let held: Hold | null = null
      let promised = 0
      for (const { afterMs, person, answer } of steps) {
        clock += afterMs
        if (person) {
          held = triedByPerson(held, clock)
          if (clock < promised) expect(held?.untilMs).toBeGreaterThanOrEqual(promised)
        }
        const answered = 'kind' in answer ? answer : trouble(answer.reason, answer.retryAfterMs)
        held = holdAfter(held, answered, clock, 0)
        if (answered.kind === 'trouble' && (answered.reason === 'rate-limited' || answered.reason === 'blocked'))
          promised = Math.max(promised, clock + (answered.retryAfterMs ?? 0))
        if (clock < promised) expect(held?.untilMs).toBeGreaterThanOrEqual(promised)
      }
    }),
  )
})

test.each<readonly [string, Hold | null, Hold | null]>([
  ['nothing held', null, null],
  ['no network', hold('offline', 9000, 4), hold('offline', 0, 3)],
  ['blocked on the way', hold('blocked', 9000), hold('blocked', 0, 0)],
  ['blocked, and over by now', hold('blocked', -5, 2), hold('blocked', -5, 2)],
  ['the account’s limit', hold('rate-limited', 9000), hold('rate-limited', 9000)],
  ['blocked until a time that was named', hold('blocked', 9000, 1, 9000), hold('blocked', 9000, 1, 9000)],
  ['blocked, and a limit beside it', hold('blocked', 9000, 2, 4000), hold('blocked', 4000, 1, 4000)],
])('a person who asks: %s', (_, before, after) => {
  expect(triedByPerson(before, now)).toEqual(after)
  expect(triedByPerson(after, now)).toEqual(after)
})

test('a person’s own tries do not make the waits longer', () => {
  let held = holdAfter(null, trouble('blocked'), now, 0.5)
  for (let n = 1; n < 9; n++) {
    const clock = now + n * 1000
    held = holdAfter(triedByPerson(held, clock), trouble('blocked'), clock, 0.5)
    expect(held).toMatchObject({ untilMs: clock + 2 * minute, failures: 1 })
  }
})

test('a clock that is set back takes the hold along', () => {
  expect(shifted(hold('blocked', 9000), 4000)).toEqual(hold('blocked', 5000))
  expect(shifted(hold('rate-limited', 9000), 4000)).toEqual(hold('rate-limited', 5000))
})

test('after a restart the account’s limit is remembered, nothing else', () => {
  const job = (n: number, reason: TroubleReason, nextMs: number, lastMs = -1000) => ({
    id: `0a000000-0000-4000-8000-00000000000${n}`,
    addedAt: now - minute,
    state: {
      ...added,
      nextCheckAt: now + nextMs,
      lastCheckAt: now + lastMs,
      trouble: { reason, message: reason, failures: 2 },
    },
  })
  expect(
    rememberedHold([job(1, 'rate-limited', 9000), job(2, 'rate-limited', 20_000), job(3, 'blocked', 60_000)], now),
  ).toEqual(hold('rate-limited', 20_000, 2))
  expect(rememberedHold([job(1, 'rate-limited', -5), job(2, 'offline', 9000)], now)).toBeNull()
  expect(rememberedHold([job(1, 'rate-limited', 9_000_000, 8_900_000)], now)).toBeNull()
})
