// What the window does to go back. Each is one change like any other: labelled, undoable, and at the end of the history.

import { restoreGone, restoreParagraph, restoreWords, type Original } from '../../core/history/original'
import { stepsTo } from '../../core/history/restore'
import { ok, type Result } from '../../core/result'
import type { Transcript } from '../../core/transcript/model'
import type { Step } from '../../core/transcript/step'
import type { Caesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { sayUndoable } from '../desk/undoable'
import type { Point } from './past'
import { dated } from './when'

/** What the first version of this job is called in a sentence. */
export const originalName = (app: Caesura, jobId: string): string =>
  (app.library.job(jobId)?.format ?? 'pictory') === 'pictory' ? 'Pictory’s original' : 'the original file'

const isOriginal = ({ past }: OpenDocument, point: Point): boolean =>
  point.at === 0 && past.store.getState().parts[point.part]?.fromOriginal === true

/** When the change after this point was made; null after the last. */
export const pointAt = ({ past }: OpenDocument, { part, at }: Point): number | null =>
  past.store.getState().parts[part]?.timeline.groups[at]?.at ?? null

/** The point in a label that is kept: "Pictory’s original", "before 3 Nov 2026 14:05". */
const keptName = (app: Caesura, open: OpenDocument, point: Point): string => {
  const at = pointAt(open, point)
  return isOriginal(open, point) || at === null ? originalName(app, open.jobId) : `before ${dated(at)}`
}

const apply = (
  app: Caesura,
  open: OpenDocument,
  label: string,
  made: Result<readonly Step[]>,
  origin: 'command' | 'history',
): boolean => {
  if (!made.ok) {
    app.messages.say('Nothing was restored.', { more: made.message })
    return false
  }
  if (made.value.length === 0) {
    app.messages.say('Nothing was restored.', { more: 'The transcript says the same already.' })
    return false
  }
  const done = open.session.apply(label, made.value, { origin })
  if (!done.ok) {
    app.messages.say('Nothing was restored.', { more: done.message, failure: true })
    return false
  }
  sayUndoable(app.messages, open.session, `${label}.`)
  return true
}

const now = (open: OpenDocument): Transcript => open.session.store.getState().transcript

/** The whole transcript as it was at this point; then it is shown. What came after stays in the history. */
export const restorePoint = (app: Caesura, open: OpenDocument, point: Point): void => {
  const label = `Restored to ${keptName(app, open, point)}`
  if (apply(app, open, label, ok(stepsTo(now(open), open.past.at(point))), 'history')) backToText(app, open)
}

/** One paragraph as it was in `then`, a document of this transcript's past; `gone` where nothing of it stands any more. */
export const restoreParagraphTo = (
  app: Caesura,
  open: OpenDocument,
  then: Original,
  paragraphId: string,
  what: 'standing' | 'gone',
): boolean => {
  const make = what === 'gone' ? restoreGone : restoreParagraph
  return apply(app, open, 'Restored a paragraph', make(now(open), then, paragraphId), 'command')
}

export const restoreWordsTo = (app: Caesura, open: OpenDocument, then: Original, wordIds: readonly string[]): boolean =>
  apply(
    app,
    open,
    wordIds.length === 1 ? 'Restored a word' : 'Restored words',
    restoreWords(now(open), then, wordIds),
    'command',
  )

/** One paragraph or one word of the transcript, by its id. */
export type Target = { readonly kind: 'paragraph' | 'word'; readonly id: string }

/** What the caret stands in; null where it stands in none. */
export const atCaret = ({ desk }: Caesura, kind: Target['kind']): Target | null => {
  const { caret, surface } = desk.store.getState()
  if (caret === null || surface === null) return null
  const id = kind === 'paragraph' ? caret.paragraphId : caret.wordId
  return id === null ? null : { kind, id }
}

const stepsToOriginal = (open: OpenDocument, original: Original, { kind, id }: Target) =>
  kind === 'paragraph' ? restoreParagraph(now(open), original, id) : restoreWords(now(open), original, [id])

/**
 * Would restoring it to the original do something? The original is read when it is first needed, and before that nobody can
 * know: the command is offered then, and says so where nothing differs. Once it is read, this answers exactly.
 */
export const canRestore = (app: Caesura, target: Target | null): boolean => {
  const open = app.desk.document()
  if (open === null || target === null || open.session.store.getState().readOnly !== null) return false
  const original = open.past.originalNow()
  return original === null || stepsToOriginal(open, original, target).ok
}

export const restoreToOriginal = async (app: Caesura, target: Target | null): Promise<void> => {
  const open = app.desk.document()
  if (open === null || target === null) return
  const original = await open.past.original()
  // Another job may lie open by now.
  if (app.desk.document() !== open) return
  if (!original.ok) {
    app.messages.say('Nothing was restored.', { more: original.message, failure: true })
    return
  }
  const label = target.kind === 'paragraph' ? 'Restored a paragraph' : 'Restored a word'
  apply(app, open, `${label} to the original`, stepsToOriginal(open, original.value, target), 'command')
}

/** Away from the comparison, back to where the caret was. */
export const backToText = (app: Caesura, open: OpenDocument): void => {
  const { caret } = app.desk.store.getState()
  open.past.look(null)
  // The new surface has a caret of its own.
  app.desk.setCaret(null)
  // The text comes to be with the next frames.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { surface } = app.desk.store.getState()
      if (surface === null) return
      surface.focus()
      if (caret === null) return
      surface.revealTime(caret.timeMs)
      // Where the word is gone, its time is shown all the same.
      if (caret.wordId !== null) surface.revealWord(caret.wordId)
    }),
  )
}
