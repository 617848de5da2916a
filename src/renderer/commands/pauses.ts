// Commands about silence and cuts.

import type { Caesura } from '../desk/caesura'
import { editable, hasCuts, restoreAll, toggleCut } from '../pauses/changes'
import { always, type Command } from './command'

const hasEditable = (app: Caesura) => app.desk.document() !== null && editable(app)
const surfaceOf = ({ desk }: Caesura) => desk.store.getState().surface

export const pauseCommands: readonly Command[] = [
  {
    id: 'pause-menu',
    label: 'The pause at the caret…',
    group: 'Edit',
    keys: ['Mod-Shift-p'],
    while: 'always',
    applies: (app) => surfaceOf(app)?.pauseAtCaret() !== null && surfaceOf(app) !== null,
    run: (app) => {
      const at = surfaceOf(app)?.pauseAtCaret() ?? null
      if (at !== null) app.dialogs.pauseMenu(at)
    },
  },
  {
    id: 'toggle-cut',
    label: 'Cut these words from playback and captions, or restore them',
    group: 'Edit',
    keys: ['Mod-Shift-x'],
    while: 'always',
    applies: (app) => hasEditable(app) && (surfaceOf(app)?.selectedWords().size ?? 0) > 0,
    run: toggleCut,
  },
  {
    id: 'shorten-pauses',
    label: 'Shorten pauses…',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: hasEditable,
    run: ({ dialogs }) => dialogs.show({ kind: 'pauses', overMs: 1500, wish: 'shorten' }),
  },
  {
    id: 'split-at-pauses',
    label: 'Split at pauses…',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: hasEditable,
    run: ({ dialogs }) => dialogs.show({ kind: 'pauses', overMs: 1500, wish: 'split' }),
  },
  {
    id: 'restore-cuts',
    label: 'Restore everything that was cut',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: (app) => hasEditable(app) && hasCuts(app),
    run: restoreAll,
  },
  {
    id: 'skip-cuts',
    label: 'Pass over cuts while playing, or hear them',
    group: 'Playback',
    keys: [],
    while: 'always',
    applies: always,
    run: ({ settings, messages }) => {
      const skipCuts = !settings.store.getState().skipCuts
      settings.set({ skipCuts })
      messages.say(skipCuts ? 'Cuts are passed over.' : 'Cuts are heard.')
    },
  },
]
