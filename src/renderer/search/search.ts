// The room of the search in the window: what the transcripts hold of what is written in the library's field. Main answers; this
// asks for what is seen, drops answers that came too late, and asks again when something else would be found.

import { createStore } from 'zustand/vanilla'
import { parseQuery } from '../../core/search/query'
import type { Bridge } from '../../ipc/bridge'
import type { Calls, SearchSnippet } from '../../ipc/contract'
import type { Library } from '../library/library'

export type Found = Calls['searchLibrary']['value']['jobs'][number]

/** The first hits of one job; null until they have come. */
export type Shown = { readonly hits: readonly SearchSnippet[]; readonly names: readonly SearchSnippet[] }

export type SearchState = {
  /** What the results are for; '' when nothing is looked for. */
  readonly query: string
  /** Null until the first answer for this search has come. */
  readonly jobs: readonly Found[] | null
  /** How many jobs were found; the list holds the best of them. */
  readonly total: number
  /** Jobs with a transcript that are not in the index yet, and all of them. */
  readonly pending: number
  readonly of: number
  /** Why there is no answer, in a sentence. */
  readonly trouble: string | null
  readonly shown: ReadonlyMap<string, Shown>
}

/** Of each job so many hits are shown beneath its title. */
export const hitsShown = 3
const mostJobs = 1000

const nothing = { query: '', jobs: null, total: 0, trouble: null, shown: new Map<string, Shown>() }

export const createSearch = (bridge: Bridge, library: Library) => {
  const store = createStore<SearchState>(() => ({ ...nothing, pending: 0, of: 0 }))
  /** Counts the questions; `answered` is the one whose answer is shown. */
  let edition = 0
  let answered = 0
  /** Jobs whose hits were asked for since that answer came. */
  const asked = new Set<string>()
  const show = (state: Partial<SearchState>) => {
    answered = edition
    asked.clear()
    store.setState(state)
  }

  const ask = async () => {
    const mine = ++edition
    const { query, filter } = library.store.getState()
    if (parseQuery(query).clauses.length === 0) {
      show(nothing)
      return
    }
    const found = await bridge.searchLibrary({
      query: query.slice(0, 400),
      limit: mostJobs,
      trashed: filter === 'trash',
    })
    if (mine !== edition) return
    if (!found.ok) {
      if (found.code !== 'aborted') show({ ...nothing, query, jobs: [], trouble: found.message })
      return
    }
    // The words of the answer before stay until the new ones have come, where they are for the same query.
    const shown = store.getState().query === query ? store.getState().shown : nothing.shown
    show({ query, trouble: null, shown, ...found.value })
  }

  const stops = [
    library.store.subscribe(({ query, filter }, before) => {
      if (query !== before.query || (query !== '' && (filter === 'trash') !== (before.filter === 'trash'))) void ask()
    }),
    bridge.on('searchChanged', ({ pending, of }) => {
      store.setState({ pending, of })
      if (library.store.getState().query !== '') void ask()
    }),
  ]
  return {
    store,
    /** The row of this job is seen: its first hits are fetched, once for each answer. */
    want: async (jobId: string) => {
      const mine = answered
      if (asked.has(jobId)) return
      asked.add(jobId)
      const { query } = store.getState()
      const hits = await bridge.searchHits({ jobId, query: query.slice(0, 400), from: 0, most: hitsShown })
      if (mine !== answered || !hits.ok || hits.value.pending) return
      store.setState(({ shown }) => ({ shown: new Map(shown).set(jobId, hits.value) }))
    },
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
export type Search = ReturnType<typeof createSearch>
