// The words around a hit, read from the index's own text and checked against the query: an index that errs shows nothing.

import { rememberTerms } from './fold'
import { hitsIn, type Hit, type Segment } from './match'
import { fits, type Query } from './query'
import { isSound } from './segment'
import { blockAt, readBlock, readPlaces, type Block, type Places, type TextWord } from './text'

/** A run of words; blanks between two parts are not in them. */
export type Part = { readonly text: string; readonly hit: boolean }

export type Snippet = {
  /** Ordinals of the hit's first word, and when it is said. */
  readonly paragraph: number
  readonly word: number
  readonly startMs: number
  readonly speaker: string
  readonly parts: readonly Part[]
  /** The text goes on before or after the parts in the same paragraph. */
  readonly more: { readonly before: boolean; readonly after: boolean }
}

export type Snippets = {
  readonly hits: readonly Snippet[]
  /** Where to go on; null at the end. */
  readonly next: number | null
}

const wordsBefore = 4
const wordsAfter = 12

/** Null when the index is damaged. */
export const openPlaces = async (segment: Segment): Promise<Places | null> => {
  const { from, length } = segment.header.ranges.places
  const bytes = await segment.read(from, length)
  return isSound(segment.header, 'places', bytes) ? readPlaces(bytes) : null
}

/** The words of neighbouring blocks of one paragraph: the ordinal of the first of them, and the blocks they are of, half-open. */
type Around = {
  readonly words: readonly TextWord[]
  readonly word: number
  readonly blocks: readonly [number, number]
}

/**
 * The hits from the `from`th on, at most `most`; those that stand in the words of the one before are marked there. Null when the index is
 * damaged, or says of a place what does not stand there.
 */
export const snippetsOf = async (
  segment: Segment,
  places: Places,
  query: Query,
  from: number,
  most: number,
): Promise<Snippets | null> => {
  const hits = await hitsIn(segment, query)
  if (hits === null) return null
  const terms = rememberTerms()
  const blocks = new Map<number, readonly TextWord[] | null>()
  const blockWords = async (index: number, block: Block): Promise<readonly TextWord[] | null> => {
    const known = blocks.get(index)
    if (known !== undefined) return known
    const bytes = await segment.read(segment.header.ranges.text.from + block.from, block.length)
    const read = readBlock(bytes, block)
    blocks.set(index, read)
    return read
  }
  /** The blocks that the hit stands in, and one more on either side. */
  const around = async (index: number, block: Block, hit: Hit): Promise<Around | null> => {
    const isNear = (at: number) => places.blocks[at]?.paragraph === block.paragraph
    const begin = isNear(index - 1) ? index - 1 : index
    let end = blockAt(places.blocks, hit.position + hit.terms - 1) + 1
    if (isNear(end)) end++
    const found: TextWord[] = []
    for (let at = begin; at < end; at++) {
      const each = places.blocks[at]
      const read = each === undefined ? null : await blockWords(at, each)
      if (read === null) return null
      found.push(...read)
    }
    return { words: found, word: places.blocks[begin]?.word ?? 0, blocks: [begin, end] }
  }

  const shown: Snippet[] = []
  let at = from
  while (at < hits.length && shown.length < most) {
    const hit = hits[at]
    const index = hit === undefined ? -1 : blockAt(places.blocks, hit.position)
    const block = places.blocks[index]
    if (hit === undefined || block === undefined) return null
    const there = await around(index, block, hit)
    if (there === null) return null
    const run = placeRun(there, block, hit, query, terms)
    if (run === null) return null
    const first = Math.max(0, run.first - wordsBefore)
    const last = Math.min(there.words.length - 1, run.last + wordsAfter)
    const marked = new Set<number>()
    // Further hits in the words that are shown anyway belong to this one.
    for (; at < hits.length; at++) {
      const other = hits[at]
      const otherIndex = other === undefined ? -1 : blockAt(places.blocks, other.position)
      const otherBlock = places.blocks[otherIndex]
      if (other === undefined || otherBlock === undefined || otherIndex >= there.blocks[1]) break
      if (blockAt(places.blocks, other.position + other.terms - 1) >= there.blocks[1]) break
      const otherRun = placeRun(there, otherBlock, other, query, terms)
      if (otherRun === null) return null
      if (otherRun.first > last || otherRun.last > last) break
      for (let word = otherRun.first; word <= otherRun.last; word++) marked.add(word)
    }
    shown.push({
      paragraph: block.paragraph,
      word: there.word + run.first,
      startMs: there.words[run.first]?.startMs ?? 0,
      speaker: places.speakers[block.speaker] ?? '',
      parts: partsOf(there.words.slice(first, last + 1), (offset) => marked.has(first + offset)),
      more: { before: there.word + first > 0, after: !isEnd(places.blocks, there, last) },
    })
  }
  return { hits: shown, next: at < hits.length ? at : null }
}

const isEnd = (blocks: readonly Block[], { words, blocks: [begin, end] }: Around, last: number): boolean =>
  last === words.length - 1 && blocks[end]?.paragraph !== blocks[begin]?.paragraph

/** The words of a hit, as places in `around`; null when they are not what the query asks for. */
const placeRun = (
  around: Around,
  block: Block,
  hit: Hit,
  query: Query,
  terms: (text: string) => readonly string[],
): { readonly first: number; readonly last: number } | null => {
  const clause = query.clauses[hit.clause]
  if (clause === undefined) return null
  let position = block.position
  let first = -1
  let matched = 0
  for (let word = block.word - around.word; word < around.words.length; word++)
    for (const term of terms(around.words[word]?.text ?? '')) {
      if (position === hit.position + matched) {
        if (!fits(clause, matched, term)) return null
        if (matched === 0) first = word
        if (++matched === hit.terms) return { first, last: word }
      }
      position++
    }
  return null
}

const partsOf = (words: readonly TextWord[], isHit: (offset: number) => boolean): readonly Part[] => {
  const parts: { text: string; hit: boolean }[] = []
  for (const [offset, { text }] of words.entries()) {
    const hit = isHit(offset)
    const last = parts.at(-1)
    if (last !== undefined && last.hit === hit) last.text += ` ${text}`
    else parts.push({ text, hit })
  }
  return parts
}

/** The first words that each of the speakers says whose name fits a clause: what a hit in a name opens. */
export const firstWordsOf = async (
  segment: Segment,
  places: Places,
  isWanted: (name: string) => boolean,
): Promise<readonly Snippet[] | null> => {
  const shown: Snippet[] = []
  for (const [speaker, name] of places.speakers.entries()) {
    if (!isWanted(name)) continue
    const block = places.blocks.find((each) => each.speaker === speaker)
    if (block === undefined) continue
    const words = readBlock(await segment.read(segment.header.ranges.text.from + block.from, block.length), block)
    if (words === null) return null
    const taken = words.slice(0, wordsBefore + wordsAfter)
    shown.push({
      paragraph: block.paragraph,
      word: 0,
      startMs: block.startMs,
      speaker: name,
      parts: partsOf(taken, () => false),
      more: { before: false, after: words.length > taken.length },
    })
  }
  return shown
}
