// What a person can order about a job's dealings with Pictory. One table: menus, buttons, keys and main all ask it.

import type { JobState } from './job'

export const jobOrders = ['check', 'pause', 'resume', 'stop', 'retry', 'go-on'] as const
export type JobOrder = (typeof jobOrders)[number]

/**
 * - check: ask Pictory now, whatever the schedule says (a cached job: is it still at Pictory?).
 * - pause: stay in the list, ask nothing. resume: go on asking.
 * - stop: give it up; an upload is broken off. retry: take up what was stopped, failed or gone, from the beginning.
 * - go-on: an overdue job is asked about at the usual pace for another limit.
 * @param fromPictory false for a job that came from a file or is the sample: Pictory is never asked about it.
 */
export const applies = (order: JobOrder, state: JobState, fromPictory: boolean): boolean => {
  if (!fromPictory) return false
  switch (state.kind) {
    case 'waiting':
      switch (order) {
        case 'check':
        case 'pause':
          return !state.paused
        case 'resume':
          return state.paused
        case 'stop':
          return true
        case 'go-on':
          return state.overdue && !state.paused
        case 'retry':
          return false
      }
      break
    case 'starting':
      return order === 'stop' || (order === 'check' && state.trouble !== null)
    case 'stopped':
    case 'failed':
    case 'gone':
      return order === 'retry'
    case 'ready':
      return order === 'check'
    case 'damaged':
      break
  }
  return false
}
