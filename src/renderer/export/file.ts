// The file as it will be written, as the dialog shows it before it is.

import { broken } from '../captions/cues'
import { rulesOf } from '../captions/presets'
import { captionFile, type CaptionFile, type CaptionFormat } from '../../core/formats/captions'
import type { SpeakerStyle } from '../../core/formats/speaker'
import type { Transcript } from '../../core/transcript/model'

export type ExportWish = { readonly format: CaptionFormat; readonly preset: string; readonly speakers: SpeakerStyle }

export const exportFile = (
  transcript: Transcript,
  { format, preset, speakers }: ExportWish,
): CaptionFile & { readonly broken: number } => {
  const file = captionFile(transcript, { format, speakers, rules: rulesOf(preset) })
  return { ...file, broken: broken(file.cues) }
}
