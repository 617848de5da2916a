// The sound of the linked recording, for the strip: from what is kept of it, or read once more in a thread. Nothing waits for it; another
// document, or whoever calls it off, ends the thread.

import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../../ipc/bridge'
import type { Settings } from '../settings/settings'
import { collectPeaks, type Peaks, peaksPerSecond } from './peaks'
import type { SoundReport } from './peaks.worker'

export type Sound =
  /** No recording, or it is not wanted. */
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly peaks: Peaks; /** 0–1. */ readonly part: number }
  | { readonly kind: 'drawn'; readonly peaks: Peaks }
  /** Called off, until it is asked for again. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string }

/** The thread as it is used here. */
export type SoundThread = { readonly end: () => void }

type Parts = {
  readonly bridge: Pick<Bridge, 'peaks' | 'keepPeaks'>
  readonly settings: Settings
  readonly start: (url: string, onReport: (report: SoundReport) => void) => SoundThread
}

const messages = {
  none: 'This recording has no sound.',
  unreadable: 'The sound of this recording cannot be drawn: its kind is not known here, or it is damaged.',
} as const

export const createSound = ({ bridge, settings, start }: Parts) => {
  const store = createStore<{ readonly sound: Sound }>(() => ({ sound: { kind: 'none' } }))
  const set = (sound: Sound) => store.setState({ sound })
  let source: { readonly jobId: string; readonly url: string; readonly durationMs: number } | null = null
  let thread: SoundThread | null = null
  let turn = 0

  const end = () => {
    turn++
    thread?.end()
    thread = null
  }
  const begin = async () => {
    end()
    if (source === null || !settings.store.getState().waveform) return set({ kind: 'none' })
    const mine = turn
    const { jobId, url, durationMs } = source
    const kept = await bridge.peaks({ jobId })
    if (mine !== turn) return undefined
    // The player says what is wrong with a file that is gone.
    if (!kept.ok || kept.value === null) return set({ kind: 'none' })
    const { stamp, peaks } = kept.value
    const collected = collectPeaks()
    if (peaks !== null) return set({ kind: 'drawn', peaks: collected.add(0, peaks) })
    set({ kind: 'reading', peaks: { rows: [], count: 0 }, part: 0 })
    thread = start(url, (report) => {
      if (mine !== turn) return
      switch (report.kind) {
        case 'part': {
          const known = collected.add(report.from, report.peaks)
          const part = durationMs > 0 ? Math.min(1, (known.count / peaksPerSecond) * (1000 / durationMs)) : 0
          return set({ kind: 'reading', peaks: known, part })
        }
        case 'done':
          end()
          set({ kind: 'drawn', peaks: collected.add(0, new Uint8Array()) })
          void bridge.keepPeaks({ jobId, stamp, peaks: collected.all() })
          return undefined
        case 'failed':
          end()
          return set({ kind: 'failed', message: messages[report.why] })
      }
    })
    return undefined
  }
  settings.store.subscribe(({ waveform }, { waveform: before }) => {
    if (waveform !== before) void begin()
  })

  return {
    store,
    /** Another recording, or none. @param durationMs how long it is meant to be, for the share that is done. */
    load: (next: { readonly jobId: string; readonly url: string; readonly durationMs: number } | null): void => {
      source = next
      void begin()
    },
    stop: (): void => {
      end()
      set({ kind: 'stopped' })
    },
    /** Shows it, or takes it away: for good, until asked again. */
    toggle: (): void => {
      const { waveform } = settings.store.getState()
      if (waveform && store.getState().sound.kind === 'stopped') void begin()
      else settings.set({ waveform: !waveform })
    },
    canToggle: (): boolean => source !== null,
  }
}
export type SoundOf = ReturnType<typeof createSound>
