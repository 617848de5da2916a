// What one question to Pictory about one job can come back as: one kind per row of the states-and-failures table.

import type { JobState } from './job'

/** A trouble that passes: the job stays, the reason is visible, it is asked again later. */
export type TroubleReason = 'offline' | 'rate-limited' | 'server-trouble' | 'blocked' | 'bad-answer' | 'disk'

export type JobAnswer =
  /** Still being made at Pictory. `mediaMs` is the media's length where Pictory told it. */
  | { readonly kind: 'in-progress'; readonly mediaMs: number | null }
  /** The transcript is there: the body exactly as it came, to be cached before anything reads it. */
  | { readonly kind: 'completed'; readonly bytes: Uint8Array }
  /** Final; `message` holds Pictory's own words. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Final unless cached: Pictory does not know the job, or has cleaned it away. */
  | { readonly kind: 'gone'; readonly why: 'unknown' | 'cleaned'; readonly message: string }
  /** 401 or 403 with JSON: every job waits until the key is replaced. */
  | { readonly kind: 'key-refused'; readonly message: string }
  /** There was no key to send; nothing was sent. */
  | { readonly kind: 'no-key'; readonly message: string }
  /** `retryAfterMs` is what Retry-After asked for, null where it said nothing usable. */
  | {
      readonly kind: 'trouble'
      readonly reason: TroubleReason
      readonly message: string
      readonly retryAfterMs: number | null
    }
  /** The caller's own signal ended the question: nothing was learnt. */
  | { readonly kind: 'aborted' }

export type WaitingState = Extract<JobState, { kind: 'waiting' }>

/** What a waiting job becomes after an answer; 'completed' has to reach the disk before it may be called ready. */
export type Outcome =
  | WaitingState
  | Extract<JobState, { kind: 'failed' | 'gone' }>
  | { readonly kind: 'completed'; readonly bytes: Uint8Array }

export type StartingState = Extract<JobState, { kind: 'starting' }>

/** What a job that is being started becomes: it goes on, or Pictory (or the file) said no for good. */
export type StartOutcome = StartingState | Extract<JobState, { kind: 'failed' }>
