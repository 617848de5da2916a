// Documents and queries for the tests of this room, and an index held in memory. Never part of the app.

import fc from 'fast-check'
import type { Item, Transcript } from '../transcript/model'
import { indexJob } from './build'
import { termsOf } from './fold'
import { countIn, openSegment, type ReadAt, type Segment } from './match'
import { type Input, merge } from './merge'
import { parseQuery, placesIn } from './query'
import type { Stamp } from './segment'
import { openPlaces, snippetsOf } from './snippet'

export const stamp: Stamp = { snapshotBytes: 10, snapshotMs: 1_764_000_000_123, journalBytes: 0, journalMs: 0 }
export const jobId = (n: number) => `5eac0000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const bytesOf = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
export const readOf =
  (bytes: Uint8Array): ReadAt =>
  async (from, length) =>
    bytes.subarray(Math.min(from, bytes.length), Math.min(from + length, bytes.length))

export const opened = async (parts: readonly Uint8Array[]): Promise<Segment> => {
  const segment = await openSegment(readOf(bytesOf(parts)))
  if (segment === null) throw new Error('the index cannot be opened')
  return segment
}

/** A document of these paragraphs: speaker and text. */
export const transcriptOf = (...said: readonly (readonly [string, string])[]): Transcript => {
  const names = [...new Set(said.map(([name]) => name))]
  let at = 0
  return {
    speakers: names.map((name, index) => ({ id: `s${index}`, name, pictoryId: index })),
    paragraphs: said.map(([name, text], paragraph) => ({
      id: `p${paragraph}`,
      speakerId: `s${names.indexOf(name)}`,
      items: text
        .split(/\s+/u)
        .filter((word) => word !== '')
        .map((word, index): Item => {
          const startMs = (at += 400)
          return {
            kind: 'word',
            id: `p${paragraph}w${index}`,
            text: word,
            startMs,
            endMs: startMs + 300,
            timing: 'source',
          }
        }),
    })),
    language: 'en',
    durationMs: null,
  }
}

// Few words, so that they meet: terms that begin alike, words of several terms, of none, accents, scripts without blanks.
const vocabulary =
  'a ab abc Abc, áb a-b a-a b ba — … «b» 1,000 1000 3.5 35 ß SS 世界 世 界。 がく かく שָׁלוֹם שלום ﬁne fine Ａｂ 👩‍👩‍👧 𝒜 don’t t'
export const anyWord = fc.constantFrom(...vocabulary.split(' '))
const anyText = (longest: number) => fc.array(anyWord, { maxLength: longest }).map((each) => each.join(' '))
export const anyDocument: fc.Arbitrary<Transcript> = fc
  .array(fc.tuple(fc.constantFrom('Ann', 'Ann Lee', 'Lee', 'Jörg a'), anyText(9)), { minLength: 1, maxLength: 6 })
  .map((said) => transcriptOf(...said))
/** With a paragraph of several blocks. */
export const anyLongDocument: fc.Arbitrary<Transcript> = fc
  .tuple(anyDocument, fc.array(anyWord, { minLength: 60, maxLength: 200 }))
  .map(([{ paragraphs }, long]) =>
    transcriptOf(
      ...paragraphs.map(
        ({ items }) => ['Ann', items.map((item) => (item.kind === 'word' ? item.text : '')).join(' ')] as const,
      ),
      ['Lee', long.join(' ')],
      ['Ann', 'a b'],
    ),
  )
export const anyQuery = fc
  .array(
    fc.oneof(
      anyWord,
      fc.array(anyWord, { minLength: 1, maxLength: 4 }).map((each) => `"${each.join(' ')}"`),
      fc.constant('ann'),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .chain((each) => fc.constantFrom(each.join(' '), `"${each.join(' ').replaceAll('"', '')}`))

/** The index that comes out of a merge, as the file would be; null where an input is damaged. */
export const mergedBytes = async (inputs: readonly Input[]): Promise<Uint8Array | null> => {
  const written: { readonly part: Uint8Array; readonly at: number }[] = []
  const damaged = await merge(
    inputs,
    async (part, at) => void written.push({ part, at }),
    async () => {},
  )
  if (damaged !== null) return null
  const bytes = new Uint8Array(Math.max(...written.map(({ part, at }) => at + part.length)))
  for (const { part, at } of written) bytes.set(part, at)
  return bytes
}

/** An index of two speakers and a few words, as bytes. */
export const smallIndex = (): Uint8Array =>
  bytesOf(indexJob(jobId(1), stamp, transcriptOf(['Ann', 'a abc a-b 世界 a abc'], ['Lee', 'b a-a ab abc b'])))

/** Asks these bytes all that the app asks of an index: null where they answer, a sentence where they cannot. A hit that is none throws. */
export const askIndex = async (bytes: Uint8Array): Promise<string | null> => {
  const damaged = 'This index is damaged.'
  const segment = await openSegment(readOf(bytes))
  if (segment === null) return damaged
  const merged = await mergedBytes([{ segment, keeps: () => true }])
  const places = await openPlaces(segment)
  let answers = merged !== null && places !== null
  for (const text of ['a', 'ab', '"a abc"', 'lee', '世界']) {
    const query = parseQuery(text)
    const counts = await countIn(segment, query)
    const snippets = places === null ? null : await snippetsOf(segment, places, query, 0, 50)
    if (counts === null || snippets === null) answers = false
    for (const { parts } of snippets?.hits ?? []) {
      const marked = parts.filter(({ hit }) => hit).flatMap((part) => termsOf(part.text))
      if (!query.clauses.some((clause) => placesIn(clause, marked).length > 0)) throw new Error(`no hit of ${text}`)
    }
  }
  return answers ? null : damaged
}
