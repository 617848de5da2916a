// Which sheet lies over the window; one at a time. Drawers are the side panes of a narrow window.

import { createStore } from 'zustand/vanilla'
import type { Opened } from '../../ipc/contract'

export type Dialog =
  | { readonly kind: 'add' }
  | { readonly kind: 'key' }
  | { readonly kind: 'export' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'palette' }
  /** What became of several files. */
  | { readonly kind: 'report'; readonly opened: readonly Opened[] }
  | { readonly kind: 'rename-job'; readonly jobId: string }
  | { readonly kind: 'rename-speaker'; readonly speakerId: string }
  | { readonly kind: 'new-speaker'; readonly paragraphId: string }
  | { readonly kind: 'merge-speakers'; readonly speakerId: string; readonly intoId: string }

export type SpeakerMenu = { readonly paragraphId: string; readonly speakerId: string; readonly anchor: DOMRect }

export type DialogsState = {
  readonly dialog: Dialog | null
  readonly drawer: 'left' | 'right' | null
  readonly speakerMenu: SpeakerMenu | null
  readonly dropping: boolean
}

export const createDialogs = () => {
  const store = createStore<DialogsState>(() => ({ dialog: null, drawer: null, speakerMenu: null, dropping: false }))
  return {
    store,
    show: (dialog: Dialog) => store.setState({ dialog, speakerMenu: null }),
    hide: () => store.setState({ dialog: null }),
    drawer: (drawer: DialogsState['drawer']) => store.setState({ drawer }),
    speakerMenu: (speakerMenu: SpeakerMenu | null) => store.setState({ speakerMenu }),
    dropping: (dropping: boolean) => {
      if (store.getState().dropping !== dropping) store.setState({ dropping })
    },
  }
}
export type Dialogs = ReturnType<typeof createDialogs>
