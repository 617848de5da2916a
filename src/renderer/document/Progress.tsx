// A bar under the words: how much of a file has left. How far Pictory is nobody knows, so nothing else is drawn as progress.

import type { JobSummary } from '../../core/job/job'
import { percentOf } from '../library/words'

/** 0–1; null where there is nothing to measure. */
export const share = ({ state }: Pick<JobSummary, 'state'>): number | null =>
  state.kind === 'starting' && state.phase === 'uploading' && state.totalBytes !== null ? percentOf(state) / 100 : null

/** @param label what it is the progress of. */
export const Progress = ({ done, label = 'Upload' }: { readonly done: number; readonly label?: string }) => (
  <div
    className="bar-of-work"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(done * 100)}
  >
    <i style={{ transform: `scaleX(${done})` }} />
  </div>
)
