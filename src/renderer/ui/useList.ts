// A long list as one tab stop: the arrow keys move within it, only the rows in view are drawn.

import { useMemo, useSyncExternalStore } from 'react'
import { createListWindow, type Drawn, type ListWindow } from './list-window'

/** `heights` are estimates in pixels; pass a new array whenever the rows change. */
export const useList = (heights: ArrayLike<number>): readonly [ListWindow, Drawn] => {
  const list = useMemo(() => createListWindow(heights), [heights])
  return [list, useSyncExternalStore(list.subscribe, list.drawn)]
}

/** Where a key moves the active row to; null for a key that does not move. `page` is how many rows fill the view. */
export const movedRow = (key: string, row: number, count: number, page: number): number | null => {
  if (count === 0) return null
  const to: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row < 0 ? 0 : row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: count - 1,
  }
  const wanted = to[key]
  return wanted === undefined ? null : Math.min(count - 1, Math.max(0, wanted))
}
