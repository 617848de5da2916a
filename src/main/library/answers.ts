// Pictory's answers, and files that hold one: raw bytes first, on disk before anything reads them, and never written again.

import { join } from 'node:path'
import type { Outcome } from '../../core/job/answer'
import type { JobId, JobState, WaitReason } from '../../core/job/job'
import type { Format } from '../../core/imports/format'
import type { Original } from '../../core/imports/read'
import { troubleDelay } from '../../core/job/schedule'
import { titleOfFile } from '../../core/job/title'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { writeAtomic } from './atomic'
import { type Disk, diskFailure } from './disk'
import { type Entry, holdsTranscript, type Reader, withResponse } from './entry'
import { files, idOfBytes, jobFolder, moveAside, originalName, sha256 } from './folder'
import { type JobRecord, type Media, newRecord } from './record'
import type { Done, Records } from './records'
import { writeSnapshot } from './snapshot'

/** 'trashed': it is here already, in the trash. */
export type Added = { readonly kind: 'added' | 'known' | 'trashed'; readonly jobId: JobId; readonly notes: number }

export type GivenFile = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly response: Original
  readonly origin: 'file' | 'sample'
  readonly media: Media | null
  readonly title: string | null
}

export type AnswersDeps = {
  readonly dir: string
  readonly disk: Disk
  readonly now: () => number
  readonly newId: () => string
  readonly read: Reader
  readonly log: (line: string) => void
}

export type Answers = {
  readonly addFile: (file: GivenFile) => Promise<Result<Added, FailureCode>>
  readonly report: (id: JobId, outcome: Outcome) => Promise<Done>
  readonly markGone: (id: JobId, gone: boolean) => Promise<Done>
}

type Waiting = Extract<JobState, { kind: 'waiting' }>

/** A waiting job changes with each answer. Its file is written when something new is known, else once in ten minutes: a thousand counters are not worth a disk that never rests. */
const waitingSaveMs = 10 * 60_000

const stateUnsaved = 'The job’s state could not be saved'

export const createAnswers = (deps: AnswersDeps, records: Records): Answers => {
  const { dir, disk, now, newId, read, log } = deps
  const { entries, put, queued, guarded, save, place, readOnly } = records

  /** Puts the answer's bytes on disk; an answer that is there already stays. Answers with the bytes that count from now on. */
  const keepResponse = async (entry: Entry, bytes: Uint8Array, format: Format): Promise<Uint8Array> => {
    const path = join(jobFolder(dir, entry.record.id), originalName(format))
    if (entry.response) {
      const there = await disk.readFile(path)
      if (sha256(there) === sha256(bytes) || read(there, format).ok) return there
      await moveAside(disk, path, 'damaged')
    }
    await writeAtomic(disk, path, bytes, newId())
    return bytes
  }

  /** A job that waited for its answer gets it. */
  const complete = async (
    entry: Entry,
    answer: Uint8Array,
    format: Format,
    change: Partial<JobRecord>,
  ): Promise<Result<Added, FailureCode>> => {
    const { id } = entry.record
    const doing = `“${entry.record.title}” is finished at Pictory, but could not be saved here`
    try {
      const bytes = await keepResponse(entry, answer, format)
      const kept: Entry = { ...entry, response: true }
      entries.set(id, kept)
      const response = read(bytes, format)
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
    const path = join(jobFolder(dir, entry.record.id), originalName(entry.record.format))
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

  const stillWaiting = async (entry: Entry, before: Waiting, told: Waiting): Promise<Done> => {
    const state = withOrders(told, before)
    const record = { ...entry.record, state }
    const nothingNew =
      reasonOf(before) === reasonOf(state) &&
      before.overdue === state.overdue &&
      before.mediaMs === state.mediaMs &&
      before.begun === state.begun
    if (nothingNew && now() - entry.savedAt < waitingSaveMs) {
      put({ ...entry, record })
      return ok(null)
    }
    const saved = await save(entry, record, stateUnsaved)
    // What is known of a waiting job is learnt again by asking: a full disk must not stop it.
    if (!saved.ok) put({ ...entry, record })
    return ok(null)
  }

  return {
    addFile: async ({ name, bytes, response, origin, media, title }) => {
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
            const contents = { [originalName(response.format)]: bytes, [files.snapshot]: snapshotOf(response, hash) }
            const placed = await place(record, contents)
            return placed.ok ? ok({ kind: 'added', jobId: id, notes: record.notes.length }) : placed
          }
          if (there.readOnly !== null) return fail('read-only', there.readOnly)
          if (holdsTranscript(there)) {
            if (there.record.response?.sha256 === hash) await restore(there, bytes)
            const kind = there.record.trashedAt === null ? 'known' : 'trashed'
            return ok({ kind, jobId: id, notes: there.record.notes.length })
          }
          // One that lies in the trash without a transcript is worth keeping now.
          return complete(there, bytes, response.format, {
            ...(there.record.titled || given === null ? {} : { title: given, titled: true }),
            trashedAt: null,
          })
        })

      const first = response.jobId ?? idOfBytes(hash)
      const there = entries.get(first)
      const other =
        there !== undefined &&
        holdsTranscript(there) &&
        there.record.response !== null &&
        there.record.response.sha256 !== hash
      return addAs(other ? idOfBytes(hash) : first)
    },

    report: (id, outcome) =>
      guarded(id, async (entry) => {
        const { state } = entry.record
        if (state.kind !== 'waiting') return ok(null)
        switch (outcome.kind) {
          case 'completed': {
            const added = await complete(entry, outcome.bytes, 'pictory', {})
            // An answer without a transcript is final and recorded as such: the asking is over.
            if (added.ok || added.code === 'not-a-job') return ok(null)
            const failures = (state.trouble?.reason === 'disk' ? state.trouble.failures : 0) + 1
            const next: Waiting = {
              ...state,
              lastCheckAt: now(),
              nextCheckAt: now() + troubleDelay('disk', failures, null, 0.5),
              trouble: { reason: 'disk', message: added.message, failures },
            }
            const current = entries.get(id) ?? entry
            put({ ...current, record: { ...current.record, state: next } })
            return added
          }
          case 'waiting':
            return stillWaiting(entry, state, outcome)
          case 'failed':
          case 'gone':
            return save(entry, { ...entry.record, state: outcome }, stateUnsaved)
        }
      }),

    markGone: (id, gone) =>
      guarded(id, async (entry) => {
        const { state } = entry.record
        if (state.kind !== 'ready' || state.gone === gone) return ok(null)
        return save(entry, { ...entry.record, state: { ...state, gone } }, stateUnsaved)
      }),
  }
}

/** What the person ordered while the question was on its way stands. */
const withOrders = (told: Waiting, { paused, countedFrom, overdue }: Waiting): Waiting => ({
  ...told,
  paused,
  countedFrom,
  overdue: told.countedFrom === countedFrom ? told.overdue : overdue,
})

const snapshotOf = (response: Original, hash: string): Uint8Array =>
  writeSnapshot({ text: JSON.stringify(response.transcript), groups: 0, journalBytes: 0, seal: null }, hash)

const reasonOf = (state: { readonly trouble: { readonly reason: WaitReason } | null }): WaitReason | null =>
  state.trouble?.reason ?? null
