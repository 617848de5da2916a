// A portable job: one `.caesura` file. It is a ZIP and no JSON with the parts in base64, because Pictory's bytes then stand in it as they
// came, it is a tenth as large, a part is read without the others, and anybody can take it apart without Caesura. In it:
//   mimetype         first and unpacked, so that systems know the file by its beginning (as OpenDocument and EPUB do)
//   response.json    the original, verbatim (response.srt, response.vtt of such a file)
//   edits.jsonl      the journal, with its checksums
//   snapshot.json    the transcript after some of the edits. Not needed to make a job of it, but another version may read the answer into
//                    other word ids, and the journal fits only what it was made for
//   caesura.json     version, what is known of the job, the recording's name, and the SHA-256 of every part
// A version is {major, minor}: a newer minor adds fields and parts, which are kept and written again (`carried.*` in the job's folder); a
// newer major is refused. The recording is told by its name and, where it lies in the file's own folder, by its place there; never by a
// place on the whole disk, which would tell the one who gets the file how its maker's computer is laid out, and is never opened unasked.

import { basename, dirname, relative, sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { isModest, parseJson } from '../../core/pictory/json'
import { fail, ok, type Result } from '../../core/result'
import { parseTranscript, replay } from '../../core/transcript/replay'
import type { FailureCode } from '../../ipc/contract'
import { temporaryBeside } from '../library/atomic'
import { type Disk, diskFailure, errorCode, type OpenFile } from '../library/disk'
import type { Reader } from '../library/entry'
import { files, originalName, originalNames, sha256 } from '../library/folder'
import { readLines } from '../library/journal'
import { type JobRecord, newRecord, recordSchema, schemaVersion } from '../library/record'
import { readSnapshot, writeSnapshot } from '../library/snapshot'
import type { Whole } from '../library/wholes'
import { inRange, placeOf } from './fromElsewhere'
import { type Archive, isPlainName, openArchive, readEntry } from './unzip'
import { createZipWriter } from './zip'

export const extension = 'caesura'
export const mimeType = 'application/x-caesura'
const version = { major: 1, minor: 0 } as const

const mimeName = 'mimetype'
const manifestName = 'caesura.json'
/** What a newer Caesura added and this one keeps: files of the job's folder that begin so. */
const carried = 'carried.'

/** As large as the largest file that is opened as a response; the journal and the snapshot of it are smaller. */
const caps = { entries: 40, entryBytes: 256 * 1024 * 1024, totalBytes: 600 * 1024 * 1024 } as const
const mostManifestBytes = 4 * 1024 * 1024
const mostDepth = 40
/** Changes that are replayed when the file is opened. What is saved holds less: beyond a quarter of it the snapshot is brought up to date. */
const mostTail = 20_000

/** What goes along of job.json. Left out: paths of this computer, what was handed to Pictory (an address may hold a signature), damage. */
const portableSchema = recordSchema.omit({
  media: true,
  suggestedMedia: true,
  lastExport: true,
  start: true,
  damage: true,
})

const manifestSchema = z.object({
  version: z.object({ major: z.number().int().min(1), minor: z.number().int().min(0) }),
  job: portableSchema,
  media: z
    .object({
      name: z.string().min(1).max(300),
      kind: z.enum(['audio', 'video']),
      source: z.enum(['file', 'sample']).catch('file'),
      /** Where it lies, from the folder of this file; null where it lies elsewhere. */
      relative: z.string().max(1000).nullable().catch(null),
    })
    .nullable()
    .catch(null),
  parts: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number() })),
})
type Manifest = z.infer<typeof manifestSchema>

const isPartName = (name: string): boolean => /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(name) && name.length <= 60
const known: ReadonlySet<string> = new Set([...originalNames, files.edits, files.snapshot])

type JsonObject = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** All of `fresh`, and at every level what only `older` holds. */
const merged = (older: JsonObject, fresh: JsonObject): JsonObject => {
  const both: [string, unknown][] = Object.entries(fresh).map(([key, value]) => {
    const before = Object.hasOwn(older, key) ? older[key] : undefined
    return [key, isObject(value) && isObject(before) ? merged(before, value) : value]
  })
  return Object.fromEntries([...Object.entries(older).filter(([key]) => !Object.hasOwn(fresh, key)), ...both])
}

/** Deeper than anything sensible: what walks it would run out of its stack. */
const isDeep = (text: string): boolean => {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (inString) {
      if (sign === '\\') at++
      else if (sign === '"') inString = false
    } else if (sign === '"') inString = true
    else if (sign === '{' || sign === '[') {
      if (++depth > mostDepth) return true
    } else if (sign === '}' || sign === ']') depth--
  }
  return false
}

const jsonObject = (bytes: Uint8Array): JsonObject | null => {
  const text = Buffer.from(bytes).toString('utf8')
  const json = isDeep(text) ? undefined : parseJson(text)
  return isObject(json) ? json : null
}

/** Where the recording lies below this folder, with forward slashes; null where it does not. */
const below = (folder: string, path: string): string | null => {
  const way = relative(folder, path).split(sep).join('/')
  return isPlainName(way) ? way : null
}

const manifestOf = (record: JobRecord, parts: Manifest['parts'], folder: string | null): Manifest => {
  const { media, suggestedMedia, lastExport: _, start: __, damage: ___, ...job } = record
  const named = media ?? suggestedMedia
  const path = media === null ? (suggestedMedia?.path ?? null) : media.source === 'file' ? media.path : null
  return {
    version,
    job: {
      ...job,
      state: job.state.kind === 'ready' ? job.state : { kind: 'ready', completedAt: job.addedAt, gone: false },
    },
    media:
      named === null
        ? null
        : {
            name: named.name,
            kind: named.kind,
            source: media?.source ?? 'file',
            relative: folder === null || path === null ? null : below(folder, path),
          },
    parts,
  }
}

const partsOf = (given: Readonly<Record<string, Uint8Array>>): Manifest['parts'] =>
  Object.fromEntries(
    Object.entries(given).map(([name, bytes]) => [name, { sha256: sha256(bytes), bytes: bytes.length }]),
  )

/** The parts of a job's file, or the sentence that says why it cannot be given away as it is. */
export const partsToWrite = (
  { record, files: given }: Whole,
  read: Reader,
): Result<Record<string, Uint8Array>, 'unreadable'> => {
  const spoilt = (what: string) =>
    fail(
      'unreadable',
      `${what} of “${record.title}” is damaged, so no copy of it can be made. A back-up keeps it as it is.`,
    )
  const response = given[originalName(record.format)]
  if (response === undefined && record.response === null)
    return fail('unreadable', `“${record.title}” holds no transcript yet, so there is nothing to make a file of.`)
  if (response === undefined || (record.response !== null && sha256(response) !== record.response.sha256))
    return spoilt('The original')
  const journal = Buffer.from(given[files.edits] ?? [])
  const reading = readLines(journal)
  if (reading.rest?.kind === 'damaged') return spoilt('The record of changes')
  const edits = journal.subarray(0, reading.soundBytes)
  const hash = sha256(response)
  const kept = given[files.snapshot]
  const snapshot = kept === undefined ? null : readSnapshot(Buffer.from(kept), hash)
  const from = snapshot?.journalBytes ?? 0
  const tail = reading.lines.filter(({ endsAt }) => endsAt > from)
  const parts: Record<string, Uint8Array> = { [originalName(record.format)]: response, [files.edits]: edits }
  if (kept !== undefined && snapshot !== null && tail.length <= mostTail / 4) parts[files.snapshot] = kept
  else {
    const original = snapshot === null ? read(response, record.format) : null
    if (original !== null && !original.ok) return spoilt('The original')
    const text = original === null ? (snapshot?.text ?? '') : JSON.stringify(original.value.transcript)
    const base = parseTranscript(text)
    if (!base.ok) return spoilt('The transcript')
    const now = replay(
      base.value,
      tail.map(({ json }) => json),
    )
    if (now.stopped !== null) return spoilt('The record of changes')
    const groups = (snapshot?.groups ?? 0) + tail.length
    const seal = reading.lines.at(-1)?.seal ?? null
    parts[files.snapshot] = writeSnapshot(
      { text: JSON.stringify(now.transcript), groups, journalBytes: edits.length, seal },
      hash,
    )
  }
  for (const [name, bytes] of Object.entries(given)) {
    const part = name.slice(carried.length)
    if (name.startsWith(carried) && part !== manifestName && isPartName(part) && !known.has(part)) parts[part] = bytes
  }
  return ok(parts)
}

export type CaesuraFileDeps = { readonly disk: Disk; readonly read: Reader; readonly newId: () => string }

/** Writes the file whole or not at all, also where one of that name is replaced. Answers with its size. */
export const writeCaesuraFile = async (
  { disk, read, newId }: CaesuraFileDeps,
  whole: Whole,
  path: string,
): Promise<Result<number, FailureCode>> => {
  const parts = partsToWrite(whole, read)
  if (!parts.ok) return parts
  const older = jsonObject(whole.files[`${carried}${manifestName}`] ?? Buffer.from('{}')) ?? {}
  const fresh = manifestOf(whole.record, partsOf(parts.value), dirname(path))
  const all = merged(older, fresh)
  // A part that is not written any more is not told of.
  const told = isObject(all['parts']) ? all['parts'] : {}
  const manifest = {
    ...all,
    parts: Object.fromEntries(Object.entries(told).filter(([name]) => Object.hasOwn(fresh.parts, name))),
  }
  const aside = temporaryBeside(path, newId())
  try {
    const file = await disk.open(aside, 'create')
    let bytes = 0
    try {
      const zip = createZipWriter(file)
      await zip.add(mimeName, Buffer.from(mimeType), 'store')
      await zip.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
      for (const [name, part] of Object.entries(parts.value)) await zip.add(name, part)
      bytes = await zip.finish()
      await file.sync()
    } finally {
      await file.close()
    }
    await disk.rename(aside, path)
    await disk.syncFolder(dirname(path)).catch(() => {})
    return ok(bytes)
  } catch (error) {
    await disk.remove(aside).catch(() => {})
    const doing = `“${basename(path)}” could not be written`
    return errorCode(error) === 'ENOENT' ? fail('disk', `${doing}: its folder is gone.`) : diskFailure(error, doing)
  }
}

type Read = Result<Whole, 'unreadable'>
const unlike = fail('unreadable', 'is damaged: what it holds is not what it says it holds.')

/** The job in the file, checked through and through; the sentence goes after the file's name. Rejects only when the disk does. */
export const readCaesuraFile = async (
  { disk, read }: Pick<CaesuraFileDeps, 'disk' | 'read'>,
  path: string,
): Promise<Read> => {
  const file = await disk.open(path, 'read')
  try {
    return await readCaesura(file, read, dirname(path))
  } finally {
    await file.close()
  }
}

/** @param folder where the file lies: a recording is looked for from there. */
export const readCaesura = async (file: OpenFile, read: Reader, folder: string): Promise<Read> => {
  const archive = await openArchive(file, caps)
  return archive.ok ? readParts(file, archive.value, read, folder) : archive
}

const readParts = async (file: OpenFile, archive: Archive, read: Reader, folder: string): Promise<Read> => {
  const entry = archive.entries.get(manifestName)
  if (entry === undefined) return fail('unreadable', 'is an archive, but no Caesura file.')
  if (entry.bytes > mostManifestBytes) return unlike
  const manifestBytes = await readEntry(file, entry)
  if (!manifestBytes.ok) return manifestBytes
  const json = jsonObject(manifestBytes.value)
  const made = manifestSchema.pick({ version: true }).safeParse(json)
  if (json === null || !made.success) return unlike
  if (made.data.version.major > version.major)
    return fail('unreadable', 'was made by a newer Caesura in a way this one cannot read. Update Caesura to open it.')
  const manifest = manifestSchema.safeParse(json)
  if (!manifest.success) return unlike

  const parts: Record<string, Uint8Array> = {}
  for (const name of archive.entries.keys())
    if (name !== mimeName && name !== manifestName && !Object.hasOwn(manifest.data.parts, name)) return unlike
  for (const [name, { sha256: hash, bytes }] of Object.entries(manifest.data.parts)) {
    const found = archive.entries.get(name)
    if (found === undefined || !isPartName(name) || found.bytes !== bytes) return unlike
    const part = await readEntry(file, found)
    if (!part.ok) return part
    if (sha256(part.value) !== hash) return unlike
    parts[known.has(name) ? name : `${carried}${name}`] = part.value
  }
  return jobOf(json, manifest.data, parts, read, folder)
}

const jobOf = (
  json: JsonObject,
  { job, media }: Manifest,
  parts: Record<string, Uint8Array>,
  read: Reader,
  folder: string,
): Read => {
  const response = parts[originalName(job.format)]
  if (response === undefined) return fail('unreadable', 'holds no transcription.')
  const hash = sha256(response)
  if (job.response !== null && job.response.sha256 !== hash) return unlike
  const journal = readLines(Buffer.from(parts[files.edits] ?? []))
  if (journal.rest !== null) return fail('unreadable', 'is damaged: its record of changes cannot be read to the end.')

  const kept = parts[files.snapshot]
  const snapshot = kept === undefined ? null : readSnapshot(Buffer.from(kept), hash)
  if (kept !== undefined && (snapshot === null || !isModest(snapshot.text))) return unlike
  if (snapshot !== null && snapshot.journalBytes > journal.soundBytes) return unlike
  const original = snapshot === null ? read(response, job.format) : null
  if (original !== null && !original.ok) return fail('unreadable', `cannot be opened. ${original.message}`)
  const base = parseTranscript(original === null ? (snapshot?.text ?? '') : JSON.stringify(original.value.transcript))
  if (!base.ok) return unlike
  const from = snapshot?.journalBytes ?? 0
  if (from > 0 && !journal.lines.some(({ endsAt, seal }) => endsAt === from && seal === snapshot?.seal)) return unlike
  const tail = journal.lines.filter(({ endsAt }) => endsAt > from)
  if (tail.length > mostTail || tail.some((line) => !isModest(line.json)))
    return fail('unreadable', 'holds more changes in one piece than Caesura makes.')
  const edited = replay(
    base.value,
    tail.map((line) => line.json),
  )
  if (edited.stopped !== null)
    return fail('unreadable', 'holds changes that do not fit its transcript, so it was not opened.')

  const record = inRange({
    ...newRecord(job.id, job.origin, job.addedAt),
    ...job,
    schema: schemaVersion,
    state: job.state.kind === 'ready' ? job.state : { kind: 'ready', completedAt: job.addedAt, gone: false },
    response: { sha256: hash, bytes: response.length },
    // What is opened is wanted: it never comes in through the trash, whose time may be over.
    trashedAt: null,
    media:
      media?.source === 'sample' && job.origin === 'sample'
        ? { source: 'sample', name: media.name, kind: media.kind }
        : null,
    suggestedMedia:
      media === null || media.source === 'sample'
        ? null
        : { name: media.name, kind: media.kind, path: placeOf(folder, media.relative ?? media.name) },
  })
  const found: Record<string, Uint8Array> = { ...parts }
  if (kept === undefined) {
    const text = JSON.stringify(base.value)
    found[files.snapshot] = writeSnapshot({ text, groups: 0, journalBytes: 0, seal: null }, hash)
  }
  // What only a newer Caesura understands goes with the job and comes out again with it.
  if (!isDeepStrictEqual(json, manifestSchema.parse(json)))
    found[`${carried}${manifestName}`] = Buffer.from(JSON.stringify(json))
  return ok({ record, files: found, raw: null })
}
