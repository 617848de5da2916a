// The Retry-After header (RFC 9110, 10.2.3): whole seconds or an HTTP date.

const dayMs = 24 * 3_600_000

/** Only what looks like an HTTP date: Date.parse would take "-5" and "1.5" for years. The oldest form names no zone and means UTC. */
const httpDate = (header: string | null): number | null => {
  const text = header?.trim() ?? ''
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun).*\d\d:\d\d:\d\d/i.test(text)) return null
  const at = Date.parse(/\d\d:\d\d:\d\d\s+\d{4}$/.test(text) ? `${text} GMT` : text)
  return Number.isNaN(at) ? null : at
}

/**
 * Milliseconds to wait, 0 for a date that has passed, null where the header is missing or says nothing usable. A date is one of the
 * server's clock, so it is measured from the answer's own `date` header: our clock, or theirs, may be wrong by hours. `now` (wall-clock ms)
 * stands in where there is none.
 */
export const retryAfter = (header: string | null, date: string | null, now: number): number | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  const at = httpDate(text)
  if (at === null) return null
  const theirs = httpDate(date)
  // A `Date` that makes more than a day of it is no clock: it would make us wait for years.
  return Math.max(0, theirs !== null && at - theirs <= dayMs ? at - theirs : at - now)
}
