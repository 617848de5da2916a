// Cuts: decisions to leave speech or silence out of playback and captions. The media keeps its time, and so does every word: a cut
// is a mark on items, taken back by taking the mark off.
//
// A silence is edited as a whole: everything between two words of a paragraph, marked by Pictory or not, and before its first word the
// time since the paragraph before. Shortened, it keeps half of what is left at either side, so that no breath is clipped; what is cut in
// between becomes pieces of the pauses there (their ids end in `~2`, `~3`), and pauses of our own category where nothing was marked.
// Restoring puts exactly those together again.

import { difference } from './difference'
import type { Item, Paragraph, Pause, Transcript } from './model'
import type { Step } from './step'

/** The category of a pause that stands for unmarked time; it is there only while that time is cut. */
export const unmarked = 'caesura-unmarked'

export type Silence = {
  /** Slice of the paragraph's items: its pauses. Empty where nothing is marked. */
  readonly from: number
  readonly to: number
  readonly startMs: number
  readonly endMs: number
  /** How many words of the paragraph stand before it. */
  readonly wordsBefore: number
  /** How much of it is cut. */
  readonly cutMs: number
}

const cutIn = (items: readonly Item[]): number =>
  items.reduce((sum, { cut, startMs, endMs }) => sum + (cut === true ? endMs - startMs : 0), 0)

/**
 * The silences of a paragraph, in order; none has no length. `previousEndMs` is where the paragraph before ends, null where the two
 * overlap or there is none.
 */
export const silencesIn = ({ items }: Paragraph, previousEndMs: number | null): readonly Silence[] => {
  const found: Silence[] = []
  let from = 0
  let wordsBefore = 0
  let endMs = previousEndMs ?? items[0]?.startMs ?? 0
  const close = (to: number, untilMs: number) => {
    if (untilMs > endMs)
      found.push({ from, to, startMs: endMs, endMs: untilMs, wordsBefore, cutMs: cutIn(items.slice(from, to)) })
  }
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'word') continue
    close(at, item.startMs)
    from = at + 1
    endMs = item.endMs
    wordsBefore++
  }
  close(items.length, items.at(-1)?.endMs ?? endMs)
  return found
}

/** The same value where nothing is cut. */
const whole = (pause: Pause): Pause => {
  if (pause.cut !== true) return pause
  const { cut: _cut, ...rest } = pause
  return rest
}
const rootOf = (id: string): string => id.replace(/~\d+$/u, '')
const isPieceOf = (id: string, before: string): boolean => rootOf(id) !== id && rootOf(id) === rootOf(before)

/** The pauses of a silence as they were before anything of it was cut. */
const restoredPauses = (pauses: readonly Item[]): readonly Pause[] => {
  const made: Pause[] = []
  for (const pause of pauses) {
    if (pause.kind !== 'pause' || pause.category === unmarked) continue
    const last = made.at(-1)
    if (last !== undefined && last.endMs === pause.startMs && isPieceOf(pause.id, last.id))
      made[made.length - 1] = { ...last, endMs: pause.endMs }
    else made.push(whole(pause))
  }
  return made
}

/** The pauses of a silence with all of it cut but `keepMs`, half at either side. */
const shortenedPauses = (
  pauses: readonly Pause[],
  { startMs, endMs }: Silence,
  keepMs: number,
  newId: () => string,
): readonly Pause[] => {
  const kept = Math.min(keepMs, endMs - startMs)
  const fromMs = startMs + Math.floor(kept / 2)
  const toMs = endMs - Math.ceil(kept / 2)
  if (fromMs >= toMs) return pauses
  const made: Pause[] = []
  let doneMs = startMs
  const fill = (untilMs: number) => {
    const [from, to] = [Math.max(doneMs, fromMs), Math.min(untilMs, toMs)]
    if (to > from) made.push({ kind: 'pause', id: newId(), startMs: from, endMs: to, category: unmarked, cut: true })
  }
  for (const pause of pauses) {
    fill(pause.startMs)
    const places = [pause.startMs, fromMs, toMs, pause.endMs].filter((ms) => ms >= pause.startMs && ms <= pause.endMs)
    let piece = 0
    for (const [index, from] of places.entries()) {
      const to = places[index + 1]
      if (to === undefined || to <= from) continue
      piece++
      const id = piece === 1 ? pause.id : `${pause.id}~${piece}`
      made.push({ ...pause, id, startMs: from, endMs: to, ...(from >= fromMs && to <= toMs ? { cut: true } : {}) })
    }
    doneMs = pause.endMs
  }
  fill(endMs)
  return made
}

/** These items without any cut. */
const uncut = (items: readonly Item[]): readonly Item[] => {
  const made: Item[] = []
  let pauses: Item[] = []
  for (const item of items) {
    if (item.kind === 'pause') {
      pauses.push(item)
      continue
    }
    made.push(...restoredPauses(pauses))
    pauses = []
    if (item.cut === true) {
      const { cut: _cut, ...word } = item
      made.push(word)
    } else made.push(item)
  }
  return [...made, ...restoredPauses(pauses)]
}

/** What becomes of a silence: so many ms of it are kept, or all of it. */
export type Keep = number | 'all'

/** A paragraph with some of its silences changed; the same value where none was. */
const edited = (paragraph: Paragraph, silences: readonly Silence[], keep: Keep, newId: () => string): Paragraph => {
  const items: Item[] = []
  let done = 0
  for (const silence of silences) {
    const pauses = restoredPauses(paragraph.items.slice(silence.from, silence.to))
    items.push(
      ...paragraph.items.slice(done, silence.from),
      ...(keep === 'all' ? pauses : shortenedPauses(pauses, silence, keep, newId)),
    )
    done = silence.to
  }
  items.push(...paragraph.items.slice(done))
  return { ...paragraph, items }
}

/** Where the paragraph before ends: the silence from there shows at this one's start. Null where they overlap or either is empty. */
export const endBefore = ({ paragraphs }: Transcript, index: number): number | null => {
  const endMs = paragraphs[index - 1]?.items.at(-1)?.endMs ?? null
  const startMs = paragraphs[index]?.items[0]?.startMs ?? null
  return endMs === null || startMs === null || endMs > startMs ? null : endMs
}

export type SilenceFilter = {
  /** Silences longer than this. */
  readonly overMs: number
  /** Whose paragraphs; null for all. */
  readonly speakerId: string | null
}

/** The silences of a document that pass a filter, by paragraph. */
export const silencesOver = (
  transcript: Transcript,
  { overMs, speakerId }: SilenceFilter,
): readonly { readonly index: number; readonly silences: readonly Silence[] }[] =>
  transcript.paragraphs.flatMap((paragraph, index) => {
    if (speakerId !== null && paragraph.speakerId !== speakerId) return []
    const silences = silencesIn(paragraph, endBefore(transcript, index)).filter(
      ({ startMs, endMs }) => endMs - startMs > overMs,
    )
    return silences.length === 0 ? [] : [{ index, silences }]
  })

/** The silence of this paragraph that stands after so many of its words; null where there is none. */
export const silenceAt = (transcript: Transcript, index: number, wordsBefore: number): Silence | null => {
  const paragraph = transcript.paragraphs[index]
  const silences = paragraph === undefined ? [] : silencesIn(paragraph, endBefore(transcript, index))
  return silences.find((silence) => silence.wordsBefore === wordsBefore) ?? null
}

/** Shortens these silences to `keep` ms, or restores them. [] where nothing changes. */
export const keepSilences = (
  transcript: Transcript,
  chosen: ReturnType<typeof silencesOver>,
  keep: Keep,
  newId: () => string,
): readonly Step[] =>
  chosen.flatMap(({ index, silences }) => {
    const paragraph = transcript.paragraphs[index]
    // One that is so already stays the identical value: its pieces of unmarked time keep their ids.
    const open = silences.filter(({ startMs, endMs, cutMs }) =>
      keep === 'all' ? cutMs > 0 : cutMs !== Math.max(0, endMs - startMs - keep),
    )
    return paragraph === undefined || open.length === 0
      ? []
      : difference(index, [paragraph], [edited(paragraph, open, keep, newId)])
  })

/**
 * A new paragraph after each of these silences that has words on both sides; the silence stays with what was said before it.
 * @param newId called for each paragraph that is made.
 */
export const splitAtSilences = (
  transcript: Transcript,
  chosen: ReturnType<typeof silencesOver>,
  newId: () => string,
): readonly Step[] =>
  chosen.flatMap(({ index, silences }) => {
    const paragraph = transcript.paragraphs[index]
    if (paragraph === undefined) return []
    const { id: paragraphId, speakerId, items } = paragraph
    return (
      silences
        .filter(({ wordsBefore, to }) => wordsBefore > 0 && items.slice(to).some(({ kind }) => kind === 'word'))
        // The last first, so that the places before it still count.
        .toReversed()
        .map(({ to }): Step => ({ kind: 'split', paragraphId, at: to, newId: newId(), speakerId }))
    )
  })

/** Cuts these words with all that is between them in their paragraphs, or takes their cuts back. [] where nothing changes. */
export const cutWords = (transcript: Transcript, ids: ReadonlySet<string>, isCut: boolean): readonly Step[] =>
  transcript.paragraphs.flatMap((paragraph, index) => {
    const from = paragraph.items.findIndex(({ id }) => ids.has(id))
    if (from < 0) return []
    const to = paragraph.items.findLastIndex(({ id }) => ids.has(id))
    const within = paragraph.items.slice(from, to + 1)
    const changed = isCut
      ? within.map((item): Item => (item.cut === true ? item : { ...item, cut: true }))
      : uncut(within)
    const items = [...paragraph.items.slice(0, from), ...changed, ...paragraph.items.slice(to + 1)]
    return difference(index, [paragraph], [{ ...paragraph, items }])
  })

/** Takes back every cut there is. */
export const uncutAll = (transcript: Transcript): readonly Step[] =>
  transcript.paragraphs.flatMap((paragraph, index) =>
    paragraph.items.some(({ cut }) => cut === true)
      ? difference(index, [paragraph], [{ ...paragraph, items: uncut(paragraph.items) }])
      : [],
  )

export type Stretch = { readonly startMs: number; readonly endMs: number }

const stretchesOf = new WeakMap<Paragraph, readonly Stretch[]>()

/** Cut items that follow each other are one stretch, with the time between them. */
const stretchesIn = (paragraph: Paragraph): readonly Stretch[] => {
  const known = stretchesOf.get(paragraph)
  if (known !== undefined) return known
  const found: Stretch[] = []
  let open = false
  for (const { cut, startMs, endMs } of paragraph.items) {
    const last = found.at(-1)
    if (cut !== true) open = false
    else if (open && last !== undefined) found[found.length - 1] = { startMs: last.startMs, endMs }
    else {
      found.push({ startMs, endMs })
      open = true
    }
  }
  stretchesOf.set(paragraph, found)
  return found
}

/** The stretch without the times of words that are kept: somebody else speaks there. `kept` by in-time. */
const without = (stretch: Stretch, kept: readonly Stretch[]): readonly Stretch[] => {
  const left: Stretch[] = []
  let { startMs } = stretch
  for (const word of kept) {
    if (word.endMs <= startMs) continue
    if (word.startMs >= stretch.endMs) break
    if (word.startMs > startMs) left.push({ startMs, endMs: word.startMs })
    startMs = Math.max(startMs, word.endMs)
  }
  if (startMs < stretch.endMs) left.push({ startMs, endMs: stretch.endMs })
  return left
}

/**
 * What playback leaves out: ascending, apart from each other, and never a word that is kept, also where people talk across each other.
 * Paragraphs are remembered by reference; without cuts it is one look at each.
 */
export const cutStretches = ({ paragraphs }: Transcript): readonly Stretch[] => {
  const all = paragraphs.flatMap(stretchesIn)
  if (all.length === 0) return all
  all.sort((a, b) => a.startMs - b.startMs)
  let endMs = 0
  let overlaps = false
  for (const { items } of paragraphs) {
    if ((items[0]?.startMs ?? Infinity) < endMs) overlaps = true
    endMs = Math.max(endMs, items.at(-1)?.endMs ?? 0)
  }
  const kept = overlaps
    ? paragraphs
        .flatMap(({ items }) => items.filter(({ kind, cut }) => kind === 'word' && cut !== true))
        .toSorted((a, b) => a.startMs - b.startMs)
    : []
  const merged: Stretch[] = []
  for (const stretch of all) {
    const last = merged.at(-1)
    if (last !== undefined && stretch.startMs <= last.endMs)
      merged[merged.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, stretch.endMs) }
    else merged.push(stretch)
  }
  return overlaps ? merged.flatMap((stretch) => without(stretch, kept)) : merged
}

/** The stretch that holds this moment; null for none. By halving: it is asked on every frame of playback. */
export const stretchAt = (stretches: readonly Stretch[], ms: number): Stretch | null => {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((stretches[mid]?.endMs ?? Infinity) <= ms) low = mid + 1
    else high = mid
  }
  const found = stretches[low]
  return found !== undefined && found.startMs <= ms ? found : null
}

export const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
