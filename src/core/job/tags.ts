// Tags: a person's own words on a job, free text. Two that differ only in case are one.

import { countGraphemes } from '../captions/graphemes'
import { fail, ok, type Result } from '../result'

/** In characters as a reader counts them. */
export const longestTag = 40
export const mostTags = 30
/** Of one tag in UTF-16: a character may be made of many. */
const mostUnits = 200

/** Marks of direction and controls would make a tag read otherwise than it is; joiners inside words and emoji stay. */
const unwanted = /[\p{Cc}\p{Cs}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** '' where nothing is left. A `#` in front is how others write tags. */
const tidied = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(unwanted, ' ')
    .replaceAll(/[\s,;]+/gu, ' ')
    .replace(/^[# ]+/u, '')
    .trim()

const isLong = (tag: string): boolean => tag.length > mostUnits || countGraphemes(tag) > longestTag

/** One tag as it is kept. A comma parts tags (`tagsIn`), so none is ever in one. */
export const readTag = (text: string): Result<string, 'empty' | 'too-long'> => {
  const tag = tidied(text)
  if (tag === '') return fail('empty', 'A tag needs at least one letter or sign.')
  return isLong(tag) ? fail('too-long', `A tag has at most ${longestTag} characters.`) : ok(tag)
}

/** Is it already as `readTag` leaves it? */
export const isTag = (text: string): boolean => text !== '' && !isLong(text) && tidied(text) === text

/** What a person wrote, parted at commas: the tags, and the first reason why a part is none. Empty parts are nothing. */
export const tagsIn = (text: string): Result<readonly string[], 'too-long'> => {
  const tags: string[] = []
  for (const part of text.split(/[,;\n]/u)) {
    const read = readTag(part)
    if (read.ok) tags.push(read.value)
    else if (read.code === 'too-long') return fail(read.code, read.message)
  }
  return ok(tags)
}

/** By this two tags are the same. */
export const tagKey = (tag: string): string => tag.normalize('NFC').toLowerCase()

export const hasTag = (tags: readonly string[], tag: string): boolean => tags.some((one) => tagKey(one) === tagKey(tag))

export const withoutTag = (tags: readonly string[], tag: string): readonly string[] =>
  tags.filter((one) => tagKey(one) !== tagKey(tag))

/** As they were, each once, the first spelling of each. */
export const distinctTags = (tags: readonly string[]): string[] => {
  const seen = new Map<string, string>()
  for (const tag of tags) if (!seen.has(tagKey(tag))) seen.set(tagKey(tag), tag)
  return [...seen.values()]
}
