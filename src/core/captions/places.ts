// How good a place between two words is for a break: from punctuation and the language's tables. Pauses come on top
// in plan.ts, because a line break does not care about them as a cue break does.

import { countGraphemes } from './graphemes'
import type { Phrasing } from './languages/phrasing'
import { mayNotBegin, mayNotEnd } from './marks'

/** What a word says about breaks, whatever stands around it. */
export type Traits = {
  readonly graphemes: number
  /** What it counts in its line, by the rules. */
  readonly width: number
  readonly ends: 'sentence' | 'clause' | 'comma' | 'none'
  /** Cost of a break right after the word where no punctuation allows it; null when the word does not cling. */
  readonly clings: number | null
  /** Cost of a break right before the word; null when it opens no phrase. */
  readonly opens: number | null
  /** Cost of a break right before the word where no punctuation allows it; null when it may begin a line. */
  readonly leans: number | null
  /** Begins with a capital that is not the word "I". */
  readonly name: boolean
  readonly number: boolean
  readonly determiner: boolean
  /** A mark that may not begin a line, or one that may not end one. */
  readonly closing: boolean
  readonly opening: boolean
}

const places = {
  sentence: 0,
  clause: 10,
  comma: 18,
  unknown: 60,
  insideName: 105,
  numberAndNoun: 85,
  insideNounPhrase: 82,
} as const

/** Where no language and no pause allows a break: only a limit parts there. */
export const forbidden = 400

const closers = /["'”’»)\]}›]+$/u
const sentenceEnd = /[.!?…。！？؟।။។៕]$/u
const clauseEnd = /[;:—–；：]$/u
const commaEnd = /[,、，،၊]$/u
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu

const endOf = (text: string, bare: string, phrasing: Phrasing): Traits['ends'] => {
  const open = text.replace(closers, '')
  if (sentenceEnd.test(open)) {
    if (!open.endsWith('.') || open.endsWith('..')) return 'sentence'
    // An initial ("J.") or an abbreviation ("Mr.") ends no sentence; "I." does.
    const initial = /^\p{Lu}\.$/u.test(open) && open !== 'I.'
    return initial || phrasing.abbreviations.has(bare) ? 'none' : 'sentence'
  }
  if (clauseEnd.test(open)) return 'clause'
  if (commaEnd.test(open)) return 'comma'
  return /[)\]]$/u.test(text) ? 'comma' : 'none'
}

/**
 * Traits by text. A transcript has few different words: remembering them takes 100,000 words from 45 to 4 ms. The
 * memory is bounded: it is dropped when it has grown past `most` entries.
 */
export const createTraits = (
  phrasing: Phrasing,
  widthOf: (text: string) => number = countGraphemes,
  most = 50_000,
): ((text: string) => Traits) => {
  const known = new Map<string, Traits>()
  return (text) => {
    const found = known.get(text)
    if (found) return found
    const bare = text.toLowerCase().replaceAll('’', "'").replace(edges, '')
    const opens = phrasing.opensPhrase.get(bare) ?? null
    const clings =
      phrasing.clingsToNext.get(bare) ?? (phrasing.describes?.form.test(bare) ? phrasing.describes.cost : null)
    const looksLeaning = opens === null && clings === null && phrasing.leans?.form.test(bare) === true
    const traits: Traits = {
      graphemes: countGraphemes(text),
      width: widthOf(text),
      ends: endOf(text, bare, phrasing),
      clings,
      opens,
      leans: phrasing.clingsToPrevious?.get(bare) ?? (looksLeaning ? (phrasing.leans?.cost ?? null) : null),
      name: /^["'“‘(]?\p{Lu}/u.test(text) && !/^i('|$)/u.test(bare),
      determiner: phrasing.determiners.has(bare),
      number: /^[$£€]?\d[\d.,:]*$/u.test(text),
      closing: mayNotBegin(text),
      opening: mayNotEnd(text),
    }
    if (known.size >= most) known.clear()
    known.set(text, traits)
    return traits
  }
}

/**
 * What ends after a word, where closing marks are words of their own ("arrivé", "?", "»"): nothing before the last of them, and after that one
 * what any of them ends. `carried` is what the words before it have handed on.
 */
export const endAfter = (carried: Traits['ends'], word: Traits): Traits['ends'] =>
  word.closing && word.ends === 'none' ? carried : word.ends

/** The cost of a break between two words, 0 (best) to 140, or `forbidden`; `previous` stands before `word`, `ends` is what ends after it. */
export const placeCost = (previous: Traits | null, word: Traits, next: Traits, ends: Traits['ends']): number => {
  // Before all else: a full stop that stands alone before a closing quote is no place either.
  if (word.opening || next.closing) return forbidden
  switch (ends) {
    case 'sentence':
      return places.sentence
    case 'clause':
      return places.clause
    case 'comma':
      return places.comma
    case 'none': {
      if (next.leans !== null) return Math.max(next.leans, word.clings ?? 0)
      if (word.clings !== null) return word.clings
      if (next.opens !== null) return next.opens
      if (word.name && next.name) return places.insideName
      if (word.number) return places.numberAndNoun
      if (previous?.determiner) return places.insideNounPhrase
      return places.unknown
    }
  }
}
