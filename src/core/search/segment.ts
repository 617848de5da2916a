// The index on disk. One form for two uses: of one job, beside its snapshot (with its text, for the words around a hit), and of the
// whole library in one file, so that the first search reads a few pages of one file instead of 300 files.
//
//   header     magic, version, where the sections are, checksums
//   positions  for each term, for each job: the places of the term in the job's text, as gaps. They come first because they are three
//              quarters of it: while many indexes are brought together they go to the disk as they come
//   jobs       whose words these are, and of which state of their files
//   keys       the first term of each block of terms, and where the block and its positions begin
//   terms      blocks of 32 terms, each with a checksum: front-coded term → which jobs and how often; then the lengths of their positions
//   places     (one job) speakers, and for each block of text where it begins: position, paragraph, time
//   text       (one job) blocks of words with their times, each with a checksum
//
// A position counts terms, and skips one between paragraphs, so that no phrase runs from one to the next. Speakers' names are terms
// too, with `nameMark` in front. "of the" would mean reading 30,000 positions in each hour of talk: such pairs are counted beforehand and
// stand there with `pairMark` in front. Terms are in the order of their UTF-16 units. Nothing here is the truth: all of it can be made again.

import { createReader, createWriter, checksum } from './bytes'

export const formatVersion = 1
export const headerBytes = 96
const magic = 0x64_69_73_43 // Csid
/** In front of the terms of speakers' names; no folded text holds it. */
export const nameMark = '\u0001'
/** In front of two terms of which both are common in a job, where one follows the other: only counted, their places are not kept. */
export const pairMark = '\u0002'
export const pairOf = (first: string, second: string): string => `${pairMark}${first} ${second}`
/** From so often on a term is common in a job: at 100,000 words the thirty commonest are. */
export const commonFrom = (positions: number): number => Math.max(4, positions >> 8)
export const termsInBlock = 32

export const sections = ['jobs', 'keys', 'terms', 'positions', 'places', 'text'] as const
export type SectionName = (typeof sections)[number]
export type Range = { readonly from: number; readonly length: number }
export type Header = { readonly ranges: Readonly<Record<SectionName, Range>>; readonly sums: readonly number[] }

/** The state of a job's files that an index was made of: sizes in bytes and times in ms, 0 where there is no file. */
export type Stamp = {
  readonly snapshotBytes: number
  readonly snapshotMs: number
  readonly journalBytes: number
  readonly journalMs: number
}
export const sameStamp = (a: Stamp, b: Stamp): boolean =>
  a.snapshotBytes === b.snapshotBytes &&
  a.snapshotMs === b.snapshotMs &&
  a.journalBytes === b.journalBytes &&
  a.journalMs === b.journalMs

export type IndexedJob = {
  readonly id: string
  readonly stamp: Stamp
  /** No position is as high. */ readonly positions: number
}

/** In this order they lie in the file; the header names them in the order above, and readers go by the header alone. */
const layout = ['positions', 'jobs', 'keys', 'terms', 'places', 'text'] as const satisfies readonly SectionName[]

/** Sections that are read whole and have their checksum in the header. */
const whole = ['jobs', 'keys', 'places'] as const

/** Bytes of the terms and of the positions are put by in parts of so many, so that no buffer grows with the library. */
const partBytes = 1024 * 1024

/** Collects terms in their order; the parts it answers are written to a file one after the other, behind the header. */
export const createSegment = (jobs: readonly IndexedJob[]) => {
  const keys = createWriter(64 * 1024)
  const terms = createWriter(64 * 1024)
  const termParts: Uint8Array[] = []
  const block = createWriter(64 * 1024)
  let positionParts: Uint8Array[] = []
  const pending = createWriter(256 * 1024)
  const own = createWriter(4096)
  const counts = createWriter(1024)
  const lengths = createWriter(1024)
  let positionBytes = 0
  let blocks = 0
  let inBlock = 0
  let first = ''
  let before = ''
  let blockPositions = 0

  const closeBlock = () => {
    if (inBlock === 0) return
    const payload = block.take()
    keys.string(first)
    keys.number(payload.length + 4)
    keys.number(positionBytes - blockPositions)
    terms.fixed(checksum(payload))
    terms.bytes(payload)
    if (terms.length() > partBytes) termParts.push(terms.take())
    blocks++
    inBlock = 0
    blockPositions = positionBytes
  }

  let term = ''
  let postings = 0
  let lastJob = 0
  return {
    /** Terms come in ascending order, each once; then its postings in ascending order of their jobs, then `end`. */
    begin: (next: string): void => {
      if (inBlock === termsInBlock) closeBlock()
      term = next
      postings = 0
      lastJob = 0
    },
    /** The term in one job: `count` positions, as gaps in these bytes. */
    posting: (job: number, count: number, bytes: Uint8Array, from: number, to: number): void => {
      // Most terms stand once in most of their jobs: one bit says so.
      counts.number((job - lastJob) * 2 + (count === 1 ? 1 : 0))
      if (count !== 1) counts.number(count)
      lengths.number(to - from)
      own.bytes(bytes, from, to)
      lastJob = job
      postings++
    },
    /** A term without a posting is left out. */
    end: (): void => {
      if (postings === 0) return
      if (inBlock === 0) {
        first = term
        before = ''
      }
      let shared = 0
      while (shared < before.length && shared < term.length && before.charCodeAt(shared) === term.charCodeAt(shared))
        shared++
      const [countBytes, lengthBytes, positions] = [counts.take(), lengths.take(), own.take()]
      block.number(shared)
      block.string(term.slice(shared))
      block.number(postings)
      block.number(countBytes.length)
      block.number(lengthBytes.length)
      block.number(positions.length)
      block.fixed(checksum(positions))
      block.bytes(countBytes)
      block.bytes(lengthBytes)
      pending.bytes(positions)
      positionBytes += positions.length
      // One part for each term would be 100,000 of them.
      if (pending.length() > partBytes) positionParts.push(pending.take())
      before = term
      inBlock++
    },
    /** The parts that are complete: they come before all that is answered later, and are let go of. */
    drain: (): readonly Uint8Array[] => {
      const parts = positionParts
      positionParts = []
      return parts
    },
    /** The header, and the parts that come after those drained. @param places, text of one job; none in the library's own index. */
    finish: (
      places: Uint8Array = new Uint8Array(),
      text: Uint8Array = new Uint8Array(),
    ): { readonly header: Uint8Array; readonly parts: readonly Uint8Array[] } => {
      closeBlock()
      const jobsWriter = createWriter()
      jobsWriter.number(jobs.length)
      for (const { id, stamp, positions } of jobs) {
        jobsWriter.string(id)
        for (const value of [stamp.snapshotBytes, stamp.snapshotMs, stamp.journalBytes, stamp.journalMs, positions])
          jobsWriter.number(value)
      }
      const keyBytes = keys.take()
      const keysWriter = createWriter(keyBytes.length + 8)
      keysWriter.number(blocks)
      keysWriter.bytes(keyBytes)
      const parts = {
        jobs: [jobsWriter.take()],
        keys: [keysWriter.take()],
        terms: [...termParts, terms.take()],
        positions: [...positionParts, pending.take()],
        places: [places],
        text: [text],
      }
      const ranges = new Map<SectionName, Range>()
      let at = headerBytes
      for (const name of layout) {
        const length = name === 'positions' ? positionBytes : parts[name].reduce((sum, part) => sum + part.length, 0)
        ranges.set(name, { from: at, length })
        at += length
      }
      const header = createWriter(headerBytes)
      header.fixed(magic)
      header.fixed(formatVersion)
      for (const name of sections) {
        header.fixed(ranges.get(name)?.from ?? 0)
        header.fixed(ranges.get(name)?.length ?? 0)
      }
      for (const name of whole) header.fixed(checksum(parts[name][0] ?? new Uint8Array()))
      const head = header.take()
      const padded = new Uint8Array(headerBytes)
      padded.set(head)
      const sum = createWriter(4)
      sum.fixed(checksum(padded, 0, headerBytes - 4))
      padded.set(sum.take(), headerBytes - 4)
      return { header: padded, parts: layout.flatMap((name) => parts[name]) }
    },
  }
}

/** The header in these bytes; null when they are none, damaged, or of another version. */
export const readHeader = (bytes: Uint8Array): Header | null => {
  if (bytes.length < headerBytes) return null
  const reader = createReader(bytes, 0, headerBytes)
  if (reader.fixed() !== magic || reader.fixed() !== formatVersion) return null
  const range = (): Range => ({ from: reader.fixed(), length: reader.fixed() })
  const ranges = { jobs: range(), keys: range(), terms: range(), positions: range(), places: range(), text: range() }
  const sums = whole.map(() => reader.fixed())
  if (createReader(bytes, headerBytes - 4).fixed() !== checksum(bytes, 0, headerBytes - 4)) return null
  return { ranges, sums }
}

/** Are these the bytes of the section as they were written? */
export const isSound = (header: Header, name: (typeof whole)[number], bytes: Uint8Array): boolean =>
  bytes.length === header.ranges[name].length && checksum(bytes) === header.sums[whole.indexOf(name)]

/** Null when the bytes make no sense. */
export const readJobs = (bytes: Uint8Array): readonly IndexedJob[] | null => {
  const reader = createReader(bytes)
  const count = reader.number()
  const jobs: IndexedJob[] = []
  while (jobs.length < count && reader.sound())
    jobs.push({
      id: reader.string(),
      stamp: {
        snapshotBytes: reader.number(),
        snapshotMs: reader.number(),
        journalBytes: reader.number(),
        journalMs: reader.number(),
      },
      positions: reader.number(),
    })
  return reader.sound() ? jobs : null
}

/** The blocks of terms: entry `count` of the offsets is where the last one ends. */
export type Keys = {
  readonly first: readonly string[]
  readonly termsAt: Float64Array
  readonly positionsAt: Float64Array
}

export const readKeys = (bytes: Uint8Array): Keys | null => {
  const reader = createReader(bytes)
  const count = reader.number()
  if (count > reader.left()) return null
  const first: string[] = []
  const termsAt = new Float64Array(count + 1)
  const positionsAt = new Float64Array(count + 1)
  for (let index = 0; index < count; index++) {
    first.push(reader.string())
    termsAt[index + 1] = (termsAt[index] ?? 0) + reader.number()
    positionsAt[index + 1] = (positionsAt[index] ?? 0) + reader.number()
  }
  return reader.sound() ? { first, termsAt, positionsAt } : null
}

/** The blocks that may hold a term, or any term with this beginning, half-open. */
export const blocksOf = ({ first }: Keys, term: string, open: boolean): readonly [number, number] => {
  const firstAbove = (isAbove: (key: string) => boolean): number => {
    let low = 0
    let high = first.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (isAbove(first[middle] ?? '')) high = middle
      else low = middle + 1
    }
    return low
  }
  const from = Math.max(0, firstAbove((key) => key > term) - 1)
  return [from, firstAbove((key) => key > term && !(open && key.startsWith(term)))]
}

/** A term in one block: where its positions are among those of the section, and its postings, still as bytes. */
export type TermEntry = {
  readonly term: string
  readonly positionsAt: number
  readonly positionsLength: number
  readonly sum: number
  readonly postings: number
  readonly bytes: Uint8Array
  readonly countsAt: number
  readonly lengthsAt: number
  readonly end: number
}

/**
 * Goes through a block and calls back for each term that fits. False when the block is damaged.
 * @param bytes the block with its checksum in front.
 */
export const scanBlock = (
  bytes: Uint8Array,
  positionsAt: number,
  fits: (term: string) => boolean,
  found: (entry: TermEntry) => void,
): boolean => {
  const reader = createReader(bytes)
  if (reader.fixed() !== checksum(bytes, 4) || !reader.sound()) return false
  let before = ''
  let at = positionsAt
  while (reader.left() > 0 && reader.sound()) {
    const shared = reader.number()
    const term = before.slice(0, shared) + reader.string()
    before = term
    const postings = reader.number()
    const counts = reader.number()
    const lengths = reader.number()
    const positionsLength = reader.number()
    const sum = reader.fixed()
    const countsAt = reader.skip(counts)
    const lengthsAt = reader.skip(lengths)
    if (!reader.sound()) return false
    if (fits(term))
      found({
        term,
        positionsAt: at,
        positionsLength,
        sum,
        postings,
        bytes,
        countsAt,
        lengthsAt,
        end: lengthsAt + lengths,
      })
    at += positionsLength
  }
  return reader.sound()
}

/** Reads the postings of a term into these arrays, from their beginning; they have room for all of them. */
export const readPostings = (
  { bytes, countsAt, lengthsAt, end, postings }: TermEntry,
  jobs: Uint32Array,
  counts: Uint32Array,
  lengths: Uint32Array,
): void => {
  const reader = createReader(bytes, countsAt, lengthsAt)
  const sizes = createReader(bytes, lengthsAt, end)
  let job = 0
  for (let index = 0; index < postings; index++) {
    const head = reader.number()
    job += head >>> 1
    jobs[index] = job
    counts[index] = (head & 1) === 1 ? 1 : reader.number()
    lengths[index] = sizes.number()
  }
}

/** Adds to `into` how often the term stands in each job. 250,000 postings take 1.5 ms, so a query of two letters is still answered at once. */
export const addCounts = ({ bytes, countsAt, lengthsAt }: TermEntry, into: Uint32Array): void => {
  let job = 0
  let at = countsAt
  while (at < lengthsAt) {
    let byte = bytes[at++] ?? 0
    let head = byte & 0x7f
    for (let shift = 7; byte >= 0x80 && at < lengthsAt; shift += 7) {
      byte = bytes[at++] ?? 0
      head |= (byte & 0x7f) << shift
    }
    let count = 1
    if ((head & 1) === 0) {
      byte = bytes[at++] ?? 0
      count = byte & 0x7f
      for (let shift = 7; byte >= 0x80 && at < lengthsAt; shift += 7) {
        byte = bytes[at++] ?? 0
        count |= (byte & 0x7f) << shift
      }
    }
    job += head >>> 1
    if (job < into.length) into[job] = (into[job] ?? 0) + count
  }
}
