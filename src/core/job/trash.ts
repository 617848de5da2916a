// The trash's one promise: how long it keeps a job.

export const keptDays = 30
const keptMs = keptDays * 24 * 3_600_000

/** From when on the job may be removed for good, wall-clock ms. */
export const removedFrom = (trashedAt: number): number => trashedAt + keptMs

/** A clock that was set back lets a job stay longer, never shorter. */
export const isOver = (trashedAt: number, now: number): boolean => now >= removedFrom(trashedAt)

/** Whole days that are left, at least 0: "29" on the second day. */
export const daysLeft = (trashedAt: number, now: number): number =>
  Math.max(0, Math.ceil((removedFrom(trashedAt) - Math.max(now, trashedAt)) / (24 * 3_600_000)))
