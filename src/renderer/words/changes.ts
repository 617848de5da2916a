// What the window does with the time of a word. Nudges of one time of one word that follow each other closely are one undo.

import type { Original } from '../../core/history/original'
import { findWord, moveWord, moveWordTo, type Edge, type Moved } from '../../core/transcript/manual'
import type { Transcript, Word } from '../../core/transcript/model'
import { nextOfKind, type Kind, type OriginalText } from '../../core/transcript/provenance'
import { rulesOf } from '../captions/presets'
import type { Caesura } from '../desk/caesura'
import type { NudgeStep } from '../settings/settings'

const seriesMs = 2000

/** Frames of the style guide's usual rate: a recording does not tell its own to the page. */
export const frameRateOf = ({ settings }: Caesura): number => rulesOf(settings.store.getState()).frameRate

export const stepMs = (app: Caesura, step: NudgeStep): number =>
  step === 'frame' ? Math.round(1000 / frameRateOf(app)) : Number(step)

export const wordNow = (app: Caesura): { readonly transcript: Transcript; readonly word: Word } | null => {
  const transcript = app.desk.document()?.session.store.getState().transcript
  const wordId = app.desk.store.getState().caret?.wordId ?? null
  const word = transcript === undefined || wordId === null ? undefined : findWord(transcript, wordId)?.word
  return transcript === undefined || word === undefined ? null : { transcript, word }
}

export const canMove = (app: Caesura): boolean =>
  app.desk.document()?.session.store.getState().readOnly === null && wordNow(app) !== null

const apply = (app: Caesura, label: string, moved: Moved | null, mergeKey?: string): void => {
  const open = app.desk.document()
  if (!open || moved === null || moved.steps.length === 0) return
  const series = mergeKey === undefined ? {} : { mergeKey, mergeWithinMs: seriesMs }
  const done = open.session.apply(label, moved.steps, { origin: 'command', ...series })
  if (!done.ok) app.messages.say('Nothing was changed.', { more: done.message, failure: true })
}

const labels: Readonly<Record<Edge, string>> = {
  in: 'Move an in-time',
  out: 'Move an out-time',
  both: 'Move a word',
}

export const nudge = (app: Caesura, edge: Edge, by: 1 | -1): void => {
  const here = wordNow(app)
  if (here !== null) nudgeWord(app, here.word.id, edge, by)
}

/** By the step that is set: a frame, 10 or 100 ms. */
export const nudgeWord = (app: Caesura, wordId: string, edge: Edge, by: 1 | -1): void => {
  const transcript = app.desk.document()?.session.store.getState().transcript
  if (transcript === undefined) return
  const ms = stepMs(app, app.settings.store.getState().nudgeStep)
  apply(app, labels[edge], moveWord(transcript, wordId, edge, by * ms), `nudge ${edge} ${wordId}`)
}

/** Sets the in-time or out-time to where the player stands. */
export const setFromPlayhead = (app: Caesura, edge: 'in' | 'out'): void => {
  const here = wordNow(app)
  if (here === null) return
  apply(
    app,
    labels[edge],
    moveWordTo(here.transcript, here.word.id, edge, app.player.timeMs()),
    `set ${edge} ${here.word.id}`,
  )
}

/** Sets the in-time or out-time of any word, as where it was drawn to on the strip. */
export const setTime = (app: Caesura, wordId: string, edge: 'in' | 'out', toMs: number): void => {
  const transcript = app.desk.document()?.session.store.getState().transcript
  if (transcript !== undefined) apply(app, labels[edge], moveWordTo(transcript, wordId, edge, toMs))
}

/** Plays the word once. */
export const playWord = (app: Caesura): void => {
  const here = wordNow(app)
  if (here === null) return
  app.player.playTo(here.word.startMs, here.word.endMs)
}

export const textIn =
  (original: Original | null): OriginalText =>
  (wordId) => {
    const at = original?.placeOf(wordId)
    const item = at === undefined ? undefined : original?.transcript.paragraphs[at.paragraph]?.items[at.place]
    return item?.kind === 'word' ? item.text : undefined
  }

/** To the next word of this kind, or the one before. */
export const goToKind = (app: Caesura, kind: Kind, by: 1 | -1): void => {
  const open = app.desk.document()
  if (!open) return
  const { transcript } = open.session.store.getState()
  const from = app.desk.store.getState().caret?.wordId ?? null
  const word = nextOfKind(transcript, from, by, kind, textIn(open.past.originalNow()))
  if (word === null) return
  const { surface } = app.desk.store.getState()
  surface?.revealWord(word.id)
  surface?.focus()
}
