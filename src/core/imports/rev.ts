// Rev, by machine or by hand: {monologues: [{speaker, elements: [{type, value, ts, end_ts}]}], speakers?: [{id, name}]}. Blanks and punctuation
// are elements of their own; times are seconds (`ts`), or clock text (`timestamp`) over whole lines in transcripts made by hand.

import { arrayOf, isObject, type JsonObject, textIn } from '../pictory/draft'
import type { Notes } from '../pictory/notes'
import { fromClock, fromSeconds, type Heard, languageOf, type Passage, voiceOfLabel } from './heard'
import { type Piece, wordsOfPieces } from './words'

export const isRev = (value: unknown): boolean =>
  isObject(value) &&
  (arrayOf(value['monologues'])
    ?.slice(0, 5)
    .some((one) => isObject(one) && arrayOf(one['elements']) !== null) ??
    false)

const timeIn = (seconds: unknown, clock: unknown, notes: Notes): number => {
  const ms = fromSeconds(seconds, notes)
  return Number.isNaN(ms) ? fromClock(clock) : ms
}

const pieceOf = (element: unknown, notes: Notes): Piece | null => {
  if (!isObject(element) || typeof element['value'] !== 'string') {
    notes.add('not-a-word', null)
    return null
  }
  return {
    text: element['value'],
    startMs: timeIn(element['ts'], element['timestamp'], notes),
    endMs: timeIn(element['end_ts'], element['end_timestamp'], notes),
  }
}

/** Elements come with their blanks; a list without any holds words by themselves. */
const spaced = (pieces: readonly Piece[], elements: readonly unknown[]): readonly Piece[] => {
  if (pieces.some(({ text }) => /\s/u.test(text))) return pieces
  return pieces.map((piece, at) => {
    const element = elements[at]
    return isObject(element) && element['type'] === 'punct' ? piece : { ...piece, text: ` ${piece.text}` }
  })
}

const namesIn = (speakers: unknown): ReadonlyMap<string, string> =>
  new Map((arrayOf(speakers) ?? []).filter(isObject).map((speaker) => [String(speaker['id']), textIn(speaker['name'])]))

const voiceOf = (monologue: JsonObject, names: ReadonlyMap<string, string>): string => {
  const info = isObject(monologue['speaker_info']) ? monologue['speaker_info'] : {}
  const { speaker } = monologue
  return (
    textIn(info['display_name']) ||
    textIn(monologue['speaker_name']) ||
    names.get(String(speaker)) ||
    voiceOfLabel(speaker)
  )
}

export const readRev = (value: unknown, notes: Notes): Heard => {
  const source: JsonObject = isObject(value) ? value : {}
  const names = namesIn(source['speakers'])
  const passages = (arrayOf(source['monologues']) ?? []).filter(isObject).map((monologue): Passage => {
    const elements = (arrayOf(monologue['elements']) ?? []).filter(
      (element) => isObject(element) && typeof element['value'] === 'string',
    )
    const pieces = elements.flatMap((element) => pieceOf(element, notes) ?? [])
    return { voice: voiceOf(monologue, names), words: wordsOfPieces(spaced(pieces, elements)), fresh: true }
  })
  return { passages, language: languageOf(source['language']), durationMs: null, lacks: [], told: [] }
}
