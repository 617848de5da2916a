// What a job is shown to wait for, when it is something that all jobs wait for: the key, or a hold on all polling. Every one of them
// does at once, so it is computed here and never kept with a job.

import { type JobSummary, needsKey } from '../core/job/job'
import type { KeyStatus } from '../ipc/contract'
import type { Hold } from './pictory/types'

type KeyReason = 'no-key' | 'key-refused'

const waitingFor: Readonly<Record<KeyReason, string>> = {
  'no-key': 'Caesura has no Pictory API key yet. Enter it, and this job is asked for.',
  'key-refused': 'Pictory refused the API key. Enter another one, and this job is asked for again.',
}
const startingFor: Readonly<Record<KeyReason, string>> = {
  'no-key': 'Caesura has no Pictory API key yet. Enter it, and this transcription goes on.',
  'key-refused': 'Pictory refused the API key. Enter another one, and this transcription goes on.',
}

/**
 * The first of these: no key, a refused key, the hold for all, the job's own trouble. A paused job waits for the person alone. A start
 * keeps a trouble of its own, which says more; a file that is being sent needs neither key nor polling.
 * @param status null while the keychain has not answered: nothing is said of the key then.
 */
export const standing = (job: JobSummary, status: KeyStatus | null, hold: Hold | null): JobSummary => {
  const { state } = job
  if (state.kind !== 'waiting' && state.kind !== 'starting') return job
  const own = needsKey(state.trouble?.reason) ? null : state.trouble
  const failures = own?.failures ?? 0
  const key = reasonOf(status)
  switch (state.kind) {
    case 'waiting': {
      const shown = own === state.trouble ? job : { ...job, state: { ...state, trouble: own } }
      if (state.paused) return shown
      if (key !== null) {
        const trouble = { reason: key, message: waitingFor[key], failures }
        return { ...job, state: { ...state, nextCheckAt: null, trouble } }
      }
      if (hold === null) return shown
      const trouble = { reason: hold.reason, message: hold.message, failures }
      const nextCheckAt = after(hold, state.nextCheckAt)
      return { ...job, state: { ...state, nextCheckAt, trouble } }
    }
    case 'starting': {
      const shown = own === state.trouble ? job : { ...job, state: { ...state, trouble: own } }
      if (own !== null || state.phase === 'uploading') return shown
      if (key !== null) {
        const trouble = { reason: key, message: startingFor[key], failures }
        return { ...job, state: { ...state, nextTryAt: null, trouble } }
      }
      if (hold === null) return shown
      const trouble = { reason: hold.reason, message: hold.message, failures }
      const nextTryAt = after(hold, state.nextTryAt)
      return { ...job, state: { ...state, nextTryAt, trouble } }
    }
  }
}

const after = ({ untilMs }: Hold, at: number | null): number | null =>
  untilMs === null ? null : Math.max(at ?? 0, untilMs)

const reasonOf = (status: KeyStatus | null): KeyReason | null => {
  if (status === null) return null
  if (status.kind === 'none') return 'no-key'
  return status.refused ? 'key-refused' : null
}
