// Finding the jobs again in their folders at the start. What is damaged is shown as damaged, with what could be saved; nothing
// is skipped in silence, and what cannot be used is kept aside.

import { dirname, join } from 'node:path'
import { jobIdSchema, type JobId } from '../../core/job/job'
import { isTemporary, writeAtomic } from './atomic'
import { type Disk, diskFailure, errorCode } from './disk'
import { type Entry, newEntry, newerSentence, type Reader, withResponse } from './entry'
import { files, jobFolder, jobsFolder, moveAside, originalName, originalNames, originalWords } from './folder'
import { newRecord, readRecord, type JobRecord, schemaVersion, writeRecord } from './record'
import { takenUp } from './steered'

export type LoadDeps = {
  readonly disk: Disk
  readonly library: string
  readonly read: Reader
  readonly now: () => number
  readonly newId: () => string
  readonly log: (line: string) => void
  /** Why nothing may be written, not even a repair; null when it may. */
  readonly readOnly: string | null
}

/**
 * Makes the folder, clears what a killed add left, and finds every job. Answers with why nothing may be written, null when it may.
 * There is no index file that could go stale: 1,000 jobs take 240 ms, with an emptied cache of the disk 380 ms, while the window starts up
 * beside it; 5,000 take 1.2 s and 2.8 s (npm run bench -- library, two busy cores). An index would have to be written with every change of a
 * job, and would be one more file that can be wrong.
 */
export const loadAll = async (deps: LoadDeps, entries: Map<JobId, Entry>): Promise<string | null> => {
  const { disk, library, log } = deps
  const jobs = jobsFolder(library)
  let { readOnly } = deps
  if (readOnly === null)
    await makeReady(disk, library)
      .then(() => mayWrite(disk, join(jobs, `.${deps.newId()}.tmp`)))
      .then(
        (may) => {
          if (!may) readOnly = notWritable
        },
        (error: unknown) => {
          readOnly = diskFailure(error, 'The library could not be made ready').message
        },
      )
  const names = await disk.list(jobs).catch((error: unknown) => {
    readOnly ??= diskFailure(error, 'The library could not be read').message
    return []
  })
  const load = async (name: string): Promise<void> => {
    const id = jobIdSchema.safeParse(name)
    if (id.success) entries.set(id.data, await findEntry({ ...deps, readOnly }, id.data))
    else if (!name.startsWith('.adding-') && !isTemporary(name))
      log(`${name} in the library is no job and was left alone.`)
    else if (readOnly === null) await disk.remove(join(jobs, name)).catch(() => {})
  }
  // Node runs four disk calls at a time; more lanes than these would only queue.
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    for (let index = lane; index < names.length; index += 8) await load(names[index] ?? '')
  })
  await Promise.all(lanes)
  return readOnly
}

/** Its folders are there, also after a power cut: what is put into them later is only as safe as they are. */
const makeReady = async (disk: Disk, library: string): Promise<void> => {
  await disk.makeFolder(jobsFolder(library))
  await disk.syncFolder(library)
  await disk.syncFolder(dirname(library))
}

const notWritable =
  'The library’s folder may not be written to. Everything can be read; to edit, make the folder writable and start Caesura again.'

/** A full disk is no answer: it can have room in a moment. */
const mayWrite = async (disk: Disk, probe: string): Promise<boolean> => {
  try {
    await (await disk.open(probe, 'create')).close()
    await disk.remove(probe)
    return true
  } catch (error) {
    return diskFailure(error, '').code !== 'read-only'
  }
}

/** The files are there and cannot be had from the disk: shown, and never written to. */
const closedEntry = (deps: LoadDeps, id: JobId, error: unknown): Entry => {
  const sentence = `This job’s files cannot be read at the moment (${errorCode(error)}): another program may hold them, or the disk may have trouble. Nothing was changed.`
  return { ...newEntry(newRecord(id, 'file', deps.now()), 0), damage: sentence, readOnly: sentence }
}

/** Finds a job in its folder, whatever state that is in. */
export const findEntry = (deps: LoadDeps, id: JobId): Promise<Entry> =>
  loadEntry(deps, id).catch((error: unknown) => closedEntry(deps, id, error))

/** Rejects when the folder cannot be listed, or its job.json is there and cannot be had from the disk. */
const loadEntry = async (deps: LoadDeps, id: JobId): Promise<Entry> => {
  const { disk, library, now, readOnly } = deps
  const folder = jobFolder(library, id)
  const names = await disk.list(folder)
  if (readOnly === null)
    for (const name of names) if (isTemporary(name)) await disk.remove(join(folder, name)).catch(() => {})
  const has = (name: string): boolean => names.includes(name)
  const found = {
    response: originalNames.some(has),
    snapshot: has(files.snapshot),
    editedAt: has(files.edits)
      ? await disk.stat(join(folder, files.edits)).then(
          (stat) => (stat.bytes > 0 ? stat.modifiedMs : null),
          () => null,
        )
      : null,
  }
  // A file that another program holds, or a disk in trouble, is no damaged file: nothing is made anew over it.
  const record = has(files.record) ? readRecord(await disk.readFile(join(folder, files.record))) : null
  // Schema 1: what is made up here need not have reached the disk.
  const fresh = { ...newEntry({ ...newRecord(id, 'file', now()), schema: 1 }, now()), ...found }
  if (record === 'newer') {
    const state = found.response
      ? ({ kind: 'ready', completedAt: now(), gone: false } as const)
      : ({ kind: 'gone', why: 'unknown', message: newerSentence, at: now() } as const)
    // Nothing here can say what it is: not that Pictory does not know it.
    const damage = found.response ? null : newerSentence
    const newer = { ...fresh.record, state, schema: schemaVersion + 1 }
    return { ...fresh, record: newer, damage, readOnly: newerSentence }
  }
  if (record === null || record.id !== id)
    return rebuild(deps, fresh, has(files.record), originalNames.find(has) ?? null)
  const entry = { ...newEntry(record, now()), ...found, response: has(originalName(record.format)) }
  if (record.schema > schemaVersion) return { ...entry, readOnly: newerSentence }
  if (record.state.kind === 'waiting' && entry.response) return adopt(deps, entry)
  if (record.state.kind === 'starting') return takeUp(deps, entry)
  if (record.state.kind === 'ready' && !entry.response)
    return {
      ...entry,
      damage: found.snapshot
        ? `${originalWords(record.format)} is missing. The transcript and its edits are whole.`
        : `${originalWords(record.format)} is missing, and nothing could be saved of this job.`,
    }
  return entry
}

/** The answer reached the disk, then the process was killed: what follows the answer is done now. */
const adopt = async (deps: LoadDeps, entry: Entry): Promise<Entry> => {
  const path = join(jobFolder(deps.library, entry.record.id), originalName(entry.record.format))
  const bytes = await deps.disk.readFile(path).catch(() => null)
  const read = bytes === null ? null : deps.read(bytes, entry.record.format)
  if (bytes === null || read === null || !read.ok) return entry
  const record = withResponse(entry.record, read.value, bytes, deps.now())
  await saveRecord(deps, record)
  return { ...entry, record }
}

/** The process ended in the middle of a start. */
const takeUp = async (deps: LoadDeps, entry: Entry): Promise<Entry> => {
  const record = takenUp(entry.record, deps.now())
  await saveRecord(deps, record)
  return { ...entry, record }
}

/** job.json is missing or damaged. What the other files tell is used; a damaged job.json is kept aside. */
const rebuild = async (deps: LoadDeps, entry: Entry, hadRecord: boolean, original: string | null): Promise<Entry> => {
  const folder = jobFolder(deps.library, entry.record.id)
  if (hadRecord && deps.readOnly === null)
    await moveAside(deps.disk, join(folder, files.record), 'damaged').catch(() => {})
  const what = `This job’s ${files.record} cannot be read`
  const bytes = original === null ? null : await deps.disk.readFile(join(folder, original)).catch(() => null)
  const read = bytes === null ? null : deps.read(bytes, null)
  if (bytes === null || read === null || !read.ok) {
    const saved = entry.snapshot ? 'The transcript and its edits could be saved.' : 'Nothing could be saved.'
    const state = { kind: 'gone', why: 'unknown', message: what, at: deps.now() } as const
    return { ...entry, record: { ...entry.record, state }, damage: `${what}. ${saved}` }
  }
  const record = {
    ...withResponse(entry.record, read.value, bytes, deps.now()),
    damage: `${what}. The transcript and its edits could be saved; the title, the media link and the list of exports are lost.`,
  }
  await saveRecord(deps, record)
  return { ...entry, record }
}

/** A repair that cannot be written is made again at the next start. */
const saveRecord = async (deps: LoadDeps, record: JobRecord): Promise<void> => {
  if (deps.readOnly !== null) return
  const path = join(jobFolder(deps.library, record.id), files.record)
  await writeAtomic(deps.disk, path, writeRecord(record), deps.newId()).catch(() => {})
}
