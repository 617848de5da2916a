// Which word is spoken at a time.

import type { Paragraph, Transcript, Word } from './model'

/** A word lights up until the next one where the silence after it is shorter than this: the light should not flicker. */
const bridgeMs = 250

/** Paragraphs with items by their start, and how far all up to each reach: paragraphs may overlap. */
type Index = {
  readonly paragraphs: readonly Paragraph[]
  readonly startMs: readonly number[]
  readonly reachMs: readonly number[]
}

const kept = new WeakMap<readonly Paragraph[], Index>()

/** Made once per state of the document, and only while it plays: 0.7 ms for 3,000 paragraphs. */
const indexOf = (transcript: Transcript): Index => {
  const known = kept.get(transcript.paragraphs)
  if (known !== undefined) return known
  const rows = transcript.paragraphs
    .flatMap((paragraph) => {
      const first = paragraph.items[0]
      return first === undefined
        ? []
        : [{ paragraph, startMs: first.startMs, endMs: paragraph.items.at(-1)?.endMs ?? 0 }]
    })
    .sort((a, b) => a.startMs - b.startMs)
  let reach = 0
  const index = {
    paragraphs: rows.map((row) => row.paragraph),
    startMs: rows.map((row) => row.startMs),
    reachMs: rows.map((row) => (reach = Math.max(reach, row.endMs))),
  }
  kept.set(transcript.paragraphs, index)
  return index
}

/** How many of the ascending values are at most `limit`. */
const countUpTo = (values: readonly number[], limit: number): number => {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? Infinity) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

export type Spoken = {
  readonly paragraph: Paragraph
  readonly word: Word
  /** Of the paragraph's words. */ readonly wordIndex: number
}

/** The last word of the paragraph that has begun at `ms`; null before its first. */
const begunIn = (paragraph: Paragraph, ms: number): Spoken | null => {
  let found: Spoken | null = null
  let wordIndex = -1
  for (const item of paragraph.items) {
    if (item.startMs > ms) break
    if (item.kind === 'word') found = { paragraph, word: item, wordIndex: ++wordIndex }
  }
  return found
}

const latest = (transcript: Transcript, ms: number, counts: (spoken: Spoken) => boolean): Spoken | null => {
  const index = indexOf(transcript)
  let best: Spoken | null = null
  for (let at = countUpTo(index.startMs, ms) - 1; at >= 0; at--) {
    const paragraph = index.paragraphs[at]
    const spoken = paragraph === undefined ? null : begunIn(paragraph, ms)
    if (spoken !== null && counts(spoken) && (best === null || spoken.word.startMs > best.word.startMs)) best = spoken
    if (best !== null && (index.reachMs[at - 1] ?? 0) <= best.word.startMs) break
    if (best === null && (index.reachMs[at - 1] ?? 0) + bridgeMs <= ms) break
  }
  return best
}

/** The word spoken at `ms`, the one that began last where several are; null in silence. */
export const wordAt = (transcript: Transcript, ms: number): Spoken | null =>
  latest(transcript, ms, ({ word }) => ms < word.endMs + bridgeMs)

/** The word after the one that is spoken at `ms` or was last, or the one before it, by in-time; null where there is none. */
export const wordBeside = (transcript: Transcript, ms: number, by: 1 | -1): Word | null => {
  const index = indexOf(transcript)
  const now = wordBefore(transcript, ms)
  const isBeyond = (word: Word): boolean =>
    by === 1 ? word.startMs > ms : word.startMs < (now === null ? ms : Math.min(ms, now.word.startMs))
  const isNearer = (word: Word, best: Word | null): boolean =>
    best === null || (by === 1 ? word.startMs < best.startMs : word.startMs > best.startMs)
  let best: Word | null = null
  const last = countUpTo(index.startMs, ms) - 1
  for (let at = by === 1 ? Math.max(0, last) : last; at >= 0 && at < index.paragraphs.length; at += by) {
    // A paragraph that only begins after the best so far has nothing nearer, nor has one that ended before it.
    if (by === 1 && best !== null && (index.startMs[at] ?? 0) > best.startMs) break
    if (by === -1 && best !== null && (index.reachMs[at] ?? 0) < best.startMs) break
    for (const item of index.paragraphs[at]?.items ?? [])
      if (item.kind === 'word' && isBeyond(item) && isNearer(item, best)) best = item
  }
  if (by === 1)
    // People who talk across each other: an earlier paragraph may reach beyond this moment.
    for (let at = last - 1; at >= 0 && (index.reachMs[at] ?? 0) > ms; at--)
      for (const item of index.paragraphs[at]?.items ?? [])
        if (item.kind === 'word' && isBeyond(item) && isNearer(item, best)) best = item
  return best
}

/** The last word that has begun at `ms`, however long ago it ended; null before the first. */
export const wordBefore = (transcript: Transcript, ms: number): Spoken | null => {
  const spoken = wordAt(transcript, ms)
  if (spoken !== null) return spoken
  const index = indexOf(transcript)
  for (let at = countUpTo(index.startMs, ms) - 1; at >= 0; at--) {
    const paragraph = index.paragraphs[at]
    const begun = paragraph === undefined ? null : begunIn(paragraph, ms)
    if (begun !== null) return begun
  }
  return null
}
