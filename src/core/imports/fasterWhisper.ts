// faster-whisper gives Python objects, no file: people dump its segments as a list, as {segments, info}, or as the bare values of named
// tuples. The fields are Whisper's (whisper.ts reads them); what tells it apart is what stands around them.

import { arrayOf, isObject } from '../pictory/draft'
import { looksLikeSegments } from './whisper'

export const isFasterWhisper = (value: unknown): boolean => {
  const list = arrayOf(value)
  if (list !== null) return looksLikeSegments(list)
  if (!isObject(value)) return false
  const segments = arrayOf(value['segments'])
  return (
    looksLikeSegments(segments) &&
    (isObject(value['info']) || value['language_probability'] !== undefined || arrayOf(segments?.[0]) !== null)
  )
}
