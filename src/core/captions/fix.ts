// What can be done about a cue that breaks a rule. The style guide's own cues are the best it knows, so what is left is what it may not do
// by itself: take the user's marks back, mark where cues part, let a cue stay on screen into a silence. Each change is tried out, first on the
// paragraph and its neighbours, then on the whole, before it is offered: it is a fix where this cue breaks the rule no more, and nothing around it
// breaks a rule more often than before.

import { secondsText } from '../time'
import { moveWordTo } from '../transcript/manual'
import type { Paragraph, Transcript } from '../transcript/model'
import { applyAll, type Step } from '../transcript/step'
import { freeCue, part, type Range, saidIn } from './breaks'
import type { Cue, CueMark } from './cue'
import { countBy } from './graphemes'
import { minDurationFor, minGapMs, readingTimeMs, rulesIn, type CaptionRules } from './rules'
import { createSegmenter } from './segment'

export type Rule = CueMark['rule']
export type Fix = {
  readonly steps: readonly Step[]
  /** What it does: "Join it with the next cue". */ readonly label: string
}

/** Why a cue that breaks the rule stays as it is, as a sentence. */
export const unfixable: Readonly<Record<Rule, string>> = {
  cps: 'Its neighbours have no time to spare: the text would have to be shorter.',
  'min-duration': 'The words around it follow at once: there is no time to take.',
  'max-duration': 'There is no place inside of it to part it at.',
  'line-length': 'A single word or name is wider than the line.',
  lines: 'The text takes more lines than there are, however it is parted.',
  gap: 'People speak at once here.',
  text: 'Only another text would help.',
}

/** How many words may change sides between two cues. */
const reach = 4

const speaks = ({ items }: Paragraph): boolean => items.length > 0

/** The paragraph among its neighbours with words: enough to try a change of it out. */
const around = (transcript: Transcript, paragraphId: string): Transcript => {
  const { paragraphs } = transcript
  const at = paragraphs.findIndex(({ id }) => id === paragraphId)
  const before = paragraphs.slice(0, Math.max(0, at)).findLastIndex(speaks)
  const after = paragraphs.findIndex((paragraph, index) => index > at && speaks(paragraph))
  return {
    ...transcript,
    paragraphs: paragraphs.slice(before < 0 ? at : before, after < 0 ? at + 1 : after + 1),
  }
}

type Segment = (transcript: Transcript) => readonly Cue[]
/** As many of each rule as there are broken. */
type Count = ReadonlyMap<string, number>

const keyOf = ({ rule, severity }: CueMark): string => `${severity} ${rule}`
const countMarks = (cues: readonly Cue[]): Count => {
  const counts = new Map<string, number>()
  for (const { marks } of cues) for (const mark of marks) counts.set(keyOf(mark), (counts.get(keyOf(mark)) ?? 0) + 1)
  return counts
}
const noWorse = (before: Count, after: Count): boolean =>
  [...after].every(([key, count]) => count <= (before.get(key) ?? 0))
const breaks = ({ marks }: Cue, rule: Rule): boolean => marks.some((mark) => mark.rule === rule)
const broken = (cues: readonly Cue[], rule: Rule): number =>
  cues.reduce((sum, cue) => sum + (breaks(cue, rule) ? 1 : 0), 0)

/** Ends of the first of two cues, the nearest to where it ends now first. */
const endsBetween = (said: readonly number[], now: number): readonly number[] => {
  const place = said.indexOf(now)
  return said
    .slice(0, -1)
    .map((end, at) => ({ end, away: Math.abs(at - place) }))
    .filter(({ away }) => away > 0 && away <= reach)
    .sort((a, b) => a.away - b.away)
    .map(({ end }) => end)
}

const moved = (count: number, where: string): string => `Move ${count === 1 ? 'a word' : `${count} words`} ${where}`

/** What might help, the smallest change first. */
function* tries(scope: Transcript, cues: readonly Cue[], cue: Cue, rule: Rule, rules: CaptionRules): Generator<Fix> {
  const paragraph = scope.paragraphs.find(({ id }) => id === cue.paragraphId)
  if (paragraph === undefined || rule === 'text') return
  const mine = cues.filter(({ paragraphId }) => paragraphId === cue.paragraphId)
  const at = mine.findIndex(({ id }) => id === cue.id)
  const [previous, next] = [mine[at - 1], mine[at + 1]]
  const free = freeCue(scope, cue)
  if (free.length > 0) yield { steps: free, label: 'Let the style guide break it again' }

  if (rule === 'cps' || rule === 'min-duration') {
    const last = paragraph.items[cue.lastItem]
    const needed = neededMs(paragraph, saidIn(paragraph, cue.firstItem, cue.lastItem), rules)
    const following = cues[cues.indexOf(cue) + 1]
    const ceiling = (following?.startMs ?? Infinity) - minGapMs(rules)
    // What the person cut stays as it was cut.
    const untilCut = paragraph.items.find((item, at) => at > cue.lastItem && item.cut === true)?.startMs ?? Infinity
    const most = Math.min(ceiling, cue.startMs + rules.maxDurationMs, scope.durationMs ?? Infinity)
    const longer = Math.ceil(cue.startMs + needed) - cue.endMs
    // Hanging on after the last word comes by itself: the shorter time is tried first.
    if (last?.kind === 'word' && longer > 0 && cue.endMs + longer <= most)
      for (const toMs of [cue.endMs + longer - rules.hangMs, cue.endMs + longer]) {
        const later = toMs > last.endMs && toMs <= untilCut ? moveWordTo(scope, last.id, 'out', toMs) : null
        if (later !== null && later.steps.length > 0)
          yield { steps: later.steps, label: `Let it stay ${secondsText(longer)} s longer` }
      }
  }

  const parted = (range: Range, ends: readonly number[], label: string): Fix | null => {
    const made = part(scope, range, ends)
    return made === null || made.steps.length === 0 ? null : { steps: made.steps, label }
  }
  const pairs = [
    ...(previous === undefined ? [] : [{ first: previous, second: cue, by: -1 as const }]),
    ...(next === undefined ? [] : [{ first: cue, second: next, by: 1 as const }]),
  ].map((pair) => {
    const range = { paragraphId: cue.paragraphId, firstItem: pair.first.firstItem, lastItem: pair.second.lastItem }
    return { ...pair, range, said: saidIn(paragraph, range.firstItem, range.lastItem) }
  })
  /** Whether these words have the time that reading them takes: spares trying out what cannot be. */
  const hasTime = (words: readonly number[]): boolean => {
    const [head, tail] = [words[0], words.at(-1)]
    if (head === undefined || tail === undefined) return false
    const from = paragraph.items[head]?.startMs ?? 0
    const nextWord = saidIn(paragraph, tail + 1, paragraph.items.length)[0]
    const to = nextWord === undefined ? null : (paragraph.items[nextWord]?.startMs ?? null)
    return to === null || to - from >= neededMs(paragraph, words, rules) * 0.9
  }
  for (const { first, second, by, range, said } of pairs) {
    for (const end of endsBetween(said, first.lastItem)) {
      if (
        rule === 'cps' &&
        !(hasTime(said.filter((item) => item <= end)) && hasTime(said.filter((item) => item > end)))
      )
        continue
      const count = Math.abs(said.indexOf(end) - said.indexOf(first.lastItem))
      const isToSecond = end < first.lastItem
      const where = isToSecond
        ? by === 1
          ? 'to the next cue'
          : 'over from the cue before'
        : by === 1
          ? 'over from the next cue'
          : 'to the cue before'
      const made = parted(range, [end, range.lastItem], moved(count, where))
      if (made !== null) yield made
    }
    if ((rule !== 'cps' || hasTime(said)) && second.endMs - first.startMs <= rules.maxDurationMs + rules.hangMs) {
      const made = parted(
        range,
        [range.lastItem],
        by === 1 ? 'Join it with the next cue' : 'Join it with the cue before',
      )
      if (made !== null) yield made
    }
  }
  if (rule === 'max-duration' || rule === 'lines' || rule === 'line-length') {
    const said = saidIn(paragraph, cue.firstItem, cue.lastItem)
    const middle = said[Math.ceil(said.length / 2) - 1] ?? -1
    for (const end of [middle, ...endsBetween(said, middle)]) {
      const made = end < 0 || said.length < 2 ? null : parted(cue, [end, cue.lastItem], 'Split it in two')
      if (made !== null) yield made
    }
  }
}

/** How long these words must be on screen, in ms. */
const neededMs = ({ items }: Paragraph, words: readonly number[], rules: CaptionRules): number => {
  const count = countBy(rules)
  let characters = Math.max(0, words.length - 1) * (rules.halfWidth === true ? 0.5 : 1)
  for (const at of words) {
    const item = items[at]
    if (item?.kind === 'word') characters += count(item.text)
  }
  return Math.max(readingTimeMs(rules, characters, words.length), minDurationFor(rules, words.length))
}

/** Does the cue, which breaks the rule in `before`, break it no more in `after`, and is nothing else worse? */
const isBetter = (before: readonly Cue[], after: readonly Cue[], cue: Cue, rule: Rule): boolean =>
  broken(after, rule) < broken(before, rule) &&
  !after.some(
    (each) =>
      each.paragraphId === cue.paragraphId &&
      each.firstItem <= cue.lastItem &&
      each.lastItem >= cue.firstItem &&
      breaks(each, rule),
  ) &&
  noWorse(countMarks(before), countMarks(after))

type Fixed = { readonly fix: Fix; readonly transcript: Transcript; readonly cues: readonly Cue[] }

/** The smallest fix of that rule for that cue of `cues`, which are those of the transcript; null where there is none. */
const fixWith = (
  segment: Segment,
  transcript: Transcript,
  cues: readonly Cue[],
  cue: Cue,
  rule: Rule,
  rules: CaptionRules,
): Fixed | null => {
  const scope = around(transcript, cue.paragraphId)
  const near = segment(scope)
  // Timed by its neighbours alone it may break nothing: then it is those further away that press, and only the whole tells.
  const here = near.find(({ id }) => id === cue.id)
  const isNear = here !== undefined && breaks(here, rule)
  for (const one of tries(scope, near, here ?? cue, rule, rules)) {
    if (isNear) {
      const tried = applyAll(scope, one.steps)
      if (!tried.ok || !isBetter(near, segment(tried.value), here, rule)) continue
    }
    const applied = applyAll(transcript, one.steps)
    if (!applied.ok) continue
    const after = segment(applied.value)
    if (isBetter(cues, after, cue, rule)) return { fix: one, transcript: applied.value, cues: after }
  }
  return null
}

/** @param segment the guide's segmenter, where one is at hand that knows the transcript already. Null where the cue breaks no such rule, or nothing helps (`unfixable` says why). */
export const fixFor = (
  transcript: Transcript,
  cueId: string,
  rule: Rule,
  guide: CaptionRules,
  segment: Segment = createSegmenter(guide),
): Fix | null => {
  const cues = segment(transcript)
  const cue = cues.find(({ id }) => id === cueId)
  return cue === undefined || !breaks(cue, rule)
    ? null
    : (fixWith(segment, transcript, cues, cue, rule, rulesIn(guide, transcript.language))?.fix ?? null)
}

export type FixedAll = {
  readonly steps: readonly Step[]
  readonly fixed: number
  /** How many break the rule still. */
  readonly left: number
}

/**
 * Fixes every cue that breaks this rule, as far as that can be done, in the order of their in-times. It answers after each cue, so that a
 * caller can show how it gets on, let others work, or stop: what was fixed until then holds. Each takes as long as segmenting the changed
 * document anew: 5–10 ms at 100,000 words.
 */
export function* fixAll(
  transcript: Transcript,
  rule: Rule,
  guide: CaptionRules,
  segment: Segment = createSegmenter(guide),
): Generator<FixedAll, FixedAll> {
  const rules = rulesIn(guide, transcript.language)
  const steps: Step[] = []
  /** Cues that nothing helps, by their ids, so that each is tried once. */
  const stuck = new Set<string>()
  let now = transcript
  let cues = segment(now)
  let fixed = 0
  for (;;) {
    const cue = cues.find((each) => breaks(each, rule) && !stuck.has(each.id))
    if (cue === undefined) return { steps, fixed, left: broken(cues, rule) }
    const done = fixWith(segment, now, cues, cue, rule, rules)
    if (done === null) stuck.add(cue.id)
    else {
      steps.push(...done.fix.steps)
      ;({ transcript: now, cues } = done)
      fixed++
    }
    yield { steps, fixed, left: stuck.size }
  }
}
