// Which cue is on the screen: follows the player's frames, and tells React only when the answer changes.

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Cue } from '../../core/captions/cue'
import type { Player } from '../player/types'
import { lastBegun, showing } from './cues'

/** `at` is the cue showing now or -1; `near` the last one that has begun, for the list to light and to keep in view. */
export type Now = { readonly at: number; readonly near: number }

export const followCues = (player: Player, cues: StoreApi<{ readonly cues: readonly Cue[] }>) => {
  const store = createStore<Now>(() => ({ at: -1, near: -1 }))
  const look = (ms: number) => {
    const list = cues.getState().cues
    const at = showing(list, ms)
    const near = lastBegun(list, ms)
    const seen = store.getState()
    if (seen.at !== at || seen.near !== near) store.setState({ at, near })
  }
  const stops = [player.onTime(look), cues.subscribe(() => look(player.timeMs()))]
  look(player.timeMs())
  return {
    store,
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
export type CueFollower = ReturnType<typeof followCues>
