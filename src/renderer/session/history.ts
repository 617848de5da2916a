// What can be undone. An entry is one change as the person made it; its steps are in the order they were applied.
// Undo applies the inverse steps and never derives anything anew: the identical words, ids and times come back. Changes
// that follow each other closely under one key (typing in one place, one composition) grow the last entry instead of
// making a new one; an undo or redo seals it. Depth costs nothing: an entry is looked at only when it is on top.

import { appendSteps, sameItems, type Step } from '../../core/transcript/step'

/** Typing that rests longer than this begins a new entry. */
export const restMs = 1_000

export type Entry = {
  readonly label: string
  steps: readonly Step[]
  /** Null once sealed. */
  key: string | null
  /** Wall-clock ms of its last change. */
  changedAt: number
}

const saysNothing = (step: Step): boolean => step.kind === 'items' && sameItems(step.removed, step.inserted)

export const createHistory = () => {
  const done: Entry[] = []
  const undone: Entry[] = []
  const seal = () => {
    const last = done.at(-1)
    if (last !== undefined) last.key = null
  }
  return {
    undoLabel: (): string | null => done.at(-1)?.label ?? null,
    redoLabel: (): string | null => undone.at(-1)?.label ?? null,
    /** Answers the entry the steps went into. */
    add: (label: string, steps: readonly Step[], at: number, key: string | null, withinMs: number): Entry => {
      undone.length = 0
      const last = done.at(-1)
      if (last !== undefined && key !== null && last.key === key && at - last.changedAt <= withinMs) {
        last.steps = appendSteps(last.steps, steps)
        last.changedAt = at
        // A letter typed and taken back leaves nothing to undo.
        if (last.steps.every(saysNothing)) done.pop()
        return last
      }
      const entry: Entry = { label, steps, key, changedAt: at }
      done.push(entry)
      return entry
    },
    takeUndo: (): Entry | null => {
      const entry = done.pop()
      if (entry === undefined) return null
      undone.push(entry)
      seal()
      return entry
    },
    takeRedo: (): Entry | null => {
      const entry = undone.pop()
      if (entry === undefined) return null
      entry.key = null
      done.push(entry)
      return entry
    },
  }
}
