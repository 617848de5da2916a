// A thin bar under the words: how much of a file has left, or how much of the wait for the next check has passed.

import type { JobSummary } from '../../core/job/job'
import { percentOf } from '../library/words'

export type Share = {
  /** 0–1. */
  readonly done: number
  /** A measure worth telling a screen reader; a wait is only decoration beside its words. */
  readonly label: string | null
}

/** Null where there is nothing to measure. */
export const share = (job: JobSummary, now: number): Share | null => {
  const { state } = job
  if (state.kind === 'starting')
    return state.phase === 'uploading' && state.totalBytes !== null
      ? { done: percentOf(state) / 100, label: 'Upload' }
      : null
  if (state.kind !== 'waiting' || state.paused || state.trouble !== null) return null
  const { nextCheckAt, lastCheckAt } = state
  if (nextCheckAt === null || lastCheckAt === null || nextCheckAt <= lastCheckAt) return null
  return { done: Math.min(1, Math.max(0, (now - lastCheckAt) / (nextCheckAt - lastCheckAt))), label: null }
}

export const Progress = ({ done, label }: Share) => (
  <div
    className={label === null ? 'bar-of-work' : 'bar-of-work measured'}
    {...(label === null
      ? { 'aria-hidden': true }
      : {
          role: 'progressbar',
          'aria-label': label,
          'aria-valuemin': 0,
          'aria-valuemax': 100,
          'aria-valuenow': Math.round(done * 100),
        })}
  >
    <i style={{ transform: `scaleX(${done})` }} />
  </div>
)
