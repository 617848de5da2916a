// What the centre says of a job that holds no transcript (yet): what is, what Pictory said, what happens next and when.

import { needsKey, type JobSummary } from '../../core/job/job'
import {
  goneTitle,
  nextCheck,
  nextOf,
  nextTry,
  percentOf,
  progressOf,
  troubleWords,
  type Starting,
  type Tone,
  type Waiting,
  jobWords,
} from '../library/words'
import { bytes, lasted } from '../ui/times'

export type Sign =
  | 'key'
  | 'offline'
  | 'blocked'
  | 'patience'
  | 'work'
  | 'upload'
  | 'paused'
  | 'stopped'
  | 'failed'
  | 'gone'
  | 'damaged'

export type StandingWords = {
  readonly tone: Tone
  readonly sign: Sign
  readonly title: string
  /** In Pictory's own words; null where it said none. */
  readonly said: string | null
  /** What is and what it means, a sentence or two each. */
  readonly lines: readonly string[]
  /** What happens next and when; changes by the second. */
  readonly next: string | null
}

const progressTitle = {
  begun: 'In progress at Pictory',
  asked: 'Waiting for its first answer',
  new: 'Waiting for its first check',
} as const

/** What a person can do where something on the way refuses us; Pictory's host is the one thing to name. */
const unblock = 'Switch off a VPN, or ask whoever runs this network to allow api.pictory.ai; then check again.'

const troubled = (trouble: NonNullable<Waiting['trouble']>, next: string | null): StandingWords => {
  const { tone, title } = troubleWords[trouble.reason]
  const forKey = needsKey(trouble.reason)
  const sign: Sign = forKey
    ? 'key'
    : trouble.reason === 'offline'
      ? 'offline'
      : trouble.reason === 'blocked'
        ? 'blocked'
        : 'patience'
  const often =
    trouble.failures > 1
      ? `That happened ${trouble.failures} times in a row, so the wait grows. The job is safe.`
      : 'The job is safe.'
  const lines = forKey
    ? [trouble.message]
    : [trouble.message, ...(trouble.reason === 'blocked' ? [unblock] : []), often]
  return { tone, sign, title, said: null, lines, next: forKey ? null : next }
}

const startingWords = (job: JobSummary, state: Starting, now: number): StandingWords => {
  if (state.trouble !== null)
    return troubled(state.trouble, state.nextTryAt === null ? null : `${nextTry(state.nextTryAt, now)}.`)
  const common = { tone: 'work', said: null } as const
  switch (state.phase) {
    case 'queued':
      return {
        ...common,
        sign: 'upload',
        title: jobWords(job, now).first,
        lines: ['It begins by itself when it is its turn.'],
        next: null,
      }
    case 'preparing':
      return {
        ...common,
        sign: 'upload',
        title: 'Preparing the upload',
        lines: ['Pictory names a place for the file.'],
        next: null,
      }
    case 'uploading':
      return {
        ...common,
        sign: 'upload',
        title: `Uploading · ${percentOf(state)} %`,
        lines: ['You can close Caesura; the upload begins again when it is back.'],
        next: state.totalBytes === null ? null : `${bytes(state.sentBytes)} of ${bytes(state.totalBytes)}`,
      }
    case 'starting':
      return {
        ...common,
        sign: 'work',
        title: 'Asking Pictory to begin',
        lines: [state.totalBytes === null ? 'Pictory fetches the file from its address.' : 'The file is at Pictory.'],
        next: null,
      }
  }
}

const waitingWords = (job: JobSummary, state: Waiting, now: number, turnAt: number | null): StandingWords => {
  if (state.paused)
    return {
      tone: 'quiet',
      sign: 'paused',
      title: 'Paused',
      said: null,
      lines: ['Pictory is not asked about this job until you resume it.'],
      next: null,
    }
  const comes = nextOf(state, turnAt)
  const next = job.asking ? 'Asking Pictory now…' : comes === null ? null : `${nextCheck(comes, now)}.`
  if (state.trouble !== null) return troubled(state.trouble, next)
  if (state.overdue)
    return {
      tone: 'look',
      sign: 'patience',
      title: jobWords(job, now).first,
      said: null,
      lines: [
        'Pictory says that it is in progress, for longer than usual. Until you decide, it is asked every 5 minutes.',
        state.mediaMs === null ? '' : `The recording is ${lasted(state.mediaMs)} long.`,
      ].filter((line) => line !== ''),
      next,
    }
  return {
    tone: 'work',
    sign: 'work',
    title: progressTitle[progressOf(state)],
    said: null,
    lines: ['The transcript opens here the moment it is ready. You can close Caesura; it asks again when it is back.'],
    next,
  }
}

/** `now` and `turnAt` as for `jobWords`. */
export const standingWords = (job: JobSummary, now: number, turnAt: number | null = null): StandingWords => {
  const { state } = job
  switch (state.kind) {
    case 'starting':
      return startingWords(job, state, now)
    case 'waiting':
      return waitingWords(job, state, now, turnAt)
    case 'stopped':
      return {
        tone: 'quiet',
        sign: 'stopped',
        title: 'Stopped',
        said: null,
        lines: ['You stopped this job: nothing is sent or asked. What Pictory has of it stays there.'],
        next: null,
      }
    case 'failed':
      // What was begun here can fail here: only Pictory's own jobs fail in its words alone.
      return job.start === null
        ? {
            tone: 'wrong',
            sign: 'failed',
            title: 'Pictory could not transcribe this',
            said: state.message,
            lines: [
              'This is final at Pictory. Start it there again and add the new id, or try again here to ask once more.',
            ],
            next: null,
          }
        : {
            tone: 'wrong',
            sign: 'failed',
            title: 'This transcription failed',
            said: null,
            lines: [state.message, `“${job.start.name}” can be tried again from here.`],
            next: null,
          }
    case 'gone':
      return {
        tone: 'wrong',
        sign: 'gone',
        title: goneTitle[state.why],
        said: null,
        lines: [
          state.message,
          state.why === 'cleaned'
            ? 'It was not kept here before. Transcribe the recording again, or drop the response on the window if you saved it as a file.'
            : 'It was not kept here before. If you saved its response as a file, drop that file on the window.',
        ],
        next: null,
      }
    case 'damaged':
      return {
        tone: 'wrong',
        sign: 'damaged',
        title: 'The files of this job are damaged',
        said: null,
        lines: [
          state.message,
          'If you have its original as a file, drop that file on the window. Nothing of what lies here is thrown away by any of these.',
        ],
        next: null,
      }
    case 'ready':
      return { tone: 'ok', sign: 'work', title: 'Ready', said: null, lines: [], next: null }
  }
}
