import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobAnswer, TroubleReason } from './answer'
import { type Hold, holdAfter, rememberedHold, shifted, triedAgain } from './hold'
import { added } from './schedule'

const now = 1_700_000_000_000
const minute = 60_000
const trouble = (reason: TroubleReason, retryAfterMs: number | null = null): JobAnswer => ({
  kind: 'trouble',
  reason,
  message: reason,
  retryAfterMs,
})
const hold = (reason: TroubleReason, afterMs: number, failures = 1): Hold => ({
  reason,
  message: reason,
  untilMs: now + afterMs,
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
      for (const { afterMs, answer } of steps) {
        clock += afterMs
        const answered = 'kind' in answer ? answer : trouble(answer.reason, answer.retryAfterMs)
        held = holdAfter(held, answered, clock, 0)
        if (answered.kind === 'trouble' && (answered.reason === 'rate-limited' || answered.reason === 'blocked'))
          promised = Math.max(promised, clock + (answered.retryAfterMs ?? 0))
        if (clock < promised) expect(held?.untilMs).toBeGreaterThanOrEqual(promised)
      }
    }),
  )
})

test('a person who asks again, or a network that comes back, ends the wait for the network only', () => {
  expect(triedAgain(hold('offline', 9000, 4), now)).toEqual(hold('offline', 0, 4))
  expect(triedAgain(hold('rate-limited', 9000), now)).toEqual(hold('rate-limited', 9000))
  expect(triedAgain(null, now)).toBeNull()
})

test('a clock that is set back takes the hold along', () => {
  expect(shifted(hold('blocked', 9000), 4000)).toEqual(hold('blocked', 5000))
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
