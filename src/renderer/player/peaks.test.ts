import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectPeaks, loudest, measurePeaks, peaksPerSecond } from './peaks'

describe('peaks of samples', () => {
  it('are the same in whatever pieces the samples come, and are told once each', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 4000 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(1000, 1600, 4410),
        (samples, cuts, sampleRate) => {
          const all = Float32Array.from(samples)
          const whole = measurePeaks()
          whole.add(all, sampleRate, 0)
          const pieces = measurePeaks()
          const told: number[] = []
          const tell = (isEnd: boolean) => {
            const { from, peaks } = pieces.take(isEnd)
            expect(from).toBe(told.length)
            told.push(...peaks)
          }
          for (let at = 0, turn = 0; at < all.length; turn++) {
            const length = cuts[turn % cuts.length] ?? 1
            pieces.add(all.subarray(at, at + length), sampleRate, at / sampleRate)
            at += length
            tell(false)
          }
          tell(true)
          expect(told).toEqual([...whole.take(true).peaks])
        },
      ),
    )
  })

  it('are the loudest sample of each hundredth of a second, of all channels', () => {
    const sampleRate = 1000
    const measure = measurePeaks()
    const left = new Float32Array(50)
    const right = new Float32Array(50)
    left[3] = -0.5
    right[25] = 1.7
    right[49] = 0.1
    measure.add(left, sampleRate, 0)
    measure.add(right, sampleRate, 0)
    expect([...measure.take(true).peaks]).toEqual([128, 0, 255, 0, 26])
  })

  it('leave out what an encoder put before the beginning', () => {
    const measure = measurePeaks()
    measure.add(new Float32Array(40).fill(1, 0, 20), 1000, -0.02)
    expect([...measure.take(true).peaks]).toEqual([0, 0])
  })
})

describe('what is drawn', () => {
  it('is the loudest within each column, or of its near neighbours, in whatever parts it came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 3000 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
        fc.nat(3000),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 400 }),
        (list, cuts, from, columns, perColumn) => {
          const collected = collectPeaks()
          let peaks = collected.add(0, new Uint8Array())
          for (let at = 0, turn = 0; at < list.length; turn++) {
            const part = Uint8Array.from(list.slice(at, at + (cuts[turn % cuts.length] ?? 1)))
            peaks = collected.add(at, part)
            at += part.length
          }
          expect([...collected.all()]).toEqual(list)
          const perMs = 1000 / peaksPerSecond
          const found = loudest(peaks, from * perMs, (from + columns * perColumn) * perMs, columns)
          // A row above holds eight: a column may see that far beyond its edges.
          let slack = 1
          while (perColumn / (slack * 8) >= 8) slack *= 8
          for (let column = 0; column < columns; column++) {
            const [start, end] = [from + column * perColumn, from + (column + 1) * perColumn]
            const most = (first: number, last: number) =>
              Math.max(0, ...list.slice(Math.max(0, first), Math.max(0, last)))
            expect(found[column]).toBeGreaterThanOrEqual(most(start, end))
            expect(found[column]).toBeLessThanOrEqual(most(start - slack, end + slack))
          }
        },
      ),
    )
  })
})
