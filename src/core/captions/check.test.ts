import { expect, it } from 'vitest'
import { checkCues } from './check'
import { presets } from './rules'

const cue = (startMs: number, endMs: number, ...lines: readonly string[]) => ({ startMs, endMs, lines })
const found = (...cues: readonly ReturnType<typeof cue>[]) =>
  checkCues(cues, presets['netflix-en']).map((marks) =>
    marks.map(({ rule, measured, limit }) => `${rule} ${measured}/${limit}`),
  )

it.each([
  ['all kept', [cue(0, 2000, 'Hello there.', 'How are you?')], [[]]],
  ['too fast', [cue(0, 1000, 'A line of thirty characters xx')], [['cps 30/20']]],
  ['too short', [cue(0, 500, 'Yes.')], [['min-duration 500/833']]],
  ['too long', [cue(0, 8000, 'Yes.')], [['max-duration 8000/7000']]],
  ['a long line', [cue(0, 5000, 'x'.repeat(43))], [['line-length 43/42']]],
  ['three lines', [cue(0, 5000, 'a', 'b', 'c')], [['lines 3/2']]],
  ['too near', [cue(0, 2000, 'a'), cue(2040, 4000, 'b')], [[], ['gap 40/83']]],
  ['two frames, rounded', [cue(0, 2000, 'a'), cue(2082, 4000, 'b')], [[], []]],
  ['over one another', [cue(0, 2000, 'a'), cue(1500, 4000, 'b')], [[], ['gap -500/83']]],
  ['backwards', [cue(2000, 1000, 'a')], [['min-duration -1000/833']]],
  ['graphemes, not units', [cue(0, 2000, '👩‍👩‍👧'.repeat(20))], [[]]],
] as const)('%s', (_, cues, expected) => {
  expect(found(...cues)).toEqual(expected)
})

it('words a minute, where the guide says so', () => {
  expect(checkCues([cue(0, 1000, 'one two three four')], presets.bbc)[0]?.map(({ message }) => message)).toEqual([
    'Read at 240 words a minute. Limit 180.',
    'On screen for 1 s. At least 1.2 s.',
  ])
})
