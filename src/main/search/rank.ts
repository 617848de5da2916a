// From counts to results: which jobs a query finds, and which come first.

import type { Counts } from '../../core/search/match'
import { placesIn, type Query } from '../../core/search/query'
import type { JobId } from '../../core/job/job'

/** What is searched of a job beside its transcript. */
export type SearchedJob = {
  readonly id: JobId
  readonly title: string
  readonly tags: readonly string[]
  readonly addedAt: number
  readonly trashed: boolean
  /** It holds a transcript. */
  readonly openable: boolean
}

export type FoundJob = {
  readonly jobId: JobId
  /** In the words. */
  readonly hits: number
  /** In the speakers' names. */
  readonly names: number
}

export type Scored = FoundJob & { readonly inTitle: number; readonly inRow: boolean; readonly addedAt: number }

/**
 * Null where a word of the query is nowhere, or the transcript has nothing of it.
 * @param job its ordinal in the counts.
 * @param said the terms of its title and of each tag.
 */
export const scoreOf = (
  query: Query,
  searched: SearchedJob,
  said: readonly (readonly string[])[],
  counts: Counts,
  job: number,
): Scored | null => {
  let hits = 0
  let names = 0
  let inTitle = 0
  for (const [clause, each] of query.clauses.entries()) {
    const text = counts.text[clause]?.[job] ?? 0
    const name = counts.names[clause]?.[job] ?? 0
    if (text === 0 && name === 0 && query.clauses.length === 1) return null
    const title = said.some((terms) => placesIn(each, terms).length > 0)
    if (text === 0 && name === 0 && !title) return null
    hits += text
    names += name
    if (title) inTitle++
  }
  if (hits + names === 0) return null
  const inRow = (counts.row?.[job] ?? 0) > 0
  return { jobId: searched.id, hits, names, inTitle, inRow, addedAt: searched.addedAt }
}

/** Title before speaker before words in a row before how often; the newer first among equals. */
export const bestFirst = (a: Scored, b: Scored): number =>
  b.inTitle - a.inTitle ||
  Number(b.names > 0) - Number(a.names > 0) ||
  Number(b.inRow) - Number(a.inRow) ||
  b.hits - a.hits ||
  b.addedAt - a.addedAt ||
  (a.jobId < b.jobId ? -1 : 1)
