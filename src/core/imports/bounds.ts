// What no subtitle file holds. A text of a few megabytes can be made to take a reader a minute, which nobody can stop; so it is measured
// first, in one pass that keeps nothing (0.1 s for 10 MB), and refused with a sentence. The bounds lie far beyond any real file.

import { parseSrtTiming } from '../formats/timing-line'

const shown = (count: number): string => count.toLocaleString('en')

/** Ten hours are 100,000 words: 2 MB of plain cues, and 20 MB where each word has a cue that shows its whole line once more. */
const bounds = {
  /** In UTF-16 units. */
  characters: 64_000_000,
  lines: 2_000_000,
  /** Twenty hours with a cue for each word. */
  cues: 200_000,
  /** Ten hours, each word shown ten times. */
  words: 1_000_000,
  /** Ten hours, each word shown six times with three tags around it. */
  marks: 2_000_000,
  /** More than an hour of speech in a single cue. */
  wordsOfCue: 10_000,
  charactersOfCue: 100_000,
} as const

const told: Readonly<Record<keyof typeof bounds, string>> = {
  characters: `This holds more than ${shown(bounds.characters)} characters; that is no subtitle file.`,
  lines: `This holds more than ${shown(bounds.lines)} lines; that is no subtitle file.`,
  cues: `This holds more than ${shown(bounds.cues)} cues; that is no subtitle file.`,
  words: `This holds more than ${shown(bounds.words)} words; that is no subtitle file.`,
  marks: `This holds more than ${shown(bounds.marks)} tags and signs of markup; that is no subtitle file.`,
  wordsOfCue: `This holds a cue of more than ${shown(bounds.wordsOfCue)} words; that is no subtitle.`,
  charactersOfCue: `This holds a cue of more than ${shown(bounds.charactersOfCue)} characters; that is no subtitle.`,
}

/** A line of times is shorter; a longer one is counted as text. */
const longestTiming = 200

const lineFeed = 10
const carriageReturn = 13
const blank = 32
const ampersand = 38
const hyphen = 45
const less = 60
const greater = 62
const curly = 123

/** The sentence on why a text is no subtitle file a person could have; null where it may be one. */
export const beyondSubtitles = (text: string, format: 'srt' | 'vtt'): string | null => {
  if (text.length > bounds.characters) return told.characters
  let lines = 0
  let cues = 0
  let words = 0
  let marks = 0
  let wordsOfCue = 0
  let charactersOfCue = 0
  let inCue = false
  for (let at = 0; at <= text.length;) {
    const from = at
    let wordsHere = 0
    let inWord = false
    let hasArrow = false
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === lineFeed || code === carriageReturn) break
      if (code <= blank) inWord = false
      else {
        if (!inWord) wordsHere++
        inWord = true
        if (code === less || code === curly || code === ampersand) marks++
        else if (code === greater && text.charCodeAt(at - 1) === hyphen && text.charCodeAt(at - 2) === hyphen)
          hasArrow = true
      }
    }
    const length = at - from
    if (text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++
    at++
    if (++lines > bounds.lines) return told.lines
    if (marks > bounds.marks) return told.marks
    if (hasArrow && parseSrtTiming(text.slice(from, from + Math.min(length, longestTiming))) !== null) {
      if (++cues > bounds.cues) return told.cues
      inCue = true
      wordsOfCue = 0
      charactersOfCue = 0
      continue
    }
    // What follows a blank line belongs to the cue in SRT, and is a comment or a style in WebVTT.
    if (length === 0 && format === 'vtt') inCue = false
    if (!inCue) continue
    words += wordsHere
    wordsOfCue += wordsHere
    charactersOfCue += length
    if (wordsOfCue > bounds.wordsOfCue) return told.wordsOfCue
    if (charactersOfCue > bounds.charactersOfCue) return told.charactersOfCue
    if (words > bounds.words) return told.words
  }
  return null
}
