// Which commands and jobs a typed query means: every word of it must be found, at the start of a word counts more.

export type Entry = { readonly id: string; readonly text: string }

/** 0 is no match; more is better. */
const score = (query: string, text: string): number => {
  const wanted = query.toLowerCase().split(/\s+/u).filter(Boolean)
  const within = text.toLowerCase()
  let sum = 1
  for (const word of wanted) {
    const at = within.indexOf(word)
    if (at < 0) return 0
    const startsWord = at === 0 || /\P{L}/u.test(within[at - 1] ?? '')
    sum += (startsWord ? 3 : 1) + (at === 0 ? 2 : 0)
  }
  return sum
}

/** The best first; the order given decides between equals. */
export const ranked = <E extends Entry>(query: string, entries: readonly E[]): readonly E[] =>
  entries
    .map((entry, index) => ({ entry, index, points: score(query, entry.text) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .map(({ entry }) => entry)
