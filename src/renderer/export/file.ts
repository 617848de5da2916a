// The file as it will be written, as the dialog shows it before it is.

import { broken } from '../captions/cues'
import { rulesOf } from '../captions/presets'
import { makeFile, type FileWish, type MadeFile, type Source } from '../../core/formats/make'

export type ExportWish = Omit<FileWish, 'preset'> & { readonly preset: string }

export const exportFile = (source: Source, { preset, ...wish }: ExportWish): MadeFile & { readonly broken: number } => {
  const file = makeFile(source, { ...wish, rules: rulesOf(preset) })
  return { ...file, broken: broken(file.cues) }
}
