import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSrtTiming, parseVttTiming } from './timing-line'

// A line in the strict form is read by its own short way, which a blank in front closes: both must say the same.
const digits = (many: number) => fc.stringMatching(new RegExp(`^\\d{${many}}$`, 'u'))
const separator = fc.constantFrom('.', '.', ',', ',', ':')
const time = fc
  .tuple(digits(2), digits(2), digits(2), separator, fc.oneof(digits(3), digits(3), digits(3), digits(2), digits(4)))
  .map(([hours, minutes, seconds, point, fraction]) => `${hours}:${minutes}:${seconds}${point}${fraction}`)
const line = fc
  .tuple(
    time,
    fc.constantFrom(' --> ', ' --> ', ' --> ', '-->', '  --> '),
    time,
    fc.constantFrom('', ' line:0', ' X1:5', '1', '.', 'x'),
  )
  .map((parts) => parts.join(''))

it('a line of times is read the same whichever way it goes', () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(parseSrtTiming(text)).toEqual(parseSrtTiming(` ${text}`))
      expect(parseVttTiming(text)).toEqual(parseVttTiming(` ${text}`))
    }),
    { numRuns: 3000 },
  )
})

it.each([
  ['01:02:03,004 --> 99:59:59,999', { startMs: 3_723_004, endMs: 359_999_999 }, null],
  [
    '01:02:03.004 --> 99:59:59.999 align:start',
    { startMs: 3_723_004, endMs: 359_999_999 },
    { startMs: 3_723_004, endMs: 359_999_999 },
  ],
  ['00:61:00.000 --> 00:00:75.000', { startMs: 3_660_000, endMs: 75_000 }, null],
  ['00:00:01.000 --> 00:00:02.0009', { startMs: 1000, endMs: 2000 }, null],
])('%s', (text, asSrt, asVtt) => {
  expect(parseSrtTiming(text)).toEqual(asSrt)
  expect(parseVttTiming(text)).toEqual(asVtt)
})
