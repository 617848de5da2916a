// Ids of speakers, paragraphs, words and pauses. Pictory's uid is kept where it is usable; where it is missing, empty or used
// before, an id is made of the entry's place in the response, so the same bytes always give the same ids: a journal of
// edits finds its words again.

import type { Notes } from './notes'

/** Steps and the journal take ids up to this length (core/transcript/step.ts). */
const longestId = 200

export type Ids = {
  /** The uid itself, or an id made of `place` ("segment-3-word-17"). */
  readonly claim: (uid: unknown, place: string) => string
  /** An id for something Pictory has no uid for. */
  readonly mint: (place: string) => string
}

export const createIds = (notes: Notes): Ids => {
  const taken = new Set<string>()
  const mint = (place: string): string => {
    let id = place
    for (let again = 2; taken.has(id); again++) id = `${place}-${again}`
    taken.add(id)
    return id
  }
  return {
    mint,
    claim: (uid, place) => {
      const id =
        typeof uid === 'string' ? uid.trim() : typeof uid === 'number' && Number.isFinite(uid) ? String(uid) : ''
      if (id === '' || id.length > longestId) {
        notes.add('no-id', null)
        return mint(place)
      }
      if (taken.has(id)) {
        notes.add('double-id', null)
        return mint(place)
      }
      taken.add(id)
      return id
    },
  }
}
