// The parts of the window: showing, hiding and walking through them.

import type { Caesura } from '../desk/caesura'

const places = ['library', 'transcript', 'inspector', 'player'] as const

/** Moves the focus to the next of the four places, or the one before. */
export const stepPlace = ({ desk }: Caesura, direction: 1 | -1) => {
  const { surface } = desk.store.getState()
  const at = places.findIndex((id) => document.getElementById(id)?.contains(document.activeElement))
  for (let step = 1; step <= places.length; step++) {
    const index = (Math.max(at, direction === 1 ? at : 0) + direction * step + places.length * 2) % places.length
    const place = document.getElementById(places[index] ?? '')
    const target = place?.querySelector<HTMLElement>('[data-first-focus]') ?? place
    if (target && target.offsetParent !== null && !target.closest('[inert]')) {
      // The text lies in a shadow root, which no selector reaches into.
      if (surface && place?.id === 'transcript') surface.focus()
      else target.focus()
      return
    }
  }
}

/** Below these widths the pane is a drawer over the transcript. The style sheet says the same. */
export const drawerBelow = { left: 760, right: 1000 } as const

export function togglePane({ dialogs, settings }: Caesura, side: 'left' | 'right'): void {
  if (window.innerWidth < drawerBelow[side]) {
    dialogs.drawer(dialogs.store.getState().drawer === side ? null : side)
    return
  }
  const state = settings.store.getState()
  settings.set(side === 'left' ? { leftOpen: !state.leftOpen } : { rightOpen: !state.rightOpen })
}

export function showHistory(app: Caesura): void {
  app.settings.set({ rightTab: 'history', rightOpen: true })
  if (window.innerWidth < drawerBelow.right) app.dialogs.drawer('right')
  app.desk.document()?.past.wantFocus(true)
}

export function showLibrary(app: Caesura): void {
  if (window.innerWidth < drawerBelow.left) app.dialogs.drawer('left')
  else app.settings.set({ leftOpen: true })
}

export function focusSearch(app: Caesura): void {
  showLibrary(app)
  // The pane may only now come to be.
  requestAnimationFrame(() => document.getElementById('library-search')?.focus())
}
