// Times set by hand: `moveWord` moves a word's in-time, out-time or both. Its neighbours give way: first the silence between them and the
// word, then they themselves, down to `leastMs`; nothing overlaps and nothing further away moves. What a word leaves behind is silence:
// a pause that touched it goes with it, unmarked time stays unmarked. Words whose times were moved so are 'manual'.
//
// A move stops where it would
//   make the word or a neighbour shorter than `leastMs` (or than it is, where it is shorter already),
//   leave the media, or reach into the paragraph before or after it, where the two do not overlap as it is.

import { difference } from './difference'
import type { Item, Paragraph, Transcript, Word } from './model'
import type { Step } from './step'

/** A word nobody can hear is no word: half a frame of film. */
export const leastMs = 20

/** 'in' and 'out' move one time, 'both' the whole word. */
export type Edge = 'in' | 'out' | 'both'

export type Moved = {
  /** [] where nothing can move. */
  readonly steps: readonly Step[]
  /** The word as it is afterwards. */
  readonly word: Word
}

type Found = { readonly index: number; readonly paragraph: Paragraph; readonly at: number; readonly word: Word }

export const findWord = ({ paragraphs }: Transcript, wordId: string): Found | null => {
  for (const [index, paragraph] of paragraphs.entries()) {
    const at = paragraph.items.findIndex(({ id }) => id === wordId)
    const word = paragraph.items[at]
    if (word?.kind === 'word') return { index, paragraph, at, word }
  }
  return null
}

const leastOf = ({ startMs, endMs }: Item): number => Math.min(leastMs, endMs - startMs)
const clamp = (ms: number, least: number, most: number): number => Math.max(least, Math.min(most, ms))

const wordBefore = (items: readonly Item[], at: number): number =>
  items.findLastIndex(({ kind }, index) => index < at && kind === 'word')
const wordAfter = (items: readonly Item[], at: number): number =>
  items.findIndex(({ kind }, index) => index > at && kind === 'word')

/** How early the word may begin and how late it may end, whatever it is now. */
const limits = (transcript: Transcript, { index, paragraph, at, word }: Found) => {
  const { items } = paragraph
  const [before, after] = [items[wordBefore(items, at)], items[wordAfter(items, at)]]
  const previousEndMs = transcript.paragraphs[index - 1]?.items.at(-1)?.endMs ?? 0
  const nextStartMs = transcript.paragraphs[index + 1]?.items[0]?.startMs ?? Infinity
  return {
    leastMs:
      before === undefined
        ? previousEndMs <= (items[0]?.startMs ?? 0)
          ? previousEndMs
          : 0
        : before.startMs + leastOf(before),
    mostMs: Math.min(
      after === undefined
        ? nextStartMs >= (items.at(-1)?.endMs ?? word.endMs)
          ? nextStartMs
          : Infinity
        : after.endMs - leastOf(after),
      transcript.durationMs ?? Infinity,
    ),
  }
}

const timed = (item: Item, startMs: number, endMs: number): Item => {
  if (item.startMs === startMs && item.endMs === endMs) return item
  return item.kind === 'word' ? { ...item, startMs, endMs, timing: 'manual' } : { ...item, startMs, endMs }
}

/** The items with the word at [startMs, endMs): those before it end by then, those after it begin no earlier. */
const placed = (items: readonly Item[], at: number, word: Word, startMs: number, endMs: number): readonly Item[] => {
  const moved: Item[] = []
  for (const [index, item] of items.entries()) {
    if (index === at) {
      moved.push(timed(word, startMs, endMs))
      continue
    }
    const isBefore = index < at
    const from = isBefore ? item.startMs : Math.max(item.startMs, endMs)
    const to = isBefore ? Math.min(item.endMs, startMs) : item.endMs
    const isNext = item.kind === 'pause' && (isBefore ? index === at - 1 : index === at + 1)
    // A pause that touched the word still does.
    const [grownFrom, grownTo] = [
      isNext && !isBefore && item.startMs === word.endMs ? endMs : from,
      isNext && isBefore && item.endMs === word.startMs ? startMs : to,
    ]
    // A pause that the word covers is gone.
    if (grownTo > grownFrom) moved.push(timed(item, grownFrom, grownTo))
  }
  return moved
}

/**
 * Moves the word by so many ms (earlier below zero), as far as it can.
 * Answers null where there is no such word.
 */
export const moveWord = (transcript: Transcript, wordId: string, edge: Edge, byMs: number): Moved | null => {
  const found = findWord(transcript, wordId)
  if (found === null) return null
  const { index, paragraph, at, word } = found
  const limit = limits(transcript, found)
  // One that lies beyond a limit already (a neighbour of 1 ms) is not drawn back by a small step.
  const least = Math.min(limit.leastMs, word.startMs)
  const most = Math.max(limit.mostMs, word.endMs)
  const long = word.endMs - word.startMs
  const startMs =
    edge === 'out'
      ? word.startMs
      : clamp(word.startMs + byMs, least, edge === 'in' ? word.endMs - leastOf(word) : most - long)
  const endMs =
    edge === 'in'
      ? word.endMs
      : edge === 'both'
        ? startMs + long
        : clamp(word.endMs + byMs, startMs + leastOf(word), most)
  const after = placed(paragraph.items, at, word, startMs, endMs)
  const now = after.find(({ id }) => id === wordId)
  return {
    steps: difference(index, [paragraph], [{ ...paragraph, items: after }]),
    word: now?.kind === 'word' ? now : word,
  }
}

/** The same to a time instead of by one. */
export const moveWordTo = (transcript: Transcript, wordId: string, edge: 'in' | 'out', toMs: number): Moved | null => {
  const word = findWord(transcript, wordId)?.word
  return word === undefined
    ? null
    : moveWord(transcript, wordId, edge, toMs - (edge === 'in' ? word.startMs : word.endMs))
}
