// A second job of the same original with the edits so far: every file of the first as it is, under an id of its own.

import { join } from 'node:path'
import type { JobId } from '../../core/job/job'
import { titleOfCopy } from '../../core/job/title'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { isTemporary } from './atomic'
import { type Disk, diskFailure } from './disk'
import { holdsTranscript, whyNothing } from './entry'
import { files, jobFolder, originalName } from './folder'
import type { JobRecord } from './record'
import type { Records } from './records'

export type CopiesDeps = {
  readonly dir: string
  readonly disk: Disk
  readonly now: () => number
  readonly newId: () => string
}

export const createCopies = ({ dir, disk, now, newId }: CopiesDeps, records: Records) => {
  const { entries, guarded, queued, place, put } = records

  /** The job's files but for its record, which the copy has of its own. */
  const contentsOf = async (id: JobId): Promise<Readonly<Record<string, Uint8Array>>> => {
    const contents: Record<string, Uint8Array> = {}
    for (const name of await disk.list(jobFolder(dir, id))) {
      const path = join(jobFolder(dir, id), name)
      if (name === files.record || isTemporary(name) || (await disk.stat(path)).kind !== 'file') continue
      contents[name] = await disk.readFile(path)
    }
    return contents
  }

  return {
    /** In the job's own queue, so that no edit comes in between. */
    duplicate: (id: JobId): Promise<Result<{ readonly jobId: JobId }, FailureCode>> =>
      guarded(id, async (entry) => {
        if (entry.record.trashedAt !== null)
          return fail('conflict', 'This job is in the trash. Restore it to duplicate it.')
        if (!holdsTranscript(entry)) return fail('not-found', whyNothing(entry))
        let contents: Readonly<Record<string, Uint8Array>>
        try {
          contents = await contentsOf(id)
        } catch (error) {
          return diskFailure(error, 'The job could not be read to be duplicated')
        }
        const copy = newId()
        const record: JobRecord = {
          ...entry.record,
          id: copy,
          title: titleOfCopy(
            entry.record.title,
            [...entries.values()].map((one) => one.record.title),
          ),
          titled: true,
          origin: 'copy',
          addedAt: now(),
          exported: [],
          lastExport: null,
          start: null,
        }
        return queued(copy, async () => {
          const placed = await place(record, contents)
          const there = entries.get(copy)
          if (!placed.ok) return placed
          if (there !== undefined)
            put({
              ...there,
              response: originalName(entry.record.format) in contents,
              snapshot: files.snapshot in contents,
              editedAt: (contents[files.edits]?.length ?? 0) > 0 ? now() : null,
              damage: entry.damage,
            })
          return ok({ jobId: copy })
        })
      }),
  }
}
