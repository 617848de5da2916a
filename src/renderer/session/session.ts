// One open document: the transcript as it is now, what can be undone, and the way of every change to the disk. It knows
// the core and the types of the contract; clock, timer, ids and the call to main are arguments.

import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { fail, ok, type Result } from '../../core/result'
import { redoLabel, undoLabel } from '../../core/history/sittings'
import type { Transcript } from '../../core/transcript/model'
import { parseTranscript, replay } from '../../core/transcript/replay'
import { applyAll, invertAll, type Step, type StepGroup } from '../../core/transcript/step'
import { createHistory, restMs } from './history'
import { createSaver, type SetTimer } from './saving'
import type { Change, Origin, SaveState, Session, SessionState } from './types'

// The page's content security policy forbids the code zod would make at run time, and asking for it counts as a violation.
z.config({ jitless: true })

export type SessionParts = {
  readonly opened: {
    readonly jobId: string
    readonly snapshot: string
    readonly tail: readonly string[]
    readonly readOnly: string | null
  }
  /** Answers after fsync; a failure means that nothing of it is in the journal. */
  readonly appendEdits: (groups: readonly StepGroup[]) => Promise<Result<unknown>>
  /** Wall-clock ms. */
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly newId: () => string
  /** Asked with each change: is it the first of this transcript since the app was started? */
  readonly begins?: () => boolean
}

/** The journal's schema takes labels up to this length. */
const longestLabel = 200

const misfitWords = (fit: number, all: number): string =>
  fit === 0
    ? 'The later changes do not fit this text, which is shown as it is without them. To edit it, go on from here: they are kept aside.'
    : `Only the first ${fit} of ${all} later changes fit this text, which is shown as it is after them. To edit it, go on from here: the others are kept aside.`

/**
 * Fails with 'unreadable' where the snapshot is no sound transcript. Where the journal's lines fit only up to some point, the
 * session opens read-only at that point and says so: writing on would bury the lines that did not fit.
 */
export const createSession = ({
  opened,
  appendEdits,
  now,
  setTimer,
  newId,
  begins = () => false,
}: SessionParts): Result<Session, 'unreadable'> => {
  const snapshot = parseTranscript(opened.snapshot)
  if (!snapshot.ok) return snapshot
  const replayed = replay(snapshot.value, opened.tail)
  const readOnly =
    opened.readOnly ?? (replayed.stopped === null ? null : misfitWords(replayed.applied, opened.tail.length))

  let transcript = replayed.transcript
  let closed = false
  let lastAt = 0
  const history = createHistory()
  const listeners = new Set<(change: Change) => void>()
  const store = createStore<SessionState>(() => ({
    transcript,
    save: { kind: 'saved' },
    undoLabel: null,
    redoLabel: null,
    readOnly,
  }))
  // A change tells its save state together with its text, in one update of the panes.
  let told = true
  const saver = createSaver(appendEdits, setTimer, (save: SaveState) => {
    if (told) store.setState({ save })
  })

  /** Each group has a time of its own, also within one millisecond: replaying knows a line written twice by that. */
  const tick = () => (lastAt = Math.max(now(), lastAt + 1))

  const commit = (after: Transcript, steps: readonly Step[], origin: Origin, group: StepGroup, of: unknown) => {
    const before = transcript
    transcript = after
    told = false
    saver.add(begins() ? { ...group, begins: true } : group, of)
    told = true
    const change: Change = { before, after, steps, origin }
    for (const listener of listeners) listener(change)
    store.setState({ transcript, save: saver.state(), undoLabel: history.undoLabel(), redoLabel: history.redoLabel() })
  }

  const walk = (direction: 'undo' | 'redo'): boolean => {
    if (closed || readOnly !== null) return false
    const entry = direction === 'undo' ? history.takeUndo() : history.takeRedo()
    if (entry === null) return false
    const steps = direction === 'undo' ? invertAll(entry.steps) : entry.steps
    const after = applyAll(transcript, steps)
    if (!after.ok) throw new Error(`The history does not fit the document: ${after.message}`)
    const label = `${direction === 'undo' ? undoLabel : redoLabel}${entry.label}`.slice(0, longestLabel)
    commit(after.value, steps, 'history', { label, at: tick(), steps }, {})
    saver.sendSoon()
    return true
  }

  return ok({
    jobId: opened.jobId,
    misfit: opened.readOnly === null && replayed.stopped !== null,
    store,
    apply: (label, steps, { origin, mergeKey, mergeWithinMs }) => {
      if (readOnly !== null) return fail('read-only', readOnly)
      if (closed) return fail('read-only', 'This transcript is closed.')
      if (steps.length === 0) return ok(transcript)
      const after = applyAll(transcript, steps)
      if (!after.ok) return after
      const at = tick()
      const short = label.slice(0, longestLabel)
      const entry = history.add(short, steps, at, mergeKey ?? null, mergeWithinMs ?? restMs)
      commit(after.value, steps, origin, { label: short, at, steps }, entry)
      return ok(transcript)
    },
    undo: () => walk('undo'),
    redo: () => walk('redo'),
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    newId,
    flush: saver.flush,
    close: async () => {
      closed = true
      await saver.flush()
      saver.stop()
    },
  })
}
