import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyTranscript } from '../transcript/documents.fixture'
import { compareCues } from './compare'
import type { Cue } from './cue'
import { presetIds, presets } from './rules'
import { segment } from './segment'

const cue = (firstItem: number, lastItem: number, lines: readonly string[], startMs = firstItem * 1000): Cue => ({
  id: `cue-${firstItem}`,
  startMs,
  endMs: (lastItem + 1) * 1000,
  lines,
  speakerId: 's',
  paragraphId: 'p',
  firstItem,
  lastItem,
  byHand: false,
  marks: [],
})

it('cues that hold the same words stand beside each other, as few as can be', () => {
  const left = [cue(0, 1, ['a b']), cue(2, 2, ['c']), cue(3, 5, ['d e f']), cue(6, 6, ['g'])]
  const right = [cue(0, 1, ['a', 'b']), cue(2, 3, ['c d']), cue(4, 5, ['e f']), cue(6, 6, ['g'], 6200)]
  expect(compareCues(left, right).map(({ kind, left: a, right: b }) => [kind, a.length, b.length])).toEqual([
    ['parted', 1, 1],
    ['parted', 2, 2],
    ['timed', 1, 1],
  ])
  expect(compareCues(left, left).map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'same'])
  expect(compareCues([], [])).toEqual([])
})

it('every cue of both is in one pair, and both sides of a pair hold the same words', () => {
  fc.assert(
    fc.property(
      anyTranscript,
      fc.constantFrom(...presetIds),
      fc.constantFrom(...presetIds),
      (transcript, one, other) => {
        const [left, right] = [segment(transcript, presets[one]), segment(transcript, presets[other])]
        const pairs = compareCues(left, right)
        expect(new Set(pairs.flatMap((pair) => pair.left))).toEqual(new Set(left))
        expect(pairs.reduce((sum, pair) => sum + pair.left.length, 0)).toBe(left.length)
        expect(pairs.reduce((sum, pair) => sum + pair.right.length, 0)).toBe(right.length)
        for (const { left: a, right: b, kind } of pairs) {
          expect([a[0]?.firstItem, a.at(-1)?.lastItem]).toEqual([b[0]?.firstItem, b.at(-1)?.lastItem])
          if (one === other) expect(kind).toBe('same')
        }
      },
    ),
    { numRuns: 150 },
  )
})
