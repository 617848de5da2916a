// Commands about cues.

import { nextMarked } from '../captions/cues'
import type { Caesura } from '../desk/caesura'
import { canFree, canJoin, canNudge, canSplit, free, giveWord, join, nudgeCue, split } from '../captions/changes'
import { canFix, fixHere } from '../captions/fixes'
import { hasDocument, type Command } from './command'

const jumpToMarked = (app: Caesura, direction: 1 | -1) => {
  const open = app.desk.document()
  if (!open) return
  const { cues } = open.derived.store.getState()
  const cue = cues[nextMarked(cues, open.follower.store.getState().near, direction)]
  if (!cue) return
  app.settings.set({ rightTab: 'captions', rightOpen: true })
  app.desk.goTo(cue.startMs)
}
const hasMarked = ({ desk }: Caesura) =>
  desk
    .document()
    ?.derived.store.getState()
    .cues.some((cue) => cue.marks.length > 0) ?? false

export const captionCommands: readonly Command[] = [
  {
    id: 'cue-split',
    label: 'Split the cue',
    group: 'Captions',
    keys: ['Mod-Shift-Enter'],
    while: 'always',
    applies: canSplit,
    run: split,
  },
  {
    id: 'cue-join-next',
    label: 'Join the cue with the next one',
    group: 'Captions',
    keys: ['Mod-Shift-j'],
    while: 'always',
    applies: (app) => canJoin(app, 1),
    run: (app) => join(app, 1),
  },
  {
    id: 'cue-join-previous',
    label: 'Join the cue with the one before',
    group: 'Captions',
    keys: ['Mod-Alt-j'],
    while: 'always',
    applies: (app) => canJoin(app, -1),
    run: (app) => join(app, -1),
  },
  {
    id: 'cue-word-next',
    label: 'Move the cue’s last word to the next cue',
    group: 'Captions',
    keys: ['Mod-Shift-.'],
    while: 'always',
    applies: (app) => canJoin(app, 1),
    run: (app) => giveWord(app, 1),
  },
  {
    id: 'cue-word-previous',
    label: 'Move the cue’s first word to the cue before',
    group: 'Captions',
    keys: ['Mod-Shift-,'],
    while: 'always',
    applies: (app) => canJoin(app, -1),
    run: (app) => giveWord(app, -1),
  },
  {
    id: 'cue-free',
    label: 'Let the style guide break this cue again',
    group: 'Captions',
    keys: [],
    while: 'always',
    applies: canFree,
    run: free,
  },
  ...(
    [
      ['in', -1, 'Let the cue come earlier', 'Alt-Shift-i'],
      ['in', 1, 'Let the cue come later', 'Alt-Shift-o'],
      ['out', -1, 'Let the cue go earlier', 'Alt-Shift-k'],
      ['out', 1, 'Let the cue go later', 'Alt-Shift-l'],
    ] as const
  ).map(([edge, by, label, key]): Command => ({
    id: `cue-${edge}-${by === 1 ? 'later' : 'earlier'}`,
    label,
    group: 'Captions',
    keys: [key],
    while: 'not-typing',
    applies: canNudge,
    run: (app) => nudgeCue(app, edge, by),
  })),
  {
    id: 'cue-fix',
    label: 'Fix what the cue breaks',
    group: 'Captions',
    keys: ['Mod-F4'],
    while: 'always',
    applies: canFix,
    run: fixHere,
  },
  {
    id: 'fix-cues',
    label: 'Fix all cues that break a rule…',
    group: 'Captions',
    keys: ['Mod-Shift-F4'],
    while: 'always',
    applies: (app) => hasMarked(app) && app.desk.document()?.session.store.getState().readOnly === null,
    run: ({ dialogs }) => dialogs.show({ kind: 'fix-cues' }),
  },
  {
    id: 'compare-guides',
    label: 'Compare two style guides…',
    group: 'Captions',
    keys: [],
    while: 'always',
    applies: hasDocument,
    run: ({ dialogs }) => dialogs.show({ kind: 'compare-guides' }),
  },
  {
    id: 'next-marked',
    label: 'Next cue that breaks a rule',
    group: 'Captions',
    keys: ['F4'],
    while: 'always',
    applies: hasMarked,
    run: (app) => jumpToMarked(app, 1),
  },
  {
    id: 'previous-marked',
    label: 'Previous cue that breaks a rule',
    group: 'Captions',
    keys: ['Shift-F4'],
    while: 'always',
    applies: hasMarked,
    run: (app) => jumpToMarked(app, -1),
  },
]
