// The words of a batch: how many of what, and what became of them.

import { isOpenable, type JobSummary } from '../../core/job/job'
import type { BatchLine } from '../../ipc/contract'
import { plural } from '../ui/times'

/** Those that can be written now; the rest is named at the end. */
export const writable = (jobs: readonly JobSummary[]): readonly JobSummary[] =>
  jobs.filter(({ state }) => state.kind === 'ready')

/** Why some are left out, before anything is done; null where none is. */
export const leftOut = (jobs: readonly JobSummary[]): string | null => {
  const damaged = jobs.filter(({ state }) => state.kind === 'damaged' && isOpenable(state)).length
  const unfinished = jobs.length - writable(jobs).length - damaged
  const parts = [
    ...(unfinished > 0 ? [`${plural(unfinished, 'job')} without a transcript`] : []),
    ...(damaged > 0 ? [plural(damaged, 'damaged job')] : []),
  ]
  return parts.length === 0 ? null : `${parts.join(' and ')} ${unfinished + damaged === 1 ? 'is' : 'are'} left out.`
}

/** "12 files written", "10 of 12 files written". */
export const batchTitle = (lines: readonly BatchLine[]): string => {
  const written = lines.filter(({ outcome }) => outcome.kind === 'written').length
  return written === lines.length
    ? `${plural(written, 'file')} written`
    : `${written} of ${plural(lines.length, 'file')} written`
}

export const lineWords = ({ outcome }: BatchLine): string => {
  switch (outcome.kind) {
    case 'written':
      return `${outcome.name} · ${plural(outcome.cues, 'cue')}`
    case 'skipped':
      return `Left out. ${outcome.message}`
    case 'failed':
      return outcome.message
    case 'stopped':
      return 'Not written: you stopped the export before its turn.'
  }
}

const order = { failed: 0, skipped: 1, stopped: 2, written: 3 } as const

/** What the person has to know comes first. */
export const inOrder = (lines: readonly BatchLine[]): readonly BatchLine[] =>
  lines.toSorted((a, b) => order[a.outcome.kind] - order[b.outcome.kind])
