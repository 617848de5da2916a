// A message about a change that was just made, with its Undo.

import type { Session } from '../session/types'
import type { Messages } from '../ui/messages'

/** Its Undo is for this change alone: with the next one, or the undo of this one by another way, it goes. */
export const sayUndoable = (messages: Messages, session: Session, title: string): void => {
  const away = messages.say(title, { action: { label: 'Undo', run: () => void session.undo() } })
  const stop = session.onChange(() => {
    stop()
    away()
  })
}
