// What is said about the key. The key itself is never here: only how it is kept.

import type { KeyStatus } from '../../ipc/contract'
import type { Tone } from './words'

/** `more` is what `long` adds to `short`, if anything. */
export type KeyWords = { readonly tone: Tone; readonly short: string; readonly long: string; readonly more?: string }

export const keyWords = (status: KeyStatus | null): KeyWords => {
  if (status === null) return { tone: 'quiet', short: 'Looking for a key', long: 'Looking in the keychain…' }
  if (status.kind === 'none')
    return {
      tone: 'quiet',
      short: 'No key yet',
      long: 'No key yet. Caesura needs it to ask Pictory about your jobs; what is already here opens without one.',
    }
  if (status.refused)
    return {
      tone: 'look',
      short: 'Pictory refused the key',
      long: 'Pictory refused this key. Polling rests until you replace it, or it is tried again and works.',
    }
  if (status.where === 'keychain')
    return { tone: 'ok', short: 'Key kept in the keychain', long: 'Key kept in the keychain of this computer.' }
  return {
    tone: 'look',
    short: 'Key kept for this session only',
    long: `Key kept for this session only. ${status.reason}`,
    more: status.reason,
  }
}
