// The file as it will be written: cues with room for the speaker's name, then the writer of the format.

import { broken } from '../captions/cues'
import { rulesOf } from '../captions/presets'
import type { Cue } from '../../core/captions/cue'
import { createSegmenter } from '../../core/captions/segment'
import { speakerReserve, type SpeakerOptions, type SpeakerStyle } from '../../core/formats/speaker'
import { writeSrt } from '../../core/formats/srt'
import { writeVtt } from '../../core/formats/vtt'
import type { Transcript } from '../../core/transcript/model'

export type ExportFormat = 'srt' | 'vtt'
export type ExportWish = { readonly format: ExportFormat; readonly preset: string; readonly speakers: SpeakerStyle }

export type ExportFile = {
  readonly cues: readonly Cue[]
  readonly broken: number
  readonly text: () => string
  readonly head: (cues: number) => string
}

/** WebVTT alone has voices; for SRT the wish means names. */
export const styleFor = ({ format, speakers }: Pick<ExportWish, 'format' | 'speakers'>): SpeakerStyle =>
  format === 'srt' && speakers === 'voice' ? 'name' : speakers

export const exportFile = (transcript: Transcript, wish: ExportWish): ExportFile => {
  const names = new Map(transcript.speakers.map((speaker) => [speaker.id, speaker.name]))
  const options: SpeakerOptions = { speakers: styleFor(wish), speakerName: (id) => names.get(id) ?? '' }
  const cues = createSegmenter(rulesOf(wish.preset), { reserve: speakerReserve(options, wish.format) })(transcript)
  const write = wish.format === 'srt' ? writeSrt : writeVtt
  return {
    cues,
    broken: broken(cues),
    text: () => write(cues, options),
    head: (count) => write(cues.slice(0, count), options),
  }
}
