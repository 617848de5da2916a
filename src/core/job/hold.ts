// Troubles that are not one job's own: the network, the account's limit, something on the way. While one lasts, all jobs wait.

import type { JobAnswer, TroubleReason } from './answer'
import { type Pollable, troubleDelay, troubles } from './schedule'

export type Hold = {
  readonly reason: TroubleReason
  readonly message: string
  /** Wall-clock ms. After that one question finds out whether it is over; until its answer the hold stands. */
  readonly untilMs: number
  /** What the server itself asked for, or an account's limit: not even a person's order ends it before. 0 for neither; never after `untilMs`. */
  readonly notBeforeMs: number
  /** How often in a row it was found not to be over, and 1. */
  readonly failures: number
}

/** The hold after an answer; null: nothing holds all. What the server asked for (Retry-After) is never undercut. */
export const holdAfter = (hold: Hold | null, answer: JobAnswer, now: number, random: number): Hold | null => {
  switch (answer.kind) {
    case 'trouble':
      return troubles[answer.reason].holdsAll ? holdFor(hold, answer, now, random) : relaxed(hold, now)
    case 'aborted':
    case 'no-key':
      return hold
    case 'in-progress':
    case 'completed':
    case 'failed':
    case 'gone':
    case 'key-refused':
      return relaxed(hold, now)
  }
}

/** Any answer proves the network; the server's own "later" ends by its time only. */
const relaxed = (hold: Hold | null, now: number): Hold | null =>
  hold !== null && hold.reason !== 'offline' && now < hold.untilMs ? hold : null

const holdFor = (
  hold: Hold | null,
  { reason, message, retryAfterMs }: Extract<JobAnswer, { kind: 'trouble' }>,
  now: number,
  random: number,
): Hold => {
  const begun = (failures: number): Hold => {
    const untilMs = now + troubleDelay(reason, failures, retryAfterMs, random)
    const isTheServers = reason === 'rate-limited' || retryAfterMs !== null
    return { reason, message, untilMs, notBeforeMs: isTheServers ? untilMs : 0, failures }
  }
  if (hold === null) return begun(1)
  const sameSide = (hold.reason === 'offline') === (reason === 'offline')
  if (now >= hold.untilMs) return begun(sameSide ? hold.failures + 1 : 1)
  // A server that answers is there; and its wish stands, network or not.
  if (!sameSide) return reason === 'offline' ? hold : begun(1)
  // Several questions met one and the same trouble: it counts once, and the longest wish counts.
  const other = begun(1)
  const notBeforeMs = Math.max(hold.notBeforeMs, other.notBeforeMs)
  if (retryAfterMs !== null && other.untilMs > hold.untilMs)
    return { ...hold, reason, message, untilMs: other.untilMs, notBeforeMs }
  return { ...hold, notBeforeMs: Math.min(hold.untilMs, notBeforeMs) }
}

/**
 * A person asks: it is tried now whether the hold is over, or as soon as the server allows. Their own try makes the waits after it no
 * longer than they were.
 */
export const triedByPerson = (hold: Hold | null, now: number): Hold | null => {
  if (hold === null) return null
  const untilMs = Math.max(now, hold.notBeforeMs)
  return untilMs < hold.untilMs ? { ...hold, untilMs, failures: Math.max(0, hold.failures - 1) } : hold
}

/** The clock was set back by about so much: the rest of the hold stays as long as it was, or grows a little. */
export const shifted = (hold: Hold | null, byMs: number): Hold | null =>
  hold === null ? null : { ...hold, untilMs: hold.untilMs - byMs, notBeforeMs: Math.max(0, hold.notBeforeMs - byMs) }

/** After a restart: the account's limit still counts as a job in the library remembers it; everything else is simply tried. */
export const rememberedHold = (jobs: readonly Pollable[], now: number): Hold | null => {
  let hold: Hold | null = null
  for (const { state } of jobs) {
    const { trouble, nextCheckAt, lastCheckAt } = state
    if (trouble?.reason !== 'rate-limited' || nextCheckAt === null || nextCheckAt <= now) continue
    // Asked in the future: the clock was set back meanwhile, and nothing can be said.
    if (lastCheckAt === null || lastCheckAt > now || nextCheckAt <= (hold?.untilMs ?? 0)) continue
    const { message, failures } = trouble
    hold = { reason: 'rate-limited', message, untilMs: nextCheckAt, notBeforeMs: nextCheckAt, failures }
  }
  return hold
}
