// One reason for which every job waits, so that a thousand of them need not each be read.

import { type JobSummary, needsKey, type WaitReason } from '../../core/job/job'
import { troubles } from '../../core/job/schedule'

export type Held = {
  readonly reason: WaitReason
  readonly message: string
  /** Wall-clock ms, null where no time is known: it ends when the person does something. */
  readonly untilMs: number | null
  readonly jobs: number
}

const holdsAll = (reason: WaitReason): boolean => needsKey(reason) || troubles[reason].holdsAll

/** What a job that should get on waits for, if it waits; null for one that gets on, and undefined for one that need not. */
const waitsFor = ({ state }: JobSummary) => {
  // A file that is being sent gets on whatever holds the others, and is no sign that they do.
  if (state.kind === 'starting' && state.trouble === null && state.phase === 'uploading') return undefined
  if (state.kind === 'starting') return state.trouble && { ...state.trouble, at: state.nextTryAt }
  if (state.kind === 'waiting' && !state.paused) return state.trouble && { ...state.trouble, at: state.nextCheckAt }
  return undefined
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** Null while at least one job gets on, or fewer than `least` wait: a single row says it itself. */
export const heldFor = (jobs: readonly JobSummary[], least = 2): Held | null => {
  const found = new Map<WaitReason, Held>()
  for (const job of jobs) {
    const wait = waitsFor(job)
    if (wait === null) return null
    if (wait === undefined || !holdsAll(wait.reason)) continue
    const before = found.get(wait.reason)
    found.set(wait.reason, {
      reason: wait.reason,
      message: wait.message,
      untilMs: earlier(wait.at, before?.untilMs ?? null),
      jobs: (before?.jobs ?? 0) + 1,
    })
  }
  // With two reasons at once the key comes first: nothing else matters without it.
  const most = found.get('no-key') ?? found.get('key-refused') ?? [...found.values()].sort((a, b) => b.jobs - a.jobs)[0]
  return most === undefined || most.jobs < least ? null : most
}
