// The room of subtitle files: cues to text and text to cues. It knows formats, not style guides, disks or screens.
// This file is what SubRip needs and has not: an escape. SRT text is taken for commands by real players: they drop or obey
// `<name>`, hide `{…}`, break the line at `\N`, decode `&amp;`, and take `-->` for a timing line. Such text is written so
// that it looks the same and is left alone. Tried with ffmpeg 5.1 and its libass renderer:
//
// | text        | unshielded                             | written as                                     |
// |-------------|----------------------------------------|------------------------------------------------|
// | `<b>` `<x>` | made bold, or gone                     | `<` + U+2060: kept and shown                    |
// | `{b}`       | libass shows nothing, also with U+2060 | full-width braces + U+2060: kept and shown      |
// | `\N` `\h`   | becomes a line break, a blank          | `\` + U+2060: kept and shown                    |
// | `&amp;`     | kept by ffmpeg, not by every player    | `&` + U+2060: kept                              |
// | `-->`       | kept inside a line; as a timing line it starts a cue | `--` + U+2060 + `>`: kept         |
//
// U+2060 (word joiner) has no width and allows no break. `unshield` undoes exactly this, so our own reader gives back the
// text to the letter, also where the text held U+2060 of its own.

import type { CueMark } from '../captions/cue'

const J = '\u2060'
const special = /[<{}\\&｛｝]|-->|--\u2060|(?![\t\n])\p{Cc}/u

// A `<` before a letter, slash, `!` or `?` may open a command, closed or not; before a digit or a blank only when it is closed
// before the next one opens. "5 < 6" and "I <3 you" stay as they are.
const tagStart = /<(?=[\p{L}/!?>]|\p{N}[^<>]*>|\s+[\p{L}/][^<>]*>)/gu
// What must be looked at before it goes into a file of either format: a sign that a format or a player takes for a command, a
// control character, a line break, a blank at the start, nothing at all.
const risky = /^(?: |$)|[<>{}\\&｛｝\p{Cc}\u2028-\u2060]|--/u

/**
 * Whether a line goes into a file of either format as it is: the lines of 20,000 cues take 1.4 ms, with a loop over their
 * characters 2.1, and the first time 3 instead of 6.
 */
export const isPlain = (line: string): boolean => !risky.test(line)

/** What no subtitle file should hold: control characters other than the tab. They are left out in both formats. */
export const withoutControls = (payload: string): string => payload.replace(/(?![\t\n])\p{Cc}/gu, '')

/** One payload (all lines of a cue, joined by '\n') as SRT players leave it alone. */
export const shield = (payload: string): string => {
  if (!special.test(payload)) return payload
  let text = withoutControls(payload)
  text = text.replace(/<(\u2060+)/gu, `<${J}$1`).replace(tagStart, `<${J}`)
  text = text.replace(/\\(?=\u2060|[Nnh])/gu, `\\${J}`)
  text = text.replace(/&(?=\u2060|#?[A-Za-z0-9]{1,31};)/gu, `&${J}`)
  text = text.replace(/--(?=\u2060*>)/gu, `--${J}`)
  // One `{` is enough: before a line end ffmpeg takes it for the start of a command too.
  const braces = text.includes('{')
  return text.replace(/([{}｛｝])(\u2060*)/gu, (whole, brace: string, joiners: string) => {
    if (brace === '｛' || brace === '｝') return brace + joiners + joiners
    if (!braces) return whole
    return (brace === '{' ? '｛' : '｝') + J + joiners + joiners
  })
}

/** The inverse of `shield`: `unshield(shield(x))` is x without its control characters. */
export const unshield = (payload: string): string => {
  if (!payload.includes(J)) return payload
  return payload
    .replace(/([｛｝])(\u2060+)/gu, (_, brace: string, joiners: string) => {
      const own = joiners.length >> 1
      return (joiners.length % 2 === 0 ? brace : brace === '｛' ? '{' : '}') + J.repeat(own)
    })
    .replace(/--\u2060(?=\u2060*>)/gu, '--')
    .replace(/([<&\\])\u2060/gu, '$1')
}

/** What the check says of a cue whose text cannot be written into SRT letter by letter; null for all others. */
export const textMark = (lines: readonly string[]): CueMark | null => {
  if (lines.every(isPlain)) return null
  const payload = lines.join('\n')
  const written = shield(payload)
  if (written === payload) return null
  return {
    rule: 'text',
    severity: 'look',
    measured: written.length - payload.length,
    limit: 0,
    message:
      'Players would take signs in this text for a command. It is written with invisible or full-width signs so that it shows.',
  }
}
