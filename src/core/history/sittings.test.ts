import { expect, test } from 'vitest'
import type { Word } from '../transcript/model'
import { invertAll, type Step, type StepGroup } from '../transcript/step'
import { fates, policy, sittings } from './sittings'

const at = (minutes: number, more: Partial<StepGroup> = {}): StepGroup => ({
  label: 'Typing',
  at: minutes * 60_000,
  steps: [],
  ...more,
})

test.each<{ what: string; groups: readonly StepGroup[]; found: readonly (readonly [number, number])[] }>([
  { what: 'no changes are no session', groups: [], found: [] },
  { what: 'changes that follow each other are one', groups: [at(0), at(29), at(58)], found: [[0, 3]] },
  {
    what: 'a rest begins one',
    groups: [at(0), at(31), at(32)],
    found: [
      [0, 1],
      [1, 3],
    ],
  },
  {
    what: 'a restart begins one',
    groups: [at(0), at(1), at(2, { begins: true }), at(3)],
    found: [
      [0, 2],
      [2, 4],
    ],
  },
  { what: 'a clock set back a little does not', groups: [at(50), at(30), at(31)], found: [[0, 3]] },
  {
    what: 'a clock set back a day does',
    groups: [at(1440), at(0), at(1)],
    found: [
      [0, 1],
      [1, 3],
    ],
  },
])('$what', ({ groups, found }) => {
  const seen = sittings(groups)
  expect(seen.map(({ from, to }) => [from, to])).toEqual(found)
  for (const { startedAt, endedAt } of seen) expect(endedAt).toBeGreaterThanOrEqual(startedAt)
})

test('exactly the rest is no new session', () => {
  expect(sittings([at(0), { ...at(0), at: policy.restMs }])).toHaveLength(1)
})

const word = (text: string): Word => ({ kind: 'word', id: 'w', text, startMs: 0, endMs: 10, timing: 'source' })
const write = (from: string, to: string): readonly Step[] => [
  { kind: 'items', paragraphId: 'p', at: 0, removed: [word(from)], inserted: [word(to)] },
]
const group = (label: string, steps: readonly Step[], more: Partial<StepGroup> = {}): StepGroup => ({
  label,
  at: 0,
  steps,
  ...more,
})
const kinds = (groups: readonly StepGroup[]) => fates(groups).map(({ kind }) => kind)

test('typing that was saved in pieces is one undo, and one redo', () => {
  const typed = [
    group('Typing', write('a', 'ab')),
    group('Typing', write('ab', 'abc')),
    group('Delete', write('abc', 'abd')),
  ]
  const undo = group('Undo: Typing', invertAll(write('a', 'abd')))
  const redo = group('Redo: Typing', write('a', 'abd'))
  expect(kinds([...typed, undo])).toEqual(['undone', 'undone', 'undone', 'undo'])
  expect(fates([...typed, undo])[3]).toEqual({ kind: 'undo', of: [0, 1, 2] })
  expect(kinds([...typed, undo, redo])).toEqual(['stands', 'stands', 'stands', 'undo', 'redo'])
  expect(kinds([...typed, undo, redo, undo])).toEqual(['undone', 'undone', 'undone', 'undo', 'redo', 'undo'])
})

test('what was typed and taken back at once does not hide what is undone', () => {
  const groups = [
    group('Typing', write('a', 'b')),
    group('Typing', write('b', 'bx')),
    group('Typing', write('bx', 'b')),
    group('Undo: Typing', write('b', 'a')),
  ]
  expect(kinds(groups)).toEqual(['undone', 'undone', 'undone', 'undo'])
})

test('an undo reaches no further back than the start of the app, and a stranger’s takes nothing', () => {
  expect(kinds([group('Typing', write('a', 'b')), group('Undo: Typing', write('b', 'a'), { begins: true })])).toEqual([
    'stands',
    'undo',
  ])
  expect(kinds([group('Typing', write('a', 'b')), group('Undo: Typing', write('x', 'y'))])).toEqual(['stands', 'undo'])
  expect(kinds([group('Undo something', write('a', 'b'))])).toEqual(['stands'])
})
