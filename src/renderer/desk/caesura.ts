// Everything a component may reach, made once in main.tsx and handed down by context.

import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Bridge } from '../../ipc/bridge'
import type { Find } from '../find/find'
import type { Library } from '../library/library'
import type { MediaPlayer } from '../player/player'
import type { SoundOf } from '../player/sound'
import type { Search } from '../search/search'
import type { WorkWindow } from '../portable/work'
import type { ServiceWindow } from '../settings/service'
import type { Settings } from '../settings/settings'
import type { Messages } from '../ui/messages'
import type { Ticker } from '../ui/ticker'
import type { UpdatesWindow } from '../updates/updates'
import type { Desk, OpenDocument } from './desk'
import type { Dialogs } from './dialogs'

export type Caesura = {
  readonly bridge: Bridge
  readonly library: Library
  readonly search: Search
  readonly desk: Desk
  readonly find: Find
  readonly player: MediaPlayer
  readonly sound: SoundOf
  readonly settings: Settings
  readonly service: ServiceWindow
  readonly work: WorkWindow
  readonly updates: UpdatesWindow
  readonly dialogs: Dialogs
  readonly messages: Messages
  readonly ticker: Ticker
}

export const CaesuraContext = createContext<Caesura | null>(null)

export const useCaesura = (): Caesura => {
  const caesura = useContext(CaesuraContext)
  if (caesura === null) throw new Error('A part of the window was rendered outside of the app.')
  return caesura
}

export const useOpenDocument = (): OpenDocument | null => {
  const { desk } = useCaesura()
  return useStore(desk.store, ({ view }) => (view.kind === 'open' ? view.document : null))
}
