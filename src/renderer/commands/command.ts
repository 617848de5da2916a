// What a command is, and what several of them ask. Every area has a table of its own beside this; `table.ts` is all of them.
//
// `while`: 'always' works in a text field too, so such a key is never a character or a caret movement; 'not-typing' not where
// something is typed, 'in-text' only in the transcript.

import type { Caesura } from '../desk/caesura'

export type CommandGroup = 'Job' | 'Edit' | 'Text' | 'Words' | 'Playback' | 'Captions' | 'View' | 'Help'
export type Command = {
  readonly id: string
  readonly label: string
  readonly group: CommandGroup
  readonly keys: readonly string[]
  readonly while: 'always' | 'not-typing' | 'in-text'
  readonly applies: (app: Caesura) => boolean
  /** To how many jobs it would be done. */
  readonly howMany?: (app: Caesura) => number
  readonly run: (app: Caesura) => void
}

export const always = () => true
export const hasDocument = ({ desk }: Caesura) => desk.document() !== null
export const hasSurface = ({ desk }: Caesura) => desk.store.getState().surface !== null
