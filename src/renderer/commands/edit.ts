// Commands that change the open document, or find in it.

import { atCaret, canRestore, restoreToOriginal } from '../history/restore'
import { longestEntry } from '../../core/transcript/glossary'
import { always, hasSurface, type Command } from './command'

export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Mod-z'],
    while: 'not-typing',
    applies: ({ desk }) => (desk.document()?.session.store.getState().undoLabel ?? null) !== null,
    run: ({ desk }) => void desk.document()?.session.undo(),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Mod-Shift-z', 'Mod-y'],
    while: 'not-typing',
    applies: ({ desk }) => (desk.document()?.session.store.getState().redoLabel ?? null) !== null,
    run: ({ desk }) => void desk.document()?.session.redo(),
  },
  {
    id: 'restore-paragraph',
    label: 'Restore the paragraph to the original',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: (app) => canRestore(app, atCaret(app, 'paragraph')),
    run: (app) => void restoreToOriginal(app, atCaret(app, 'paragraph')),
  },
  {
    id: 'restore-word',
    label: 'Restore the word to the original',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: (app) => canRestore(app, atCaret(app, 'word')),
    run: (app) => void restoreToOriginal(app, atCaret(app, 'word')),
  },
  {
    id: 'find',
    label: 'Find in the transcript',
    group: 'Edit',
    keys: ['Mod-f'],
    while: 'always',
    applies: hasSurface,
    run: ({ find }) => find.open(false),
  },
  {
    id: 'replace',
    label: 'Find and replace',
    group: 'Edit',
    keys: ['Mod-Alt-f'],
    while: 'always',
    applies: hasSurface,
    run: ({ find }) => find.open(true),
  },
  {
    id: 'find-next',
    label: 'Next hit',
    group: 'Edit',
    keys: ['F3', 'Mod-g'],
    while: 'always',
    applies: ({ find }) => find.canGo(),
    run: ({ find }) => void find.next(),
  },
  {
    id: 'find-previous',
    label: 'Previous hit',
    group: 'Edit',
    keys: ['Shift-F3', 'Mod-Shift-g'],
    while: 'always',
    applies: ({ find }) => find.canGo(),
    run: ({ find }) => void find.previous(),
  },
  {
    id: 'glossary',
    label: 'Glossary…',
    group: 'Edit',
    // Not ⌥L: on a German Mac keyboard that is the @.
    keys: ['Mod-Alt-g'],
    while: 'always',
    applies: always,
    run: ({ desk, dialogs }) => {
      const text = desk.store.getState().surface?.selected().text ?? ''
      dialogs.show({ kind: 'glossary', find: text.includes('\n') ? '' : text.trim().slice(0, longestEntry) })
    },
  },
]
