// Accounts of any size, the same for the same seed: what a person has gathered at Pictory over the months.

import type { JobSeed } from './account'
import { makeResponse, seeded, uuid } from './generate'

const others = ['render', 'template', 'storyboard'] as const
const refusals = [
  'The media could not be decoded.',
  'No speech was found in the file.',
  'The file could not be downloaded from its address.',
]

export type AccountWishes = {
  readonly transcriptions: number
  /** Renders, templates and storyboards that stand among them. */
  readonly others: number
  readonly seed?: number
}

/** Oldest first. Of ten transcriptions about seven are complete, one of them in the older shape; others failed, are gone or still in progress. */
export const makeAccount = ({ transcriptions, others: strangers, seed = 1 }: AccountWishes): readonly JobSeed[] => {
  const random = seeded(seed)
  const made = Array.from({ length: transcriptions }, (_, nth): JobSeed => {
    const id = uuid(random)
    switch (nth % 10) {
      case 3:
        return { id, becomes: { kind: 'failed', message: refusals[nth % refusals.length] ?? '' } }
      case 5:
        return { id, completesAfterMs: Number.POSITIVE_INFINITY }
      case 7:
        return { id, legacy: true }
      case 9:
        return nth % 20 === 9 ? { id, becomes: { kind: 'cleaned' } } : { id }
      default: {
        const response = makeResponse({ words: 120 + Math.floor(random() * 900), seed: seed * 1000 + nth })
        return { id, response: { ...response, job_id: id } }
      }
    }
  })
  const all: JobSeed[] = [...made]
  for (let nth = 0; nth < strangers; nth++) {
    const is = others[nth % others.length] ?? 'render'
    all.splice(Math.floor(((nth + 0.5) / strangers) * all.length), 0, { id: uuid(random), is })
  }
  return all
}
