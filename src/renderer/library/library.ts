// The list of jobs as the window knows it. Main owns the truth: this store follows its events.

import { createStore } from 'zustand/vanilla'
import type { JobSummary } from '../../core/job/job'
import type { Bridge } from '../../ipc/bridge'
import type { KeyStatus } from '../../ipc/contract'
import { hasTag } from '../../core/job/tags'
import { noSelection, pruned, type Selection } from './selection'
import { newestFirst, sorted, type Sizes, type Sort } from './sort'
import { jobWords, shownTitle, type Group } from './words'

/** By state; 'trash' shows what lies there, everything else what does not. */
export type Filter = 'all' | Group | 'trash'
export type LibraryState = {
  /** What is in the list, newest first. */
  readonly jobs: readonly JobSummary[]
  /** What lies in the trash, newest first. */
  readonly trash: readonly JobSummary[]
  readonly loaded: boolean
  /** Why the list could not be read; null when it could. */
  readonly trouble: string | null
  readonly key: KeyStatus | null
  readonly query: string
  readonly filter: Filter
  /** Only jobs with this tag; null: all. */
  readonly tag: string | null
  readonly selection: Selection
  /** Bytes on the disk, as far as they were asked for. */
  readonly sizes: Sizes
  /** The job whose row is to be seen; another object each time, so that it can be wished for again. */
  readonly revealed: { readonly jobId: string } | null
}

type Lists = Pick<LibraryState, 'jobs' | 'trash'>

/** Merges changed jobs into the lists, newest first. */
const merged = ({ jobs, trash }: Lists, changed: readonly JobSummary[]): Lists => {
  const byId = new Map([...jobs, ...trash].map((job) => [job.id, job]))
  for (const job of changed) byId.set(job.id, job)
  const all = [...byId.values()].sort(newestFirst)
  const trashed = all.filter((job) => job.trashedAt !== null)
  return {
    jobs: trashed.length === 0 ? all : all.filter((job) => job.trashedAt === null),
    // Whoever listens to the trash hears nothing while nothing happens there.
    trash: trashed.length === trash.length && trashed.every((job, at) => job === trash[at]) ? trash : trashed,
  }
}

const groupOf = (job: JobSummary): Group => jobWords(job, 0).group

export type Shown = Pick<LibraryState, 'jobs' | 'trash' | 'query' | 'filter' | 'tag'>

/** The jobs the list shows: every word of the query is in the title, a tag (with or without its #) or the id. */
export const shownJobs = ({ jobs, trash, query, filter, tag }: Shown): readonly JobSummary[] => {
  const wanted = query.toLowerCase().split(/\s+/u).filter(Boolean)
  return (filter === 'trash' ? trash : jobs).filter((job) => {
    if (filter !== 'all' && filter !== 'trash' && groupOf(job) !== filter) return false
    if (tag !== null && !hasTag(job.tags, tag)) return false
    if (wanted.length === 0) return true
    const text = `${job.title} ${shownTitle(job)} ${job.tags.map((one) => `#${one}`).join(' ')} ${job.id}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** What the list shows, in its order. */
export const listed = (state: Shown & Pick<LibraryState, 'sizes'>, sort: Sort): readonly JobSummary[] =>
  sorted(shownJobs(state), sort, state.sizes)

export type Counts = Readonly<Record<Filter, number>>
export const countsOf = ({ jobs, trash }: Lists): Counts => {
  const counts = { all: jobs.length, ready: 0, working: 0, 'needs-you': 0, resting: 0, trash: trash.length }
  for (const job of jobs) counts[groupOf(job)]++
  return counts
}

/** The lists, and what is chosen as far as it is still in one of them. */
const withLists = ({ selection }: LibraryState, lists: Lists): Lists & Pick<LibraryState, 'selection'> => {
  if (selection.ids.size === 0) return { ...lists, selection }
  const there = new Set([...lists.jobs, ...lists.trash].map(({ id }) => id))
  return { ...lists, selection: pruned(selection, (id) => there.has(id)) }
}

export const createLibrary = (bridge: Bridge) => {
  const store = createStore<LibraryState>(() => ({
    jobs: [],
    trash: [],
    loaded: false,
    trouble: null,
    key: null,
    query: '',
    filter: 'all',
    tag: null,
    selection: noSelection,
    sizes: new Map(),
    revealed: null,
  }))
  const stops = [
    bridge.on('jobsChanged', (changed) => store.setState((state) => withLists(state, merged(state, changed)))),
    bridge.on('jobForgotten', ({ jobId }) => {
      const left = (jobs: readonly JobSummary[]) => jobs.filter((job) => job.id !== jobId)
      store.setState((state) => withLists(state, { jobs: left(state.jobs), trash: left(state.trash) }))
    }),
    bridge.on('keyChanged', (key) => store.setState({ key })),
  ]
  const of = (jobId: string): JobSummary | undefined => {
    const { jobs, trash } = store.getState()
    return jobs.find((job) => job.id === jobId) ?? trash.find((job) => job.id === jobId)
  }
  return {
    store,
    load: async () => {
      const [jobs, key] = await Promise.all([bridge.listJobs(), bridge.keyStatus()])
      store.setState((state) => ({
        loaded: true,
        // An event may have come while the list was on its way; what it brought is newer.
        ...(jobs.ok ? merged(merged({ jobs: [], trash: [] }, jobs.value), [...state.jobs, ...state.trash]) : {}),
        trouble: jobs.ok ? null : jobs.message,
        ...(key.ok ? { key: key.value } : {}),
      }))
    },
    /** In the list or in the trash. */
    job: of,
    /** Main has answered that these jobs lie in the trash since then, or, with null, that they do not; its own event may come later. */
    moved: (jobIds: readonly string[], trashedAt: number | null) =>
      store.setState((state) => {
        const moved = new Set(jobIds)
        const changed = [...state.jobs, ...state.trash]
          .filter((job) => moved.has(job.id) && (job.trashedAt === null) !== (trashedAt === null))
          .map((job) => ({ ...job, trashedAt }))
        return changed.length === 0 ? {} : withLists(state, merged(state, changed))
      }),
    // What is chosen is always in view: another view begins with nothing chosen.
    search: (query: string) => store.setState({ query, selection: noSelection }),
    show: (filter: Filter) => store.setState({ filter, selection: noSelection }),
    showTag: (tag: string | null) => store.setState({ tag, selection: noSelection }),
    showAll: () => store.setState({ query: '', filter: 'all', tag: null, selection: noSelection }),
    select: (selection: Selection) => store.setState({ selection }),
    /** Asks for the sizes of these jobs, or of all; what cannot be told stays unknown. */
    measure: async (jobIds: readonly string[] | null) => {
      const told = await bridge.jobSizes({ jobIds })
      if (!told.ok) return
      store.setState(({ sizes }) => ({
        sizes: new Map([...sizes, ...told.value.map(({ jobId, bytes }) => [jobId, bytes] as const)]),
      }))
    },
    /** Its row is to be seen: what hides it from the list is taken away. */
    reveal: (jobId: string) =>
      store.setState(({ query, filter, tag }) => {
        const job = of(jobId)
        const mine = { jobs: job?.trashedAt === null ? [job] : [], trash: job && job.trashedAt !== null ? [job] : [] }
        const home: Filter = mine.trash.length > 0 ? 'trash' : 'all'
        const hides = (by: Pick<LibraryState, 'query' | 'filter' | 'tag'>) =>
          job !== undefined && shownJobs({ ...mine, ...by }).length === 0
        return {
          revealed: { jobId },
          query: hides({ query, filter: home, tag: null }) ? '' : query,
          filter: hides({ query: '', filter, tag: null }) ? home : filter,
          tag: hides({ query: '', filter: home, tag }) ? null : tag,
        }
      }),
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
export type Library = ReturnType<typeof createLibrary>
