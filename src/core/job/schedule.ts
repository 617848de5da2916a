// When Pictory is asked about which job: policy alone. Clock and random are arguments; the poller in main obeys.

import type { JobAnswer, Outcome, TroubleReason, WaitingState } from './answer'
import type { JobId } from './job'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/**
 * Pictory documents one question per job in 10–30 s. Asked after a tenth of the time it has been running, a job is known within about a
 * tenth of its length after it is finished, and a long one costs little. Requests per hour, simulated (`npm run bench`, service): one job
 * 141 in its first hour, 133 in those after it, 12 once it is overdue; ten jobs 1,399, 1,309 and 118; from 30 jobs on the spacing
 * decides: 1,000 jobs 3,600, each asked once in 17 min, overdue or not.
 */
export const pace = {
  leastMs: 10 * second,
  mostMs: 30 * second,
  share: 1 / 10,
  /** Keeps jobs that were added together from asking together; cut off at the two bounds. */
  jitter: 1 / 5,
  /** A job that runs longer than its limit is asked so often. */
  overdueMs: 5 * minute,
  limitMs: 6 * hour,
  /** Where the media's length is known: three times that, an hour at least. */
  limitPerMedia: 3,
  leastLimitMs: hour,
  /** For all calls together. */
  spacingMs: second,
  /** Of the four questions that may be on their way at once, polling takes these; one place is a person's (main/pictory/place.ts). */
  inFlight: 3,
  /** After a hold for all one question finds out whether it is over; if it is not answered by then, the others go on too. */
  trialMs: 30 * second,
  /** The longest wait that Retry-After may ask for: a server's slip must not lose a job. */
  longestRetryAfterMs: 24 * hour,
} as const

/** First delay, doubled with each failure in a row up to the last. `holdsAll`: the reason is not the job's own, so all jobs wait. */
export const troubles: Readonly<
  Record<TroubleReason, { readonly firstMs: number; readonly mostMs: number; readonly holdsAll: boolean }>
> = {
  // Costs nobody anything, and the network is often back soon.
  offline: { firstMs: 5 * second, mostMs: 5 * minute, holdsAll: true },
  // The account's limit, not the job's.
  'rate-limited': { firstMs: minute, mostMs: 15 * minute, holdsAll: true },
  // Something on the way refuses us: asking on keeps it refusing.
  blocked: { firstMs: 2 * minute, mostMs: 30 * minute, holdsAll: true },
  'server-trouble': { firstMs: 20 * second, mostMs: 10 * minute, holdsAll: false },
  'bad-answer': { firstMs: 20 * second, mostMs: 10 * minute, holdsAll: false },
  // Ours, not Pictory's: what was fetched could not be kept here, and has to be fetched again.
  disk: { firstMs: minute, mostMs: 30 * minute, holdsAll: false },
}

/** `random` in 0 ≤ x < 1: spreads evenly over ± share. */
const jittered = (ms: number, share: number, random: number): number =>
  Math.round(ms * (1 - share + 2 * share * random))

/** How long to wait after the `failures`-th trouble in a row (1 is the first). Retry-After is never undercut. */
export const troubleDelay = (
  reason: TroubleReason,
  failures: number,
  retryAfterMs: number | null,
  random: number,
): number => {
  if (retryAfterMs !== null)
    return Math.min(Math.max(second, retryAfterMs), pace.longestRetryAfterMs) + Math.round(second * random)
  const { firstMs, mostMs } = troubles[reason]
  return jittered(Math.min(mostMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1))), 0.2, random)
}

/** @param runningMs since it was added, or since the person went on with it; negative where the clock was set back. */
export const progressDelay = (runningMs: number, random: number): number => {
  const middle = Math.min(pace.mostMs, Math.max(pace.leastMs, runningMs * pace.share))
  const from = Math.max(pace.leastMs, middle * (1 - pace.jitter))
  const to = Math.min(pace.mostMs, middle * (1 + pace.jitter))
  return Math.round(from + (to - from) * random)
}

/** A job that is asked about, as the library has it now. */
export type Pollable = { readonly id: JobId; readonly addedAt: number; readonly state: WaitingState }

/** After so long in progress a job is "still running". @param ownMs the person's own limit. */
export const limitOf = (ownMs: number | null, mediaMs: number | null): number =>
  ownMs ?? (mediaMs === null ? pace.limitMs : Math.max(pace.leastLimitMs, mediaMs * pace.limitPerMedia))

/** The state of a job that was just added: asked about as soon as the pace allows. */
export const added: WaitingState = {
  kind: 'waiting',
  nextCheckAt: null,
  lastCheckAt: null,
  asked: 0,
  trouble: null,
  paused: false,
  overdue: false,
  countedFrom: null,
  mediaMs: null,
  begun: false,
}

export type Circumstances = {
  readonly now: number
  readonly random: number
  readonly addedAt: number
  /** The person's own limit for a job in progress, ms; null: from the media's length, else 6 h. */
  readonly limitMs: number | null
}

/**
 * What a waiting job becomes after an answer. `nextCheckAt` null means: as soon as what it waits for (a key) is there.
 * 'completed' is handed on; whoever keeps the bytes makes it ready.
 */
export const nextState = (state: WaitingState, answer: JobAnswer, circumstances: Circumstances): Outcome => {
  const { now, random, addedAt, limitMs } = circumstances
  const asked = { ...state, lastCheckAt: now, asked: state.asked + 1 }
  switch (answer.kind) {
    case 'in-progress': {
      const mediaMs = answer.mediaMs ?? state.mediaMs
      const runningMs = now - (state.countedFrom ?? addedAt)
      const overdue = runningMs > limitOf(limitMs, mediaMs)
      const delay = overdue ? jittered(pace.overdueMs, pace.jitter, random) : progressDelay(runningMs, random)
      return { ...asked, nextCheckAt: now + delay, trouble: null, overdue, mediaMs, begun: true }
    }
    case 'completed':
      return { kind: 'completed', bytes: answer.bytes }
    case 'failed':
      return { kind: 'failed', message: answer.message, at: now }
    case 'gone':
      return { kind: 'gone', why: answer.why, message: answer.message, at: now }
    case 'key-refused':
      return {
        ...asked,
        nextCheckAt: null,
        trouble: { reason: 'key-refused', message: answer.message, failures: (state.trouble?.failures ?? 0) + 1 },
      }
    case 'no-key':
      return {
        ...state,
        nextCheckAt: null,
        trouble: { reason: 'no-key', message: answer.message, failures: state.trouble?.failures ?? 0 },
      }
    case 'trouble': {
      const failures = (state.trouble?.failures ?? 0) + 1
      const nextCheckAt = now + troubleDelay(answer.reason, failures, answer.retryAfterMs, random)
      return { ...asked, nextCheckAt, trouble: { reason: answer.reason, message: answer.message, failures } }
    }
    case 'aborted':
      break
  }
  return state
}

/** A person's order to ask now: for how many jobs it was given, and its number among all orders. */
export type Order = { readonly jobs: number; readonly number: number }

/** Whoever is meant alone comes before whoever is meant among many, and the newer order before the older. */
export const outranks = (order: Order, other: Order): boolean =>
  order.jobs < other.jobs || (order.jobs === other.jobs && order.number > other.number)

export type Queue = {
  readonly jobs: readonly Pollable[]
  readonly now: number
  /** The person's order to ask about it before its time; null for none. */
  readonly orderOf: (id: JobId) => Order | null
  /** Somebody says that it changed: before its time, but not sooner than it may be asked again. */
  readonly isHinted: (id: JobId) => boolean
  readonly isBusy: (id: JobId) => boolean
  /** The last question was one that went ahead of its time. */
  readonly wentAhead: boolean
  readonly inFlight: number
  /** How many may be in flight. */
  readonly places: number
  /** The turnstile's next turn; nothing may be sent before. */
  readonly nextAt: number
  /** Nobody is asked before. */
  readonly heldUntil: number
  /** Jobs in network trouble that were last asked before this moment are due: the network came back then. */
  readonly networkBackAt: number
  /** Since when the clock has not been set back, as far as is known. A job asked later than now was asked before this. */
  readonly clockSince: number
}

export type Choice =
  | { readonly kind: 'ask'; readonly job: Pollable }
  /** null: until something is told (an answer, a new job). */
  | { readonly kind: 'wait'; readonly untilMs: number | null }

/** No delay reaches farther; one that does was written by a broken clock. */
const farthestMs = pace.longestRetryAfterMs + minute

const askedOrAdded = (job: Pollable): number => job.state.lastCheckAt ?? job.addedAt

/** Where the clock was set back after the last answer, the delay counts anew from there: neither years nor nothing. */
const after = (since: number, delayMs: number, { now, clockSince }: Queue): number =>
  (since > now ? clockSince : since) + delayMs

const dueAt = (job: Pollable, queue: Queue): number => {
  const { nextCheckAt, lastCheckAt, trouble } = job.state
  const since = askedOrAdded(job)
  const backAgain = trouble?.reason === 'offline' && (lastCheckAt ?? 0) <= queue.networkBackAt
  // Due since then, not since ever: five thousand new jobs stand behind those that were due before them.
  if (nextCheckAt === null || backAgain || nextCheckAt - since > farthestMs) return Math.min(since, queue.now)
  return after(since, nextCheckAt - since, queue)
}

/** When a job may be asked ahead of its time; null: nobody wishes it. */
const aheadAt = ({ id, state }: Pollable, queue: Queue): number | null => {
  if (queue.orderOf(id) !== null) return queue.now
  if (!queue.isHinted(id)) return null
  return state.lastCheckAt === null ? queue.now : after(state.lastCheckAt, pace.leastMs, queue)
}

type Candidate = { readonly job: Pollable; readonly due: number; readonly order: Order }

/** A hint is nobody's order: it stands behind each. */
const hinted: Order = { jobs: Number.POSITIVE_INFINITY, number: 0 }

const sooner = (best: Candidate | null, job: Pollable, due: number, order: Order = hinted): Candidate => {
  if (best === null || outranks(order, best.order)) return { job, due, order }
  if (outranks(best.order, order)) return best
  return due < best.due || (due === best.due && askedOrAdded(job) < askedOrAdded(best.job)) ? { job, due, order } : best
}

/**
 * Whom to ask next, or until when to wait; one pass over the jobs. Whoever has been due longest comes first, so between the moment a job is
 * due and its question no other job is asked twice. Those that go ahead go in the order of their rank, and take every second turn at
 * most while others are due, so neither a flood of hints nor "check all" starves anybody.
 */
export const choose = (queue: Queue): Choice => {
  let regular: Candidate | null = null
  let ahead: Candidate | null = null
  for (const job of queue.jobs) {
    if (job.state.paused || queue.isBusy(job.id)) continue
    const due = dueAt(job, queue)
    const aheadOfDue = aheadAt(job, queue)
    if (aheadOfDue !== null && aheadOfDue <= queue.now) ahead = sooner(ahead, job, due, queue.orderOf(job.id) ?? hinted)
    else regular = sooner(regular, job, Math.min(due, aheadOfDue ?? due))
  }
  const regularsTurn = regular !== null && regular.due <= queue.now && queue.wentAhead
  const best = ahead === null || regularsTurn ? regular : { ...ahead, due: queue.now }
  // With all places taken it is the next answer that decides.
  if (best === null || queue.inFlight >= queue.places) return { kind: 'wait', untilMs: null }
  const at = Math.max(queue.nextAt, queue.heldUntil, best.due)
  return at <= queue.now ? { kind: 'ask', job: best.job } : { kind: 'wait', untilMs: at }
}
