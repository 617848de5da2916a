// What an exported file is called: a pattern of the person's, filled in for each job, as a name that every system takes.

import { fail, ok, type Result } from '../result'
import { utf8 } from './utf8'

/** What a pattern can hold in braces, and what stands there then. */
export const nameParts = {
  title: 'the title of the job',
  id: 'its id',
  guide: 'the style guide',
  format: 'the format',
  date: 'today',
} as const
export type NamePart = keyof typeof nameParts
/** `date` as yyyy-mm-dd. */
export type NameFacts = Readonly<Record<NamePart, string>>

export const usualPattern = '{title}'
export const longestPattern = 120

const partIn = /\{([^{}]*)\}/gu
const isPart = (name: string): name is NamePart => Object.hasOwn(nameParts, name)

/** The pattern without blanks around it; 'invalid' with a sentence where it holds what nothing can be put for. */
export const readPattern = (text: string): Result<string, 'invalid'> => {
  const pattern = text.trim()
  if (pattern === '') return fail('invalid', 'A file needs a name.')
  if (pattern.length > longestPattern) return fail('invalid', `At most ${longestPattern} characters.`)
  for (const [whole, name = ''] of pattern.matchAll(partIn))
    if (!isPart(name.trim().toLowerCase()))
      return fail(
        'invalid',
        `Nothing can be put for ${whole}: there are ${Object.keys(nameParts)
          .map((part) => `{${part}}`)
          .join(', ')}.`,
      )
  return /[{}]/u.test(pattern.replace(partIn, ''))
    ? fail('invalid', 'A brace is opened and not closed, or the other way round.')
    : ok(pattern)
}

/** Names no system takes as a file's, whatever stands after a dot: devices of Windows. */
const reserved = /^(con|prn|aux|nul|(com|lpt)[\d¹²³])(?=\.|$)/i

/** Disks take names of 255 bytes; the extension needs a few. */
const mostNameBytes = 200
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** As much of the text from its start on as has room in so many bytes. */
const within = (text: string, most: number): string => {
  let short = ''
  let bytes = 0
  for (const { segment } of characters.segment(text)) {
    bytes += utf8(segment).length
    if (bytes > most) break
    short += segment
  }
  return short
}

/** A title as a file name that every system takes: no separators, no control characters, no trailing dot, not too long. */
export const fileNameOf = (title: string): string => {
  const name = title
    .normalize('NFC')
    // Marks of direction would make a name read otherwise than it is; joiners inside words and emoji stay.
    .replace(/[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+/, '')
  const short = within(name, mostNameBytes).replace(/[. ]+$/, '')
  return short === '' || reserved.test(short) ? `captions ${short}`.trim() : short
}

const filled = (pattern: string, facts: NameFacts): string =>
  pattern.replace(partIn, (whole, name: string) => {
    const part = name.trim().toLowerCase()
    return isPart(part) ? facts[part] : whole
  })

/**
 * The name without its extension. A title that is too long gives way, so that what stands after it in the pattern stays. A pattern that
 * `readPattern` refuses is filled as far as it goes.
 */
export const nameBy = (pattern: string, facts: NameFacts): string => {
  const titles = [...pattern.matchAll(partIn)].filter(([, name = '']) => name.trim().toLowerCase() === 'title').length
  const others = utf8(filled(pattern, { ...facts, title: '' })).length
  const room = Math.max(20, Math.floor((mostNameBytes - others) / Math.max(1, titles)))
  return fileNameOf(filled(pattern, { ...facts, title: within(fileNameOf(facts.title), room) }))
}
