// Tells the application menu what applies and by which keys. Looked at when things have rested, and sent only where it differs: a key typed costs
// a timer, the look itself 0.2 ms.

import type { Caesura } from '../desk/caesura'
import type { Later } from '../desk/derived'
import type { Command } from './command'
import { isTyping } from './keyboard'
import { keysOf, mainKey } from './shortcuts'
import { commands, runCommand } from './table'

const restMs = 200

/** A field has its own undo, and the menu's is for it while it has the focus: on macOS its keys come here first. */
const isFieldsOwn = (id: string): boolean => (id === 'undo' || id === 'redo') && isTyping(document.activeElement)

/** A sheet that is open keeps everything under it from being done. */
const appliesNow = (app: Caesura, { id, applies }: Command): boolean =>
  isFieldsOwn(id) || (app.dialogs.store.getState().dialog === null && applies(app))

/** What was chosen in the application menu. */
export const runFromMenu = (app: Caesura, id: string): void => {
  if (isFieldsOwn(id)) document.execCommand(id)
  else if (app.dialogs.store.getState().dialog === null) runCommand(app, id)
}

export const tellMenu = (app: Caesura, later: Later): void => {
  let callOff: (() => void) | null = null
  let last = ''
  const look = () => {
    const { shortcuts } = app.settings.store.getState()
    const entries = commands.map((one) => ({
      id: one.id,
      keys: mainKey(keysOf(shortcuts, one)) ?? null,
      applies: appliesNow(app, one),
    }))
    const told = JSON.stringify(entries)
    if (told === last) return
    last = told
    void app.bridge.menuState({ entries })
  }
  const soon = () => {
    callOff?.()
    callOff = later(look, restMs)
  }
  let stopSession: (() => void) | null = null
  app.desk.store.subscribe(({ view }, { view: before }) => {
    soon()
    if (view === before) return
    stopSession?.()
    stopSession = view.kind === 'open' ? view.document.session.store.subscribe(soon) : null
  })
  for (const store of [app.library.store, app.settings.store, app.find.store, app.dialogs.store]) store.subscribe(soon)
  app.player.store.subscribe(soon)
  window.addEventListener('focusin', soon)
  soon()
}
