// A transcript as a subtitle file, from the three wishes a person has about it: format, style guide, and how speakers are told.

import type { Cue } from '../captions/cue'
import { presets, type CaptionRules, type PresetId } from '../captions/rules'
import { createSegmenter } from '../captions/segment'
import type { Transcript } from '../transcript/model'
import { speakerReserve, type SpeakerOptions, type SpeakerStyle } from './speaker'
import { writeSrt } from './srt'
import { writeVtt } from './vtt'

export const captionFormats = ['srt', 'vtt'] as const
export type CaptionFormat = (typeof captionFormats)[number]

export type CaptionWish = {
  readonly format: CaptionFormat
  readonly preset: PresetId
  readonly speakers: SpeakerStyle
}

/** WebVTT alone has voices; for SRT the wish means names. */
export const styleFor = ({ format, speakers }: Pick<CaptionWish, 'format' | 'speakers'>): SpeakerStyle =>
  format === 'srt' && speakers === 'voice' ? 'name' : speakers

export type CaptionFile = {
  readonly cues: readonly Cue[]
  /** The file, or with a number its first so many cues. */
  readonly text: (cues?: number) => string
}

export const captionFile = (
  transcript: Transcript,
  { format, speakers, rules }: Omit<CaptionWish, 'preset'> & { readonly rules: CaptionRules },
): CaptionFile => {
  const names = new Map(transcript.speakers.map((speaker) => [speaker.id, speaker.name]))
  const options: SpeakerOptions = {
    speakers: styleFor({ format, speakers }),
    speakerName: (id) => names.get(id) ?? '',
  }
  const cues = createSegmenter(rules, { reserve: speakerReserve(options, format) })(transcript)
  const write = format === 'srt' ? writeSrt : writeVtt
  return { cues, text: (count) => write(count === undefined ? cues : cues.slice(0, count), options) }
}

export const rulesFor = (preset: PresetId): CaptionRules => presets[preset]
