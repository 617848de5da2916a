import { describe, expect, it, test } from 'vitest'
import type { Paragraph, Transcript } from './model'
import { check } from './model'
import {
  addSpeaker,
  assignFromHere,
  assignParagraph,
  assignWords,
  colourOf,
  mergeSpeakers,
  namesake,
  recolourSpeaker,
  removeSpeaker,
  renameSpeaker,
} from './speakers'
import { applyAll, invertAll, type Step } from './step'

const transcript: Transcript = {
  speakers: [
    { id: 's1', name: 'Ann', pictoryId: null },
    { id: 's2', name: 'Bo Vale', pictoryId: 2 },
    { id: 's3', name: 'Cy', pictoryId: 0 },
  ],
  paragraphs: ['s1', 's2', 's2', 's1', 's2'].map((speakerId, index): Paragraph => ({
    id: `p${index}`,
    speakerId,
    items: [],
  })),
  language: '',
  durationMs: null,
}

const after = (steps: readonly Step[]): Transcript => {
  const result = applyAll(transcript, steps)
  if (!result.ok) throw new Error(result.message)
  expect(check(result.value)).toEqual([])
  expect(applyAll(result.value, invertAll(steps))).toEqual({ ok: true, value: transcript })
  return result.value
}
const speaking = (steps: readonly Step[]) => after(steps).paragraphs.map((each) => each.speakerId)

test('one who speaks nothing is removed, others keep their places; one who speaks is not', () => {
  expect(after(removeSpeaker(transcript, 's3')).speakers.map(({ id }) => id)).toEqual(['s1', 's2'])
  expect(removeSpeaker(transcript, 's1')).toEqual([])
  expect(removeSpeaker(transcript, 's9')).toEqual([])
})
test('renaming changes the name everywhere at once', () => {
  expect(after(renameSpeaker(transcript, 's2', '  Harriet   Vale ')).speakers[1]).toEqual({
    id: 's2',
    name: 'Harriet Vale',
    pictoryId: 2,
  })
})
test.each([
  ['s2', 'Bo Vale'],
  ['s2', '   '],
  ['s9', 'Dee'],
])('renaming %s to %j changes nothing', (id, name) => {
  expect(renameSpeaker(transcript, id, name)).toEqual([])
})
test.each([
  ['s1', ' bo  VALE', 's2'],
  ['s2', 'Bo Vale', undefined],
  ['s1', 'Dee', undefined],
])('%s as %j meets %s', (id, name, met) => {
  expect(namesake(transcript, id, name)?.id).toBe(met)
})
test('merging moves every paragraph and keeps a Pictory id', () => {
  expect(speaking(mergeSpeakers(transcript, 's2', 's1'))).toEqual(['s1', 's1', 's1', 's1', 's1'])
  expect(after(mergeSpeakers(transcript, 's2', 's1')).speakers).toEqual([
    { id: 's1', name: 'Ann', pictoryId: 2 },
    { id: 's3', name: 'Cy', pictoryId: 0 },
  ])
  expect(after(mergeSpeakers(transcript, 's2', 's3')).speakers[1]).toEqual({ id: 's3', name: 'Cy', pictoryId: 0 })
  expect(mergeSpeakers(transcript, 's1', 's1')).toEqual([])
})
test('assigning one, and from here to the next change', () => {
  expect(speaking(assignParagraph(transcript, 'p1', 's3'))).toEqual(['s1', 's3', 's2', 's1', 's2'])
  expect(speaking(assignFromHere(transcript, 'p1', 's3'))).toEqual(['s1', 's3', 's3', 's1', 's2'])
  expect(speaking(assignFromHere(transcript, 'p4', 's1'))).toEqual(['s1', 's2', 's2', 's1', 's1'])
  expect(assignParagraph(transcript, 'p1', 's2')).toEqual([])
  expect(assignFromHere(transcript, 'p9', 's2')).toEqual([])
})
test('a new speaker comes last, so that the others keep their colours', () => {
  expect(
    after(addSpeaker(transcript, { id: 's4', name: ' Dee ', pictoryId: null })).speakers.map((each) => each.name),
  ).toEqual(['Ann', 'Bo Vale', 'Cy', 'Dee'])
  expect(addSpeaker(transcript, { id: 's1', name: 'Dee', pictoryId: null })).toEqual([])
})

test('a colour is chosen, seen by all who ask, and given back to the place in the list; each is taken back by its own inverse', () => {
  const chosen = recolourSpeaker(transcript, 's2', 6)
  const then = after(chosen)
  expect(then.speakers.map(colourOf)).toEqual([0, 6, 2])
  expect(recolourSpeaker(then, 's2', 6)).toEqual([])
  const given = recolourSpeaker(then, 's2', null)
  expect(applyAll(then, given)).toEqual({ ok: true, value: transcript })
  expect(applyAll(then, invertAll(chosen))).toEqual({ ok: true, value: transcript })
  expect(recolourSpeaker(transcript, 's2', null)).toEqual([])
  expect(recolourSpeaker(transcript, 's9', 1)).toEqual([])
  expect(after([...chosen, ...renameSpeaker(then, 's2', 'Bo')]).speakers[1]).toMatchObject({ name: 'Bo', colour: 6 })
  expect(Array.from({ length: 10 }, (_, at) => colourOf(undefined, at)).slice(6)).toEqual([6, 7, 0, 1])
})

const word = (id: string, startMs: number) =>
  ({ kind: 'word', id, text: id, startMs, endMs: startMs + 100, timing: 'source' }) as const

describe('words are given to a speaker', () => {
  const before: Transcript = {
    speakers: [
      { id: 'x', name: 'X', pictoryId: 1 },
      { id: 'y', name: 'Y', pictoryId: 2 },
    ],
    paragraphs: [
      { id: 'p', speakerId: 'x', items: [word('a', 0), word('b', 100), word('c', 200)] },
      { id: 'q', speakerId: 'x', items: [word('d', 300), word('e', 400)] },
      { id: 'r', speakerId: 'y', items: [word('f', 500)] },
    ],
    language: 'en',
    durationMs: null,
  }
  const given = (...ids: readonly string[]) => {
    let made = 0
    const steps = assignWords(before, new Set(ids), 'y', () => `n${++made}`)
    const after = applyAll(before, steps)
    if (!after.ok) throw new Error(after.message)
    const back = applyAll(after.value, invertAll(steps))
    expect(back.ok && back.value).toEqual(before)
    return after.value.paragraphs.map(({ speakerId, items }) => `${speakerId}: ${items.map(({ id }) => id).join(' ')}`)
  }
  it.each([
    ['in the middle', ['b'], ['x: a', 'y: b', 'x: c', 'x: d e', 'y: f']],
    ['at the beginning', ['a', 'b'], ['y: a b', 'x: c', 'x: d e', 'y: f']],
    ['to the end', ['c'], ['x: a b', 'y: c', 'x: d e', 'y: f']],
    ['over two paragraphs', ['c', 'd'], ['x: a b', 'y: c', 'y: d', 'x: e', 'y: f']],
    ['a whole paragraph', ['d', 'e'], ['x: a b c', 'y: d e', 'y: f']],
    ['who speaks already', ['f'], ['x: a b c', 'x: d e', 'y: f']],
  ] as const)('%s', (_, ids, expected) => {
    expect(given(...ids)).toEqual(expected)
  })
})
