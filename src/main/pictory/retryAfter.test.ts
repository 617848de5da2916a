import { expect, test } from 'vitest'
import { retryAfter } from './retryAfter'

const now = Date.parse('2026-10-21T07:28:00Z')

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
  ['Wed, 99 Oct', null],
])('%j → %j', (header, ms) => {
  expect(retryAfter(header, now)).toBe(ms)
})
