// Writing an exported file where the person says. The dialog asks before it replaces a file, and the file is written whole or
// not at all.

import { basename, dirname, join } from 'node:path'
import type { Dialog, SaveDialogOptions, Shell } from 'electron'
import { writeGuide } from '../core/captions/guide'
import { fileNameOf, nameBy } from '../core/formats/name'
import { aboutFormat } from '../core/formats/table'
import { fail, ok, type Result } from '../core/result'
import type { Calls, FailureCode } from '../ipc/contract'
import { writeAtomic } from './library/atomic'
import { type Disk, diskFailure, errorCode } from './library/disk'
import type { Library } from './library/jobs'
import type { PreferenceStore } from './preferences'

export type ExportDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showSaveDialog: (options: SaveDialogOptions) => ReturnType<Dialog['showSaveDialog']> }
  readonly shell: Pick<Shell, 'showItemInFolder'>
  readonly disk: Disk
  readonly library: Pick<Library, 'title' | 'exported' | 'lastExport'>
  readonly preferences: PreferenceStore
  /** Where the dialog starts the first time. */
  readonly documents: string
  readonly newId: () => string
  /** The day where the person is, as yyyy-mm-dd. */
  readonly today: () => string
  readonly log: (line: string) => void
}

type Saved = Result<Calls['saveExport']['value'], FailureCode>

export const saveExport = async (
  deps: ExportDeps,
  { jobId, format, content, naming }: Calls['saveExport']['args'],
): Promise<Saved> => {
  const { disk, library, preferences, newId } = deps
  const title = library.title(jobId)
  if (title === null) return fail('not-found', 'This job is not in the library any more.')
  const { extension, files } = aboutFormat[format]
  const name = nameBy(naming.pattern, { title, id: jobId, guide: naming.guide, format, date: deps.today() })
  const chosen = await deps.dialog.showSaveDialog({
    title: 'Export',
    defaultPath: join(preferences.get().exportFolder ?? deps.documents, `${name}.${extension}`),
    filters: [
      { name: files, extensions: [extension] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  })
  if (chosen.canceled || chosen.filePath === '') return ok(null)
  const path = chosen.filePath
  const bytes = Buffer.from(content)
  try {
    await writeAtomic(disk, path, bytes, newId())
  } catch (error) {
    const doing = `“${basename(path)}” could not be written`
    if (errorCode(error) === 'ENOENT') return fail('disk', `${doing}: its folder is gone.`)
    return diskFailure(error, doing)
  }
  preferences.set({ exportFolder: dirname(path) })
  const noted = await library.exported(jobId, format, path)
  // The file is there: a list that could not be updated is no reason to say otherwise.
  if (!noted.ok) deps.log(`${jobId}: ${noted.message}`)
  return ok({ name: basename(path), bytes: bytes.length })
}

export const revealExport = async (
  deps: Pick<ExportDeps, 'disk' | 'library' | 'shell'>,
  jobId: string,
): Promise<Result<null, FailureCode>> => {
  const last = deps.library.lastExport(jobId)
  if (!last.ok) return last
  if (last.value === null) return fail('not-found', 'Nothing was exported of this job yet.')
  const there = await deps.disk.stat(last.value).then(
    () => true,
    () => false,
  )
  if (!there) return fail('not-found', `“${basename(last.value)}” is not where it was exported to any more.`)
  deps.shell.showItemInFolder(last.value)
  return ok(null)
}

/** A style guide of one's own, as a file for others or another machine. */
export const saveGuide = async (
  { dialog, disk, preferences, documents, newId }: ExportDeps,
  guide: Calls['saveGuide']['args']['guide'],
): Promise<Result<Calls['saveGuide']['value'], FailureCode>> => {
  const chosen = await dialog.showSaveDialog({
    title: 'Save the style guide',
    defaultPath: join(preferences.get().exportFolder ?? documents, `${fileNameOf(guide.label)}.json`),
    filters: [{ name: 'Style guide', extensions: ['json'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  })
  if (chosen.canceled || chosen.filePath === '') return ok(null)
  try {
    await writeAtomic(disk, chosen.filePath, Buffer.from(writeGuide(guide)), newId())
  } catch (error) {
    return diskFailure(error, 'The style guide could not be saved')
  }
  return ok({ name: basename(chosen.filePath) })
}
