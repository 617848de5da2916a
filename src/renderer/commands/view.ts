// Commands of the window: its parts, the list's order, settings and help.

import { sortKeys, sortWords } from '../library/sort'
import { chooseAll } from '../library/targets'
import { shapeWords, stageWords } from '../player/places'
import { stagePlaces, stageShapes } from '../settings/settings'
import { always, hasDocument, type Command } from './command'
import { focusSearch, showHistory, showLibrary, stepPlace, togglePane } from './panes'

const sortCommands = sortKeys.map((by): Command => ({
  id: `sort-${by}`,
  label: `Order the list: ${sortWords[by].label.toLowerCase()}`,
  group: 'View',
  keys: [],
  while: 'always',
  applies: ({ settings }) => settings.store.getState().sortBy !== by,
  run: ({ settings }) => settings.set({ sortBy: by, sortReversed: false }),
}))

const stageCommands = stagePlaces.map((place): Command => ({
  id: `stage-${place}`,
  label: stageWords[place].command,
  group: 'View',
  keys: [],
  while: 'always',
  applies: (app) => hasDocument(app) && app.settings.store.getState().stage !== place,
  run: ({ settings }) => settings.set({ stage: place }),
}))

const shapeCommands = stageShapes.map((shape): Command => ({
  id: `stage-shape-${shape}`,
  label: shapeWords[shape].command,
  group: 'View',
  keys: [],
  while: 'always',
  applies: (app) => hasDocument(app) && app.settings.store.getState().stageShape !== shape,
  run: ({ settings }) => settings.set({ stageShape: shape }),
}))

export const viewCommands: readonly Command[] = [
  {
    id: 'palette',
    label: 'Commands and jobs…',
    group: 'View',
    keys: ['Mod-k'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'palette' }),
  },
  {
    id: 'search-library',
    label: 'Filter the library',
    group: 'View',
    keys: ['Mod-Shift-f'],
    while: 'always',
    applies: always,
    run: focusSearch,
  },
  {
    id: 'show-trash',
    label: 'Show the trash',
    group: 'View',
    keys: [],
    while: 'always',
    applies: ({ library }) => library.store.getState().filter !== 'trash',
    run: (app) => {
      showLibrary(app)
      app.library.show('trash')
    },
  },
  {
    id: 'choose-all-jobs',
    label: 'Choose all jobs in the list',
    group: 'View',
    keys: [],
    while: 'always',
    applies: ({ library }) => library.store.getState().jobs.length > 0,
    run: (app) => {
      showLibrary(app)
      chooseAll(app)
      requestAnimationFrame(() => document.getElementById('library-jobs')?.focus())
    },
  },
  ...sortCommands,
  {
    id: 'sort-reversed',
    label: 'Order the list the other way round',
    group: 'View',
    keys: [],
    while: 'always',
    applies: always,
    run: ({ settings }) => settings.set({ sortReversed: !settings.store.getState().sortReversed }),
  },
  {
    id: 'toggle-library',
    label: 'Show or hide the library',
    group: 'View',
    keys: ['Mod-b'],
    while: 'always',
    applies: always,
    run: (app) => togglePane(app, 'left'),
  },
  {
    id: 'toggle-inspector',
    label: 'Show or hide captions and details',
    group: 'View',
    keys: ['Mod-Alt-b'],
    while: 'always',
    applies: always,
    run: (app) => togglePane(app, 'right'),
  },
  {
    id: 'history',
    label: 'History',
    group: 'View',
    keys: ['Mod-Shift-h'],
    while: 'always',
    applies: hasDocument,
    run: showHistory,
  },
  ...stageCommands,
  ...shapeCommands,
  {
    id: 'next-place',
    label: 'Next part of the window',
    group: 'View',
    keys: ['F6'],
    while: 'always',
    applies: always,
    run: (app) => stepPlace(app, 1),
  },
  {
    id: 'previous-place',
    label: 'Previous part of the window',
    group: 'View',
    keys: ['Shift-F6'],
    while: 'always',
    applies: always,
    run: (app) => stepPlace(app, -1),
  },
  {
    id: 'settings',
    label: 'Settings…',
    group: 'View',
    keys: ['Mod-,'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'settings' }),
  },
  {
    id: 'look-for-updates',
    label: 'Look for updates',
    group: 'Help',
    keys: [],
    while: 'always',
    applies: ({ updates }) => updates.store.getState().from !== null,
    run: ({ dialogs, updates }) => {
      dialogs.show({ kind: 'settings' })
      void updates.order('look')
    },
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['F1', '?'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'shortcuts' }),
  },
  {
    id: 'show-log',
    label: 'Show the log',
    group: 'Help',
    keys: [],
    while: 'always',
    applies: always,
    run: ({ bridge }) => void bridge.showLog(),
  },
]
