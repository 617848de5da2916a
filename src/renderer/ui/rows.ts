// The maths of a long list whose rows differ in height: a Fenwick tree over row heights. Offset of a row and row at an
// offset in O(log n), a measured height corrected in O(log n): 20,000 rows scroll like 20.

export type Rows = {
  readonly count: number
  readonly total: () => number
  readonly height: (row: number) => number
  /** Where the row begins, in pixels from the top of the list. */
  readonly offset: (row: number) => number
  /** The row that covers this offset; the last row beyond the end, 0 in an empty list. */
  readonly at: (offset: number) => number
  /** Corrects a height; answers by how much the row grew. */
  readonly measure: (row: number, height: number) => number
  /** Back to the estimates: what was measured no longer holds. */
  readonly forget: () => void
}

export const createRows = (heights: ArrayLike<number>): Rows => {
  const count = heights.length
  const size = new Float64Array(count)
  const tree = new Float64Array(count + 1)
  const forget = () => {
    size.set(heights)
    tree.fill(0)
    for (let row = 1; row <= count; row++) {
      tree[row] = (tree[row] ?? 0) + (size[row - 1] ?? 0)
      const parent = row + (row & -row)
      if (parent <= count) tree[parent] = (tree[parent] ?? 0) + (tree[row] ?? 0)
    }
  }
  forget()
  const offset = (row: number): number => {
    let sum = 0
    for (let at = Math.min(Math.max(0, row), count); at > 0; at -= at & -at) sum += tree[at] ?? 0
    return sum
  }
  let highest = 1
  while (highest * 2 <= count) highest *= 2
  return {
    count,
    total: () => offset(count),
    height: (row) => size[row] ?? 0,
    offset,
    at: (wanted) => {
      let row = 0
      let left = wanted
      for (let step = highest; step > 0; step >>= 1) {
        const next = row + step
        if (next <= count && (tree[next] ?? 0) <= left) {
          row = next
          left -= tree[next] ?? 0
        }
      }
      return Math.max(0, Math.min(row, count - 1))
    },
    measure: (row, height) => {
      const grown = height - (size[row] ?? height)
      if (grown === 0) return 0
      size[row] = height
      for (let at = row + 1; at <= count; at += at & -at) tree[at] = (tree[at] ?? 0) + grown
      return grown
    },
    forget,
  }
}

/** The rows to draw for a window of the list, half-open, with `spare` rows on either side. */
export const rowsInView = (rows: Rows, top: number, height: number, spare = 4): readonly [number, number] => {
  if (rows.count === 0) return [0, 0]
  return [Math.max(0, rows.at(top) - spare), Math.min(rows.count, rows.at(top + height) + 1 + spare)]
}
