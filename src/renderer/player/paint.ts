// Draws the strip on its canvas: the sound, lanes of speech or, from close by, single words; what is cut and selected, time marks, what the
// text shows, and where the whole lies when only a part is drawn. The playhead is an element of its own, so a frame of playback moves one
// transform and draws nothing.

import { short } from '../ui/times'
import type { NearWord } from './near'
import { loudest, type Peaks } from './peaks'
import { coverage, rowsWithin, type Lane, type Runs } from './runs'
import { isWhole, tickMs, type View } from './view'

export type Palette = {
  /** By colour of the speaker. */
  readonly speakers: readonly string[]
  readonly line: string
  readonly faint: string
  readonly here: string
  readonly text: string
  readonly panel: string
  readonly map: string
  readonly mapPart: string
  readonly font: string
}

export type Span = { readonly startMs: number; readonly endMs: number }

/** What a strip shows. */
export type Scene = {
  readonly runs: Runs
  readonly view: View
  readonly durationMs: number
  /** The paragraph of the caret. */
  readonly here: Span | null
  /** What the text shows, and what is selected in it or being selected here. */
  readonly inView: Span | null
  readonly selected: Span | null
  readonly cuts: readonly Span[]
  readonly peaks: Peaks | null
  /** From close by the words within the view; null where lanes are drawn. */
  readonly words: readonly NearWord[] | null
  /** The word whose edge is being drawn, as it would be. */
  readonly moving: (Span & { readonly wordId: string }) | null
}

/** Stripes of what is cut, in pixels apart. */
const stripe = 5

/** Under the lanes: the height of the time marks. */
export const scaleHeight = 15
const mapHeight = 3
const rowHeight = 18

/** Above this many runs in a lane per pixel, single runs cannot be told apart: columns of speech density are drawn instead. */
const densest = 1 / 3

type Box = { readonly width: number; readonly height: number }

/** Answers whether single runs were drawn: their outline is then the pen's path. */
const paintLane = (
  pen: CanvasRenderingContext2D,
  rows: Lane,
  view: View,
  width: number,
  top: number,
  height: number,
): boolean => {
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
    return false
  }
  pen.beginPath()
  for (let row = first; row < end; row++) {
    const left = ((rows.startMs[row] ?? 0) - view.fromMs) * perMs
    const right = ((rows.endMs[row] ?? 0) - view.fromMs) * perMs
    const shown = Math.max(1.5, right - left - 0.5)
    pen.roundRect(left, top, shown, height, Math.min(2.5, height / 2, shown / 2))
  }
  pen.fill()
  return true
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

/** By colour of the speaker, so that colour alone tells nobody apart: the first is plain, the others are cut by lines of the ground. */
const paintPattern = (pen: CanvasRenderingContext2D, colour: number, top: number, height: number, width: number) => {
  const kind = colour % 4
  if (kind === 0 || height < 4) return
  pen.save()
  pen.clip()
  pen.beginPath()
  pen.lineWidth = 1
  if (kind === 2) {
    pen.moveTo(0, top + height / 2)
    pen.lineTo(width, top + height / 2)
  } else {
    const lean = kind === 1 ? height : -height
    for (let x = -height; x < width + height; x += 6) {
      pen.moveTo(x, top)
      pen.lineTo(x + lean, top + height)
    }
  }
  pen.stroke()
  pen.restore()
}

/** The loudness of each column, quiet speech lifted so that it is seen. */
const paintSound = (
  pen: CanvasRenderingContext2D,
  peaks: Peaks,
  view: View,
  width: number,
  middle: number,
  half: number,
) => {
  const columns = Math.round(width)
  const loud = loudest(peaks, view.fromMs, view.toMs, columns)
  pen.beginPath()
  for (let x = 0; x < columns; x++) {
    const tall = ((loud[x] ?? 0) / 255) ** 0.65 * half
    if (tall >= 0.4) pen.rect(x, middle - tall, 1, tall * 2)
  }
  pen.fill()
}

const paintWords = (pen: CanvasRenderingContext2D, scene: Scene, width: number, top: number, palette: Palette) => {
  const { view, moving } = scene
  const perMs = width / (view.toMs - view.fromMs)
  pen.font = `11px ${palette.font}`
  pen.textBaseline = 'middle'
  for (const { word, colour } of scene.words ?? []) {
    const isMoving = moving?.wordId === word.id
    const { startMs, endMs } = isMoving ? moving : word
    const left = (startMs - view.fromMs) * perMs
    const wide = Math.max(2, (endMs - startMs) * perMs - 1)
    const paint = palette.speakers[colour] ?? palette.faint
    pen.beginPath()
    pen.roundRect(left, top, wide, rowHeight, 3)
    pen.fillStyle = paint
    pen.globalAlpha = isMoving ? 0.38 : 0.16
    pen.fill()
    pen.globalAlpha = 1
    pen.fillRect(left, top, 1.5, rowHeight)
    pen.fillRect(left + wide - 1.5, top, 1.5, rowHeight)
    // The text of a word that began before the view stays in it.
    const textLeft = Math.max(0, left) + 4
    const room = left + wide - 3 - textLeft
    if (room < 7) continue
    pen.save()
    pen.beginPath()
    pen.rect(textLeft, top, room, rowHeight)
    pen.clip()
    pen.fillStyle = palette.text
    pen.fillText(word.text, textLeft, top + rowHeight / 2 + 0.5)
    pen.restore()
  }
}

const paintLanes = (pen: CanvasRenderingContext2D, scene: Scene, box: Box, top: number, palette: Palette) => {
  const { runs, view } = scene
  const room = box.height - scaleHeight - top - 2
  const count = Math.max(1, runs.lanes.length)
  const gap = count > 5 ? 1 : 3
  const laneHeight = Math.min(9, (room - gap * (count - 1)) / count)
  const used = laneHeight * count + gap * (count - 1)
  runs.lanes.forEach((lane, index) => {
    const laneTop = top + (room - used) / 2 + index * (laneHeight + gap)
    pen.fillStyle = palette.speakers[lane.colour] ?? palette.faint
    pen.strokeStyle = palette.panel
    if (paintLane(pen, lane, view, box.width, laneTop, laneHeight))
      paintPattern(pen, lane.colour, laneTop, laneHeight, box.width)
  })
}

/** A stretch from edge to edge of the content, if it is in view at all. */
const paintBand = (pen: CanvasRenderingContext2D, span: Span, view: View, box: Box, around: number): boolean => {
  const perMs = box.width / (view.toMs - view.fromMs)
  const left = Math.max(0, (span.startMs - view.fromMs) * perMs)
  const right = Math.min(box.width, (span.endMs - view.fromMs) * perMs)
  if (right <= 0 || left >= box.width) return false
  pen.beginPath()
  pen.roundRect(left - around, 1, Math.max(4, right - left + around * 2), box.height - scaleHeight, 4)
  pen.fill()
  return true
}

export const paintStrip = (
  pen: CanvasRenderingContext2D,
  box: Box,
  scale: number,
  scene: Scene,
  palette: Palette,
): void => {
  const { view, durationMs, here, selected, inView, peaks, words, cuts } = scene
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.clearRect(0, 0, box.width, box.height)
  if (durationMs <= 0 || box.width <= 0) return
  paintScale(pen, view, box, palette)
  pen.fillStyle = palette.here
  if (here) paintBand(pen, here, view, box, 2)
  if (selected) {
    pen.fillStyle = palette.mapPart
    pen.globalAlpha = 0.22
    paintBand(pen, selected, view, box, 0)
    pen.globalAlpha = 1
  }
  const bottom = box.height - scaleHeight
  if (peaks) {
    const soundBottom = words === null ? bottom : bottom - rowHeight - 3
    pen.fillStyle = palette.faint
    pen.globalAlpha = words === null ? 0.42 : 0.6
    paintSound(pen, peaks, view, box.width, (soundBottom + 3) / 2, (soundBottom - 4) / 2)
    pen.globalAlpha = 1
  }
  if (words === null) paintLanes(pen, scene, box, 5, palette)
  else paintWords(pen, scene, box.width, peaks ? bottom - rowHeight - 2 : (bottom - rowHeight) / 2, palette)
  paintCuts(pen, cuts, view, box, palette)
  const perMs = box.width / (view.toMs - view.fromMs)
  if (inView && inView.endMs > view.fromMs && inView.startMs < view.toMs) {
    // What the text shows, as a bracket over the time marks.
    const left = Math.max(0, (inView.startMs - view.fromMs) * perMs)
    const right = Math.min(box.width, (inView.endMs - view.fromMs) * perMs)
    pen.fillStyle = palette.faint
    pen.fillRect(left, bottom + 1, Math.max(3, right - left), 1.5)
    pen.fillRect(left, bottom - 2, 1.5, 4)
    pen.fillRect(Math.max(left + 1.5, right - 1.5), bottom - 2, 1.5, 4)
  }
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
