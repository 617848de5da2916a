// The readers of originals with Node's decoders: what the library, the command line and the tests hand bytes to.

import type { Decode } from '../../core/formats/legacy'
import { decodeWindows1252 } from '../../core/formats/windows1252'
import { type Original, readOriginal as read } from '../../core/imports/read'
import type { Format } from '../../core/imports/format'
import type { ReadFailure } from '../../core/pictory/response'
import type { Result } from '../../core/result'

const strict = new TextDecoder('utf-8', { fatal: true })
const lossy = new TextDecoder('utf-8')

const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

const legacy: Decode = (bytes, label) => {
  if (label === 'windows-1252') return decodeWindows1252(bytes)
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** See core/imports/read.ts. */
export const readOriginal = (bytes: Uint8Array, format: Format | null): Result<Original, ReadFailure> =>
  read(bytes, { utf8, lossy: (given) => lossy.decode(given), legacy }, format)
