// The trash's one promise: how long it keeps a job, at least, whatever the clock says.

export const keptDays = 30
const keptMs = keptDays * 24 * 3_600_000

/** From when on the job may be removed for good, wall-clock ms. */
export const removedFrom = (trashedAt: number): number => trashedAt + keptMs

/** A clock that was set back lets a job stay longer, never shorter. */
export const isOver = (trashedAt: number, now: number): boolean => now >= removedFrom(trashedAt)

/** What the starts since have agreed on: steps of time that were lived, and the clock at the last of them. */
export type Lived = { readonly at: number; readonly steps: number }

const stepMs = 5 * 24 * 3_600_000
/** As many as the days that are promised need, and one to spare for a leap of the clock. */
const stepsKept = keptMs / stepMs + 1

/**
 * No single reading of a clock removes a job: a start counts one step of five days at most, however far the clock has come, and a clock
 * that went back by as much takes one step away again. Seven steps are needed, one more than 30 days hold, and 30 days by the clock too.
 * - 1970 when it was trashed, then right: the leap is the spare step, and six steps of five days are lived.
 * - Ahead at one start, then right: one step there, one step back, and it counts on from the right time.
 * - Ahead for good: the leap is the spare step again.
 * - 1970 at every other start: what the one counts the other takes away, and the job stays.
 * - Ahead when it was trashed, then right: its 30 days begin at that time to come, and it stays longer.
 * - Right, used daily: it goes on the 35th day. Used again after a year: that year is one step, and it goes a month later.
 */
export const livedOn = (trashedAt: number, lived: Lived | null, now: number): Lived => {
  const { at, steps } = lived ?? { at: trashedAt, steps: 0 }
  if (now >= at + stepMs) return { at: now, steps: Math.min(stepsKept, steps + 1) }
  if (now <= at - stepMs) return { at: now, steps: steps - 1 }
  return { at, steps }
}

/** Whether the job may be removed for good without being asked. */
export const isLived = (trashedAt: number, lived: Lived, now: number): boolean =>
  lived.steps >= stepsKept && isOver(trashedAt, now)

/** Whole days that are left, at least 0: "29" on the second day. */
export const daysLeft = (trashedAt: number, now: number): number =>
  Math.max(0, Math.ceil((removedFrom(trashedAt) - Math.max(now, trashedAt)) / (24 * 3_600_000)))
