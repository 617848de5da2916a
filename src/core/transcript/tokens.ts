// How a line of text falls into words. One place, so that languages without blanks change here alone.

/** A token and where it stands in its line, in UTF-16 units; `to` is after its last one. */
export type Token = { readonly text: string; readonly from: number; readonly to: number }

const token = /\S+/gu

export const tokensAt = (line: string): readonly Token[] => {
  const found: Token[] = []
  for (const match of line.matchAll(token))
    found.push({ text: match[0], from: match.index, to: match.index + match[0].length })
  return found
}

/** The words of a line in order: what stands between white space. */
export const tokens = (line: string): readonly string[] => line.match(token) ?? []

const letter = /[\p{L}\p{N}]/gu
const plain = /^[a-z]+$/iu

/** What a word weighs when time is shared: its letters and digits, at least 1. Marks on a letter and punctuation weigh nothing. */
export const lettersOf = (text: string): number =>
  text.length < 64 && plain.test(text) ? text.length : Math.max(1, text.match(letter)?.length ?? 0)

/** Letters and digits in lower case: two words that differ in nothing else are the same speech. */
export const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const blank = (text: string, at: number): boolean => at < 0 || at >= text.length || /\s/u.test(text.charAt(at))

/**
 * How many whole words stand before and after the changed part of a text, given how many of its characters are the same
 * at the start and at the end. A word that touches the change counts only if it is bounded by a blank on that side,
 * both before and after the change.
 */
export const untouchedWords = (
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
