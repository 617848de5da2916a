// Everything computed from an open transcript: cues, speech runs, shares. It runs off the key path: an edit only arms a
// timer; the work is done when the keyboard has been quiet for `quietMs` and the page is idle.

import { createStore } from 'zustand/vanilla'
import type { Cue } from '../../core/captions/cue'
import { cutStretches, type Stretch } from '../../core/transcript/cuts'
import { endOf, wordCount, type Transcript } from '../../core/transcript/model'
import type { Session } from '../session/types'
import { speechRuns, type Runs } from '../player/runs'
import { sharesOf, type Share } from '../speakers/share'

const quietMs = 120

export type Segment = (transcript: Transcript) => readonly Cue[]

export type DerivedState = {
  readonly cues: readonly Cue[]
  readonly runs: Runs
  readonly shares: ReadonlyMap<string, Share>
  readonly words: number
  /** What playback leaves out. */
  readonly cuts: readonly Stretch[]
  readonly endMs: number
}

/** Runs once after `ms` of quiet, when idle; the answer calls it off. */
export type Later = (run: () => void, ms: number) => () => void

export const createDerived = (session: Session, first: Segment, later: Later) => {
  let segment = first
  const compute = (): DerivedState => {
    const { transcript } = session.store.getState()
    return {
      cues: segment(transcript),
      runs: speechRuns(transcript),
      shares: sharesOf(transcript),
      words: wordCount(transcript),
      cuts: cutStretches(transcript),
      endMs: Math.max(transcript.durationMs ?? 0, endOf(transcript)),
    }
  }
  const store = createStore<DerivedState>(() => ({
    cues: [],
    runs: { lanes: [], endMs: 0 },
    shares: new Map(),
    words: 0,
    cuts: [],
    endMs: 0,
  }))
  const refresh = () => store.setState(compute())
  let callOff = later(refresh, 0)
  const arm = (ms: number) => {
    callOff()
    callOff = later(refresh, ms)
  }
  const stop = session.onChange(() => arm(quietMs))
  return {
    store,
    /** Another preset: the cues follow at the next idle moment. */
    setSegment: (next: Segment) => {
      segment = next
      arm(0)
    },
    /** The cues of the transcript as it is this moment, for a file to be written; or of one that it may become. */
    cuesNow: (transcript = session.store.getState().transcript): readonly Cue[] => segment(transcript),
    refresh: () => {
      callOff()
      refresh()
    },
    close: () => {
      stop()
      callOff()
    },
  }
}
export type Derived = ReturnType<typeof createDerived>
