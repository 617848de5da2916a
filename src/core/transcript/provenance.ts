// Where words come from, as far as an editor must know it to trust them: whose time is not the recogniser's, and whose text was corrected.
// The timing is part of the word; that it was corrected is told by comparing it with the word of the same id in the original.

import { words, type Paragraph, type Transcript, type Word } from './model'

/** A word may be of two kinds: a corrected word keeps its time, whatever that is. */
export const kinds = ['estimated', 'split', 'joined', 'manual', 'corrected'] as const
export type Kind = (typeof kinds)[number]

/** What the word of this id said in the original; undefined where there was none. */
export type OriginalText = (wordId: string) => string | undefined

/** A word that was not in the original is new, not corrected: its time says so. */
export const isCorrected = (word: Word, originalText: OriginalText): boolean => {
  const was = originalText(word.id)
  return was !== undefined && was !== word.text
}

export const isOfKind = (word: Word, kind: Kind, originalText: OriginalText): boolean =>
  kind === 'corrected' ? isCorrected(word, originalText) : word.timing === kind

export type Counts = Readonly<Record<Kind, number>>

/** Counts paragraphs once each, by reference: after an edit only the changed one is counted again. */
export const createCounter = (originalText: OriginalText): ((transcript: Transcript) => Counts) => {
  const known = new WeakMap<Paragraph, Counts>()
  const countsOf = (paragraph: Paragraph): Counts => {
    const found = known.get(paragraph)
    if (found !== undefined) return found
    const counts = { estimated: 0, split: 0, joined: 0, manual: 0, corrected: 0 }
    for (const word of words(paragraph)) {
      if (word.timing !== 'source') counts[word.timing]++
      if (isCorrected(word, originalText)) counts.corrected++
    }
    known.set(paragraph, counts)
    return counts
  }
  return ({ paragraphs }) => {
    const sum = { estimated: 0, split: 0, joined: 0, manual: 0, corrected: 0 }
    for (const paragraph of paragraphs) {
      const counts = countsOf(paragraph)
      for (const kind of kinds) sum[kind] += counts[kind]
    }
    return sum
  }
}

/** The next word of this kind after the word `fromId` (before it where `by` is −1), round the end; null where there is none. */
export const nextOfKind = (
  { paragraphs }: Transcript,
  fromId: string | null,
  by: 1 | -1,
  kind: Kind,
  originalText: OriginalText,
): Word | null => {
  const all = paragraphs.flatMap((paragraph) => words(paragraph))
  const from = all.findIndex(({ id }) => id === fromId)
  for (let step = 1; step <= all.length; step++) {
    const word = all[(from + by * step + 2 * all.length) % all.length]
    if (word !== undefined && isOfKind(word, kind, originalText)) return word
  }
  return null
}
