// The room of the document. A Transcript is deeply readonly; a change makes a new value that shares all it did not
// touch. All times are integer milliseconds of media time. This file states the grammar once: `check` returns what a
// value violates. What a response violates is repaired once, at the reader (core/pictory/response.ts).

import { joinWords } from './tokens'

/** Where a word's times come from. */
export type Timing = 'source' | 'split' | 'joined' | 'estimated' | 'manual'

export type Word = {
  readonly kind: 'word'
  readonly id: string
  /** Never empty, never holds white space; punctuation is attached. */
  readonly text: string
  readonly startMs: number
  readonly endMs: number
  readonly timing: Timing
  /** An edit decision: skipped in playback, left out of captions; the media time stays. */
  readonly cut?: true
  /** The user's own marks: a cue ends after this word, or none does where that can be kept. Never both. */
  readonly breakAfter?: true
  readonly joinAfter?: true
}

export type Pause = {
  readonly kind: 'pause'
  readonly id: string
  readonly startMs: number
  readonly endMs: number
  /** Pictory's `pause_size`, '' where it said nothing. Only a name: the length is endMs − startMs. */
  readonly category: string
  readonly cut?: true
}

export type Item = Word | Pause

/** How many colours there are to tell speakers apart. */
export const speakerColours = 8

export type Speaker = {
  readonly id: string
  readonly name: string
  /** Pictory's own id of this speaker, kept for the round trip; null where it gave none. */
  readonly pictoryId: string | number | null
  /** The colour a person chose, from 0 on; without one it comes from the place in the list. */
  readonly colour?: number
}

export type Paragraph = {
  readonly id: string
  readonly speakerId: string
  readonly items: readonly Item[]
}

export type Transcript = {
  readonly speakers: readonly Speaker[]
  readonly paragraphs: readonly Paragraph[]
  /** BCP 47, '' when unknown. */
  readonly language: string
  /** The media's length, null when unknown. No item ends after it. */
  readonly durationMs: number | null
}

export const words = (paragraph: Paragraph): readonly Word[] =>
  paragraph.items.filter((item): item is Word => item.kind === 'word')

/** The paragraph as one line of text: its words with one blank between them, or none in scripts that have none. */
export const textOf = (paragraph: Paragraph): string => joinWords(words(paragraph).map(({ text }) => text))

/** Out-time of the last item, 0 for an empty transcript. */
export const endOf = (transcript: Transcript): number => {
  let end = 0
  for (const { items } of transcript.paragraphs) for (const item of items) if (item.endMs > end) end = item.endMs
  return end
}

export const wordCount = (transcript: Transcript): number => {
  let count = 0
  for (const { items } of transcript.paragraphs) for (const item of items) if (item.kind === 'word') count++
  return count
}

/**
 * The grammar of the document. Returns one sentence per violation (at most `most`), [] when the value is sound.
 * Ids are unique over speakers, paragraphs and items together; every paragraph's speaker exists; 0 ≤ start < end in whole
 * milliseconds; inside a paragraph an item starts no earlier than the one before it ends; nothing ends after the media;
 * no word is empty or holds white space. Paragraphs may overlap one another: people talk across each other.
 */
export const check = (transcript: Transcript, most = 20): readonly string[] => {
  const found: string[] = []
  const say = (sentence: string) => {
    if (found.length < most) found.push(sentence)
  }
  const seen = new Set<string>()
  const claim = (id: string, what: string) => {
    if (id === '') say(`A ${what} has an empty id.`)
    else if (seen.has(id)) say(`The id ${id} of a ${what} is used twice.`)
    seen.add(id)
  }
  const speakers = new Set<string>()
  for (const speaker of transcript.speakers) {
    claim(speaker.id, 'speaker')
    speakers.add(speaker.id)
  }
  for (const paragraph of transcript.paragraphs) {
    claim(paragraph.id, 'paragraph')
    if (!speakers.has(paragraph.speakerId))
      say(`Paragraph ${paragraph.id} names the unknown speaker ${paragraph.speakerId}.`)
    let previousEnd = 0
    for (const item of paragraph.items) {
      claim(item.id, item.kind)
      if (!Number.isInteger(item.startMs) || !Number.isInteger(item.endMs))
        say(`${item.id} has a time that is no whole millisecond.`)
      if (item.startMs < 0 || item.endMs <= item.startMs) say(`${item.id} spans ${item.startMs}–${item.endMs} ms.`)
      if (item.startMs < previousEnd)
        say(`${item.id} starts at ${item.startMs} ms, before ${previousEnd} ms where its neighbour ends.`)
      if (transcript.durationMs !== null && item.endMs > transcript.durationMs) say(`${item.id} ends after the media.`)
      if (item.kind === 'word' && (item.text === '' || /\s/u.test(item.text)))
        say(`Word ${item.id} is empty or holds white space.`)
      previousEnd = Math.max(previousEnd, item.endMs)
    }
  }
  return found
}
