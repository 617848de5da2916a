// The file as it will be written, as the dialog shows it before it is.

import { broken } from '../captions/cues'
import { rulesOf } from '../captions/presets'
import { makeFile, type FileWish, type MadeFile } from '../../core/formats/make'
import type { Transcript } from '../../core/transcript/model'

export type ExportWish = Omit<FileWish, 'preset'> & { readonly preset: string }

export const exportFile = (
  transcript: Transcript,
  title: string,
  { preset, ...wish }: ExportWish,
): MadeFile & { readonly broken: number } => {
  const file = makeFile(transcript, title, { ...wish, rules: rulesOf(preset) })
  return { ...file, broken: broken(file.cues) }
}
