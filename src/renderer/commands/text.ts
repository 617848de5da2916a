// Commands of the text surface: what they do is the surface's (editor/commands.ts); here they stand among the others.

import { textCommands } from '../editor/commands'
import type { Caesura } from '../desk/caesura'
import type { Command } from './command'

const actOf = ({ desk }: Caesura, id: string) =>
  desk.store.getState().surface?.commands.find((one) => one.id === id) ?? null

export const surfaceCommands: readonly Command[] = textCommands.map(({ id, label, keys }) => ({
  id,
  label,
  group: 'Text',
  keys,
  while: 'in-text',
  applies: (app) => actOf(app, id)?.applies() ?? false,
  run: (app) => {
    app.desk.store.getState().surface?.focus()
    actOf(app, id)?.run()
  },
}))
