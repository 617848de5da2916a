// Who speaks: Pictory's ids (numbers in what was seen, any text tolerated) → the document's speakers.

import type { Speaker } from '../transcript/model'
import type { Ids } from './ids'

/** Identifies a speaker while reading; '' is nobody known. 1 and "1" are the same voice. */
export type SpeakerKey = string

export const speakerKey = (speakerId: unknown): SpeakerKey => {
  if (typeof speakerId === 'number') return Number.isFinite(speakerId) ? String(speakerId) : ''
  return typeof speakerId === 'string' ? speakerId.trim() : ''
}

const longestName = 80

export const unknownSpeaker = 'Unknown speaker'

const nameOf = (key: SpeakerKey): string => {
  if (key === '') return unknownSpeaker
  return /^\d+$/.test(key)
    ? `Speaker ${key}`.slice(0, longestName)
    : key
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, longestName) || unknownSpeaker
}

export type Speakers = {
  /** The document's id of this speaker, made at its first word. `speakerId` is Pictory's own value. */
  readonly idOf: (key: SpeakerKey, speakerId: unknown) => string
  readonly list: () => readonly Speaker[]
}

export const createSpeakers = (ids: Ids): Speakers => {
  const known = new Map<SpeakerKey, Speaker>()
  const names = new Set<string>()
  const freeName = (key: SpeakerKey): string => {
    const name = nameOf(key)
    let free = name
    for (let again = 2; names.has(free); again++) free = `${name} (${again})`
    names.add(free)
    return free
  }
  return {
    idOf: (key, speakerId) => {
      const found = known.get(key)
      if (found !== undefined) return found.id
      const pictoryId =
        key !== '' && (typeof speakerId === 'number' || typeof speakerId === 'string') ? speakerId : null
      const speaker: Speaker = { id: ids.mint(`speaker-${known.size + 1}`), name: freeName(key), pictoryId }
      known.set(key, speaker)
      return speaker.id
    },
    list: () => [...known.values()],
  }
}
