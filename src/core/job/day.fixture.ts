// A day of the scheduler in no time: jobs with a script, a world with weather, and the policy (schedule.ts, hold.ts) as the poller obeys
// it. For the tests and the bench.

import type { JobAnswer, Outcome } from './answer'
import { type Hold, holdAfter } from './hold'
import type { JobId } from './job'
import { added, choose, nextState, pace, type Pollable } from './schedule'

export const dayStart = 1_700_000_000_000

/** Numbers 0 ≤ x < 1 in a fixed order (Park and Miller's minimal standard). */
export const dice = (seed: number): (() => number) => {
  let state = (seed % 2_147_483_646) + 1
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

export type Life = {
  readonly id: JobId
  /** Times are ms from the start of the day. */
  readonly addedMs: number
  /** In progress until then. */
  readonly endsMs: number
  readonly end: Exclude<JobAnswer, { kind: 'in-progress' }>
  readonly mediaMs: number | null
}

export type Span = { readonly fromMs: number; readonly toMs: number }

export type World = {
  readonly lengthMs: number
  readonly lives: readonly Life[]
  readonly random: () => number
  /** What a question meets instead of its job's own answer; null for none. */
  readonly weather: (atMs: number, random: () => number) => JobAnswer | null
  readonly asleep: readonly Span[]
  /** How long after its refusal the key is replaced. */
  readonly newKeyAfterMs: number
  readonly latencyMs: (random: () => number) => number
}

export type Day = {
  /** When each question was sent, ms from the start. */
  readonly sent: readonly number[]
  readonly outcomes: ReadonlyMap<JobId, Outcome>
  /** The most questions to others that one question waited for, from the moment it was due. */
  readonly mostBefore: number
  /** The longest wait of a due question while nothing held all jobs, ms. */
  readonly longestWaitMs: number
  /** The longest time between two answers about one waiting job, ms. */
  readonly longestSilenceMs: number
  readonly mostInFlight: number
  readonly refusals: number
}

type Question = { readonly id: JobId; readonly atMs: number; readonly answer: JobAnswer }

const firstNotBefore = (sorted: readonly number[], ms: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < ms) low = middle + 1
    else high = middle
  }
  return low
}

export const simulate = ({ lengthMs, lives, random, weather, asleep, newKeyAfterMs, latencyMs }: World): Day => {
  const lifeOf = new Map(lives.map((life) => [life.id, life]))
  const coming = [...lives].sort((a, b) => a.addedMs - b.addedMs)
  const waiting = new Map<JobId, Pollable>()
  const outcomes = new Map<JobId, Outcome>()
  const sent: number[] = []
  let inFlight: Question[] = []
  let hold: Hold | null = null
  let keyAtMs = 0
  let refusals = 0
  let networkBackAt = Number.NEGATIVE_INFINITY
  let nextAtMs = 0
  let openSinceMs = 0
  let mostBefore = 0
  let longestWaitMs = 0
  let longestSilenceMs = 0
  let mostInFlight = 0
  let atMs = 0

  const holdNow = (): Hold | null => hold

  const arrive = ({ id, answer }: Question): void => {
    const job = waiting.get(id)
    if (job === undefined) throw new Error('two questions about one job')
    const now = dayStart + atMs
    longestSilenceMs = Math.max(longestSilenceMs, now - (job.state.lastCheckAt ?? job.addedAt))
    hold = holdAfter(hold, answer, now, random())
    if (answer.kind === 'key-refused' && keyAtMs <= atMs) {
      refusals++
      keyAtMs = atMs + newKeyAfterMs
    }
    const outcome = nextState(job.state, answer, { now, random: random(), addedAt: job.addedAt, limitMs: null })
    outcomes.set(id, outcome)
    if (outcome.kind === 'waiting') waiting.set(id, { ...job, state: outcome })
    else waiting.delete(id)
  }

  const ask = ({ id, state, addedAt }: Pollable): void => {
    const life = lifeOf.get(id)
    if (life === undefined) throw new Error('nobody knows this job')
    const dueMs = (state.nextCheckAt ?? state.lastCheckAt ?? addedAt) - dayStart
    mostBefore = Math.max(mostBefore, sent.length - firstNotBefore(sent, dueMs))
    if (dueMs >= openSinceMs) longestWaitMs = Math.max(longestWaitMs, atMs - dueMs)
    sent.push(atMs)
    nextAtMs = atMs + pace.spacingMs
    const own: JobAnswer = atMs < life.endsMs ? { kind: 'in-progress', mediaMs: life.mediaMs } : life.end
    inFlight.push({ id, atMs: atMs + latencyMs(random), answer: weather(atMs, random) ?? own })
    mostInFlight = Math.max(mostInFlight, inFlight.length)
  }

  while (atMs < lengthMs) {
    for (let next = coming[0]; next !== undefined && next.addedMs <= atMs; next = coming[0]) {
      waiting.set(next.id, { id: next.id, addedAt: dayStart + next.addedMs, state: added })
      coming.shift()
    }
    const sleep = asleep.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
    if (sleep !== undefined) {
      inFlight = []
      atMs = sleep.toMs
      openSinceMs = atMs
      networkBackAt = dayStart + atMs
      continue
    }
    const answered = inFlight.filter((question) => question.atMs <= atMs)
    inFlight = inFlight.filter((question) => question.atMs > atMs)
    for (const question of answered) arrive(question)
    const held = holdNow()
    if (held !== null || atMs < keyAtMs) openSinceMs = atMs
    const trialEndsMs = (sent.at(-1) ?? -pace.trialMs) + pace.trialMs
    const isTrial = held !== null && atMs < trialEndsMs
    const now = dayStart + atMs
    const choice = choose({
      jobs: [...waiting.values()],
      now,
      orderOf: () => null,
      isHinted: () => false,
      isBusy: (id) => inFlight.some((question) => question.id === id),
      wentAhead: false,
      inFlight: inFlight.length,
      places: isTrial ? 1 : pace.inFlight,
      nextAt: dayStart + Math.max(nextAtMs, keyAtMs),
      heldUntil: held?.untilMs ?? 0,
      networkBackAt,
      clockSince: 0,
    })
    if (choice.kind === 'ask') {
      ask(choice.job)
      continue
    }
    const moments = [
      ...(choice.untilMs === null ? [] : [choice.untilMs - dayStart]),
      ...inFlight.map((question) => question.atMs),
      ...(coming[0] === undefined ? [] : [coming[0].addedMs]),
      ...asleep.map(({ fromMs }) => fromMs),
      ...(isTrial ? [trialEndsMs] : []),
      lengthMs,
    ]
    const nextMs = Math.min(...moments.filter((ms) => ms > atMs))
    if (choice.untilMs !== null && choice.untilMs <= now) throw new Error('a wait that is over')
    atMs = nextMs
  }
  for (const [id, { state }] of waiting) outcomes.set(id, state)
  return { sent, outcomes, mostBefore, longestWaitMs, longestSilenceMs, mostInFlight, refusals }
}
