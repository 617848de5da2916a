// Questions about the account that the window waits for: its own list of jobs, and how much of it is used.

import { fail, ok, type Result } from '../core/result'
import type { FailureCode } from '../ipc/contract'
import type { Handlers } from './door'
import type { Asked, Client, Heed } from './pictory/types'

export type AccountDeps = {
  readonly client: Pick<Client, 'listJobs' | 'quota'>
  /** Called before a question; what it answers is told what Pictory's answer means for all others. */
  readonly heeding: () => Heed
  /** Aborted when the app ends. */
  readonly over: AbortSignal
}

export const createAccount = ({
  client,
  heeding,
  over,
}: AccountDeps): Pick<Handlers, 'accountPage' | 'stopAccountPage' | 'quota'> => {
  let page: AbortController | null = null

  const ask = async <T>(question: () => Promise<Asked<T>>): Promise<Result<T, FailureCode>> => {
    const heed = heeding()
    const answer = await question()
    switch (answer.kind) {
      case 'ok':
        heed({ kind: 'accepted' })
        return ok(answer.value)
      case 'refused':
        return fail('pictory', answer.message)
      case 'trouble':
        heed(answer)
        return fail('pictory', answer.message)
      case 'key-refused':
        heed(answer)
        return fail(answer.kind, answer.message)
      case 'no-key':
        return fail(answer.kind, answer.message)
      case 'aborted':
        return fail('aborted', 'This was called off.')
    }
  }

  return {
    accountPage: async ({ pageKey }) => {
      page?.abort()
      const mine = new AbortController()
      page = mine
      const answer = await ask(() => client.listJobs(pageKey, AbortSignal.any([mine.signal, over])))
      if (page === mine) page = null
      return answer
    },
    stopAccountPage: async () => {
      page?.abort()
      return ok(null)
    },
    quota: () => ask(() => client.quota(over)),
  }
}
