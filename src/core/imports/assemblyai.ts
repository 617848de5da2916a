// AssemblyAI: {id, status, text, words: [{text, start, end, speaker}], utterances?: [{speaker, text, start, end, words}], audio_duration,
// language_code}. Times are ms, the duration whole seconds; words carry their punctuation.

import { arrayOf, isObject, type JsonObject, textIn } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { numberIn } from '../pictory/numbers'
import { fromMs, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, whole, wordsInside, wordsOfPieces } from './words'

const isWord = (entry: unknown): boolean =>
  isObject(entry) && typeof entry['text'] === 'string' && Number.isInteger(numberIn(entry['start']))

const looksLike = (list: readonly unknown[] | null): boolean => list !== null && list.slice(0, 5).some(isWord)

export const isAssemblyAi = (value: unknown): boolean =>
  isObject(value) &&
  value['segments'] === undefined &&
  (looksLike(arrayOf(value['words'])) ||
    looksLike(arrayOf(value['utterances'])) ||
    (textIn(value['audio_url']) !== '' && textIn(value['status']) !== ''))

/** Why an answer of AssemblyAI holds no transcript; null where it may hold one. */
export const assemblyAiTrouble = (value: unknown): string | null => {
  if (!isObject(value)) return null
  const status = textIn(value['status'])
  if (status === 'error') {
    const words = textIn(value['error']).slice(0, 300)
    return `This is the answer of an AssemblyAI job that failed${words === '' ? '.' : `; it says: ${words}`}`
  }
  return status === 'queued' || status === 'processing'
    ? 'AssemblyAI had not finished this job when the answer was saved: it holds no transcript yet.'
    : null
}

const voiceIn = (entry: JsonObject): string => {
  const speaker = voiceOfLabel(entry['speaker'])
  if (speaker !== '') return speaker
  const channel = textIn(entry['channel']) || (typeof entry['channel'] === 'number' ? String(entry['channel']) : '')
  return channel === '' ? '' : `Channel ${channel}`
}

const pieceOf = (entry: JsonObject, notes: Notes): Piece => ({
  text: textIn(entry['text']),
  startMs: fromMs(entry['start'], notes),
  endMs: fromMs(entry['end'], notes),
})

const runsOf = (words: readonly JsonObject[], fallback: string, notes: Notes): readonly Passage[] => {
  const passages: Passage[] = []
  const voices = words.map((word) => voiceIn(word) || fallback)
  for (let from = 0; from < words.length;) {
    let to = from + 1
    while (to < words.length && voices[to] === voices[from]) to++
    const pieces = words.slice(from, to).map((word) => whole(pieceOf(word, notes)))
    passages.push({ voice: voices[from] ?? '', words: wordsOfPieces(pieces) })
    from = to
  }
  return passages
}

export const readAssemblyAi = (value: unknown, notes: Notes): Heard => {
  const source: JsonObject = isObject(value) ? value : {}
  const words = (arrayOf(source['words']) ?? []).filter(isObject)
  const utterances = (arrayOf(source['utterances']) ?? []).filter(isObject)
  const durationMs = fromMs(numberIn(source['audio_duration']) * 1000, notes)
  // Utterances know more of who speaks than words; without any the words stand alone.
  const passages =
    utterances.length > 0
      ? utterances.flatMap((utterance) => {
          const own = (arrayOf(utterance['words']) ?? []).filter(isObject)
          const voice = voiceIn(utterance)
          if (own.length > 0) return runsOf(own, voice, notes)
          const { text, startMs, endMs } = pieceOf(utterance, notes)
          return [{ voice, words: wordsInside(text, startMs, endMs) }]
        })
      : words.length > 0
        ? runsOf(words, '', notes)
        : [{ voice: '', words: wordsInside(textIn(source['text']), Number.NaN, Number.NaN) }]
  return {
    passages,
    language: languageOf(source['language_code']),
    durationMs: durationMs > 0 ? durationMs : null,
    lacks: [],
    told: [],
  }
}
