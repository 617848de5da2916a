import { expect, test } from 'vitest'
import { dated, lasting, when } from './when'

const at = (day: number, hour: number, minute: number, month = 10, year = 2026) =>
  new Date(year, month, day, hour, minute).getTime()
const now = at(25, 15, 0)

test.each([
  [at(25, 14, 5), 'today 14:05'],
  [at(25, 0, 0), 'today 00:00'],
  [at(24, 23, 59), 'yesterday 23:59'],
  [at(23, 9, 30), 'Mon 09:30'],
  [at(19, 9, 30), 'Thu 09:30'],
  [at(18, 9, 30), '18 Nov 09:30'],
  [at(3, 9, 30, 1, 2025), '3 Feb 2025 09:30'],
  // A clock that was set back: tomorrow has its date.
  [at(26, 9, 30), '26 Nov 09:30'],
])('%i is %s', (atMs, words) => {
  expect(when(atMs, now)).toBe(words)
})

test.each([
  [0, 'under a minute'],
  [29_000, 'under a minute'],
  [31_000, '1 minute'],
  [12 * 60_000, '12 minutes'],
  [60 * 60_000, '1 h'],
  [80 * 60_000, '1 h 20 min'],
])('%i ms last %s', (ms, words) => {
  expect(lasting(ms)).toBe(words)
})

test('what is kept says its year', () => {
  expect(dated(at(3, 9, 30))).toBe('3 Nov 2026 09:30')
})
