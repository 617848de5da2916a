// The search as main sees it: one process that is told of every change of the list, and asked. It is begun again when it dies; a job
// whose document it died of is left out from then on. One query is asked at a time: a new one calls off those before it.

import type { z } from 'zod'
import { type JobId, type JobSummary, isOpenable } from '../core/job/job'
import { type Fail, fail, ok, type Result } from '../core/result'
import { type Calls, calls, type FailureCode } from '../ipc/contract'
import type { Handlers } from './door'
import type { SetTimer } from './pictory/types'
import { type Order, reportSchema, type SearchedJobOrder } from './search/messages'

/** The search process as it is used here. */
export type SearchProcess = {
  readonly tell: (order: Order) => void
  readonly onReport: (listener: (report: unknown) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

export type SearchDeps = {
  readonly fork: () => SearchProcess
  readonly dir: string
  readonly writable: boolean
  readonly list: () => readonly JobSummary[]
  readonly setTimer: SetTimer
  readonly changed: (progress: { readonly pending: number; readonly of: number }) => void
  readonly log: (line: string) => void
}

export type Search = {
  readonly handlers: Pick<Handlers, 'searchLibrary' | 'searchHits'>
  /** Lets its process begin a little later. */
  readonly start: () => void
  readonly jobsChanged: (jobs: readonly JobSummary[]) => void
  readonly jobGone: (id: JobId) => void
  /** Lets it write what is only in memory, for half a second at most: none of it is needed. */
  readonly stop: () => Promise<void>
}

/** The window comes first: its own start has both cores for so long. Whoever searches sooner begins it at once. */
const startsAfterMs = 2500
const againMs = 2000
const mostDeaths = 5
const closeMs = 500

const searched = (job: JobSummary): SearchedJobOrder => ({
  id: job.id,
  // The id stands in for a title that is not known.
  title: job.title === job.id ? '' : job.title,
  tags: job.tags,
  addedAt: job.addedAt,
  trashed: job.trashedAt !== null,
  openable: isOpenable(job.state),
})

const calledOff: Fail<'aborted'> = fail('aborted', 'Another search was begun.')
const notNow: Fail<'failed'> = fail('failed', 'The search is being made ready again. Try once more in a moment.')

export const createSearch = ({ fork, dir, writable, list, setTimer, changed, log }: SearchDeps): Search => {
  let process: SearchProcess | null = null
  let stopped = false
  let deaths = 0
  let n = 0
  let doing: JobId | null = null
  const deadly = new Set<JobId>()
  const asked = new Map<number, (value: unknown) => void>()
  let closed: (() => void) | null = null

  const shown = (jobs: readonly JobSummary[]): SearchedJobOrder[] =>
    jobs.filter(({ id }) => !deadly.has(id)).map(searched)

  const begin = (): void => {
    if (stopped || process !== null) return
    const mine = fork()
    process = mine
    mine.onReport((raw) => {
      const report = reportSchema.safeParse(raw)
      if (!report.success) return log('The search process said something that makes no sense.')
      switch (report.data.kind) {
        case 'answer':
          asked.get(report.data.n)?.(report.data.value)
          return undefined
        case 'failed':
          asked.get(report.data.n)?.(null)
          return undefined
        case 'changed':
          return changed({ pending: report.data.pending, of: report.data.of })
        case 'doing':
          doing = report.data.id
          return undefined
        case 'log':
          return log(`search: ${report.data.line}`)
        case 'closed':
          return closed?.()
      }
    })
    mine.onExit(() => {
      if (process !== mine) return
      process = null
      for (const answer of asked.values()) answer(null)
      closed?.()
      if (stopped) return
      if (doing !== null) deadly.add(doing)
      log(`The search process ended${doing === null ? '' : ` while it read ${doing}, which is left out from now on`}.`)
      doing = null
      if (++deaths <= mostDeaths) setTimer(againMs * deaths, begin)
    })
    mine.tell({ kind: 'open', dir, writable, jobs: shown(list()) })
  }

  const ask = async <T>(schema: z.ZodType<T>, order: (n: number) => Order): Promise<Result<T, FailureCode>> => {
    if (deaths === 0) begin()
    const mine = process
    if (mine === null) return notNow
    const number = ++n
    const value = await new Promise<unknown>((resolve) => {
      asked.set(number, resolve)
      mine.tell(order(number))
    })
    asked.delete(number)
    const read = schema.safeParse(value)
    return read.success ? ok(read.data) : notNow
  }

  type Found = Result<Calls['searchLibrary']['value'], FailureCode>
  let latest = 0
  let turn: Promise<unknown> = Promise.resolve()
  return {
    handlers: {
      searchLibrary: ({ query, limit, trashed }) => {
        const mine = ++latest
        const found = turn.then((): Promise<Found> | Found =>
          mine === latest
            ? ask(calls.searchLibrary.value, (number) => ({ kind: 'search', n: number, query, limit, trashed }))
            : calledOff,
        )
        turn = found
        return found.then((answer) => (mine === latest ? answer : calledOff))
      },
      searchHits: ({ jobId, query, from, most }) =>
        ask(calls.searchHits.value, (number) => ({ kind: 'hits', n: number, id: jobId, query, from, most })),
    },
    start: () => void setTimer(startsAfterMs, begin),
    jobsChanged: (jobs) => {
      const told = shown(jobs)
      if (told.length > 0) process?.tell({ kind: 'put', jobs: told })
    },
    jobGone: (id) => process?.tell({ kind: 'gone', id }),
    stop: async () => {
      stopped = true
      const mine = process
      if (mine === null) return
      await new Promise<void>((resolve) => {
        closed = resolve
        mine.tell({ kind: 'close' })
        setTimer(closeMs, resolve)
      })
      mine.kill()
    },
  }
}
