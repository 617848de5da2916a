// Asks an index: in which of its jobs a query's clauses stand and how often. Bytes come through `read`, a few small ranges for a
// query; nothing is kept in memory but the keys.

import { checksum } from './bytes'
import type { Clause, Query } from './query'
import {
  addCounts,
  blocksOf,
  commonFrom,
  headerBytes,
  type Header,
  type IndexedJob,
  isSound,
  type Keys,
  nameMark,
  pairOf,
  readHeader,
  readJobs,
  readKeys,
  readPostings,
  scanBlock,
  type TermEntry,
} from './segment'

/** Answers with fewer bytes where the file ends. Rejects when the disk does. */
export type ReadAt = (from: number, length: number) => Promise<Uint8Array>

export type Segment = {
  readonly header: Header
  readonly jobs: readonly IndexedJob[]
  readonly keys: Keys
  readonly read: ReadAt
  /** Terms whose positions were found sound, by where these begin. */
  readonly checked: Set<number>
  /** Made with the first phrase. */
  rows: Rows | null
}

/** Null when it is none, damaged, or of another version. */
export const openSegment = async (read: ReadAt): Promise<Segment | null> => {
  const header = readHeader(await read(0, headerBytes))
  if (header === null) return null
  const [jobBytes, keyBytes] = await Promise.all([
    read(header.ranges.jobs.from, header.ranges.jobs.length),
    read(header.ranges.keys.from, header.ranges.keys.length),
  ])
  if (!isSound(header, 'jobs', jobBytes) || !isSound(header, 'keys', keyBytes)) return null
  const jobs = readJobs(jobBytes)
  const keys = readKeys(keyBytes)
  return jobs === null || keys === null ? null : { header, jobs, keys, read, checked: new Set(), rows: null }
}

/** A term, or every term with this beginning. */
type Slot = { readonly term: string; readonly open: boolean }

const lookUp = async (segment: Segment, { term, open }: Slot): Promise<readonly TermEntry[] | null> => {
  const { keys, header, read } = segment
  const [from, to] = blocksOf(keys, term, open)
  const begin = keys.termsAt[from] ?? 0
  const bytes =
    to <= from ? new Uint8Array() : await read(header.ranges.terms.from + begin, (keys.termsAt[to] ?? 0) - begin)
  const found: TermEntry[] = []
  for (let block = from; block < to; block++) {
    const sound = scanBlock(
      bytes.subarray((keys.termsAt[block] ?? 0) - begin, (keys.termsAt[block + 1] ?? 0) - begin),
      keys.positionsAt[block] ?? 0,
      (each) => (open ? each.startsWith(term) : each === term),
      (entry) => found.push(entry),
    )
    if (!sound) return null
  }
  return found
}

/** The places of a slot in each job: `head[job]` to `head[job + 1]` are its lists among `from` and `to`, ends within `bytes`. */
type Lists = {
  readonly bytes: Uint8Array
  readonly head: Uint32Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly counts: Uint32Array
}

const readLists = async (segment: Segment, entries: readonly TermEntry[]): Promise<Lists | null> => {
  const many = segment.jobs.length
  const begin = entries[0]?.positionsAt ?? 0
  const last = entries.at(-1)
  const length = last === undefined ? 0 : last.positionsAt + last.positionsLength - begin
  const bytes = await segment.read(segment.header.ranges.positions.from + begin, length)
  if (bytes.length !== length) return null
  const total = entries.reduce((sum, { postings }) => sum + postings, 0)
  const jobs = new Uint32Array(total)
  const times = new Uint32Array(total)
  const lengths = new Uint32Array(total)
  let read = 0
  for (const entry of entries) {
    const at = entry.positionsAt - begin
    if (!segment.checked.has(entry.positionsAt)) {
      if (entry.postings > many || checksum(bytes, at, at + entry.positionsLength) !== entry.sum) return null
      segment.checked.add(entry.positionsAt)
    }
    readPostings(entry, jobs.subarray(read), times.subarray(read), lengths.subarray(read))
    read += entry.postings
  }
  const head = new Uint32Array(many + 1)
  const counts = new Uint32Array(many)
  for (let index = 0; index < total; index++) {
    const job = jobs[index] ?? 0
    if (job >= many) return null
    head[job + 1] = (head[job + 1] ?? 0) + 1
    counts[job] = (counts[job] ?? 0) + (times[index] ?? 0)
  }
  for (let job = 0; job < many; job++) head[job + 1] = (head[job + 1] ?? 0) + (head[job] ?? 0)
  const next = head.slice(0, many)
  const from = new Uint32Array(total)
  const to = new Uint32Array(total)
  let at = 0
  for (let index = 0; index < total; index++) {
    const job = jobs[index] ?? 0
    const slot = next[job] ?? 0
    next[job] = slot + 1
    from[slot] = at
    at += lengths[index] ?? 0
    to[slot] = at
  }
  return { bytes, head, from, to, counts }
}

/** Reads all positions of a job into `into` (made larger where needed by the caller); answers how many. */
const positionsOf = ({ bytes, head, from, to }: Lists, job: number, into: Uint32Array): number => {
  let many = 0
  for (let list = head[job] ?? 0; list < (head[job + 1] ?? 0); list++) {
    let at = from[list] ?? 0
    const end = to[list] ?? 0
    let position = 0
    while (at < end && many < into.length) {
      let byte = bytes[at++] ?? 0
      let gap = byte & 0x7f
      let shift = 7
      while (byte >= 0x80 && at < end) {
        byte = bytes[at++] ?? 0
        gap |= (byte & 0x7f) << shift
        shift += 7
      }
      position += gap
      into[many++] = position
    }
  }
  return many
}

/** A single list of the job, in ascending order? */
const isOneList = ({ head }: Lists, job: number): boolean => (head[job + 1] ?? 0) - (head[job] ?? 0) === 1

/** Keeps of the ascending `starts` those with a position of the one list `ahead` of them; answers how many. */
const keepMet = (
  { bytes, head, from, to }: Lists,
  job: number,
  starts: Uint32Array,
  many: number,
  ahead: number,
): number => {
  let at = from[head[job] ?? 0] ?? 0
  const end = to[head[job] ?? 0] ?? 0
  let position = 0
  let kept = 0
  let index = 0
  let wanted = (starts[0] ?? 0) + ahead
  while (at < end) {
    let byte = bytes[at++] ?? 0
    let gap = byte & 0x7f
    for (let shift = 7; byte >= 0x80 && at < end; shift += 7) {
      byte = bytes[at++] ?? 0
      gap |= (byte & 0x7f) << shift
    }
    position += gap
    while (wanted < position) {
      if (++index >= many) return kept
      wanted = (starts[index] ?? 0) + ahead
    }
    if (wanted === position) starts[kept++] = position - ahead
  }
  return kept
}

type Rows = {
  /** Where the row of slots begins in the job, unordered; valid until the next call. */
  readonly find: (slots: readonly Lists[], job: number) => Uint32Array
}

/** Works out where clauses of several terms stand; keeps its buffers from job to job and from query to query. */
const createRows = (positions: number): Rows => {
  const marks = new Uint32Array(positions + 1)
  const list = new Uint32Array(positions + 1)
  const starts = new Uint32Array(positions + 1)
  let mark = 0
  return {
    find: (slots, job) => {
      let rarest = 0
      for (let slot = 1; slot < slots.length; slot++)
        if ((slots[slot]?.counts[job] ?? 0) < (slots[rarest]?.counts[job] ?? 0)) rarest = slot
      const first = slots[rarest]
      let many = first === undefined ? 0 : positionsOf(first, job, starts)
      const sorted = first !== undefined && isOneList(first, job)
      for (let slot = 0; slot < slots.length && many > 0; slot++) {
        const lists = slots[slot]
        if (slot === rarest || lists === undefined) continue
        if (sorted && isOneList(lists, job)) {
          many = keepMet(lists, job, starts, many, slot - rarest)
          continue
        }
        const there = positionsOf(lists, job, list)
        mark++
        for (let index = 0; index < there; index++) marks[list[index] ?? 0] = mark
        let kept = 0
        for (let index = 0; index < many; index++) {
          const start = starts[index] ?? 0
          if (marks[start + slot - rarest] === mark) starts[kept++] = start
        }
        many = kept
      }
      for (let index = 0; index < many; index++) starts[index] = (starts[index] ?? 0) - rarest
      return starts.subarray(0, many)
    },
  }
}

const slotsOf = ({ terms, open }: Clause, mark: string): readonly Slot[] =>
  terms.map((term, index) => ({ term: mark + term, open: open && index === terms.length - 1 }))

type Asked = { readonly segment: Segment; readonly lookUp: (slot: Slot) => Promise<readonly TermEntry[] | null> }

/** One look for each slot, however many clauses share it. */
const asked = (segment: Segment): Asked => {
  const known = new Map<string, Promise<readonly TermEntry[] | null>>()
  return {
    segment,
    lookUp: (slot) => {
      const key = `${slot.term}${slot.open ? '*' : ''}`
      const before = known.get(key) ?? lookUp(segment, slot)
      known.set(key, before)
      return before
    },
  }
}

/** The clause's lists of positions, slot by slot; 'none' when it stands nowhere, null when the index is damaged. */
const listsOf = async (
  { segment, lookUp: look }: Asked,
  slots: readonly Slot[],
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<readonly Lists[] | 'none' | null> => {
  const entries = await Promise.all(slots.map(look))
  const sound = entries.filter((each) => each !== null)
  if (sound.length < entries.length) return null
  if (sound.some((each) => each.length === 0)) return 'none'
  const bytes = sound.flat().reduce((sum, { positionsLength }) => sum + positionsLength, 0)
  if (bytes > mostBytes) return 'none'
  const lists = await Promise.all(sound.map((each) => readLists(segment, each)))
  const read = lists.filter((each) => each !== null)
  return read.length < lists.length ? null : read
}

const rowsOf = (segment: Segment): Rows => {
  segment.rows ??= createRows(segment.jobs.reduce((most, { positions }) => Math.max(most, positions), 0))
  return segment.rows
}
const isAnywhere = (job: number, slots: readonly Lists[]): boolean =>
  slots.every(({ counts }) => (counts[job] ?? 0) > 0)

/**
 * Counts two whole terms in a row where both are common: it was counted when the job was indexed. Answers which jobs are done by this ('all'
 * where none is left), null when the index is damaged.
 */
const countPairs = async (
  { segment, lookUp: look }: Asked,
  slots: readonly Slot[],
  counts: Uint32Array,
  wanted: (job: number) => boolean,
): Promise<Uint8Array | 'all' | null> => {
  const { jobs } = segment
  const done = new Uint8Array(jobs.length)
  const [first, second] = slots
  if (
    slots.length !== 2 ||
    first === undefined ||
    second === undefined ||
    second.open ||
    first.term.startsWith(nameMark)
  )
    return done
  const entries = await Promise.all(
    [first, second, { term: pairOf(first.term, second.term), open: false }].map((slot) => look(slot)),
  )
  const [of, then, pairs] = entries.map((found) => {
    if (found === null) return null
    const many = new Uint32Array(jobs.length)
    for (const entry of found) addCounts(entry, many)
    return many
  })
  if (!of || !then || !pairs) return null
  let left = 0
  for (const [job, { positions }] of jobs.entries()) {
    const least = commonFrom(positions)
    const [a, b] = [of[job] ?? 0, then[job] ?? 0]
    if (!wanted(job) || a === 0 || b === 0) done[job] = 1
    else if (a >= least && b >= least) {
      counts[job] = pairs[job] ?? 0
      done[job] = 1
    } else left++
  }
  return left === 0 ? 'all' : done
}

const countClause = async (
  look: Asked,
  slots: readonly Slot[],
  wanted: (job: number) => boolean,
  mostBytes?: number,
): Promise<Uint32Array | null> => {
  const { segment } = look
  const counts = new Uint32Array(segment.jobs.length)
  const [only] = slots
  if (slots.length === 1 && only !== undefined) {
    const entries = await look.lookUp(only)
    if (entries === null) return null
    for (const entry of entries) addCounts(entry, counts)
    return counts
  }
  const paired = await countPairs(look, slots, counts, wanted)
  if (paired === null) return null
  if (paired === 'all') return counts
  const isLeft = (job: number) => wanted(job) && paired[job] !== 1
  const lists = await listsOf(look, slots, mostBytes)
  if (lists === null || lists === 'none') return lists === null ? null : counts
  const rows = rowsOf(segment)
  for (let job = 0; job < counts.length; job++)
    if (isLeft(job) && isAnywhere(job, lists)) counts[job] = rows.find(lists, job).length
  return counts
}

/** How often each clause stands in each job of the index, in the words and in the speakers' names. By ordinals of the jobs. */
export type Counts = {
  readonly text: readonly Uint32Array[]
  readonly names: readonly Uint32Array[]
  /** How often all clauses stand in a row; null where that is not asked. Only for the order of the results. */
  readonly row: Uint32Array | null
}

/** The row of common words is not worth reading more than 256 kB of positions: then the number of hits decides alone. */
const mostRowBytes = 256 * 1024

/** Null when the index is damaged. @param wanted jobs whose positions are worth reading. */
export const countIn = async (
  segment: Segment,
  query: Query,
  wanted: (job: number) => boolean = () => true,
): Promise<Counts | null> => {
  const look = asked(segment)
  const [text, names, row] = await Promise.all([
    Promise.all(query.clauses.map((clause) => countClause(look, slotsOf(clause, ''), wanted))),
    Promise.all(query.clauses.map((clause) => countClause(look, slotsOf(clause, nameMark), wanted))),
    query.row === null ? null : countClause(look, slotsOf(query.row, ''), wanted, mostRowBytes),
  ])
  const sound = { text: text.filter((each) => each !== null), names: names.filter((each) => each !== null) }
  if (sound.text.length < text.length || sound.names.length < names.length || (query.row !== null && row === null))
    return null
  return { ...sound, row }
}

/** Where a clause begins in the one job of an index, and how many terms it is. */
export type Hit = { readonly position: number; readonly terms: number; readonly clause: number }

/** All hits in the words of the index's first job, in their order; null when it is damaged. */
export const hitsIn = async (segment: Segment, query: Query): Promise<readonly Hit[] | null> => {
  const look = asked(segment)
  const rows = rowsOf(segment)
  const hits: Hit[] = []
  for (const [clause, each] of query.clauses.entries()) {
    const lists = await listsOf(look, slotsOf(each, ''))
    if (lists === null) return null
    if (lists === 'none' || !isAnywhere(0, lists)) continue
    for (const position of rows.find(lists, 0)) hits.push({ position, terms: each.terms.length, clause })
  }
  return hits.sort((a, b) => a.position - b.position || b.terms - a.terms)
}
