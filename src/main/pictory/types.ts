// The room that talks to Pictory over HTTP. Client: one question, one answer as a value. Poller: who is asked when.
// Neither knows Electron, the disk or the window: fetch, clock, random, timers and the library are arguments.

import type { JobAnswer, Outcome } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import type { Pollable } from '../../core/job/schedule'

export type { JobAnswer, Outcome, TroubleReason, WaitingState } from '../../core/job/answer'
export type { Pollable } from '../../core/job/schedule'

/** Runs `run` once after `afterMs`; the answer cancels it. In the app: setTimeout/clearTimeout. */
export type SetTimer = (afterMs: number, run: () => void) => () => void

/** The part of fetch the client uses; `net.fetch` in the app, Node's fetch in tests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type ClientDeps = {
  readonly fetch: Fetch
  /** As `checkBaseUrl` returned it: no slash at the end. */
  readonly baseUrl: string
  /** The key at the moment of sending, null when there is none. */
  readonly key: () => string | null
  readonly userAgent: string
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly limits?: Partial<ClientLimits>
}

export type ClientLimits = {
  /** From sending until the headers are there. */
  readonly headersMs: number
  /** The longest silence inside a body. */
  readonly bodySilenceMs: number
  /** The whole body, however steadily it drips. */
  readonly bodyMs: number
  readonly bodyBytes: number
}

/** What a trial of the key against Pictory says. */
export type KeyTrial =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly message: string }
  /** Nothing is known about the key: offline, blocked, server trouble. */
  | { readonly kind: 'unknown'; readonly message: string }

export type Client = {
  /** Never rejects. */
  readonly getJob: (id: JobId, signal: AbortSignal) => Promise<JobAnswer>
  /** Tries a key that is not kept yet. Never rejects. */
  readonly tryKey: (key: string, signal: AbortSignal) => Promise<KeyTrial>
}

export type PollerDeps = {
  readonly client: Pick<Client, 'getJob'>
  /** Wall-clock ms. */
  readonly now: () => number
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly setTimer: SetTimer
  /** No key: nothing is sent and no job is touched. */
  readonly hasKey: () => boolean
  /** Is there a network at all? While false nothing is sent; it is looked at again every few seconds. In the app: net.isOnline. */
  readonly online: () => boolean
  /** Every waiting job. Called before each choice, so a list kept in memory. */
  readonly pollable: () => readonly Pollable[]
  /**
   * What an answer made of the job. The job counts as in flight until the promise settles; after that `pollable` must show the new state (or no
   * longer hold the job). A rejection is told to `trouble`, and the job is asked again after a minute, not at once.
   */
  readonly report: (id: JobId, outcome: Outcome, answer: JobAnswer) => Promise<void>
  /** Pictory refused the key: ask the person. Called once per key, however many answers refuse it. */
  readonly keyRefused: (message: string) => void
  /** Called when `report` rejected. */
  readonly trouble: (id: JobId, error: unknown) => void
}

export type Poller = {
  readonly start: () => void
  /** Ends questions in flight and waits until their reports are done. */
  readonly stop: () => Promise<void>
  /** Ask about this job as soon as the rate cap allows; nothing happens for a job that is not pollable. */
  readonly checkNow: (id: JobId) => void
  /** The list of pollable jobs changed, or the network may be back: look again. Cheap. */
  readonly poke: () => void
  /** The key was entered, replaced or removed: everything that waited for it goes on. */
  readonly keyChanged: () => void
  /** The machine goes to sleep: questions in flight are dropped unreported. */
  readonly suspend: () => void
  /** Due jobs are asked at once, those in network trouble as well. */
  readonly resume: () => void
}
