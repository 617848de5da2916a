// The jobs in memory, and the one way in which a change of them reaches the disk first: a queue for each job, so that no two writes
// of one ever interleave, and a memory that believes only what was written.

import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { JobId, JobSummary } from '../../core/job/job'
import { type Fail, fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { writeAtomic, writeDurable } from './atomic'
import { type Disk, diskFailure } from './disk'
import { type Entry, newEntry, summary } from './entry'
import { addingFolder, files, jobFolder, jobsFolder, originalNames } from './folder'
import { type JobRecord, schemaVersion, thisVersion, writeRecord } from './record'
import { keepEarlier } from './schemas'

export type Done = Result<null, FailureCode>

export type RecordsDeps = {
  readonly dir: string
  readonly disk: Disk
  readonly now: () => number
  readonly newId: () => string
  readonly changed: (jobs: readonly JobSummary[]) => void
}

export type Records = {
  readonly entries: Map<JobId, Entry>
  /** Why nothing may be written; null when it may. */
  readonly readOnly: string | null
  /** Believes this from now on, and tells what is shown otherwise. */
  readonly put: (entry: Entry) => void
  /** One after the other for each job. */
  readonly queued: <T>(id: JobId, work: () => Promise<T>) => Promise<T>
  /** The same for a job that is here and may be written. */
  readonly guarded: <T>(
    id: JobId,
    work: (entry: Entry) => Promise<Result<T, FailureCode>>,
  ) => Promise<Result<T, FailureCode>>
  /** Writes job.json, and only then believes it. */
  readonly save: (entry: Entry, record: JobRecord, doing: string) => Promise<Done>
  /** Puts a whole new job folder in place with one rename. */
  readonly place: (record: JobRecord, contents: Readonly<Record<string, Uint8Array>>) => Promise<Done>
  /** Moves a job's folder to this path with one rename; the job is no longer here. Tells nobody. */
  readonly moveOut: (id: JobId, to: string, doing: string) => Promise<Done>
  readonly settle: () => Promise<void>
}

export const notHere: Fail<'not-found'> = fail('not-found', 'This job is not in the library any more.')

export const createRecords = (deps: RecordsDeps, entries: Map<JobId, Entry>, readOnly: string | null): Records => {
  const { dir, disk, now, newId, changed } = deps
  const queues = new Map<JobId, Promise<unknown>>()

  const put = (entry: Entry): void => {
    const before = entries.get(entry.record.id)
    entries.set(entry.record.id, entry)
    const after = summary(entry)
    if (before === undefined || !isDeepStrictEqual(summary(before), after)) changed([after])
  }

  const queued = <T>(id: JobId, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work)
    queues.set(id, turn)
    const leave = () => {
      if (queues.get(id) === turn) queues.delete(id)
    }
    turn.then(leave, leave)
    return turn
  }

  return {
    entries,
    readOnly,
    put,
    queued,
    guarded: (id, work) =>
      queued(id, async () => {
        const entry = entries.get(id)
        if (entry === undefined) return notHere
        const closed = readOnly ?? entry.readOnly
        return closed === null ? work(entry) : fail('read-only', closed)
      }),
    save: async (entry, record, doing) => {
      try {
        const folder = jobFolder(dir, record.id)
        if (record.schema < schemaVersion) await keepEarlier(disk, folder, record.schema, newId)
        await writeAtomic(disk, join(folder, files.record), writeRecord(record), newId())
      } catch (error) {
        return diskFailure(error, doing)
      }
      put({ ...entry, record: thisVersion(record), savedAt: now() })
      return ok(null)
    },
    place: async (record, contents) => {
      const making = addingFolder(dir, newId())
      const folder = jobFolder(dir, record.id)
      let made = making
      try {
        await disk.addFolder(making)
        for (const [name, bytes] of Object.entries(contents)) await writeDurable(disk, join(making, name), bytes)
        await writeDurable(disk, join(making, files.record), writeRecord(record))
        await disk.syncFolder(making)
        await disk.rename(making, folder)
        made = folder
        await disk.syncFolder(jobsFolder(dir))
      } catch (error) {
        await disk.remove(made).catch(() => {})
        return diskFailure(error, 'The job could not be added')
      }
      const response = originalNames.some((name) => name in contents)
      put({ ...newEntry(record, now()), response, snapshot: files.snapshot in contents })
      return ok(null)
    },
    moveOut: async (id, to, doing) => {
      try {
        await disk.rename(jobFolder(dir, id), to)
      } catch (error) {
        return diskFailure(error, doing)
      }
      // The new place first: a power cut may bring the job back, never take it from both. Where this fails it is gone all the same until then.
      await disk
        .syncFolder(dirname(to))
        .then(() => disk.syncFolder(jobsFolder(dir)))
        .catch(() => {})
      entries.delete(id)
      return ok(null)
    },
    settle: async () => {
      while (queues.size > 0) await Promise.allSettled(queues.values())
    },
  }
}
