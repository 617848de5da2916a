// The sound of a linked recording as peaks, kept beside its job so that hours of it are read once. Made by the window
// (src/renderer/player/peaks.worker.ts); here it is bytes under a stamp, which says of which file they were made. It is never the truth:
// whatever does not fit is as good as not there.

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { JobId } from '../core/job/job'
import { ok, type Result } from '../core/result'
import type { Calls, FailureCode } from '../ipc/contract'
import { writeAtomic } from './library/atomic'
import type { Disk } from './library/disk'
import { files, jobFolder, sha256 } from './library/folder'
import type { MediaLinks } from './media'

export type PeaksDeps = {
  readonly disk: Disk
  readonly dir: string
  /** False where another machine writes the library: then nothing is kept. */
  readonly writable: boolean
  readonly pathFor: MediaLinks['pathFor']
  readonly newId: () => string
}

export type PeaksOf = {
  readonly peaks: (jobId: JobId) => Promise<Result<Calls['peaks']['value'], FailureCode>>
  readonly keep: (jobId: JobId, stamp: string, peaks: Uint8Array) => Promise<Result<null, FailureCode>>
}

const headOf = (stamp: string, peaks: Uint8Array): string => `caesura peaks 1 ${stamp} ${sha256(peaks)}\n`

export const createPeaks = ({ disk, dir, writable, pathFor, newId }: PeaksDeps): PeaksOf => {
  const pathOf = (jobId: JobId) => join(jobFolder(dir, jobId), files.peaks)
  const stampOf = async (path: string): Promise<string> => {
    const { bytes, modifiedMs } = await disk.stat(path)
    const where = createHash('sha256').update(path).digest('hex').slice(0, 16)
    return `${where}-${bytes}-${Math.round(modifiedMs)}`
  }
  return {
    peaks: async (jobId) => {
      const path = await pathFor(jobId)
      if (!path.ok) return path
      if (path.value === null) return ok(null)
      const stamp = await stampOf(path.value).catch(() => null)
      if (stamp === null) return ok(null)
      const kept = await disk.readFile(pathOf(jobId)).catch(() => null)
      const end = kept === null ? -1 : kept.indexOf('\n')
      const peaks = kept === null || end < 0 ? null : kept.subarray(end + 1)
      const isTheirs = peaks !== null && kept?.toString('latin1', 0, end + 1) === headOf(stamp, peaks)
      return ok({ stamp, peaks: isTheirs ? new Uint8Array(peaks) : null })
    },
    keep: async (jobId, stamp, peaks) => {
      // A job that went meanwhile, or a full disk: they are made again next time.
      if (writable)
        await writeAtomic(
          disk,
          pathOf(jobId),
          Buffer.concat([Buffer.from(headOf(stamp, peaks)), peaks]),
          newId(),
        ).catch(() => {})
      return ok(null)
    },
  }
}
