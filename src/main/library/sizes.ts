// What jobs take on the disk. Asked for when somebody looks, never at the start: 5 calls of the disk for each job.

import { join } from 'node:path'
import type { JobId } from '../../core/job/job'
import type { Disk } from './disk'
import type { Entry } from './entry'
import { jobFolder } from './folder'
import type { Records } from './records'

/** Node runs four disk calls at a time; more lanes than these would only queue. */
const lanes = 8

export const createSizes = ({ dir, disk }: { readonly dir: string; readonly disk: Disk }, { entries }: Records) => {
  // Whatever changes a job makes a new entry of it, so a size is known for as long as it is right.
  const known = new WeakMap<Entry, number>()

  const measure = async (id: JobId): Promise<number> => {
    const folder = jobFolder(dir, id)
    const names = await disk.list(folder)
    const sizes = await Promise.all(
      names.map((name) =>
        disk.stat(join(folder, name)).then(
          ({ kind, bytes }) => (kind === 'file' ? bytes : 0),
          // Renamed away meanwhile.
          () => 0,
        ),
      ),
    )
    return sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  return {
    sizes: async (
      ids: readonly JobId[] | null,
    ): Promise<readonly { readonly jobId: JobId; readonly bytes: number }[]> => {
      const wanted = ids ?? [...entries.keys()]
      const found: { jobId: JobId; bytes: number }[] = []
      const run = async (lane: number): Promise<void> => {
        for (let at = lane; at < wanted.length; at += lanes) {
          const jobId = wanted[at]
          const entry = jobId === undefined ? undefined : entries.get(jobId)
          if (jobId === undefined || entry === undefined) continue
          const bytes = known.get(entry) ?? (await measure(jobId).catch(() => null))
          if (bytes === null) continue
          known.set(entry, bytes)
          found.push({ jobId, bytes })
        }
      }
      await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)))
      return found
    },
  }
}
