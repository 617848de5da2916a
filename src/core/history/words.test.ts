import { expect, test } from 'vitest'
import type { Paragraph, Transcript, Word } from '../transcript/model'
import { compare } from './compare'
import { asSentence, listed, oneChange, phrases } from './words'

const word = (id: string, startMs: number, more: Partial<Word> = {}): Word => ({
  kind: 'word',
  id,
  text: id,
  startMs,
  endMs: startMs + 10,
  timing: 'source',
  ...more,
})
const line = (id: string, speakerId: string, from: number, ...ids: readonly string[]): Paragraph => ({
  id,
  speakerId,
  items: ids.map((each, index) => word(each, from + index * 10)),
})
const [one, two, three] = [
  line('p', 's1', 0, 'a', 'b', 'c', 'd'),
  line('q', 's2', 100, 'e', 'f'),
  line('r', 's1', 200, 'g'),
]
const base: Transcript = {
  speakers: [
    { id: 's1', name: 'Speaker 1', pictoryId: 1 },
    { id: 's2', name: 'Ben', pictoryId: 2 },
  ],
  paragraphs: [one, two, three],
  language: 'en',
  durationMs: null,
}
const withFirst = (...items: readonly (Word | undefined)[]): Transcript => ({
  ...base,
  paragraphs: [{ ...one, items: items.filter((item) => item !== undefined) }, two, three],
})
const [a, b, c, d] = one.items.filter((item) => item.kind === 'word')
const [ann] = base.speakers
if (!a || !b || !c || !d || !ann) throw new Error('unreachable')

test.each<{ what: string; after: Transcript; says: readonly string[]; change: string }>([
  { what: 'nothing', after: structuredClone(base), says: [], change: 'nothing in the end' },
  {
    what: 'a corrected word',
    after: withFirst(a, { ...b, text: 'bee' }, c, d),
    says: ['1 word corrected'],
    change: '“b” → “bee”',
  },
  {
    what: 'added and removed words',
    after: withFirst(a, word('x', 10), word('y', 15), d),
    says: ['2 words added', '2 words removed'],
    change: '“b c” removed, “x y” added',
  },
  {
    what: 'words in another order',
    after: withFirst(a, { ...c, startMs: 10, endMs: 15 }, { ...b, startMs: 15, endMs: 20 }, d),
    says: ['1 word moved', '1 word retimed'],
    change: '1 word moved',
  },
  {
    what: 'a cut, a caption break and other times',
    after: withFirst({ ...a, cut: true }, { ...b, breakAfter: true }, { ...c, startMs: 22, timing: 'manual' }, d),
    says: ['1 word cut', '1 caption break set', '1 word retimed'],
    change: '1 word cut, 1 caption break set',
  },
  {
    what: 'only other times',
    after: withFirst(a, b, { ...c, startMs: 22, timing: 'manual' }, d),
    says: ['1 word retimed'],
    change: '1 word retimed',
  },
  {
    what: 'a split',
    after: { ...base, paragraphs: [line('p', 's1', 0, 'a', 'b'), line('x', 's1', 20, 'c', 'd'), two, three] },
    says: ['1 paragraph split'],
    change: '1 paragraph split',
  },
  {
    what: 'a join',
    after: { ...base, paragraphs: [one, { ...two, items: [...two.items, ...three.items] }] },
    says: ['1 pair of paragraphs joined'],
    change: '1 pair of paragraphs joined',
  },
  {
    what: 'paragraphs removed, added and moved',
    after: { ...base, paragraphs: [three, line('x', 's1', 150, 'x'), one] },
    says: ['1 word added', '2 words removed', '1 paragraph added', '1 paragraph removed', '1 paragraph moved'],
    change: '1 word added, 2 words removed, 1 paragraph added',
  },
  {
    what: 'speakers',
    after: {
      ...base,
      speakers: [
        { ...ann, name: 'Ann' },
        { id: 's3', name: 'Cleo', pictoryId: null },
      ],
      paragraphs: [one, { ...two, speakerId: 's3' }, three],
    },
    says: ['Speaker 1 renamed to Ann', 'speaker Cleo added', 'speaker Ben taken away', '1 paragraph given to Cleo'],
    change: 'Speaker 1 renamed to Ann, speaker Cleo added, speaker Ben taken away',
  },
])('$what', ({ after, says, change }) => {
  const comparison = compare(base, after)
  expect(phrases(comparison)).toEqual(says)
  expect(oneChange(comparison)).toBe(change)
})

test('a row says in its spans what is gone where, and whose it was', () => {
  const after: Transcript = {
    ...base,
    paragraphs: [
      { ...one, speakerId: 's2', items: [a, d] },
      { ...two, items: [...two.items, ...three.items] },
    ],
  }
  const { rows } = compare(base, after)
  expect(rows).toMatchObject([
    {
      kind: 'changed',
      speakerBefore: 's1',
      began: 'as before',
      spans: [
        { kind: 'kept', words: [{ id: 'a' }] },
        { kind: 'removed', words: [{ id: 'b' }, { id: 'c' }] },
        { kind: 'kept', words: [{ id: 'd' }] },
      ],
    },
    {
      kind: 'changed',
      spans: [
        { kind: 'kept', words: [{ id: 'e' }, { id: 'f' }] },
        { kind: 'joined' },
        { kind: 'kept', words: [{ id: 'g' }] },
      ],
    },
  ])
})

test('unchanged paragraphs are counted together; a removed one stands where it stood', () => {
  const many = Array.from({ length: 10 }, (_, index) => line(`m${index}`, 's1', index * 100, `w${index}`))
  const before = { ...base, paragraphs: many }
  const after = { ...base, paragraphs: many.toSpliced(4, 1) }
  expect(compare(before, after).rows).toMatchObject([
    { kind: 'same', from: 0, count: 4 },
    { kind: 'gone', paragraph: { id: 'm4' }, spans: [{ kind: 'removed', words: [{ id: 'w4' }] }] },
    { kind: 'same', from: 4, count: 5 },
  ])
})

test('many speakers are named up to a point, and sentences begin large', () => {
  const speakers = Array.from({ length: 6 }, (_, n) => ({ id: `s${n + 1}`, name: `Speaker ${n + 1}`, pictoryId: n }))
  const before = { ...base, speakers }
  const after = { ...before, speakers: speakers.map((speaker) => ({ ...speaker, name: `Name ${speaker.id}` })) }
  expect(phrases(compare(before, after))).toEqual([
    'Speaker 1 renamed to Name s1',
    'Speaker 2 renamed to Name s2',
    '4 more speakers renamed',
  ])
  expect(listed(['a', 'b', 'c', 'd'], 3)).toBe('a, b, c, d')
  expect(listed(['a', 'b', 'c', 'd', 'e'], 3)).toBe('a, b, c, 2 more kinds of change')
  expect(asSentence('speaker Cleo added')).toBe('Speaker Cleo added')
})
