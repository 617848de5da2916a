// The whole library as one archive, and back again. The archive holds the jobs' folders as they lie on the disk, damaged ones too, so that
// unpacked by any program it is a library; `backup.json`, the last file in it, tells the SHA-256 of every other. One job is in memory at a
// time. A back-up is on the disk whole and read back, or not there. What comes back is held to its hashes job by job: each is here whole or
// not at all, whenever it is called off.

import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { jobIdSchema, type JobId } from '../../core/job/job'
import { parseJson } from '../../core/pictory/json'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { type Disk, diskFailure, type OpenFile } from '../library/disk'
import { newerSentence } from '../library/entry'
import { files, sha256 } from '../library/folder'
import type { Library } from '../library/jobs'
import { type JobRecord, readRecord, schemaVersion, writeRecord } from '../library/record'
import { freeName, isTaken } from './freeName'
import { inRange, withoutPlaces } from './fromElsewhere'
import { calledOff, jobsWords, sizeWords, type Steps } from './steps'
import { type Archive, type ArchiveEntry, openArchive, readEntry } from './unzip'
import { createZipWriter } from './zip'

export const backUpExtension = 'caesura-backup'
const mimeType = 'application/x-caesura-backup'
const mimeName = 'mimetype'
const listName = 'backup.json'
const version = { major: 1, minor: 0 } as const

const caps = { entries: 1_000_000, entryBytes: 1024 ** 3, totalBytes: 1024 ** 4 } as const
/** Of one job, which is in memory whole. */
const mostJobBytes = 1024 ** 3
const mostListBytes = 512 * 1024 * 1024

const listSchema = z.object({
  version: z.object({ major: z.number().int().min(1), minor: z.number().int().min(0) }),
  madeAt: z.number(),
  files: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number() })),
})
type Files = z.infer<typeof listSchema>['files']

export type BackUpDeps = {
  readonly disk: Disk
  readonly library: Pick<Library, 'list' | 'readWhole' | 'addWhole'>
  readonly now: () => number
  readonly newId: () => string
  /** Bytes that are free where the library is; null where nobody can tell. */
  readonly free: () => Promise<number | null>
}

export type BackedUp = {
  readonly jobs: number
  readonly bytes: number
  /** Jobs that could not be read, a sentence each. */
  readonly left: readonly string[]
  /** The file that was written: another than the chosen one where that had to stay. */
  readonly name: string
}

/** How the file is called until it is whole: one that a killed process leaves is known by it, and may be as large as the library. */
const unfinished = '.caesura-backup.tmp'
/** One that is being written changes all the time. */
const abandonedMs = 10 * 60_000

/** Takes away what killed processes have left of back-ups in this folder. */
const sweep = async ({ disk, now }: BackUpDeps, folder: string): Promise<void> => {
  for (const name of await disk.list(folder).catch(() => [])) {
    if (!name.startsWith('.') || !name.endsWith(unfinished)) continue
    const path = join(folder, name)
    const isLeft = await disk.stat(path).then(
      ({ kind, modifiedMs }) => kind === 'file' && now() - modifiedMs > abandonedMs,
      () => false,
    )
    if (isLeft) await disk.remove(path).catch(() => {})
  }
}

/**
 * Writes the archive beside its place, reads it back, and only then puts it there. One that lacks a job never takes the place of a file
 * that is there, and one without any job is not written: the file may be the last whole back-up.
 * @param mayReplace whether the person agreed that a file of this very name is replaced.
 */
export const backUp = async (
  deps: BackUpDeps,
  path: string,
  steps: Steps,
  mayReplace = true,
): Promise<Result<BackedUp, FailureCode>> => {
  const { disk, newId } = deps
  const aside = join(dirname(path), `.${newId()}${unfinished}`)
  try {
    await sweep(deps, dirname(path))
    const written = await writeArchive(deps, aside, steps)
    if (!written.ok) return written
    const isWhole = written.value.left.length === 0
    const stays = (!isWhole || !mayReplace) && (await isTaken(disk, path))
    const to = stays ? await freeName(disk, path, isWhole ? '' : ' (incomplete)') : path
    await disk.rename(aside, to)
    await disk.syncFolder(dirname(path)).catch(() => {})
    return ok({ ...written.value, name: basename(to) })
  } catch (error) {
    return diskFailure(error, `“${basename(path)}” could not be written`)
  } finally {
    await disk.remove(aside).catch(() => {})
  }
}

const writeArchive = async (
  { disk, library, now }: BackUpDeps,
  path: string,
  steps: Steps,
): Promise<Result<Omit<BackedUp, 'name'>, FailureCode>> => {
  const jobs = library.list()
  if (jobs.length === 0) return fail('not-found', 'There is no job in the library, so no file was written.')
  const told: Files = {}
  const left: string[] = []
  let bytes = 0
  let kept = 0
  const file = await disk.open(path, 'create')
  try {
    const zip = createZipWriter(file)
    await zip.add(mimeName, Buffer.from(mimeType), 'store')
    for (const [index, { id, title }] of jobs.entries()) {
      if (steps.isCancelled()) return calledOff
      steps.tell(`Copying “${title}”`, index, jobs.length * 2)
      const whole = await library.readWhole(id)
      if (!whole.ok) {
        // One that was deleted meanwhile is missed by nobody.
        if (whole.code !== 'not-found') left.push(whole.message)
        continue
      }
      const { record, raw, files: parts } = whole.value
      for (const [name, part] of [[files.record, raw ?? writeRecord(record)] as const, ...Object.entries(parts)]) {
        const at = `jobs/${id}/${name}`
        await zip.add(at, part)
        told[at] = { sha256: sha256(part), bytes: part.length }
      }
      kept++
    }
    if (kept === 0)
      return fail('unreadable', 'None of the jobs could be read, so no file was written. Check the library’s disk.')
    await zip.add(listName, Buffer.from(JSON.stringify({ version, madeAt: now(), files: told })))
    bytes = await zip.finish()
    await file.sync()
    const sound = await isWhole(file, told, steps, jobs.length)
    if (!sound.ok) return sound
  } finally {
    await file.close()
  }
  return ok({ jobs: kept, bytes, left })
}

/** Reads everything back, as the disk has it. */
const isWhole = async (file: OpenFile, told: Files, steps: Steps, jobs: number): Promise<Result<null, FailureCode>> => {
  const wrong = fail('disk', 'The back-up could not be read back as it was written. Try another disk.')
  const archive = await openArchive(file, caps)
  if (!archive.ok) return wrong
  const names = Object.keys(told)
  for (const [index, name] of names.entries()) {
    if (steps.isCancelled()) return calledOff
    steps.tell('Reading the back-up back', jobs * (1 + index / names.length), jobs * 2)
    const entry = archive.value.entries.get(name)
    const bytes = entry === undefined ? null : await readEntry(file, entry)
    if (bytes === null || !bytes.ok || sha256(bytes.value) !== told[name]?.sha256) return wrong
  }
  return ok(null)
}

export type BroughtBack = {
  readonly jobs: number
  readonly added: number
  readonly known: number
  readonly beside: number
  /** Known, and in the trash. */
  readonly trashed: number
  /** Came in without the recording they were linked to: an archive’s paths are not followed. */
  readonly unlinked: number
  /** Jobs that could not be taken, with why. */
  readonly left: readonly string[]
  readonly cancelled: boolean
}

/** Adds what is in the archive to the library. Nothing that is here is changed. */
export const bringBack = async (
  deps: BackUpDeps,
  path: string,
  steps: Steps,
): Promise<Result<BroughtBack, FailureCode>> => {
  const name = basename(path)
  try {
    const file = await deps.disk.open(path, 'read')
    try {
      const read = await readBackUp(file, deps.free)
      return read.ok
        ? await addAll(deps, file, read.value, dirname(path), steps)
        : fail(read.code, `“${name}” ${read.message}`)
    } finally {
      await file.close()
    }
  } catch (error) {
    return diskFailure(error, `“${name}” could not be read`)
  }
}

type Listed = { readonly told: Files; readonly jobs: ReadonlyMap<JobId, readonly ArchiveEntry[]> }

/** What a job's folder may hold: no name that a system reads otherwise. */
const isFileName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{0,80}$/.test(name) && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/.test(name)

/** The list of contents, held to every rule. Nothing is unpacked yet. */
export const readBackUp = async (
  file: OpenFile,
  free: BackUpDeps['free'],
): Promise<Result<Listed, 'unreadable' | 'disk-full'>> => {
  const archive = await openArchive(file, caps)
  if (!archive.ok) return archive
  const list = await readList(file, archive.value)
  if (!list.ok) return list
  const told = list.value
  const jobs = new Map<JobId, ArchiveEntry[]>()
  let count = 0
  for (const entry of archive.value.entries.values()) {
    if (entry.name === mimeName || entry.name === listName) continue
    const [top, folder, name, ...more] = entry.name.split('/')
    const id = jobIdSchema.safeParse(folder)
    if (top !== 'jobs' || !id.success || name === undefined || more.length > 0 || !isFileName(name))
      return fail('unreadable', 'holds files that belong to no job, so nothing of it was used.')
    if (told[entry.name]?.bytes !== entry.bytes) return unlike
    jobs.set(id.data, [...(jobs.get(id.data) ?? []), entry])
    count++
  }
  if (count !== Object.keys(told).length) return unlike
  const room = await free()
  if (room !== null && archive.value.totalBytes > room)
    return fail(
      'disk-full',
      `holds ${sizeWords(archive.value.totalBytes)}, and only ${sizeWords(room)} are free on the library’s disk.`,
    )
  return ok({ told, jobs })
}

const unlike = fail('unreadable', 'is damaged: what it holds is not what it says it holds.')

const readList = async (file: OpenFile, archive: Archive): Promise<Result<Files, 'unreadable'>> => {
  const entry = archive.entries.get(listName)
  if (entry === undefined) return fail('unreadable', 'is an archive, but no back-up of Caesura.')
  if (entry.bytes > mostListBytes) return unlike
  const bytes = await readEntry(file, entry)
  if (!bytes.ok) return bytes
  const json = parseJson(bytes.value.toString('utf8'))
  const made = listSchema.pick({ version: true }).safeParse(json)
  if (!made.success) return unlike
  if (made.data.version.major > version.major)
    return fail('unreadable', 'was made by a newer Caesura in a way this one cannot read. Update Caesura first.')
  const list = listSchema.safeParse(json)
  return list.success ? ok(list.data.files) : unlike
}

const addAll = async (
  { library }: BackUpDeps,
  file: OpenFile,
  { told, jobs }: Listed,
  folder: string,
  steps: Steps,
): Promise<Result<BroughtBack, FailureCode>> => {
  const counts = { added: 0, known: 0, beside: 0, trashed: 0, unlinked: 0 }
  const left: string[] = []
  let done = 0
  for (const [id, entries] of jobs) {
    if (steps.isCancelled()) return ok({ jobs: jobs.size, ...counts, left, cancelled: true })
    steps.tell(`Adding ${jobsWords(jobs.size)}`, done++, jobs.size)
    const parts = await readJob(file, entries, told)
    if (!parts.ok) {
      left.push(`A job (${id.slice(0, 8)}) ${parts.message}`)
      continue
    }
    const { [files.record]: recordBytes, ...rest } = parts.value
    const record = recordBytes === undefined ? null : readRecord(Buffer.from(recordBytes))
    if (record === 'newer' || (record !== null && record.schema > schemaVersion)) {
      left.push(`A job (${id.slice(0, 8)}) was not added. ${newerSentence}`)
      continue
    }
    if (record === null || record.id !== id) {
      left.push(`A job (${id.slice(0, 8)}) has no description that can be read, so it was not added.`)
      continue
    }
    const coming = inRange(withoutPlaces(asOfNow(record), folder))
    const added = await library.addWhole({ record: coming, files: rest, raw: null })
    if (added.ok) {
      const { kind } = added.value
      counts[kind]++
      if (record.media?.source === 'file' && (kind === 'added' || kind === 'beside')) counts.unlinked++
    }
    // A disk that takes nothing takes none of the others either.
    else if (added.code === 'disk-full' || added.code === 'read-only')
      return ok({ jobs: jobs.size, ...counts, left: [...left, added.message], cancelled: false })
    else left.push(`“${coming.title}”: ${added.message}`)
  }
  steps.tell('Done', 1, 1)
  return ok({ jobs: jobs.size, ...counts, left, cancelled: false })
}

const readJob = async (
  file: OpenFile,
  entries: readonly ArchiveEntry[],
  told: Files,
): Promise<Result<Record<string, Uint8Array>, 'unreadable'>> => {
  if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > mostJobBytes)
    return fail('unreadable', 'is larger than any job is, so it was not added.')
  const parts: Record<string, Uint8Array> = {}
  for (const entry of entries) {
    const bytes = await readEntry(file, entry)
    if (!bytes.ok || sha256(bytes.value) !== told[entry.name]?.sha256)
      return fail('unreadable', 'is damaged in the back-up, so it was not added.')
    parts[basename(entry.name)] = bytes.value
  }
  return ok(parts)
}

/** What was under way when the back-up was made is not begun a second time by bringing it back: the person decides. */
const asOfNow = (record: JobRecord): JobRecord =>
  record.state.kind === 'starting'
    ? {
        ...record,
        state: {
          kind: 'failed',
          message:
            'It was being handed to Pictory when the back-up was made. Look in the list of your account before you start it again.',
          at: record.addedAt,
        },
      }
    : record
