// What a job is called until the person gives it a name.

import type { Transcript } from '../transcript/model'

const longestWords = 60
const longestName = 300
/** File names that say nothing about what was recorded. */
const empty = /^(response|job|transcript|transcription|data|download|untitled)?([ _-]?\(?\d*\)?)?$/i
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** Controls and marks that turn the direction make a title read otherwise than it is. */
const unwanted = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** A title as it is kept, whoever wrote it: one line of at most 300 characters; '' where nothing is left. */
export const keptTitle = (text: string): string =>
  text
    .replaceAll(unwanted, ' ')
    .trim()
    .slice(0, longestName)
    .replace(/\p{Surrogate}$/u, '')
    .trim()

/** "talk-12-min.json" → "talk-12-min"; null for a name that says nothing. */
export const titleOfFile = (name: string): string | null => {
  const stem = name.replace(/(\.json|\.txt|\.srt|\.vtt)+$/i, '').trim()
  return empty.test(stem) || uuid.test(stem) ? null : stem.slice(0, longestName)
}

/**
 * What a copy is called: "Talk copy", then "Talk copy 2". A copy of a copy counts on.
 * @param taken the titles that are there.
 */
export const titleOfCopy = (title: string, taken: readonly string[]): string => {
  const stem = title.replace(/ copy( \d+)?$/u, '').slice(0, longestName - 12)
  const there = new Set(taken)
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${stem} copy` : `${stem} copy ${n}`
    if (!there.has(name)) return name
  }
}

/** The first words that were said, up to a whole word; null where there are none. */
export const titleOfWords = (transcript: Transcript): string | null => {
  let title = ''
  for (const { items } of transcript.paragraphs)
    for (const item of items) {
      if (item.kind !== 'word') continue
      const longer = title === '' ? item.text : `${title} ${item.text}`
      if (longer.length > longestWords)
        return title === ''
          ? `${item.text.slice(0, longestWords - 1).replace(/\p{Surrogate}$/u, '')}…`
          : `${title.replace(/[\s,;:–—-]+$/u, '')}…`
      title = longer
    }
  return title === '' ? null : title
}
