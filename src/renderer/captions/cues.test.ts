import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cue, CueMark } from '../../core/captions/cue'
import { broken, lastBegun, nextMarked, showing, speedOf, tally } from './cues'
import { rulesOf } from './presets'

const mark = (rule: CueMark['rule'], severity: CueMark['severity'] = 'wrong'): CueMark => ({
  rule,
  severity,
  measured: 2,
  limit: 1,
  message: 'x',
})
const cue = (
  startMs: number,
  endMs: number,
  marks: readonly CueMark[] = [],
  lines: readonly string[] = ['one'],
): Cue => ({
  id: `cue-${startMs}`,
  startMs,
  endMs,
  lines,
  speakerId: 's',
  paragraphId: 'p',
  firstItem: 0,
  byHand: false,
  lastItem: 0,
  marks,
})

describe('which cue is on', () => {
  it('agrees with looking at every cue', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 30 })), { maxLength: 30 }),
        fc.nat(2000),
        (parts, ms) => {
          let at = 0
          const cues = parts.map(([length, gap]) => {
            const start = at + gap
            at = start + length
            return cue(start, at)
          })
          expect(showing(cues, ms)).toBe(cues.findIndex((one) => one.startMs <= ms && ms < one.endMs))
          expect(lastBegun(cues, ms)).toBe(cues.filter((one) => one.startMs <= ms).length - 1)
        },
      ),
    )
  })
})

describe('what is marked', () => {
  const cues = [
    cue(0, 1),
    cue(1, 2, [mark('cps')]),
    cue(2, 3),
    cue(3, 4, [mark('cps'), mark('gap', 'look')]),
    cue(4, 5, [mark('min-duration', 'look')]),
  ]

  it('goes to the next of one kind', () => {
    const at = (direction: 1 | -1) => nextMarked(cues, -1, direction, { rule: 'gap', severity: 'look' })
    expect(cues[at(1)]?.marks.some(({ rule }) => rule === 'gap')).toBe(true)
    expect(at(-1)).toBe(at(1))
    expect(nextMarked(cues, 0, 1, { rule: 'lines', severity: 'wrong' })).toBe(-1)
  })

  it('counts, the wrong before what deserves a look', () => {
    expect(broken(cues)).toBe(3)
    expect(tally(cues)).toEqual([
      { rule: 'cps', words: 'too fast', count: 2, severity: 'wrong' },
      { rule: 'gap', words: 'too close', count: 1, severity: 'look' },
      { rule: 'min-duration', words: 'too short', count: 1, severity: 'look' },
    ])
  })

  it.each([
    [-1, 1, 1],
    [1, 1, 3],
    [3, 1, 4],
    [4, 1, 1],
    [0, -1, 4],
    [3, -1, 1],
  ] as const)('from %i by %i comes %i', (from, direction, to) => expect(nextMarked(cues, from, direction)).toBe(to))

  it('finds none where there is none', () => expect(nextMarked([cue(0, 1)], 0, 1)).toBe(-1))
})

describe('reading speed', () => {
  it('is measured in the unit of the style guide', () => {
    const one = cue(0, 2000, [], ['Twenty characters on', 'and then twenty more'])
    expect(speedOf(one, rulesOf({ preset: 'netflix-en', guides: [] }))).toEqual({ value: 20, share: 1 })
    expect(speedOf(one, rulesOf({ preset: 'bbc', guides: [] })).value).toBe(210)
  })

  it('counts what a reader counts', () => {
    expect(speedOf(cue(0, 1000, [], ['👩‍👩‍👧 é']), rulesOf({ preset: 'netflix-en', guides: [] })).value).toBe(3)
  })
})
