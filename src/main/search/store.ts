// The index of a library: which jobs are in it and as of which state of their files, the making of what is missing in the background, and
// the answers. Jobs are first indexed each for itself (search.bin beside the snapshot) and then brought together in the library's one
// file; those that changed since are asked one by one, and brought in when they have become many.

import { dirname } from 'node:path'
import type { JobId } from '../../core/job/job'
import { rememberTerms, termsOf } from '../../core/search/fold'
import { countIn, type Segment } from '../../core/search/match'
import type { Input, Write } from '../../core/search/merge'
import { parseQuery, placesIn } from '../../core/search/query'
import { sameStamp, type Stamp } from '../../core/search/segment'
import { firstWordsOf, openPlaces, type Snippet, snippetsOf } from '../../core/search/snippet'
import type { Disk } from '../library/disk'
import {
  clearRest,
  libraryIndex,
  loadIndex,
  memoryIndex,
  openIndex,
  type OpenIndex,
  ownIndex,
  writeFilled,
  writeParts,
} from './files'
import { bestFirst, type FoundJob, type Scored, type SearchedJob, scoreOf } from './rank'

export type Progress = {
  /** Jobs that are not in the index yet. */
  readonly pending: number
  /** All jobs with a transcript. */
  readonly of: number
}
export type FoundJobs = { readonly jobs: readonly FoundJob[]; readonly total: number } & Progress
export type FoundHits = {
  /** First words of speakers whose names fit; only with the first hits. */
  readonly names: readonly Snippet[]
  readonly hits: readonly Snippet[]
  readonly next: number | null
  /** The job is being indexed: ask again. */
  readonly pending: boolean
}

/** What is heavy, so that it can be done elsewhere than where the answers are given. */
export type Work = {
  readonly stamp: (id: JobId) => Promise<Stamp>
  /** The index of the job as it is now; null when there is no transcript that could be read. */
  readonly index: (id: JobId) => Promise<{ readonly parts: readonly Uint8Array[]; readonly stamp: Stamp } | null>
  /** See core/search/merge.ts. */
  readonly merge: (inputs: readonly Input[], write: Write) => Promise<{ readonly damaged: number } | null>
}

export type StoreDeps = {
  readonly dir: string
  readonly disk: Disk
  readonly newId: () => string
  /** False where another machine writes the library: then what is indexed stays in memory. */
  readonly writable: boolean
  readonly work: Work
  readonly wait: (ms: number) => Promise<void>
  /** Called whenever something else would be found now. */
  readonly changed: (progress: Progress) => void
  /** Before a job's document is read, and after: where the process dies in between, it was the job. */
  readonly doing: (id: JobId | null) => void
  readonly log: (line: string) => void
  /** See mostOwn and fewOwn. */
  readonly own?: { readonly most: number; readonly few: number }
}

/** Where a job's words are looked up. */
type Held =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'library'; readonly stamp: Stamp }
  | {
      readonly kind: 'own'
      readonly stamp: Stamp
      readonly segment: Segment
      /** Not on the disk yet. */ readonly parts: readonly Uint8Array[] | null
    }

type Entry = {
  job: SearchedJob
  said: readonly (readonly string[])[]
  held: Held
  /** Its files are to be looked at: something may have changed. */
  look: boolean
  /** Its own file was damaged: what the library's file has of it is not enough. */
  broken: boolean
  /** Its index could not be made from these files; tried again when they change. */
  failed: Stamp | null
}

/** More indexes of single jobs than this are brought together: each costs a query 0.1 ms and 0.4 MB. */
const mostOwn = 48
/** So few are left as they are: it is not worth writing the library's file for them. */
const fewOwn = 8
/** While somebody types, the job is indexed again no more often than this. */
const quietMs = 700
/** And written when it has been quiet for so long. */
const writeMs = 5000
/** In a library that may not be written, so many bytes of indexes are kept in memory. */
const mostMemory = 64 * 1024 * 1024

const nowhere: Held = { kind: 'nowhere' }

export const createStore = (deps: StoreDeps) => {
  const { dir, disk, newId, work, wait, log } = deps
  const { most, few } = deps.own ?? { most: mostOwn, few: fewOwn }
  const entries = new Map<JobId, Entry>()
  let library: (OpenIndex & { readonly ordinals: ReadonlyMap<JobId, number> }) | null = null
  let isOpen = false
  const state: { closed: boolean; running: Promise<void> | null; waiting: boolean; writing: boolean } = {
    closed: false,
    running: null,
    /** The next look at what changed is due. */
    waiting: false,
    /** The next writing of what is only in memory is due. */
    writing: false,
  }
  let memory = 0
  let unwritten = 0

  const isIn = ({ held, job, failed }: Entry): boolean => !job.openable || held.kind !== 'nowhere' || failed !== null
  const progress = (): Progress => {
    let pending = 0
    let of = 0
    for (const entry of entries.values()) {
      if (!entry.job.openable) continue
      of++
      if (!isIn(entry)) pending++
    }
    return { pending, of }
  }
  const tell = () => {
    if (!state.closed) deps.changed(progress())
  }

  const letGo = async () => {
    const before = library
    library = null
    await before?.close()
  }
  const openLibraryIndex = async () => {
    const index = await openIndex(disk, libraryIndex(dir))
    if (index === null) return
    library = { ...index, ordinals: new Map(index.segment.jobs.map(({ id }, ordinal) => [id, ordinal])) }
  }

  const inLibrary = (id: JobId, stamp: Stamp): boolean => {
    const ordinal = library?.ordinals.get(id)
    const job = ordinal === undefined ? undefined : library?.segment.jobs[ordinal]
    return job !== undefined && sameStamp(job.stamp, stamp)
  }

  /** Takes the index that lies beside the job, where it is of this state of its files. */
  const takeOwn = async (entry: Entry, stamp: Stamp): Promise<boolean> => {
    const { id } = entry.job
    const segment = await loadIndex(disk, ownIndex(dir, id))
    const [job] = segment?.jobs ?? []
    if (segment === null || job === undefined || job.id !== id || !sameStamp(job.stamp, stamp)) return false
    entry.held = { kind: 'own', stamp, segment, parts: null }
    return true
  }

  /** Looks at the job's files, and takes or makes the index that belongs to them. */
  const bringUp = async (entry: Entry): Promise<void> => {
    const { id } = entry.job
    entry.look = false
    const stamp = await work.stamp(id)
    const { held } = entry
    if (held.kind !== 'nowhere' && sameStamp(held.stamp, stamp)) return
    if (entry.failed !== null && sameStamp(entry.failed, stamp)) return
    entry.failed = null
    if (inLibrary(id, stamp) && !entry.broken) {
      entry.held = { kind: 'library', stamp }
      return
    }
    entry.broken = false
    if (await takeOwn(entry, stamp)) return
    deps.doing(id)
    const made = await work.index(id).catch((error: unknown) => {
      log(`${id} could not be indexed: ${error instanceof Error ? error.message : String(error)}`)
      return null
    })
    deps.doing(null)
    const segment = made === null ? null : await memoryIndex(made.parts)
    if (made === null || segment === null) {
      entry.failed = stamp
      entry.held = nowhere
      return
    }
    const size = made.parts.reduce((sum, { length }) => sum + length, 0)
    if (!deps.writable && memory + size > mostMemory) {
      entry.failed = stamp
      return
    }
    memory += size
    if (held.kind === 'own' && held.parts !== null) unwritten--
    entry.held = { kind: 'own', stamp: made.stamp, segment, parts: made.parts }
    unwritten++
  }

  /** Brings what is only in memory to the disk. */
  const write = async (entry: Entry): Promise<void> => {
    const { held, job } = entry
    if (held.kind !== 'own' || held.parts === null || !deps.writable) return
    const path = ownIndex(dir, job.id)
    const isWritten = await writeParts(disk, path, newId(), held.parts)
    if (!isWritten || entry.held !== held) return
    const segment = await loadIndex(disk, path)
    if (segment === null || entry.held !== held) return
    entry.held = { ...held, segment, parts: null }
    memory -= held.parts.reduce((sum, { length }) => sum + length, 0)
    unwritten--
  }
  const writeAll = async () => {
    for (const entry of entries.values()) await write(entry)
  }

  /** Brings the single indexes into the library's file. */
  const gather = async (): Promise<void> => {
    const own = [...entries.values()].flatMap((entry) =>
      entry.held.kind === 'own' && entry.held.parts === null ? [{ entry, held: entry.held }] : [],
    )
    if (own.length === 0 || !deps.writable) return
    const before = library
    const stays = (id: JobId): boolean => entries.get(id)?.held.kind === 'library'
    const inputs: Input[] = own.map(({ held }) => ({ segment: held.segment, keeps: () => true }))
    if (before !== null) inputs.unshift({ segment: before.segment, keeps: ({ id }) => stays(id) })
    const path = libraryIndex(dir)
    await disk.addFolder(dirname(path)).catch(() => {})
    let damaged: number | null = null
    const isWritten = await writeFilled(
      disk,
      path,
      newId(),
      async (write) => {
        const merged = await work.merge(inputs, async (part, at) => {
          if (state.closed) throw new Error('The search is being ended.')
          await write(part, at)
        })
        damaged = merged?.damaged ?? null
        return merged === null
      },
      letGo,
    )
    if (state.closed) return
    if (damaged !== null) {
      const broken = before === null ? own[damaged] : damaged === 0 ? null : own[damaged - 1]
      if (broken === null) await dropLibrary()
      else if (broken !== undefined) await drop(broken.entry)
      return
    }
    if (library === null) await openLibraryIndex()
    if (!isWritten) {
      log('The index of the library could not be written; it is tried again later.')
      if (library === null) await dropLibrary()
      return
    }
    for (const { entry, held } of own)
      if (entry.held === held && inLibrary(entry.job.id, held.stamp))
        entry.held = { kind: 'library', stamp: held.stamp }
    for (const entry of entries.values())
      if (entry.held.kind === 'library' && !inLibrary(entry.job.id, entry.held.stamp)) forget(entry)
  }

  const forget = (entry: Entry) => {
    if (entry.held.kind === 'own' && entry.held.parts !== null) unwritten--
    entry.held = nowhere
    entry.look = true
  }
  /** Damaged: made again, and nobody need know. */
  const drop = async (entry: Entry) => {
    forget(entry)
    entry.broken = true
    if (deps.writable) await disk.remove(ownIndex(dir, entry.job.id)).catch(() => {})
  }
  const dropLibrary = async () => {
    await letGo()
    if (deps.writable) await disk.remove(libraryIndex(dir)).catch(() => {})
    for (const entry of entries.values()) if (entry.held.kind === 'library') forget(entry)
  }

  const ownCount = (): number => {
    let count = 0
    for (const { held } of entries.values()) if (held.kind === 'own') count++
    return count
  }

  const run = async (): Promise<void> => {
    let gathered = false
    while (!state.closed) {
      // Newest first: what was just added or edited is looked for first.
      let next: Entry | null = null
      for (const entry of entries.values())
        if (entry.look && entry.job.openable && (next === null || entry.job.addedAt > next.job.addedAt)) next = entry
      if (next !== null) {
        const before = next.held
        await bringUp(next)
        if (next.held !== before) {
          gathered = false
          tell()
        }
        // One job is written when it is quiet, so that typing is not followed by a megabyte each second; many are written at once.
        if (unwritten > 1) await writeAll()
        if (ownCount() >= most) {
          await writeAll()
          await gather()
        }
        continue
      }
      if (!gathered && ownCount() > few) {
        gathered = true
        await writeAll()
        await gather()
        tell()
        continue
      }
      if (unwritten > 0 && deps.writable && !state.writing) {
        state.writing = true
        void wait(writeMs).then(async () => {
          state.writing = false
          if (!state.closed && state.running === null) await writeAll()
        })
      }
      return
    }
  }
  const go = () => {
    if (!isOpen || state.closed || state.running !== null) return
    state.running = run()
      .catch((error: unknown) =>
        log(`The index stands still: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
      )
      .finally(() => {
        state.running = null
        if ([...entries.values()].some(({ look, job }) => look && job.openable)) later()
      })
  }
  const later = () => {
    if (state.waiting || state.closed) return
    state.waiting = true
    void wait(quietMs).then(() => {
      state.waiting = false
      go()
    })
  }

  const terms = rememberTerms(5000)
  const saidOf = ({ title, tags }: SearchedJob) => [title, ...tags].map(terms)

  return {
    /** Opens the library's file and looks at every job's files; what is missing is made from then on. */
    open: async (jobs: readonly SearchedJob[]): Promise<void> => {
      for (const job of jobs)
        entries.set(job.id, { job, said: saidOf(job), held: nowhere, look: true, broken: false, failed: null })
      if (deps.writable) await clearRest(disk, dir)
      await openLibraryIndex()
      const all = [...entries.values()].filter(({ job }) => job.openable)
      // The few that are not in the library's file yet are there with the first question too.
      let room = most
      const lanes = Array.from({ length: 16 }, async (_, lane) => {
        for (let at = lane; at < all.length; at += 16) {
          const entry = all[at]
          if (entry === undefined) continue
          const stamp = await work.stamp(entry.job.id)
          if (inLibrary(entry.job.id, stamp)) entry.held = { kind: 'library', stamp }
          else if (room-- <= 0 || !(await takeOwn(entry, stamp))) continue
          entry.look = false
        }
      })
      await Promise.all(lanes)
      isOpen = true
      tell()
      go()
    },
    /** Jobs that are new or are otherwise now; their files are looked at once it is quiet. */
    put: (jobs: readonly SearchedJob[]): void => {
      for (const job of jobs) {
        const before = entries.get(job.id)
        if (before === undefined)
          entries.set(job.id, { job, said: saidOf(job), held: nowhere, look: true, broken: false, failed: null })
        else {
          before.job = job
          before.said = saidOf(job)
          before.look = true
        }
      }
      if (isOpen) later()
    },
    gone: (id: JobId): void => {
      const entry = entries.get(id)
      if (entry === undefined) return
      forget(entry)
      entries.delete(id)
      tell()
    },
    search: async (text: string, limit: number, trashed: boolean): Promise<FoundJobs> => {
      const query = parseQuery(text)
      const found: Scored[] = []
      if (query.clauses.length > 0) {
        const shown = (entry: Entry) => entry.job.openable && entry.job.trashed === trashed
        const own = [...entries.values()].filter((entry) => entry.held.kind === 'own' && shown(entry))
        const take = (entry: Entry, counts: Parameters<typeof scoreOf>[3], ordinal: number) => {
          const scored = scoreOf(query, entry.job, entry.said, counts, ordinal)
          if (scored !== null) found.push(scored)
        }
        if (library !== null) {
          const { segment } = library
          const asked = segment.jobs.map(({ id }) => {
            const entry = entries.get(id)
            return entry?.held.kind === 'library' && shown(entry) ? entry : null
          })
          const counts = await countIn(segment, query, (job) => asked[job] !== null).catch(() => null)
          if (counts === null && library?.segment === segment) {
            await dropLibrary()
            later()
          }
          if (counts !== null)
            for (const [ordinal, entry] of asked.entries()) if (entry !== null) take(entry, counts, ordinal)
        }
        for (const entry of own) {
          if (entry.held.kind !== 'own') continue
          const counts = await countIn(entry.held.segment, query).catch(() => null)
          if (counts !== null) take(entry, counts, 0)
          else {
            await drop(entry)
            later()
          }
        }
      }
      found.sort(bestFirst)
      const jobs = found.slice(0, limit).map(({ jobId, hits, names }) => ({ jobId, hits, names }))
      return { jobs, total: found.length, ...progress() }
    },
    hits: async (id: JobId, text: string, from: number, most: number): Promise<FoundHits> => {
      const entry = entries.get(id)
      const query = parseQuery(text)
      const none = { names: [], hits: [], next: null }
      if (entry === undefined || query.clauses.length === 0) return { ...none, pending: false }
      const { held } = entry
      const again = async (): Promise<FoundHits> => {
        if (entry.held === held) await drop(entry)
        later()
        return { ...none, pending: true }
      }
      if (held.kind === 'nowhere') return { ...none, pending: entry.look }
      const index =
        held.kind === 'own'
          ? { segment: held.segment, close: async () => {} }
          : await openIndex(disk, ownIndex(dir, id))
      if (index === null) return again()
      try {
        const { segment } = index
        const [job] = segment.jobs
        if (job === undefined || job.id !== id || !sameStamp(job.stamp, held.stamp)) return await again()
        const places = await openPlaces(segment)
        const found = places === null ? null : await snippetsOf(segment, places, query, from, most)
        const names =
          places === null || from > 0
            ? []
            : await firstWordsOf(segment, places, (name) =>
                query.clauses.some((clause) => placesIn(clause, termsOf(name)).length > 0),
              )
        return found === null || names === null ? await again() : { ...found, names, pending: false }
      } catch {
        return await again()
      } finally {
        await index.close()
      }
    },
    progress,
    /** Resolves when nothing is left to do. */
    settle: async (): Promise<void> => {
      while (state.running !== null || state.waiting) await (state.running ?? wait(1))
    },
    /** Writes what is only in memory and lets go of all files. */
    close: async (): Promise<void> => {
      state.closed = true
      await state.running
      await writeAll()
      await letGo()
    },
  }
}
export type Store = ReturnType<typeof createStore>
