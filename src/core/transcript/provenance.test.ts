import { expect, it } from 'vitest'
import type { Item, Timing, Transcript } from './model'
import { createCounter, nextOfKind } from './provenance'

const word = (id: string, text: string, timing: Timing, startMs: number): Item => ({
  kind: 'word',
  id,
  text,
  timing,
  startMs,
  endMs: startMs + 10,
})
const transcript: Transcript = {
  speakers: [{ id: 's', name: 'S', pictoryId: null }],
  paragraphs: [
    {
      id: 'p',
      speakerId: 's',
      items: [word('a', 'Ann', 'source', 0), word('b', 'said', 'source', 10), word('n', 'so', 'estimated', 20)],
    },
    { id: 'q', speakerId: 's', items: [word('c', 'yes', 'manual', 30), word('d', 'no', 'estimated', 40)] },
  ],
  language: '',
  durationMs: null,
}
const original = (id: string) =>
  new Map([
    ['a', 'Anne'],
    ['b', 'said'],
    ['c', 'Yes'],
    ['d', 'no'],
  ]).get(id)

it('counts, and a corrected word counts beside its time; a new one is not corrected', () => {
  const count = createCounter(original)
  expect(count(transcript)).toEqual({ estimated: 2, split: 0, joined: 0, manual: 1, corrected: 2 })
  expect(count({ ...transcript, paragraphs: transcript.paragraphs.slice(1) })).toMatchObject({
    estimated: 1,
    corrected: 1,
  })
})

it.each([
  ['a', 1, 'estimated', 'n'],
  ['n', 1, 'estimated', 'd'],
  ['d', 1, 'estimated', 'n'],
  ['n', -1, 'estimated', 'd'],
  [null, 1, 'corrected', 'a'],
  ['a', -1, 'corrected', 'c'],
  ['a', 1, 'split', null],
  ['c', 1, 'manual', 'c'],
] as const)('from %s by %s, %s: %s', (from, by, kind, expected) => {
  expect(nextOfKind(transcript, from, by, kind, original)?.id ?? null).toBe(expected)
})
