// Decoders for tests in the core, which has none of its own.

import { decodeWindows1252 } from '../formats/windows1252'
import type { Decoders } from './read'

type Decoder = { readonly decode: (bytes: Uint8Array) => string }
declare const TextDecoder: new (label: string, options?: { readonly fatal: boolean }) => Decoder

const strict = new TextDecoder('utf-8', { fatal: true })
const lossy = new TextDecoder('utf-8')

export const decoders: Decoders = {
  utf8: (bytes) => {
    try {
      return strict.decode(bytes)
    } catch {
      return null
    }
  },
  lossy: (bytes) => lossy.decode(bytes),
  legacy: (bytes, label) => {
    if (label === 'windows-1252') return decodeWindows1252(bytes)
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {
      return null
    }
  },
}
