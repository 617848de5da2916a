// What a person orders about many jobs at once: each order goes to whoever deals with such a job. What applies to what is one table
// (core/job/orders.ts).

import type { JobId } from '../core/job/job'
import { applies } from '../core/job/orders'
import { type Fail, ok, type Result } from '../core/result'
import type { FailureCode } from '../ipc/contract'
import type { Handlers } from './door'
import type { Library } from './library/jobs'
import type { Recheck } from './pictory/recheck'
import type { Starts } from './pictory/starts'
import type { Poller } from './pictory/types'

/** Jobs whose files are written at the same time. */
const atOnce = 32

export type SteeringDeps = {
  readonly library: Pick<Library, 'state' | 'steer'>
  readonly poller: Pick<Poller, 'checkNow' | 'checkAll' | 'tryAgain' | 'poke'>
  readonly starts: Pick<Starts, 'check' | 'poke'>
  readonly recheck: Pick<Recheck, 'now' | 'inTime'>
}

export const createSteering = ({ library, poller, starts, recheck }: SteeringDeps): Handlers['steerJobs'] => {
  /** A single cached job is asked about while the person waits for the answer; many are in time. */
  const check = async (ids: readonly JobId[]): Promise<Result<{ changed: number }, FailureCode>> => {
    const cached: JobId[] = []
    const polled: JobId[] = []
    const begun: JobId[] = []
    const wanted = new Set(ids)
    for (const id of wanted) {
      const job = library.state(id)
      if (job === null || !applies('check', job.state, job.fromPictory)) continue
      if (job.state.kind === 'starting') begun.push(id)
      else if (job.state.kind === 'ready') cached.push(id)
      else polled.push(id)
    }
    const changed = cached.length + polled.length + begun.length
    for (const id of begun) starts.check(id)
    if (begun.length > 0) poller.tryAgain()
    // One of many is not one alone, whatever became of the others.
    const [alone] = polled
    if (alone !== undefined && wanted.size === 1) poller.checkNow(alone)
    else poller.checkAll(polled)
    const [only] = cached
    if (only === undefined || wanted.size > 1) {
      recheck.inTime(cached)
      return ok({ changed })
    }
    const done = await recheck.now(only)
    return done.ok ? ok({ changed }) : done
  }

  return async ({ jobIds, order }) => {
    if (order === 'check') return check(jobIds)
    const ids = [...new Set(jobIds)]
    let changed = 0
    let failure: Fail<FailureCode> | null = null
    for (let at = 0; at < ids.length; at += atOnce) {
      for (const done of await Promise.all(ids.slice(at, at + atOnce).map((id) => library.steer(id, order)))) {
        if (done.ok) changed += done.value ? 1 : 0
        // Of many, one that was taken off the list meanwhile is no trouble.
        else if (done.code !== 'not-found' || ids.length === 1) failure ??= done
      }
      // An upload that is stopped ends now, not after the other four thousand.
      poller.poke()
      starts.poke()
    }
    return failure !== null && changed === 0 ? failure : ok({ changed })
  }
}
