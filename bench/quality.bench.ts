// How good captions are, not how quick: ours, Pictory's own cues, and the two ways other programs go about it (so many words a cue; as many as
// fit), on the real transcripts beside the checkout and on the made one of 100,000 words, by three style guides. Counted by the same check and
// the same tables for all. Node's engine, no window.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { hasRealData, realData } from '../e2e/desk'
import { makeResponse } from '../e2e/pictory/generate'
import { checkCues, type CheckedCue } from '../src/core/captions/check'
import { countGraphemes } from '../src/core/captions/graphemes'
import { phrasingOf } from '../src/core/captions/language'
import { createTraits, placeCost } from '../src/core/captions/places'
import { type CaptionRules, presets } from '../src/core/captions/rules'
import { segment } from '../src/core/captions/segment'
import { sentSubtitles } from '../src/core/formats/data'
import { readSrt } from '../src/core/formats/srt'
import { readResponseText } from '../src/core/pictory/response'
import { type Transcript, type Word, words } from '../src/core/transcript/model'
import { figure, publish, type Figure } from './figures'

const fixedWords = 7
/** From here on a place is one that a professional would not sign (core/captions/languages/phrasing.ts). */
const bad = 100
const pauseMs = 300

/** Words into lines, as many as fit. */
const lined = (said: readonly Word[], { charsPerLine }: CaptionRules): readonly string[] => {
  const lines: string[] = []
  for (const { text } of said) {
    const last = lines.at(-1)
    if (last !== undefined && countGraphemes(`${last} ${text}`) <= charsPerLine)
      lines[lines.length - 1] = `${last} ${text}`
    else lines.push(text)
  }
  return lines
}
const cueOf = (said: readonly Word[], rules: CaptionRules): CheckedCue => ({
  startMs: said[0]?.startMs ?? 0,
  endMs: said.at(-1)?.endMs ?? 0,
  lines: lined(said, rules),
})

const fixed = (transcript: Transcript, rules: CaptionRules): readonly CheckedCue[] =>
  transcript.paragraphs.flatMap((paragraph) => {
    const all = words(paragraph)
    return Array.from({ length: Math.ceil(all.length / fixedWords) }, (_, at) =>
      cueOf(all.slice(at * fixedWords, (at + 1) * fixedWords), rules),
    )
  })

const greedy = (transcript: Transcript, rules: CaptionRules): readonly CheckedCue[] =>
  transcript.paragraphs.flatMap((paragraph) => {
    const cues: CheckedCue[] = []
    let open: Word[] = []
    for (const word of words(paragraph)) {
      const more = [...open, word]
      const first = more[0]
      const fits =
        lined(more, rules).length <= rules.maxLines && word.endMs - (first?.startMs ?? 0) <= rules.maxDurationMs
      if (!fits && open.length > 0) {
        cues.push(cueOf(open, rules))
        open = [word]
      } else open = more
    }
    return open.length === 0 ? cues : [...cues, cueOf(open, rules)]
  })

type Counted = Readonly<Record<'cues' | 'broken' | 'good ends' | 'bad breaks' | 'balance', number>>

/** In shares of a hundred: cues that break a rule, cues that end where a thought or a breath does, breaks that tear apart what belongs together, the shorter line beside the longer. */
const count = (cues: readonly CheckedCue[], transcript: Transcript, rules: CaptionRules): Counted => {
  const traits = createTraits(phrasingOf(transcript.language))
  const broken = checkCues(cues, rules).filter((marks) => marks.some(({ severity }) => severity === 'wrong')).length
  const said = transcript.paragraphs.flatMap(words)
  /** Where the word ends that each cue ends with, found by going along. */
  let at = 0
  let ends = 0
  let good = 0
  let breaks = 0
  let torn = 0
  let balance = 0
  let two = 0
  for (const { lines } of cues) {
    for (const [index, line] of lines.entries()) {
      const texts = line.split(/\s+/u).filter((text) => text !== '')
      at += texts.length
      const [before, last, next] = [said[at - 2], said[at - 1], said[at]]
      if (last === undefined || next === undefined || texts.length === 0) continue
      const trait = traits(last.text)
      const isPause = next.startMs - last.endMs >= pauseMs
      breaks++
      if (
        !isPause &&
        placeCost(before === undefined ? null : traits(before.text), trait, traits(next.text), trait.ends) >= bad
      )
        torn++
      if (index < lines.length - 1) continue
      ends++
      if (isPause || trait.ends !== 'none') good++
    }
    if (lines.length === 2) {
      const [upper, lower] = lines.map(countGraphemes)
      two++
      balance += Math.min(upper ?? 0, lower ?? 0) / Math.max(1, upper ?? 0, lower ?? 0)
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100)
  return {
    cues: cues.length,
    broken: share(broken, cues.length),
    'good ends': share(good, ends),
    'bad breaks': share(torn, breaks),
    balance: share(balance, two),
  }
}

test('the quality of captions', async () => {
  test.setTimeout(5 * 60_000)
  const sources: (readonly [name: string, text: string])[] = [
    ['100,000 words, made', JSON.stringify(makeResponse({ words: 100_000, seed: 5 }))],
  ]
  if (hasRealData)
    for (const name of ['talk-12-min', 'interview-3-speakers', 'hearing-2-hours']) {
      const path = join(realData, `${name}.json`)
      if (existsSync(path)) sources.unshift([name, await readFile(path, 'utf8')])
    }
  const figures: Figure[] = []
  for (const [name, text] of sources) {
    const read = readResponseText(text)
    if (!read.ok) throw new Error(read.message)
    const { transcript } = read.value
    const sent = sentSubtitles(text, 'srt')
    const own = sent === null ? null : readSrt(sent)
    for (const preset of ['netflix-en', 'bbc', 'shorts'] as const) {
      const rules = presets[preset]
      const ways: (readonly [string, readonly CheckedCue[]])[] = [
        ['Caesura', segment(transcript, rules)],
        [`${fixedWords} words a cue`, fixed(transcript, rules)],
        ['as many as fit', greedy(transcript, rules)],
        ...(own?.ok === true && own.value.cues.length > 0
          ? [
              [
                'Pictory’s own',
                own.value.cues.map(({ startMs, endMs, plain }) => ({ startMs, endMs, lines: plain.split('\n') })),
              ] as const,
            ]
          : []),
      ]
      for (const [way, cues] of ways) {
        const counted = count(cues, transcript, rules)
        figures.push(figure(`${name}, ${rules.label}: cues, ${way}`, null, 'cues', [counted.cues]))
        for (const what of ['broken', 'good ends', 'bad breaks', 'balance'] as const)
          figures.push(figure(`${name}, ${rules.label}: ${what}, ${way}`, null, '%', [counted[what]]))
      }
    }
  }
  await publish('quality', `Node ${process.versions.node}`, figures)
})
