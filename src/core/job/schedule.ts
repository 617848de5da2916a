// When Pictory is asked about which job: policy alone. Clock and random are arguments; the poller in main obeys.

import type { JobAnswer, Outcome, TroubleReason, WaitingState } from './answer'
import type { JobId } from './job'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Pictory documents one question per job in 10–30 s. Jitter keeps jobs that were added together from asking together. */
export const pace = {
  everyMs: 15 * second,
  jitter: 1 / 3,
  /** A job that runs longer than its limit is asked so often. */
  longRunningMs: 5 * minute,
  limitMs: 6 * hour,
  /** Where the media's length is known: three times that, an hour at least. */
  limitPerMedia: 3,
  leastLimitMs: hour,
  /** For all jobs together. */
  spacingMs: second,
  inFlight: 4,
  /** The longest wait that Retry-After may ask for: a server's slip must not lose a job. */
  longestRetryAfterMs: hour,
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

/** A job that is asked about, as the library has it now. */
export type Pollable = {
  readonly id: JobId
  readonly addedAt: number
  readonly state: WaitingState
  /** The person's own limit, after which "still running" slows to once in 5 min; null: the default. */
  readonly limitMs: number | null
}

/** Does this job take so long that it is asked about less often? */
export const isLongRunning = (
  job: Pick<Pollable, 'addedAt' | 'limitMs'>,
  now: number,
  mediaMs: number | null = null,
): boolean => {
  const usual = mediaMs === null ? pace.limitMs : Math.max(pace.leastLimitMs, mediaMs * pace.limitPerMedia)
  return now - job.addedAt > (job.limitMs ?? usual)
}

/** The state of a job that was just added: asked about as soon as the pace allows. */
export const added: WaitingState = { kind: 'waiting', nextCheckAt: null, lastCheckAt: null, asked: 0, trouble: null }

export type Circumstances = {
  readonly now: number
  readonly random: number
  readonly addedAt: number
  readonly limitMs: number | null
}

/**
 * What a waiting job becomes after an answer. `nextCheckAt` null means: as soon as what it waits for (a key) is there.
 * 'completed' is handed on; whoever keeps the bytes makes it ready.
 */
export const nextState = (state: WaitingState, answer: JobAnswer, circumstances: Circumstances): Outcome => {
  const { now, random } = circumstances
  const asked = { kind: 'waiting', lastCheckAt: now, asked: state.asked + 1 } as const
  switch (answer.kind) {
    case 'in-progress': {
      const everyMs = isLongRunning(circumstances, now, answer.mediaMs) ? pace.longRunningMs : pace.everyMs
      return { ...asked, nextCheckAt: now + jittered(everyMs, pace.jitter, random), trouble: null }
    }
    case 'completed':
      return { kind: 'completed', bytes: answer.bytes }
    case 'failed':
      return { kind: 'failed', message: answer.message, at: now }
    case 'gone':
      return { kind: 'gone', message: answer.message, at: now }
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

export type Queue = {
  readonly jobs: readonly Pollable[]
  readonly now: number
  readonly isUrgent: (id: JobId) => boolean
  readonly isBusy: (id: JobId) => boolean
  readonly inFlight: number
  /** When the last question was sent, null before the first. */
  readonly lastSentAt: number | null
  /** Nobody is asked before. */
  readonly heldUntil: number
  /** Jobs in network trouble that were last asked before this moment are due: the network came back then. */
  readonly networkBackAt: number
}

export type Choice =
  | { readonly kind: 'ask'; readonly job: Pollable }
  /** null: until something is told (an answer, a new job). */
  | { readonly kind: 'wait'; readonly untilMs: number | null }

/** No delay reaches farther: a moment beyond means that the clock was set back, and is not waited for. */
const farthestMs = pace.longestRetryAfterMs + minute

const dueAt = (job: Pollable, queue: Queue): number => {
  const { nextCheckAt, lastCheckAt, trouble } = job.state
  if (nextCheckAt === null) return 0
  if (trouble?.reason === 'offline' && (lastCheckAt ?? 0) <= queue.networkBackAt) return 0
  return nextCheckAt > queue.now + farthestMs ? 0 : nextCheckAt
}

/**
 * Whom to ask next, or until when to wait. Urgent jobs first, then whoever has been due longest, so that with more jobs than
 * the pace allows each gets its turn.
 */
export const choose = (queue: Queue): Choice => {
  let best: Pollable | null = null
  let bestUrgent = false
  let bestDue = Number.POSITIVE_INFINITY
  for (const job of queue.jobs) {
    if (queue.isBusy(job.id)) continue
    const urgent = queue.isUrgent(job.id)
    if (bestUrgent && !urgent) continue
    const due = dueAt(job, queue)
    const better =
      best === null ||
      (urgent && !bestUrgent) ||
      due < bestDue ||
      (due === bestDue && (job.state.lastCheckAt ?? job.addedAt) < (best.state.lastCheckAt ?? best.addedAt))
    if (!better) continue
    best = job
    bestUrgent = urgent
    bestDue = due
  }
  // With all places taken it is the next answer that decides.
  if (best === null || queue.inFlight >= pace.inFlight) return { kind: 'wait', untilMs: null }
  const slot = queue.lastSentAt === null || queue.lastSentAt > queue.now ? queue.now : queue.lastSentAt + pace.spacingMs
  const heldUntil = queue.heldUntil > queue.now + farthestMs ? 0 : queue.heldUntil
  const at = Math.max(slot, heldUntil, bestUrgent ? 0 : bestDue)
  return at <= queue.now ? { kind: 'ask', job: best } : { kind: 'wait', untilMs: at }
}
