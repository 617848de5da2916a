// The part of a long list that is on the page: knows its scrolling element and the rows, tells who listens which rows to
// draw. Rows are measured once drawn; a row above the view that turns out taller does not push what is being read.

import { createRows, rowsInView } from './rows'

export type Drawn = { readonly from: number; readonly to: number; readonly totalPx: number }

export type ListWindow = {
  readonly subscribe: (listener: () => void) => () => void
  /** The same value until something changes. */
  readonly drawn: () => Drawn
  /** For the `ref` of the scrolling element. */
  readonly attach: (box: HTMLElement | null) => void
  readonly look: () => void
  readonly top: (row: number) => number
  readonly measure: (row: number, heightPx: number) => void
  /** Scrolls as little as needed, or so that the row stands in the upper middle when it was out of view. */
  readonly reveal: (row: number, where?: 'nearest' | 'middle') => void
  /** How many rows of this height fill the view, one kept for orientation. */
  readonly page: (rowPx: number) => number
}

/** `heights` are estimates in pixels, one per row. */
export const createListWindow = (heights: ArrayLike<number>): ListWindow => {
  const rows = createRows(heights)
  const listeners = new Set<() => void>()
  let box: HTMLElement | null = null
  let drawn: Drawn = { from: 0, to: 0, totalPx: rows.total() }
  let watch: ResizeObserver | null = null

  const show = (next: Drawn) => {
    if (next.from === drawn.from && next.to === drawn.to && next.totalPx === drawn.totalPx) return
    drawn = next
    for (const listener of listeners) listener()
  }
  const look = () => {
    if (!box) return
    const [from, to] = rowsInView(rows, box.scrollTop, box.clientHeight)
    show({ from, to, totalPx: rows.total() })
  }
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    drawn: () => drawn,
    attach: (element) => {
      watch?.disconnect()
      watch = null
      box = element
      if (!element) return
      watch = new ResizeObserver(look)
      watch.observe(element)
      look()
    },
    look,
    top: (row) => rows.offset(row),
    measure: (row, heightPx) => {
      if (heightPx === 0) return
      const above = box !== null && rows.offset(row + 1) <= box.scrollTop
      const grown = rows.measure(row, heightPx)
      if (grown === 0) return
      if (above && box) box.scrollTop += grown
      look()
    },
    reveal: (row, where = 'nearest') => {
      if (!box || row < 0 || row >= rows.count) return
      const top = rows.offset(row)
      const bottom = top + rows.height(row)
      const before = top < box.scrollTop
      const after = bottom > box.scrollTop + box.clientHeight
      if (!before && !after) return
      if (where === 'middle') box.scrollTop = top - box.clientHeight * 0.35
      else box.scrollTop = before ? top : bottom - box.clientHeight
      look()
    },
    page: (rowPx) => Math.max(1, Math.floor((box?.clientHeight ?? rowPx) / rowPx) - 1),
  }
}
