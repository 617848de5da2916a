// Which old word became which new word. Pure text, no times: retime.ts gives the answer its times.

import { bare, lettersOf } from './tokens'

/**
 * A stretch of old words and what it became; both ends half open. One old and one new: the word stayed, or was corrected.
 * One and several: split. Several and one: joined. None and some: inserted. Some and none: deleted.
 * Links come in order and cover both texts.
 */
export type Link = {
  readonly oldFrom: number
  readonly oldTo: number
  readonly newFrom: number
  readonly newTo: number
}

/** Below this similarity (1 = equal letters) two words are not the same word corrected. */
const similarEnough = 0.7
/** A stretch that grew or shrank more than this is new text, not the old text corrected. */
const mostGrowth = 3
/** Cells of a table: words compared by their letters, words compared as a whole. Larger stretches are cut by unique words first. */
const cellsByLetters = 2_500
const cellsByWord = 250_000
const deepest = 16

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const swap = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

const similarity = (a: string, b: string): number => {
  const longest = Math.max(a.length, b.length)
  if (longest === 0) return 0
  if (a === b) return 1
  if (longest > 48 || Math.min(a.length, b.length) / longest < similarEnough) return 0
  return 1 - distance(a, b) / longest
}

/** Cuts `many` words into `few` runs whose letters fall as the letters of the few do. Answers the end of each run. */
const apportion = (few: readonly string[], many: readonly string[]): readonly number[] => {
  const whole = many.reduce((sum, text) => sum + lettersOf(text), 0)
  const wholeFew = few.reduce((sum, text) => sum + lettersOf(text), 0)
  const ends: number[] = []
  let at = 0
  let letters = 0
  let lettersFew = 0
  for (const [index, text] of few.entries()) {
    lettersFew += lettersOf(text)
    const last = many.length - (few.length - 1 - index)
    do {
      letters += lettersOf(many[at] ?? '')
      at++
    } while (at < last && (letters + lettersOf(many[at] ?? '') / 2) / whole <= lettersFew / wholeFew)
    ends.push(index === few.length - 1 ? many.length : at)
  }
  return ends
}

/**
 * Links two texts given as words. `untouched` says how many words at either end the change did not touch: they are
 * themselves even where the text alone would allow another reading ("the the" losing its first word).
 * Cost: linear where the texts agree; a stretch that differs costs at most one table of 250,000 cells, larger ones are cut
 * at words that stand once in both. 20,000 words over 20,000 others: 20 to 200 ms.
 */
export const align = (
  before: readonly string[],
  after: readonly string[],
  untouched: { readonly first: number; readonly last: number } = { first: 0, last: 0 },
): readonly Link[] => {
  const links: Link[] = []
  const link = (oldFrom: number, oldTo: number, newFrom: number, newTo: number) => {
    if (oldTo > oldFrom || newTo > newFrom) links.push({ oldFrom, oldTo, newFrom, newTo })
  }

  /** No word of these is a word of those: the old words give their places in order, or all is new. */
  const different = (oldFrom: number, oldTo: number, newFrom: number, newTo: number) => {
    const olds = oldTo - oldFrom
    const news = newTo - newFrom
    if (olds === 0 || news === 0) return link(oldFrom, oldTo, newFrom, newTo)
    if (Math.max(olds, news) > mostGrowth * Math.min(olds, news)) {
      link(oldFrom, oldTo, newFrom, newFrom)
      return link(oldTo, oldTo, newFrom, newTo)
    }
    const oldWords = before.slice(oldFrom, oldTo)
    const newWords = after.slice(newFrom, newTo)
    const oldIsFew = olds <= news
    const ends = oldIsFew ? apportion(oldWords, newWords) : apportion(newWords, oldWords)
    let start = 0
    for (const [index, end] of ends.entries()) {
      if (oldIsFew) link(oldFrom + index, oldFrom + index + 1, newFrom + start, newFrom + end)
      else link(oldFrom + start, oldFrom + end, newFrom + index, newFrom + index + 1)
      start = end
    }
  }

  /** The cheapest reading, letter by letter: kept or corrected words, blanks put in or taken out, the rest left to `different`. */
  const byLetters = (oldFrom: number, oldTo: number, newFrom: number, newTo: number) => {
    const olds = before.slice(oldFrom, oldTo)
    const news = after.slice(newFrom, newTo)
    const foldedOld = olds.map(bare)
    const foldedNew = news.map(bare)
    const width = news.length + 1
    const cost = new Float64Array((olds.length + 1) * width)
    const move = new Uint8Array((olds.length + 1) * width)
    // Moves: 0 deletes an old word, 1 inserts a new one, 2 pairs one with one, 3/4 pair one old with 2/3 new, 5/6 pair 2/3 old with one new.
    const moves = [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [3, 1],
    ] as const
    const price = (kind: number, i: number, j: number): number => {
      if (kind <= 1) return 0.5
      if (kind === 2) {
        if (olds[i] === news[j]) return 0
        const alike = similarity(foldedOld[i] ?? '', foldedNew[j] ?? '')
        return alike >= similarEnough ? 1.05 - alike : Infinity
      }
      const [o, n] = moves[kind] ?? [0, 0]
      const oldText = foldedOld.slice(i, i + o).join('')
      return oldText !== '' && oldText === foldedNew.slice(j, j + n).join('') ? 0.1 : Infinity
    }
    for (let i = olds.length; i >= 0; i--) {
      for (let j = news.length; j >= 0; j--) {
        if (i === olds.length && j === news.length) continue
        let best = Infinity
        let bestMove = 0
        for (const kind of [2, 3, 4, 5, 6, 0, 1]) {
          const [o, n] = moves[kind] ?? [0, 0]
          if (i + o > olds.length || j + n > news.length) continue
          const total = price(kind, i, j) + (cost[(i + o) * width + j + n] ?? 0)
          if (total < best - 1e-9) {
            best = total
            bestMove = kind
          }
        }
        cost[i * width + j] = best
        move[i * width + j] = bestMove
      }
    }
    let i = 0
    let j = 0
    let loose = { i: 0, j: 0 }
    while (i < olds.length || j < news.length) {
      const kind = move[i * width + j] ?? 0
      const [o, n] = moves[kind] ?? [1, 0]
      if (kind >= 2) {
        different(oldFrom + loose.i, oldFrom + i, newFrom + loose.j, newFrom + j)
        link(oldFrom + i, oldFrom + i + o, newFrom + j, newFrom + j + n)
        loose = { i: i + o, j: j + n }
      }
      i += o
      j += n
    }
    different(oldFrom + loose.i, oldTo, newFrom + loose.j, newTo)
  }

  /** Words that stand once on both sides, in an order both sides share. */
  const landmarks = (
    oldFrom: number,
    oldTo: number,
    newFrom: number,
    newTo: number,
  ): readonly (readonly [number, number])[] => {
    const once = new Map<string, number>()
    for (let i = oldFrom; i < oldTo; i++) {
      const text = before[i] ?? ''
      once.set(text, once.has(text) ? -1 : i)
    }
    const onceNew = new Map<string, number>()
    for (let j = newFrom; j < newTo; j++) {
      const text = after[j] ?? ''
      onceNew.set(text, onceNew.has(text) ? -1 : j)
    }
    // The longest rising run of old places, taken in the order of the new ones (patience sorting).
    const piles: { readonly i: number; readonly j: number; readonly below: number }[] = []
    const tops: number[] = []
    for (const [text, j] of onceNew) {
      const i = once.get(text) ?? -1
      if (i < 0 || j < 0) continue
      let low = 0
      let high = tops.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((piles[tops[middle] ?? 0]?.i ?? 0) < i) low = middle + 1
        else high = middle
      }
      piles.push({ i, j, below: low === 0 ? -1 : (tops[low - 1] ?? -1) })
      tops[low] = piles.length - 1
    }
    const found: (readonly [number, number])[] = []
    for (let at = tops.at(-1) ?? -1; at >= 0;) {
      const card = piles[at]
      if (card === undefined) break
      found.push([card.i, card.j])
      at = card.below
    }
    return found.reverse()
  }

  const byWord = (
    oldFrom: number,
    oldTo: number,
    newFrom: number,
    newTo: number,
  ): readonly (readonly [number, number])[] => {
    const width = newTo - newFrom + 1
    const height = oldTo - oldFrom + 1
    const longest = new Uint32Array(width * height)
    for (let i = height - 2; i >= 0; i--) {
      for (let j = width - 2; j >= 0; j--) {
        longest[i * width + j] =
          before[oldFrom + i] === after[newFrom + j]
            ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
            : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
      }
    }
    const found: (readonly [number, number])[] = []
    for (let i = 0, j = 0; i < height - 1 && j < width - 1;) {
      if (before[oldFrom + i] === after[newFrom + j]) {
        found.push([oldFrom + i, newFrom + j])
        i++
        j++
      } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i++
      else j++
    }
    return found
  }

  const between = (from: number, to: number, newFrom: number, newTo: number, depth: number) => {
    let [i, j, oldEnd, newEnd] = [from, newFrom, to, newTo]
    for (; i < oldEnd && j < newEnd && before[i] === after[j]; i++, j++) link(i, i + 1, j, j + 1)
    while (oldEnd > i && newEnd > j && before[oldEnd - 1] === after[newEnd - 1]) {
      oldEnd--
      newEnd--
    }
    const cells = (oldEnd - i) * (newEnd - j)
    if (cells === 0) link(i, oldEnd, j, newEnd)
    else if (oldEnd - i === 1 && newEnd - j === 1) link(i, oldEnd, j, newEnd)
    else if (cells <= cellsByLetters) byLetters(i, oldEnd, j, newEnd)
    else {
      const unique = depth < deepest ? landmarks(i, oldEnd, j, newEnd) : []
      const same = unique.length > 0 || cells > cellsByWord ? unique : byWord(i, oldEnd, j, newEnd)
      if (same.length === 0) different(i, oldEnd, j, newEnd)
      else {
        let [oldAt, newAt] = [i, j]
        for (const [oldSame, newSame] of same) {
          between(oldAt, oldSame, newAt, newSame, depth + 1)
          link(oldSame, oldSame + 1, newSame, newSame + 1)
          oldAt = oldSame + 1
          newAt = newSame + 1
        }
        between(oldAt, oldEnd, newAt, newEnd, depth + 1)
      }
    }
    for (; oldEnd < to; oldEnd++, newEnd++) link(oldEnd, oldEnd + 1, newEnd, newEnd + 1)
  }

  const shortest = Math.min(before.length, after.length)
  let first = 0
  while (first < untouched.first && first < shortest && before[first] === after[first]) first++
  let last = 0
  while (
    last < untouched.last &&
    first + last < shortest &&
    before[before.length - 1 - last] === after[after.length - 1 - last]
  )
    last++
  for (let index = 0; index < first; index++) link(index, index + 1, index, index + 1)
  between(first, before.length - last, first, after.length - last, 0)
  for (let index = last; index > 0; index--)
    link(before.length - index, before.length - index + 1, after.length - index, after.length - index + 1)
  return links
}
