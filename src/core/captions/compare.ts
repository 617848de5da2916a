// Two ways to part the same transcript, beside each other: by two style guides, or before and after a change.

import type { Cue } from './cue'

/** Neighbouring cues of both that hold the same words; as few as can be. */
export type Pair = {
  readonly left: readonly Cue[]
  readonly right: readonly Cue[]
  /** `parted`: other lines or other cues. `timed`: the same cue, on screen at other times. */
  readonly kind: 'same' | 'timed' | 'parted'
}

const kindOf = (left: readonly Cue[], right: readonly Cue[]): Pair['kind'] => {
  const [a, b] = [left[0], right[0]]
  if (left.length !== 1 || right.length !== 1 || a === undefined || b === undefined) return 'parted'
  if (a.lines.length !== b.lines.length || a.lines.some((line, at) => line !== b.lines[at])) return 'parted'
  return a.startMs === b.startMs && a.endMs === b.endMs ? 'same' : 'timed'
}

const byParagraph = (cues: readonly Cue[]): ReadonlyMap<string, readonly Cue[]> => {
  const found = new Map<string, Cue[]>()
  for (const cue of cues) {
    const there = found.get(cue.paragraphId)
    if (there) there.push(cue)
    else found.set(cue.paragraphId, [cue])
  }
  return found
}

/** Both are the cues of one transcript, so every word is in one cue of each. In the order in which the left ones come on screen. Linear. */
export const compareCues = (left: readonly Cue[], right: readonly Cue[]): readonly Pair[] => {
  const others = byParagraph(right)
  const pairs: Pair[] = []
  for (const [paragraphId, mine] of byParagraph(left)) {
    const theirs = others.get(paragraphId) ?? []
    let [from, otherFrom] = [0, 0]
    let [to, otherTo] = [0, 0]
    while (to < mine.length || otherTo < theirs.length) {
      const [end, otherEnd] = [mine[to]?.lastItem ?? Infinity, theirs[otherTo]?.lastItem ?? Infinity]
      if (end <= otherEnd) to++
      if (otherEnd <= end) otherTo++
      if (end !== otherEnd && (to < mine.length || otherTo < theirs.length)) continue
      const [a, b] = [mine.slice(from, to), theirs.slice(otherFrom, otherTo)]
      pairs.push({ left: a, right: b, kind: kindOf(a, b) })
      ;[from, otherFrom] = [to, otherTo]
    }
  }
  const startOf = ({ left: a, right: b }: Pair): number =>
    Math.min(a[0]?.startMs ?? Infinity, b[0]?.startMs ?? Infinity)
  return pairs.sort((a, b) => startOf(a) - startOf(b))
}
