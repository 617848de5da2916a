// The part of a long list that is on the page: knows its scrolling element and the rows, tells who listens which rows to
// draw. Rows are measured once drawn, and again when the list gets wider or narrower; a row above the view that turns out
// taller does not push what is being read.

import { createRows, rowsInView } from './rows'

export type Drawn = {
  readonly from: number
  readonly to: number
  readonly totalPx: number
  /** Another number whenever the place of a row may have changed, even where the total has not. */
  readonly edition: number
}

export type ListWindow = {
  readonly subscribe: (listener: () => void) => () => void
  /** The same value until something changes. */
  readonly drawn: () => Drawn
  /** For the `ref` of the scrolling element. */
  readonly attach: (box: HTMLElement | null) => void
  readonly look: () => void
  readonly top: (row: number) => number
  readonly measure: (row: number, heightPx: number) => void
  /** For the `ref` of a drawn row: it is measured now, and again whenever the width of the list changes. */
  readonly attachRow: (row: number, element: HTMLElement | null) => void
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
  let edition = 0
  let drawn: Drawn = { from: 0, to: 0, totalPx: rows.total(), edition }
  let widthPx = 0
  const attached = new Map<number, HTMLElement>()
  let watch: ResizeObserver | null = null

  const show = (next: Drawn) => {
    if (next.from === drawn.from && next.to === drawn.to && next.edition === drawn.edition) return
    drawn = next
    for (const listener of listeners) listener()
  }
  const look = () => {
    if (!box) return
    const [from, to] = rowsInView(rows, box.scrollTop, box.clientHeight)
    show({ from, to, totalPx: rows.total(), edition })
  }
  const measure = (row: number, heightPx: number) => {
    if (heightPx === 0) return
    const above = box !== null && rows.offset(row + 1) <= box.scrollTop
    const grown = rows.measure(row, heightPx)
    if (grown === 0) return
    edition++
    if (above && box) box.scrollTop += grown
    look()
  }
  /** Lines break anew in another width: no height measured before holds. The row at the top of the view stays there. */
  const resized = () => {
    const width = box?.clientWidth ?? 0
    // A list that is put away has no width; its rows come back as they were.
    if (box && width !== 0 && width !== widthPx) {
      widthPx = width
      const first = rows.at(box.scrollTop)
      const into = box.scrollTop - rows.offset(first)
      rows.forget()
      for (const [row, { offsetHeight }] of attached) if (offsetHeight > 0) rows.measure(row, offsetHeight)
      edition++
      box.scrollTop = rows.offset(first) + Math.min(into, rows.height(first))
    }
    look()
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
      widthPx = element.clientWidth
      watch = new ResizeObserver(resized)
      watch.observe(element)
      look()
    },
    look,
    top: (row) => rows.offset(row),
    measure,
    attachRow: (row, element) => {
      if (element) {
        attached.set(row, element)
        measure(row, element.offsetHeight)
      } else attached.delete(row)
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
