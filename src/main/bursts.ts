// What changes alone is told at once; what changes in a burst (a thousand ids added) is told together a moment later, for a window that
// sorts its list a thousand times is busy for seconds.

import type { SetTimer } from './pictory/types'

export type BurstsDeps<T> = {
  readonly tell: (all: readonly T[]) => void
  readonly setTimer: SetTimer
  readonly everyMs: number
}

export type Bursts<T> = {
  /** Of one key the newest counts. */
  readonly add: (key: string, one: T) => void
  /** What waits is told now: before anything that must come after it. */
  readonly flush: () => void
  /** It is not to be told any more. */
  readonly drop: (key: string) => void
}

export const createBursts = <T>({ tell, setTimer, everyMs }: BurstsDeps<T>): Bursts<T> => {
  const waiting = new Map<string, T>()
  let resting = false

  const flush = (): void => {
    if (waiting.size === 0) return
    const all = [...waiting.values()]
    waiting.clear()
    tell(all)
  }
  const rest = (): void => {
    resting = true
    setTimer(everyMs, () => {
      resting = false
      if (waiting.size === 0) return
      flush()
      rest()
    })
  }
  return {
    add: (key, one) => {
      waiting.set(key, one)
      if (resting) return
      flush()
      rest()
    },
    flush,
    drop: (key) => void waiting.delete(key),
  }
}
