// Random documents and random typing for the property tests of this room and of the editor. Never part of the app.

import fc from 'fast-check'
import type { Item, Paragraph, Transcript } from './model'

const vocabulary = [
  'the',
  'a',
  'you’re',
  'world',
  'hello,',
  'Idai',
  'über',
  'naïve',
  '👩‍👩‍👧',
  'क्षि',
  'שלום',
  'ok.',
  '—',
  '10',
  '…',
  'extraordinary',
  '世界',
  'カード',
  'です。',
  '「はい',
  'สวัสดี',
  '2024年',
]

export const anyWord = fc.constantFrom(...vocabulary)

const lengths = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 40, max: 900 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
)
const gaps = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 2, arbitrary: fc.integer({ min: 31, max: 4000 }) },
)

/** Sound documents of 1–6 paragraphs: words that touch, gaps, pauses anywhere, words of 1 ms, empty paragraphs, paragraphs that overlap. */
export const anyTranscript: fc.Arbitrary<Transcript> = fc
  .record({
    paragraphs: fc.array(
      fc.record({
        speaker: fc.integer({ min: 0, max: 2 }),
        back: fc.oneof(
          { weight: 4, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 1500 }) },
        ),
        items: fc.array(
          fc.record({
            text: anyWord,
            pause: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
            length: lengths,
            gap: gaps,
          }),
          { maxLength: 9 },
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    tail: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null }),
  })
  .map(({ paragraphs, tail }) => {
    let id = 0
    let at = 0
    let end = 0
    const made = paragraphs.map(({ speaker, back, items }): Paragraph => {
      at = Math.max(0, at - back)
      return {
        id: `p${id++}`,
        speakerId: `s${speaker}`,
        items: items.map(({ text, pause, length, gap }): Item => {
          const startMs = at + gap
          at = startMs + length
          end = Math.max(end, at)
          return pause
            ? { kind: 'pause', id: `i${id++}`, startMs, endMs: at, category: 'small' }
            : { kind: 'word', id: `i${id++}`, text, startMs, endMs: at, timing: 'source' }
        }),
      }
    })
    return {
      speakers: [0, 1, 2].map((n) => ({
        id: `s${n}`,
        name: `Speaker ${n}`,
        pictoryId: n,
        ...(n === 1 ? { colour: 5 } : {}),
      })),
      paragraphs: made,
      language: 'en',
      durationMs: tail === null ? null : end + tail,
    }
  })

/** One replacement of a stretch of text, as fractions of whatever the text is then. */
export const anyTyping = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }) },
    { weight: 1, arbitrary: fc.integer({ min: 9, max: 60 }) },
  ),
  text: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: fc.constantFrom('x', 'Q', ' ', 'é', '\n', '  ', ' \n ') },
    { weight: 3, arbitrary: fc.array(anyWord, { minLength: 1, maxLength: 4 }).map((each) => ` ${each.join(' ')} `) },
    { weight: 1, arbitrary: fc.array(anyWord, { minLength: 1, maxLength: 30 }).map((each) => each.join(' ')) },
    { weight: 1, arbitrary: fc.array(anyWord, { minLength: 1, maxLength: 6 }).map((each) => each.join('\n')) },
  ),
})
