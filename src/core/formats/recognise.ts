// What a text is, by what it holds; its name is only asked where the content leaves it open.

import { splitLines } from './file'
import { parseSrtTiming } from './timing-line'

export type Recognised = 'srt' | 'vtt' | 'json'

/** How many lines of anything else may stand before the first times of an SRT file. */
const patience = 200

/** null when the text is neither JSON nor subtitles. A `.vtt` without its signature is null: players refuse it too. */
export const recognise = (text: string, name = ''): Recognised | null => {
  const head = text.startsWith('\ufeff') ? text.slice(1, 65_537) : text.slice(0, 65_536)
  if (/^WEBVTT(?:[ \t\r\n]|$)/u.test(head)) return 'vtt'
  if (/^\s*[{[]/u.test(head) && !/^\s*\{\\/u.test(head)) return 'json'
  if (/\.vtt$/iu.test(name)) return null
  return splitLines(head)
    .slice(0, patience)
    .some((line) => line.includes('-->') && parseSrtTiming(line) !== null)
    ? 'srt'
    : null
}
