// Checks any cues against a style guide, whoever made them: what a subtitle file breaks, cue by cue.

import { secondsText } from '../time'
import { tokens } from '../transcript/tokens'
import type { CueMark } from './cue'
import { countBy } from './graphemes'
import { minDurationFor, minGapMs, readingSpeed, type CaptionRules } from './rules'

export type CheckedCue = { readonly startMs: number; readonly endMs: number; readonly lines: readonly string[] }

/** A frame is not divided: a gap that is a millisecond short of two frames is two frames. */
const roundingMs = 1

const round = (value: number): number => Math.round(value * 10) / 10

/** What breaks a rule, for each cue; [] where nothing does. Cues in the order of their in-times. */
export const checkCues = (cues: readonly CheckedCue[], rules: CaptionRules): readonly (readonly CueMark[])[] =>
  cues.map(({ startMs, endMs, lines }, at) => {
    const marks: CueMark[] = []
    const wrong = (rule: CueMark['rule'], measured: number, limit: number, message: string) =>
      marks.push({ rule, severity: 'wrong', measured, limit, message })
    const lengths = lines.map(countBy(rules))
    const characters = lengths.reduce((sum, length) => sum + length, 0)
    const words = lines.reduce((sum, line) => sum + tokens(line).length, 0)
    const shown = endMs - startMs
    if (shown <= 0) {
      wrong('min-duration', shown, minDurationFor(rules, words), 'It ends before it begins.')
      return marks
    }
    const { unit, limit } = rules.reading
    const speed = readingSpeed(rules, characters, words, shown)
    if (speed > limit + 0.05) wrong('cps', round(speed), limit, `Read at ${round(speed)} ${unit}. Limit ${limit}.`)
    const shortest = minDurationFor(rules, words)
    if (shown < shortest - roundingMs)
      wrong(
        'min-duration',
        shown,
        shortest,
        `On screen for ${secondsText(shown)} s. At least ${secondsText(shortest)} s.`,
      )
    if (shown > rules.maxDurationMs + roundingMs)
      wrong(
        'max-duration',
        shown,
        rules.maxDurationMs,
        `On screen for ${secondsText(shown)} s. Limit ${secondsText(rules.maxDurationMs)} s.`,
      )
    const longest = Math.max(0, ...lengths)
    if (longest > rules.charsPerLine)
      wrong('line-length', longest, rules.charsPerLine, `A line of ${longest} characters. Limit ${rules.charsPerLine}.`)
    if (lines.length > rules.maxLines)
      wrong('lines', lines.length, rules.maxLines, `${lines.length} lines. Limit ${rules.maxLines}.`)
    const gap = startMs - (cues[at - 1]?.endMs ?? -Infinity)
    if (gap < 0) wrong('gap', gap, minGapMs(rules), `It begins ${secondsText(-gap)} s before the one before it ends.`)
    else if (gap < minGapMs(rules) - roundingMs)
      wrong('gap', gap, minGapMs(rules), `${gap} ms after the one before it. At least ${minGapMs(rules)} ms.`)
    return marks
  })
