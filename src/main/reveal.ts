// A job's folder in the system's file manager, for whoever wants to see the files themselves.

import type { Shell } from 'electron'
import type { JobId } from '../core/job/job'
import { fail, ok, type Result } from '../core/result'
import type { FailureCode } from '../ipc/contract'
import type { Disk } from './library/disk'
import type { Library } from './library/jobs'

export type RevealDeps = {
  readonly disk: Pick<Disk, 'stat'>
  readonly library: Pick<Library, 'folderOf'>
  readonly shell: Pick<Shell, 'showItemInFolder'>
}

export const revealJob = async (
  { disk, library, shell }: RevealDeps,
  jobId: JobId,
): Promise<Result<null, FailureCode>> => {
  const folder = library.folderOf(jobId)
  if (folder === null) return fail('not-found', 'This job is not in the library any more.')
  const there = await disk.stat(folder).then(
    ({ kind }) => kind === 'folder',
    () => false,
  )
  if (!there) return fail('not-found', 'The job’s folder is not where the library keeps it.')
  shell.showItemInFolder(folder)
  return ok(null)
}
