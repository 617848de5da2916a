// The turnstile all calls to Pictory go through: one per spacing, whoever asks. A person's calls wait in line and come before the poller;
// after a few of them in a row the poller has its own turn, so neither ever waits for the other without end.

import type { SetTimer, Turns } from './types'

export type TurnsDeps = {
  /** Wall-clock ms; may be set back or forward at any time. */
  readonly now: () => number
  readonly setTimer: SetTimer
  readonly spacingMs: number
}

/** So many of the line pass in a row while the poller waits. */
const mostInARow = 3
/** The poller's turn is kept for it so long; a poller that has nothing to ask any more does not hold the line. */
const keptMs = 250

const nothing = (): void => undefined

export const createTurns = ({ now, setTimer, spacingMs }: TurnsDeps): Turns => {
  let lastAt: number | null = null
  const line: (() => void)[] = []
  /** How many of the line have passed since the poller was told to wait; null while it waits for nothing. */
  let passed: number | null = null
  let cancelTimer = nothing

  /** From when on somebody may go. A last time in the future means that the clock was set back: one whole spacing from now then. */
  const freeAt = (): number => {
    if (lastAt === null) return now()
    lastAt = Math.min(lastAt, now())
    return lastAt + spacingMs
  }

  const isPollersTurn = (): boolean => passed !== null && passed >= mostInARow

  const serve = (): void => {
    cancelTimer()
    cancelTimer = nothing
    for (;;) {
      const [next] = line
      if (next === undefined) return
      const waitMs = freeAt() + (isPollersTurn() ? Math.min(keptMs, spacingMs) : 0) - now()
      if (waitMs > 0) {
        cancelTimer = setTimer(waitMs, serve)
        return
      }
      line.shift()
      lastAt = now()
      passed = passed === null || isPollersTurn() ? null : passed + 1
      next()
    }
  }

  return {
    nextAt: () => {
      const at = freeAt()
      if (line.length === 0 && at <= now()) return at
      passed ??= 0
      return at + Math.max(0, Math.min(line.length, mostInARow - passed)) * spacingMs
    },
    take: () => {
      lastAt = now()
      passed = null
      serve()
    },
    turn: (signal, place = 'last') =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve(false)
          return
        }
        const leave = (): void => {
          line.splice(line.indexOf(go), 1)
          resolve(false)
          serve()
        }
        const go = (): void => {
          signal.removeEventListener('abort', leave)
          resolve(true)
        }
        signal.addEventListener('abort', leave, { once: true })
        if (place === 'first') line.unshift(go)
        else line.push(go)
        serve()
      }),
  }
}
