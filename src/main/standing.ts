// What a waiting job is shown to wait for, when it is the key: every one of them does at once, so it is computed from the key's
// status and never kept with a job.

import type { JobSummary } from '../core/job/job'
import type { KeyStatus } from '../ipc/contract'

type KeyReason = 'no-key' | 'key-refused'

const messages: Readonly<Record<KeyReason, string>> = {
  'no-key': 'Caesura has no Pictory API key yet. Enter it, and this job is asked for.',
  'key-refused': 'Pictory refused the API key. Enter another one, and this job is asked for again.',
}

/** @param status null while the keychain has not answered: nothing is said of the key then. */
export const standing = (job: JobSummary, status: KeyStatus | null): JobSummary => {
  const { state } = job
  if (state.kind !== 'waiting') return job
  const said = state.trouble?.reason === 'no-key' || state.trouble?.reason === 'key-refused'
  const reason = reasonOf(status)
  if (reason === null) return said ? { ...job, state: { ...state, trouble: null } } : job
  const trouble = { reason, message: messages[reason], failures: state.trouble?.failures ?? 0 }
  return { ...job, state: { ...state, nextCheckAt: null, trouble } }
}

const reasonOf = (status: KeyStatus | null): KeyReason | null => {
  if (status === null) return null
  if (status.kind === 'none') return 'no-key'
  return status.refused ? 'key-refused' : null
}
