// Which words of a paragraph make a cue. Optimal, not greedy: dynamic programming over the places between words finds the
// cheapest way to part the whole paragraph. A cue holds a few dozen words at most, so time grows with the words, not with
// their square. Nothing here looks beyond the paragraph: that is what lets a segmenter keep the plans of all others.

import type { Paragraph, Word } from '../transcript/model'
import { between } from '../transcript/tokens'
import { breakLines, brokenCost, lengthOf, type Measures } from './lines'
import { endAfter as endAfterWord, forbidden, placeCost, type Traits } from './places'
import { minDurationFor, minGapMs, readingTimeMs, type CaptionRules } from './rules'

/** A cue as far as its own paragraph decides it: its words and lines. Out-time and marks come from its neighbours. */
export type Draft = {
  readonly id: string
  readonly paragraphId: string
  readonly speakerId: string
  readonly firstItem: number
  readonly lastItem: number
  readonly lines: readonly string[]
  readonly startMs: number
  /** Where the speech ends: the out-time of the last word, or less where that word lasts longer than anybody could speak it. */
  readonly speechEndMs: number
  readonly characters: number
  readonly longestLine: number
  /** Characters of the name or dash before the first line; counted in `characters` and `longestLine`. */
  readonly prefix: number
  readonly words: number
  readonly byHand: boolean
  /** The last word's own out-time when it was not believed. */
  readonly disbelieved: { readonly text: string; readonly lastsMs: number } | null
}

/**
 * What parts well and what parts badly. One unit is about one percent of "never do that"; a break in the middle of an
 * unknown phrase costs 60 (places.ts). Read by eye against the three transcripts; change one, read sixty cues again.
 */
const costs = {
  /** Each cue: fewer, fuller cues are calmer to read. */
  cue: 26,
  /** A pause inside a cue: nothing up to 250 ms, then rising; past two seconds nearly forbidden. */
  pauseInside: { freeMs: 250, perSecond: 110, longMs: 1000, perSecondLong: 220 },
  /** A pause makes a break cheaper: from `fromMs` to `fullMs` the cost falls to `leaves` of itself. */
  pauseAtBreak: { fromMs: 120, fullMs: 900, leaves: 0.2 },
  /** A cue that ends on a word that clings reads worse than a line that does. */
  clinging: 1.3,
  /** After a word that clings ("and … the"), a short hesitation is no place to break: only a long one helps. */
  pauseAfterClinging: { fromMs: 600, fullMs: 1800, leaves: 0.4 },
  /** A sentence that ends inside a cue. */
  sentenceInside: 12,
  /** … while the cue itself begins or ends in the middle of another. */
  mixedSentences: 14,
  clauseInside: 2,
  /** A cue that ends with the first words of a sentence, or begins with the last ones. */
  strayWords: 75,
  strayBelow: 42,
  /** One or two words alone amid flowing speech. */
  orphan: 55,
  orphanBelow: 13,
  shortBelow: 32,
  shortPerCharacter: 1.2,
  secondLine: 3,
  /** Where the user wants no cue to end: only a limit breaks there. */
  joined: 2000,
  /** A single word longer than a line: it stands alone and is marked. */
  tooLong: 400,
  tooShort: { once: 45, all: 170 },
  /** Below this a cue flickers even where the rule allows it. */
  brisk: { belowMs: 1300, all: 26 },
  /** Limits come before good breaks: 50 instead of 14 leaves 1 to 3 cues of a hundred fewer too fast, and costs half as many good ends. */
  tooFast: { once: 50, all: 150 },
} as const

/**
 * How long a word can last when somebody says it: a second and a tenth for each letter, at most `most`. Recognisers
 * stretch a word over music and silence; the rest of such a word is taken for silence.
 */
const plausibleMs = (graphemes: number, most: number): number => Math.min(most, 1000 + 100 * graphemes)

const fade = (gapMs: number, { fromMs, fullMs, leaves }: { fromMs: number; fullMs: number; leaves: number }): number =>
  gapMs <= fromMs ? 1 : gapMs >= fullMs ? leaves : 1 - ((1 - leaves) * (gapMs - fromMs)) / (fullMs - fromMs)

const crossing = (ends: Traits['ends']): number => {
  switch (ends) {
    case 'sentence':
      return costs.sentenceInside
    case 'clause':
    case 'comma':
      return costs.clauseInside
    case 'none':
      return 0
  }
}

const silenceCost = (gapMs: number): number => {
  const { freeMs, perSecond, longMs, perSecondLong } = costs.pauseInside
  if (gapMs <= freeMs) return 0
  const short = Math.min(gapMs, longMs) - freeMs
  return (short * perSecond + Math.max(0, gapMs - longMs) * perSecondLong) / 1000
}

/** Numbers for each word of the paragraph at hand. Kept from one paragraph to the next: see `createPlanner`. */
type Workspace = ReturnType<typeof workspaceFor>
const workspaceFor = (room: number) => ({
  room,
  prefix: new Float64Array(room + 1),
  glued: new Float64Array(room),
  lineBreak: new Float64Array(room),
  start: new Float64Array(room),
  speechEnd: new Float64Array(room),
  // Running sums, so that what lies inside a cue is one subtraction.
  inside: new Float64Array(room + 1),
  cueBreak: new Float64Array(room),
  ends: new Uint8Array(room),
  // The nearest sentence end at or before a word (-1: none), and at or after it.
  endBefore: new Int32Array(room),
  endAfter: new Int32Array(room),
  // best[k]: the least cost of parting the first k words; from[k]: where the last of those cues begins.
  best: new Float64Array(room + 1),
  from: new Int32Array(room + 1),
})

/**
 * Parts paragraphs into drafts, in order; every word that is not cut is in exactly one of them. `reserve` characters of
 * the paragraph's first line are kept free for the speaker's name. The planner keeps its workspace, which holds nothing
 * from one call to the next: eleven new arrays for each of 2,000 paragraphs took 30 ms of 150.
 */
export const createPlanner = (
  rules: CaptionRules,
  traitsOf: (text: string) => Traits,
): ((paragraph: Paragraph, reserve: number) => readonly Draft[]) => {
  let workspace = workspaceFor(256)
  return (paragraph, reserve) => {
    if (workspace.room < paragraph.items.length) workspace = workspaceFor(paragraph.items.length * 2)
    return planParagraph(paragraph, rules, traitsOf, reserve, workspace)
  }
}

const planParagraph = (
  paragraph: Paragraph,
  rules: CaptionRules,
  traitsOf: (text: string) => Traits,
  reserve: number,
  workspace: Workspace,
): readonly Draft[] => {
  const words: Word[] = []
  const itemOf: number[] = []
  const traits: Traits[] = []
  for (let item = 0; item < paragraph.items.length; item++) {
    const word = paragraph.items[item]
    if (word?.kind !== 'word' || word.cut === true) continue
    words.push(word)
    itemOf.push(item)
    traits.push(traitsOf(word.text))
  }
  const count = words.length
  if (count === 0) return []

  const { prefix, glued, lineBreak, start, speechEnd, inside, cueBreak, ends, endBefore, endAfter, best, from } =
    workspace
  prefix[0] = 0
  inside[0] = 0
  let carried: Traits['ends'] = 'none'
  for (let k = 0; k < count; k++) {
    const word = words[k]
    const trait = traits[k]
    if (word === undefined || trait === undefined) break
    const next = words[k + 1]
    glued[k] = next !== undefined && between(word.text, next.text) === '' ? 1 : rules.halfWidth === true ? 0.5 : 0
    prefix[k + 1] = (prefix[k] ?? 0) + trait.width - (glued[k] ?? 0)
    start[k] = word.startMs
    const spoken = Math.min(word.endMs, word.startMs + plausibleMs(trait.graphemes, rules.maxDurationMs))
    speechEnd[k] = spoken
    const nextTrait = traits[k + 1]
    carried = endAfterWord(carried, trait)
    const end = nextTrait?.closing === true ? 'none' : carried
    ends[k] = next === undefined || end === 'sentence' ? 1 : 0
    endBefore[k] = ends[k] === 1 ? k : k > 0 ? (endBefore[k - 1] ?? -1) : -1
    if (next === undefined || nextTrait === undefined) {
      lineBreak[k] = 0
      cueBreak[k] = 0
      inside[k + 1] = inside[k] ?? 0
      break
    }
    const place = placeCost(traits[k - 1] ?? null, trait, nextTrait, end)
    const gap = Math.max(0, next.startMs - spoken)
    const hesitates = end === 'none' && trait.clings !== null
    lineBreak[k] = place
    if (place === forbidden) cueBreak[k] = place
    else
      cueBreak[k] = hesitates
        ? place * costs.clinging * fade(gap, costs.pauseAfterClinging)
        : place * fade(gap, costs.pauseAtBreak)
    if (word.joinAfter === true) cueBreak[k] = costs.joined
    inside[k + 1] = (inside[k] ?? 0) + silenceCost(gap) + crossing(end) * rules.oneThought
  }
  for (let k = count - 1; k >= 0; k--) endAfter[k] = ends[k] === 1 ? k : (endAfter[k + 1] ?? 0)

  const measures: Measures = { count, prefix, glued, lineBreak }
  // A name longer than half the line is no reason to break the words badly: the line is too long then, and marked.
  const room = Math.min(reserve, rules.charsPerLine >> 1)
  const gapMs = minGapMs(rules)
  // What is few characters: the figures are those of lines of 42 letters, and a full-width character says as much as three.
  const few = rules.charsPerLine < 20 ? rules.charsPerLine / 42 : 1
  const most = rules.charsPerLine * rules.maxLines + rules.maxLines - 1
  best.fill(Infinity, 0, count + 1)
  best[0] = 0

  for (let first = 0; first < count; first++) {
    const before = best[first] ?? Infinity
    const inMs = start[first] ?? 0
    const taken = first === 0 ? room : 0
    const opensSentence = first === 0 || ends[first - 1] === 1
    // The last word that fits the cue's first line.
    let topEnd = first - 1
    for (let last = first; last < count; last++) {
      const characters = lengthOf(measures, first, last)
      const endMs = speechEnd[last] ?? 0
      if (last > first && (characters + taken > most || endMs - inMs > rules.maxDurationMs)) break
      const oneLine = characters + taken <= rules.charsPerLine
      if (oneLine) topEnd = last

      const closesSentence = ends[last] === 1
      const spokenWords = last - first + 1
      const ceiling = last + 1 < count ? (start[last + 1] ?? 0) - gapMs : Infinity
      const shortest = minDurationFor(rules, spokenWords)
      const shown = Math.max(
        1,
        Math.min(Math.max(endMs + rules.hangMs, inMs + shortest), ceiling, inMs + rules.maxDurationMs) - inMs,
      )

      let cost = costs.cue
      cost += (inside[last] ?? 0) - (inside[first] ?? 0)
      cost += last + 1 < count ? (cueBreak[last] ?? 0) : 0
      if (shown < shortest) cost += costs.tooShort.once + costs.tooShort.all * (1 - shown / shortest)
      if (shown < costs.brisk.belowMs) cost += costs.brisk.all * (1 - shown / costs.brisk.belowMs)
      const needed = readingTimeMs(rules, characters + taken, spokenWords)
      if (needed > shown) cost += costs.tooFast.once + costs.tooFast.all * Math.min(1, needed / shown - 1)
      if (!(opensSentence && closesSentence)) {
        if (spokenWords === 1 || characters < costs.orphanBelow * few) cost += costs.orphan
        if (characters < costs.shortBelow * few) cost += (costs.shortBelow - characters / few) * costs.shortPerCharacter
      }
      let mixed = false
      if (!closesSentence) {
        const cut = endBefore[last] ?? -1
        if (cut >= first) {
          cost += stray(lengthOf(measures, cut + 1, last) / few)
          mixed = true
        }
      }
      if (!opensSentence) {
        const cut = endAfter[first] ?? count - 1
        if (cut < last) {
          cost += stray(lengthOf(measures, first, cut) / few)
          mixed = true
        }
      }
      if (mixed) cost += costs.mixedSentences

      let total = before + cost
      // How the lines break is the dear question: it is asked only where the rest is cheap enough to matter.
      if (total < (best[last + 1] ?? Infinity)) {
        if (!oneLine) {
          if (last === first) total += costs.tooLong
          else {
            const broken = brokenCost(measures, rules, first, last, topEnd, rules.maxLines, taken)
            if (broken === Infinity) break
            total += broken + costs.secondLine
          }
        }
        if (total < (best[last + 1] ?? Infinity)) {
          best[last + 1] = total
          from[last + 1] = first
        }
      }
      if (words[last]?.breakAfter === true) break
    }
  }

  const drafts: Draft[] = []
  for (let end = count; end > 0; end = from[end] ?? 0) {
    const first = from[end] ?? 0
    const last = end - 1
    const head = words[first]
    const tail = words[last]
    if (head === undefined || tail === undefined) throw new Error('A cue without words.')
    const shown = first === 0 ? reserve : 0
    const lines: string[] = []
    let longestLine = 0
    let characters = shown
    let at = first
    for (const lineEnd of breakLines(measures, rules, first, last, Math.min(shown, room))) {
      const length = lengthOf(measures, at, lineEnd)
      longestLine = Math.max(longestLine, length + (at === first ? shown : 0))
      characters += length
      let line = words[at]?.text ?? ''
      for (at++; at <= lineEnd; at++) {
        const text = words[at]?.text ?? ''
        line += between(words[at - 1]?.text ?? '', text) + text
      }
      lines.push(line)
    }
    const spokenEnd = speechEnd[last] ?? tail.endMs
    let byHand = false
    for (let k = first; k <= last; k++) byHand ||= words[k]?.breakAfter === true || words[k]?.joinAfter === true
    drafts.push({
      id: `cue-${head.id}`,
      paragraphId: paragraph.id,
      speakerId: paragraph.speakerId,
      firstItem: itemOf[first] ?? 0,
      lastItem: itemOf[last] ?? 0,
      lines,
      startMs: head.startMs,
      speechEndMs: spokenEnd,
      characters,
      longestLine,
      prefix: shown,
      words: end - first,
      byHand,
      disbelieved: spokenEnd < tail.endMs ? { text: tail.text, lastsMs: tail.endMs - tail.startMs } : null,
    })
  }
  return drafts.reverse()
}

/** A part of a sentence that shares a cue with another one: the shorter, the worse it reads. */
const stray = (characters: number): number =>
  characters >= costs.strayBelow ? 0 : costs.strayWords * (1 - characters / costs.strayBelow)
