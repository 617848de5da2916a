// Advanced SubStation Alpha, for burning captions in: one style, a picture of 1920 × 1080 that players scale, speakers in the
// field made for them. ASS has centiseconds: times are rounded to them, so that cues that touched still touch.

import { byInTime, payloadOf, speakerPrefix, type SpeakerOptions, type WritableCue } from './speaker'
import { shield } from './shield'

export type AssOptions = SpeakerOptions & { readonly title: string; readonly lineEnd?: '\n' | '\r\n' }

const two = (value: number): string => String(value).padStart(2, '0')

/** h:mm:ss.cc */
const time = (centiseconds: number): string =>
  `${Math.floor(centiseconds / 360_000)}:${two(Math.floor(centiseconds / 6000) % 60)}:${two(Math.floor(centiseconds / 100) % 60)}.${two(centiseconds % 100)}`

/** A value in the head or a field before the text ends at a line end or a comma. */
const field = (text: string): string =>
  text
    .replace(/[\p{Cc},{}\\]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()

const fields = [
  'Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
  'Default,Arial,54,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,0,2,120,120,60,1',
] as const

export const writeAss = (cues: readonly WritableCue[], options: AssOptions): string => {
  const lines = [
    '[Script Info]',
    `Title: ${field(options.title)}`,
    'ScriptType: v4.00+',
    'PlayResX: 1920',
    'PlayResY: 1080',
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    '',
    '[V4+ Styles]',
    `Format: ${fields[0]}`,
    `Style: ${fields[1]}`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
  ]
  let speaker: string | null = null
  for (const cue of byInTime(cues)) {
    const { startMs, endMs, speakerId } = cue
    const isNamed = options.speakers !== 'voice' && speakerId !== speaker
    // Braces and backslashes as in SRT (shield.ts), which reaches the same renderer. A line break of its own would end the row.
    const payload = payloadOf(cue, isNamed ? speakerPrefix(options, speakerId) : '', shield).replaceAll('\n', '\\N')
    if (payload === '') continue
    speaker = speakerId
    const from = Math.round(startMs / 10)
    const name = options.speakers === 'none' ? '' : field(options.speakerName(speakerId))
    lines.push(
      `Dialogue: 0,${time(from)},${time(Math.max(Math.round(endMs / 10), from + 1))},Default,${name},0,0,0,,${payload}`,
    )
  }
  const text = `${lines.join('\n')}\n`
  return options.lineEnd === '\r\n' ? text.replaceAll('\n', '\r\n') : text
}
