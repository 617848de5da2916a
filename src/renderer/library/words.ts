// What a job's row says: one dot, two lines, always in words. `troubleWords` is the one table of what can keep a job waiting.

import { aboutFormat, fileFormats } from '../../core/formats/table'
import { formatWords } from '../../core/imports/format'
import { type JobSummary, needsKey, type WaitReason } from '../../core/job/job'
import { daysLeft } from '../../core/job/trash'
import { ago, bytes, inWords, lasted, plural, roughly, short } from '../ui/times'

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
  disk: {
    tone: 'wrong',
    group: 'needs-you',
    first: 'could not be saved here',
    title: 'Could not be saved on this computer',
  },
}

/** "in 12 s". Past its time a thing is due, not under way: it may be held by much. */
export const due = (at: number, now: number): string => (at <= now ? 'due' : `in ${inWords(at - now)}`)

/** When a waiting job is asked next: at its own time, or when its turn comes in a long line (turns.ts). Wall-clock ms. */
export type Next = { readonly at: number; readonly isTurn: boolean }

/** Null where no time is known. @param turnAt null: its turn comes at its own time. */
export const nextOf = ({ paused, trouble, nextCheckAt }: Waiting, turnAt: number | null): Next | null => {
  if (paused || needsKey(trouble?.reason)) return null
  if (turnAt !== null) return { at: turnAt, isTurn: true }
  if (nextCheckAt !== null) return { at: nextCheckAt, isTurn: false }
  return trouble === null ? { at: 0, isTurn: false } : null
}
/** For the name "Next check" before it: "in 12 s", "in about 12 min". */
export const dueNext = ({ at, isTurn }: Next, now: number): string =>
  isTurn && at > now ? `in about ${roughly(at - now)}` : due(at, now)

export const nextCheck = (next: Next, now: number): string => {
  if (next.at <= now) return 'Next check is due'
  return next.isTurn ? `Its turn comes in about ${roughly(next.at - now)}` : `Next check ${due(next.at, now)}`
}
export const nextTry = (at: number, now: number): string =>
  at <= now ? 'Another try is due' : `Trying again ${due(at, now)}`

/** What Pictory has said of it so far. */
export const progressOf = ({ begun, asked }: Waiting): 'begun' | 'asked' | 'new' =>
  begun ? 'begun' : asked === 0 ? 'new' : 'asked'
const progressFirst = {
  begun: 'in progress',
  asked: 'waiting for its first answer',
  new: 'waiting for its first check',
} as const

export const goneTitle = {
  unknown: 'Pictory does not know this job',
  cleaned: 'Cleaned away at Pictory',
} as const

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
    const second = state.nextTryAt === null ? phaseFirst(state) : nextTry(state.nextTryAt, now)
    return { tone, group, first, second }
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
const waiting = (job: JobSummary, state: Waiting, now: number, turnAt: number | null): JobWords => {
  const when = ago(state.lastCheckAt ?? job.addedAt, now)
  const did = state.lastCheckAt === null ? 'added' : 'asked'
  const past = `${did === 'added' ? 'Added' : 'Asked'} ${when}`
  if (state.paused) return { tone: 'quiet', group: 'resting', first: 'Paused', second: past }
  const next = nextOf(state, turnAt)
  const words = next === null ? null : nextCheck(next, now)
  const usual = words === null ? past : when === 'just now' ? words : `${words} · ${did} ${when}`
  const second = job.asking ? 'Asking Pictory now…' : usual
  if (state.trouble !== null) {
    const { tone, group, first } = troubleWords[state.trouble.reason]
    return { tone, group: state.overdue ? 'needs-you' : group, first, second }
  }
  if (state.overdue)
    return { tone: 'look', group: 'needs-you', first: `Still running after ${lasted(now - job.addedAt)}`, second }
  return { tone: 'work', group: 'working', first: progressFirst[progressOf(state)], second }
}

const sizeOf = (job: JobSummary): string =>
  [
    job.durationMs === null ? null : short(job.durationMs),
    job.speakers === null ? null : plural(job.speakers, 'speaker'),
  ]
    .filter((part) => part !== null)
    .join(' · ')

const fromFile = ({ format }: JobSummary): string => (format === 'pictory' ? 'From a file' : formatWords(format))

export const goneButSafe = 'Gone at Pictory · safe here'

const fromWords = { pictory: 'From Pictory', copy: 'A copy' } as const

/** "kept for 29 more days". */
export const keptWords = (trashedAt: number, now: number): string => {
  const days = daysLeft(trashedAt, now)
  return days === 0 ? 'due to be deleted' : `kept for ${plural(days, 'more day', 'more days')}`
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** In the trash nothing goes on: what the job was, and how long it is kept. */
const trashed = (job: JobSummary, trashedAt: number, now: number): JobWords => {
  const { first } = jobWords({ ...job, trashedAt: null }, now)
  const said = job.state.kind === 'waiting' || job.state.kind === 'starting' ? 'not finished' : first
  return { tone: 'quiet', group: 'resting', first: said, second: sentence(keptWords(trashedAt, now)) }
}

/** "SRT, Word document". */
export const exportedWords = ({ exported }: Pick<JobSummary, 'exported'>): string =>
  exported
    .map((one) => {
      const known = fileFormats.find((format) => format === one)
      return known === undefined ? one.toUpperCase() : aboutFormat[known].label
    })
    .join(', ')

const readySecond = (job: JobSummary, gone: boolean, now: number): string => {
  if (job.asking) return 'Asking Pictory now…'
  if (gone) return goneButSafe
  const said: string[] = []
  if (job.exported.length > 0) said.push(`Exported ${exportedWords(job)}`)
  if (job.editedAt !== null) said.push(`${said.length > 0 ? 'edited' : 'Edited'} ${ago(job.editedAt, now)}`)
  if (said.length === 0 && job.notes > 0) said.push(plural(job.notes, 'note from the reader', 'notes from the reader'))
  if (said.length === 0) {
    if (job.origin === 'sample') said.push('The sample')
    else said.push(`${job.origin === 'file' ? fromFile(job) : fromWords[job.origin]} · ${ago(job.addedAt, now)}`)
  }
  return said.join(' · ')
}

/** `now` is wall-clock ms. @param turnAt where the line makes it wait longer than its own time (turns.ts). */
export const jobWords = (job: JobSummary, now: number, turnAt: number | null = null): JobWords => {
  const { state, trashedAt } = job
  if (trashedAt !== null) return trashed(job, trashedAt, now)
  switch (state.kind) {
    case 'starting':
      return starting(job, state, now)
    case 'waiting':
      return waiting(job, state, now, turnAt)
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
        first: goneTitle[state.why],
        second: ago(state.at, now),
      }
    case 'damaged':
      return { tone: 'wrong', group: 'needs-you', first: 'Damaged on disk', second: state.message }
  }
}

/** A long id keeps both ends: "cbbc5305…e463f". A title stays as it is. */
export const shownTitle = (job: Pick<JobSummary, 'id' | 'title'>): string =>
  job.title === '' || job.title === job.id ? `${job.id.slice(0, 8)}…${job.id.slice(-5)}` : job.title
