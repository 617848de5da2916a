// Many indexes into the library's one: terms in their order, each with its jobs. Positions are copied as they stand. The inputs are read a
// few blocks at a time and what comes out is written as it comes, so that the memory it takes is that of its terms.

import type { Segment } from './match'
import { checksum } from './bytes'
import { createSegment, headerBytes, type IndexedJob, readPostings, scanBlock, type TermEntry } from './segment'

type Cursor = {
  /** The next term, null at the end. */
  term: string | null
  /** Writes its postings. */
  readonly copy: (to: ReturnType<typeof createSegment>) => void
  /** False when the input is damaged. */
  readonly advance: () => boolean | Promise<boolean>
}

const blocksAtOnce = 8

/** @param jobs what each job of the segment is in the outcome; -1 for one that is left out. */
const cursorOf = (segment: Segment, jobs: readonly number[]): Cursor => {
  const { keys, header, read } = segment
  const blocks = keys.first.length
  let loaded: TermEntry[] = []
  let positionBytes: Uint8Array = new Uint8Array()
  let begin = 0
  let at = 0
  let block = 0
  const ordinals = new Uint32Array(segment.jobs.length)
  const counts = new Uint32Array(segment.jobs.length)
  const lengths = new Uint32Array(segment.jobs.length)

  const load = async (): Promise<boolean> => {
    const to = Math.min(blocks, block + blocksAtOnce)
    const terms = keys.termsAt[block] ?? 0
    begin = keys.positionsAt[block] ?? 0
    const positions = (keys.positionsAt[to] ?? 0) - begin
    const [termBytes, bytes] = await Promise.all([
      read(header.ranges.terms.from + terms, (keys.termsAt[to] ?? 0) - terms),
      read(header.ranges.positions.from + begin, positions),
    ])
    positionBytes = bytes
    if (bytes.length !== positions) return false
    loaded = []
    at = 0
    for (; block < to; block++) {
      const sound = scanBlock(
        termBytes.subarray((keys.termsAt[block] ?? 0) - terms, (keys.termsAt[block + 1] ?? 0) - terms),
        keys.positionsAt[block] ?? 0,
        () => true,
        (entry) => loaded.push(entry),
      )
      if (!sound) return false
    }
    return loaded.every(({ postings, positionsAt, positionsLength, sum }) => {
      const from = positionsAt - begin
      return postings <= ordinals.length && checksum(positionBytes, from, from + positionsLength) === sum
    })
  }
  const cursor: Cursor = {
    term: null,
    copy: (to) => {
      const entry = loaded[at - 1]
      if (entry === undefined) return
      readPostings(entry, ordinals, counts, lengths)
      let from = entry.positionsAt - begin
      for (let index = 0; index < entry.postings; index++) {
        const length = lengths[index] ?? 0
        const job = jobs[ordinals[index] ?? 0] ?? -1
        if (job >= 0) to.posting(job, counts[index] ?? 0, positionBytes, from, from + length)
        from += length
      }
    },
    advance: () => {
      const next = loaded[at]
      if (next === undefined && block < blocks) return load().then((sound) => sound && cursor.advance())
      at++
      cursor.term = next?.term ?? null
      return true
    },
  }
  return cursor
}

/** Which jobs of a segment go in: those it answers true for. */
export type Input = { readonly segment: Segment; readonly keeps: (job: IndexedJob) => boolean }

/** Bytes of a file, at their offset. */
export type Write = (part: Uint8Array, at: number) => Promise<void>

/**
 * Writes the index of all jobs that the inputs keep (no job in two of them); answers null, or the input that cannot be used: then what was
 * written is none. The header comes last.
 * @param pause lets others go first, called every 256 terms: a few milliseconds.
 */
export const merge = async (
  inputs: readonly Input[],
  write: Write,
  pause: () => Promise<void>,
): Promise<{ readonly damaged: number } | null> => {
  const jobs: IndexedJob[] = []
  const cursors = inputs.map(({ segment, keeps }) =>
    cursorOf(
      segment,
      segment.jobs.map((job) => (keeps(job) ? jobs.push(job) - 1 : -1)),
    ),
  )
  const out = createSegment(jobs)
  let at = headerBytes
  const append = async (parts: readonly Uint8Array[]) => {
    for (const part of parts) {
      await write(part, at)
      at += part.length
    }
  }
  for (const [index, cursor] of cursors.entries()) if (!(await cursor.advance())) return { damaged: index }
  for (let done = 1; ; done++) {
    let least: string | null = null
    for (const { term } of cursors) if (term !== null && (least === null || term < least)) least = term
    if (least === null) break
    out.begin(least)
    for (const [index, cursor] of cursors.entries()) {
      if (cursor.term !== least) continue
      // A job has its ordinal by the order of the inputs, so these come in ascending order.
      cursor.copy(out)
      const advanced = cursor.advance()
      if (!(typeof advanced === 'boolean' ? advanced : await advanced)) return { damaged: index }
    }
    out.end()
    if (done % 256 !== 0) continue
    await append(out.drain())
    await pause()
  }
  const { header, parts } = out.finish()
  await append(parts)
  await write(header, 0)
  return null
}
