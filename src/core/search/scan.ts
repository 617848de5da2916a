// The search without an index: reads a whole transcript. It is what the index is measured by in the tests, and it finds the word in
// the document that lies open, which may have gone on since it was indexed.

import { words, type Transcript, type Word } from '../transcript/model'
import { joinWords } from '../transcript/tokens'
import { rememberTerms } from './fold'
import { placesIn, type Clause, type Query } from './query'

/** Words of one paragraph that a clause stands in; ordinals from 0, `lastWord` is the last of them. */
export type Found = { readonly paragraph: number; readonly word: number; readonly lastWord: number }

/** In the order of the document. A clause that stands twice in one word is found twice. */
export const scan = (transcript: Transcript, clause: Clause, terms = rememberTerms()): readonly Found[] => {
  const found: Found[] = []
  for (const [paragraph, each] of transcript.paragraphs.entries()) {
    const row: string[] = []
    const wordOf: number[] = []
    for (const [index, { text }] of words(each).entries())
      for (const term of terms(text)) {
        row.push(term)
        wordOf.push(index)
      }
    for (const at of placesIn(clause, row))
      found.push({ paragraph, word: wordOf[at] ?? 0, lastWord: wordOf[at + clause.terms.length - 1] ?? 0 })
  }
  return found
}

/** Where a hit was when it was indexed. */
export type Place = { readonly paragraph: number; readonly word: number; readonly startMs: number }

/** The words of a hit, first and last, and what stands there as text. */
export type Located = { readonly first: Word; readonly last: Word; readonly text: string }

/** What the hit is now: the words at its place when they are still there, else the nearest in time; null when there are none. */
export const locate = (transcript: Transcript, query: Query, place: Place): Located | null => {
  const terms = rememberTerms()
  let best: { readonly located: Located; readonly away: number } | null = null
  for (const clause of query.clauses)
    for (const { paragraph, word, lastWord } of scan(transcript, clause, terms)) {
      const found = transcript.paragraphs[paragraph]
      const run = found === undefined ? [] : words(found).slice(word, lastWord + 1)
      const [first] = run
      const last = run.at(-1)
      if (first === undefined || last === undefined) continue
      const isThere = paragraph === place.paragraph && word === place.word
      const away = isThere ? -1 : Math.abs(first.startMs - place.startMs)
      if (best === null || away < best.away)
        best = { located: { first, last, text: joinWords(run.map(({ text }) => text)) }, away }
    }
  return best?.located ?? null
}
