// One format to the other: cues keep their times, lines, italics and voices. Markup that only one format knows is left out.

import type { Result } from '../result'
import type { Subtitles } from './file'
import { shield, unshield } from './shield'
import { readSrt, writeSrt, type SrtOptions } from './srt'
import { piecesOf, voiceOf, type Piece } from './tags'
import { escapeVtt, readVtt, writeVtt } from './vtt'

export type SubtitleFormat = 'srt' | 'vtt'

export const readSubtitles = (text: string, format: SubtitleFormat): Result<Subtitles, 'not-subtitles'> =>
  format === 'srt' ? readSrt(text) : readVtt(text)

/** Writes what `readSubtitles` read. The names are those of the file's own voice tags. */
export const convert = (
  { cues }: Subtitles,
  from: SubtitleFormat,
  to: SubtitleFormat,
  options: Omit<SrtOptions, 'speakerName'>,
): string => {
  const write = to === 'srt' ? shield : escapeVtt
  const styled = (piece: Piece): string =>
    piece.kind === 'tag' ? `<${piece.closes ? '/' : ''}${piece.name}>` : write(unshield(piece.text))
  const ready = cues.map(({ startMs, endMs, raw }) => ({
    startMs,
    endMs,
    lines: [],
    speakerId: from === 'vtt' ? voiceOf(raw) : '',
    ready: withoutBlankLines(piecesOf(raw, from).map(styled).join('')),
  }))
  const settings = { ...options, speakerName: (voice: string) => voice }
  return to === 'srt' ? writeSrt(ready, settings) : writeVtt(ready, settings)
}

/** Taking markup out may leave a line with nothing on it, which would end the cue. */
const withoutBlankLines = (payload: string): string =>
  payload
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n')
