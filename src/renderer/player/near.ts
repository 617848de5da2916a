// The strip from close by: single words, and the edges by which their times are drawn.

import type { Transcript, Word } from '../../core/transcript/model'
import { coloursOf } from './runs'
import type { View } from './view'

export type NearWord = { readonly word: Word; readonly colour: number }

/** Single words are drawn from so many pixels per second on: a short word is then wide enough to be taken hold of. */
const nearFrom = 55
export const isNear = (view: View, width: number): boolean => (width * 1000) / (view.toMs - view.fromMs) >= nearFrom

/** The words that reach into this part, in the order of the text. A pass over 3,000 paragraphs takes 0.03 ms. */
export const wordsWithin = (transcript: Transcript, fromMs: number, toMs: number): readonly NearWord[] => {
  const colourBy = coloursOf(transcript)
  const found: NearWord[] = []
  for (const { items, speakerId } of transcript.paragraphs) {
    const [first, last] = [items[0], items.at(-1)]
    if (first === undefined || last === undefined || first.startMs >= toMs || last.endMs <= fromMs) continue
    for (const item of items)
      if (item.kind === 'word' && item.startMs < toMs && item.endMs > fromMs)
        found.push({ word: item, colour: colourBy.get(speakerId) ?? 0 })
  }
  return found
}

export type WordEdge = { readonly wordId: string; readonly edge: 'in' | 'out'; readonly ms: number }

/**
 * The edge nearest to `ms`, not further than `reachMs`. Where one word ends as the next begins, the side on which the pointer stands
 * decides whose it is.
 */
export const edgeAt = (words: readonly NearWord[], ms: number, reachMs: number): WordEdge | null => {
  let best: (WordEdge & { readonly off: number; readonly inside: boolean }) | null = null
  const look = (wordId: string, edge: 'in' | 'out', at: number) => {
    const off = Math.abs(ms - at)
    if (off > reachMs) return
    const inside = edge === 'in' ? ms >= at : ms < at
    if (best === null || off < best.off || (off === best.off && inside && !best.inside))
      best = { wordId, edge, ms: at, off, inside }
  }
  for (const { word } of words) {
    look(word.id, 'in', word.startMs)
    look(word.id, 'out', word.endMs)
  }
  if (best === null) return null
  const { wordId, edge, ms: at } = best as WordEdge
  return { wordId, edge, ms: at }
}
