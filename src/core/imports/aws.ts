// Amazon Transcribe: {jobName, status, results: {transcripts, items, speaker_labels?, channel_labels?, segments?, audio_segments?}}. Items are
// words and punctuation by themselves; times are numeric strings in seconds, and punctuation has none. The first alternative counts.

import { arrayOf, isObject, type JsonObject, textIn } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { numberIn } from '../pictory/numbers'
import { fromSeconds, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, wordsInside, wordsOfPieces } from './words'

const resultsOf = (value: unknown): JsonObject | null => {
  const results = isObject(value) ? value['results'] : undefined
  return isObject(results) ? results : null
}

export const isAws = (value: unknown): boolean => {
  const results = resultsOf(value)
  return (
    results !== null &&
    (arrayOf(results['transcripts']) !== null ||
      arrayOf(results['audio_segments']) !== null ||
      (arrayOf(results['items']) ?? [])
        .slice(0, 5)
        .some((item) => isObject(item) && arrayOf(item['alternatives']) !== null))
  )
}

const contentOf = (item: JsonObject): string => {
  const [best] = arrayOf(item['alternatives']) ?? []
  const content = isObject(best) ? best['content'] : item['content']
  return typeof content === 'string' ? content : ''
}

/** Signs that belong to the word after them. */
const opening = /^[¿¡([{«„“‘]$/u

type Spoken = { readonly voice: string; readonly piece: Piece }

/** What each item says and who says it; '' where the item names nobody. */
const spokenOf = (items: readonly unknown[], voices: ReadonlyMap<string, string>, notes: Notes): readonly Spoken[] => {
  let isOpen = false
  return items.flatMap((item): readonly Spoken[] => {
    const text = isObject(item) ? contentOf(item) : ''
    if (!isObject(item) || text === '') {
      notes.add('not-a-word', null)
      return []
    }
    const punctuation = item['type'] === 'punctuation'
    const joins = isOpen || (punctuation && !opening.test(text))
    isOpen = punctuation && opening.test(text)
    const piece = {
      text: joins ? text : ` ${text}`,
      startMs: fromSeconds(item['start_time'], notes),
      endMs: fromSeconds(item['end_time'], notes),
    }
    const label = item['speaker_label']
    const voice = label === undefined ? (voices.get(keyOf(item)) ?? '') : voiceOfLabel(label)
    return [{ voice: punctuation && label === undefined ? '' : voice, piece }]
  })
}

/** Older results name the speaker only in `speaker_labels`, by the times of the item. */
const keyOf = (item: JsonObject): string => `${String(item['start_time'])}–${String(item['end_time'])}`

const voicesOf = (labels: unknown): ReadonlyMap<string, string> => {
  const voices = new Map<string, string>()
  for (const segment of (isObject(labels) ? arrayOf(labels['segments']) : null) ?? []) {
    if (!isObject(segment)) continue
    for (const item of arrayOf(segment['items']) ?? [])
      if (isObject(item)) voices.set(keyOf(item), voiceOfLabel(item['speaker_label'] ?? segment['speaker_label']))
  }
  return voices
}

/** A passage per run of one voice. Punctuation, and words that name nobody, go with the run they stand in. */
const runsOf = (spoken: readonly Spoken[], fallback: string): readonly Passage[] => {
  const runs: { voice: string; pieces: Piece[] }[] = []
  for (const { voice: own, piece } of spoken) {
    const voice = own === '' ? fallback : own
    const run = runs.at(-1)
    if (run === undefined || (voice !== '' && run.voice !== '' && voice !== run.voice)) {
      runs.push({ voice, pieces: [piece] })
      continue
    }
    if (run.voice === '') run.voice = voice
    run.pieces.push(piece)
  }
  return runs.map(({ voice, pieces }) => ({ voice, words: wordsOfPieces(pieces) }))
}

/** One voice per channel where the recording's channels were kept apart and nobody is named. */
const channelName = (label: unknown): string => {
  const number = /^ch_(\d{1,3})$/u.exec(textIn(label))?.[1]
  return number === undefined ? textIn(label) : `Channel ${Number(number) + 1}`
}

/** Of several languages the one that was spoken longest. */
const languageIn = (results: JsonObject): string => {
  const spoken = (arrayOf(results['language_codes']) ?? []).filter(isObject)
  const longest = spoken.toSorted(
    (a, b) => numberIn(b['duration_in_seconds']) - numberIn(a['duration_in_seconds']) || 0,
  )[0]
  return languageOf(results['language_code'] ?? longest?.['language_code'])
}

export const readAws = (value: unknown, notes: Notes): Heard => {
  const results = resultsOf(value) ?? {}
  const voices = voicesOf(results['speaker_labels'])
  const items = arrayOf(results['items']) ?? []
  const channels = isObject(results['channel_labels']) ? (arrayOf(results['channel_labels']['channels']) ?? []) : []
  const passages: Passage[] = []
  const byChannel = channels.filter(isObject).filter((channel) => (arrayOf(channel['items']) ?? []).length > 0)
  if (byChannel.length > 0)
    for (const channel of byChannel) {
      const spoken = spokenOf(arrayOf(channel['items']) ?? [], voices, notes)
      const fallback = byChannel.length > 1 ? channelName(channel['channel_label']) : ''
      for (const run of runsOf(spoken, fallback)) passages.push(run)
    }
  else if (items.length > 0) for (const run of runsOf(spokenOf(items, voices, notes), '')) passages.push(run)
  else
    for (const segment of arrayOf(results['audio_segments']) ?? []) {
      if (!isObject(segment)) continue
      const startMs = fromSeconds(segment['start_time'], notes)
      const words = wordsInside(textIn(segment['transcript']), startMs, fromSeconds(segment['end_time'], notes))
      passages.push({ voice: voiceOfLabel(segment['speaker_label']), words })
    }
  if (passages.length === 0)
    for (const transcript of arrayOf(results['transcripts']) ?? [])
      if (isObject(transcript))
        passages.push({ voice: '', words: wordsInside(textIn(transcript['transcript']), Number.NaN, Number.NaN) })
  return { passages, language: languageIn(results), durationMs: null, lacks: [], told: [] }
}
