// Progress for people: often enough to look alive, never oftener, and never long behind.

import type { SetTimer } from './types'

export type ProgressDeps = {
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly tell: (sentBytes: number) => void
  readonly everyMs: number
}

export const createProgress = ({ now, setTimer, tell, everyMs }: ProgressDeps) => {
  let toldAt: number | null = null
  let latest = 0
  let cancel: (() => void) | null = null

  const tellNow = (): void => {
    cancel = null
    toldAt = now()
    tell(latest)
  }

  return {
    sent: (bytes: number): void => {
      latest = bytes
      if (cancel !== null) return
      // Also right where the clock was set back.
      const waitMs = toldAt === null ? 0 : Math.min(everyMs, toldAt + everyMs - now())
      if (waitMs <= 0) tellNow()
      else cancel = setTimer(waitMs, tellNow)
    },
    /** Nothing is told from now on. */
    stop: (): void => {
      cancel?.()
      cancel = null
    },
  }
}
