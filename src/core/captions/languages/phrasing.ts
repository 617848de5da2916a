// What a language's table holds: small lists of words. A cost is 0 for the best place and 140 for one that no professional would sign;
// 60 is a place about which nothing is known.

export type Phrasing = {
  /** Never leave these at the end of a cue or line: what it costs. Articles, prepositions, auxiliaries, titles … */
  readonly clingsToNext: ReadonlyMap<string, number>
  /** What most words that describe the next one look like, and what a break after them costs. */
  readonly describes: { readonly form: RegExp; readonly cost: number } | null
  /** A noun phrase has begun: a break one word later may part it ("an infrared | camera"). */
  readonly determiners: ReadonlySet<string>
  /** A good place is before these: what the place costs then. Conjunctions, prepositions and subjects open a phrase. */
  readonly opensPhrase: ReadonlyMap<string, number>
  /** Never begin a cue or line with these: what a break before one costs. Particles that belong to the word before. */
  readonly clingsToPrevious?: ReadonlyMap<string, number>
  /** What most of those look like that are in no list. */
  readonly leans?: { readonly form: RegExp; readonly cost: number }
  /** Written with a full stop that ends no sentence. Lower case, without the stop. */
  readonly abbreviations: ReadonlySet<string>
}

export const list = (words: string): readonly string[] => words.trim().split(/\s+/u)

export const table = (...rows: readonly (readonly [cost: number, words: string])[]): ReadonlyMap<string, number> => {
  const map = new Map<string, number>()
  // A word in two rows keeps the first: rows are written most telling first.
  for (const [cost, words] of rows) for (const word of list(words)) if (!map.has(word)) map.set(word, cost)
  return map
}
