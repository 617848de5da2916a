// Stretches of speech for the strip, from word times alone, with what is cut (paint.ts pales it): per speaker, gaps under `joinMs` closed. Runs of a paragraph
// are kept with the paragraph (a paragraph never changes in place), so an edit costs its own paragraph plus one copy.

import type { Paragraph, Transcript } from '../../core/transcript/model'
import { colourOf } from '../../core/transcript/speakers'

const joinMs = 250

/** Parallel arrays, one row per run, ascending by start; `reachMs` is the latest end of all rows up to and with this one. */
export type Rows = { readonly startMs: Float64Array; readonly endMs: Float64Array; readonly reachMs: Float64Array }
/** One lane per colour in use, in the order of the speakers: who shares a colour shares a lane. */
export type Lane = Rows & { readonly colour: number }
export type Runs = { readonly lanes: readonly Lane[]; readonly endMs: number }

const ofParagraph = new WeakMap<Paragraph, readonly number[]>()

/** start, end, start, end … of one paragraph. */
const runsOf = (paragraph: Paragraph): readonly number[] => {
  const known = ofParagraph.get(paragraph)
  if (known) return known
  const flat: number[] = []
  let start = -1
  let end = -1
  for (const item of paragraph.items) {
    if (item.kind !== 'word') continue
    if (start >= 0 && item.startMs - end < joinMs) {
      end = Math.max(end, item.endMs)
      continue
    }
    if (start >= 0) flat.push(start, end)
    start = item.startMs
    end = item.endMs
  }
  if (start >= 0) flat.push(start, end)
  ofParagraph.set(paragraph, flat)
  return flat
}

const rowsFrom = (flat: readonly number[]): Rows => {
  const count = flat.length / 2
  const order = Array.from({ length: count }, (_, row) => row)
  let sorted = true
  for (let row = 1; row < count && sorted; row++) sorted = (flat[row * 2] ?? 0) >= (flat[row * 2 - 2] ?? 0)
  if (!sorted) order.sort((a, b) => (flat[a * 2] ?? 0) - (flat[b * 2] ?? 0))
  const startMs = new Float64Array(count)
  const endMs = new Float64Array(count)
  const reachMs = new Float64Array(count)
  let reach = 0
  order.forEach((from, row) => {
    startMs[row] = flat[from * 2] ?? 0
    endMs[row] = flat[from * 2 + 1] ?? 0
    reach = Math.max(reach, endMs[row] ?? 0)
    reachMs[row] = reach
  })
  return { startMs, endMs, reachMs }
}

/** The colour of each speaker, by id. */
export const coloursOf = ({ speakers }: Transcript): ReadonlyMap<string, number> =>
  new Map(speakers.map((speaker, index) => [speaker.id, colourOf(speaker, index)]))

export const speechRuns = (transcript: Transcript): Runs => {
  const colourBy = coloursOf(transcript)
  const flats = new Map<number, number[]>([...colourBy.values()].map((colour) => [colour, []]))
  let endMs = 0
  for (const paragraph of transcript.paragraphs) {
    const flat = flats.get(colourBy.get(paragraph.speakerId) ?? 0)
    for (const time of runsOf(paragraph)) {
      flat?.push(time)
      if (time > endMs) endMs = time
    }
  }
  return { lanes: [...flats].map(([colour, flat]) => ({ colour, ...rowsFrom(flat) })), endMs }
}

/** The first row that may reach into `fromMs` or beyond; the number of rows when there is none. */
const firstReaching = (lane: Rows, fromMs: number): number => {
  let low = 0
  let high = lane.reachMs.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((lane.reachMs[mid] ?? 0) > fromMs) high = mid
    else low = mid + 1
  }
  return low
}

/** Rows that start before `toMs` and reach past `fromMs`, as a half-open range. */
export const rowsWithin = (lane: Rows, fromMs: number, toMs: number): readonly [number, number] => {
  const first = firstReaching(lane, fromMs)
  let low = first
  let high = lane.startMs.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((lane.startMs[mid] ?? 0) < toMs) low = mid + 1
    else high = mid
  }
  return [first, low]
}

/**
 * How much of each pixel column holds speech, 0–1, for `columns` equal columns from `fromMs` to `toMs`. What overlaps in
 * one lane is capped at 1. Cost: the visible rows plus the columns they cover.
 */
export const coverage = (lane: Rows, fromMs: number, toMs: number, columns: number): Float32Array => {
  const cover = new Float32Array(columns)
  if (toMs <= fromMs || columns === 0) return cover
  const perColumn = (toMs - fromMs) / columns
  const [first, end] = rowsWithin(lane, fromMs, toMs)
  for (let row = first; row < end; row++) {
    const left = Math.max(0, ((lane.startMs[row] ?? 0) - fromMs) / perColumn)
    const right = Math.min(columns, ((lane.endMs[row] ?? 0) - fromMs) / perColumn)
    for (let column = Math.floor(left); column < right; column++) {
      const part = Math.min(column + 1, right) - Math.max(column, left)
      cover[column] = Math.min(1, (cover[column] ?? 0) + part)
    }
  }
  return cover
}
