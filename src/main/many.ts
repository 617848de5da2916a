// Orders of the library for many jobs at once: each job by itself, so that one that cannot be changed keeps none of the others from it.

import type { JobId } from '../core/job/job'
import { ok, type Result } from '../core/result'
import type { FailureCode, ManyDone } from '../ipc/contract'
import type { Handlers } from './door'
import type { Library } from './library/jobs'

/** Jobs whose files are written at the same time. */
const atOnce = 32

export type ManyDeps = {
  readonly library: Pick<Library, 'trash' | 'restore' | 'remove' | 'tag'>
  /** Jobs that are asked about or started came or went. */
  readonly poke: () => void
}

type Verbs = 'trashJobs' | 'restoreJobs' | 'deleteJobs' | 'tagJobs'

/** @param one what is done to each; `jobs` are told apart by their ids. */
const each = async <J extends { readonly jobId: JobId }>(
  jobs: readonly J[],
  one: (job: J) => Promise<Result<null, FailureCode>>,
): Promise<ManyDone> => {
  const all = [...new Map(jobs.map((job) => [job.jobId, job])).values()]
  const done: JobId[] = []
  const failed: { jobId: JobId; message: string }[] = []
  for (let at = 0; at < all.length; at += atOnce)
    await Promise.all(
      all.slice(at, at + atOnce).map(async (job) => {
        const result = await one(job)
        if (result.ok) done.push(job.jobId)
        else failed.push({ jobId: job.jobId, message: result.message })
      }),
    )
  return { done, failed }
}

export const createMany = ({ library, poke }: ManyDeps): Pick<Handlers, Verbs> => {
  const moving =
    (move: (id: JobId) => Promise<Result<null, FailureCode>>) =>
    async ({ jobIds }: { readonly jobIds: readonly JobId[] }) => {
      const moved = await each(
        jobIds.map((jobId) => ({ jobId })),
        ({ jobId }) => move(jobId),
      )
      poke()
      return ok(moved)
    }
  return {
    trashJobs: moving(library.trash),
    restoreJobs: moving(library.restore),
    deleteJobs: moving(library.remove),
    tagJobs: async ({ jobs }) => ok(await each(jobs, ({ jobId, tags }) => library.tag(jobId, tags))),
  }
}
