// What the window does with silences and cuts. Each is one change: one undo, one line of the history.

import {
  cutStretches,
  cutWords,
  keepSilences,
  lengthOf,
  silenceAt,
  silencesOver,
  splitAtSilences,
  uncutAll,
  type Keep,
  type Silence,
  type SilenceFilter,
} from '../../core/transcript/cuts'
import type { Transcript } from '../../core/transcript/model'
import { pauseLength } from '../../core/transcript/pauses'
import type { Step } from '../../core/transcript/step'
import type { Caesura } from '../desk/caesura'
import type { PauseMenu } from '../desk/dialogs'
import { sayUndoable } from '../desk/undoable'
import { plural } from '../ui/times'

export const editable = (app: Caesura): boolean => app.desk.document()?.session.store.getState().readOnly === null

const now = (app: Caesura): Transcript | null => app.desk.document()?.session.store.getState().transcript ?? null

/** Applies and answers whether something changed. */
const apply = (app: Caesura, label: string, steps: readonly Step[]): boolean => {
  const open = app.desk.document()
  if (!open || steps.length === 0) return false
  const done = open.session.apply(label, steps, { origin: 'command' })
  if (!done.ok) app.messages.say('Nothing was changed.', { more: done.message, failure: true })
  return done.ok
}

/** The silence a menu was opened for, as it is now; null where it is gone. */
export const silenceOf = (app: Caesura, { index, wordsBefore }: Omit<PauseMenu, 'anchor'>): Silence | null => {
  const transcript = now(app)
  return transcript === null ? null : silenceAt(transcript, index, wordsBefore)
}

const keepWords = (keep: Keep, what: string): string =>
  keep === 'all' ? `Restore ${what}` : keep === 0 ? `Cut ${what}` : `Shorten ${what} to ${pauseLength(keep)}`

/** One silence: cut, shortened or restored. */
export const keepOne = (app: Caesura, at: Omit<PauseMenu, 'anchor'>, keep: Keep): boolean => {
  const transcript = now(app)
  const silence = silenceOf(app, at)
  const open = app.desk.document()
  if (transcript === null || silence === null || !open) return false
  const steps = keepSilences(transcript, [{ index: at.index, silences: [silence] }], keep, open.session.newId)
  return apply(app, keepWords(keep, 'a pause'), steps)
}

export type Plan = { readonly steps: readonly Step[]; readonly count: number; readonly savedMs: number }

/** What shortening all silences that pass the filter would do: how many change, and how much shorter the whole becomes. */
export const planMany = (app: Caesura, filter: SilenceFilter, keepMs: number): Plan => {
  const transcript = now(app)
  const open = app.desk.document()
  if (transcript === null || !open) return { steps: [], count: 0, savedMs: 0 }
  const chosen = silencesOver(transcript, filter)
  let count = 0
  let savedMs = 0
  for (const { silences } of chosen)
    for (const { startMs, endMs, cutMs } of silences) {
      const change = Math.max(0, endMs - startMs - keepMs) - cutMs
      if (change === 0) continue
      count++
      savedMs += change
    }
  return { steps: keepSilences(transcript, chosen, keepMs, open.session.newId), count, savedMs }
}

export const keepMany = (app: Caesura, { steps, count }: Plan, keepMs: number): void => {
  const label = keepWords(keepMs, plural(count, 'pause'))
  if (!apply(app, label, steps)) return
  const session = app.desk.document()?.session
  const done = keepMs === 0 ? 'cut' : `shortened to ${pauseLength(keepMs)}`
  if (session !== undefined) sayUndoable(app.messages, session, `${plural(count, 'pause')} ${done}.`)
}

/** What a new paragraph at each silence that passes the filter would be. */
export const planSplits = (app: Caesura, filter: SilenceFilter): readonly Step[] => {
  const transcript = now(app)
  const open = app.desk.document()
  return transcript === null || !open
    ? []
    : splitAtSilences(transcript, silencesOver(transcript, filter), open.session.newId)
}

export const splitMany = (app: Caesura, steps: readonly Step[]): void => {
  if (!apply(app, `Split at ${plural(steps.length, 'pause')}`, steps)) return
  const session = app.desk.document()?.session
  if (session !== undefined) sayUndoable(app.messages, session, `Split at ${plural(steps.length, 'pause')}.`)
}

/** Cuts the selected words, or takes their cut back where all of them are cut. */
export const toggleCut = (app: Caesura): void => {
  const transcript = now(app)
  const ids = app.desk.store.getState().surface?.selectedWords() ?? new Set<string>()
  if (transcript === null || ids.size === 0) return
  const cutting = cutWords(transcript, ids, true)
  if (cutting.length > 0) apply(app, `Cut ${plural(ids.size, 'word')}`, cutting)
  else apply(app, `Restore ${plural(ids.size, 'word')}`, cutWords(transcript, ids, false))
}

export const hasCuts = (app: Caesura): boolean =>
  now(app)?.paragraphs.some(({ items }) => items.some(({ cut }) => cut === true)) ?? false

export const restoreAll = (app: Caesura): void => {
  const transcript = now(app)
  if (transcript !== null) apply(app, 'Restore everything that was cut', uncutAll(transcript))
}

/** How much of the whole is cut, in ms. */
export const cutLength = (transcript: Transcript): number => lengthOf(cutStretches(transcript))
