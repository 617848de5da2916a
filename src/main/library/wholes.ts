// Whole jobs that leave the library and come back: all files of one as they lie on the disk at one moment, and a job's files becoming a
// job here. Nothing that is here is ever replaced by what comes: equal content is 'known', other edits become a job of their own.

import { join } from 'node:path'
import type { JobId } from '../../core/job/job'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { isTemporary, writeAtomic } from './atomic'
import { type Disk, diskFailure, errorCode } from './disk'
import { holdsTranscript } from './entry'
import { files, forgottenFolder, idOfBytes, isMadeAnew, jobFolder, moveAside, originalName, sha256 } from './folder'
import { readLines } from './journal'
import type { JobRecord } from './record'
import { notHere, type Records } from './records'
import { readSnapshot } from './snapshot'

/** A job with its files; `job.json` is the record, and not among them. */
export type Whole = {
  readonly record: JobRecord
  readonly files: Readonly<Record<string, Uint8Array>>
  /** `job.json` as it lies on the disk; null where it cannot be read, and for a job that comes. */
  readonly raw: Uint8Array | null
}

/** 'beside': the job is here with other edits, so what came stands beside it under an id of its own. */
export type AddedWhole = {
  readonly kind: 'added' | 'known' | 'beside' | 'trashed'
  readonly jobId: JobId
  readonly notes: number
}

export type Wholes = {
  /** All files of a job but temporaries and what can be made anew, as they are between two writes. */
  readonly readWhole: (id: JobId) => Promise<Result<Whole, FailureCode>>
  /** Whole or not at all. The caller has checked what is in the files. */
  readonly addWhole: (whole: Whole) => Promise<Result<AddedWhole, FailureCode>>
}

/** More copies of one job that were each edited on their own than anybody keeps. */
const mostBeside = 1000

export const createWholes = (
  deps: {
    readonly dir: string
    readonly disk: Disk
    readonly now: () => number
    readonly newId: () => string
    readonly forgotten: (id: JobId) => void
  },
  records: Records,
): Wholes => {
  const { dir, disk, now, newId } = deps
  const { entries, queued, place, put, moveOut, readOnly } = records

  const read = async (id: JobId): Promise<Whole['files']> => {
    const folder = jobFolder(dir, id)
    const found: Record<string, Uint8Array> = {}
    for (const name of await disk.list(folder)) {
      if (name === files.record || isMadeAnew(name) || isTemporary(name)) continue
      const path = join(folder, name)
      if ((await disk.stat(path)).kind === 'file') found[name] = await disk.readFile(path)
    }
    return found
  }

  const putInPlace = async (whole: Whole): Promise<Result<AddedWhole, FailureCode>> => {
    const { record } = whole
    const placed = await place(record, whole.files)
    if (!placed.ok) return placed
    const entry = entries.get(record.id)
    const edits = whole.files[files.edits]
    if (entry !== undefined && edits !== undefined && edits.length > 0) put({ ...entry, editedAt: now() })
    return ok({ kind: 'added', jobId: record.id, notes: record.notes.length })
  }

  /** A job without a transcript makes room for the whole one. Its folder is kept with those that were taken off the list. */
  const takeOver = async (whole: Whole): Promise<Result<AddedWhole, FailureCode>> => {
    const { id } = whole.record
    const before = entries.get(id)
    const aside = join(forgottenFolder(dir), `${id}.${newId()}`)
    await disk.addFolder(forgottenFolder(dir)).catch(() => {})
    const moved = await moveOut(id, aside, 'The job could not be added')
    if (!moved.ok) return moved
    const placed = await putInPlace(whole)
    if (placed.ok || before === undefined) return placed
    await disk.rename(aside, jobFolder(dir, id)).then(
      () => put(before),
      () => deps.forgotten(id),
    )
    return placed
  }

  /** The very original of a job that is here came: one that is missing or damaged is whole again. */
  const mend = async (here: Pick<Whole, 'record' | 'files'>, { files: given }: Whole): Promise<void> => {
    const entry = entries.get(here.record.id)
    const hash = here.record.response?.sha256
    const name = originalName(here.record.format)
    const response = given[name]
    const there = here.files[name]
    if (entry === undefined || entry.readOnly !== null || response === undefined || sha256(response) !== hash) return
    if (there !== undefined && sha256(there) === hash) return
    const path = join(jobFolder(dir, here.record.id), name)
    if (there !== undefined) await moveAside(disk, path, 'damaged')
    await writeAtomic(disk, path, response, newId())
    put({ ...entry, response: true, damage: null })
  }

  const addAs = (whole: Whole): Promise<Result<AddedWhole | 'other', FailureCode>> =>
    queued<Result<AddedWhole | 'other', FailureCode>>(whole.record.id, async () => {
      const { record } = whole
      const there = entries.get(record.id)
      if (there === undefined) return putInPlace(whole)
      const kind = there.record.trashedAt === null ? 'known' : 'trashed'
      const known = ok<AddedWhole>({ kind, jobId: record.id, notes: there.record.notes.length })
      if (record.response === null) return known
      if (!holdsTranscript(there)) return there.readOnly === null ? takeOver(whole) : ok('other')
      try {
        const here = { record: there.record, files: await read(record.id) }
        if (contentOf(here) !== contentOf(whole)) return ok('other')
        await mend(here, whole)
        return known
      } catch (error) {
        return diskFailure(error, 'The job that is here could not be compared')
      }
    })

  return {
    readWhole: (id) =>
      queued<Result<Whole, FailureCode>>(id, async () => {
        const entry = entries.get(id)
        if (entry === undefined) return notHere
        try {
          const raw = await disk.readFile(join(jobFolder(dir, id), files.record)).catch(() => null)
          return ok({ record: entry.record, files: await read(id), raw })
        } catch (error) {
          const why =
            errorCode(error) === 'ENOENT'
              ? 'its files are not there'
              : 'another program may hold its files, or the disk may have trouble'
          return fail('unreadable', `“${entry.record.title}” cannot be read: ${why}.`)
        }
      }),

    addWhole: async (whole) => {
      if (readOnly !== null) return fail('read-only', readOnly)
      const added = await addAs(whole)
      if (!added.ok) return added
      if (added.value !== 'other') return ok(added.value)
      const { record } = whole
      const content = contentOf(whole)
      for (let n = 0; n < mostBeside; n++) {
        // Of its content: the same file again is known. Pictory does not have this id and is not asked about it.
        const id = idOfBytes(sha256(Buffer.from(`${content} ${n}`)))
        const title = `${record.title} (other edits)`
        const beside = await addAs({ ...whole, record: { ...record, id, title, titled: true, origin: 'file' } })
        if (!beside.ok) return beside
        if (beside.value === 'other') continue
        const { kind } = beside.value
        return ok({ ...beside.value, kind: kind === 'added' ? 'beside' : kind })
      }
      return fail('conflict', 'There are too many copies of this job in the library already.')
    },
  }
}

/**
 * What a job says, for comparison: the original and every change. Where changes are in the snapshot that the journal no longer tells (it
 * was damaged once and begun again), the snapshot's text counts as well.
 */
export const contentOf = ({ record, files: given }: Pick<Whole, 'record' | 'files'>): string => {
  const journal = Buffer.from(given[files.edits] ?? [])
  const { lines, soundBytes } = readLines(journal)
  const bytes = given[files.snapshot]
  const snapshot = bytes === undefined ? null : readSnapshot(Buffer.from(bytes), null)
  const told = snapshot === null ? 0 : lines.filter(({ endsAt }) => endsAt <= snapshot.journalBytes).length
  const alone = snapshot !== null && snapshot.groups > told ? sha256(Buffer.from(snapshot.text)) : ''
  return `${record.response?.sha256 ?? ''} ${sha256(journal.subarray(0, soundBytes))} ${alone}`
}
