// In- and out-times, from each cue and its neighbours; and the reasons where a limit cannot be met. Nothing is ever
// dropped to meet one.

import { textMark } from '../formats/shield'
import { secondsText } from '../time'
import type { Cue, CueMark } from './cue'
import type { Draft } from './plan'
import { minDurationFor, minGapMs, readingSpeed, readingTimeMs, type CaptionRules } from './rules'

/** Even a cue that nobody can read is on screen this long, so that in-times stay true and still nothing overlaps. */
const leastMs = 100

export type Neighbours = {
  /** Out-time of the cue before, null for the first. */
  readonly previousEndMs: number | null
  /** Where the speech of the next cue begins, null for the last. */
  readonly nextStartMs: number | null
  /** The next cue is in another paragraph: when both overlap, two people speak at once. */
  readonly nextIsOther: boolean
  readonly mediaMs: number | null
}

/** The in-time lies at the first word; only where the cue before is still on screen does it come later. */
const inTime = (draft: Draft, previousEndMs: number | null, rules: CaptionRules): number =>
  previousEndMs === null || previousEndMs <= draft.startMs ? draft.startMs : previousEndMs + minGapMs(rules)

const outTime = (draft: Draft, inMs: number, around: Neighbours, rules: CaptionRules): number => {
  const shortest = minDurationFor(rules, draft.words)
  const longest = inMs + rules.maxDurationMs
  const end = Math.max(draft.speechEndMs, inMs)
  // A short word may need more than the hang to be on screen long enough; it gets that, and no more.
  const wanted = Math.min(Math.max(end + rules.hangMs, inMs + shortest), longest)
  const media = around.mediaMs === null ? Infinity : Math.max(around.mediaMs, inMs + leastMs)
  const next = around.nextStartMs
  if (next === null) return Math.min(wanted, media)

  const gap = minGapMs(rules)
  const ceiling = next - gap
  if (wanted >= ceiling) {
    if (ceiling - inMs >= leastMs) {
      // Two people at once: the first one keeps the screen for the least time that can be read, the second comes late.
      if (around.nextIsOther && next < draft.speechEndMs) {
        const share = Math.min(end, inMs + shortest)
        if (ceiling < share) return share
      }
      return ceiling
    }
    // Not even the gap fits: it gives way before the in-time of the next cue does.
    return inMs + leastMs
  }
  if (next - wanted >= rules.chainBelowMs) return Math.min(wanted, media)
  // The gap left would flicker. Either leave it wide enough by hanging less, or close it to the minimum.
  const relaxed = next - rules.chainBelowMs
  const needed = Math.max(shortest, readingTimeMs(rules, draft.characters, draft.words))
  if (relaxed >= end && relaxed - inMs >= needed) return relaxed
  return Math.min(ceiling, longest)
}

/** Rounded as far as it needs to be to show that it is over the limit. */
const figure = (value: number, limit: number): number => {
  const whole = Math.round(value)
  return whole > limit ? whole : Math.ceil(value * 10) / 10
}

const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text)

const marksOf = (
  draft: Draft,
  startMs: number,
  endMs: number,
  around: Neighbours,
  rules: CaptionRules,
): readonly CueMark[] => {
  const marks: CueMark[] = []
  const shown = endMs - startMs
  const { unit, limit } = rules.reading
  const speed = readingSpeed(rules, draft.characters, draft.words, shown)
  if (speed > limit + 0.05) {
    const measured = figure(speed, limit)
    marks.push({
      rule: 'cps',
      severity: 'wrong',
      measured,
      limit,
      message: `Speaker says ${measured} ${unit} here. Limit ${limit}.`,
    })
  }
  const shortest = minDurationFor(rules, draft.words)
  if (shown < shortest) {
    marks.push({
      rule: 'min-duration',
      severity: 'wrong',
      measured: shown,
      limit: shortest,
      message: `On screen for ${secondsText(shown)} s: the next words follow at once. Limit ${secondsText(shortest)} s.`,
    })
  }
  if (shown > rules.maxDurationMs) {
    marks.push({
      rule: 'max-duration',
      severity: 'wrong',
      measured: shown,
      limit: rules.maxDurationMs,
      message: `On screen for ${secondsText(shown)} s. Limit ${secondsText(rules.maxDurationMs)} s.`,
    })
  } else if (draft.disbelieved !== null) {
    const { text, lastsMs } = draft.disbelieved
    marks.push({
      rule: 'max-duration',
      severity: 'look',
      measured: lastsMs,
      limit: rules.maxDurationMs,
      message: `“${shorten(text)}” lasts ${secondsText(lastsMs)} s in the transcript. The cue ends when it could have been said.`,
    })
  }
  if (draft.longestLine > rules.charsPerLine) {
    marks.push({
      rule: 'line-length',
      severity: 'wrong',
      measured: draft.longestLine,
      limit: rules.charsPerLine,
      message: `A long ${draft.prefix > 0 ? 'name or word' : 'word'} makes this line ${draft.longestLine} characters long. Limit ${rules.charsPerLine}.`,
    })
  }
  if (draft.lines.length > rules.maxLines) {
    marks.push({
      rule: 'lines',
      severity: 'wrong',
      measured: draft.lines.length,
      limit: rules.maxLines,
      message: `The text takes ${draft.lines.length} lines. Limit ${rules.maxLines}.`,
    })
  }
  const late = startMs - draft.startMs
  const gap = around.previousEndMs === null ? Infinity : startMs - around.previousEndMs
  if (late > 0) {
    marks.push({
      rule: 'gap',
      severity: late > rules.hangMs ? 'wrong' : 'look',
      measured: late,
      limit: 0,
      message: `The cue before is still on screen: this one comes ${secondsText(late)} s after its first word.`,
    })
  }
  if (gap < minGapMs(rules)) {
    marks.push({
      rule: 'gap',
      severity: 'wrong',
      measured: gap,
      limit: minGapMs(rules),
      message: `The cue before ends ${gap} ms before this one. Limit ${minGapMs(rules)} ms.`,
    })
  }
  const text = textMark(draft.lines)
  if (text !== null) marks.push(text)
  return marks
}

/** A draft and its neighbours make a cue. 0 ≤ start < end, and the start is not before the previous out-time. */
export const timeCue = (draft: Draft, around: Neighbours, rules: CaptionRules): Cue => {
  const startMs = inTime(draft, around.previousEndMs, rules)
  const endMs = outTime(draft, startMs, around, rules)
  const { id, lines, speakerId, paragraphId, firstItem, lastItem } = draft
  return {
    id,
    startMs,
    endMs,
    lines,
    speakerId,
    paragraphId,
    firstItem,
    lastItem,
    byHand: draft.byHand,
    marks: marksOf(draft, startMs, endMs, around, rules),
  }
}
