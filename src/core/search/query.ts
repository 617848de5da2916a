// What a person types into the search field. Each word is meant from its beginning ("govern" finds "government"); what stands in
// quotes is meant word by word, one beside the other; a single letter is a word. Everything has to be there.

import { termsOf } from './fold'

/** Terms that stand one after the other; with `open` the last of them is only a beginning. Never empty. */
export type Clause = { readonly terms: readonly string[]; readonly open: boolean }

export type Query = {
  readonly clauses: readonly Clause[]
  /** All of them in a row, where there are several: a job that has them so comes first. */
  readonly row: Clause | null
}

/** Longer queries are cut: nobody types them, and each clause costs. In UTF-16 units and in clauses. */
export const longestQuery = 400
const mostClauses = 12

/** One letter begins too many words to mean them all; a Korean syllable is more than a letter. */
const isBeginning = (term: string | undefined): boolean =>
  term !== undefined && (term.length > 1 || /\p{Script=Hangul}/u.test(term))

const quote = '"“”„«»「」'
const part = new RegExp(`[${quote}]([^${quote}]*)([${quote}]|$)|[^\\s${quote}]+`, 'gu')

const same = (a: Clause, b: Clause): boolean =>
  a.open === b.open && a.terms.length === b.terms.length && a.terms.every((term, index) => term === b.terms[index])

/** Without clauses when the text holds nothing to look for. A quote that is not closed yet is still being typed. */
export const parseQuery = (text: string): Query => {
  const clauses: Clause[] = []
  const inOrder: Clause[] = []
  for (const match of text.slice(0, longestQuery).matchAll(part)) {
    const [whole, quoted, end] = match
    const terms = termsOf(quoted ?? whole)
    if (terms.length === 0) continue
    const open = (quoted === undefined || (end === '' && !/\s$/u.test(quoted))) && isBeginning(terms.at(-1))
    const clause = { terms, open }
    inOrder.push(clause)
    if (clauses.length < mostClauses && !clauses.some((each) => same(each, clause))) clauses.push(clause)
  }
  const last = inOrder.at(-1)
  const row =
    inOrder.length < 2 || inOrder.length > mostClauses || last === undefined
      ? null
      : { terms: inOrder.flatMap(({ terms }) => terms), open: last.open }
  return { clauses, row }
}

/** Does this term of a text fit the clause's term at this place? */
export const fits = ({ terms, open }: Clause, at: number, term: string): boolean => {
  const wanted = terms[at]
  if (wanted === undefined) return false
  return open && at === terms.length - 1 ? term.startsWith(wanted) : term === wanted
}

/** Where in a row of terms the clause stands: the places of its first term. */
export const placesIn = (clause: Clause, terms: readonly string[]): readonly number[] => {
  const found: number[] = []
  for (let from = 0; from + clause.terms.length <= terms.length; from++) {
    let at = 0
    while (at < clause.terms.length && fits(clause, at, terms[from + at] ?? '')) at++
    if (at === clause.terms.length) found.push(from)
  }
  return found
}
