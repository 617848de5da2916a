// What a job's row says: one dot, two lines, always in words.

import type { JobSummary } from '../../core/job/job'
import { ago, inWords, plural, short } from '../ui/times'

export type Tone = 'ok' | 'work' | 'look' | 'wrong' | 'quiet'
export type Group = 'ready' | 'working' | 'needs-you'
export type JobWords = { readonly tone: Tone; readonly group: Group; readonly first: string; readonly second: string }

type Waiting = Extract<JobSummary['state'], { kind: 'waiting' }>

/** When it is asked next. Past its time a check is due, not under way: polling may be held by many things. */
export const nextCheck = (nextCheckAt: number | null, now: number): string | null => {
  if (nextCheckAt === null) return null
  return nextCheckAt <= now ? 'Next check is due' : `Next check in ${inWords(nextCheckAt - now)}`
}

// What changes by the second stands at the start of the second line, where a narrow list does not cut it.
const waiting = (job: JobSummary, state: Waiting, now: number): JobWords => {
  const when = ago(state.lastCheckAt ?? job.addedAt, now)
  const did = state.lastCheckAt === null ? 'added' : 'asked'
  const past = `${did === 'added' ? 'Added' : 'Asked'} ${when}`
  const next = nextCheck(state.nextCheckAt, now)
  const second = next === null ? past : when === 'just now' ? next : `${next} · ${did} ${when}`
  if (state.trouble === null) {
    const first = state.asked === 0 ? 'waiting for its first check' : 'in progress'
    return { tone: 'work', group: 'working', first, second }
  }
  switch (state.trouble.reason) {
    case 'no-key':
      return { tone: 'look', group: 'needs-you', first: 'waiting for your key', second: past }
    case 'key-refused':
      return { tone: 'look', group: 'needs-you', first: 'Pictory refused the key', second: past }
    case 'offline':
      return { tone: 'quiet', group: 'working', first: 'waiting for a connection', second }
    case 'rate-limited':
      return { tone: 'work', group: 'working', first: 'Pictory asked us to slow down', second }
    case 'server-trouble':
      return { tone: 'quiet', group: 'working', first: 'Pictory has trouble', second }
    case 'blocked':
      return { tone: 'look', group: 'needs-you', first: 'blocked on the way', second }
    case 'bad-answer':
      return { tone: 'quiet', group: 'working', first: 'an answer we cannot read', second }
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
  if (gone) return 'Not at Pictory · safe here'
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
        first: 'Pictory does not know this job',
        second: ago(state.at, now),
      }
    case 'damaged':
      return { tone: 'wrong', group: 'needs-you', first: 'Damaged on disk', second: state.message }
  }
}

/** A long id keeps both ends: "cbbc5305…e463f". A title stays as it is. */
export const shownTitle = (job: Pick<JobSummary, 'id' | 'title'>): string =>
  job.title === '' || job.title === job.id ? `${job.id.slice(0, 8)}…${job.id.slice(-5)}` : job.title
