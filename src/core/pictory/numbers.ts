// Numbers as Pictory sends them: JSON numbers or numeric strings, in seconds.

/** No recording is longer: a time beyond 100 hours is not believed. */
export const longestSeconds = 100 * 3600

const numeric = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i

/** A finite number or a numeric string; NaN for anything else ("NaN", "", null, {} …). */
export const numberIn = (value: unknown): number => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN
  if (typeof value !== 'string' || value.length > 60) return Number.NaN
  const text = value.trim()
  return numeric.test(text) ? Number(text) : Number.NaN
}
