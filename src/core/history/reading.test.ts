import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTranscript } from '../transcript/documents.fixture'
import { readStepGroup } from '../transcript/replay'
import { parseStepGroup, toJSON } from '../transcript/step'
import { anyEdit, makeEdits } from './edits.fixture'

test('a line is read as the schema reads it', () => {
  fc.assert(
    fc.property(anyTranscript, fc.array(anyEdit, { maxLength: 8 }), (base, edits) => {
      for (const [index, group] of makeEdits(base, edits).groups.entries()) {
        const line = toJSON(index === 0 ? { ...group, begins: true } : group)
        expect(readStepGroup(line)).toEqual(parseStepGroup(line))
      }
    }),
    { numRuns: 100 },
  )
})

/** Every value of a line in turn is replaced by each of these: what one reader refuses the other refuses too. */
const strange: readonly unknown[] = [null, undefined, -1, 1.5, '', 'x', {}, [], [null], true, false]
const places = (value: unknown): readonly (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? [[]]
    : [[], ...Object.entries(value).flatMap(([key, inner]) => places(inner).map((rest) => [key, ...rest]))]
const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((inner, at) => (String(at) === key ? replaced(inner, rest, by) : inner))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([k, inner]) => [k, k === key ? replaced(inner, rest, by) : inner]),
  )
}

const word = { kind: 'word', id: 'w', text: 'x', startMs: 0, endMs: 1, timing: 'source', cut: true, breakAfter: true }
const pause = { kind: 'pause', id: 'i', startMs: 1, endMs: 2, category: 'small', cut: true }
const speaker = { id: 's', name: 'Ann', pictoryId: 1 }
const group = {
  label: 'x',
  at: 1,
  begins: true,
  steps: [
    { kind: 'items', paragraphId: 'p', at: 0, removed: [word], inserted: [pause] },
    { kind: 'split', paragraphId: 'p', at: 0, newId: 'q', speakerId: 's' },
    { kind: 'join', paragraphId: 'p', at: 0, newId: 'q', speakerId: 's' },
    { kind: 'paragraphs', at: 0, removed: [{ id: 'p', speakerId: 's', items: [word] }], inserted: [] },
    { kind: 'assign', paragraphId: 'p', from: 's', to: 't' },
    { kind: 'speaker', at: 0, before: speaker, after: null },
  ],
}

test('what is no change is refused by both', () => {
  expect(readStepGroup('{').ok).toBe(false)
  for (const place of places(group))
    for (const by of strange) {
      const line = JSON.stringify(replaced(group, place, by)) ?? ''
      expect([line, readStepGroup(line).ok]).toEqual([line, parseStepGroup(line).ok])
    }
})
