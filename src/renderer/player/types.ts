// Playback as the editor, the strip and the captions see it. Works without media: the time is then only a position.

import type { StoreApi } from 'zustand/vanilla'
import type { Stretch } from '../../core/transcript/cuts'

export type PlayerState = {
  readonly media: { readonly kind: 'audio' | 'video'; readonly name: string } | null
  /** Whether its picture is taller than wide; false where there is none. */
  readonly upright: boolean
  readonly playing: boolean
  readonly rate: number
  readonly durationMs: number
  /** Played again and again; null when nothing is. */
  readonly loop: Stretch | null
  /** Why the linked media does not play; null when it does. */
  readonly trouble: string | null
}

export type Player = {
  readonly store: StoreApi<PlayerState>
  /** The position now, in ms. Read per frame; never passes through React. */
  readonly timeMs: () => number
  readonly seek: (ms: number) => void
  readonly play: () => void
  readonly pause: () => void
  readonly toggle: () => void
  readonly setRate: (rate: number) => void
  /** Plays this part once, then stops. */
  readonly playTo: (startMs: number, endMs: number) => void
  readonly setLoop: (loop: Stretch | null) => void
  /** Called on every frame while playing and once after each seek. Answers the unsubscriber. */
  readonly onTime: (listener: (ms: number) => void) => () => void
}
