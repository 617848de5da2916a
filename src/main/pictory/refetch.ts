// Pictory's answer for a job whose own copy of it is damaged or missing here. Asked at the person's word only; what becomes of the bytes is
// the library's to say, and nothing that is here is ever replaced by them while it can still be read.

import type { JobId } from '../../core/job/job'
import { type Fail, fail, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import type { Library } from '../library/jobs'
import type { Client, Heed } from './types'

export type RefetchDeps = {
  readonly library: Pick<Library, 'refetched'>
  readonly client: Pick<Client, 'askJob'>
  /** As for RecheckDeps. */
  readonly heeding: () => Heed
  readonly asking: (id: JobId, isAsking: boolean) => void
  readonly hindered: () => Fail<FailureCode> | null
  readonly over: AbortSignal
}

export const createRefetch =
  ({ library, client, heeding, asking, hindered, over }: RefetchDeps) =>
  async (id: JobId): Promise<Result<{ said: string }, FailureCode>> => {
    const why = hindered()
    if (why !== null) return why
    const heed = heeding()
    asking(id, true)
    const answer = await client.askJob(id, over).finally(() => asking(id, false))
    heed(answer)
    switch (answer.kind) {
      case 'completed':
        heed({ kind: 'accepted' })
        return library.refetched(id, answer.bytes)
      case 'in-progress':
        heed({ kind: 'accepted' })
        return fail('pictory', 'Pictory is working on this job again; there is no answer to fetch yet.')
      case 'failed':
        return fail('pictory', `Pictory has no transcript of this job any more. It says: “${answer.message}”`)
      case 'gone':
        return fail(
          'not-found',
          'Pictory does not have this job any more. If you saved its response as a file, drop that file on the window.',
        )
      case 'trouble':
        return fail('pictory', answer.message)
      case 'no-key':
      case 'key-refused':
        return fail(answer.kind, answer.message)
      case 'aborted':
        return fail('aborted', 'This was called off.')
    }
  }
