// The one scheduler for all jobs. What to do is policy (core/job/schedule.ts); here are the wheels: timers, questions in flight, sleep,
// the network coming and going, and the key.

import type { JobAnswer } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import { choose, nextState, type Pollable, troubleDelay, troubles } from '../../core/job/schedule'
import type { Poller, PollerDeps } from './types'

const nothing = (): void => undefined

/** How often a missing network is looked at. */
const lookForNetworkMs = 5_000
/** A job whose report failed (the disk) is left alone so long. */
const afterFailedReportMs = 60_000

export const createPoller = (deps: PollerDeps): Poller => {
  let running = false
  let asleep = false
  /** The key as it is was refused. */
  let refused = false
  /** Counts keys, so that a late refusal of the key before is not held against the new one. */
  let keyNumber = 0
  let wasOnline = true
  let networkBackAt = Number.NEGATIVE_INFINITY
  let lastSentAt: number | null = null
  let heldUntil = 0
  let heldFor: 'network' | 'server' = 'network'
  /** Answers in a row that hold everybody. */
  let holds = 0
  let cancelTimer = nothing
  const inFlight = new Map<JobId, { readonly controller: AbortController; readonly done: Promise<void> }>()
  const urgent = new Set<JobId>()
  const leftAlone = new Map<JobId, number>()

  const wakeAt = (afterMs: number): void => {
    cancelTimer()
    cancelTimer = deps.setTimer(Math.max(0, afterMs), look)
  }

  const isBusy = (id: JobId): boolean => {
    if (inFlight.has(id)) return true
    const until = leftAlone.get(id)
    if (until === undefined) return false
    if (until > deps.now() && until <= deps.now() + afterFailedReportMs) return true
    leftAlone.delete(id)
    return false
  }

  const look = (): void => {
    cancelTimer()
    if (!running || asleep || refused || !deps.hasKey()) return
    const online = deps.online()
    if (online && !wasOnline) networkReturned()
    wasOnline = online
    if (!online) {
      wakeAt(lookForNetworkMs)
      return
    }
    const jobs = deps.pollable()
    const now = deps.now()
    const choice = choose({
      jobs,
      now,
      isUrgent: (id) => urgent.has(id),
      isBusy,
      inFlight: inFlight.size,
      lastSentAt,
      heldUntil,
      networkBackAt,
    })
    if (choice.kind === 'ask') {
      ask(choice.job)
      // The next one is looked for when this one's second is over.
      look()
      return
    }
    const waits = [...leftAlone.values()].map((until) => until - now).filter((ms) => ms > 0)
    if (choice.untilMs !== null) waits.push(choice.untilMs - now)
    // Whoever waits long for the network is to notice soon that it went and came back.
    if (jobs.some(({ state }) => state.trouble?.reason === 'offline')) waits.push(lookForNetworkMs)
    // A day at most: a timer cannot count further than 24 days, and a clock may be set.
    if (waits.length > 0) wakeAt(Math.min(24 * 3_600_000, ...waits))
  }

  const networkReturned = (): void => {
    networkBackAt = deps.now()
    if (heldFor === 'network') {
      heldUntil = 0
      holds = 0
    }
  }

  const ask = (job: Pollable): void => {
    const controller = new AbortController()
    lastSentAt = deps.now()
    urgent.delete(job.id)
    const done = question(job, controller.signal, keyNumber).finally(() => {
      inFlight.delete(job.id)
      look()
    })
    inFlight.set(job.id, { controller, done })
  }

  const question = async (job: Pollable, signal: AbortSignal, usedKey: number): Promise<void> => {
    const answer = await deps.client.getJob(job.id, signal)
    if (answer.kind === 'aborted') return
    if (answer.kind === 'key-refused' && usedKey !== keyNumber) return
    heed(answer)
    const circumstances = { now: deps.now(), random: deps.random(), addedAt: job.addedAt, limitMs: job.limitMs }
    try {
      await deps.report(job.id, nextState(job.state, answer, circumstances), answer)
    } catch (error) {
      leftAlone.set(job.id, deps.now() + afterFailedReportMs)
      deps.trouble(job.id, error)
    }
  }

  /** What an answer means for all the other jobs. */
  const heed = (answer: JobAnswer): void => {
    if (answer.kind === 'key-refused') {
      if (refused) return
      refused = true
      deps.keyRefused(answer.message)
      return
    }
    if (answer.kind === 'trouble' && troubles[answer.reason].holdsAll) {
      holds++
      const until = deps.now() + troubleDelay(answer.reason, holds, answer.retryAfterMs, deps.random())
      heldFor = answer.reason === 'offline' ? 'network' : 'server'
      heldUntil = Math.max(heldUntil, until)
      return
    }
    if (answer.kind !== 'trouble' && answer.kind !== 'no-key') holds = 0
  }

  const dropQuestions = (): Promise<unknown> => {
    const ends = [...inFlight.values()]
    for (const { controller } of ends) controller.abort()
    return Promise.all(ends.map(({ done }) => done))
  }

  return {
    start: () => {
      running = true
      look()
    },
    stop: async () => {
      running = false
      cancelTimer()
      await dropQuestions()
    },
    checkNow: (id) => {
      if (!inFlight.has(id) && deps.pollable().some((job) => job.id === id)) urgent.add(id)
      leftAlone.delete(id)
      // A person who asks again knows that the network is back; a server's own "later" still holds.
      if (heldFor === 'network') heldUntil = 0
      look()
    },
    poke: look,
    keyChanged: () => {
      keyNumber++
      refused = false
      look()
    },
    suspend: () => {
      asleep = true
      cancelTimer()
      void dropQuestions()
    },
    resume: () => {
      asleep = false
      networkReturned()
      look()
    },
  }
}
