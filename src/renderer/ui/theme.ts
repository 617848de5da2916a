// Light, dark, or as the system says. The answer is one attribute on the root element, which tokens.css turns into colours.

import type { StoreApi } from 'zustand/vanilla'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

type Media = Pick<MediaQueryList, 'matches' | 'addEventListener' | 'removeEventListener'>

/** Keeps `root[data-theme]` in step with the setting and the system. Answers the unsubscriber. */
export const applyTheme = (
  root: HTMLElement,
  store: Pick<StoreApi<{ readonly theme: Theme }>, 'getState' | 'subscribe'>,
  systemDark: Media,
): (() => void) => {
  const show = () => {
    const { theme } = store.getState()
    root.dataset['theme'] = theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : theme
  }
  show()
  const stop = store.subscribe(show)
  systemDark.addEventListener('change', show)
  return () => {
    stop()
    systemDark.removeEventListener('change', show)
  }
}
