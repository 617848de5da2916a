// From a path to what it is: files that were dropped, chosen, or named on the command line. A Pictory response becomes a job at once; a file
// of another kind is shown first (imports.ts); a list of ids and a recording are told to the window, which asks what to do with them. Each file ends as one line the person can read; a refused
// file leaves nothing behind.

import { basename } from 'node:path'
import { decodeText as decodeAnyText } from '../core/formats/encoding'
import { idsInFile } from '../core/job/ids'
import type { Opened } from '../ipc/contract'
import type { Imports } from './imports'
import { decodeText } from './library/decode'
import { type Disk, errorCode } from './library/disk'
import type { Reader } from './library/entry'
import type { Added, Library } from './library/jobs'
import { isCaesuraFile } from './portable/copies'
import { isRecording, type Recordings } from './recordings'
import { extensionOf } from './serve'

export type OpeningDeps = {
  /** A portable job; never rejects. */
  readonly openCaesura: (path: string) => Promise<Opened>
  readonly disk: Pick<Disk, 'stat' | 'readFile'>
  readonly library: Pick<Library, 'addFile'>
  readonly recordings: Pick<Recordings, 'offer'>
  readonly imports: Pick<Imports, 'offer'>
  readonly read: Reader
}

/** The largest real answer seen is under 30 MB for ten hours of speech. */
const mostBytes = 256 * 1024 * 1024
/** 25,000 ids, one per line. */
const mostIdsText = 1024 * 1024

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024).toLocaleString('en')} MB`

/** What other files are, where their name tells it before they are read. */
const otherKinds: Readonly<Record<string, string>> = {
  'caesura-backup':
    'is a back-up of a library. Bring it in with “Bring in a back-up…”, in the settings or the File menu.',
  zip: 'is an archive. Unpack it first, and drop the job’s response (.json).',
}

/** Kinds of subtitles that are not read; said of a file only when its content was nothing known. */
const unreadSubtitles: ReadonlySet<string> = new Set(['ass', 'ssa', 'ttml', 'dfxp', 'sbv', 'stl', 'sub', 'smi'])

const refused = (name: string, message: string): Opened => ({
  name,
  outcome: { kind: 'refused', message: `“${name}” ${message}` },
})

/** Why a path cannot be read, after “name”. */
const unreadable = (error: unknown): string => {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'is not there any more.'
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by you: its permissions forbid it.'
    case 'ELOOP':
      return 'is a link that leads nowhere.'
    default:
      return `cannot be read (${errorCode(error) === '' ? 'unknown trouble' : errorCode(error)}).`
  }
}

/** A list of ids may come from an old spreadsheet in its own encoding; only its digits and letters a–f count. Empty for what is no text. */
const anyText = (bytes: Buffer): string => {
  const { text } = decodeAnyText(bytes.subarray(0, mostIdsText + 1), () => null)
  return text.includes('\0') ? '' : text
}

/** The ids in a text that is no response, or that it is too long for a list; null where it holds none. */
const idsIn = (name: string, text: string): Opened | null => {
  const ids = idsInFile(text)
  if (ids === null) return null
  if (ids.length > mostIdsText)
    return refused(
      name,
      `is too long for a list of job ids: Caesura takes ${megabytes(mostIdsText)} of text at once. Split it, or keep only the column with the ids.`,
    )
  return { name, outcome: { kind: 'ids', text: ids } }
}

/** What became of it in the library, as the window is told. */
export const openedAs = (name: string, { kind, jobId, notes }: Added): Opened => ({
  name,
  outcome: kind === 'added' ? { kind, jobId, notes } : { kind, jobId },
})

/** Never rejects. */
export const openPath = async (
  { openCaesura, disk, library, recordings, imports, read }: OpeningDeps,
  path: string,
): Promise<Opened> => {
  const name = basename(path) === '' ? path : basename(path)
  let bytes: Buffer
  try {
    const { kind, bytes: size } = await disk.stat(path)
    if (kind === 'folder') return refused(name, 'is a folder. Drop the files in it instead.')
    if (kind === 'other') return refused(name, 'is no ordinary file.')
    if (isRecording(name)) {
      const offered = await recordings.offer(path)
      if (offered.ok) return { name, outcome: { kind: 'recording', recording: offered.value } }
      return { name, outcome: { kind: 'refused', message: offered.message } }
    }
    if (isCaesuraFile(name)) return await openCaesura(path)
    const other = otherKinds[extensionOf(name)]
    if (other !== undefined) return refused(name, other)
    if (size === 0) return refused(name, 'is empty.')
    if (size > mostBytes)
      return refused(name, `is ${megabytes(size)} large. Caesura opens files of up to ${megabytes(mostBytes)}.`)
    bytes = await disk.readFile(path)
  } catch (error) {
    return refused(name, unreadable(error))
  }
  const response = read(bytes, null)
  if (!response.ok) {
    const ids = response.code === 'no-words' ? null : idsIn(name, decodeText(bytes) ?? anyText(bytes))
    if (ids !== null) return ids
    return unreadSubtitles.has(extensionOf(name))
      ? refused(name, 'is a subtitle file of a kind that Caesura does not read. It reads SRT and WebVTT.')
      : refused(name, `cannot be opened. ${response.message}`)
  }
  if (response.value.format !== 'pictory') return imports.offer(path, name, bytes, response.value)
  const added = await library.addFile({
    name,
    bytes,
    response: response.value,
    origin: 'file',
    media: null,
    title: null,
  })
  if (!added.ok) return refused(name, `could not be kept. ${added.message}`)
  return openedAs(name, added.value)
}

/** One after the other, so that twenty large files do not fill the memory at once. */
export const openPaths = async (deps: OpeningDeps, paths: readonly string[]): Promise<Opened[]> => {
  const opened: Opened[] = []
  for (const path of paths) opened.push(await openPath(deps, path))
  return opened
}
