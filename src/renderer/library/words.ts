// What a job's row says: one dot, two lines, always in words.

import type { JobSummary } from '../../core/job/job'
import { ago, inWords, plural, short } from '../ui/times'

export type Tone = 'ok' | 'work' | 'look' | 'wrong' | 'quiet'
export type Group = 'ready' | 'working' | 'needs-you'
export type JobWords = { readonly tone: Tone; readonly group: Group; readonly first: string; readonly second: string }

type Waiting = Extract<JobSummary['state'], { kind: 'waiting' }>

const nextTime = (state: Waiting, now: number, verb: string): string => {
  if (state.nextCheckAt === null) return ''
  return state.nextCheckAt <= now ? ` · ${verb}ing now` : ` · next ${verb} in ${inWords(state.nextCheckAt - now)}`
}

const waiting = (job: JobSummary, state: Waiting, now: number): JobWords => {
  const second = state.lastCheckAt === null ? `Added ${ago(job.addedAt, now)}` : `Asked ${ago(state.lastCheckAt, now)}`
  if (state.trouble === null) {
    const first = state.asked === 0 ? 'added' : 'in progress'
    return { tone: 'work', group: 'working', first: `${first}${nextTime(state, now, 'check')}`, second }
  }
  switch (state.trouble.reason) {
    case 'no-key':
      return { tone: 'look', group: 'needs-you', first: 'waiting for your key', second }
    case 'key-refused':
      return { tone: 'look', group: 'needs-you', first: 'Pictory refused the key', second }
    case 'offline':
      return {
        tone: 'quiet',
        group: 'working',
        first: `waiting for a connection${nextTime(state, now, 'check')}`,
        second,
      }
    case 'rate-limited':
      return {
        tone: 'work',
        group: 'working',
        first: `Pictory asked us to slow down${nextTime(state, now, 'check')}`,
        second,
      }
    case 'server-trouble':
      return { tone: 'quiet', group: 'working', first: `Pictory has trouble${nextTime(state, now, 'check')}`, second }
    case 'blocked':
      return { tone: 'look', group: 'needs-you', first: `blocked on the way${nextTime(state, now, 'check')}`, second }
    case 'bad-answer':
      return {
        tone: 'quiet',
        group: 'working',
        first: `an answer we cannot read${nextTime(state, now, 'check')}`,
        second,
      }
  }
}

const sizeOf = (job: JobSummary): string =>
  [
    job.durationMs === null ? null : short(job.durationMs),
    job.speakers === null ? null : plural(job.speakers, 'speaker'),
  ]
    .filter((part) => part !== null)
    .join(' · ')

const readySecond = (job: JobSummary, gone: boolean, now: number): string => {
  if (gone) return 'Gone at Pictory · safe here'
  const said: string[] = []
  if (job.exported.length > 0) said.push(`Exported ${job.exported.map((format) => format.toUpperCase()).join(', ')}`)
  if (job.editedAt !== null) said.push(`${said.length > 0 ? 'edited' : 'Edited'} ${ago(job.editedAt, now)}`)
  if (said.length === 0 && job.notes > 0) said.push(plural(job.notes, 'note from the reader', 'notes from the reader'))
  if (said.length === 0) {
    if (job.origin === 'sample') said.push('The sample')
    else said.push(`${job.origin === 'file' ? 'From a file' : 'From Pictory'} · ${ago(job.addedAt, now)}`)
  }
  return said.join(' · ')
}

/** `now` is wall-clock ms. */
export const jobWords = (job: JobSummary, now: number): JobWords => {
  const { state } = job
  switch (state.kind) {
    case 'waiting':
      return waiting(job, state, now)
    case 'ready':
      return { tone: 'ok', group: 'ready', first: sizeOf(job) || 'ready', second: readySecond(job, state.gone, now) }
    case 'failed':
      return { tone: 'wrong', group: 'needs-you', first: `Failed · ${state.message}`, second: ago(state.at, now) }
    case 'gone':
      return {
        tone: 'wrong',
        group: 'needs-you',
        first: 'Gone at Pictory before it was cached',
        second: ago(state.at, now),
      }
    case 'damaged':
      return { tone: 'wrong', group: 'needs-you', first: 'Damaged on disk', second: state.message }
  }
}

/** A long id keeps both ends: "cbbc5305…e463f". A title stays as it is. */
export const shownTitle = (job: Pick<JobSummary, 'id' | 'title'>): string =>
  job.title === '' || job.title === job.id ? `${job.id.slice(0, 8)}…${job.id.slice(-5)}` : job.title
