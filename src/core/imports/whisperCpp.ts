// whisper.cpp's `-oj` and `-ojf`: {systeminfo, model, params, result: {language}, transcription: [{timestamps, offsets, text, tokens?}]}.
// Offsets are ms. Tokens are parts of words, punctuation, and marks such as [_BEG_]; a letter outside ASCII may be torn between two of them,
// which leaves bytes that are no UTF-8 in the file.

import { arrayOf, isObject, type JsonObject } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { tokens as tokensOf } from '../transcript/tokens'
import { fromClock, fromMs, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, wordsInside, wordsOfPieces } from './words'

/** [_BEG_], [_TT_150], [_SOT_] and <|endoftext|>: the model's own marks, no speech. */
const mark = /^\s*(?:\[_[^\]]*\]|<\|[^|]*\|>)\s*$/u
const turn = /\s*\[SPEAKER_TURN\]\s*/gu

type Span = { readonly startMs: number; readonly endMs: number }

const spanOf = (entry: JsonObject, notes: Notes): Span => {
  const { offsets, timestamps } = entry
  if (isObject(offsets)) return { startMs: fromMs(offsets['from'], notes), endMs: fromMs(offsets['to'], notes) }
  if (isObject(timestamps)) return { startMs: fromClock(timestamps['from']), endMs: fromClock(timestamps['to']) }
  return { startMs: Number.NaN, endMs: Number.NaN }
}

const isTimed = (entry: unknown): entry is JsonObject =>
  isObject(entry) && typeof entry['text'] === 'string' && (isObject(entry['offsets']) || isObject(entry['timestamps']))

export const isWhisperCpp = (value: unknown): boolean =>
  isObject(value) && (arrayOf(value['transcription'])?.slice(0, 5).some(isTimed) ?? false)

const piecesOf = (tokens: readonly unknown[], notes: Notes): readonly Piece[] =>
  tokens.flatMap((token) => {
    const text = isObject(token) && typeof token['text'] === 'string' ? token['text'] : ''
    return !isObject(token) || text === '' || mark.test(text) ? [] : [{ text, ...spanOf(token, notes) }]
  })

const letters = (text: string): string => text.replace(/\s+/gu, '')

export const readWhisperCpp = (value: unknown, notes: Notes): Heard => {
  const source: JsonObject = isObject(value) ? value : {}
  const entries = (arrayOf(source['transcription']) ?? []).filter((entry) => {
    if (!isTimed(entry)) notes.add('not-a-word', null)
    return isTimed(entry)
  })
  const segments = entries.filter(isTimed).map((entry) => {
    const text = typeof entry['text'] === 'string' ? entry['text'] : ''
    return {
      text: text.replace(turn, ' '),
      span: spanOf(entry, notes),
      pieces: piecesOf(arrayOf(entry['tokens']) ?? [], notes),
      // Two channels are told apart by number; "?" is neither.
      voice: voiceOfLabel(entry['speaker']),
      turns: entry['speaker_turn_next'] === true || text.includes('[SPEAKER_TURN]'),
    }
  })
  const passages: Passage[] = []
  const turns = segments.some((segment) => segment.turns) && segments.every(({ voice }) => voice === '')
  let second = false
  // `-ml 1` makes a segment of each word or part of one: they are pieces, not segments.
  const shortOnes = segments.filter(({ text }) => tokensOf(text).length <= 1).length
  const isCutUp = segments.length > 8 && shortOnes >= segments.length * 0.9
  let stream: Piece[] = []
  let streamVoice = ''
  const closeStream = () => {
    if (stream.length > 0) passages.push({ voice: streamVoice, words: wordsOfPieces(stream) })
    stream = []
  }
  for (const { text, span, pieces, voice: own, turns: ends } of segments) {
    const voice = turns ? (second ? 'Speaker 2' : 'Speaker 1') : own
    if (isCutUp) {
      if (voice !== streamVoice) closeStream()
      streamVoice = voice
      stream.push({ text, ...span })
    } else {
      // Torn letters show as U+FFFD in the tokens only: then the segment's own text counts.
      const whole =
        letters(pieces.map((piece) => piece.text).join('')).replaceAll('[SPEAKER_TURN]', '') === letters(text)
      passages.push({
        voice,
        words: pieces.length > 0 && whole ? wordsOfPieces(pieces) : wordsInside(text, span.startMs, span.endMs),
      })
    }
    if (ends) second = !second
  }
  closeStream()
  const result = isObject(source['result']) ? source['result'] : {}
  return {
    passages,
    language: languageOf(result['language']),
    durationMs: null,
    lacks: turns ? [turnsOnly] : [],
    told: [],
  }
}

/** Of sources that mark a change of speaker and name nobody. */
export const turnsOnly =
  'It tells where the speaker changes, not who speaks: the voices are called Speaker 1 and Speaker 2 in turn.'
