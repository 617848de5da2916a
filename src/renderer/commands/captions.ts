// Commands about cues.

import { nextMarked } from '../captions/cues'
import type { Caesura } from '../desk/caesura'
import type { Command } from './command'

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
