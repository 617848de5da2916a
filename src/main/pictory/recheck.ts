// Whether jobs that are cached here are still at Pictory. Only ever asked at a person's word; nothing cached is touched by any answer.

import type { JobAnswer } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import { type Fail, fail, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import type { Library } from '../library/jobs'
import type { Client, Heed, SetTimer } from './types'

/** Between two of many: jobs that wait for their transcript come first. */
const restMs = 3_000

export type RecheckDeps = {
  readonly library: Pick<Library, 'markGone'>
  readonly client: Pick<Client, 'askJob'>
  readonly setTimer: SetTimer
  /** Called before a question; what it answers is told what Pictory's answer means for all others. */
  readonly heeding: () => Heed
  readonly asking: (id: JobId, isAsking: boolean) => void
  /** Why nothing may be asked now (a refused key, a hold for all), as a sentence; null when it may. */
  readonly hindered: () => Fail<FailureCode> | null
}

export type Recheck = {
  /** Asks now, and answers with what hindered it. */
  readonly now: (id: JobId) => Promise<Result<null, FailureCode>>
  /** Asks about many, one after the other and without hurry. The first trouble ends it: what holds for one holds for all. */
  readonly inTime: (ids: readonly JobId[]) => void
  readonly stop: () => void
}

export const createRecheck = (deps: RecheckDeps): Recheck => {
  const over = new AbortController()
  const line = new Set<JobId>()
  let busy = false

  const ask = async (id: JobId): Promise<JobAnswer> => {
    deps.asking(id, true)
    try {
      return await deps.client.askJob(id, over.signal)
    } finally {
      deps.asking(id, false)
    }
  }

  const now = async (id: JobId): Promise<Result<null, FailureCode>> => {
    const why = deps.hindered()
    if (why !== null) return why
    const heed = deps.heeding()
    const answer = await ask(id)
    heed(answer)
    switch (answer.kind) {
      case 'completed':
      case 'in-progress':
        heed({ kind: 'accepted' })
        return deps.library.markGone(id, false)
      // It failed there, but it is there; the transcript is here.
      case 'failed':
        return deps.library.markGone(id, false)
      case 'gone':
        return deps.library.markGone(id, true)
      case 'trouble':
        return fail('pictory', answer.message)
      case 'no-key':
      case 'key-refused':
        return fail(answer.kind, answer.message)
      case 'aborted':
        return fail('aborted', 'This was called off.')
    }
  }

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        cancel()
        over.signal.removeEventListener('abort', go)
        resolve()
      }
      const cancel = deps.setTimer(restMs, go)
      over.signal.addEventListener('abort', go)
    })

  const next = async (): Promise<void> => {
    const [id] = line
    if (id === undefined) return
    line.delete(id)
    const asked = await now(id)
    if (!asked.ok && asked.code !== 'not-found' && asked.code !== 'conflict') {
      line.clear()
      return
    }
    if (line.size === 0) return
    await rest()
    await next()
  }

  return {
    now,
    inTime: (ids) => {
      for (const id of ids) line.add(id)
      if (busy) return
      busy = true
      void next().finally(() => (busy = false))
    },
    stop: () => {
      line.clear()
      over.abort()
    },
  }
}
