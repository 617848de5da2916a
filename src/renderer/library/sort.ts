// In what order the list stands. What is not known of a job (its length before it is ready) comes last, whichever way round.

import type { JobSummary } from '../../core/job/job'
import { jobWords, shownTitle, type Group } from './words'

export const sortKeys = ['added', 'edited', 'title', 'length', 'words', 'state', 'size'] as const
export type SortKey = (typeof sortKeys)[number]
export type Sort = { readonly by: SortKey; readonly reversed: boolean }

export type SortWords = {
  readonly label: string
  /** The two ways round: as it is, and reversed. */
  readonly ways: readonly [string, string]
}
export const sortWords: Readonly<Record<SortKey, SortWords>> = {
  added: { label: 'Date added', ways: ['Newest first', 'Oldest first'] },
  edited: { label: 'Last edited', ways: ['Newest first', 'Oldest first'] },
  title: { label: 'Title', ways: ['A to Z', 'Z to A'] },
  length: { label: 'Length', ways: ['Longest first', 'Shortest first'] },
  words: { label: 'Number of words', ways: ['Most first', 'Fewest first'] },
  state: { label: 'State', ways: ['What needs you first', 'What needs you last'] },
  size: { label: 'Size on disk', ways: ['Largest first', 'Smallest first'] },
}

const groupOrder: Readonly<Record<Group, number>> = { 'needs-you': 0, working: 1, ready: 2, resting: 3 }
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

export type Sizes = ReadonlyMap<string, number>

/** Newest first: the order in which main tells them, and the last word between equals. */
export const newestFirst = (a: JobSummary, b: JobSummary): number => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1)

/** Larger comes first; null: not known. */
const numberOf = (by: Exclude<SortKey, 'title'>, sizes: Sizes): ((job: JobSummary) => number | null) => {
  switch (by) {
    case 'added':
      // In the trash the day that counts is the one on which it came there.
      return ({ addedAt, trashedAt }) => trashedAt ?? addedAt
    case 'edited':
      return ({ editedAt }) => editedAt
    case 'length':
      return ({ durationMs }) => durationMs
    case 'words':
      return ({ words }) => words
    case 'state':
      return (job) => -groupOrder[jobWords(job, 0).group]
    case 'size':
      return ({ id }) => sizes.get(id) ?? null
  }
}

/** A new array. 5,000 jobs take 27 ms by title and at most 7 by anything else, on two busy cores. */
export const sorted = (
  jobs: readonly JobSummary[],
  { by, reversed }: Sort,
  sizes: Sizes = new Map(),
): readonly JobSummary[] => {
  const way = reversed ? -1 : 1
  if (by === 'title') {
    const titles = new Map(jobs.map((job) => [job.id, shownTitle(job)]))
    const titleOf = (job: JobSummary) => titles.get(job.id) ?? ''
    return jobs.toSorted((a, b) => way * collator.compare(titleOf(a), titleOf(b)) || newestFirst(a, b))
  }
  const valueOf = numberOf(by, sizes)
  const values = new Map(jobs.map((job) => [job.id, valueOf(job)]))
  return jobs.toSorted((a, b) => {
    const [mine = null, other = null] = [values.get(a.id), values.get(b.id)]
    if (mine === other) return newestFirst(a, b)
    if (mine === null || other === null) return mine === null ? 1 : -1
    return way * (other - mine)
  })
}
