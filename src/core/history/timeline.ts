// The room of history: what the journal's groups say about how the transcript came to be what it is. Pure: it reads no
// clock and no disk; the lines and the document they apply to are given.
//
// This file: the document at any point of the journal. Every group applies forwards and backwards, so one known document
// (`base`) anywhere in the journal is enough: the walk goes both ways from it, and a document is kept every `spacing`
// groups. Kept documents share all paragraphs that did not change: at 100,000 words in 3,000 paragraphs one of them costs
// 12 kB, and any of 10,000 points is at most 32 groups away: 0.4 ms (bench/history.bench.ts).

import type { Result } from '../result'
import type { Transcript } from '../transcript/model'
import { readStepGroup } from '../transcript/replay'
import { applyAll, invertAll, type StepGroup } from '../transcript/step'

/** Between two documents that are kept. */
const spacing = 64

export type Timeline = {
  /** The groups that fit, oldest first; a line that stood twice is in it once. */
  readonly groups: readonly StepGroup[]
  /** The document before the group of this index, 0 … groups.length; the last is the one after all. Throws beyond. */
  readonly at: (point: number) => Transcript
  /** Takes the next lines of the journal; see `takeLines` for how far that goes. Answers how many it looked at. */
  readonly take: (lines: readonly string[], most?: number) => number
  /** Why the line after the last group could not be used; null while all could. Nothing is taken after it. */
  readonly stopped: () => string | null
}

/**
 * A timeline that begins at `base`. With `earlier`, lines that come before the base are walked backwards, as far as they
 * fit; what does not fit is left out, and the timeline begins after it.
 */
export const createTimeline = (base: Transcript, earlier: readonly string[] = []): Timeline => {
  const groups: StepGroup[] = []
  const kept = new Map<number, Transcript>()
  const seen = new Set<string>()
  let why: string | null = null

  let first = base
  const before: StepGroup[] = []
  for (const line of earlier.toReversed()) {
    if (seen.has(line)) continue
    const group = readStepGroup(line)
    if (!group.ok) break
    const then = applyAll(first, invertAll(group.value.steps))
    if (!then.ok) break
    seen.add(line)
    first = then.value
    before.push(group.value)
  }
  groups.push(...before.reverse())
  kept.set(0, first)
  kept.set(groups.length, base)
  let tip = base
  /** The document walked to last: the next one asked for is mostly its neighbour. */
  let recent = { point: groups.length, transcript: base }

  const step = (from: Transcript, point: number, by: 1 | -1): Transcript => {
    const group = groups[by === 1 ? point : point - 1]
    const next: Result<Transcript> =
      group === undefined
        ? { ok: false, code: 'conflict', message: `There is no point ${point + by}.` }
        : applyAll(from, by === 1 ? group.steps : invertAll(group.steps))
    if (!next.ok) throw new Error(`The history does not fit itself: ${next.message}`)
    return next.value
  }

  return {
    groups,
    at: (point) => {
      if (!Number.isInteger(point) || point < 0 || point > groups.length) throw new Error(`There is no point ${point}.`)
      const lower = Math.floor(point / spacing) * spacing
      const known: { readonly point: number; readonly transcript: Transcript }[] = [
        recent,
        { point: groups.length, transcript: tip },
      ]
      for (const place of [lower, lower + spacing]) {
        const transcript = kept.get(place)
        if (transcript !== undefined) known.push({ point: place, transcript })
      }
      let nearest = { point: 0, transcript: first }
      for (const each of known) if (Math.abs(each.point - point) < Math.abs(nearest.point - point)) nearest = each
      let { transcript } = nearest
      for (let at = nearest.point; at !== point;) {
        const by = at < point ? 1 : -1
        transcript = step(transcript, at, by)
        at += by
        // What comes before the base is walked once, and its documents are kept on the way.
        if (at % spacing === 0 && !kept.has(at)) kept.set(at, transcript)
      }
      recent = { point, transcript }
      return transcript
    },
    take: (lines, most = Infinity) => {
      let looked = 0
      for (const line of lines) {
        if (why !== null || looked >= most) break
        looked++
        if (seen.has(line)) continue
        const group = readStepGroup(line)
        const next = group.ok ? applyAll(tip, group.value.steps) : group
        if (!group.ok || !next.ok) {
          why = next.ok ? null : next.message
          break
        }
        seen.add(line)
        groups.push(group.value)
        tip = next.value
        if (groups.length % spacing === 0) kept.set(groups.length, tip)
      }
      return looked
    },
    stopped: () => why,
  }
}
