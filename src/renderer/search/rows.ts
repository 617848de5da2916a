// The results as rows of one list: a job, and beneath it its first hits.

import type { SearchSnippet } from '../../ipc/contract'
import { hitsShown, type Found, type SearchState } from './search'

export type ResultRow =
  | { readonly kind: 'job'; readonly id: string; readonly job: Found }
  /** `snippet` is null until the words have come. */
  | { readonly kind: 'hit'; readonly id: string; readonly job: Found; readonly snippet: SearchSnippet | null }

export const rowHeights: Readonly<Record<ResultRow['kind'], number>> = { job: 32, hit: 60 }

export const resultRows = ({ jobs, shown }: Pick<SearchState, 'jobs' | 'shown'>): readonly ResultRow[] =>
  (jobs ?? []).flatMap((job) => {
    const known = shown.get(job.jobId)
    const snippets: readonly (SearchSnippet | null)[] =
      known === undefined
        ? Array.from({ length: Math.min(hitsShown, job.hits + Math.min(1, job.names)) }, () => null)
        : [...known.names, ...known.hits].slice(0, hitsShown)
    return [
      { kind: 'job', id: `found-${job.jobId}`, job } as const,
      ...snippets.map((snippet, at) => ({ kind: 'hit', id: `found-${job.jobId}-${at}`, job, snippet }) as const),
    ]
  })
