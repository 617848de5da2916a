// Knows the app's icon: the two strokes that mark a caesura in a line of verse, on a dark tile. Drawn from this description at every size,
// so that no picture lies in the repository; and the two containers, .ico and .icns, which are lists of PNG files.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'

/** Of Linux' icon theme; Windows and macOS take theirs from the same drawings. */
export const sizes = [16, 32, 48, 64, 128, 256, 512, 1024]

/** In units of the tile's side, from its middle. */
const tile = { half: 0.43, corner: 0.2, top: [0x5b, 0x4b, 0x8a], bottom: [0x2c, 0x24, 0x48] }
/** Slanted a little, as in a metrist's hand. */
const strokes = { ends: 0.2, apart: 0.105, slant: 0.05, width: 0.05, colour: [0xfb, 0xf4, 0xe6] }

/** Distance to a square with round corners; negative inside. @param {number} x @param {number} y */
const toTile = (x, y) => {
  const inner = tile.half - tile.corner
  const [dx, dy] = [Math.abs(x) - inner, Math.abs(y) - inner]
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - tile.corner
}

/** Distance to the nearer stroke. @param {number} x @param {number} y */
const toStrokes = (x, y) =>
  Math.min(
    ...[-strokes.apart, strokes.apart].map((middle) => {
      // The stroke leans: its foot lies left of its middle, its head right of it. y grows downwards.
      const [px, py] = [x - middle + strokes.slant, y - strokes.ends]
      const [bx, by] = [2 * strokes.slant, -2 * strokes.ends]
      const along = Math.min(1, Math.max(0, (px * bx + py * by) / (bx * bx + by * by)))
      return Math.hypot(px - bx * along, py - by * along) - strokes.width
    }),
  )

/** @param {number} side @returns {Buffer} RGBA */
function draw(side) {
  const pixels = Buffer.alloc(side * side * 4)
  /** How much of a pixel an edge at this distance covers. @param {number} distance */
  const cover = (distance) => Math.min(1, Math.max(0, 0.5 - distance * side))
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [(column + 0.5) / side - 0.5, (row + 0.5) / side - 0.5]
      const ink = cover(toStrokes(x, y))
      const colour = tile.top.map((from, at) => {
        const ground = from + ((tile.bottom[at] ?? 0) - from) * (y + 0.5)
        return Math.round(ground + ((strokes.colour[at] ?? 0) - ground) * ink)
      })
      pixels.set([...colour, Math.round(255 * cover(toTile(x, y)))], (row * side + column) * 4)
    }
  }
  return pixels
}

/** Source: the PNG specification, annex D. */
const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
/** @param {Buffer} bytes */
const crc = (bytes) => {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

/** @param {string} type @param {Buffer} body */
function chunk(type, body) {
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length)
  out.write(type, 4, 'latin1')
  body.copy(out, 8)
  out.writeUInt32BE(crc(out.subarray(4, 8 + body.length)), 8 + body.length)
  return out
}

/** @param {number} side @returns {Buffer} the icon as a PNG file */
export function png(side) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side)
  head.writeUInt32BE(side, 4)
  head.set([8, 6], 8) // eight bits a channel, with alpha
  const pixels = draw(side)
  // Each row begins with its filter: none.
  const rows = Buffer.concat(
    Array.from({ length: side }, (_, row) =>
      Buffer.concat([Buffer.alloc(1), pixels.subarray(row * side * 4, (row + 1) * side * 4)]),
    ),
  )
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Windows' container: a directory, then the files. @param {ReadonlyMap<number, Buffer>} drawn */
export function ico(drawn) {
  const entries = [...drawn].filter(([side]) => side <= 256)
  const head = Buffer.alloc(6 + 16 * entries.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(entries.length, 4)
  let offset = head.length
  for (const [at, [side, file]] of entries.entries()) {
    const entry = head.subarray(6 + 16 * at)
    entry.set([side % 256, side % 256]) // 0 stands for 256
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(file.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += file.length
  }
  return Buffer.concat([head, ...entries.map(([, file]) => file)])
}

/** macOS' names for a PNG of each size. */
const icnsTypes = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' }

/** macOS' container: each file behind its type and length. @param {ReadonlyMap<number, Buffer>} drawn */
export function icns(drawn) {
  const entries = Object.entries(icnsTypes).flatMap(([side, type]) => {
    const file = drawn.get(Number(side))
    return file === undefined ? [] : [block(type, file)]
  })
  return block('icns', Buffer.concat(entries))
}

/** @param {string} type @param {Buffer} body */
function block(type, body) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(8 + body.length, 4)
  return Buffer.concat([head, body])
}

/** @param {string} folder where the icons are to lie: icons/16x16.png …, icon.ico, icon.icns */
export function writeIcons(folder) {
  const drawn = new Map(sizes.map((side) => [side, png(side)]))
  mkdirSync(join(folder, 'icons'), { recursive: true })
  for (const [side, file] of drawn) writeFileSync(join(folder, 'icons', `${side}x${side}.png`), file)
  writeFileSync(join(folder, 'icon.ico'), ico(drawn))
  writeFileSync(join(folder, 'icon.icns'), icns(drawn))
}
