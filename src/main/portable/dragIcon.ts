// The small picture under the pointer while a job is dragged out: a sheet with three lines of text. Drawn here, pixel by pixel, because
// the system's drag refuses to begin without a picture and one of 32 pixels is not worth a file of its own.

import { nativeImage, type NativeImage } from 'electron'

const side = 64
const ink = [0x5b, 0x50, 0x4a, 0xff] as const
const paper = [0xf4, 0xf8, 0xfb, 0xff] as const

/** BGRA. */
const colourAt = (x: number, y: number): readonly number[] => {
  const inSheet = x >= 12 && x < 52 && y >= 6 && y < 58
  if (!inSheet) return [0, 0, 0, 0]
  const isEdge = x < 14 || x >= 50 || y < 8 || y >= 56
  const isLine = [18, 30, 42].some((line) => y >= line && y < line + 4) && x >= 20 && x < (y < 40 ? 44 : 34)
  return isEdge || isLine ? ink : paper
}

export const dragIcon = (): NativeImage => {
  const pixels = Buffer.alloc(side * side * 4)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) pixels.set(colourAt(x, y), (y * side + x) * 4)
  return nativeImage.createFromBitmap(pixels, { width: side, height: side, scaleFactor: 2 })
}
