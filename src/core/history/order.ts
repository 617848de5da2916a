// The longest run that kept its order: what stays in place when two lists of the same things are laid side by side.

/**
 * Which of `places` (all different) belong to one longest rising run, by patience sorting. O(n log n), and one look at each
 * where all rise already, as they nearly always do.
 */
export const rising = (places: readonly number[]): readonly boolean[] => {
  let sorted = true
  for (let index = 1; index < places.length && sorted; index++) sorted = (places[index - 1] ?? 0) < (places[index] ?? 0)
  if (sorted) return places.map(() => true)
  const below = new Int32Array(places.length)
  const tops: number[] = []
  for (const [index, place] of places.entries()) {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((places[tops[middle] ?? 0] ?? 0) < place) low = middle + 1
      else high = middle
    }
    below[index] = low === 0 ? -1 : (tops[low - 1] ?? -1)
    tops[low] = index
  }
  const kept = places.map(() => false)
  for (let at = tops.at(-1) ?? -1; at >= 0; at = below[at] ?? -1) kept[at] = true
  return kept
}
