// How a file says who speaks.

import { countGraphemes } from '../captions/graphemes'
import type { Cue } from '../captions/cue'
import { isPlain, withoutControls } from './shield'
import type { CaptionFormat } from './table'

/**
 * none: not at all. name: `Ann: text` in the first cue after the speaker changes. dash: `-text` there, without a blank, as
 * Netflix wants it. voice: WebVTT's `<v Ann>` in every cue; SRT has no such thing and writes names.
 */
export const speakerStyles = ['none', 'name', 'dash', 'voice'] as const
export type SpeakerStyle = (typeof speakerStyles)[number]

export type SpeakerOptions = {
  readonly speakers: SpeakerStyle
  /** The name to write; '' where there is none: then nothing is written. */
  readonly speakerName: (speakerId: string) => string
}

const oneLine = (name: string): string => name.replace(/\s+/gu, ' ').trim()

/** The text before a speaker's first cue, '' for none. Of `voice` it is what SRT writes instead. */
export const speakerPrefix = ({ speakers, speakerName }: SpeakerOptions, speakerId: string): string => {
  switch (speakers) {
    case 'none':
      return ''
    case 'dash':
      return '-'
    case 'name':
    case 'voice': {
      const name = oneLine(speakerName(speakerId))
      return name === '' ? '' : `${name}: `
    }
  }
}

/** For SegmentOptions: how much of the first line a style takes. A voice is on screen in SRT only, as a name. */
export const speakerReserve =
  (options: SpeakerOptions, format: CaptionFormat, count: (text: string) => number = countGraphemes) =>
  (speakerId: string): number =>
    format !== 'srt' && options.speakers === 'voice' ? 0 : count(speakerPrefix(options, speakerId))

/**
 * A name inside a voice tag: no line break, `>` or `&`, which end it or leak through ffmpeg. "R&B <live>" → "R and B live".
 */
export const voiceName = (name: string): string =>
  oneLine(
    name
      .replace(/\p{Cc}/gu, ' ')
      .replaceAll('&', ' and ')
      .replace(/[<>]/gu, ' '),
  )

/** What a writer needs of a cue; one from a subtitle file may have no speaker ('' there). */
export type WritableCue = Pick<Cue, 'startMs' | 'endMs' | 'lines' | 'speakerId'> & {
  /** The payload as it goes into the file, in place of `lines` (convert.ts). */
  readonly ready?: string
}

/** By in-time, the order of the text where equal; the same array when it is in order already. */
export const byInTime = <C extends WritableCue>(cues: readonly C[]): readonly C[] => {
  let previous = -Infinity
  for (const { startMs } of cues) {
    if (startMs < previous) return cues.toSorted((a, b) => a.startMs - b.startMs)
    previous = startMs
  }
  return cues
}

/**
 * One payload: the lines, none blank and none with a line break of its own, written by `write` where there is anything to
 * write differently. '' when nothing is left to show.
 */
export const payloadOf = (cue: WritableCue, prefix: string, write: (payload: string) => string): string => {
  const { lines, ready } = cue
  if (ready !== undefined) return ready === '' ? '' : write(prefix) + ready
  const [head = '', second] = lines
  const first = prefix === '' ? head : prefix + head
  if (head !== '' && isPlain(first)) {
    if (lines.length === 1) return first
    if (lines.length === 2 && second !== undefined && isPlain(second)) return `${first}\n${second}`
  }
  const shown = lines
    .flatMap((line) => line.split(/[\n\r\v\f\u0085\u2028\u2029]/u))
    .filter((line) => withoutControls(line).trim() !== '')
  return shown.length === 0 ? '' : write(prefix + shown.join('\n'))
}
