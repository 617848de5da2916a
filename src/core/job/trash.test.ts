import { describe, expect, test } from 'vitest'
import { isLived, keptDays, type Lived, livedOn } from './trash'

const day = 24 * 3_600_000
const right = 20_000

/** The day of real life, from the trashing at day 0, on which the job goes, with a start on each of these; Infinity when it stays. */
const goneOn = (clockOf: (real: number) => number, starts: readonly number[]): number => {
  const trashedAt = clockOf(0) * day
  let lived: Lived | null = null
  for (const real of starts) {
    const now = clockOf(real) * day
    lived = livedOn(trashedAt, lived, now)
    if (isLived(trashedAt, lived, now)) return real
  }
  return Infinity
}

const daily = Array.from({ length: 400 }, (_, at) => at + 1)
const leapAt = (on: number, by: number) => (real: number) => right + real + (real >= on ? by : 0)
const once = (on: number, clock: number) => (real: number) => (real === on ? clock : right + real)

describe('no lying clock shortens the time in the trash', () => {
  test.each([
    ['right, used daily', (real: number) => right + real, daily, 35],
    ['right, used weekly', (real: number) => right + real, daily.filter((real) => real % 7 === 0), 49],
    ['right, used again after a year', (real: number) => right + real, daily.map((real) => real + 364), 395],
    ['1970 when trashed, then right', once(0, 0), daily, 31],
    ['1970 for a week, then right', (real: number) => (real < 7 ? real : right + real), daily, 32],
    ['1970 for good', (real: number) => real, daily, 35],
    ['1970 at one start', once(10, 0), daily, 41],
    ['1970 at every other start', (real: number) => (real % 2 === 1 ? 0 : right + real), daily, Infinity],
    ['ahead by 40 days at one start', once(1, right + 40), daily, 37],
    ['ahead by a year at the start before its last step', once(34, right + 400), daily, 34],
    ['ahead by a month for good', leapAt(1, 30), daily, 31],
    ['ahead by ten years for good', leapAt(3, 3650), daily, 33],
    ['set back by a year', leapAt(3, -365), daily, 395],
    ['a year ahead when trashed, then right', once(0, right + 365), daily, 395],
  ])('%s', (_, clockOf, starts, gone) => {
    expect(goneOn(clockOf, starts)).toBe(gone)
  })

  test('one leap, of any size at any time, never makes it less than was promised', () => {
    for (let on = 1; on <= 40; on++)
      for (const by of [-9000, -365, -31, -6, -4, 1, 4, 5, 9, 29, 30, 31, 365, 9000]) {
        expect(goneOn(leapAt(on, by), daily), `${by} from day ${on}`).toBeGreaterThanOrEqual(keptDays)
        expect(goneOn(once(on, right + on + by), daily), `${by} on day ${on}`).toBeGreaterThanOrEqual(keptDays)
      }
  })
})
