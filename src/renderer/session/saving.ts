// Brings step groups to main's journal, in order, one call at a time. Guarantee: a group is kept in memory until main has
// said that it is on the disk, however often that fails, and what was sent once is sent again unchanged (a group that
// reached the disk although its answer got lost is then the same line twice, which replaying takes once).

import type { Result } from '../../core/result'
import { appendSteps, type StepGroup } from '../../core/transcript/step'
import type { SaveState } from './types'

export const policy = {
  /** From the first step that is not on its way until it goes: at most a second of typing may be unsaved, the disk's share included. */
  sendAfterMs: 600,
  /** More than this waiting goes at once. */
  sendAtSteps: 200,
  /** Of one call. The contract takes 1,000 groups; a call of this many items stays far below its size. */
  mostGroups: 500,
  mostItems: 20_000,
  /** After the first, second … failure in a row; the last one repeats. */
  retryAfterMs: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
  /** Longer than this without an answer is worth a word. Nothing is sent twice because of it. */
  slowMs: 10_000,
} as const

/** Calls `run` once after `ms`; the answer calls it off. */
export type SetTimer = (run: () => void, ms: number) => () => void

const itemsIn = (group: StepGroup): number =>
  group.steps.reduce((sum, step) => {
    switch (step.kind) {
      case 'items':
        return sum + step.removed.length + step.inserted.length
      case 'paragraphs':
        return sum + [...step.removed, ...step.inserted].reduce((all, paragraph) => all + paragraph.items.length + 1, 0)
      case 'split':
      case 'join':
      case 'assign':
      case 'speaker':
        return sum + 1
    }
  }, 0)

export const createSaver = (
  append: (groups: readonly StepGroup[]) => Promise<Result<unknown>>,
  setTimer: SetTimer,
  onState: (state: SaveState) => void,
) => {
  const waiting: StepGroup[] = []
  let underWay: { readonly groups: readonly StepGroup[]; readonly answered: Promise<boolean> } | null = null
  /** Whose change the last waiting group is; null once it was sent, for then it may not change any more. */
  let growing: unknown = null
  let failures = 0
  let state: SaveState = { kind: 'saved' }
  let callOff: (() => void) | null = null

  const say = (next: SaveState) => {
    if (
      next.kind === state.kind &&
      (next.kind !== 'unsaved' || (state.kind === 'unsaved' && next.message === state.message))
    )
      return
    state = next
    onState(next)
  }
  const arm = (ms: number) => {
    callOff?.()
    callOff = setTimer(() => {
      callOff = null
      void send()
    }, ms)
  }
  const take = (): readonly StepGroup[] => {
    let count = 0
    let items = 0
    for (const group of waiting) {
      items += itemsIn(group)
      if (count > 0 && (count >= policy.mostGroups || items > policy.mostItems)) break
      count++
    }
    return waiting.splice(0, count)
  }

  /** Answers whether what was sent is saved now. */
  const send = (): Promise<boolean> => {
    if (underWay !== null) return underWay.answered
    if (waiting.length === 0) return Promise.resolve(true)
    callOff?.()
    callOff = null
    growing = null
    const groups = take()
    const noteSlow = setTimer(() => {
      say({
        kind: 'unsaved',
        message: 'The disk has not answered for a while. Your changes are kept here until it does.',
      })
    }, policy.slowMs)
    const settle = (result: Result<unknown>): boolean => {
      noteSlow()
      underWay = null
      if (!result.ok) {
        waiting.unshift(...groups)
        growing = null
        const delayMs = policy.retryAfterMs[Math.min(failures, policy.retryAfterMs.length - 1)] ?? 0
        failures++
        say({ kind: 'unsaved', message: result.message })
        arm(delayMs)
        return false
      }
      failures = 0
      if (waiting.length === 0) say({ kind: 'saved' })
      else {
        say({ kind: 'saving' })
        if (callOff === null) arm(policy.sendAfterMs)
      }
      return true
    }
    const answered = append(groups).then(settle, () =>
      settle({ ok: false, code: 'failed', message: 'The part of Caesura that writes to the disk did not answer.' }),
    )
    underWay = { groups, answered }
    if (state.kind === 'saved') say({ kind: 'saving' })
    return answered
  }

  const busy = () => underWay !== null || waiting.length > 0

  return {
    state: () => state,
    /** `of` is whose change this is: steps of the same one join the group that still waits. */
    add: (group: StepGroup, of: unknown) => {
      const last = waiting.at(-1)
      if (last !== undefined && growing !== null && growing === of)
        waiting[waiting.length - 1] = { ...last, steps: appendSteps(last.steps, group.steps) }
      else waiting.push(group)
      growing = of
      if (state.kind === 'saved') say({ kind: 'saving' })
      // After a failure the next try has its own time.
      if (failures > 0 || underWay !== null) return
      if (waiting.reduce((sum, each) => sum + each.steps.length, 0) >= policy.sendAtSteps) void send()
      else if (callOff === null) arm(policy.sendAfterMs)
    },
    sendSoon: () => {
      if (failures === 0) void send()
    },
    /** Sends everything; done when all is saved or one call failed. */
    flush: async () => {
      while (busy()) if (!(await send())) return
    },
    /** Nothing is tried again after this. */
    stop: () => {
      callOff?.()
      callOff = null
    },
  }
}
