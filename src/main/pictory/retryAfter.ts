// The Retry-After header (RFC 9110, 10.2.3): whole seconds or an HTTP date.

/** Milliseconds from `now`, 0 for a date that has passed, null where the header is missing or says nothing usable. */
export const retryAfter = (header: string | null, now: number): number | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  // Only what looks like an HTTP date: Date.parse would take "-5" and "1.5" for years.
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun).*\d\d:\d\d:\d\d/i.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
