// The trash. Into it and out of it is one write of job.json: whole on disk before it is believed, and a process that is killed at any
// moment leaves the job either fully in the list or fully in the trash, with everything it has. Its files are not touched until its time
// is over, or the person says so; then one rename takes it out of the library, and what is left of it is no job any more.

import type { JobId } from '../../core/job/job'
import { isLived, livedOn } from '../../core/job/trash'
import { fail, ok, type Result } from '../../core/result'
import type { Disk } from './disk'
import { addingFolder } from './folder'
import type { Library } from './jobs'
import type { Done, Records } from './records'

export type TrashDeps = {
  readonly dir: string
  readonly disk: Disk
  readonly now: () => number
  readonly newId: () => string
  readonly forgotten: (id: JobId) => void
  readonly log: (line: string) => void
}

export type Trash = Pick<Library, 'trash' | 'restore' | 'remove' | 'sweep'>

export const createTrash = (deps: TrashDeps, records: Records): Trash => {
  const { dir, disk, now, newId, log } = deps
  const { entries, guarded, save, moveOut } = records

  const remove = (id: JobId): Promise<Done> =>
    guarded(id, async ({ record }) => {
      if (record.trashedAt === null) return fail('conflict', 'This job is not in the trash.')
      // A process that is killed while it removes leaves nothing that looks like a job; the next start clears it (load.ts).
      const aside = addingFolder(dir, newId())
      const moved = await moveOut(id, aside, 'The job could not be deleted')
      if (!moved.ok) return moved
      deps.forgotten(id)
      await disk
        .remove(aside)
        .catch((error: unknown) => log(`${id}: what is left of it is removed later. ${String(error)}`))
      return ok(null)
    })

  /** Counts on, on disk before it is believed. True when the job's time is over. */
  const counted = (id: JobId): Promise<Result<boolean>> =>
    guarded(id, async (entry) => {
      const { record } = entry
      const { trashedAt } = record
      if (trashedAt === null) return ok(false)
      const trashLived = livedOn(trashedAt, record.trashLived, now())
      if (trashLived.at !== (record.trashLived?.at ?? trashedAt)) {
        const saved = await save(entry, { ...record, trashLived }, 'Its time in the trash could not be counted')
        if (!saved.ok) return saved
      }
      return ok(isLived(trashedAt, trashLived, now()))
    })

  return {
    trash: (id) =>
      guarded(id, async (entry) => {
        if (entry.record.trashedAt !== null) return ok(null)
        return save(
          entry,
          { ...entry.record, trashedAt: now(), trashLived: null },
          'The job could not be moved to the trash',
        )
      }),
    restore: (id) =>
      guarded(id, async (entry) => {
        if (entry.record.trashedAt === null) return ok(null)
        return save(entry, { ...entry.record, trashedAt: null, trashLived: null }, 'The job could not be restored')
      }),
    remove,
    sweep: async () => {
      let removed = 0
      for (const { record } of entries.values()) {
        if (record.trashedAt === null) continue
        const over = await counted(record.id)
        if (!over.ok) log(`${record.id} stays in the trash. ${over.message}`)
        if (!over.ok || !over.value) continue
        const done = await remove(record.id)
        if (done.ok) removed++
        else log(`${record.id} stays in the trash. ${done.message}`)
      }
      return removed
    },
  }
}
