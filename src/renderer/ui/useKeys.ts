// The keys of a command as they are now: a person may have changed them.

import { useStore } from 'zustand'
import { keysOf, mainKey } from '../commands/shortcuts'
import { command } from '../commands/table'
import { useCaesura } from '../desk/caesura'

/** The key to show for a command; undefined where it has none. */
export const useKeys = (id: string | undefined): string | undefined => {
  const { settings } = useCaesura()
  const shortcuts = useStore(settings.store, (state) => state.shortcuts)
  return id === undefined ? undefined : mainKey(keysOf(shortcuts, command(id)))
}
