// The one scheduler for all jobs. What to do is policy (core/job/schedule.ts, hold.ts); here are the wheels: timers, questions in
// flight, sleep, the network coming and going, and the key.

import type { JobAnswer } from '../../core/job/answer'
import { type Hold, holdAfter, rememberedHold, shifted, triedByPerson } from '../../core/job/hold'
import type { JobId } from '../../core/job/job'
import { choose, nextState, type Order, outranks, pace, type Pollable } from '../../core/job/schedule'
import type { Hold as ToldHold, Poller, PollerDeps } from './types'

const nothing = (): void => undefined

/** How often a missing network is looked at. */
const lookForNetworkMs = 5_000
/** A job whose report failed (the disk) is left alone so long. */
const afterFailedReportMs = 60_000
/** A timer cannot count further than 24 days, and a clock may be set. */
const longestNapMs = 24 * 3_600_000

const noNetwork = 'There is no network. Caesura goes on by itself as soon as it is back.'

type Question = { readonly controller: AbortController; done: Promise<void> }

export const createPoller = (deps: PollerDeps): Poller => {
  let running = false
  let asleep = false
  /** The key as it is was refused. */
  let refused = false
  /** Counts keys, so that a late refusal of the key before is not held against the new one. */
  let keyNumber = 0
  let hold: Hold | null = null
  /** Told while the machine itself says that there is no network; one and the same until it is back. */
  let offline: ToldHold | null = null
  let told: ToldHold | null = null
  let networkBackAt = Number.NEGATIVE_INFINITY
  let lastSentAt = Number.NEGATIVE_INFINITY
  let wentAhead = false
  let seenAt = deps.now()
  let clockSince = seenAt
  let looking = false
  let lookAgain = false
  let cancelTimer = nothing
  const inFlight = new Map<JobId, Question>()
  /** What the person ordered, each time it is ordered with the next number. */
  const urgent = new Map<JobId, Order>()
  let orders = 0
  const hinted = new Set<JobId>()
  const leftAlone = new Map<JobId, number>()

  const isBusy = (id: JobId): boolean => {
    if (inFlight.has(id)) return true
    const until = leftAlone.get(id)
    if (until === undefined) return false
    if (until > deps.now() && until <= deps.now() + afterFailedReportMs) return true
    leftAlone.delete(id)
    return false
  }

  /** The wall clock; notices when it was set back since it was last read. */
  const readClock = (): number => {
    const now = deps.now()
    if (now < seenAt) {
      hold = shifted(hold, seenAt - now)
      clockSince = now
      lastSentAt = Number.NEGATIVE_INFINITY
    }
    seenAt = now
    return now
  }

  const tellHold = (): void => {
    const next = offline ?? hold
    if (next?.reason === told?.reason && next?.message === told?.message && next?.untilMs === told?.untilMs) return
    told = next === null ? null : { reason: next.reason, message: next.message, untilMs: next.untilMs }
    deps.held(told)
  }

  const lookAtNetwork = (): boolean => {
    if (deps.online()) {
      if (offline !== null) networkReturned(readClock())
      return true
    }
    offline ??= { reason: 'offline', message: noNetwork, untilMs: null }
    return false
  }

  const networkReturned = (now: number): void => {
    networkBackAt = now
    offline = null
    if (hold?.reason === 'offline') hold = null
  }

  /** Asks whoever may be asked, and answers how long nothing can change by itself; null: until something is told. */
  const step = (): number | null => {
    if (!running || asleep || refused || !deps.hasKey()) return null
    if (!lookAtNetwork()) return lookForNetworkMs
    // Before the clock: a turn that is free now must not lie in the future by the time it is looked at.
    const nextAt = deps.turns.nextAt()
    const now = readClock()
    // Nobody's turn yet: who is next is decided then, and not with every answer as well
    // (1,000 jobs: 0.6 s of processor time an hour instead of 3.2 s).
    if (nextAt > now) return nextAt - now
    const jobs = deps.pollable()
    forgetWishesOf(jobs)
    // With nobody to ask, nobody finds out: it ends by its time.
    if (jobs.length === 0 && hold !== null && hold.untilMs <= now) hold = null
    // After a hold one question finds out for all.
    const trialEndsAt = lastSentAt + pace.trialMs
    const isTrial = hold !== null && now < trialEndsAt
    const choice = choose({
      jobs,
      now,
      orderOf: (id) => urgent.get(id) ?? null,
      isHinted: (id) => hinted.has(id),
      isBusy,
      wentAhead,
      inFlight: inFlight.size,
      places: isTrial ? 1 : pace.inFlight,
      nextAt,
      heldUntil: hold?.untilMs ?? 0,
      networkBackAt,
      clockSince,
    })
    if (choice.kind === 'ask') {
      ask(choice.job, now)
      return 0
    }
    const waits = [...leftAlone.values()].map((until) => until - now).filter((ms) => ms > 0)
    if (choice.untilMs !== null) waits.push(choice.untilMs - now)
    if (jobs.length === 0 && hold !== null) waits.push(hold.untilMs - now)
    if (isTrial && inFlight.size > 0) waits.push(trialEndsAt - now)
    // Whoever waits long for the network is to notice soon that it went and came back.
    if (jobs.some(({ state }) => state.trouble?.reason === 'offline')) waits.push(lookForNetworkMs)
    return waits.length === 0 ? null : Math.min(...waits)
  }

  /** What is told on the way may come back in here; then it is looked once more instead of twice at a time. */
  const look = (): void => {
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    cancelTimer()
    cancelTimer = nothing
    let napMs: number | null = 0
    try {
      do {
        lookAgain = false
        napMs = step()
        tellHold()
      } while (lookAgain || napMs === 0)
    } finally {
      looking = false
    }
    if (napMs !== null) cancelTimer = deps.setTimer(Math.min(longestNapMs, Math.max(0, napMs)), look)
  }

  const forgetWishesOf = (jobs: readonly Pollable[]): void => {
    if (urgent.size + hinted.size + leftAlone.size === 0) return
    const here = new Set(jobs.map(({ id }) => id))
    for (const wishes of [urgent, hinted, leftAlone])
      for (const id of wishes.keys()) if (!here.has(id)) wishes.delete(id)
  }

  const ask = (job: Pollable, now: number): void => {
    const { id } = job
    if (inFlight.has(id)) throw new Error('one question about a job at a time')
    wentAhead = urgent.delete(id) || hinted.has(id)
    hinted.delete(id)
    const controller = new AbortController()
    // It counts as asked before anything is told, and is sent in the same moment as its turn is taken.
    const asked: Question = { controller, done: Promise.resolve() }
    inFlight.set(id, asked)
    deps.asking(id, true)
    deps.turns.take()
    lastSentAt = now
    asked.done = question(job, controller.signal, keyNumber).finally(() => {
      inFlight.delete(id)
      deps.asking(id, false)
      look()
    })
  }

  const question = async (job: Pollable, signal: AbortSignal, usedKey: number): Promise<void> => {
    const answer = await deps.client.getJob(job.id, signal)
    if (answer.kind === 'aborted') return
    if (answer.kind === 'key-refused' && usedKey !== keyNumber) return
    take(answer)
    const circumstances = {
      now: deps.now(),
      random: deps.random(),
      addedAt: job.addedAt,
      limitMs: deps.limitMs(),
    }
    try {
      await deps.report(job.id, nextState(job.state, answer, circumstances), answer)
    } catch (error) {
      leftAlone.set(job.id, deps.now() + afterFailedReportMs)
      deps.trouble(job.id, error)
    }
  }

  /** What an answer means for all the other jobs. */
  const take = (answer: JobAnswer): void => {
    hold = holdAfter(hold, answer, readClock(), deps.random())
    if (answer.kind !== 'key-refused' || refused) return
    refused = true
    deps.keyRefused(answer.message)
  }

  const dropQuestions = (): Promise<unknown> => {
    const ends = [...inFlight.values()]
    for (const { controller } of ends) controller.abort()
    return Promise.all(ends.map(({ done }) => done))
  }

  const isPollable = (id: JobId): boolean => deps.pollable().some((job) => job.id === id && !job.state.paused)

  /** A person who asks knows that the network is back; a server's own "later" still holds. */
  const tryAgain = (): void => {
    hold = triedByPerson(hold, readClock())
    look()
  }

  const check = (ids: readonly JobId[]): void => {
    const wanted = new Set(ids)
    const order = { jobs: wanted.size, number: ++orders }
    let any = false
    for (const { id, state } of deps.pollable()) {
      if (state.paused || !wanted.has(id)) continue
      any = true
      leftAlone.delete(id)
      if (inFlight.has(id)) continue
      const before = urgent.get(id)
      if (before === undefined || outranks(order, before)) urgent.set(id, order)
    }
    if (any) tryAgain()
  }

  return {
    start: () => {
      running = true
      hold ??= rememberedHold(deps.pollable(), readClock())
      look()
    },
    stop: async () => {
      running = false
      cancelTimer()
      await dropQuestions()
    },
    checkNow: (id) => check([id]),
    checkAll: check,
    tryAgain,
    hint: (id) => {
      if (!isPollable(id)) return false
      hinted.add(id)
      look()
      return true
    },
    heed: (answer) => {
      take(answer)
      look()
    },
    poke: look,
    keyReplaced: () => {
      if (hold?.reason === 'rate-limited') hold = null
    },
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
      networkReturned(readClock())
      look()
    },
  }
}
