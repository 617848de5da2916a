// From words to cues: the one entry of the room. Pure and deterministic: the same transcript and rules give the same cues.

import type { Paragraph, Transcript } from '../transcript/model'
import type { Cue } from './cue'
import { countBy } from './graphemes'
import { phrasingOf } from './language'
import { createTraits } from './places'
import { createPlanner, type Draft } from './plan'
import { type CaptionRules, rulesIn } from './rules'
import { timeCue, type Neighbours } from './timing'

export type SegmentOptions = {
  /** Characters to keep free in the first line of a speaker's first cue, for a name or a dash (formats/speaker.ts). */
  readonly reserve?: (speakerId: string) => number
}

/** A draft with the cue it last became, and among which neighbours. */
type Timed = { readonly draft: Draft; around: Neighbours | null; cue: Cue | null }
type Planned = { readonly reserve: number; readonly timed: readonly Timed[] }

const same = (a: Neighbours, b: Neighbours): boolean =>
  a.previousEndMs === b.previousEndMs &&
  a.nextStartMs === b.nextStartMs &&
  a.nextIsOther === b.nextIsOther &&
  a.mediaMs === b.mediaMs

/**
 * A segmenter remembers the plan of each paragraph by reference: after an edit only the paragraphs that are new values
 * are planned again, and only cues whose neighbours moved are timed again; all others are the same objects as before.
 * Cues come in order of their in-times. Where paragraphs do not overlap that is the order of the text; where people talk
 * across each other their cues alternate. In every case each word that is not cut is in exactly one cue.
 */
export const createSegmenter = (
  rules: CaptionRules,
  options: SegmentOptions = {},
): ((transcript: Transcript) => readonly Cue[]) => {
  let plans = new WeakMap<Paragraph, Planned>()
  let language = ''
  let own = rulesIn(rules, language)
  let plan = createPlanner(own, createTraits(phrasingOf(language), countBy(own)))

  const planned = (paragraph: Paragraph, reserve: number): Planned => {
    const known = plans.get(paragraph)
    if (known && known.reserve === reserve) return known
    const made: Planned = {
      reserve,
      timed: plan(paragraph, reserve).map((draft) => ({ draft, around: null, cue: null })),
    }
    plans.set(paragraph, made)
    return made
  }

  return (transcript) => {
    if (transcript.language !== language) {
      language = transcript.language
      own = rulesIn(rules, language)
      plan = createPlanner(own, createTraits(phrasingOf(language), countBy(own)))
      plans = new WeakMap()
    }
    const all: Timed[] = []
    let sorted = true
    let speaker: string | null = null
    for (const paragraph of transcript.paragraphs) {
      const reserve = options.reserve && paragraph.speakerId !== speaker ? options.reserve(paragraph.speakerId) : 0
      const { timed } = planned(paragraph, reserve)
      if (timed.length > 0) speaker = paragraph.speakerId
      for (const one of timed) {
        if (one.draft.startMs < (all.at(-1)?.draft.startMs ?? 0)) sorted = false
        all.push(one)
      }
    }
    // A stable sort: cues with the same in-time stay in the order of the text.
    if (!sorted) all.sort((a, b) => a.draft.startMs - b.draft.startMs)

    const cues: Cue[] = []
    let previousEndMs: number | null = null
    for (let at = 0; at < all.length; at++) {
      const one = all[at]
      if (one === undefined) break
      const next = all[at + 1]?.draft
      const around: Neighbours = {
        previousEndMs,
        nextStartMs: next?.startMs ?? null,
        nextIsOther: next !== undefined && next.paragraphId !== one.draft.paragraphId,
        mediaMs: transcript.durationMs,
      }
      if (one.cue === null || one.around === null || !same(one.around, around)) {
        one.cue = timeCue(one.draft, around, own)
        one.around = around
      }
      cues.push(one.cue)
      previousEndMs = one.cue.endMs
    }
    return cues
  }
}

/** The cues of a transcript, once. Time is linear in the words. */
export const segment = (transcript: Transcript, rules: CaptionRules, options: SegmentOptions = {}): readonly Cue[] =>
  createSegmenter(rules, options)(transcript)
