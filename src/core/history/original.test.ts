import { expect, test } from 'vitest'
import type { Result } from '../result'
import { check, type Item, type Paragraph, type Transcript, type Word } from '../transcript/model'
import { applyAll, type Step } from '../transcript/step'
import { indexOriginal, restoreGone, restoreParagraph, restoreWord, restoreWords } from './original'

/** "a 0-10" is the word a with the id a; "a=A 0-10" has the id a and the text A. */
const word = (said: string, more: Partial<Word> = {}): Word => {
  const [name = '', time = ''] = said.split(' ')
  const [id = '', text = id] = name.split('=')
  const [startMs = 0, endMs = 0] = time.split('-').map(Number)
  return { kind: 'word', id, text, startMs, endMs, timing: 'source', ...more }
}
const paragraph = (id: string, speakerId: string, ...items: readonly (string | Item)[]): Paragraph => ({
  id,
  speakerId,
  items: items.map((item) => (typeof item === 'string' ? word(item) : item)),
})
const document = (...paragraphs: readonly Paragraph[]): Transcript => ({
  speakers: [
    { id: 's1', name: 'Ann', pictoryId: 1 },
    { id: 's2', name: 'Ben', pictoryId: 2 },
  ],
  paragraphs,
  language: 'en',
  durationMs: 1000,
})

const base = document(
  paragraph('P', 's1', 'a 0-10', 'b 10-20', 'c 20-30', 'd 30-40'),
  paragraph('Q', 's2', 'e 50-60', 'f 60-70'),
)
const original = indexOriginal(base)

/** The paragraphs as text with times, one a line: "P s1: a 0-10, b 10-20". */
const say = (transcript: Transcript) =>
  transcript.paragraphs.map(
    ({ id, speakerId, items }) =>
      `${id} ${speakerId}: ${items
        .map((item) => `${item.kind === 'word' ? item.text : '⏸'} ${item.startMs}-${item.endMs}`)
        .join(', ')}`,
  )
const after = (now: Transcript, made: Result<readonly Step[]>): readonly string[] => {
  if (!made.ok) return [made.message]
  const done = applyAll(now, made.value)
  if (!done.ok) throw new Error(done.message)
  expect(check(done.value)).toEqual([])
  return say(done.value)
}
const whole = 'P s1: a 0-10, b 10-20, c 20-30, d 30-40'
const other = 'Q s2: e 50-60, f 60-70'

test.each<{ rule: string; p: readonly (string | Item)[]; word: string; becomes: string }>([
  { rule: 'corrected', p: ['a 0-10', 'b=B 10-20', 'c 20-30', 'd 30-40'], word: 'b', becomes: whole },
  {
    rule: 'retimed',
    p: ['a 0-10', word('b 14-18', { timing: 'manual' }), 'c 20-30', 'd 30-40'],
    word: 'b',
    becomes: whole,
  },
  { rule: 'cut', p: ['a 0-10', word('b 10-20', { cut: true }), 'c 20-30', 'd 30-40'], word: 'b', becomes: whole },
  { rule: 'split', p: ['a 0-10', 'b=b1 10-15', 'x 15-20', 'c 20-30', 'd 30-40'], word: 'b', becomes: whole },
  { rule: 'joined', p: ['a 0-10', 'b=bc 10-30', 'd 30-40'], word: 'b', becomes: whole },
  { rule: 'typed over', p: ['a 0-10', 'x 10-20', 'y 20-30', 'd 30-40'], word: 'y', becomes: whole },
  {
    rule: 'typed over, at the end',
    p: ['a 0-10', 'b 10-20', 'x 20-30', 'y 30-38'],
    word: 'x',
    becomes: whole,
  },
  {
    rule: 'added',
    p: ['a 0-8', 'x 8-10', 'b 10-20', 'c 20-30', 'd 30-40'],
    word: 'x',
    becomes: 'P s1: a 0-8, b 10-20, c 20-30, d 30-40',
  },
  {
    rule: 'added beside another',
    p: ['a 0-10', 'b 10-20', 'c 20-30', 'd 30-40', 'x 40-44', 'y 44-48'],
    word: 'y',
    becomes: 'P s1: a 0-10, b 10-20, c 20-30, d 30-40, x 40-44',
  },
  { rule: 'deleted', p: ['a 0-10', 'c 20-30', 'd 30-40'], word: 'b', becomes: whole },
  { rule: 'deleted, the first', p: ['b 10-20', 'c 20-30', 'd 30-40'], word: 'a', becomes: whole },
  {
    rule: 'no room: what is free of its own time',
    p: ['a 0-10', 'b=B 10-14', word('c 14-30', { timing: 'manual' }), 'd 30-40'],
    word: 'b',
    becomes: 'P s1: a 0-10, b 10-14, c 14-30, d 30-40',
  },
  {
    rule: 'no room: it keeps the time it has',
    p: ['a 0-20', word('b=B 20-22', { timing: 'manual' }), 'c 22-30', 'd 30-40'],
    word: 'b',
    becomes: 'P s1: a 0-20, b 20-22, c 22-30, d 30-40',
  },
  {
    rule: 'deleted, and no time is left',
    p: ['a 0-20', 'c 20-30', 'd 30-40'],
    word: 'b',
    becomes: 'There is no time left for this word between its neighbours.',
  },
  {
    rule: 'as it was',
    p: ['a 0-10', 'b=B 10-20', 'c 20-30', 'd 30-40'],
    word: 'a',
    becomes: 'This word is as it was in the original.',
  },
  {
    rule: 'unknown',
    p: ['a 0-10', 'b 10-20', 'c 20-30', 'd 30-40'],
    word: 'z',
    becomes: 'This word is not in the transcript.',
  },
])('a word, $rule', ({ p, word, becomes }) => {
  const now = document(paragraph('P', 's1', ...p), paragraph('Q', 's2', 'e 50-60', 'f 60-70'))
  const made = restoreWord(now, original, word)
  expect(after(now, made)).toEqual(made.ok ? [becomes, other] : [becomes])
})

test('several words are one change; those that cannot come back do not stop the others', () => {
  const now = document(paragraph('P', 's1', 'a 0-10', 'd 30-40'), paragraph('Q', 's2', 'e 50-60', 'f 60-70'))
  expect(after(now, restoreWords(now, original, ['b', 'c', 'z']))).toEqual([whole, other])
})

test('a word of a paragraph of which nothing stands is not put anywhere', () => {
  const now = document(paragraph('Q', 's2', 'e 50-60', 'f 60-70'))
  expect(after(now, restoreWord(now, original, 'b'))).toEqual([
    'Nothing of the paragraph of this word stands any more. Restore an earlier point instead.',
  ])
})

const q = paragraph('Q', 's2', 'e 50-60', 'f 60-70')
test.each<{ rule: string; now: readonly Paragraph[]; which: string; becomes: readonly string[] }>([
  {
    rule: 'changed: words, times and speaker',
    now: [paragraph('P', 's2', 'a=A 0-10', 'x 12-14', 'd 35-40'), q],
    which: 'P',
    becomes: [whole, other],
  },
  {
    rule: 'split: the first part, with what was deleted from it',
    now: [paragraph('P', 's1', 'b=B 10-20'), paragraph('x', 's2', 'c=C 20-30', 'd 30-40'), q],
    which: 'P',
    becomes: ['P s1: a 0-10, b 10-20', 'x s2: C 20-30, d 30-40', other],
  },
  {
    rule: 'split: the second part, under its own id',
    now: [paragraph('P', 's1', 'a 0-10', 'b=B 10-20'), paragraph('x', 's2', 'c=C 20-30'), q],
    which: 'x',
    becomes: ['P s1: a 0-10, B 10-20', 'x s1: c 20-30, d 30-40', other],
  },
  {
    rule: 'joined: it comes back as the two it was made of',
    now: [paragraph('P', 's1', 'a 0-10', 'b 10-20', 'c 20-30', 'd 30-40', 'e=E 50-60', 'f 60-70')],
    which: 'P',
    becomes: [whole, other],
  },
  {
    rule: 'all its words deleted',
    now: [paragraph('P', 's1'), q],
    which: 'P',
    becomes: [whole, other],
  },
  {
    rule: 'moved in: refused',
    now: [paragraph('P', 's1', 'a 0-10', 'b 10-20', 'c 20-30', 'd 30-40', 'e 50-60'), paragraph('Q', 's2', 'f 60-70')],
    which: 'P',
    becomes: ['Words were moved here from a paragraph that still stands. Restore an earlier point instead.'],
  },
  {
    rule: 'new: there is nothing to restore',
    now: [paragraph('P', 's1', 'a 0-10', 'b 10-20', 'c 20-30', 'd 30-40'), paragraph('n', 's1', 'x 40-50'), q],
    which: 'n',
    becomes: ['The original does not have this paragraph: all of it was written here.'],
  },
  { rule: 'as it was', now: base.paragraphs, which: 'P', becomes: ['This paragraph is as it was in the original.'] },
  { rule: 'unknown', now: base.paragraphs, which: 'z', becomes: ['This paragraph is not in the transcript.'] },
])('a paragraph, $rule', ({ now, which, becomes }) => {
  const transcript = document(...now)
  expect(after(transcript, restoreParagraph(transcript, original, which))).toEqual(becomes)
})

test('a paragraph whose speaker was merged into another keeps the speaker it has', () => {
  const now: Transcript = {
    ...document(paragraph('P', 's1', 'a 0-10', 'b 10-20', 'c 20-30', 'd 30-40'), paragraph('Q', 's1', 'e=E 50-60')),
    speakers: base.speakers.slice(0, 1),
  }
  expect(after(now, restoreParagraph(now, original, 'Q'))).toEqual([whole, 'Q s1: e 50-60, f 60-70'])
})

test('a paragraph of which nothing stands comes back in its place, and brings its speaker where nobody has it', () => {
  const now: Transcript = { ...document(...base.paragraphs.slice(0, 1)), speakers: base.speakers.slice(0, 1) }
  const made = restoreGone(now, original, 'Q')
  expect(after(now, made)).toEqual([whole, other])
  const first = document(...base.paragraphs.slice(1))
  expect(after(first, restoreGone(first, original, 'P'))).toEqual([whole, other])
  expect(restoreGone(now, original, 'z')).toMatchObject({ ok: false, code: 'not-there' })
})
