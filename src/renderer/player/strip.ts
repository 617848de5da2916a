// The strip at work: its view of the recording, its canvas and its playhead. React only hands it elements and data; a
// frame of playback moves one element and draws nothing.

import { short } from '../ui/times'
import type { Transcript } from '../../core/transcript/model'
import { isNear, type NearWord, wordsWithin } from './near'
import { paintStrip, type Palette, type Scene } from './paint'
import { colours, token as colourToken } from '../speakers/colours'
import type { Player } from './types'
import { following, isWhole, panned, whole, zoomed, type View } from './view'

export type StripElements = {
  readonly box: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly playhead: HTMLElement
}

/** What is drawn, beside the view and what follows from it. */
export type StripData = Omit<Scene, 'view' | 'words'>

export type StripSurface = {
  readonly setData: (data: Partial<StripData>) => void
  /** From close by the words themselves are drawn; from far it is enough when the runs of speech come. */
  readonly textChanged: () => void
  readonly height: () => number
  /** The words in view where they are drawn one by one, else none. */
  readonly words: () => readonly NearWord[]
  readonly view: () => View
  readonly width: () => number
  readonly msAt: (clientX: number) => number
  readonly xOf: (ms: number) => number
  readonly show: (view: View) => void
  /** While a hand holds the strip it does not turn pages by itself. */
  readonly hold: (held: boolean) => void
  readonly close: () => void
}

const readPalette = (element: Element): Palette => {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    speakers: colours.map((colour) => token(`--${colourToken(colour)}`)),
    line: token('--line'),
    faint: token('--faint'),
    here: token('--accent-soft'),
    text: token('--text'),
    panel: token('--panel'),
    map: token('--line'),
    mapPart: token('--accent'),
    font: token('--font-ui'),
  }
}

const wheelZoom = 0.004

export const createStrip = (
  { box, canvas, playhead }: StripElements,
  player: Player,
  transcript: () => Transcript,
  onZoomed: (zoomedIn: boolean) => void,
): StripSurface => {
  let data: StripData = {
    runs: { lanes: [], endMs: 0 },
    durationMs: 0,
    here: null,
    inView: null,
    selected: null,
    cuts: [],
    peaks: null,
    moving: null,
  }
  let view = whole(0)
  let width = 0
  let height = 0
  let frame = 0
  let palette: Palette | null = null
  let held = false
  let spokenS = -1

  const xOf = (ms: number) => ((ms - view.fromMs) / (view.toMs - view.fromMs)) * width
  const msAt = (clientX: number) =>
    view.fromMs + ((clientX - box.getBoundingClientRect().left) / Math.max(1, width)) * (view.toMs - view.fromMs)

  const words = () => (isNear(view, width) ? wordsWithin(transcript(), view.fromMs, view.toMs) : [])

  const placeHead = (ms: number) => {
    const x = xOf(ms)
    playhead.style.transform = `translateX(${x}px)`
    playhead.style.visibility = x < -1 || x > width + 1 ? 'hidden' : 'visible'
  }
  const paint = () => {
    cancelAnimationFrame(frame)
    const pen = canvas.getContext('2d')
    if (!pen) return
    palette ??= readPalette(canvas)
    const near = isNear(view, width) ? words() : null
    paintStrip(pen, { width, height }, window.devicePixelRatio || 1, { ...data, view, words: near }, palette)
    placeHead(player.timeMs())
  }
  const paintSoon = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(paint)
  }
  const show = (next: View) => {
    view = next
    onZoomed(!isWhole(view, data.durationMs))
    paintSoon()
  }
  const look = (ms: number) => {
    if (!held && player.store.getState().playing) {
      const next = following(view, ms, data.durationMs)
      if (next !== view) show(next)
    }
    placeHead(ms)
    const s = Math.floor(ms / 1000)
    if (s === spokenS) return
    spokenS = s
    box.setAttribute('aria-valuenow', String(s))
    box.setAttribute('aria-valuetext', short(ms))
  }

  const size = new ResizeObserver(() => {
    const scale = window.devicePixelRatio || 1
    width = box.clientWidth
    height = box.clientHeight
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    paint()
  })
  size.observe(box)
  const theme = new MutationObserver(() => {
    palette = null
    paintSoon()
  })
  theme.observe(box.ownerDocument.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) {
      show(zoomed(view, Math.exp(event.deltaY * wheelZoom), msAt(event.clientX), data.durationMs))
      return
    }
    const pixels = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY
    show(panned(view, (pixels / Math.max(1, width)) * (view.toMs - view.fromMs), data.durationMs))
  }
  // Not passive: zooming must keep the page from scrolling.
  box.addEventListener('wheel', wheel, { passive: false })
  const stop = player.onTime(look)

  return {
    setData: (next) => {
      const longer = next.durationMs !== undefined && next.durationMs !== data.durationMs
      data = { ...data, ...next }
      if (longer) show(whole(data.durationMs))
      else paintSoon()
      look(player.timeMs())
    },
    textChanged: () => {
      if (isNear(view, width)) paintSoon()
    },
    height: () => height,
    words,
    view: () => view,
    width: () => width,
    msAt,
    xOf,
    show,
    hold: (next) => {
      held = next
    },
    close: () => {
      stop()
      size.disconnect()
      theme.disconnect()
      box.removeEventListener('wheel', wheel)
      cancelAnimationFrame(frame)
    },
  }
}
