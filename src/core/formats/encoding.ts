// Bytes to text. Subtitle files come in UTF-8, UTF-16 and, from old Windows programs, in Windows-1252.

import { decodeWindows1252 } from './windows1252'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * The text of a file and how it was read. `utf8` decodes UTF-8 strictly: null when the bytes are not valid (a TextDecoder
 * with `fatal`, which the core does not have). A byte order mark is not part of the text.
 */
export const decodeText = (
  bytes: Uint8Array,
  utf8: (bytes: Uint8Array) => string | null,
): { readonly text: string; readonly encoding: Encoding } => {
  const [a, b, c] = bytes
  if (a === 0xff && b === 0xfe) return { text: decodeUtf16(bytes, 2, true), encoding: 'utf-16le' }
  if (a === 0xfe && b === 0xff) return { text: decodeUtf16(bytes, 2, false), encoding: 'utf-16be' }
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    const text = utf8(bytes.subarray(3))
    if (text !== null) return { text, encoding: 'utf-8' }
  }
  const half = zeroHalf(bytes)
  if (half !== null)
    return {
      text: decodeUtf16(bytes, 0, half === 'high-second'),
      encoding: half === 'high-second' ? 'utf-16le' : 'utf-16be',
    }
  const text = utf8(bytes)
  return text === null ? { text: decodeWindows1252(bytes), encoding: 'windows-1252' } : { text, encoding: 'utf-8' }
}

/** UTF-16 without a mark: in the first kilobyte mostly every other byte is zero, as Latin letters, digits and blanks are. */
const zeroHalf = (bytes: Uint8Array): 'high-first' | 'high-second' | null => {
  const length = Math.min(bytes.length, 1024) & ~1
  if (length < 4) return null
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'high-second'
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'high-first'
  return null
}

const chunk = 8192

const decodeUtf16 = (bytes: Uint8Array, from: number, littleEndian: boolean): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = from; at + 1 < bytes.length; at += chunk * 2) {
    const units: number[] = []
    for (let unit = at; unit + 1 < bytes.length && unit < at + chunk * 2; unit += 2)
      units.push(view.getUint16(unit, littleEndian))
    text += String.fromCharCode(...units)
  }
  return text
}
