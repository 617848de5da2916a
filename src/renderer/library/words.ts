// What a job's row says: one dot, two lines, always in words. `troubleWords` is the one table of what can keep a job waiting.

import type { JobSummary, WaitReason } from '../../core/job/job'
import { ago, bytes, inWords, lasted, plural, short } from '../ui/times'

export type Tone = 'ok' | 'work' | 'look' | 'wrong' | 'quiet'
/** 'resting': put aside by the person; nothing happens to it until they say so. */
export type Group = 'ready' | 'working' | 'needs-you' | 'resting'
export type JobWords = { readonly tone: Tone; readonly group: Group; readonly first: string; readonly second: string }

export type Waiting = Extract<JobSummary['state'], { kind: 'waiting' }>
export type Starting = Extract<JobSummary['state'], { kind: 'starting' }>

type TroubleWords = { readonly tone: Tone; readonly group: Group; readonly first: string; readonly title: string }
export const troubleWords: Readonly<Record<WaitReason, TroubleWords>> = {
  'no-key': { tone: 'look', group: 'needs-you', first: 'waiting for your key', title: 'Waiting for your key' },
  'key-refused': {
    tone: 'look',
    group: 'needs-you',
    first: 'Pictory refused the key',
    title: 'Pictory refused the key',
  },
  offline: { tone: 'quiet', group: 'working', first: 'waiting for a connection', title: 'Waiting for a connection' },
  'rate-limited': {
    tone: 'work',
    group: 'working',
    first: 'Pictory asked us to slow down',
    title: 'Pictory asked us to slow down',
  },
  'server-trouble': { tone: 'quiet', group: 'working', first: 'Pictory has trouble', title: 'Pictory has trouble' },
  blocked: { tone: 'look', group: 'needs-you', first: 'blocked on the way', title: 'Blocked on the way' },
  'bad-answer': {
    tone: 'quiet',
    group: 'working',
    first: 'an answer we cannot read',
    title: 'An answer Caesura cannot read',
  },
}

/** Only the person can end it: no time is known. */
export const needsKey = (reason: WaitReason | undefined): boolean => reason === 'no-key' || reason === 'key-refused'

/** When it is asked next. Past its time a check is due, not under way: polling may be held by many things. */
export const nextCheck = (nextCheckAt: number | null, now: number): string | null => {
  if (nextCheckAt === null) return null
  return nextCheckAt <= now ? 'Next check is due' : `Next check in ${inWords(nextCheckAt - now)}`
}
export const nextTry = (nextTryAt: number | null, now: number): string | null => {
  if (nextTryAt === null) return null
  return nextTryAt <= now ? 'Another try is due' : `Trying again in ${inWords(nextTryAt - now)}`
}

/** 0–100; whole percents, and 100 only when all of it has left. */
export const percentOf = ({ sentBytes, totalBytes }: Pick<Starting, 'sentBytes' | 'totalBytes'>): number =>
  totalBytes === null || totalBytes === 0 ? 0 : Math.min(100, Math.floor((sentBytes / totalBytes) * 100))

const phaseFirst = (state: Starting): string => {
  switch (state.phase) {
    case 'queued':
      return state.totalBytes === null ? 'In line to be started' : 'In line to be uploaded'
    case 'preparing':
      return 'Preparing the upload'
    case 'uploading':
      return `Uploading · ${percentOf(state)} %`
    case 'starting':
      return 'Asking Pictory to begin'
  }
}

const starting = (job: JobSummary, state: Starting, now: number): JobWords => {
  const { trouble, totalBytes } = state
  if (trouble !== null) {
    const { tone, group, first } = troubleWords[trouble.reason]
    return { tone, group, first, second: nextTry(state.nextTryAt, now) ?? phaseFirst(state) }
  }
  const name = job.start?.name ?? ''
  const second =
    state.phase === 'uploading' && totalBytes !== null
      ? `${bytes(state.sentBytes)} of ${bytes(totalBytes)}`
      : [name, totalBytes === null ? '' : bytes(totalBytes)].filter(Boolean).join(' · ') ||
        `Added ${ago(job.addedAt, now)}`
  return { tone: 'work', group: 'working', first: phaseFirst(state), second }
}

// What changes by the second stands at the start of the second line, where a narrow list does not cut it.
const waiting = (job: JobSummary, state: Waiting, now: number): JobWords => {
  const when = ago(state.lastCheckAt ?? job.addedAt, now)
  const did = state.lastCheckAt === null ? 'added' : 'asked'
  const past = `${did === 'added' ? 'Added' : 'Asked'} ${when}`
  if (state.paused) return { tone: 'quiet', group: 'resting', first: 'Paused', second: past }
  const next = needsKey(state.trouble?.reason) ? null : nextCheck(state.nextCheckAt, now)
  const usual = next === null ? past : when === 'just now' ? next : `${next} · ${did} ${when}`
  const second = job.asking ? 'Asking Pictory now…' : usual
  if (state.trouble !== null) {
    const { tone, group, first } = troubleWords[state.trouble.reason]
    return { tone, group: state.overdue ? 'needs-you' : group, first, second }
  }
  if (state.overdue)
    return { tone: 'look', group: 'needs-you', first: `Still running after ${lasted(now - job.addedAt)}`, second }
  const first = state.asked === 0 ? 'waiting for its first check' : 'in progress'
  return { tone: 'work', group: 'working', first, second }
}

const sizeOf = (job: JobSummary): string =>
  [
    job.durationMs === null ? null : short(job.durationMs),
    job.speakers === null ? null : plural(job.speakers, 'speaker'),
  ]
    .filter((part) => part !== null)
    .join(' · ')

export const goneButSafe = 'Gone at Pictory · safe here'

const readySecond = (job: JobSummary, gone: boolean, now: number): string => {
  if (job.asking) return 'Asking Pictory now…'
  if (gone) return goneButSafe
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
    case 'starting':
      return starting(job, state, now)
    case 'waiting':
      return waiting(job, state, now)
    case 'stopped':
      return { tone: 'quiet', group: 'resting', first: 'Stopped', second: ago(state.at, now) }
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
