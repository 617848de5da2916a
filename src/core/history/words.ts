// What changed, in words: for a session, for one change, for the head of a comparison. Sentences begin small where they are
// joined by commas; whoever shows them makes the first letter large.

import type { Speaker, Word } from '../transcript/model'
import { joinWords } from '../transcript/tokens'
import { isEmpty, type Comparison, type Span } from './compare'

const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`

const quoted = (words: readonly Word[]): string => `“${joinWords(words.map(({ text }) => text))}”`

/** More names than this in one sentence, and the rest are counted. */
const mostNamed = 3

const named = (sentences: readonly string[], rest: (count: number) => string): readonly string[] =>
  sentences.length <= mostNamed
    ? sentences
    : [...sentences.slice(0, mostNamed - 1), rest(sentences.length - mostNamed + 1)]

const nameIn = (speakers: readonly Speaker[], id: string): string =>
  speakers.find((speaker) => speaker.id === id)?.name ?? 'nobody'

const count = (n: number, what: (n: number) => string): readonly string[] => (n === 0 ? [] : [what(n)])

/** By kind, the weightiest first; [] where nothing changed. */
export const phrases = (comparison: Comparison): readonly string[] => {
  const { counts, speakers, given, after } = comparison
  return [
    ...count(counts.corrected, (n) => `${many(n, 'word')} corrected`),
    ...count(counts.added, (n) => `${many(n, 'word')} added`),
    ...count(counts.removed, (n) => `${many(n, 'word')} removed`),
    ...count(counts.moved, (n) => `${many(n, 'word')} moved`),
    ...count(counts.splits, (n) => `${many(n, 'paragraph')} split`),
    ...count(counts.joins, (n) => `${many(n, 'pair')} of paragraphs joined`),
    ...count(counts.paragraphsAdded, (n) => `${many(n, 'paragraph')} added`),
    ...count(counts.paragraphsRemoved, (n) => `${many(n, 'paragraph')} removed`),
    ...count(counts.paragraphsMoved, (n) => `${many(n, 'paragraph')} moved`),
    ...named(
      speakers.flatMap((change) =>
        change.kind === 'renamed' ? [`${change.before.name} renamed to ${change.after.name}`] : [],
      ),
      (n) => `${n} more speakers renamed`,
    ),
    ...named(
      speakers.flatMap((change) => (change.kind === 'added' ? [`speaker ${change.speaker.name} added`] : [])),
      (n) => `${n} more speakers added`,
    ),
    ...named(
      speakers.flatMap((change) => (change.kind === 'removed' ? [`speaker ${change.speaker.name} taken away`] : [])),
      (n) => `${n} more speakers taken away`,
    ),
    ...named(
      [...given].map(([id, n]) => `${many(n, 'paragraph')} given to ${nameIn(after.speakers, id)}`),
      (n) => `paragraphs given to ${n} more speakers`,
    ),
    ...count(counts.cut, (n) => `${many(n, 'word')} cut`),
    ...count(counts.uncut, (n) => `${many(n, 'word')} no longer cut`),
    ...count(counts.pausesCut, (n) => `${many(n, 'pause')} cut`),
    ...count(counts.pausesUncut, (n) => `${many(n, 'pause')} no longer cut`),
    ...count(counts.pausesAdded, (n) => `${many(n, 'pause')} added`),
    ...count(counts.pausesRemoved, (n) => `${many(n, 'pause')} removed`),
    ...count(counts.breaks, (n) => `${many(n, 'caption break')} set`),
    ...count(counts.unbreaks, (n) => `${many(n, 'caption break')} taken away`),
    ...count(counts.retimed, (n) => `${many(n, 'word')} retimed`),
    ...count(counts.pausesRetimed, (n) => `${many(n, 'pause')} retimed`),
  ]
}

/** As one sentence of at most `most` parts, the rest counted; one more part takes no more room than its count would. */
export const listed = (all: readonly string[], most: number): string =>
  all.length <= most + 1
    ? all.join(', ')
    : [...all.slice(0, most), `${all.length - most} more kinds of change`].join(', ')

/** At most so many words are quoted; longer stretches are counted. */
const mostQuoted = 8

const textChanges = (spans: readonly Span[]): readonly Span[] =>
  spans.filter(({ kind }) => kind === 'corrected' || kind === 'added' || kind === 'removed')

const quote = (span: Span): string | null => {
  switch (span.kind) {
    case 'corrected':
      return `${quoted([span.before])} → ${quoted([span.after])}`
    case 'added':
      return span.words.length > mostQuoted ? null : `${quoted(span.words)} ${span.moved ? 'moved' : 'added'}`
    case 'removed':
      return span.words.length > mostQuoted || span.moved ? null : `${quoted(span.words)} removed`
    case 'kept':
    case 'pause':
    case 'joined':
      return null
  }
}

/** One change: quoted where it is a small change of text and nothing else, counted otherwise. */
export const oneChange = (comparison: Comparison): string => {
  if (isEmpty(comparison)) return 'nothing in the end'
  const { rows, speakers, counts, given } = comparison
  const spans = rows.flatMap((row) => (row.kind === 'same' ? [] : textChanges(row.spans)))
  const onlyText =
    speakers.length === 0 &&
    given.size === 0 &&
    counts.splits + counts.joins + counts.paragraphsAdded + counts.paragraphsRemoved + counts.moved === 0
  if (onlyText && spans.length > 0 && spans.length <= 2) {
    const quotes = spans.map(quote)
    if (quotes.every((each) => each !== null)) return quotes.join(', ')
  }
  const all = phrases(comparison)
  // A split gives the words at the seam new times, a correction those beside it: told only where nothing else is.
  const telling = all.filter((phrase) => !phrase.endsWith('retimed'))
  return (telling.length === 0 ? all : telling).slice(0, 3).join(', ')
}

/** “word removed” as a sentence of its own. */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
