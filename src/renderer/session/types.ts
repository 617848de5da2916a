// What the panes and the editor know of an open document. One session per open job; it owns the transcript, the
// history and the saving. Data flows one way: session → panes; an edit comes back as steps.

import type { Result } from '../../core/result'
import type { Transcript } from '../../core/transcript/model'
import type { Step } from '../../core/transcript/step'
import type { StoreApi } from 'zustand/vanilla'

/** "All changes saved" is shown for `saved` only: the journal was fsynced with every step there is. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'unsaved'; readonly message: string }

export type SessionState = {
  readonly transcript: Transcript
  readonly save: SaveState
  /** The label of what undo or redo would do; null when there is nothing. */
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  /** Why nothing can be edited; null when it can. */
  readonly readOnly: string | null
}

/** Who made a change: the text surface itself (it already shows it), or anybody else (the surface must follow). */
export type Origin = 'surface' | 'command' | 'history'
export type Change = {
  readonly before: Transcript
  readonly after: Transcript
  readonly steps: readonly Step[]
  readonly origin: Origin
}

export type ApplyOptions = {
  readonly origin: Origin
  /** Changes with the same key that follow each other closely become one undo (typing in one place, one composition). */
  readonly mergeKey?: string
  /** How long after the last one a change of the same key still joins it; a second when not given. Infinity for a composition. */
  readonly mergeWithinMs?: number
}

export type Session = {
  readonly jobId: string
  /** The journal's lines fit only up to some point, where the text stands now: read-only until the person goes on from here. */
  readonly misfit: boolean
  readonly store: StoreApi<SessionState>
  /** Applies steps as one undoable change; 'conflict' or 'read-only' leaves everything as it was. */
  readonly apply: (
    label: string,
    steps: readonly Step[],
    options: ApplyOptions,
  ) => Result<Transcript, 'conflict' | 'read-only'>
  readonly undo: () => boolean
  readonly redo: () => boolean
  /** Called synchronously after each change, before the store tells the panes. Answers the unsubscriber. */
  readonly onChange: (listener: (change: Change) => void) => () => void
  readonly newId: () => string
  /** Saves what is pending now; resolves when main has answered. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}
