// Cues made by hand. A cue is never stored: what is kept are marks on words, where cues end and where none does (core/transcript/model.ts),
// so that the transcript stays the one truth. Every change here says how a paragraph's neighbouring cues shall be parted anew, and marks
// just these: their outer ends as well, so that the style guide cannot move them.

import { difference } from '../transcript/difference'
import type { Item, Paragraph, Transcript, Word } from '../transcript/model'
import type { Step } from '../transcript/step'
import type { Cue } from './cue'

export type Parted = {
  /** [] where nothing changes. */
  readonly steps: readonly Step[]
  /** How the words of these cues shall be parted: the item after which each cue ends, ascending. */
  readonly ends: readonly number[]
  readonly paragraphId: string
  /** The first item of them all. */
  readonly firstItem: number
}

export type Range = Pick<Cue, 'paragraphId' | 'firstItem' | 'lastItem'>

const isSaid = (item: Item | undefined): item is Word => item?.kind === 'word' && item.cut !== true

const marked = (word: Word, mark: 'break' | 'join' | 'none'): Word => {
  const { breakAfter: _break, joinAfter: _join, ...plain } = word
  return mark === 'break' ? { ...plain, breakAfter: true } : mark === 'join' ? { ...plain, joinAfter: true } : plain
}

/** The items of words that are said, from the first of the range to the last. */
export const saidIn = ({ items }: Paragraph, from: number, to: number): readonly number[] =>
  items.flatMap((item, at) => (at >= from && at <= to && isSaid(item) ? [at] : []))

/** One cue for each end: nothing parts the words before it, and the words before the first and after the last belong to others. */
export const part = (
  transcript: Transcript,
  { paragraphId, firstItem, lastItem }: Range,
  ends: readonly number[],
): Parted | null => {
  const index = transcript.paragraphs.findIndex(({ id }) => id === paragraphId)
  const paragraph = transcript.paragraphs[index]
  if (paragraph === undefined) return null
  const within = new Set(saidIn(paragraph, firstItem, lastItem))
  const breaks = new Set(ends)
  const before = saidIn(paragraph, 0, firstItem - 1).at(-1)
  const hasMore = saidIn(paragraph, lastItem + 1, paragraph.items.length).length > 0
  const items = paragraph.items.map((item, at): Item => {
    if (item.kind !== 'word') return item
    if (at === before) return item.breakAfter === true ? item : marked(item, 'break')
    if (!within.has(at)) return item
    // The end of the paragraph is one by itself.
    const mark = !breaks.has(at) ? 'join' : at === lastItem && !hasMore ? 'none' : 'break'
    const now = item.breakAfter === true ? 'break' : item.joinAfter === true ? 'join' : 'none'
    return now === mark ? item : marked(item, mark)
  })
  return { steps: difference(index, [paragraph], [{ ...paragraph, items }]), ends, paragraphId, firstItem }
}

/** Two cues of one: the first ends after `lastItem`. Null where that is no word inside of it. */
export const splitCue = (transcript: Transcript, cue: Range, lastItem: number): Parted | null => {
  const paragraph = transcript.paragraphs.find(({ id }) => id === cue.paragraphId)
  return paragraph !== undefined &&
    lastItem >= cue.firstItem &&
    lastItem < cue.lastItem &&
    isSaid(paragraph.items[lastItem])
    ? part(transcript, cue, [lastItem, cue.lastItem])
    : null
}

const asOne = (first: Range, second: Range): Range | null =>
  first.paragraphId === second.paragraphId && first.lastItem < second.firstItem
    ? { paragraphId: first.paragraphId, firstItem: first.firstItem, lastItem: second.lastItem }
    : null

/** One cue of two that follow each other; null where they are of different paragraphs. */
export const joinCues = (transcript: Transcript, first: Range, second: Range): Parted | null => {
  const both = asOne(first, second)
  return both === null ? null : part(transcript, both, [both.lastItem])
}

/** The last word of the first cue goes to the second, or the first word of the second to the first. Null where a cue has only that one, or they are of different paragraphs. */
export const moveWord = (
  transcript: Transcript,
  first: Range,
  second: Range,
  to: 'first' | 'second',
): Parted | null => {
  const both = asOne(first, second)
  const paragraph = transcript.paragraphs.find(({ id }) => id === first.paragraphId)
  if (both === null || paragraph === undefined) return null
  const [mine, theirs] = [first, second].map(({ firstItem, lastItem }) => saidIn(paragraph, firstItem, lastItem))
  const end = to === 'second' ? mine?.at(-2) : (theirs?.length ?? 0) > 1 ? theirs?.[0] : undefined
  return end === undefined ? null : part(transcript, both, [end, both.lastItem])
}

/** Takes the user's marks off a cue and off its ends: the style guide parts these words again. */
export const freeCue = (transcript: Transcript, { paragraphId, firstItem, lastItem }: Range): readonly Step[] => {
  const index = transcript.paragraphs.findIndex(({ id }) => id === paragraphId)
  const paragraph = transcript.paragraphs[index]
  if (paragraph === undefined) return []
  const before = saidIn(paragraph, 0, firstItem - 1).at(-1) ?? -1
  const items = paragraph.items.map((item, at): Item =>
    item.kind === 'word' &&
    (at === before || (at >= firstItem && at <= lastItem)) &&
    (item.breakAfter !== undefined || item.joinAfter !== undefined)
      ? marked(item, 'none')
      : item,
  )
  return difference(index, [paragraph], [{ ...paragraph, items }])
}

/** Are the cues of this paragraph parted as was asked? A limit may not allow it. */
export const isParted = (cues: readonly Cue[], { paragraphId, firstItem, ends }: Parted): boolean => {
  const last = ends.at(-1) ?? firstItem
  const found = cues.flatMap((cue) =>
    cue.paragraphId === paragraphId && cue.lastItem >= firstItem && cue.firstItem <= last ? [cue.lastItem] : [],
  )
  return found.length === ends.length && ends.every((end, at) => end === found[at])
}
