// The part of the recording the strip shows. Pure: a view and a wish make the next view.

export type View = { readonly fromMs: number; readonly toMs: number }

/** No closer than two seconds over the whole width. */
const closestMs = 2000

export const whole = (durationMs: number): View => ({ fromMs: 0, toMs: Math.max(1, durationMs) })

/** Zooming in and out again comes back to a millisecond beside it. */
export const isWhole = (view: View, durationMs: number): boolean => view.fromMs <= 1 && view.toMs >= durationMs - 1

/** Keeps the length where it can and stays inside the recording. */
const inside = (fromMs: number, lengthMs: number, durationMs: number): View => {
  const length = Math.min(Math.max(lengthMs, Math.min(closestMs, durationMs)), Math.max(1, durationMs))
  const from = Math.min(Math.max(0, fromMs), Math.max(0, durationMs - length))
  return { fromMs: from, toMs: from + length }
}

/** Zooms by `factor` (< 1 is closer) about a moment that stays where it is on the screen. */
export const zoomed = (view: View, factor: number, aboutMs: number, durationMs: number): View => {
  const length = (view.toMs - view.fromMs) * factor
  const kept = Math.min(Math.max(length, Math.min(closestMs, durationMs)), Math.max(1, durationMs))
  const share = (aboutMs - view.fromMs) / Math.max(1, view.toMs - view.fromMs)
  return inside(aboutMs - share * kept, kept, durationMs)
}

export const panned = (view: View, byMs: number, durationMs: number): View =>
  inside(view.fromMs + byMs, view.toMs - view.fromMs, durationMs)

/** Turns a page when the moment has left the view; otherwise the same view. */
export const following = (view: View, ms: number, durationMs: number): View => {
  if (ms >= view.fromMs && ms <= view.toMs) return view
  const length = view.toMs - view.fromMs
  return inside(ms - length * 0.1, length, durationMs)
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400].map((s) => s * 1000)

/** The distance between time marks, so that they stand at least `apart` pixels from each other. */
export const tickMs = (view: View, width: number, apart = 84): number => {
  const perPixel = (view.toMs - view.fromMs) / Math.max(1, width)
  return steps.find((step) => step / perPixel >= apart) ?? 28_800_000
}
