import { afterAll, beforeAll, expect, test } from 'vitest'
import { retryAfter } from './retryAfter'

const now = Date.parse('2026-10-21T07:28:00Z')
const zone = process.env['TZ']

// Far from Greenwich: a date that means UTC must not be read as a local one.
beforeAll(() => {
  process.env['TZ'] = 'Pacific/Auckland'
})
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

test.each([
  [null, null],
  ['', null],
  ['0', 0],
  ['7', 7000],
  [' 120 ', 120_000],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['99999999999', null],
  ['Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
  ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
  ['Wednesday, 21-Oct-26 07:28:30 GMT', 30_000],
  ['Wed Oct 21 07:28:30 2026', 30_000],
  ['Wed, 99 Oct', null],
])('%j → %j', (header, ms) => {
  expect(retryAfter(header, null, now)).toBe(ms)
})

test.each([
  ['the server an hour ahead', 'Wed, 21 Oct 2026 08:28:00 GMT', 'Wed, 21 Oct 2026 08:28:45 GMT', 45_000],
  ['the server an hour behind', 'Wed, 21 Oct 2026 06:28:00 GMT', 'Wed, 21 Oct 2026 06:28:45 GMT', 45_000],
  ['a year ahead', 'Thu, 21 Oct 2027 07:28:00 GMT', 'Thu, 21 Oct 2027 07:28:10 GMT', 10_000],
  ['passed by its own clock', 'Wed, 21 Oct 2026 09:00:00 GMT', 'Wed, 21 Oct 2026 08:00:00 GMT', 0],
  ['seconds need no clock', 'Wed, 21 Oct 2026 09:00:00 GMT', '30', 30_000],
  ['a clock of decades ago: ours', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
  ['no sound date: our clock', 'yesterday', 'Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
])('%s', (_, date, header, ms) => {
  expect(retryAfter(header, date, now)).toBe(ms)
})
