// The sound of a recording as peaks: the loudest sample of each hundredth of a second, a byte each, and coarser rows above so that ten
// hours are drawn as quickly as ten seconds. Pure.

export const peaksPerSecond = 100
/** A row holds the loudest of so many of the row below it. */
const perStep = 8

export type Peaks = {
  /** Rows from fine to coarse. */
  readonly rows: readonly Uint8Array[]
  /** How many of the finest are known so far. */
  readonly count: number
}

const grown = (bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> => {
  if (length <= bytes.length) return bytes
  const more = new Uint8Array(Math.max(length, bytes.length * 2))
  more.set(bytes)
  return more
}

/** Takes peaks in as they are read; the rows are shared with what was answered before and only ever filled further. */
export const collectPeaks = () => {
  let rows: Uint8Array<ArrayBuffer>[] = [new Uint8Array(4096)]
  let count = 0
  return {
    /** @param from the place of the first one among all. */
    add: (from: number, part: Uint8Array): Peaks => {
      const end = from + part.length
      count = Math.max(count, end)
      const finest = grown(rows[0] ?? new Uint8Array(), end)
      finest.set(part, from)
      const next = [finest]
      let first = from
      let last = end
      for (let at = 1; last > 1; at++) {
        first = Math.floor(first / perStep)
        last = Math.ceil(last / perStep)
        const below = next[at - 1] ?? finest
        const row = grown(rows[at] ?? new Uint8Array(), Math.ceil(below.length / perStep))
        for (let place = first; place < last; place++) {
          let most = 0
          for (let each = place * perStep; each < (place + 1) * perStep; each++) most = Math.max(most, below[each] ?? 0)
          row[place] = most
        }
        next.push(row)
      }
      rows = next.length < rows.length ? [...next, ...rows.slice(next.length)] : next
      return { rows, count }
    },
    /** All that were taken in, for keeping. */
    all: (): Uint8Array<ArrayBuffer> => (rows[0] ?? new Uint8Array()).slice(0, count),
  }
}

/** The loudest, 0–255, for `columns` equal columns from `fromMs` to `toMs`. Each column looks at some sixteen places, however long it is. */
export const loudest = ({ rows, count }: Peaks, fromMs: number, toMs: number, columns: number): Uint8Array => {
  const found = new Uint8Array(columns)
  const perColumn = ((toMs - fromMs) / 1000 / columns) * peaksPerSecond
  if (!(perColumn > 0)) return found
  let level = 0
  while (level + 1 < rows.length && perColumn / perStep ** (level + 1) >= perStep) level++
  const row = rows[level] ?? new Uint8Array()
  const scale = perStep ** level
  const known = Math.ceil(count / scale)
  const first = ((fromMs / 1000) * peaksPerSecond) / scale
  const step = perColumn / scale
  for (let column = 0; column < columns; column++) {
    const from = Math.max(0, Math.floor(first + column * step))
    const to = Math.min(known, Math.max(from + 1, Math.ceil(first + (column + 1) * step)))
    let most = 0
    for (let place = from; place < to; place++) most = Math.max(most, row[place] ?? 0)
    found[column] = most
  }
  return found
}

/** Makes peaks of samples as a decoder hands them out, in any pieces. */
export const measurePeaks = () => {
  let bytes = new Uint8Array(4096)
  let end = 0
  let told = 0
  return {
    /** @param samples one channel, −1 to 1. @param atS where they begin, in seconds; below zero what belongs to the start of the stream only. */
    add: (samples: Float32Array, sampleRate: number, atS: number): void => {
      const perPeak = sampleRate / peaksPerSecond
      // Counted in whole samples from the beginning, so that pieces meet where they were cut.
      const first = Math.round(atS * sampleRate)
      let at = 0
      for (let place = Math.floor(first / perPeak); at < samples.length; place++) {
        const to = Math.min(samples.length, Math.ceil((place + 1) * perPeak) - first)
        let most = 0
        for (; at < to; at++) {
          const sample = samples[at] ?? 0
          const loud = sample < 0 ? -sample : sample
          if (loud > most) most = loud
        }
        if (place < 0) continue
        bytes = grown(bytes, place + 1)
        bytes[place] = Math.max(bytes[place] ?? 0, Math.min(255, Math.round(most * 255)))
        end = Math.max(end, place + 1)
      }
    },
    /** What became known since the last time, but for the last peak, which may still grow; at the end that one too. */
    take: (isEnd: boolean): { readonly from: number; readonly peaks: Uint8Array } => {
      const from = told
      told = Math.max(told, isEnd ? end : end - 1)
      return { from, peaks: bytes.slice(from, told) }
    },
  }
}
