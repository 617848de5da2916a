// Playback over one media element; without media the clock runs silently, so that captions can still be read in time.
// The element, the frames and the clock are arguments. Nothing of a frame passes through React.

import { createStore } from 'zustand/vanilla'
import { stretchAt, type Stretch } from '../../core/transcript/cuts'
import type { Player, PlayerState } from './types'

const slowest = 0.5
const fastest = 3

export type Frames = { readonly request: (run: () => void) => number; readonly cancel: (handle: number) => void }
export type MediaAddress = { readonly url: string; readonly kind: 'audio' | 'video' }

export type MediaPlayer = Player & {
  /** Puts the picture into a place on the page; the player alone drives it. Answers what takes it away again. */
  readonly show: (place: HTMLElement) => () => void
  /** A new document: position 0, paused. `textEndMs` is the length while no media says better. */
  readonly load: (media: (MediaAddress & { readonly name: string }) | null, textEndMs: number) => void
  /** The linked recording cannot be played, and why, as a sentence. */
  readonly fail: (trouble: string) => void
  /** What is passed over while playing, ascending. */
  readonly setSkips: (stretches: readonly Stretch[]) => void
  /** So much is heard again when playing goes on after a pause, unless the position was moved meanwhile. */
  readonly setRewind: (ms: number) => void
  readonly close: () => void
}

/** By the codes of MediaError (HTML, "media element error codes"); what is not there at all main knows better. */
const whyNot = (code: number | undefined, name: string): string => {
  switch (code ?? 0) {
    case 2:
      return `“${name}” cannot be read any further: its disk may be gone. The text runs without it.`
    case 3:
      return `“${name}” is damaged from here on. The text runs without it; a new copy of the file may help.`
    default:
      return `“${name}” does not play here: the file is damaged, or of a kind that is unknown. MP4 with H.264 and AAC, WebM, MP3 and WAV do. The text runs without it.`
  }
}

export const createPlayer = (element: HTMLMediaElement, frames: Frames, clockMs: () => number): MediaPlayer => {
  const store = createStore<PlayerState>(() => ({
    media: null,
    upright: false,
    playing: false,
    rate: 1,
    durationMs: 0,
    loop: null,
    trouble: null,
  }))
  const listeners = new Set<(ms: number) => void>()
  let textEndMs = 0
  /** Whether the element answers for the time. */
  let live = false
  let restMs = 0
  let startedAt = 0
  let frame = 0
  let skips: readonly Stretch[] = []
  let rewindMs = 0
  /** Where a part that is played once ends. */
  let untilMs: number | null = null
  /** Whether the position is where playing stopped. */
  let rests = false
  /** A seek the element has not reached yet. */
  let wantedMs: number | null = null

  const limit = (ms: number) => Math.min(Math.max(0, Math.round(ms)), store.getState().durationMs)
  const timeMs = (): number => {
    if (wantedMs !== null) return wantedMs
    if (live) return Math.round(element.currentTime * 1000)
    const { playing, rate } = store.getState()
    return limit(playing ? restMs + (clockMs() - startedAt) * rate : restMs)
  }
  const tell = () => {
    const ms = timeMs()
    for (const listener of listeners) listener(ms)
  }
  /** Over what is cut, and back to where the loop begins. */
  const leap = () => {
    const { playing, durationMs, loop } = store.getState()
    if (!playing || wantedMs !== null) return
    const ms = timeMs()
    if (untilMs !== null) {
      if (ms >= untilMs) pause()
      return
    }
    if (loop !== null && (ms >= loop.endMs || ms < loop.startMs)) {
      seek(loop.startMs)
      return
    }
    const over = stretchAt(skips, ms)
    if (over === null) return
    // A loop that ends inside of the cut goes on where it begins.
    const toMs = loop !== null && over.endMs >= loop.endMs ? loop.startMs : over.endMs
    if (toMs >= durationMs || (loop !== null && over.startMs <= loop.startMs && over.endMs >= loop.endMs)) pause()
    else seek(toMs)
  }
  const run = () => {
    frames.cancel(frame)
    const step = () => {
      tell()
      leap()
      const { playing, durationMs } = store.getState()
      if (!playing) return
      if (!live && timeMs() >= durationMs) {
        pause()
        return
      }
      frame = frames.request(step)
    }
    frame = frames.request(step)
  }
  const stand = () => {
    restMs = timeMs()
    startedAt = clockMs()
  }
  const play = () => {
    const { playing, durationMs } = store.getState()
    if (playing || durationMs === 0) return
    if (timeMs() >= durationMs) seek(0)
    else if (rests && rewindMs > 0) seek(timeMs() - rewindMs)
    rests = false
    untilMs = null
    if (live) {
      // The element says in its own events whether it plays; a refusal arrives as 'error' or 'pause'.
      element.play().catch(() => store.setState({ playing: false }))
      return
    }
    startedAt = clockMs()
    store.setState({ playing: true })
    run()
  }
  const pause = () => {
    if (store.getState().playing) rests = true
    untilMs = null
    if (live) {
      element.pause()
      return
    }
    if (!store.getState().playing) return
    stand()
    store.setState({ playing: false })
    tell()
  }
  const seek = (ms: number) => {
    const to = limit(ms)
    rests = false
    if (live) {
      wantedMs = to
      element.currentTime = to / 1000
    } else {
      restMs = to
      startedAt = clockMs()
    }
    tell()
  }

  const on = {
    loadedmetadata: () => {
      live = true
      const mediaMs = Number.isFinite(element.duration) ? Math.round(element.duration * 1000) : 0
      const upright = element instanceof HTMLVideoElement && element.videoHeight > element.videoWidth
      store.setState({ upright, durationMs: Math.max(mediaMs, textEndMs), trouble: null })
      element.playbackRate = store.getState().rate
      const { playing } = store.getState()
      if (restMs > 0) seek(restMs)
      if (playing) element.play().catch(() => store.setState({ playing: false }))
    },
    play: () => {
      store.setState({ playing: true })
      run()
    },
    pause: () => {
      if (!live) return
      store.setState({ playing: false })
      tell()
    },
    ended: () => store.setState({ playing: false }),
    seeked: () => {
      wantedMs = null
      tell()
    },
    error: () => {
      if (element.getAttribute('src') === null) return
      restMs = timeMs()
      wantedMs = null
      live = false
      store.setState({
        playing: false,
        trouble: whyNot(element.error?.code, store.getState().media?.name ?? 'The recording'),
      })
    },
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener)

  const unload = () => {
    live = false
    wantedMs = null
    element.pause()
    element.removeAttribute('src')
    element.load()
  }
  return {
    show: (place) => {
      place.append(element)
      return () => element.remove()
    },
    store,
    timeMs,
    seek,
    play,
    pause,
    toggle: () => (store.getState().playing ? pause() : play()),
    setRate: (rate) => {
      const kept = Math.min(fastest, Math.max(slowest, Math.round(rate * 100) / 100))
      if (!live) stand()
      element.playbackRate = kept
      store.setState({ rate: kept })
    },
    playTo: (startMs, endMs) => {
      seek(startMs)
      play()
      untilMs = limit(endMs)
    },
    setLoop: (loop) => {
      store.setState({ loop })
      leap()
    },
    setSkips: (stretches) => {
      skips = stretches
    },
    setRewind: (ms) => {
      rewindMs = ms
    },
    onTime: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load: (media, endMs) => {
      frames.cancel(frame)
      unload()
      restMs = 0
      rests = false
      textEndMs = endMs
      store.setState({
        media: media && { kind: media.kind, name: media.name },
        upright: false,
        playing: false,
        durationMs: endMs,
        loop: null,
        trouble: null,
      })
      if (media) {
        element.src = media.url
        element.load()
      }
      tell()
    },
    fail: (trouble) => store.setState({ trouble }),
    close: () => {
      frames.cancel(frame)
      for (const [name, listener] of Object.entries(on)) element.removeEventListener(name, listener)
      unload()
      listeners.clear()
    },
  }
}
