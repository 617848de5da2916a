// The room that talks to Pictory over HTTP. Client: one question, one answer as a value. Poller: who is asked when.
// Neither knows Electron, the disk or the window: fetch, clock, random, timers and the library are arguments.

import type { JobAnswer, Outcome, TroubleReason } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import type { Pollable } from '../../core/job/schedule'
import type { AccountPage } from '../../core/pictory/account'

export type { JobAnswer, Outcome, TroubleReason, WaitingState } from '../../core/job/answer'
export type { Pollable } from '../../core/job/schedule'

/** Runs `run` once after `afterMs`; the answer cancels it. In the app: setTimeout/clearTimeout. */
export type SetTimer = (afterMs: number, run: () => void) => () => void

/** The part of fetch the client uses; `net.fetch` in the app, Node's fetch in tests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type ClientDeps = {
  readonly fetch: Fetch
  /**
   * For what must not happen twice: every request over a connection that was never used before. Chromium by itself sends a question again,
   * also a POST, when a connection that it kept from an earlier one breaks before the answer; a fresh one it gives up. Called for one
   * question at a time. In the app: a session of its own whose connections are closed before each. Node's fetch never repeats a POST.
   */
  readonly fetchOnce: Fetch
  /** As `checkBaseUrl` returned it: no slash at the end. */
  readonly baseUrl: string
  /** The key at the moment of sending, null when there is none. */
  readonly key: () => string | null
  /** Was the key that is there now refused? Nothing is begun with it then; a person's questions still find out whether it works again. */
  readonly isRefused: () => boolean
  readonly userAgent: string
  readonly now: () => number
  readonly setTimer: SetTimer
  /** Every call but getJob, which the poller takes a turn for, waits here first. */
  readonly turns: Turns
  readonly limits?: Partial<ClientLimits>
}

export type ClientLimits = {
  /** From sending until the headers are there. */
  readonly headersMs: number
  /** The longest silence inside a body. */
  readonly bodySilenceMs: number
  /** A body must bring `paceBytes` in every such span, or it ends: four that only drip would hold everybody up. */
  readonly paceMs: number
  readonly paceBytes: number
  /** The whole body, however steadily it comes. */
  readonly bodyMs: number
  readonly bodyBytes: number
}

/** What a call other than polling comes back with. Never holds the key. */
export type Asked<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Pictory's no, in its words; asking again the same way gets the same. */
  | { readonly kind: 'refused'; readonly message: string }
  /** `reached`: the question may have got there, so what it asks for may have happened. */
  | (Extract<JobAnswer, { kind: 'trouble' }> & { readonly reached: boolean })
  | Extract<JobAnswer, { kind: 'no-key' | 'key-refused' | 'aborted' }>

/** Where a file may be put (valid 24 h), and the address under which Pictory then finds it. */
export type UploadPlace = { readonly signedUrl: string; readonly fileUrl: string }
export type StartOrder = {
  readonly fileUrl: string
  readonly mediaKind: 'audio' | 'video'
  /** As Pictory writes it: en-US. */
  readonly language: string
  readonly webhook: string | null
}
export type Quota = { readonly used: number; readonly limit: number | null }

export type Uploaded =
  | { readonly kind: 'done' }
  /** The place is not valid (any more): ask for another one. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The file is gone, has changed or cannot be read. */
  | { readonly kind: 'source'; readonly message: string }
  | Extract<JobAnswer, { kind: 'trouble' | 'aborted' }>

/** Sends a file without the key, streaming from the disk, with Content-Length. Never rejects. @param progress bytes that left, at most ten times a second. */
export type Upload = (
  file: { readonly path: string; readonly bytes: number; readonly modifiedMs: number },
  place: { readonly signedUrl: string; readonly contentType: string },
  progress: (sentBytes: number) => void,
  signal: AbortSignal,
) => Promise<Uploaded>

/**
 * The turnstile all calls to Pictory go through: one per second, whoever asks. The poller looks at `nextAt` and takes its turn with `take`;
 * others wait in line with `turn`, and come before it.
 */
export type Turns = {
  /** Wall-clock ms; nothing may be sent before. */
  readonly nextAt: () => number
  readonly take: () => void
  /** Resolves when it is the caller's turn; false when the signal ended the wait. @param place 'first' for what a person waits for: before all others in line. */
  readonly turn: (signal: AbortSignal, place?: 'first' | 'last') => Promise<boolean>
}

/** Hears what an answer to one question means for all others: a hold, a refused key, or that the key was taken. */
export type Heed = (answer: JobAnswer | { readonly kind: 'accepted' }) => void

/** What a trial of the key against Pictory says. */
export type KeyTrial =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly message: string }
  /** Nothing is known about the key: offline, blocked, server trouble. */
  | { readonly kind: 'unknown'; readonly message: string }

export type Client = {
  /** Never rejects. */
  readonly getJob: (id: JobId, signal: AbortSignal) => Promise<JobAnswer>
  /** The same at a person's word: waits for its turn like every call but the poller's. Never rejects. */
  readonly askJob: (id: JobId, signal: AbortSignal) => Promise<JobAnswer>
  /** Tries a key, kept or not yet: before all others in line, and whatever holds the polling. Never rejects. */
  readonly tryKey: (key: string, signal: AbortSignal) => Promise<KeyTrial>
  /** One page of the account's jobs; null for the first. */
  readonly listJobs: (pageKey: string | null, signal: AbortSignal) => Promise<Asked<AccountPage>>
  readonly quota: (signal: AbortSignal) => Promise<Asked<Quota | null>>
  readonly placeFor: (
    file: { readonly fileName: string; readonly contentType: string },
    signal: AbortSignal,
  ) => Promise<Asked<UploadPlace>>
  readonly startTranscription: (order: StartOrder, signal: AbortSignal) => Promise<Asked<{ readonly jobId: JobId }>>
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
  readonly turns: Turns
  /** The person's limit for a job in progress, ms; null for the default. */
  readonly limitMs: () => number | null
  /** A question about this job is on its way, or is over. */
  readonly asking: (id: JobId, isAsking: boolean) => void
  /** All polling rests until then, and why; null when it goes on. Told when it changes. */
  readonly held: (hold: Hold | null) => void
  /** Called when `report` rejected. */
  readonly trouble: (id: JobId, error: unknown) => void
}

/** Why every job waits, and until when (wall-clock ms); null: as soon as the machine has a network again. */
export type Hold = { readonly reason: TroubleReason; readonly message: string; readonly untilMs: number | null }

export type Poller = {
  readonly start: () => void
  /** Ends questions in flight and waits until their reports are done. */
  readonly stop: () => Promise<void>
  /** Ask about this job as soon as the rate cap allows; nothing happens for a job that is not pollable. Otherwise as `tryAgain`. */
  readonly checkNow: (id: JobId) => void
  /** As `checkNow`, for many by one order: a job that is asked for alone, or among fewer, comes before them. */
  readonly checkAll: (ids: readonly JobId[]) => void
  /**
   * The person wants something of Pictory: what holds all (no network, something on the way) is tried now by one question. An account's
   * limit, and whatever time the server itself named, stands.
   */
  readonly tryAgain: () => void
  /**
   * A webhook says that this job changed: it is asked about as soon as the rate cap allows, but not sooner than 10 s after it was asked last.
   * Answers whether the job is one that is polled.
   */
  readonly hint: (id: JobId) => boolean
  /** What another call to Pictory met: a refused key or an account's limit holds the polling as well. */
  readonly heed: (answer: JobAnswer) => void
  /** The list of pollable jobs changed, or the network may be back: look again. Cheap. */
  readonly poke: () => void
  /** The key was entered, replaced or removed: everything that waited for it goes on. */
  readonly keyChanged: () => void
  /** Comes before `keyChanged` when it is another key: the limit of the account before is not its own. */
  readonly keyReplaced: () => void
  /** The machine goes to sleep: questions in flight are dropped unreported. */
  readonly suspend: () => void
  /** Due jobs are asked at once, those in network trouble as well. */
  readonly resume: () => void
}
