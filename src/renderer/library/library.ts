// The list of jobs as the window knows it. Main owns the truth: this store follows its events.

import { createStore } from 'zustand/vanilla'
import type { JobSummary } from '../../core/job/job'
import type { Bridge } from '../../ipc/bridge'
import type { KeyStatus } from '../../ipc/contract'
import { jobWords, shownTitle, type Group } from './words'

export type Filter = 'all' | Group
export type LibraryState = {
  readonly jobs: readonly JobSummary[]
  readonly loaded: boolean
  /** Why the list could not be read; null when it could. */
  readonly trouble: string | null
  readonly key: KeyStatus | null
  readonly query: string
  readonly filter: Filter
  /** The job whose row is to be seen; another object each time, so that it can be wished for again. */
  readonly revealed: { readonly jobId: string } | null
}

const newestFirst = (a: JobSummary, b: JobSummary) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1)

/** Merges changed jobs into the list, newest first. */
const merged = (jobs: readonly JobSummary[], changed: readonly JobSummary[]): readonly JobSummary[] => {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  for (const job of changed) byId.set(job.id, job)
  return [...byId.values()].sort(newestFirst)
}

const groupOf = (job: JobSummary): Group => jobWords(job, 0).group

/** The jobs the list shows: every word of the query is in the title or the id. */
export const shownJobs = (state: Pick<LibraryState, 'jobs' | 'query' | 'filter'>): readonly JobSummary[] => {
  const wanted = state.query.toLowerCase().split(/\s+/u).filter(Boolean)
  return state.jobs.filter((job) => {
    if (state.filter !== 'all' && groupOf(job) !== state.filter) return false
    const text = `${job.title} ${shownTitle(job)} ${job.id}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

export type Counts = Readonly<Record<Filter, number>>
export const countsOf = (jobs: readonly JobSummary[]): Counts => {
  const counts = { all: jobs.length, ready: 0, working: 0, 'needs-you': 0, resting: 0 }
  for (const job of jobs) counts[groupOf(job)]++
  return counts
}

export const createLibrary = (bridge: Bridge) => {
  const store = createStore<LibraryState>(() => ({
    jobs: [],
    loaded: false,
    trouble: null,
    key: null,
    query: '',
    filter: 'all',
    revealed: null,
  }))
  const stops = [
    bridge.on('jobsChanged', (changed) => store.setState((state) => ({ jobs: merged(state.jobs, changed) }))),
    bridge.on('jobForgotten', ({ jobId }) =>
      store.setState((state) => ({ jobs: state.jobs.filter((job) => job.id !== jobId) })),
    ),
    bridge.on('keyChanged', (key) => store.setState({ key })),
  ]
  return {
    store,
    load: async () => {
      const [jobs, key] = await Promise.all([bridge.listJobs(), bridge.keyStatus()])
      store.setState((state) => ({
        loaded: true,
        // An event may have come while the list was on its way; what it brought is newer.
        jobs: jobs.ok ? merged(jobs.value, state.jobs) : state.jobs,
        trouble: jobs.ok ? null : jobs.message,
        ...(key.ok ? { key: key.value } : {}),
      }))
    },
    job: (jobId: string): JobSummary | undefined => store.getState().jobs.find((job) => job.id === jobId),
    search: (query: string) => store.setState({ query }),
    show: (filter: Filter) => store.setState({ filter }),
    /** Its row is to be seen: what hides it from the list is taken away. */
    reveal: (jobId: string) =>
      store.setState(({ jobs, query, filter }) => {
        const mine = jobs.filter(({ id }) => id === jobId)
        const hides = (by: Pick<LibraryState, 'query' | 'filter'>) =>
          shownJobs({ jobs: mine, ...by }).length < mine.length
        return {
          revealed: { jobId },
          query: hides({ query, filter: 'all' }) ? '' : query,
          filter: hides({ query: '', filter }) ? 'all' : filter,
        }
      }),
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
export type Library = ReturnType<typeof createLibrary>
