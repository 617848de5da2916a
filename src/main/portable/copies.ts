// A job as a file of its own: saved where the person says, dragged out of the list, and opened again.

import { basename, dirname, join } from 'node:path'
import type { Dialog, SaveDialogOptions } from 'electron'
import { ok, type Result } from '../../core/result'
import type { Calls, FailureCode, Opened } from '../../ipc/contract'
import { fileNameOf } from '../../core/formats/name'
import { type Disk, diskFailure } from '../library/disk'
import type { Reader } from '../library/entry'
import { sha256 } from '../library/folder'
import type { Library } from '../library/jobs'
import type { PreferenceStore } from '../preferences'
import { extension, readCaesuraFile, writeCaesuraFile } from './caesuraFile'
import { freeName } from './freeName'

export type CopiesDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showSaveDialog: (options: SaveDialogOptions) => ReturnType<Dialog['showSaveDialog']> }
  readonly disk: Disk
  readonly library: Pick<Library, 'readWhole' | 'addWhole'>
  readonly preferences: PreferenceStore
  readonly read: Reader
  readonly newId: () => string
  /** Where the dialog starts the first time. */
  readonly documents: string
  /** Files that are being dragged out lie here; ours alone, emptied at the start and the end of the app. */
  readonly dragFolder: string
  /** The system's own drag, as long as the button is down. */
  readonly startDrag: (path: string) => void
}

export type Copies = {
  /** Shows the save dialog; null when cancelled. */
  readonly save: (jobId: string) => Promise<Result<Calls['saveCopy']['value'], FailureCode>>
  /** Makes the file that a drag will carry, so that the drag itself need not wait. The same job unchanged is not written again. */
  readonly prepareDrag: (jobId: string) => Promise<Result<null, FailureCode>>
  /** Hands the file to the system's drag. */
  readonly drag: (jobId: string) => Promise<Result<null, FailureCode>>
  readonly open: (path: string) => Promise<Opened>
  /** Removes what drags have left. */
  readonly tidy: () => Promise<void>
}

export const isCaesuraFile = (name: string): boolean => name.toLowerCase().endsWith(`.${extension}`)

export const createCopies = (deps: CopiesDeps): Copies => {
  const { disk, library, preferences, read, newId, dragFolder } = deps

  /** The last file made for a drag, and of what. */
  let prepared: { readonly jobId: string; readonly of: string; readonly path: string } | null = null
  let preparing: Promise<Result<string, FailureCode>> | null = null
  let preparingFor = ''

  const prepare = async (jobId: string): Promise<Result<string, FailureCode>> => {
    const whole = await library.readWhole(jobId)
    if (!whole.ok) return whole
    const { record, files } = whole.value
    const of = [
      JSON.stringify(record),
      ...Object.entries(files).map(([name, bytes]) => `${name} ${sha256(bytes)}`),
    ].join()
    if (prepared?.jobId === jobId && prepared.of === of && (await isThere(prepared.path))) return ok(prepared.path)
    // A folder of its own: where the file is dropped it is to have the job's name, whatever else lies here.
    const folder = join(dragFolder, newId())
    const path = join(folder, `${fileNameOf(record.title)}.${extension}`)
    try {
      await disk.makeFolder(folder)
    } catch (error) {
      return diskFailure(error, 'The file to drag could not be made')
    }
    const written = await writeCaesuraFile({ disk, read, newId }, whole.value, path)
    if (!written.ok) return written
    prepared = { jobId, of, path }
    return ok(path)
  }
  const isThere = (path: string): Promise<boolean> =>
    disk.stat(path).then(
      () => true,
      () => false,
    )
  const prepareOnce = (jobId: string): Promise<Result<string, FailureCode>> => {
    if (preparing !== null && preparingFor === jobId) return preparing
    preparingFor = jobId
    const mine = prepare(jobId).finally(() => {
      if (preparing === mine) preparing = null
    })
    preparing = mine
    return mine
  }

  return {
    save: async (jobId) => {
      const whole = await library.readWhole(jobId)
      if (!whole.ok) return whole
      const chosen = await deps.dialog.showSaveDialog({
        title: 'Save a copy',
        defaultPath: join(
          preferences.get().exportFolder ?? deps.documents,
          `${fileNameOf(whole.value.record.title)}.${extension}`,
        ),
        filters: [
          { name: 'Caesura jobs', extensions: [extension] },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      if (chosen.canceled || chosen.filePath === '') return ok(null)
      // Not every system's dialog puts the ending on, and without it the file would not open here.
      // The dialog asked about the name it saw: a file of the longer one is not replaced.
      let path = chosen.filePath
      if (!isCaesuraFile(path))
        try {
          path = await freeName(disk, `${path}.${extension}`)
        } catch (error) {
          return diskFailure(error, 'The copy could not be saved')
        }
      const written = await writeCaesuraFile({ disk, read, newId }, whole.value, path)
      if (!written.ok) return written
      preferences.set({ exportFolder: dirname(path) })
      return ok({ name: basename(path), bytes: written.value })
    },

    prepareDrag: async (jobId) => {
      const made = await prepareOnce(jobId)
      return made.ok ? ok(null) : made
    },

    drag: async (jobId) => {
      const made = await prepareOnce(jobId)
      if (!made.ok) return made
      deps.startDrag(made.value)
      return ok(null)
    },

    open: async (path) => {
      const name = basename(path)
      const refused = (message: string): Opened => ({ name, outcome: { kind: 'refused', message } })
      const whole = await readCaesuraFile({ disk, read }, path).catch((error: unknown) =>
        diskFailure(error, `“${name}” could not be read`),
      )
      if (!whole.ok) return refused(whole.code === 'unreadable' ? `“${name}” ${whole.message}` : whole.message)
      const added = await library.addWhole(whole.value)
      if (!added.ok) return refused(`“${name}” could not be kept. ${added.message}`)
      const { kind, jobId, notes } = added.value
      return { name, outcome: kind === 'added' ? { kind, jobId, notes } : { kind, jobId } }
    },

    tidy: () => disk.remove(dragFolder).catch(() => {}),
  }
}
