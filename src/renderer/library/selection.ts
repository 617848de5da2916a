// Several jobs chosen in the list at once. Pure: a choice is a set of ids and the row from which a range grows.

export type Selection = {
  readonly ids: ReadonlySet<string>
  /** Where a range begins; null: at the row the keyboard is on. */
  readonly anchor: string | null
}

export const noSelection: Selection = { ids: new Set(), anchor: null }

/** One more, or one less. `open` counts as chosen while nothing else is: what is looked at is the first of several. */
export const toggled = ({ ids }: Selection, id: string, open: string | null): Selection => {
  const next = new Set(ids.size === 0 && open !== null ? [open] : ids)
  if (next.has(id)) next.delete(id)
  else next.add(id)
  return { ids: next, anchor: id }
}

/** From the anchor to this one, both with it; what was chosen otherwise is let go. */
export const ranged = ({ anchor }: Selection, shown: readonly string[], from: string | null, to: string): Selection => {
  const start = anchor !== null && shown.includes(anchor) ? anchor : (from ?? to)
  const [a, b] = [shown.indexOf(start), shown.indexOf(to)]
  if (b === -1) return noSelection
  const first = a === -1 ? b : a
  return { ids: new Set(shown.slice(Math.min(first, b), Math.max(first, b) + 1)), anchor: shown[first] ?? to }
}

/** Without those that are not in the list any more; the same object where all still are. */
export const pruned = (selection: Selection, isThere: (id: string) => boolean): Selection => {
  const left = [...selection.ids].filter(isThere)
  return left.length === selection.ids.size ? selection : { ...selection, ids: new Set(left) }
}
