// Everything a person can do from anywhere, in one table: menus, tooltips, shortcuts and the palette all read it, and
// main's menu sends these ids. `applies` answers "would this do something now?", so that a menu and a key agree.

import type { Caesura } from '../desk/caesura'
import { captionCommands } from './captions'
import type { Command } from './command'
import { editCommands } from './edit'
import { jobCommands } from './jobs'
import { pauseCommands } from './pauses'
import { playbackCommands } from './playback'
import { surfaceCommands } from './text'
import { viewCommands } from './view'
import { wordCommands } from './words'

export const commands: readonly Command[] = [
  ...jobCommands,
  ...editCommands,
  ...surfaceCommands,
  ...pauseCommands,
  ...wordCommands,
  ...playbackCommands,
  ...captionCommands,
  ...viewCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

/** Throws on an id that is not in the table. */
export const command = (id: string): Command => {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no command “${id}”.`)
  return found
}

/** Runs a command where it applies; answers whether it did. An unknown id, from an older menu, does nothing. */
export const runCommand = (app: Caesura, id: string): boolean => {
  const found = byId.get(id)
  if (!found || !found.applies(app)) return false
  found.run(app)
  return true
}
