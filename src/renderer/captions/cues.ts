// Questions the pane, the stage and the strip ask of a list of cues. Cues are ascending by in-time.

import { type Cue, type CueMark, ruleWords } from '../../core/captions/cue'
import { countBy } from '../../core/captions/graphemes'
import { readingSpeed, type CaptionRules } from '../../core/captions/rules'
import { tokens } from '../../core/transcript/tokens'

/** The last cue that has begun at `ms`, -1 before the first. */
export const lastBegun = (cues: readonly Cue[], ms: number): number => {
  let low = 0
  let high = cues.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((cues[mid]?.startMs ?? Infinity) <= ms) low = mid + 1
    else high = mid
  }
  return low - 1
}

/** The cue on the screen at `ms`, -1 in a gap. */
export const showing = (cues: readonly Cue[], ms: number): number => {
  const index = lastBegun(cues, ms)
  return ms < (cues[index]?.endMs ?? -1) ? index : -1
}

/** How fast a cue is read, in the unit of the rules, and the share of the limit it takes (1 is the limit). */
export const speedOf = (cue: Cue, rules: CaptionRules): { readonly value: number; readonly share: number } => {
  let characters = 0
  let words = 0
  const count = countBy(rules)
  for (const line of cue.lines) {
    characters += count(line)
    words += tokens(line).length
  }
  const value = readingSpeed(rules, characters, words, Math.max(1, cue.endMs - cue.startMs))
  return { value, share: value / rules.reading.limit }
}

type Rule = CueMark['rule']
export type Tally = {
  readonly rule: Rule
  readonly words: string
  readonly count: number
  readonly severity: CueMark['severity']
}

/** What to say after the number of cues: "2 too fast", "1 too short"; the worst first. A cue counts once per rule. */
export const tally = (cues: readonly Cue[]): readonly Tally[] => {
  const counts = new Map<string, { rule: Rule; severity: CueMark['severity']; count: number }>()
  for (const { marks } of cues) {
    for (const { rule, severity } of marks) {
      const key = `${severity} ${rule}`
      const found = counts.get(key)
      if (found) found.count++
      else counts.set(key, { rule, severity, count: 1 })
    }
  }
  return [...counts.values()]
    .sort((a, b) => (a.severity === b.severity ? b.count - a.count : a.severity === 'wrong' ? -1 : 1))
    .map(({ rule, severity, count }) => ({ rule, words: ruleWords[rule], count, severity }))
}

export const broken = (cues: readonly Cue[]): number => {
  let count = 0
  for (const cue of cues) if (cue.marks.length > 0) count++
  return count
}

/** The nearest cue with a mark after (or before) `index`, one of this kind where that is asked for, going round; -1 where no cue has one. */
export const nextMarked = (
  cues: readonly Cue[],
  index: number,
  direction: 1 | -1,
  kind: Pick<CueMark, 'rule' | 'severity'> | null = null,
): number => {
  const counts = ({ rule, severity }: CueMark) => kind === null || (rule === kind.rule && severity === kind.severity)
  for (let step = 1; step <= cues.length; step++) {
    const at = (((index + direction * step) % cues.length) + cues.length) % cues.length
    if (cues[at]?.marks.some(counts) === true) return at
  }
  return -1
}
