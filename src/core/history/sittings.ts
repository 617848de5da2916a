// Which changes belong together, and which of them still stand. Order is the journal's, never the clock's: a clock that was
// set back must not shuffle what happened.

import { appendSteps, invertAll, sameItems, type Step, type StepGroup } from '../transcript/step'

/**
 * When a new session of edits begins. Half an hour is a meal, not a pause for thought: shorter and one afternoon falls into
 * pieces, longer and morning and afternoon become one. A clock set back by more than this begins one too, since "from 14:05
 * to 13:20" says nothing.
 */
export const policy = { restMs: 30 * 60_000 } as const

export type Sitting = {
  /** Half open, into the groups. */
  readonly from: number
  readonly to: number
  /** Wall-clock ms of the first and the last change; `endedAt` is never earlier. */
  readonly startedAt: number
  readonly endedAt: number
}

/** Oldest first, together all groups. A group that says that it begins a run of the app begins a session. */
export const sittings = (groups: readonly StepGroup[]): readonly Sitting[] => {
  const found: { from: number; to: number; startedAt: number; endedAt: number }[] = []
  let lastAt = 0
  for (const [index, { at, begins }] of groups.entries()) {
    const last = found.at(-1)
    if (last === undefined || begins === true || Math.abs(at - lastAt) > policy.restMs)
      found.push({ from: index, to: index + 1, startedAt: at, endedAt: at })
    else {
      last.to = index + 1
      last.endedAt = Math.max(last.endedAt, at)
    }
    lastAt = at
  }
  return found
}

/** What became of a change: it stands, it was taken back later, or it is itself the taking back or the bringing back of others. */
export type Fate =
  | { readonly kind: 'stands' }
  | { readonly kind: 'undone' }
  /** `of`: the changes it takes back, oldest first; [] where they cannot be told. */
  | { readonly kind: 'undo'; readonly of: readonly number[] }
  | { readonly kind: 'redo'; readonly of: readonly number[] }

/** The session (renderer/session) labels its undo and redo like this, and nothing else begins so. */
export const undoLabel = 'Undo: '
export const redoLabel = 'Redo: '

const saysSomething = (step: Step): boolean => step.kind !== 'items' || !sameItems(step.removed, step.inserted)

/** Typing that was saved in several pieces is one undo: this many at most are looked at. */
const mostPieces = 400

/**
 * One fate per group. Which changes an undo took back is told by its steps: those of the last changes, put together and
 * inverted. Cost: linear, but for an undo of many pieces.
 */
export const fates = (groups: readonly StepGroup[]): readonly Fate[] => {
  const found: Fate[] = groups.map(() => ({ kind: 'stands' }))
  const done: number[] = []
  let undone: (readonly number[])[] = []
  for (const [index, { label, steps, begins }] of groups.entries()) {
    // Another run of the app knows nothing to undo or redo of the one before.
    if (begins === true) {
      done.length = 0
      undone = []
    }
    if (label.startsWith(undoLabel)) {
      const of = takenBack(groups, done, steps)
      done.length -= of.length
      for (const each of of) found[each] = { kind: 'undone' }
      found[index] = { kind: 'undo', of }
      undone.push(of)
    } else if (label.startsWith(redoLabel)) {
      const of = undone.pop() ?? []
      for (const each of of) found[each] = { kind: 'stands' }
      found[index] = { kind: 'redo', of }
      done.push(...of)
    } else {
      done.push(index)
      undone = []
    }
  }
  return found
}

/** The last of `done` that together are what `undo` takes back; [] where none fit. */
const takenBack = (groups: readonly StepGroup[], done: readonly number[], undo: readonly Step[]): readonly number[] => {
  const wanted = JSON.stringify(undo)
  let together: readonly Step[] = []
  for (let count = 1; count <= Math.min(done.length, mostPieces); count++) {
    const group = groups[done[done.length - count] ?? -1]
    if (group === undefined) break
    together = appendSteps(group.steps, together).filter(saysSomething)
    if (JSON.stringify(invertAll(together)) === wanted) return done.slice(done.length - count)
    // Pieces of one change lie in one place: where the steps have grown past what is undone, no further piece makes them fit.
    if (together.length > undo.length) break
  }
  return []
}
