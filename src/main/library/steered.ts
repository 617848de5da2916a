// What becomes of a job's record: by an order of the person, and by a process that ended in the middle of a start.

import type { StartingState } from '../../core/job/answer'
import type { JobOrder } from '../../core/job/orders'
import { added } from '../../core/job/schedule'
import type { JobRecord, Start } from './record'

const hour = 3_600_000

/** Pictory keeps a file's place for 24 h: after this it is sent again. */
const uploadKeptMs = 23 * hour

export const mayBeUnderWay =
  'Caesura was ended while it asked Pictory to begin. The transcription may be under way: look in the list of your account before you start it again.'

/** In line, from the beginning of what is still to be done. */
export const inLine = ({ source }: Start): StartingState => ({
  kind: 'starting',
  phase: 'queued',
  sentBytes: 0,
  totalBytes: source.kind === 'file' ? source.bytes : null,
  nextTryAt: null,
  trouble: null,
})

/** Without an uploaded file that Pictory will not keep long enough any more. */
export const withFreshUpload = (start: Start, now: number): Start =>
  start.uploaded === null || Math.abs(now - start.uploaded.at) < uploadKeptMs ? start : { ...start, uploaded: null }

/** Has Pictory given it an id to which the job has still to move? */
export const movesTo = ({ id, start }: JobRecord): string | null =>
  start === null || start.became === id ? null : start.became

/** The record after an order that applies to it. */
export const steered = (record: JobRecord, order: Exclude<JobOrder, 'check'>, now: number): JobRecord => {
  const { state, start } = record
  switch (order) {
    case 'pause':
      return state.kind === 'waiting' ? { ...record, state: { ...state, paused: true } } : record
    case 'resume':
      return state.kind === 'waiting' ? { ...record, state: { ...state, paused: false, nextCheckAt: null } } : record
    case 'go-on':
      return state.kind === 'waiting'
        ? { ...record, state: { ...state, overdue: false, countedFrom: now, nextCheckAt: null } }
        : record
    case 'stop':
      return { ...record, state: { kind: 'stopped', at: now } }
    case 'retry': {
      if (start === null || start.became === record.id) return { ...record, state: { ...added, countedFrom: now } }
      // Pictory's id may have come after the stop: then the job goes on under it, and is not begun twice.
      const again = start.became === null ? { ...withFreshUpload(start, now), askedAt: null } : start
      return { ...record, start: again, state: inLine(again) }
    }
  }
}

/** A start as the next process finds it: taken up again where nothing can happen twice. */
export const takenUp = (record: JobRecord, now: number): JobRecord => {
  if (record.state.kind !== 'starting') return record
  const { start } = record
  if (start === null)
    return {
      ...record,
      state: { kind: 'failed', message: 'What was to be transcribed is not known any more. Start it anew.', at: now },
    }
  if (start.became === null && start.askedAt !== null)
    return { ...record, state: { kind: 'failed', message: mayBeUnderWay, at: now } }
  return { ...record, state: inLine(start), start: withFreshUpload(start, now) }
}
