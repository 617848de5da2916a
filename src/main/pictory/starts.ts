// Transcriptions that are begun from here, as many as there are: who is handed over to Pictory next, what waits for the network, the key or
// a later try. What one hand-over does is in handOver.ts; what is remembered of it is the library's. Nothing here knows Electron.

import type { StartingState } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import { troubleDelay } from '../../core/job/schedule'
import type { Library } from '../library/jobs'
import { type End, handOver, type HandOverDeps, needsUpload, totalBytesOf } from './handOver'
import type { SetTimer } from './types'

/** Two uploads share a line without starving each other; a URL is only an order, and orders pass one at a time. */
const atOnce = { uploads: 2, all: 4 } as const
/** How often a missing network is looked at. */
const lookForNetworkMs = 5_000
/** After trouble with this machine's own disk. */
const afterDiskTroubleMs = 60_000
/** An order that is out when the app quits gets so long to be answered: one that is not may have been heard. */
const graceMs = 3_500
export type StartsDeps = Omit<HandOverDeps, 'library' | 'inTurn'> & {
  readonly library: Pick<Library, 'starting' | 'reportStart' | 'startBecame'>
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly setTimer: SetTimer
  /** Is there a key that was not refused? Without one nothing is begun. */
  readonly hasKey: () => boolean
  readonly online: () => boolean
  /** Until when all questions to Pictory rest, wall-clock ms; 0 where they do not. */
  readonly heldUntil: () => number
  /** A job goes on under Pictory's id and is to be polled. */
  readonly changed: () => void
  /** A bug, told; the job is tried again later. */
  readonly trouble: (id: JobId, error: unknown) => void
}

export type Starts = {
  readonly start: () => void
  /** Breaks off uploads, waits for orders that are out, and answers when all is quiet. What was under way is taken up by the next process. */
  readonly stop: () => Promise<void>
  /** The library's jobs to start changed (added, stopped, taken off, taken up again), or a hold ended: look again. Cheap. */
  readonly poke: () => void
  /** Tries this one before the others and before its time; what holds all questions holds it too. */
  readonly check: (id: JobId) => void
  readonly keyChanged: () => void
  /** The machine goes to sleep: uploads are broken off and taken up afterwards. */
  readonly suspend: () => void
  readonly resume: () => void
}

type Run = {
  readonly work: AbortController
  readonly order: AbortController
  readonly uploads: boolean
  readonly done: Promise<void>
}
type Starting = ReturnType<Library['starting']>[number]
type Wait = { readonly sinceMs: number; readonly untilMs: number; readonly forNetwork: boolean }

const nothing = (): void => undefined

export const createStarts = (deps: StartsDeps): Starts => {
  const { library } = deps
  let running = false
  let asleep = false
  let wasOnline = true
  let keyNumber = 0
  let cancelTimer = nothing
  let lastOrder: Promise<unknown> = Promise.resolve()
  const runs = new Map<JobId, Run>()
  const waits = new Map<JobId, Wait>()
  const urgent = new Set<JobId>()
  const waitsForKey = new Set<JobId>()
  /** Troubles in a row. */
  const failures = new Map<JobId, number>()
  /** Pictory's ids that could not be saved yet: such a job is never ordered again. */
  const landed = new Map<JobId, JobId>()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastOrder.then(work)
    lastOrder = turn.catch(nothing)
    return turn
  }

  const look = (): void => {
    cancelTimer()
    cancelTimer = nothing
    const jobs = library.starting()
    dropOthers(new Set(jobs.map(({ id }) => id)))
    if (!running || asleep || !deps.hasKey()) return
    const online = deps.online()
    if (online && !wasOnline) networkReturned()
    wasOnline = online
    if (!online) {
      if (jobs.length > 0) cancelTimer = deps.setTimer(lookForNetworkMs, look)
      return
    }
    const now = deps.now()
    let uploads = [...runs.values()].filter((run) => run.uploads).length
    let next = Number.POSITIVE_INFINITY
    for (const job of [...jobs].sort((a, b) => Number(urgent.has(b.id)) - Number(urgent.has(a.id)))) {
      if (runs.size >= atOnce.all) break
      if (runs.has(job.id) || waitsForKey.has(job.id)) continue
      const due = dueAt(job.id, now)
      if (due > now) {
        next = Math.min(next, due)
        continue
      }
      const sends = needsUpload(job.start, now) && !landed.has(job.id)
      if (sends && uploads >= atOnce.uploads) continue
      if (sends) uploads++
      begin(job, sends)
    }
    if (next < Number.POSITIVE_INFINITY) cancelTimer = deps.setTimer(next - now, look)
  }

  const wait = (id: JobId, forMs: number, forNetwork = false): number => {
    const sinceMs = deps.now()
    waits.set(id, { sinceMs, untilMs: sinceMs + forMs, forNetwork })
    return sinceMs + forMs
  }

  const dueAt = (id: JobId, now: number): number => {
    if (urgent.has(id)) return deps.heldUntil()
    const kept = waits.get(id)
    if (kept === undefined) return deps.heldUntil()
    // Where the clock was set back the wait counts anew: not years.
    const untilMs = kept.sinceMs > now ? wait(id, kept.untilMs - kept.sinceMs, kept.forNetwork) : kept.untilMs
    return Math.max(untilMs, deps.heldUntil())
  }

  /**
   * Whatever is no longer to be started (stopped, taken off the list) ends. An order that is out is heard to its end all the same: Pictory's
   * id is kept with a stopped job, so that taking it up again does not begin it twice.
   */
  const dropOthers = (here: ReadonlySet<JobId>): void => {
    for (const [id, run] of runs) if (!here.has(id)) run.work.abort()
    for (const kept of [waits, urgent, waitsForKey, failures, landed])
      for (const id of kept.keys()) if (!here.has(id)) kept.delete(id)
  }

  const networkReturned = (): void => {
    failures.clear()
    for (const [id, { forNetwork }] of waits) if (forNetwork) waits.delete(id)
  }

  const begin = (job: Starting, uploads: boolean): void => {
    const work = new AbortController()
    const order = new AbortController()
    waits.delete(job.id)
    urgent.delete(job.id)
    const done = Promise.resolve()
      .then(() => run(job, work.signal, order.signal))
      .catch((error: unknown) => {
        deps.trouble(job.id, error)
        wait(job.id, afterDiskTroubleMs)
      })
      .finally(() => {
        runs.delete(job.id)
        look()
      })
    runs.set(job.id, { work, order, uploads, done })
  }

  const run = async ({ id, start }: Starting, work: AbortSignal, order: AbortSignal): Promise<void> => {
    const usedKey = keyNumber
    const heed: StartsDeps['heed'] = (answer) => {
      // A late refusal of the key before says nothing of the one that is there now.
      if (answer.kind !== 'key-refused' || usedKey === keyNumber) deps.heed(answer)
    }
    const accepted = (): void => {
      if (usedKey === keyNumber) deps.accepted()
    }
    const arrived = landed.get(id)
    const end: End =
      arrived === undefined
        ? await handOver({ ...deps, heed, accepted, inTurn }, { id, start, work, order })
        : { kind: 'became', to: arrived }
    const inLine: StartingState = {
      kind: 'starting',
      phase: 'queued',
      sentBytes: 0,
      totalBytes: totalBytesOf(start),
      nextTryAt: null,
      trouble: null,
    }
    switch (end.kind) {
      case 'became':
        return become(id, { ...inLine, phase: 'starting', sentBytes: inLine.totalBytes ?? 0 }, end.to)
      case 'failed': {
        const failed = { kind: 'failed', message: end.message, at: deps.now() } as const
        const done = await library.reportStart(id, failed, end.change)
        if (!done.ok) wait(id, afterDiskTroubleMs)
        return
      }
      case 'trouble': {
        const { reason, message, retryAfterMs } = end.trouble
        const count = (failures.get(id) ?? 0) + 1
        failures.set(id, count)
        const untilMs = wait(id, troubleDelay(reason, count, retryAfterMs, deps.random()), reason === 'offline')
        const trouble = { reason, message, failures: count }
        await library.reportStart(id, { ...inLine, nextTryAt: untilMs, trouble }, end.change)
        return
      }
      case 'key': {
        // With another key by now it simply goes on.
        if (usedKey === keyNumber) waitsForKey.add(id)
        const trouble = { reason: end.reason, message: end.message, failures: failures.get(id) ?? 0 }
        await library.reportStart(id, { ...inLine, trouble }, end.change)
        return
      }
      case 'broken-off':
        await library.reportStart(id, inLine, end.change)
        return
      case 'over':
        return
    }
  }

  /** The order is heard: from here on it is only saved, however often that takes. */
  const become = async (id: JobId, state: StartingState, to: JobId): Promise<void> => {
    landed.set(id, to)
    await library.reportStart(id, state, { became: to })
    const done = await library.startBecame(id, to)
    if (done.ok || done.code === 'conflict' || done.code === 'not-found') {
      landed.delete(id)
      deps.changed()
      return
    }
    const untilMs = wait(id, afterDiskTroubleMs)
    const trouble = { reason: 'disk', message: done.message, failures: 1 } as const
    await library.reportStart(id, { ...state, nextTryAt: untilMs, trouble })
  }

  const abortWork = (): void => {
    for (const { work } of runs.values()) work.abort()
  }

  return {
    start: () => {
      running = true
      look()
    },
    stop: async () => {
      running = false
      cancelTimer()
      abortWork()
      const late = deps.setTimer(graceMs, () => {
        for (const { order } of runs.values()) order.abort()
      })
      await Promise.all([...runs.values()].map(({ done }) => done))
      late()
    },
    poke: look,
    check: (id) => {
      if (runs.has(id) || !library.starting().some((job) => job.id === id)) return
      urgent.add(id)
      waits.delete(id)
      waitsForKey.delete(id)
      look()
    },
    keyChanged: () => {
      keyNumber++
      waitsForKey.clear()
      look()
    },
    suspend: () => {
      asleep = true
      cancelTimer()
      abortWork()
    },
    resume: () => {
      asleep = false
      networkReturned()
      look()
    },
  }
}
