// Breaking the words of one cue into lines: balanced, the lower line the longer one, and never inside a phrase that
// belongs together. Used twice: as a cost while cues are chosen, and for the lines themselves.

/** A paragraph's words as numbers, in typed arrays: the search reads them millions of times. */
export type Measures = {
  readonly count: number
  /**
   * `prefix[k]` = what the words before k count, without blanks, less `glued` of each; `count + 1` entries. So a stretch of words
   * is as long as what its words count and one for each but the last, in every script.
   */
  readonly prefix: Float64Array
  /** 1 where no blank stands after word k: both are of scripts that have none. A half where a blank counts a half. */
  readonly glued: Float64Array
  /** What a line break after word k costs, 0 to 140, or 400 where none may be. */
  readonly lineBreak: Float64Array
}

export type LineRules = { readonly charsPerLine: number; readonly maxLines: number }

/** Weights: measured against each other on three transcripts, read by eye. */
const weights = { place: 0.55, imbalance: 26, topHeavy: 10, stub: 22, stubBelow: 9 } as const

/** What words first … last count, with the blanks between them. */
export const lengthOf = ({ prefix, glued }: Measures, first: number, last: number): number =>
  (prefix[last + 1] ?? 0) - (prefix[first] ?? 0) + last - first + (glued[last] ?? 0)

/**
 * The least cost of setting words first … last in exactly two or more lines, `topEnd` being the last word that still fits
 * the first line beside `reserve` taken characters (a speaker's name); Infinity where they do not fit in `lines` lines.
 */
export const brokenCost = (
  measures: Measures,
  { charsPerLine }: LineRules,
  first: number,
  last: number,
  topEnd: number,
  lines: number,
  reserve: number,
): number => {
  const { prefix, glued, lineBreak } = measures
  let best = Infinity
  const from = prefix[first] ?? 0
  const until = (prefix[last + 1] ?? 0) + (glued[last] ?? 0)
  // From the bottom up: the lower lines grow until they are full.
  for (let k = Math.min(topEnd, last - 1); k >= first; k--) {
    const cut = prefix[k + 1] ?? 0
    const below = until - cut + last - k - 1
    const above = cut - from + k - first + (glued[k] ?? 0) + reserve
    if (lines === 2) {
      if (below > charsPerLine) break
      const cost = splitCost(lineBreak[k] ?? 0, above, below, charsPerLine)
      if (cost < best) best = cost
    } else {
      const rest = lineCost(measures, charsPerLine, k + 1, last, lines - 1)
      if (rest === Infinity) break
      const cost = rest + splitCost(lineBreak[k] ?? 0, above, Math.min(below, charsPerLine), charsPerLine)
      if (cost < best) best = cost
    }
  }
  return best
}

/** The same for lines below the first, with one line allowed: 0 where the words fit it. */
const lineCost = (measures: Measures, charsPerLine: number, first: number, last: number, lines: number): number => {
  if (lengthOf(measures, first, last) <= charsPerLine) return 0
  return lines < 2
    ? Infinity
    : brokenCost(
        measures,
        { charsPerLine, maxLines: lines },
        first,
        last,
        topEndOf(measures, charsPerLine, first, last, 0),
        lines,
        0,
      )
}

const topEndOf = (measures: Measures, charsPerLine: number, first: number, last: number, reserve: number): number => {
  let end = first - 1
  while (end < last && lengthOf(measures, first, end + 1) + reserve <= charsPerLine) end++
  return end
}

const splitCost = (place: number, above: number, below: number, charsPerLine: number): number => {
  const apart = Math.abs(above - below) / charsPerLine
  return (
    place * weights.place +
    apart * weights.imbalance +
    (above > below ? weights.topHeavy * apart : 0) +
    (above < weights.stubBelow || below < weights.stubBelow ? weights.stub : 0)
  )
}

/** The last word of each line, for the cheapest setting of words first … last; the same costs as `brokenCost`. */
export const breakLines = (
  measures: Measures,
  rules: LineRules,
  first: number,
  last: number,
  reserve: number,
): readonly number[] => {
  const { charsPerLine, maxLines } = rules
  if (first === last || lengthOf(measures, first, last) + reserve <= charsPerLine) return [last]
  let best = Infinity
  let at = -1
  for (let k = topEndOf(measures, charsPerLine, first, last - 1, reserve); k >= first; k--) {
    const below = lengthOf(measures, k + 1, last)
    const rest = lineCost(measures, charsPerLine, k + 1, last, maxLines - 1)
    if (rest === Infinity) break
    const above = lengthOf(measures, first, k) + reserve
    const cost = rest + splitCost(measures.lineBreak[k] ?? 0, above, Math.min(below, charsPerLine), charsPerLine)
    if (cost < best) {
      best = cost
      at = k
    }
  }
  return at < 0 ? [last] : [at, ...breakLines(measures, { charsPerLine, maxLines: maxLines - 1 }, at + 1, last, 0)]
}
