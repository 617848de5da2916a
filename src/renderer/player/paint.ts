// Draws the strip on its canvas: lanes of speech, time marks, and where the whole lies when only a part is shown. The
// playhead is an element of its own, so a frame of playback moves one transform and draws nothing.

import { short } from '../ui/times'
import { coverage, rowsWithin, type Runs } from './runs'
import { isWhole, tickMs, type View } from './view'

export type Palette = {
  /** By lane. */
  readonly lanes: readonly string[]
  readonly line: string
  readonly faint: string
  readonly here: string
  readonly panel: string
  readonly map: string
  readonly mapPart: string
  readonly font: string
}

export type Span = { readonly startMs: number; readonly endMs: number }

/** Stripes of what is cut, in pixels apart. */
const stripe = 5

/** Under the lanes: the height of the time marks. */
const scaleHeight = 15
const mapHeight = 3

/** Above this many runs in a lane per pixel, single runs cannot be told apart: columns of speech density are drawn instead. */
const densest = 1 / 3

type Box = { readonly width: number; readonly height: number }

const paintLane = (
  pen: CanvasRenderingContext2D,
  runs: Runs,
  lane: number,
  view: View,
  width: number,
  top: number,
  height: number,
) => {
  const rows = runs.lanes[lane]
  if (!rows) return
  const perMs = width / (view.toMs - view.fromMs)
  const [first, end] = rowsWithin(rows, view.fromMs, view.toMs)
  if ((end - first) / width > densest) {
    const cover = coverage(rows, view.fromMs, view.toMs, width)
    for (let x = 0; x < width; x++) {
      const part = cover[x] ?? 0
      if (part < 0.02) continue
      pen.globalAlpha = 0.25 + 0.75 * part
      pen.fillRect(x, top, 1, height)
    }
    pen.globalAlpha = 1
    return
  }
  pen.beginPath()
  for (let row = first; row < end; row++) {
    const left = ((rows.startMs[row] ?? 0) - view.fromMs) * perMs
    const right = ((rows.endMs[row] ?? 0) - view.fromMs) * perMs
    const shown = Math.max(1.5, right - left - 0.5)
    pen.roundRect(left, top, shown, height, Math.min(2.5, height / 2, shown / 2))
  }
  pen.fill()
}

/** What is cut: paled, and striped where there is room, so that colour alone tells nothing. Cuts that share a pixel are one. */
const paintCuts = (
  pen: CanvasRenderingContext2D,
  cuts: readonly Span[],
  view: View,
  { width, height }: Box,
  palette: Palette,
) => {
  const perMs = width / (view.toMs - view.fromMs)
  const bottom = height - scaleHeight
  let doneX = -1
  for (const { startMs, endMs } of cuts) {
    if (endMs <= view.fromMs) continue
    if (startMs >= view.toMs) break
    const left = Math.max(doneX, (startMs - view.fromMs) * perMs, 0)
    const right = Math.min(width, Math.max(left + 1, (endMs - view.fromMs) * perMs))
    if (right - left < 0.5) continue
    pen.globalAlpha = 0.62
    pen.fillStyle = palette.panel
    pen.fillRect(left, 2, right - left, bottom - 4)
    pen.globalAlpha = 1
    if (right - left >= stripe) {
      pen.save()
      pen.beginPath()
      pen.rect(left, 2, right - left, bottom - 4)
      pen.clip()
      pen.strokeStyle = palette.faint
      pen.lineWidth = 0.75
      pen.beginPath()
      for (let x = Math.floor(left / stripe) * stripe - bottom; x < right; x += stripe) {
        pen.moveTo(x, bottom)
        pen.lineTo(x + bottom, 0)
      }
      pen.stroke()
      pen.restore()
    }
    doneX = right
  }
}

const paintScale = (pen: CanvasRenderingContext2D, view: View, { width, height }: Box, palette: Palette) => {
  const step = tickMs(view, width)
  const perMs = width / (view.toMs - view.fromMs)
  pen.font = `10.5px ${palette.font}`
  pen.textBaseline = 'alphabetic'
  for (let ms = Math.ceil(view.fromMs / step) * step; ms <= view.toMs; ms += step) {
    const x = Math.round((ms - view.fromMs) * perMs) + 0.5
    pen.fillStyle = palette.line
    pen.fillRect(x - 0.5, 0, 1, height - scaleHeight + 4)
    pen.fillStyle = palette.faint
    const text = short(ms)
    if (x + 4 + text.length * 6 < width) pen.fillText(text, x + 4, height - 4)
  }
}

export const paintStrip = (
  pen: CanvasRenderingContext2D,
  box: Box,
  scale: number,
  runs: Runs,
  view: View,
  durationMs: number,
  here: Span | null,
  cuts: readonly Span[],
  palette: Palette,
): void => {
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.clearRect(0, 0, box.width, box.height)
  if (durationMs <= 0 || box.width <= 0) return
  paintScale(pen, view, box, palette)
  const lanesTop = 5
  const lanesHeight = box.height - scaleHeight - lanesTop - 2
  if (here) {
    const perMs = box.width / (view.toMs - view.fromMs)
    const left = Math.max(0, (here.startMs - view.fromMs) * perMs)
    const right = Math.min(box.width, (here.endMs - view.fromMs) * perMs)
    if (right > 0 && left < box.width) {
      pen.fillStyle = palette.here
      pen.beginPath()
      pen.roundRect(left - 2, 1, Math.max(4, right - left + 4), box.height - scaleHeight, 4)
      pen.fill()
    }
  }
  const count = Math.max(1, runs.lanes.length)
  const gap = count > 5 ? 1 : 3
  const laneHeight = Math.min(9, (lanesHeight - gap * (count - 1)) / count)
  const used = laneHeight * count + gap * (count - 1)
  runs.lanes.forEach((_, lane) => {
    pen.fillStyle = palette.lanes[lane] ?? palette.faint
    paintLane(
      pen,
      runs,
      lane,
      view,
      box.width,
      lanesTop + (lanesHeight - used) / 2 + lane * (laneHeight + gap),
      laneHeight,
    )
  })
  paintCuts(pen, cuts, view, box, palette)
  if (!isWhole(view, durationMs)) {
    const y = box.height - mapHeight
    pen.fillStyle = palette.map
    pen.beginPath()
    pen.roundRect(0, y, box.width, mapHeight, 1.5)
    pen.fill()
    pen.fillStyle = palette.mapPart
    pen.beginPath()
    const left = (view.fromMs / durationMs) * box.width
    pen.roundRect(left, y, Math.max(6, ((view.toMs - view.fromMs) / durationMs) * box.width), mapHeight, 1.5)
    pen.fill()
  }
}
