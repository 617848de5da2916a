// Tells the application menu what applies and by which keys. Looked at when things have rested, and sent only where it differs: a key typed costs
// a timer, the look itself 0.2 ms.

import type { Caesura } from '../desk/caesura'
import type { Later } from '../desk/derived'
import { keysOf, mainKey } from './shortcuts'
import { commands } from './table'

const restMs = 200

export const tellMenu = (app: Caesura, later: Later): void => {
  let callOff: (() => void) | null = null
  let last = ''
  const look = () => {
    const { shortcuts } = app.settings.store.getState()
    const entries = commands.map((one) => ({
      id: one.id,
      keys: mainKey(keysOf(shortcuts, one)) ?? null,
      applies: one.applies(app),
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
  for (const store of [app.library.store, app.settings.store, app.find.store]) store.subscribe(soon)
  app.player.store.subscribe(soon)
  soon()
}
