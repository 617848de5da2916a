// The library: every job with its answer, edits and links, one writer. A job's writes stand in one queue, so no two ever
// interleave. Raw bytes first: Pictory's answer is on disk before anything reads it, and is never written again.
// A failed write leaves the disk and the memory as they were and says why.

import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from '../../core/job/answer'
import type { JobId, JobSummary, WaitReason } from '../../core/job/job'
import type { ReadJob } from '../../core/pictory/response'
import { type Fail, fail, ok, type Result } from '../../core/result'
import type { StepGroup } from '../../core/transcript/step'
import type { Calls, FailureCode } from '../../ipc/contract'
import type { Pollable } from '../pictory/types'
import { writeAtomic, writeDurable } from './atomic'
import { type Disk, diskFailure, errorCode } from './disk'
import { type Entry, holdsTranscript, newEntry, newerSentence, type Reader, readBytes, withResponse } from './entry'
import { addingFolder, files, forgottenFolder, idOfBytes, jobFolder, jobsFolder, moveAside, sha256 } from './folder'
import { openJournal } from './journal'
import { loadAll } from './load'
import { readContents } from './opened'
import { type JobRecord, type Media, newRecord, summaryOf, writeRecord } from './record'
import { writeSnapshot } from './snapshot'
import { titleOfFile } from '../../core/job/title'

export type LibraryDeps = {
  readonly dir: string
  readonly disk: Disk
  /** Wall-clock ms. */
  readonly now: () => number
  /** A new UUID each time. */
  readonly newId: () => string
  readonly read: Reader
  /** Why nothing may be written in this library (another machine writes it); null when it may. */
  readonly readOnly: string | null
  readonly changed: (jobs: readonly JobSummary[]) => void
  readonly forgotten: (id: JobId) => void
  readonly log: (line: string) => void
  /** See OpenDeps; 512 kB unless told: 1,200 small changes, which the window replays in 30 ms at 104,000 words. */
  readonly tailBytes?: number
}

export type Added = { readonly kind: 'added' | 'known'; readonly jobId: JobId; readonly notes: number }
type Done = Result<null, FailureCode>

export type Library = {
  /** Why nothing can be saved; null when it can. */
  readonly readOnly: string | null
  /** Newest first. */
  readonly list: () => readonly JobSummary[]
  readonly waiting: () => readonly Pollable[]
  /** Adds ids to ask Pictory about; an id that is here already is 'known'. */
  readonly addIds: (
    ids: readonly JobId[],
  ) => Promise<readonly { readonly id: JobId; readonly result: Result<Added, FailureCode> }[]>
  /**
   * Adds a response that somebody saved: at once and whole, or not at all. The same bytes again are 'known'. A file of the same job with
   * other bytes becomes a job of its own, so that neither the cached answer nor the file is lost.
   */
  readonly addFile: (file: {
    readonly name: string
    readonly bytes: Uint8Array
    readonly response: ReadJob
    readonly origin: 'file' | 'sample'
    readonly media: Media | null
    readonly title: string | null
  }) => Promise<Result<Added, FailureCode>>
  /** What an answer of Pictory made of a waiting job. */
  readonly report: (id: JobId, outcome: Outcome) => Promise<Done>
  readonly open: (id: JobId) => Promise<Result<Calls['openJob']['value'], FailureCode>>
  /** Answers after fsync with the number of groups of the job; 0.4 ms, p95 0.6 ms, at 104,000 words. */
  readonly append: (id: JobId, groups: readonly StepGroup[]) => Promise<Result<{ groups: number }, FailureCode>>
  readonly rename: (id: JobId, title: string) => Promise<Done>
  readonly forget: (id: JobId) => Promise<Done>
  readonly linkMedia: (id: JobId, media: Media) => Promise<Done>
  readonly media: (id: JobId) => Result<Media | null, 'not-found'>
  readonly exported: (id: JobId, format: string, path: string) => Promise<Done>
  readonly lastExport: (id: JobId) => Result<string | null, 'not-found'>
  readonly title: (id: JobId) => string | null
  /** Resolves when every write that was asked for has been answered. */
  readonly settle: () => Promise<void>
}

const notHere: Fail<'not-found'> = fail('not-found', 'This job is not in the library any more.')

/** A waiting job that is asked every 15 s changes each time. Its file is written when the trouble changes, else once a minute. */
const waitingSaveMs = 60_000

/** Reads the folder and answers when every job in it is known. Never rejects for what is on the disk; see `readOnly`. */
export const openLibrary = async (deps: LibraryDeps): Promise<Library> => {
  const { dir, disk, now, newId, read, changed, log } = deps
  const entries = new Map<JobId, Entry>()
  const queues = new Map<JobId, Promise<unknown>>()
  const readOnly = await loadAll({ disk, library: dir, read, now, newId, log, readOnly: deps.readOnly }, entries)

  const put = (entry: Entry): void => {
    const before = entries.get(entry.record.id)
    entries.set(entry.record.id, entry)
    const after = summary(entry)
    if (before === undefined || !isDeepStrictEqual(summary(before), after)) changed([after])
  }

  /** One after the other for each job. */
  const queued = <T>(id: JobId, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work)
    queues.set(id, turn)
    const leave = () => {
      if (queues.get(id) === turn) queues.delete(id)
    }
    turn.then(leave, leave)
    return turn
  }

  const guarded = <T>(
    id: JobId,
    work: (entry: Entry) => Promise<Result<T, FailureCode>>,
  ): Promise<Result<T, FailureCode>> =>
    queued(id, async () => {
      const entry = entries.get(id)
      if (entry === undefined) return notHere
      const closed = readOnly ?? entry.readOnly
      return closed === null ? work(entry) : fail('read-only', closed)
    })

  /** Writes job.json, and only then believes it. */
  const save = async (entry: Entry, record: JobRecord, doing: string): Promise<Done> => {
    try {
      await writeAtomic(disk, join(jobFolder(dir, record.id), files.record), writeRecord(record), newId())
    } catch (error) {
      return diskFailure(error, doing)
    }
    put({ ...entry, record, savedAt: now() })
    return ok(null)
  }

  /** Puts a whole new job folder in place with one rename. */
  const place = async (record: JobRecord, contents: Readonly<Record<string, Uint8Array>>): Promise<Done> => {
    const making = addingFolder(dir, newId())
    try {
      await disk.makeFolder(making)
      for (const [name, bytes] of Object.entries(contents)) await writeDurable(disk, join(making, name), bytes)
      await writeDurable(disk, join(making, files.record), writeRecord(record))
      await disk.syncFolder(making)
      await disk.rename(making, jobFolder(dir, record.id))
      await disk.syncFolder(jobsFolder(dir))
    } catch (error) {
      await disk.remove(making).catch(() => {})
      return diskFailure(error, 'The job could not be added')
    }
    const response = files.response in contents
    put({ ...newEntry(record, now()), response, snapshot: response })
    return ok(null)
  }

  /** Puts the answer's bytes on disk; an answer that is there already stays. Answers with the bytes that count from now on. */
  const keepResponse = async (entry: Entry, bytes: Uint8Array): Promise<Uint8Array> => {
    const path = join(jobFolder(dir, entry.record.id), files.response)
    if (entry.response) {
      const there = await disk.readFile(path)
      if (sha256(there) === sha256(bytes) || readBytes(read, there).ok) return there
      await moveAside(disk, path, 'damaged')
    }
    await writeAtomic(disk, path, bytes, newId())
    return bytes
  }

  /** A job that waited for its answer gets it. */
  const complete = async (
    entry: Entry,
    answer: Uint8Array,
    change: Partial<JobRecord>,
  ): Promise<Result<Added, FailureCode>> => {
    const { id } = entry.record
    const doing = `“${entry.record.title}” is finished at Pictory, but could not be saved here`
    try {
      const bytes = await keepResponse(entry, answer)
      const kept: Entry = { ...entry, response: true }
      entries.set(id, kept)
      const response = readBytes(read, bytes)
      if (!response.ok) {
        const state = {
          kind: 'failed',
          message: `Pictory’s answer cannot be used: ${response.message}`,
          at: now(),
        } as const
        const saved = await save(
          kept,
          { ...entry.record, state, response: { sha256: sha256(bytes), bytes: bytes.length } },
          doing,
        )
        return saved.ok ? fail(response.code === 'no-words' ? 'not-a-job' : response.code, response.message) : saved
      }
      const record = { ...withResponse({ ...entry.record, ...change }, response.value, bytes, now()), damage: null }
      await writeAtomic(
        disk,
        join(jobFolder(dir, id), files.snapshot),
        snapshotOf(response.value, sha256(bytes)),
        newId(),
      )
      const saved = await save({ ...kept, snapshot: true, damage: null }, record, doing)
      return saved.ok ? ok({ kind: 'added', jobId: id, notes: record.notes.length }) : saved
    } catch (error) {
      return diskFailure(error, doing)
    }
  }

  /** The very bytes that were cached came once more: an answer that is missing or damaged is whole again. */
  const restore = async (entry: Entry, bytes: Uint8Array): Promise<void> => {
    const path = join(jobFolder(dir, entry.record.id), files.response)
    try {
      const there = await disk.readFile(path).catch(() => null)
      if (there !== null && sha256(there) === sha256(bytes)) return
      if (there !== null) await moveAside(disk, path, 'damaged')
      await writeAtomic(disk, path, bytes, newId())
      put({ ...entry, response: true, damage: null })
    } catch (error) {
      log(diskFailure(error, `${entry.record.id}: the answer could not be restored`).message)
    }
  }

  const addFile: Library['addFile'] = async ({ name, bytes, response, origin, media, title }) => {
    if (readOnly !== null) return fail('read-only', readOnly)
    const hash = sha256(bytes)
    const given = title ?? titleOfFile(name)
    const base = (id: JobId): JobRecord => ({
      ...newRecord(id, origin, now()),
      ...(given === null ? {} : { title: given, titled: true }),
      media,
    })

    const addAs = (id: JobId): Promise<Result<Added, FailureCode>> =>
      queued(id, async () => {
        const there = entries.get(id)
        if (there === undefined) {
          const record = withResponse(base(id), response, bytes, now())
          const placed = await place(record, { [files.response]: bytes, [files.snapshot]: snapshotOf(response, hash) })
          return placed.ok ? ok({ kind: 'added', jobId: id, notes: record.notes.length }) : placed
        }
        if (there.readOnly !== null) return fail('read-only', there.readOnly)
        if (holdsTranscript(there)) {
          if (there.record.response?.sha256 === hash) await restore(there, bytes)
          return ok({ kind: 'known', jobId: id, notes: there.record.notes.length })
        }
        return complete(there, bytes, there.record.titled || given === null ? {} : { title: given, titled: true })
      })

    const first = response.jobId ?? idOfBytes(hash)
    const there = entries.get(first)
    const other =
      there !== undefined &&
      holdsTranscript(there) &&
      there.record.response !== null &&
      there.record.response.sha256 !== hash
    return addAs(other ? idOfBytes(hash) : first)
  }

  return {
    readOnly,
    list: () => [...entries.values()].map(summary).sort((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1)),

    waiting: () =>
      [...entries.values()].flatMap((entry) => {
        const { id, addedAt, state } = entry.record
        const asked = state.kind === 'waiting' && entry.damage === null && entry.readOnly === null && readOnly === null
        return asked ? [{ id, addedAt, state, limitMs: null }] : []
      }),

    addIds: async (ids) => {
      const added: { id: JobId; result: Result<Added, FailureCode> }[] = []
      for (const id of ids) {
        const result = await queued<Result<Added, FailureCode>>(id, async () => {
          if (entries.has(id)) return ok({ kind: 'known', jobId: id, notes: 0 })
          if (readOnly !== null) return fail('read-only', readOnly)
          const placed = await place(newRecord(id, 'pictory', now()), {})
          return placed.ok ? ok({ kind: 'added', jobId: id, notes: 0 }) : placed
        })
        added.push({ id, result })
      }
      return added
    },

    addFile,

    report: (id, outcome) =>
      guarded(id, async (entry) => {
        const { state } = entry.record
        if (state.kind !== 'waiting') return ok(null)
        switch (outcome.kind) {
          case 'completed': {
            const added = await complete(entry, outcome.bytes, {})
            // An answer without a transcript is final and recorded as such: the asking is over.
            if (added.ok || added.code === 'not-a-job') return ok(null)
            const trouble = {
              reason: 'bad-answer',
              message: added.message,
              failures: (state.trouble?.failures ?? 0) + 1,
            } as const
            const current = entries.get(id) ?? entry
            put({ ...current, record: { ...current.record, state: { ...state, trouble, lastCheckAt: now() } } })
            return added
          }
          case 'waiting': {
            const same = reasonOf(state) === reasonOf(outcome)
            const record = { ...entry.record, state: outcome }
            if (same && now() - entry.savedAt < waitingSaveMs) {
              put({ ...entry, record })
              return ok(null)
            }
            const saved = await save(entry, record, 'The job’s state could not be saved')
            // What is known of a waiting job is learnt again by asking: a full disk must not stop it.
            if (!saved.ok) put({ ...entry, record })
            return ok(null)
          }
          case 'failed':
          case 'gone':
            return save(entry, { ...entry.record, state: outcome }, 'The job’s state could not be saved')
        }
      }),

    open: (id) =>
      queued<Result<Calls['openJob']['value'], FailureCode>>(id, async () => {
        const entry = entries.get(id)
        if (entry === undefined) return notHere
        if (!holdsTranscript(entry)) return fail('not-found', whyNothing(entry))
        const closed = readOnly ?? entry.readOnly
        const contents = await readContents(
          { disk, library: dir, read, newId, tailBytes: deps.tailBytes ?? 512 * 1024 },
          entry,
          closed === null,
        ).catch((error: unknown) => fail('unreadable', `“${entry.record.title}” cannot be read: ${errorCode(error)}.`))
        if (!contents.ok) {
          put({ ...entry, damage: contents.message, journal: null })
          return contents
        }
        const { snapshot, tail, groups, journalBytes, told, lost, damage, newer } = contents.value
        const record = lost === null ? entry.record : { ...entry.record, damage: lost }
        const opened: Entry = {
          ...entry,
          record,
          snapshot: true,
          damage,
          readOnly: newer ? newerSentence : entry.readOnly,
          journal: openJournal(disk, join(jobFolder(dir, id), files.edits), journalBytes),
          groups,
        }
        put(opened)
        if (lost !== null && closed === null) await save(opened, record, 'The job’s state could not be saved')
        for (const sentence of told) log(`${id}: ${sentence}`)
        const notes = [
          ...(record.damage === null ? [] : [record.damage]),
          ...(damage === null ? [] : [damage]),
          ...told,
          ...record.notes,
        ]
        return ok({ job: summary(opened), snapshot, tail: [...tail], notes, readOnly: readOnly ?? opened.readOnly })
      }),

    append: (id, groups) =>
      guarded(id, async (entry) => {
        if (entry.journal === null) return fail('conflict', 'The change could not be saved: the job is not open.')
        const appended = await entry.journal.append(groups.map((group) => JSON.stringify(group)))
        if (!appended.ok) return appended
        const next: Entry = { ...entry, groups: entry.groups + groups.length, editedAt: now() }
        put(next)
        // The person has seen what was lost and goes on from what is here.
        if (entry.record.damage !== null)
          await save(next, { ...entry.record, damage: null }, 'The job’s state could not be saved')
        return ok({ groups: next.groups })
      }),

    rename: (id, title) =>
      guarded(id, (entry) => save(entry, { ...entry.record, title, titled: true }, 'The title could not be saved')),

    forget: (id) =>
      guarded(id, async (entry) => {
        if (holdsTranscript(entry)) return fail('conflict', 'This job holds a transcript, which stays in the library.')
        try {
          await disk.makeFolder(forgottenFolder(dir))
          await disk.rename(jobFolder(dir, id), join(forgottenFolder(dir), `${id}.${newId()}`))
          await disk.syncFolder(jobsFolder(dir))
        } catch (error) {
          return diskFailure(error, 'The job could not be taken off the list')
        }
        entries.delete(id)
        deps.forgotten(id)
        return ok(null)
      }),

    linkMedia: (id, media) =>
      guarded(id, (entry) => save(entry, { ...entry.record, media }, 'The link could not be saved')),
    media: (id) => {
      const entry = entries.get(id)
      return entry === undefined ? notHere : ok(entry.record.media)
    },
    exported: (id, format, path) =>
      guarded(id, (entry) => {
        const exported = entry.record.exported.includes(format)
          ? entry.record.exported
          : [...entry.record.exported, format]
        return save(entry, { ...entry.record, exported, lastExport: path }, 'The list of exports could not be saved')
      }),
    lastExport: (id) => {
      const entry = entries.get(id)
      return entry === undefined ? notHere : ok(entry.record.lastExport)
    },
    title: (id) => entries.get(id)?.record.title ?? null,
    settle: async () => {
      while (queues.size > 0) await Promise.allSettled(queues.values())
    },
  }
}

const summary = (entry: Entry): JobSummary =>
  summaryOf(entry.record, entry.editedAt, entry.damage, holdsTranscript(entry))

const snapshotOf = (response: ReadJob, hash: string): Uint8Array =>
  writeSnapshot({ text: JSON.stringify(response.transcript), groups: 0, journalBytes: 0 }, hash)

const reasonOf = (state: { readonly trouble: { readonly reason: WaitReason } | null }): WaitReason | null =>
  state.trouble?.reason ?? null

const whyNothing = (entry: Entry): string => {
  const { state } = entry.record
  if (entry.damage !== null) return entry.damage
  switch (state.kind) {
    case 'waiting':
      return 'This job is not finished at Pictory yet; there is nothing to open.'
    case 'failed':
    case 'gone':
    case 'damaged':
      return state.message
    case 'ready':
      return 'This job holds no transcript.'
  }
}
