// Commands about the times of words. The keys lie side by side: S and D move the in-time, F and G the out-time.

import type { Edge } from '../../core/transcript/manual'
import type { Caesura } from '../desk/caesura'
import { nudgeSteps } from '../settings/settings'
import { canMove, goToKind, nudge, playWord, setFromPlayhead, wordNow } from '../words/changes'
import { hasDocument, type Command } from './command'

const isBarOpen = ({ settings }: Caesura) => settings.store.getState().wordBar

/** Only where the times are seen: on macOS ⌥ with a letter writes ß, ø or ñ, and must not move a time unseen. */
const canMoveHere = (app: Caesura) => isBarOpen(app) && canMove(app)

const mover = (id: string, label: string, key: string, edge: Edge, by: 1 | -1): Command => ({
  id,
  label,
  group: 'Words',
  keys: [key],
  while: 'always',
  applies: canMoveHere,
  run: (app) => nudge(app, edge, by),
})

const setter = (id: string, label: string, key: string, edge: 'in' | 'out'): Command => ({
  id,
  label,
  group: 'Words',
  keys: [key],
  while: 'always',
  applies: canMoveHere,
  run: (app) => setFromPlayhead(app, edge),
})

const stepper = (id: string, label: string, key: string, by: 1 | -1): Command => ({
  id,
  label,
  group: 'Words',
  keys: [key],
  while: 'always',
  applies: (app) => hasDocument(app) && isBarOpen(app),
  run: (app) => goToKind(app, app.settings.store.getState().wordKind, by),
})

export const wordCommands: readonly Command[] = [
  {
    id: 'word-bar',
    label: 'Show or hide the times of words',
    group: 'Words',
    keys: ['Mod-Shift-t'],
    while: 'always',
    applies: hasDocument,
    run: ({ settings, desk }) => {
      const { wordBar } = settings.store.getState()
      settings.set({ wordBar: !wordBar })
      if (wordBar) desk.store.getState().surface?.focus()
    },
  },
  mover('in-earlier', 'In-time of the word earlier', 'Alt-s', 'in', -1),
  mover('in-later', 'In-time of the word later', 'Alt-d', 'in', 1),
  mover('out-earlier', 'Out-time of the word earlier', 'Alt-f', 'out', -1),
  mover('out-later', 'Out-time of the word later', 'Alt-g', 'out', 1),
  mover('word-earlier', 'The whole word earlier', 'Alt-Shift-s', 'both', -1),
  mover('word-later', 'The whole word later', 'Alt-Shift-d', 'both', 1),
  setter('in-here', 'The word begins at the playing position', 'Alt-i', 'in'),
  setter('out-here', 'The word ends at the playing position', 'Alt-o', 'out'),
  {
    id: 'play-word',
    label: 'Play this word',
    group: 'Words',
    keys: ['Alt-p'],
    while: 'always',
    applies: (app) => isBarOpen(app) && wordNow(app) !== null,
    run: playWord,
  },
  {
    id: 'nudge-step',
    label: 'Nudge by more or less',
    group: 'Words',
    keys: ['Alt-n'],
    while: 'always',
    applies: (app) => hasDocument(app) && isBarOpen(app),
    run: ({ settings, messages }) => {
      const at = nudgeSteps.indexOf(settings.store.getState().nudgeStep)
      const nudgeStep = nudgeSteps[(at + 1) % nudgeSteps.length] ?? 'frame'
      settings.set({ nudgeStep })
      messages.say(`Times move by ${nudgeStep === 'frame' ? 'one frame' : `${nudgeStep} ms`}.`)
    },
  },
  stepper('kind-before', 'The word of this kind before', 'Alt-Shift-e', -1),
  stepper('kind-after', 'The next word of this kind', 'Alt-e', 1),
]
