// What the window does with cues: each is one change of the transcript, one undo, and says why where the style guide does not allow it.

import { freeCue, isParted, joinCues, moveWord as moveBetween, type Parted, splitCue } from '../../core/captions/breaks'
import type { Cue } from '../../core/captions/cue'
import { countGraphemes } from '../../core/captions/graphemes'
import { rulesIn } from '../../core/captions/rules'
import { secondsText } from '../../core/time'
import type { Transcript } from '../../core/transcript/model'
import { applyAll } from '../../core/transcript/step'
import type { Caesura } from '../desk/caesura'
import { nudgeWord } from '../words/changes'
import { rulesOf } from './presets'

type Here = { readonly transcript: Transcript; readonly cues: readonly Cue[]; readonly at: number; readonly cue: Cue }

/** The cue that is chosen in the list, else the one of the caret, else the one that is playing. */
export const cueHere = (app: Caesura): Here | null => {
  const open = app.desk.document()
  if (!open) return null
  const { transcript } = open.session.store.getState()
  const { cues } = open.derived.store.getState()
  const { cueId } = app.desk.chosen.getState()
  const { caret } = app.desk.store.getState()
  const ofCaret = (): number => {
    const items = transcript.paragraphs.find(({ id }) => id === caret?.paragraphId)?.items ?? []
    const item = items.findIndex(({ id }) => id === caret?.wordId)
    return item < 0
      ? -1
      : cues.findIndex(
          ({ paragraphId, firstItem, lastItem }) =>
            paragraphId === caret?.paragraphId && firstItem <= item && item <= lastItem,
        )
  }
  const chosen = cueId === null ? -1 : cues.findIndex(({ id }) => id === cueId)
  const byCaret = chosen < 0 ? ofCaret() : chosen
  const at = byCaret < 0 ? open.follower.store.getState().near : byCaret
  const cue = cues[at]
  return cue === undefined ? null : { transcript, cues, at, cue }
}

const editable = ({ desk }: Caesura): boolean => desk.document()?.session.store.getState().readOnly === null

const beside = (here: Here, by: 1 | -1): Cue | null => {
  const other = here.cues[here.at + by]
  return other !== undefined && other.paragraphId === here.cue.paragraphId ? other : null
}

/** Where the cue would be split: at the caret, where that is inside of it, else at its line break, else in the middle. */
const splitPlace = (app: Caesura, { transcript, cue }: Here): number | null => {
  const items = transcript.paragraphs.find(({ id }) => id === cue.paragraphId)?.items ?? []
  const words = items.flatMap((item, at) => (item.kind === 'word' ? [at] : []))
  const isChosen = app.desk.chosen.getState().cueId !== null
  const caret = isChosen ? null : (app.desk.store.getState().surface?.wordsBeforeCaret() ?? null)
  if (caret !== null && caret.paragraphId === cue.paragraphId) {
    const last = words[caret.words - 1]
    if (last !== undefined && last >= cue.firstItem && last < cue.lastItem) return last
  }
  const mine = words.filter((at) => at >= cue.firstItem && at <= cue.lastItem && items[at]?.cut !== true)
  if (mine.length < 2) return null
  const lengths = mine.map((at) => {
    const item = items[at]
    return item?.kind === 'word' ? countGraphemes(item.text) : 0
  })
  const half =
    (cue.lines.length > 1 ? countGraphemes((cue.lines[0] ?? '').replace(/\s/gu, '')) : 0) ||
    lengths.reduce((sum, each) => sum + each, 0) / 2
  let sum = 0
  const index = lengths.findIndex((length) => (sum += length) >= half)
  return mine[Math.min(Math.max(0, index), mine.length - 2)] ?? null
}

/** Why the words of `range` are no one cue by the style guide. */
const whyNot = (app: Caesura, transcript: Transcript, { paragraphId, firstItem, ends }: Parted): string => {
  const rules = rulesIn(rulesOf(app.settings.store.getState()), transcript.language)
  const items = transcript.paragraphs.find(({ id }) => id === paragraphId)?.items ?? []
  let from = firstItem
  for (const end of ends) {
    const words = items.slice(from, end + 1).filter((item) => item.kind === 'word' && item.cut !== true)
    const ms = (words.at(-1)?.endMs ?? 0) - (words[0]?.startMs ?? 0)
    if (ms > rules.maxDurationMs)
      return `Its words take ${secondsText(ms)} s. ${rules.label} shows a cue for ${secondsText(rules.maxDurationMs)} s at most.`
    from = end + 1
  }
  return `It would not fit: ${rules.label} allows ${rules.maxLines} lines of ${rules.charsPerLine} characters.`
}

const apply = (app: Caesura, label: string, parted: Parted | null): void => {
  const open = app.desk.document()
  if (!open || parted === null) return
  const { transcript } = open.session.store.getState()
  const after = applyAll(transcript, parted.steps)
  if (!after.ok || !isParted(open.derived.cuesNow(after.value), parted)) {
    app.messages.say('The cues stay as they are.', { more: whyNot(app, transcript, parted), failure: true })
    return
  }
  if (parted.steps.length === 0) return
  const done = open.session.apply(label, parted.steps, { origin: 'command' })
  if (!done.ok) app.messages.say('Nothing was changed.', { more: done.message, failure: true })
  open.derived.refresh()
}

export const canSplit = (app: Caesura): boolean => {
  const here = cueHere(app)
  return editable(app) && here !== null && splitPlace(app, here) !== null
}
export const split = (app: Caesura): void => {
  const here = cueHere(app)
  const last = here === null ? null : splitPlace(app, here)
  if (here !== null && last !== null) apply(app, 'Split a cue', splitCue(here.transcript, here.cue, last))
}

export const canJoin = (app: Caesura, by: 1 | -1): boolean => {
  const here = cueHere(app)
  return editable(app) && here !== null && beside(here, by) !== null
}
export const join = (app: Caesura, by: 1 | -1): void => {
  const here = cueHere(app)
  const other = here === null ? null : beside(here, by)
  if (here === null || other === null) return
  const [first, second] = by === 1 ? [here.cue, other] : [other, here.cue]
  const isChosen = app.desk.chosen.getState().cueId !== null
  apply(app, 'Join cues', joinCues(here.transcript, first, second))
  if (isChosen) app.desk.chosen.setState({ cueId: first.id })
}

/** The last word of this cue goes to the next one, or its first word to the one before. */
export const giveWord = (app: Caesura, by: 1 | -1): void => {
  const here = cueHere(app)
  const other = here === null ? null : beside(here, by)
  if (here === null || other === null) return
  const isChosen = app.desk.chosen.getState().cueId !== null
  const at = here.at
  apply(
    app,
    by === 1 ? 'Move a word to the next cue' : 'Move a word to the cue before',
    by === 1
      ? moveBetween(here.transcript, here.cue, other, 'second')
      : moveBetween(here.transcript, other, here.cue, 'first'),
  )
  // It is called after its first word, which may be another now.
  const cueId = app.desk.document()?.derived.store.getState().cues[at]?.id ?? null
  if (isChosen) app.desk.chosen.setState({ cueId })
}

export const canFree = (app: Caesura): boolean => {
  return editable(app) && cueHere(app)?.cue.byHand === true
}
export const free = (app: Caesura): void => {
  const open = app.desk.document()
  const here = cueHere(app)
  if (!open || here === null) return
  const steps = freeCue(here.transcript, here.cue)
  if (steps.length > 0) open.session.apply('Let the style guide break again', steps, { origin: 'command' })
  open.derived.refresh()
}

/** Moves where the cue comes or goes: the in-time of its first word, the out-time of its last. */
export const nudgeCue = (app: Caesura, edge: 'in' | 'out', by: 1 | -1): void => {
  const here = cueHere(app)
  const item = here?.transcript.paragraphs.find(({ id }) => id === here.cue.paragraphId)?.items[
    edge === 'in' ? here.cue.firstItem : here.cue.lastItem
  ]
  if (item === undefined) return
  nudgeWord(app, item.id, edge, by)
  app.desk.document()?.derived.refresh()
}
export const canNudge = (app: Caesura): boolean => editable(app) && cueHere(app) !== null
