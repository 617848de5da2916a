// Many jobs written as subtitle files into one folder. One after the other: each is read from the library, made into captions by a
// process of its own (captioner.ts), and written whole or not at all. One that fails is named at the end; the others are done.

import { basename, join } from 'node:path'
import type { Dialog, OpenDialogOptions, Shell } from 'electron'
import type { FileWish } from '../../core/formats/make'
import { nameBy } from '../../core/formats/name'
import { aboutFormat, isData, type FileFormat } from '../../core/formats/table'
import type { JobId } from '../../core/job/job'
import { fail, ok, type Result } from '../../core/result'
import type { BatchLine, Calls, Events, FailureCode } from '../../ipc/contract'
import { writeAtomic } from '../library/atomic'
import { type Disk, diskFailure, errorCode } from '../library/disk'
import type { Library } from '../library/jobs'
import type { PreferenceStore } from '../preferences'
import type { Captioner } from './captioning'
import { clashes, type ExistingChoice, namesOf, settled } from './names'

export type BatchDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showOpenDialog: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']> }
  readonly shell: Pick<Shell, 'showItemInFolder'>
  readonly disk: Disk
  readonly library: Pick<Library, 'title' | 'contents' | 'original' | 'exported'>
  readonly preferences: PreferenceStore
  /** Where the dialog starts the first time. */
  readonly documents: string
  /** Starts the process that makes captions; ended with the batch. */
  readonly captioner: () => Captioner
  readonly newId: () => string
  /** The day where the person is, as yyyy-mm-dd. */
  readonly today: () => string
  readonly tell: (progress: Events['batchProgress']) => void
  readonly log: (line: string) => void
}

type Job = { readonly jobId: JobId; readonly title: string }
type Chosen = {
  readonly folder: string
  readonly format: FileFormat
  readonly jobs: readonly Job[]
  readonly stemOf: (job: Job) => string
}

export type Batch = {
  /** Asks for the folder and tells what is there already; null when cancelled. */
  readonly choose: (
    args: Calls['chooseBatchFolder']['args'],
  ) => Promise<Result<Calls['chooseBatchFolder']['value'], FailureCode>>
  /** Answers when all is done or it was stopped. */
  readonly run: (args: Calls['exportJobs']['args']) => Promise<Result<Calls['exportJobs']['value'], FailureCode>>
  readonly stop: () => void
  readonly isRunning: () => boolean
  /** Shows the folder of the last batch. */
  readonly reveal: () => Promise<Result<null, FailureCode>>
}

const over = { kind: 'stopped' } as const

export const createBatch = (deps: BatchDeps): Batch => {
  const { disk, library, preferences, newId } = deps
  /** The one that was chosen last: its folder never reaches the window, which holds the token. */
  let chosen: (Chosen & { readonly token: string }) | null = null
  let lastFile: string | null = null
  let running: { stopped: boolean; readonly captioner: Captioner } | null = null

  const listOf = (folder: string): Promise<Result<readonly string[], FailureCode>> =>
    disk.list(folder).then(
      (names) => ok(names),
      (error: unknown) => diskFailure(error, 'The folder could not be read'),
    )

  /** Never over a file that is not to be replaced, also when it came only now. */
  const write = async (
    path: string,
    content: string | Uint8Array,
    replaces: boolean,
  ): Promise<Result<null, FailureCode>> => {
    const doing = `“${basename(path)}” could not be written`
    try {
      const isThere = await disk.stat(path).then(
        () => true,
        () => false,
      )
      if (isThere && !replaces) return fail('conflict', `${doing}: a file of that name has come there meanwhile.`)
      await writeAtomic(disk, path, Buffer.from(content), newId())
      return ok(null)
    } catch (error) {
      return errorCode(error) === 'ENOENT' ? fail('disk', `${doing}: its folder is gone.`) : diskFailure(error, doing)
    }
  }

  type Task = { readonly job: Job; readonly path: string; readonly replaces: boolean; readonly wish: FileWish }
  const one = async (
    { job, path, replaces, wish }: Task,
    captioner: Captioner,
    isStopped: () => boolean,
  ): Promise<BatchLine['outcome']> => {
    const contents = await library.contents(job.jobId)
    if (isStopped()) return over
    // What holds no transcript, or not all of it, is left out and named: nobody signs half a file.
    if (!contents.ok) return { kind: 'skipped', message: contents.message }
    const original = isData(wish.format) ? await library.original(job.jobId) : ok(null)
    if (isStopped()) return over
    if (!original.ok) return { kind: 'skipped', message: original.message }
    const made = await captioner.make({ ...contents.value, title: job.title, original: original.value, ...wish })
    if (isStopped()) return over
    if (!made.ok) return { kind: 'failed', message: made.message }
    if (made.value.nothing !== null) return { kind: 'skipped', message: made.value.nothing }
    const written = await write(path, made.value.content, replaces)
    if (!written.ok) return { kind: 'failed', message: written.message }
    const noted = await library.exported(job.jobId, wish.format, path)
    // The file is there: a list that could not be updated is no reason to say otherwise.
    if (!noted.ok) deps.log(`${job.jobId}: ${noted.message}`)
    return { kind: 'written', name: basename(path), cues: made.value.cues }
  }

  return {
    choose: async ({ jobIds, format, naming }) => {
      const asked = await deps.dialog.showOpenDialog({
        title: 'Export into a folder',
        buttonLabel: 'Export here',
        defaultPath: preferences.get().exportFolder ?? deps.documents,
        properties: ['openDirectory', 'createDirectory'],
      })
      const [folder] = asked.filePaths
      if (asked.canceled || folder === undefined) return ok(null)
      const there = await listOf(folder)
      if (!there.ok) return there
      preferences.set({ exportFolder: folder })
      const jobs = [...new Set(jobIds)].flatMap((jobId) => {
        const title = library.title(jobId)
        return title === null ? [] : [{ jobId, title }]
      })
      const date = deps.today()
      const stemOf = ({ jobId, title }: Job): string =>
        nameBy(naming.pattern, { title, id: jobId, guide: naming.guide, format, date })
      chosen = { token: newId(), folder, format, jobs, stemOf }
      const existing = [...clashes(namesOf(jobs, stemOf, aboutFormat[format].extension), there.value)]
      return ok({ token: chosen.token, folder: basename(folder) || folder, existing })
    },

    run: async ({ token, preset, speakers, times, afterCut, forWindows, existing }) => {
      if (running !== null) return fail('conflict', 'Another export is still under way.')
      if (chosen?.token !== token) return fail('not-found', 'Choose the folder again.')
      const { folder, format, jobs, stemOf } = chosen
      const wish: FileWish = { format, preset, speakers, times, afterCut, forWindows }
      const { extension } = aboutFormat[format]
      const mine = { stopped: false, captioner: deps.captioner() }
      running = mine
      const lines: BatchLine[] = []
      try {
        const there = await listOf(folder)
        if (!there.ok) return there
        const tasks = settled(namesOf(jobs, stemOf, extension), stemOf, extension, there.value, existing)
        for (const [at, { job, name, replaces, skipped }] of tasks.entries()) {
          deps.tell({ done: at, total: tasks.length, title: job.title })
          const path = join(folder, name)
          const outcome = mine.stopped
            ? over
            : skipped
              ? ({ kind: 'skipped', message: `“${name}” is there already and was left as it is.` } as const)
              : await one({ job, path, replaces, wish }, mine.captioner, () => mine.stopped)
          if (outcome.kind === 'written') lastFile = path
          lines.push({ ...job, outcome })
        }
        deps.tell({ done: tasks.length, total: tasks.length, title: '' })
        return ok({ lines })
      } finally {
        mine.captioner.end()
        running = null
      }
    },

    stop: () => {
      if (running === null) return
      running.stopped = true
      // What it works on is of no use any more; a file that is being written is written whole.
      running.captioner.end()
    },

    isRunning: () => running !== null,

    reveal: async () => {
      if (lastFile === null) return fail('not-found', 'Nothing was exported yet.')
      const isThere = await disk.stat(lastFile).then(
        () => true,
        () => false,
      )
      if (!isThere) return fail('not-found', 'The files are not where they were exported to any more.')
      deps.shell.showItemInFolder(lastFile)
      return ok(null)
    },
  }
}

export type { ExistingChoice }
