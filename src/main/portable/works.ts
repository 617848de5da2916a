// The long works with the whole library: back-up, bringing one back, moving, checking. One at a time; each tells how it gets on, can be
// called off, and ends with words a person can act on. The dialogs are asked first, so that what runs needs nobody.

import { basename, dirname, join } from 'node:path'
import type { Dialog, OpenDialogOptions, SaveDialogOptions } from 'electron'
import { fail, ok, type Result } from '../../core/result'
import type { Calls, FailureCode, Work, WorkKind } from '../../ipc/contract'
import { writeAtomic } from '../library/atomic'
import { type Disk, diskFailure } from '../library/disk'
import type { Reader } from '../library/entry'
import { isTemporary } from '../library/atomic'
import { readSign } from '../library/sign'
import type { Library } from '../library/jobs'
import type { PreferenceStore } from '../preferences'
import { backUp, backUpExtension, bringBack } from './backUp'
import { type Checked, checkLibrary, reportText } from './check'
import type { Gate } from './gate'
import { canUse, moveLibrary } from './move'
import { isOnlyLibrary } from './own'
import { type Place, readPlace, writePlace } from './place'
import { jobsWords, sizeWords, type Steps } from './steps'

export type WorksDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: {
    readonly showSaveDialog: (options: SaveDialogOptions) => ReturnType<Dialog['showSaveDialog']>
    readonly showOpenDialog: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']>
  }
  /** The disk itself: the library's own goes through the gate. */
  readonly disk: Disk
  readonly gate: Gate
  readonly library: Pick<Library, 'list' | 'readWhole' | 'addWhole' | 'settle' | 'readOnly'>
  readonly preferences: PreferenceStore
  readonly read: Reader
  readonly userData: string
  readonly place: Place
  readonly documents: string
  readonly now: () => number
  readonly newId: () => string
  readonly free: (path: string) => Promise<number | null>
  readonly real: (path: string) => Promise<string>
  /** Moves a folder to the system's bin. */
  readonly trash: (path: string) => Promise<void>
  readonly tell: (work: Work) => void
  /** Jobs came in. */
  readonly poke: () => void
  readonly restart: () => void
}

type Call<K extends keyof Calls> = Promise<Result<Calls[K]['value'], FailureCode>>
export type Works = {
  readonly start: (work: WorkKind) => Call<'startWork'>
  readonly cancel: () => Call<'cancelWork'>
  readonly current: () => Work
  readonly saveReport: () => Call<'saveReport'>
  readonly place: () => Call<'libraryPlace'>
  readonly use: () => Call<'useLibrary'>
  readonly old: (what: 'trash' | 'keep') => Call<'oldLibrary'>
  /** The app ends: what runs is called off; resolves when it has ended. */
  readonly end: () => Promise<void>
}

type Ended = Omit<Extract<Work, { kind: 'ended' }>, 'kind' | 'work'>
type Run = (steps: Steps) => Promise<Ended>

/** A progress bar is looked at, not read to the file. */
const tellMs = 100
const mostFindings = 500
const mostLines = 200

const plain = (outcome: Ended['outcome'], title: string, lines: readonly string[] = []): Ended => ({
  outcome,
  title,
  lines:
    lines.length <= mostLines
      ? [...lines]
      : [...lines.slice(0, mostLines), `… and ${(lines.length - mostLines).toLocaleString('en')} more`],
  findings: [],
  more: 0,
  report: false,
})

const notDone = (
  { code, message }: { readonly code: FailureCode; readonly message: string },
  title: string,
  cancelled: string,
): Ended => (code === 'aborted' ? plain('cancelled', cancelled) : plain('failed', title, [message]))

const bug = (error: unknown): Ended =>
  plain('failed', 'This did not work.', [`It is a bug in Caesura: ${String(error)}`])

export const createWorks = (deps: WorksDeps): Works => {
  const { dialog, disk, gate, library, preferences, now, newId, userData } = deps
  let { place } = deps
  let current: Work = { kind: 'none' }
  let running: Promise<void> | null = null
  let isCancelled = false
  let checked: { readonly what: Checked; readonly at: number } | null = null

  const put = (work: Work): void => {
    current = work
    deps.tell(work)
  }

  const run = (work: WorkKind, go: Run): void => {
    isCancelled = false
    let toldAt = 0
    put({ kind: 'running', work, doing: 'Getting ready', share: 0, ending: false })
    const steps: Steps = {
      isCancelled: () => isCancelled,
      tell: (doing, done, total) => {
        const at = now()
        if (Math.abs(at - toldAt) < tellMs || isCancelled) return
        toldAt = at
        const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
        put({ kind: 'running', work, doing, share, ending: false })
      },
    }
    const mine = go(steps)
      .catch(bug)
      .then((ended) => put({ kind: 'ended', work, ...ended }))
      .finally(() => {
        running = null
      })
    running = mine
  }

  const stamp = (): string => new Date(now()).toISOString().slice(0, 10)

  const startBackUp = async (): Call<'startWork'> => {
    if (place.trouble !== null) return fail('disk', place.trouble)
    const there = await disk.stat(join(place.dir, 'jobs')).then(
      ({ kind }) => kind === 'folder',
      () => false,
    )
    if (!there)
      return fail('disk', 'Your library’s folder is not there. Connect the disk it is on, then back up again.')
    const chosen = await dialog.showSaveDialog({
      title: 'Back up all jobs',
      defaultPath: join(preferences.get().backUpFolder ?? deps.documents, `Caesura ${stamp()}.${backUpExtension}`),
      filters: [{ name: 'Caesura back-ups', extensions: [backUpExtension] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    if (chosen.canceled || chosen.filePath === '') return ok({ started: false })
    const isNamed = chosen.filePath.toLowerCase().endsWith(`.${backUpExtension}`)
    const path = isNamed ? chosen.filePath : `${chosen.filePath}.${backUpExtension}`
    preferences.set({ backUpFolder: dirname(path) })
    run('back-up', async (steps) => {
      // The dialog asked about the name it saw; with the ending put on it is another.
      const done = await backUp({ ...deps, free: () => deps.free(path) }, path, steps, isNamed)
      if (!done.ok)
        return notDone(done, 'The back-up was not made.', 'The back-up was called off. Nothing of it was kept.')
      const { jobs, bytes, left, name } = done.value
      const isWhole = left.length === 0
      const title = isWhole ? `${jobsWords(jobs)} backed up.` : `${jobsWords(jobs)} backed up, ${left.length} not.`
      return plain(isWhole ? 'done' : 'failed', title, [
        `“${name}” takes ${sizeWords(bytes)} and was read back: ${isWhole ? 'it is whole' : 'what is in it is sound, but it is not every job'}.`,
        ...(name === basename(path)
          ? []
          : [`“${basename(path)}” was there already and was left as it is: this back-up lies beside it.`]),
        'It holds transcripts and edits. Recordings are not in it.',
        ...left.map((line) => `Not in it: ${line}`),
      ])
    })
    return ok({ started: true })
  }

  const startBringBack = async (): Call<'startWork'> => {
    const folder = preferences.get().backUpFolder
    const chosen = await dialog.showOpenDialog({
      title: 'Bring in a back-up',
      properties: ['openFile'],
      filters: [
        { name: 'Caesura back-ups', extensions: [backUpExtension] },
        { name: 'All files', extensions: ['*'] },
      ],
      ...(folder === null ? {} : { defaultPath: folder }),
    })
    const [path] = chosen.filePaths
    if (chosen.canceled || path === undefined) return ok({ started: false })
    run('bring-back', async (steps) => {
      const done = await bringBack({ ...deps, free: () => deps.free(place.dir) }, path, steps)
      if (!done.ok) return notDone(done, 'The back-up was not brought in.', 'It was called off.')
      deps.poke()
      const { jobs, added, known, beside, trashed, unlinked, left, cancelled } = done.value
      const lines = [
        ...(known === 0 ? [] : [`${jobsWords(known)} already here, unchanged.`]),
        ...(beside === 0
          ? []
          : [`${jobsWords(beside)} here with other edits: added beside, with “other edits” in the title.`]),
        ...(trashed === 0
          ? []
          : [`${jobsWords(trashed)} here already, in the trash. They can be restored from there.`]),
        ...(unlinked === 0
          ? []
          : [
              `${jobsWords(unlinked)} had a recording linked: link it again, for a back-up’s own paths are not followed.`,
            ]),
        ...left,
      ]
      if (cancelled)
        return plain('cancelled', `Called off: ${jobsWords(added + beside)} of ${jobs.toLocaleString('en')} came in.`, [
          'Each of them is whole. Bring the back-up in again for the others.',
          ...lines,
        ])
      return plain(left.length > 0 ? 'failed' : 'done', `${jobsWords(added + beside)} brought in.`, lines)
    })
    return ok({ started: true })
  }

  const chooseFolder = async (title: string, buttonLabel: string): Promise<string | null> => {
    const chosen = await dialog.showOpenDialog({ title, buttonLabel, properties: ['openDirectory', 'createDirectory'] })
    const [path] = chosen.filePaths
    return chosen.canceled || path === undefined ? null : path
  }

  const switchTo = async (dir: string, old: string | null, sign: string | null): Promise<void> => {
    try {
      await writePlace(disk, userData, { dir, old, sign }, newId)
    } catch (error) {
      // The rename may have come through where what follows it did not: what is noted counts.
      if ((await readPlace(disk, userData)).dir !== dir) throw error
    }
    place = { dir, old, sign, trouble: null }
  }

  const startMove = async (): Call<'startWork'> => {
    if (library.readOnly !== null) return fail('read-only', library.readOnly)
    const to = await chooseFolder('Move the library to an empty folder', 'Move here')
    if (to === null) return ok({ started: false })
    run('move', async (steps) => {
      const from = place.dir
      const done = await moveLibrary(
        deps,
        {
          from,
          to,
          hold: async () => {
            await library.settle()
            gate.hold()
          },
          switchTo: async () => switchTo(to, from, await readSign(disk, to)),
        },
        steps,
      )
      if (!done.ok) {
        gate.release()
        return notDone(done, 'The library was not moved.', 'Moving was called off. The library is where it was.')
      }
      // What was typed meanwhile is saved with it, there.
      gate.lead(from, to)
      deps.restart()
      return plain('done', 'The library has moved.', [
        'Caesura starts again with it there. The old folder was left as it is.',
      ])
    })
    return ok({ started: true })
  }

  const startCheck = async (): Call<'startWork'> => {
    run('check', async (steps) => {
      const done = await checkLibrary(deps, steps)
      if (!done.ok)
        return notDone(done, 'The library was not checked.', 'The check was called off. It changes nothing.')
      checked = { what: done.value, at: now() }
      const { jobs, sound, findings } = done.value
      const lost = findings.some(({ weight }) => weight === 'lost')
      const title =
        sound === jobs
          ? jobs === 1
            ? 'The one job here is sound.'
            : `All ${jobsWords(jobs)} are sound.`
          : `${(jobs - sound).toLocaleString('en')} of ${jobsWords(jobs)} ${jobs - sound === 1 ? 'needs' : 'need'} a look.`
      return {
        ...plain(sound === jobs ? 'done' : 'failed', title, [
          sound === jobs
            ? 'Every original is what it was when it was kept, and every change fits.'
            : lost
              ? 'Nothing was changed. What can be done is said with each.'
              : 'Nothing of your work is lost, and nothing was changed. What can be done is said with each.',
        ]),
        findings: findings.slice(0, mostFindings),
        more: Math.max(0, findings.length - mostFindings),
        report: true,
      }
    })
    return ok({ started: true })
  }

  const starts: Readonly<Record<WorkKind, () => Call<'startWork'>>> = {
    'back-up': startBackUp,
    'bring-back': startBringBack,
    move: startMove,
    check: startCheck,
  }
  let isAsking = false

  return {
    start: async (work) => {
      if (running !== null || isAsking)
        return fail('conflict', 'Something else is being done with the library. Wait for it, or call it off.')
      isAsking = true
      try {
        return await starts[work]()
      } finally {
        isAsking = false
      }
    },
    cancel: async () => {
      isCancelled = true
      if (current.kind === 'running') put({ ...current, ending: true })
      return ok(null)
    },
    current: () => current,

    saveReport: async () => {
      if (checked === null) return fail('not-found', 'There is no report yet. Check the library first.')
      const chosen = await dialog.showSaveDialog({
        title: 'Save the report',
        defaultPath: join(preferences.get().backUpFolder ?? deps.documents, `Caesura check ${stamp()}.txt`),
        filters: [{ name: 'Text', extensions: ['txt'] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      if (chosen.canceled || chosen.filePath === '') return ok(null)
      const text = reportText(checked.what, new Date(checked.at).toISOString().slice(0, 16).replace('T', ' '))
      try {
        await writeAtomic(disk, chosen.filePath, Buffer.from(text), newId())
      } catch (error) {
        return diskFailure(error, 'The report could not be saved')
      }
      return ok({ name: basename(chosen.filePath) })
    },

    place: async () => {
      const bytes = await sizeOf(disk, place.dir)
      const { trouble, old } = place
      return ok({
        jobs: library.list().length,
        bytes,
        trouble,
        readOnly: library.readOnly,
        old: old === null ? null : basename(old),
      })
    },

    use: async () => {
      if (running !== null || isAsking)
        return fail('conflict', 'Something else is being done with the library. Wait for it, or call it off.')
      const to = await chooseFolder('Use another library', 'Use this library')
      if (to === null) return ok({ restarts: false })
      // What is noted may lead nowhere: then anything that is a library is right.
      const usable = await canUse(deps, place.trouble === null ? place.dir : '', to)
      if (!usable.ok) return usable
      try {
        await switchTo(to, null, await readSign(disk, to))
      } catch (error) {
        return diskFailure(error, 'The library’s place could not be noted')
      }
      deps.restart()
      return ok({ restarts: true })
    },

    old: async (what) => {
      const { dir, old, sign, trouble } = place
      if (old === null) return fail('not-found', 'There is no earlier library any more.')
      if (what === 'trash') {
        if (trouble !== null)
          return fail('conflict', `The earlier library stays where it is as long as this one is not there. ${trouble}`)
        const isOnly = await isOnlyLibrary(disk, old).catch(() => null)
        if (isOnly === null)
          return fail('disk', `“${basename(old)}” is no library that can be read, so it was left as it is.`)
        if (!isOnly)
          return fail(
            'conflict',
            `There are other files in “${basename(old)}”, so it was not moved to the bin. See what they are, and remove it yourself if you wish.`,
          )
        try {
          await deps.trash(old)
        } catch {
          return fail(
            'disk',
            `“${basename(old)}” could not be moved to the bin. It was left as it is; remove it yourself if you wish.`,
          )
        }
      }
      try {
        await switchTo(dir, null, sign)
      } catch (error) {
        return diskFailure(error, 'This could not be noted')
      }
      return ok(null)
    },

    end: async () => {
      isCancelled = true
      await running
    },
  }
}

/** Of all files of the jobs. */
const sizeOf = async (disk: Disk, dir: string): Promise<number> => {
  const jobs = join(dir, 'jobs')
  const names = await disk.list(jobs).catch(() => [])
  const sizes = await Promise.all(
    names.map(async (name) => {
      const found = await disk.list(join(jobs, name)).catch(() => [])
      const all = await Promise.all(
        found
          .filter((one) => !isTemporary(one))
          .map((one) =>
            disk.stat(join(jobs, name, one)).then(
              ({ bytes }) => bytes,
              () => 0,
            ),
          ),
      )
      return all.reduce((sum, bytes) => sum + bytes, 0)
    }),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
