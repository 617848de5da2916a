// Bytes of a JSON or text file as text.

import { decodeText as decode } from '../../core/formats/encoding'

const strict = new TextDecoder('utf-8', { fatal: true })
const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

/** UTF-8 or UTF-16; a byte order mark is not part of the text. Null when it is neither: a job is never read by guessing at its letters. */
export const decodeText = (bytes: Uint8Array): string | null => {
  const { text, encoding } = decode(bytes, utf8)
  return encoding === 'windows-1252' || text.includes('\0') ? null : text
}
