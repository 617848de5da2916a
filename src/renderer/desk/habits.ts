// How playback follows the document and the person's habits: what is cut is passed over, and playing waits for typing.

import type { MediaPlayer } from '../player/player'
import type { Session } from '../session/types'
import type { Settings } from '../settings/settings'
import type { Derived, Later } from './derived'

/** Typing has ended when the keyboard was quiet for so long. */
const quietMs = 1000

export type HabitParts = {
  readonly session: Pick<Session, 'onChange'>
  readonly derived: Pick<Derived, 'store'>
  readonly player: MediaPlayer
  readonly settings: Settings
  readonly later: Later
}

/** For as long as this document is open; the answer ends it. */
export const keepHabits = ({ session, derived, player, settings, later }: HabitParts): (() => void) => {
  const follow = () => {
    const { skipCuts, rewindMs } = settings.store.getState()
    player.setSkips(skipCuts ? derived.store.getState().cuts : [])
    player.setRewind(rewindMs)
  }
  follow()
  const stopDerived = derived.store.subscribe(({ cuts }, { cuts: before }) => {
    if (cuts !== before) follow()
  })
  const stopSettings = settings.store.subscribe(follow)

  /** Set while playing waits for the end of typing. */
  let callOff: (() => void) | null = null
  const stopTyping = session.onChange(({ origin }) => {
    if (origin !== 'surface' || !settings.store.getState().pauseTyping) return
    const waits = callOff !== null
    if (!waits && !player.store.getState().playing) return
    callOff?.()
    player.pause()
    callOff = later(() => {
      callOff = null
      player.play()
    }, quietMs)
  })
  // Who plays or seeks meanwhile has said what is wanted.
  const stopPlaying = player.store.subscribe(({ playing }) => {
    if (!playing || callOff === null) return
    callOff()
    callOff = null
  })
  return () => {
    callOff?.()
    for (const stop of [stopDerived, stopSettings, stopTyping, stopPlaying]) stop()
    player.setSkips([])
  }
}
