// Formats made from Pictory's answer itself: the answer with the edited transcript in it, and the subtitles Pictory sent, untouched.

import { isObject } from '../pictory/draft'
import { isModest } from '../pictory/json'
import { toPictory, type PictoryExtras } from '../pictory/write'
import type { Transcript } from '../transcript/model'

/** The answer as a value; null where the text is none. It was read once to become a job, so anything else is damage. */
const parsed = (original: string | null): unknown => {
  if (original === null || !isModest(original)) return null
  try {
    return JSON.parse(original.startsWith('\ufeff') ? original.slice(1) : original)
  } catch {
    return null
  }
}

/** Pictory's own subtitles; null where it sent none. One answer was seen whose line breaks are the two signs `\n`. */
export const sentSubtitles = (original: string | null, name: 'srt' | 'vtt'): string | null => {
  const answer = parsed(original)
  const data = isObject(answer) && isObject(answer['data']) ? answer['data'] : answer
  const text = isObject(data) ? data[name] : null
  if (typeof text !== 'string' || text.trim() === '') return null
  return text.includes('\n') ? text : text.replaceAll('\\n', '\n')
}

export type DataSource = {
  readonly transcript: Transcript
  /** Pictory's answer as text; null where the job did not come from Pictory. */
  readonly original: string | null
  readonly extras: PictoryExtras
}

/** Pictory's JSON; with a number its first so many segments, set out for a reader. */
export const writePictory = ({ transcript, original, extras }: DataSource, most?: number): string => {
  const answer = parsed(original)
  if (most === undefined) return JSON.stringify(toPictory(transcript, answer, extras))
  const short = { ...transcript, paragraphs: transcript.paragraphs.slice(0, most) }
  return JSON.stringify(toPictory(short, answer, { txt: '…', srt: '…', vtt: '…' }), null, 2)
}
