// The file as it will be written, as the dialog shows it before it is.

import type { CaptionRules } from '../../core/captions/rules'
import { broken } from '../captions/cues'
import { makeFile, type FileWish, type MadeFile, type Source } from '../../core/formats/make'

export type ExportWish = Omit<FileWish, 'preset'> & { readonly rules: CaptionRules }

export const exportFile = (source: Source, wish: ExportWish): MadeFile & { readonly broken: number } => {
  const file = makeFile(source, wish)
  return { ...file, broken: broken(file.cues) }
}
