// Beginning the long works, from the settings, the palette and the application menu alike.

import type { WorkKind } from '../../ipc/contract'
import type { Caesura } from '../desk/caesura'

const notBegun: Readonly<Record<WorkKind, string>> = {
  'back-up': 'The back-up was not begun.',
  'bring-back': 'The back-up was not brought in.',
  move: 'The library was not moved.',
  check: 'The check was not begun.',
}

export const startWork = async (app: Caesura, work: WorkKind): Promise<void> => {
  const { kind } = app.work.store.getState()
  if (kind === 'running') {
    app.dialogs.show({ kind: 'work' })
    return
  }
  // What was typed the moment before is part of it.
  await app.desk.document()?.session.flush()
  const begun = await app.bridge.startWork({ work })
  if (!begun.ok) app.messages.say(notBegun[work], { more: begun.message, failure: true })
  else if (begun.value.started) app.dialogs.show({ kind: 'work' })
}

export const openAnotherLibrary = async (app: Caesura): Promise<void> => {
  await app.desk.document()?.session.flush()
  const used = await app.bridge.useLibrary()
  if (!used.ok) app.messages.say('The library was not changed.', { more: used.message, failure: true })
  else if (used.value.restarts) app.messages.say('Caesura starts again with that library.')
}

/** A library that is not where it is noted is told at once: an empty list would look like a loss. */
export const tellTrouble = async (app: Caesura): Promise<void> => {
  const place = await app.bridge.libraryPlace()
  if (!place.ok || place.value.trouble === null) return
  app.messages.say('Your library cannot be opened.', {
    more: place.value.trouble,
    failure: true,
    action: { label: 'Choose its folder…', run: () => void openAnotherLibrary(app) },
  })
}

/** What ended out of sight says so. */
export const watchWork = (app: Caesura): (() => void) =>
  app.work.store.subscribe((work, before) => {
    if (work.kind !== 'ended' || before.kind !== 'running') return
    if (app.dialogs.store.getState().dialog?.kind === 'work') return
    app.messages.say(work.title, {
      failure: work.outcome === 'failed',
      action: { label: 'Show', run: () => app.dialogs.show({ kind: 'work' }) },
    })
  })
