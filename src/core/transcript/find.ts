// Finding text in lines, and what it is replaced by. A hit never reaches over the end of a line.

import { fail, ok, type Result } from '../result'
import { endsSpaceless, startsSpaceless } from './scripts'

export type Wanted = {
  readonly text: string
  readonly matchCase: boolean
  /** Bounded by what is neither a letter, a digit, a mark nor `_`, in any script that parts its words. */
  readonly wholeWords: boolean
  /** `text` is a regular expression. */
  readonly regexp: boolean
}

/** `line` counts from 0; `from` and `to` are UTF-16 units of it. */
export type Hit = { readonly line: number; readonly from: number; readonly to: number }

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')
const inWord = '[\\p{L}\\p{N}\\p{M}_]'

/** The expression that finds it, with `g`; 'pattern' with a sentence where it is no regular expression. */
export const patternOf = ({ text, matchCase, wholeWords, regexp }: Wanted): Result<RegExp, 'pattern'> => {
  // Text that was copied with its line break still finds its words; runs of blanks are one blank in a transcript.
  const source = regexp ? `(?:${text})` : escaped(text).replace(/\s+/gu, '\\s+')
  // Where a script writes no blanks, nothing bounds a word.
  const from = regexp || !startsSpaceless(text) ? `(?<!${inWord})` : ''
  const to = regexp || !endsSpaceless(text) ? `(?!${inWord})` : ''
  const bounded = wholeWords ? `${from}${source}${to}` : source
  try {
    // Checked by itself first: a bracket of its own could close ours.
    if (regexp) RegExp(text, 'u')
    return ok(new RegExp(bounded, matchCase ? 'gu' : 'giu'))
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*: /u, '') : ''
    return fail('pattern', `This is no regular expression${why === '' ? '.' : `: ${why.toLowerCase()}.`}`)
  }
}

/** All hits in the line, none of them empty, in order. */
export const hitsIn = (pattern: RegExp, text: string): readonly RegExpExecArray[] => {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex += (text.codePointAt(match.index) ?? 0) < 0x10000 ? 1 : 2
    else found.push(match)
  }
  return found
}

/** What stands in place of the hit: `$1`, `$<name>`, `$&` and `$$` mean what they mean in JavaScript. */
export const expanded = (replacement: string, match: RegExpExecArray): string =>
  replacement.replace(
    /\$(?:\$|&|(\d{1,2})|<([^>]*)>)/gu,
    (whole, digits: string | undefined, name: string | undefined) => {
      if (whole === '$$') return '$'
      if (whole === '$&') return match[0]
      if (digits !== undefined) {
        const group = Number(digits)
        return group > 0 && group < match.length ? (match[group] ?? '') : whole
      }
      return match.groups === undefined ? whole : (match.groups[name ?? ''] ?? '')
    },
  )

/** A hit with what replaces it, where a replacement was asked for. */
export type Found = Hit & { readonly by: string | null }

/** The hits in these lines; `by` is the replacement text, literal unless it is a regular expression's. */
export const findIn = (
  lines: readonly (string | null)[],
  wanted: Wanted,
  by: string | null,
): Result<readonly Found[], 'pattern'> => {
  const pattern = patternOf(wanted)
  if (!pattern.ok) return pattern
  const found: Found[] = []
  for (const [line, text] of lines.entries()) {
    if (text === null) continue
    for (const match of hitsIn(pattern.value, text))
      found.push({
        line,
        from: match.index,
        to: match.index + match[0].length,
        by: by === null ? null : wanted.regexp ? expanded(by, match) : by,
      })
  }
  return ok(found)
}
