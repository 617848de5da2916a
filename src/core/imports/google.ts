// Google Speech-to-Text, v1, v1p1beta1 and v2, as its services and client libraries write it: {results: [{alternatives: [{transcript,
// words}]}]}, alone or as the response of an operation, or per file of a batch. Times are "1.300s", {seconds, nanos} or numbers; one that
// is zero may be left out. With speakers told apart, v1 repeats all words, with their speakers, in one last result.

import { arrayOf, isObject, type JsonObject, textIn } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { numberIn } from '../pictory/numbers'
import { fromSeconds, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, whole, wordsFrom, wordsInside, wordsOfPieces } from './words'

const hasAlternatives = (entry: unknown): boolean => isObject(entry) && arrayOf(entry['alternatives']) !== null

/** The results of one transcription, wherever they stand; a batch gives one list per file. */
const listsIn = (value: unknown, depth = 0): readonly (readonly unknown[])[] => {
  if (!isObject(value) || depth > 4) return []
  const results = value['results']
  const list = arrayOf(results)
  if (list !== null) return list.some(hasAlternatives) ? [list] : []
  if (isObject(results)) return Object.values(results).flatMap((file) => listsIn(file, depth + 1))
  for (const name of ['response', 'inlineResult', 'inline_result', 'transcript', 'cloudStorageResult'])
    if (isObject(value[name])) {
      const inner = listsIn(value[name], depth + 1)
      if (inner.length > 0) return inner
    }
  return []
}

export const isGoogle = (value: unknown): boolean => listsIn(value).length > 0
/** How many recordings' results are in it. */
export const googleFiles = (value: unknown): number => listsIn(value).length

const first = (object: JsonObject, names: readonly string[]): unknown => {
  for (const name of names) if (object[name] !== undefined && object[name] !== null) return object[name]
  return undefined
}

/** "1.300s", {seconds: "1", nanos: 300000000}, 1.3 or "1.3" → ms; NaN where unusable. */
const durationIn = (value: unknown, notes: Notes): number => {
  if (isObject(value)) {
    const seconds = value['seconds'] === undefined ? 0 : numberIn(value['seconds'])
    const nanos = value['nanos'] === undefined ? 0 : numberIn(value['nanos'])
    return fromSeconds(seconds + nanos / 1e9, notes)
  }
  return fromSeconds(typeof value === 'string' ? value.trim().replace(/s$/u, '') : value, notes)
}

const starts = ['startTime', 'start_time', 'startOffset', 'start_offset']
const ends = ['endTime', 'end_time', 'endOffset', 'end_offset']
const speakers = ['speakerLabel', 'speaker_label', 'speakerTag', 'speaker_tag']

type Spoken = { readonly voice: string; readonly piece: Piece }

/** A start that is zero is left out where its end is not: only a result's first word can begin there. */
const spokenOf = (word: unknown, isFirst: boolean, notes: Notes): Spoken | null => {
  if (!isObject(word) || typeof word['word'] !== 'string') return null
  const start = first(word, starts)
  const end = first(word, ends)
  const label = first(word, speakers)
  return {
    // Tag 0 is "not told apart".
    voice: label === 0 || label === '0' ? '' : voiceOfLabel(label, 1),
    piece: {
      // Japanese words come as "written|spoken".
      text: word['word'].split('|')[0] ?? '',
      startMs: start === undefined && end !== undefined && isFirst ? 0 : durationIn(start, notes),
      endMs: durationIn(end, notes),
    },
  }
}

type Result = {
  readonly spoken: readonly Spoken[]
  readonly transcript: string
  readonly endMs: number
  readonly channel: unknown
  readonly language: string
}

const resultOf = (entry: unknown, notes: Notes): Result | null => {
  if (!isObject(entry)) return null
  const best = (arrayOf(entry['alternatives']) ?? []).find(isObject)
  if (best === undefined) return null
  const words = arrayOf(best['words']) ?? []
  return {
    spoken: words.flatMap((word, at) => spokenOf(word, at === 0, notes) ?? []),
    transcript: textIn(best['transcript']),
    endMs: durationIn(
      first(entry, ['resultEndTime', 'result_end_time', 'resultEndOffset', 'result_end_offset']),
      notes,
    ),
    channel: first(entry, ['channelTag', 'channel_tag']),
    language: languageOf(first(entry, ['languageCode', 'language_code'])),
  }
}

const isLabelled = ({ spoken }: Result): boolean => spoken.some(({ voice }) => voice !== '')

/** The results that count: with speakers told apart, only those that tell them, where they hold every word of the others. */
const counting = (results: readonly Result[]): readonly Result[] => {
  const labelled = results.filter(isLabelled)
  const others = results.filter((result) => !isLabelled(result))
  const sum = (list: readonly Result[]) => list.reduce((total, { spoken }) => total + spoken.length, 0)
  return labelled.length > 0 && sum(labelled) >= sum(others) ? labelled : results
}

export const readGoogle = (value: unknown, notes: Notes): Heard => {
  const [list = []] = listsIn(value)
  const all = list.flatMap((entry) => resultOf(entry, notes) ?? [])
  const results = counting(all)
  const channels = new Set(results.map(({ channel }) => String(channel)))
  const passages: Passage[] = []
  let previousEndMs = 0
  let lastMs = Number.NaN
  for (const { spoken, transcript, endMs, channel } of results) {
    if (endMs > 0) lastMs = endMs
    const fallback = channels.size > 1 && typeof channel === 'number' ? `Channel ${channel}` : ''
    if (spoken.length === 0) {
      const words = wordsInside(transcript, endMs > previousEndMs ? previousEndMs : Number.NaN, endMs)
      passages.push({ voice: fallback, words })
      if (endMs > 0) previousEndMs = endMs
      continue
    }
    const voices = spoken.map(({ voice }) => (voice === '' ? fallback : voice))
    if (voices.every((voice) => voice === voices[0])) {
      const pieces = spoken.map(({ piece }) => piece)
      passages.push({
        voice: voices[0] ?? '',
        words: wordsFrom(transcript, pieces),
      })
    } else
      for (let from = 0; from < spoken.length;) {
        let to = from + 1
        while (to < spoken.length && voices[to] === voices[from]) to++
        const pieces = spoken.slice(from, to).map(({ piece }) => whole(piece))
        passages.push({ voice: voices[from] ?? '', words: wordsOfPieces(pieces) })
        from = to
      }
    previousEndMs = spoken.at(-1)?.piece.endMs ?? previousEndMs
  }
  return {
    passages,
    language: all.find(({ language }) => language !== '')?.language ?? '',
    durationMs: null,
    lacks:
      lastMs > 0 && results.every(({ spoken }) => spoken.length === 0)
        ? ['It tells where each result ends, not where it begins.']
        : [],
    told: [],
  }
}
