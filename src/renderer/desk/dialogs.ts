// Which sheet lies over the window; one at a time. Drawers are the side panes of a narrow window.

import { createStore } from 'zustand/vanilla'
import type { ImportPreview, Opened, Recording } from '../../ipc/contract'

export const addPlaces = ['paste', 'account', 'start'] as const
export type AddPlace = (typeof addPlaces)[number]

/** The sheet for adding jobs, with what was dropped or chosen for it. */
export type AddDialog = {
  readonly kind: 'add'
  readonly place: AddPlace
  /** Of dropped lists of ids: their text and their names. */
  readonly text: string
  readonly names: readonly string[]
  readonly recording: Recording | null
  /** Names of recordings that came with it and were not taken: one at a time. */
  readonly left: readonly string[]
}

/** Files of other kinds that were understood and are no jobs yet; `next` is asked after them. */
export type ImportDialog = {
  readonly kind: 'import'
  readonly files: readonly { readonly name: string; readonly preview: ImportPreview }[]
  readonly next: Dialog | null
}

export type Dialog =
  | AddDialog
  | ImportDialog
  | { readonly kind: 'key' }
  | { readonly kind: 'export' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  /** A long work with the library: how it gets on, and what came of it. */
  | { readonly kind: 'work' }
  | { readonly kind: 'palette' }
  /** What became of several files; `next` is asked about what is left of them once it is put away. */
  | { readonly kind: 'report'; readonly opened: readonly Opened[]; readonly next: Dialog | null }
  /** A recording came: is it for the open job, or to be transcribed? */
  | { readonly kind: 'recording'; readonly recording: Recording; readonly left: readonly string[] }
  | { readonly kind: 'rename-job'; readonly jobId: string }
  | { readonly kind: 'tags'; readonly jobIds: readonly string[] }
  | { readonly kind: 'export-jobs'; readonly jobIds: readonly string[] }
  /** Of jobs in the trash: asks, then deletes them for good. */
  | { readonly kind: 'delete-jobs'; readonly jobIds: readonly string[] }
  | { readonly kind: 'rename-speaker'; readonly speakerId: string }
  | { readonly kind: 'new-speaker'; readonly paragraphId: string }
  /** @param find what the new entry begins with. */
  | { readonly kind: 'glossary'; readonly find: string }
  /** What cues break, to be fixed all of a kind. */
  | { readonly kind: 'fix-cues' }
  /** The cues by two style guides. */
  | { readonly kind: 'compare-guides' }
  /** A style guide of one's own: a new one, made of the one that is chosen, or that one itself. */
  | { readonly kind: 'guide'; readonly isNew: boolean }
  /** Many silences at once. */
  | { readonly kind: 'pauses'; readonly overMs: number; readonly wish: 'shorten' | 'split' }
  | { readonly kind: 'merge-speakers'; readonly speakerId: string; readonly intoId: string }

export const addDialog = (place: AddPlace, given: Partial<Omit<AddDialog, 'kind' | 'place'>> = {}): AddDialog => ({
  kind: 'add',
  place,
  text: '',
  names: [],
  recording: null,
  left: [],
  ...given,
})

export type SpeakerMenu = { readonly paragraphId: string; readonly speakerId: string; readonly anchor: DOMRect }

/** The silence after so many words of the paragraph at this index. */
export type PauseMenu = { readonly index: number; readonly wordsBefore: number; readonly anchor: DOMRect }

export type DialogsState = {
  readonly dialog: Dialog | null
  readonly drawer: 'left' | 'right' | null
  readonly speakerMenu: SpeakerMenu | null
  readonly pauseMenu: PauseMenu | null
  readonly dropping: boolean
}

export const createDialogs = () => {
  const store = createStore<DialogsState>(() => ({
    dialog: null,
    drawer: null,
    speakerMenu: null,
    pauseMenu: null,
    dropping: false,
  }))
  return {
    store,
    show: (dialog: Dialog) => store.setState({ dialog, speakerMenu: null, pauseMenu: null }),
    hide: () => store.setState({ dialog: null }),
    /** Hides what is shown now, whenever that is asked for: not what came in its place while something was waited for. */
    hideLater: (): (() => void) => {
      const { dialog } = store.getState()
      return () => {
        if (store.getState().dialog === dialog) store.setState({ dialog: null })
      }
    },
    drawer: (drawer: DialogsState['drawer']) => store.setState({ drawer }),
    speakerMenu: (speakerMenu: SpeakerMenu | null) => store.setState({ speakerMenu }),
    pauseMenu: (pauseMenu: PauseMenu | null) => store.setState({ pauseMenu }),
    dropping: (dropping: boolean) => {
      if (store.getState().dropping !== dropping) store.setState({ dropping })
    },
  }
}
export type Dialogs = ReturnType<typeof createDialogs>
