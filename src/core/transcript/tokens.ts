// How a line of text falls into words, and how words make a line. One place, so that languages without blanks change here alone: there
// words stand side by side, and what is typed anew is taken apart by the dictionary of `Intl.Segmenter`.

import { beginsNoWord, opensBracket, spacelessIn, unspaced } from './scripts'

/** A token and where it stands in its line, in UTF-16 units; `to` is after its last one. */
export type Token = { readonly text: string; readonly from: number; readonly to: number }

const token = /\S+/gu
const notBlank = /\S/u

const byBlanks = (line: string): readonly Token[] => {
  const found: Token[] = []
  for (const match of line.matchAll(token))
    found.push({ text: match[0], from: match.index, to: match.index + match[0].length })
  return found
}

/** What stands between two words: nothing where both are of scripts without blanks. */
export const between = (before: string, after: string): '' | ' ' =>
  // Below the first such script, which is nearly all there is, no expression is asked.
  before.charCodeAt(before.length - 1) < 0x0e00 || after.charCodeAt(0) < 0x0e00
    ? ' '
    : unspaced(before, after)
      ? ''
      : ' '

/** Words as one line of text. */
export const joinWords = (words: readonly string[]): string => {
  let line = words[0] ?? ''
  for (let at = 1; at < words.length; at++) line += between(words[at - 1] ?? '', words[at] ?? '') + (words[at] ?? '')
  return line
}

/** Where these words stand in a line that is made of them and any blanks; null where it is not. */
export const placed = (line: string, words: readonly string[]): readonly Token[] | null => {
  const found: Token[] = []
  let at = 0
  for (const text of words) {
    while (at < line.length && !notBlank.test(line.charAt(at))) at++
    if (!line.startsWith(text, at)) return null
    found.push({ text, from: at, to: at + text.length })
    at += text.length
  }
  return notBlank.test(line.slice(at)) ? null : found
}

/** Does a line read as these words? Any blanks may stand between them, but none may be missing that parts two. */
export const standsFor = (line: string, words: readonly string[]): boolean => {
  if (spacelessIn(line)) {
    const found = placed(line, words)
    return (
      found !== null &&
      found.every(({ text, from }, at) => {
        const before = found[at - 1]
        return before === undefined || before.to < from || between(before.text, text) === ''
      })
    )
  }
  const found = line.match(token) ?? []
  return found.length === words.length && words.every((text, at) => text === found[at])
}

/** The words of a line, where `words` are known to be what it is made of: asked only where blanks do not tell them. */
export const tokensAt = (line: string, words: () => readonly string[]): readonly Token[] =>
  (spacelessIn(line) ? placed(line, words()) : null) ?? byBlanks(line)

const dictionary = new Intl.Segmenter('und', { granularity: 'word' })
const letters = /[\p{L}\p{N}]/u
/** More quotes and dots in a row stand before no word. */
const longestMarks = 8

/** Where a text may be taken apart beside its blanks: between two words that stand side by side. Ascending, none at its ends. */
const seamsOf = (text: string): readonly number[] => {
  const seams: number[] = []
  let before = ''
  /** Where the word began that the last segment is part of. */
  let began = 0
  for (const { segment, index } of dictionary.segment(text)) {
    // With their neighbours: a quote alone does not tell of which script it is.
    if (before !== '' && between(text.slice(began, index), text.slice(index, index + longestMarks)) === '') {
      // A mark belongs to the word before it, a bracket that opens to the one after.
      const isMark = !letters.test(segment) && !opensBracket(segment)
      if (!isMark && !opensBracket(before) && !beginsNoWord(segment)) {
        seams.push(index)
        began = index
      }
    }
    if (!notBlank.test(segment)) began = index + segment.length
    before = segment
  }
  return seams
}

/** @param seams where `text` is taken apart beside its blanks. */
const cutAt = (text: string, seams: readonly number[]): readonly Token[] => {
  let next = 0
  return byBlanks(text).flatMap(({ from, to }) => {
    const parts: Token[] = []
    let at = from
    while (next < seams.length && (seams[next] ?? to) < to) {
      const seam = seams[next++] ?? to
      if (seam <= at) continue
      parts.push({ text: text.slice(at, seam), from: at, to: seam })
      at = seam
    }
    parts.push({ text: text.slice(at, to), from: at, to })
    return parts
  })
}

/** The words of a line in order: what stands between white space, and in scripts without it what the dictionary knows as words. */
export const tokens = (line: string): readonly string[] =>
  spacelessIn(line) ? cutAt(line, seamsOf(line)).map(({ text }) => text) : (line.match(token) ?? [])

const letter = /[\p{L}\p{N}]/gu
const plain = /^[a-z]+$/iu

/** What a word weighs when time is shared: its letters and digits, at least 1. Marks on a letter and punctuation weigh nothing. */
export const lettersOf = (text: string): number =>
  text.length < 64 && plain.test(text) ? text.length : Math.max(1, text.match(letter)?.length ?? 0)

/** Letters and digits in lower case: two words that differ in nothing else are the same speech. */
export const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const blank = (text: string, at: number): boolean => at < 0 || at >= text.length || !notBlank.test(text.charAt(at))

/**
 * How many whole words stand before and after the changed part of a text, given how many of its characters are the same
 * at the start and at the end. A word that touches the change counts only if it is bounded by a blank on that side,
 * both before and after the change.
 */
const untouchedWords = (
  before: string,
  after: string,
  sameAtStart: number,
  sameAtEnd: number,
): { readonly first: number; readonly last: number } => {
  const start = after.slice(0, sameAtStart)
  const cutStart = !(blank(start, sameAtStart - 1) || (blank(before, sameAtStart) && blank(after, sameAtStart)))
  const end = sameAtEnd === 0 ? '' : after.slice(-sameAtEnd)
  const cutEnd = !(
    blank(end, 0) ||
    (blank(before, before.length - sameAtEnd - 1) && blank(after, after.length - sameAtEnd - 1))
  )
  return { first: tokens(start).length - (cutStart ? 1 : 0), last: tokens(end).length - (cutEnd ? 1 : 0) }
}

/** A text of one line or several that became another one, in one place. */
export type Rewriting = {
  readonly before: string
  /** The words that `before` is made of. */
  readonly words: () => readonly string[]
  readonly after: string
  /** How many characters at the start and at the end are the same. */
  readonly sameAtStart: number
  readonly sameAtEnd: number
}

export type Rewritten = {
  readonly untouched: { readonly first: number; readonly last: number }
  /** The words of each new line, where blanks do not tell them. */
  readonly words?: readonly (readonly string[])[]
}

/** The seams but for those inside of [from, to), where that stretch may stay one word. */
const whole = (text: string, seams: readonly number[], from: number, to: number): readonly number[] => {
  const parted = (at: number): boolean => blank(text, at) || blank(text, at - 1) || seams.includes(at)
  const isEnd = parted(to) || !letters.test(text.charAt(to))
  const isStart = parted(from) || opensBracket(text.charAt(from - 1))
  return isStart && isEnd ? seams.filter((seam) => seam <= from || seam >= to) : seams
}

/** What a change leaves of the words, and what it makes. Where there are no blanks, words that were there stay the words they were, whatever a dictionary says of them. */
export const rewritten = ({ before, words, after, sameAtStart, sameAtEnd }: Rewriting): Rewritten => {
  const olds = spacelessIn(before) || spacelessIn(after) ? placed(before, words()) : null
  if (olds === null) return { untouched: untouchedWords(before, after, sameAtStart, sameAtEnd) }
  const oldEnd = before.length - sameAtEnd
  const newEnd = after.length - sameAtEnd
  let first = 0
  while ((olds[first]?.to ?? Infinity) <= sameAtStart) first++
  const left = olds[first - 1]
  const touchesLeft = left?.to === sameAtStart && !(blank(before, sameAtStart) && blank(after, sameAtStart))
  if (touchesLeft) first--
  let last = 0
  while (first + last < olds.length && (olds.at(-1 - last)?.from ?? -1) >= oldEnd) last++
  const right = last === 0 ? undefined : olds.at(-last)
  const touchesRight = right?.from === oldEnd && !(blank(before, oldEnd - 1) && blank(after, newEnd - 1))
  if (touchesRight) last--

  const grown = after.length - before.length
  const from = olds[first - 1]?.to ?? 0
  const to = (olds[olds.length - last]?.from ?? before.length) + grown
  const middle = after.slice(from, to)
  let seams = seamsOf(middle)
  if (touchesLeft) seams = whole(middle, seams, left.from - from, left.to - from)
  if (touchesRight) seams = whole(middle, seams, right.from + grown - from, right.to + grown - from)
  const all = [
    ...olds.slice(0, first),
    ...cutAt(middle, seams).map((each) => ({ text: each.text, from: each.from + from, to: each.to + from })),
    ...olds
      .slice(olds.length - last)
      .map((each) => ({ text: each.text, from: each.from + grown, to: each.to + grown })),
  ]
  let at = 0
  let used = 0
  const lines = after.split('\n').map((line) => {
    at += line.length + 1
    const taken = used
    while ((all[used]?.from ?? Infinity) < at) used++
    return all.slice(taken, used).map(({ text }) => text)
  })
  return { untouched: { first, last }, words: lines }
}
