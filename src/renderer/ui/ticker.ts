// One clock tick a second for every countdown on the page, and none while nothing counts.

import { useSyncExternalStore } from 'react'

export type Ticker = {
  /** As of the last tick; the same value until the next one. */
  readonly now: () => number
  /** The clock itself, for words that are said once. */
  readonly read: () => number
  readonly subscribe: (listener: () => void) => () => void
}

type Timers = { readonly every: (run: () => void, ms: number) => unknown; readonly stop: (handle: unknown) => void }

export const createTicker = (clock: () => number, timers: Timers, everyMs = 1000): Ticker => {
  const listeners = new Set<() => void>()
  let seen = clock()
  let handle: unknown = null
  return {
    now: () => seen,
    read: clock,
    subscribe: (listener) => {
      if (listeners.size === 0) {
        seen = clock()
        handle = timers.every(() => {
          seen = clock()
          for (const tell of listeners) tell()
        }, everyMs)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) timers.stop(handle)
      }
    },
  }
}

/** As of the last whole `everyMs`. */
export const useNow = (ticker: Ticker, everyMs = 1): number =>
  useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / everyMs) * everyMs)

/** Words that depend on the clock: what shows them is rendered when they change, not when a second passes. */
export const useWordsNow = (ticker: Ticker, words: (now: number) => string): string =>
  useSyncExternalStore(ticker.subscribe, () => words(ticker.now()))
