import { useSyncExternalStore } from 'react'
import { drawerBelow } from '../commands/panes'

/** Whether the window is so narrow that this side pane is a drawer. */
export const useNarrow = (side: keyof typeof drawerBelow): boolean => {
  const query = `(width < ${drawerBelow[side]}px)`
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}

const onResize = (listener: () => void) => {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

export const useWindowWidth = (): number => useSyncExternalStore(onResize, () => window.innerWidth)
export const useWindowHeight = (): number => useSyncExternalStore(onResize, () => window.innerHeight)
