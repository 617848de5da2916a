// Whisper as OpenAI's program and service write it, and the many tools around it that keep its shape: whisperX and stable-ts (speakers,
// words without blanks), whisper-timestamped (`text` for `word`), the Hugging Face pipeline (`chunks` with `timestamp`), and OpenAI's own
// `verbose_json` (words at the top, without punctuation) and diarised answers. Segments as faster-whisper dumps them have the same fields.

import { arrayOf, isObject, type JsonObject, textIn } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { numberIn } from '../pictory/numbers'
import { fromSeconds, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, whole, wordsFrom, wordsInside, wordsOfPieces } from './words'

export type Segment = {
  readonly text: string
  readonly start: unknown
  readonly end: unknown
  readonly words: readonly unknown[] | null
  readonly speaker: unknown
}

const isTime = (value: unknown): boolean => !Number.isNaN(numberIn(value))

/** A segment as an object, as a pipeline's chunk, or as the bare values of a named tuple (… start, end, text, …, words). Null for anything else. */
export const segmentOf = (value: unknown): Segment | null => {
  const values = arrayOf(value)
  if (values !== null) {
    const at = values.findIndex((one) => typeof one === 'string')
    const text = values[at]
    if (typeof text !== 'string' || at < 2 || !isTime(values[at - 2]) || !isTime(values[at - 1])) return null
    const words = values.slice(at + 1).find((one) => (arrayOf(one) ?? []).some((word) => wordOf(word) !== null))
    return { text, start: values[at - 2], end: values[at - 1], words: arrayOf(words), speaker: undefined }
  }
  if (!isObject(value) || typeof value['text'] !== 'string') return null
  const span = arrayOf(value['timestamp'])
  const [start, end] = span ?? [value['start'], value['end']]
  if (!isTime(start) && !isTime(end)) return null
  return {
    text: value['text'],
    start,
    end,
    words: arrayOf(value['words']),
    speaker: value['speaker'] ?? value['speaker_id'] ?? value['speaker_label'],
  }
}

type Spoken = { readonly text: string; readonly start: unknown; readonly end: unknown; readonly speaker: unknown }

/** {word|text, start, end} or the bare values of a named tuple (start, end, word, probability). */
const wordOf = (value: unknown): Spoken | null => {
  const values = arrayOf(value)
  if (values !== null) {
    const [start, end, text] = values
    return typeof text === 'string' && isTime(start) ? { text, start, end, speaker: undefined } : null
  }
  if (!isObject(value)) return null
  const text = value['word'] ?? value['text']
  const [start, end] = arrayOf(value['timestamp']) ?? [value['start'], value['end']]
  return typeof text === 'string' ? { text, start, end, speaker: value['speaker'] } : null
}

const pieceOfWord = ({ text, start, end }: Spoken, notes: Notes): Piece => ({
  text,
  startMs: fromSeconds(start, notes),
  endMs: fromSeconds(end, notes),
})

const passagesOf = (segments: readonly unknown[], notes: Notes): readonly Passage[] => {
  const passages: Passage[] = []
  for (const entry of segments) {
    const segment = segmentOf(entry)
    if (segment === null) {
      notes.add('not-a-word', null)
      continue
    }
    const spoken = (segment.words ?? []).flatMap((word) => wordOf(word) ?? [])
    const voice = voiceOfLabel(segment.speaker)
    const startMs = fromSeconds(segment.start, notes)
    const endMs = fromSeconds(segment.end, notes)
    if (spoken.length === 0) {
      passages.push({ voice, words: wordsInside(segment.text, startMs, endMs) })
      continue
    }
    const voices = spoken.map(({ speaker }) => voiceOfLabel(speaker) || voice)
    if (voices.every((one) => one === voices[0])) {
      const words = wordsFrom(
        segment.text,
        spoken.map((word) => pieceOfWord(word, notes)),
      )
      passages.push({ voice: voices[0] ?? voice, words })
      continue
    }
    // Several voices in one segment: each run by itself.
    for (let from = 0; from < spoken.length;) {
      let to = from + 1
      while (to < spoken.length && voices[to] === voices[from]) to++
      const pieces = spoken.slice(from, to).map((word) => pieceOfWord(word, notes))
      const spaced = pieces.some(({ text }) => /^\s/u.test(text))
      passages.push({ voice: voices[from] ?? voice, words: wordsOfPieces(spaced ? pieces : pieces.map(whole)) })
      from = to
    }
  }
  return passages
}

/** OpenAI's service gives its words beside the segments: those that begin inside a segment are its own. */
const withWordsBeside = (segments: readonly unknown[], words: readonly unknown[]): readonly unknown[] => {
  if (segments.some((segment) => (segmentOf(segment)?.words ?? []).length > 0)) return segments
  let at = 0
  return segments.map((entry, index) => {
    const segment = segmentOf(entry)
    if (segment === null) return entry
    const nextStart = numberIn(segmentOf(segments[index + 1])?.start)
    const own: unknown[] = []
    while (at < words.length) {
      const word = wordOf(words[at])
      if (word !== null && numberIn(word.start) >= nextStart) break
      own.push(words[at])
      at++
    }
    return { text: segment.text, start: segment.start, end: segment.end, speaker: segment.speaker, words: own }
  })
}

const startsLike = (list: readonly unknown[] | null, fits: (entry: unknown) => boolean): boolean =>
  list !== null && list.slice(0, 5).some(fits)

export const looksLikeSegments = (list: readonly unknown[] | null): boolean =>
  startsLike(list, (entry) => segmentOf(entry) !== null)

/** A word in seconds. AssemblyAI's are of this shape with `text`, in whole milliseconds. */
const timedWord = (entry: unknown): boolean =>
  isObject(entry) &&
  isTime(entry['start']) &&
  entry['start_time'] === undefined &&
  (typeof entry['word'] === 'string' ||
    (typeof entry['text'] === 'string' && !Number.isInteger(numberIn(entry['start']))))

const looksLikeWhisper = (value: JsonObject): boolean =>
  looksLikeSegments(arrayOf(value['segments'])) ||
  looksLikeSegments(arrayOf(value['chunks'])) ||
  startsLike(arrayOf(value['words']), timedWord)

export const isWhisper = (value: unknown): boolean => {
  return isObject(value) && looksLikeWhisper(value)
}

export const readWhisper = (value: unknown, notes: Notes): Heard => {
  const list = arrayOf(value)
  const source: JsonObject = isObject(value) ? value : {}
  const info: JsonObject = isObject(source['info']) ? source['info'] : {}
  const segments = list ?? arrayOf(source['segments']) ?? arrayOf(source['chunks']) ?? []
  const words = arrayOf(source['words']) ?? []
  const durationMs = fromSeconds(source['duration'] ?? info['duration'], notes)
  let passages: readonly Passage[]
  if (looksLikeSegments(segments)) passages = passagesOf(withWordsBeside(segments, words), notes)
  else {
    const pieces = words.flatMap((word) => wordOf(word) ?? []).map((word) => pieceOfWord(word, notes))
    passages = [{ voice: '', words: wordsFrom(textIn(source['text']), pieces) }]
  }
  return {
    passages,
    language: languageOf(source['language'] ?? source['detected_language'] ?? info['language']),
    durationMs: durationMs > 0 ? durationMs : null,
    lacks: [],
    told: [],
  }
}
