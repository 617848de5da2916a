// Deepgram: {metadata: {duration, …}, results: {channels: [{alternatives: [{transcript, words, paragraphs?}], detected_language?}],
// utterances?}}. Times are seconds. `punctuated_word` is there with punctuation switched on; `speaker` with diarisation.

import { arrayOf, isObject, type JsonObject, textIn } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { numberIn } from '../pictory/numbers'
import { fromSeconds, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, whole, wordsFrom, wordsInside, wordsOfPieces } from './words'

const resultsOf = (value: unknown): JsonObject | null => {
  const results = isObject(value) ? value['results'] : undefined
  return isObject(results) && (arrayOf(results['channels']) !== null || arrayOf(results['utterances']) !== null)
    ? results
    : null
}

export const isDeepgram = (value: unknown): boolean => resultsOf(value) !== null

type Spoken = { readonly voice: string; readonly piece: Piece; readonly start: number }

const spokenOf = (word: unknown, notes: Notes): Spoken | null => {
  if (!isObject(word)) return null
  const text = textIn(word['punctuated_word']) || textIn(word['word'])
  if (text === '') return null
  const piece = { text, startMs: fromSeconds(word['start'], notes), endMs: fromSeconds(word['end'], notes) }
  return { voice: voiceOfLabel(word['speaker']), piece, start: numberIn(word['start']) }
}

/** Where its paragraphs begin, in seconds as written. */
const paragraphStarts = (alternative: JsonObject): ReadonlySet<number> => {
  const { paragraphs } = alternative
  const list = isObject(paragraphs) ? arrayOf(paragraphs['paragraphs']) : null
  return new Set((list ?? []).map((one) => (isObject(one) ? numberIn(one['start']) : Number.NaN)))
}

const runsOf = (
  spoken: readonly Spoken[],
  transcript: string,
  breaks: ReadonlySet<number>,
  fallback: string,
): readonly Passage[] => {
  const voiceAt = (at: number): string => {
    const voice = spoken[at]?.voice ?? ''
    return fallback === '' ? voice : voice === '' ? fallback : `${voice}, ${fallback.toLowerCase()}`
  }
  const isStart = (at: number): boolean => breaks.has(spoken[at]?.start ?? Number.NaN)
  const single = spoken.every((_, at) => voiceAt(at) === voiceAt(0) && (at === 0 || !isStart(at)))
  if (single) {
    const pieces = spoken.map(({ piece }) => piece)
    return [{ voice: voiceAt(0), words: wordsFrom(transcript, pieces) }]
  }
  const passages: Passage[] = []
  for (let from = 0; from < spoken.length;) {
    let to = from + 1
    while (to < spoken.length && voiceAt(to) === voiceAt(from) && !isStart(to)) to++
    const pieces = spoken.slice(from, to).map(({ piece }) => whole(piece))
    passages.push({ voice: voiceAt(from), words: wordsOfPieces(pieces), fresh: isStart(from) })
    from = to
  }
  return passages
}

export const readDeepgram = (value: unknown, notes: Notes): Heard => {
  const results = resultsOf(value) ?? {}
  const metadata = isObject(value) && isObject(value['metadata']) ? value['metadata'] : {}
  const channels = (arrayOf(results['channels']) ?? []).filter(isObject)
  const passages: Passage[] = []
  let language = ''
  channels.forEach((channel, at) => {
    const best = (arrayOf(channel['alternatives']) ?? []).find(isObject)
    if (best === undefined) return
    const [listed] = arrayOf(best['languages']) ?? []
    language ||= languageOf(channel['detected_language'] ?? listed)
    const words = arrayOf(best['words']) ?? []
    const spoken = words.flatMap((word) => spokenOf(word, notes) ?? [])
    const fallback = channels.length > 1 ? `Channel ${at + 1}` : ''
    const transcript = textIn(best['transcript'])
    if (spoken.length > 0)
      for (const run of runsOf(spoken, transcript, paragraphStarts(best), fallback)) passages.push(run)
    else if (transcript !== '')
      passages.push({ voice: fallback, words: wordsInside(transcript, Number.NaN, Number.NaN) })
  })
  const durationMs = fromSeconds(metadata['duration'], notes)
  return {
    passages: passages.some(({ words }) => words.length > 0) ? passages : utterances(results, notes),
    language,
    durationMs: durationMs > 0 ? durationMs : null,
    lacks: [],
    told: [],
  }
}

/** Where somebody kept the utterances alone. */
const utterances = (results: JsonObject, notes: Notes): readonly Passage[] =>
  (arrayOf(results['utterances']) ?? []).filter(isObject).map((utterance) => {
    const spoken = (arrayOf(utterance['words']) ?? []).flatMap((word) => spokenOf(word, notes) ?? [])
    const startMs = fromSeconds(utterance['start'], notes)
    return {
      voice: voiceOfLabel(utterance['speaker']),
      words:
        spoken.length > 0
          ? wordsOfPieces(spoken.map(({ piece }) => whole(piece)))
          : wordsInside(textIn(utterance['transcript']), startMs, fromSeconds(utterance['end'], notes)),
    }
  })
