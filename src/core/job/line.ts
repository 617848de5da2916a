// Whose turn comes when: with more jobs than one question a second allows, a job is asked later than its own time. For words only; the
// poller decides (schedule.ts).

import { type JobId, type JobSummary, needsKey } from './job'
import { pace } from './schedule'

/**
 * When each waiting job will be asked, wall-clock ms, as far as can be said: those that are due longest first, one a second. Jobs
 * that wait for a person or for a time nobody knows are not in it.
 */
export const turnsOf = (jobs: readonly JobSummary[], now: number): ReadonlyMap<JobId, number> => {
  const due: { readonly id: JobId; readonly at: number; readonly since: number }[] = []
  for (const { id, addedAt, state } of jobs) {
    if (state.kind !== 'waiting' || state.paused) continue
    const { reason } = state.trouble ?? {}
    if (needsKey(reason)) continue
    if (state.nextCheckAt === null && reason !== undefined) continue
    due.push({ id, at: state.nextCheckAt ?? 0, since: state.lastCheckAt ?? addedAt })
  }
  due.sort((a, b) => a.at - b.at || a.since - b.since)
  const turns = new Map<JobId, number>()
  let free = now
  for (const { id, at } of due) {
    const turn = Math.max(at, free)
    turns.set(id, turn)
    free = turn + pace.spacingMs
  }
  return turns
}
