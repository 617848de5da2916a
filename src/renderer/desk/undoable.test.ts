import { expect, it } from 'vitest'
import { sayUndoable } from './undoable'

it('its Undo undoes this change, and goes with the next one', () => {
  const listeners = new Set<() => void>()
  const said: { title: string; undo: () => void; away: boolean }[] = []
  let undone = 0
  const session = {
    undo: () => {
      undone++
      for (const listener of listeners) listener()
      return true
    },
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const messages = {
    say: (title: string, { action }: { action: { run: () => void } }) => {
      const one = { title, undo: action.run, away: false }
      said.push(one)
      return () => {
        one.away = true
      }
    },
  }
  sayUndoable(messages as never, session as never, 'Two places replaced.')
  said[0]?.undo()
  expect([undone, said[0]?.away, listeners.size]).toEqual([1, true, 0])
  sayUndoable(messages as never, session as never, 'Another.')
  for (const listener of listeners) listener()
  expect([undone, said[1]?.away, listeners.size]).toEqual([1, true, 0])
})
