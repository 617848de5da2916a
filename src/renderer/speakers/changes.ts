// What the window does with speakers. The steps come from the core; each change is one undo.

import type { Result } from '../../core/result'
import type { Step } from '../../core/transcript/step'
import type { Transcript } from '../../core/transcript/model'
import {
  addSpeaker,
  assignFromHere,
  assignWords,
  assignParagraph,
  mergeSpeakers,
  namesake,
  recolourSpeaker,
  removeSpeaker,
  renameSpeaker,
  sameName,
  tidyName,
} from '../../core/transcript/speakers'
import type { Caesura } from '../desk/caesura'
import { sayUndoable } from '../desk/undoable'

export const nameOf = (transcript: Transcript, speakerId: string): string =>
  transcript.speakers.find((speaker) => speaker.id === speakerId)?.name ?? 'Nobody'

const apply = (
  app: Caesura,
  label: string,
  make: (transcript: Transcript) => readonly Step[],
): Result<Transcript> | null => {
  const open = app.desk.document()
  if (!open) return null
  const steps = make(open.session.store.getState().transcript)
  if (steps.length === 0) return null
  const done = open.session.apply(label, steps, { origin: 'command' })
  if (!done.ok) app.messages.say('Nothing was changed.', { more: done.message, failure: true })
  return done
}

/** Renames everywhere; where another speaker has that name already, asks whether the two are one. */
export const renameOrAsk = (app: Caesura, speakerId: string, wanted: string): void => {
  const open = app.desk.document()
  const name = tidyName(wanted)
  if (!open || name === '') return
  const { transcript } = open.session.store.getState()
  const other = namesake(transcript, speakerId, name)
  if (other) {
    app.dialogs.show({ kind: 'merge-speakers', speakerId, intoId: other.id })
    return
  }
  apply(app, `Rename to ${name}`, (now) => renameSpeaker(now, speakerId, name))
  app.dialogs.hide()
}

export const merge = (app: Caesura, speakerId: string, intoId: string): void => {
  const open = app.desk.document()
  if (!open) return
  const into = nameOf(open.session.store.getState().transcript, intoId)
  apply(app, `Merge into ${into}`, (now) => mergeSpeakers(now, speakerId, intoId))
}

export const remove = (app: Caesura, speakerId: string): void => {
  const session = app.desk.document()?.session
  if (session === undefined) return
  const name = nameOf(session.store.getState().transcript, speakerId)
  const done = apply(app, `Remove ${name}`, (now) => removeSpeaker(now, speakerId))
  if (done?.ok === true) sayUndoable(app.messages, session, `${name} is removed.`)
}

/** `null`: by the place in the list again. */
export const recolour = (app: Caesura, speakerId: string, colour: number | null): void => {
  const transcript = app.desk.document()?.session.store.getState().transcript
  if (transcript === undefined) return
  apply(app, `Colour of ${nameOf(transcript, speakerId)}`, (now) => recolourSpeaker(now, speakerId, colour))
}

/** The words that are selected; with none, those of this paragraph from the caret on. */
export const wordsFrom = (app: Caesura, paragraphId: string): ReadonlySet<string> => {
  const { surface, caret } = app.desk.store.getState()
  const ids = surface?.selectedWords() ?? new Set<string>()
  if (ids.size !== 1) return ids
  const { paragraphs } = app.desk.document()?.session.store.getState().transcript ?? { paragraphs: [] }
  const items = paragraphs.find(({ id }) => id === paragraphId)?.items ?? []
  const from = items.findIndex(({ id }) => id === caret?.wordId)
  return from < 0 ? ids : new Set(items.slice(from).map(({ id }) => id))
}

export const assign = (
  app: Caesura,
  paragraphId: string,
  speakerId: string,
  reach: 'paragraph' | 'from-here' | 'words',
): void => {
  const open = app.desk.document()
  if (!open) return
  const name = nameOf(open.session.store.getState().transcript, speakerId)
  if (reach === 'paragraph') apply(app, `Assign to ${name}`, (now) => assignParagraph(now, paragraphId, speakerId))
  else if (reach === 'from-here')
    apply(app, `Assign from here to ${name}`, (now) => assignFromHere(now, paragraphId, speakerId))
  else {
    const ids = wordsFrom(app, paragraphId)
    apply(app, `Assign words to ${name}`, (now) => assignWords(now, ids, speakerId, open.session.newId))
  }
}

/** A new speaker for this paragraph; answers a sentence where the name is taken. */
export const addAndAssign = (app: Caesura, paragraphId: string, wanted: string): string | null => {
  const open = app.desk.document()
  const name = tidyName(wanted)
  if (!open) return null
  if (name === '') return 'Give the speaker a name.'
  const { transcript } = open.session.store.getState()
  if (transcript.speakers.some((speaker) => sameName(speaker.name, name)))
    return `There is a speaker called ${name} already.`
  const id = open.session.newId()
  apply(app, `New speaker ${name}`, (now) => {
    const from = now.paragraphs.find((paragraph) => paragraph.id === paragraphId)?.speakerId
    const added = addSpeaker(now, { id, name, pictoryId: null })
    return from === undefined ? added : [...added, { kind: 'assign', paragraphId, from, to: id }]
  })
  return null
}
