// From a recogniser's pieces to words. Pieces may be words with or without a leading blank, parts of words, or punctuation by itself.

import { spacelessIn } from '../transcript/scripts'
import { bare, lettersOf, tokens } from '../transcript/tokens'
import type { HeardWord } from './heard'

/** A timed bit of text. A blank in it parts words; where there is none it goes on with the word before. */
export type Piece = { readonly text: string; readonly startMs: number; readonly endMs: number }

const letters = /[\p{L}\p{N}]/u

const partedWithoutBlank = (before: string, after: string): boolean =>
  // There a piece by itself is the only word there is.
  letters.test(after) && (spacelessIn(before.slice(-2)) || spacelessIn(after.slice(0, 2)))

type Open = { text: string; startMs: number; endMs: number; timing: HeardWord['timing']; spoken: boolean }

/** Words out of pieces, in order. Punctuation joins its word and never stretches its time; a piece that holds several words shares its time among them. */
export const wordsOfPieces = (pieces: readonly Piece[]): readonly HeardWord[] => {
  const words: HeardWord[] = []
  let open: Open | null = null
  const close = () => {
    if (open !== null) {
      const { text, startMs, endMs, timing } = open
      words.push({ text, startMs, endMs, timing })
    }
    open = null
  }
  const append = (text: string, { startMs, endMs }: Piece, timing: HeardWord['timing']) => {
    const spoken = letters.test(text)
    if (open !== null && open.spoken && !Number.isNaN(startMs) && partedWithoutBlank(open.text, text)) close()
    if (open === null) {
      open = { text, startMs, endMs, timing, spoken }
      return
    }
    open.text += text
    if (timing === 'split') open.timing = 'split'
    if (!spoken) return
    if (!open.spoken || Number.isNaN(open.startMs)) {
      if (!Number.isNaN(startMs)) open.startMs = startMs
      open.endMs = endMs
      open.spoken = true
    } else if (!Number.isNaN(endMs)) open.endMs = endMs
  }
  for (const piece of pieces) {
    const [first = '', ...rest] = piece.text.split(/\s+/u)
    const chunks = [first, ...rest].filter((chunk) => chunk !== '')
    if (chunks.length > 1) {
      const shares = sharesOf(chunks, piece.startMs, piece.endMs, 'split')
      chunks.forEach((chunk, at) => {
        if (at > 0 || first === '') close()
        append(chunk, shares[at] ?? piece, 'split')
      })
    } else {
      if (first === '') close()
      const [only] = chunks
      if (only !== undefined) append(only, piece, 'source')
    }
    if (rest.at(-1) === '') close()
  }
  close()
  return words
}

/** A blank before each: pieces that are whole words. */
export const whole = (piece: Piece): Piece => ({ ...piece, text: ` ${piece.text}` })

/** Nobody says a word this long: its letters are not worth counting. */
const longestCounted = 1000

/** A short word takes longer than its letters alone: half a letter more for each. */
const weightOf = (text: string): number => (text.length > longestCounted ? text.length : lettersOf(text) + 0.5)

/** Shares a span among texts by what they hold; where there is no room only the first has a start. */
const sharesOf = (
  texts: readonly string[],
  startMs: number,
  endMs: number,
  timing: HeardWord['timing'],
): readonly HeardWord[] => {
  const room = endMs - startMs - texts.length
  if (!(room >= 0))
    return texts.map((text, at) => ({ text, startMs: at === 0 ? startMs : Number.NaN, endMs: Number.NaN, timing }))
  let sum = 0
  for (const text of texts) sum += weightOf(text)
  let before = 0
  return texts.map((text, at) => {
    const from = startMs + Math.floor((room * before) / sum) + at
    before += weightOf(text)
    return { text, startMs: from, endMs: startMs + Math.floor((room * before) / sum) + at + 1, timing }
  })
}

/** A word lasts so long where nothing tells how long it does. */
const estimatedMs = 300

/** The words of a text whose times are known only as a whole. A single word has them for itself; a text without an end gets one. */
export const wordsInside = (text: string, startMs: number, endMs: number): readonly HeardWord[] =>
  timedInside(tokens(text), startMs, endMs)

/** The same for words. */
export const timedInside = (texts: readonly string[], startMs: number, endMs: number): readonly HeardWord[] => {
  if (startMs >= 0 && !(endMs > startMs))
    return sharesOf(texts, startMs, startMs + texts.length * estimatedMs, 'estimated')
  return sharesOf(texts, startMs, endMs, texts.length === 1 && endMs > startMs ? 'source' : 'estimated')
}

/**
 * The words of a punctuated text with the times of its bare pieces, where both hold the same letters in the same order; null where they
 * do not. A word takes its start from the piece its first letter is in, its end from the piece of its last letter.
 */
export const timedText = (text: string, pieces: readonly Piece[]): readonly HeardWord[] | null => {
  const texts = tokens(text)
  const bares = texts.map(bare)
  const spoken = pieces.map((piece) => ({ ...piece, text: bare(piece.text) })).filter((piece) => piece.text !== '')
  if (bares.join('') !== spoken.map((piece) => piece.text).join('')) return null
  const words: HeardWord[] = []
  let at = 0
  let used = 0
  texts.forEach((shown, index) => {
    let left = bares[index]?.length ?? 0
    if (left === 0) {
      words.push({ text: shown, startMs: Number.NaN, endMs: Number.NaN, timing: 'estimated' })
      return
    }
    const first = spoken[at]
    let last = first
    const begun = used > 0
    while (left > 0) {
      const piece = spoken[at]
      if (piece === undefined) break
      last = piece
      const take = Math.min(left, piece.text.length - used)
      left -= take
      used += take
      if (used === piece.text.length) {
        at++
        used = 0
      }
    }
    // Where a piece holds several words only the first of them has its start, only the last its end.
    const startMs = begun ? Number.NaN : (first?.startMs ?? Number.NaN)
    const endMs = used > 0 ? Number.NaN : (last?.endMs ?? Number.NaN)
    words.push({ text: shown, startMs, endMs, timing: begun || used > 0 ? 'split' : 'source' })
  })
  return words
}

/**
 * Words of pieces, by the pieces' own blanks where they carry them, else by the text they were taken from, else each by itself. Scripts
 * without blanks keep the pieces: the text alone would be one endless word.
 */
export const wordsFrom = (text: string, pieces: readonly Piece[]): readonly HeardWord[] => {
  if (pieces.some((piece) => /^\s/u.test(piece.text)) || pieces.some((piece) => spacelessIn(piece.text)))
    return wordsOfPieces(pieces)
  return timedText(text, pieces) ?? wordsOfPieces(pieces.map(whole))
}
