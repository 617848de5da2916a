// Where a job's files are, and how what cannot be used is kept beside them.

import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { extensionOf, type Format } from '../../core/imports/format'
import type { JobId } from '../../core/job/job'
import { writeAtomic } from './atomic'
import type { Disk } from './disk'

export const files = {
  response: 'response.json',
  record: 'job.json',
  edits: 'edits.jsonl',
  snapshot: 'snapshot.json',
  /** The search's index of the job. */
  index: 'search.bin',
  /** The sound of its recording, to be drawn. */
  peaks: 'peaks.bin',
} as const

/** The file that holds a job's original, verbatim: response.json, or what it is truly called (response.srt). */
export const originalName = (format: Format): string => `response.${extensionOf(format)}`
/** Every name an original can have, for a folder whose record is lost. */
export const originalNames = ['response.json', 'response.srt', 'response.vtt'] as const

/** Made anew wherever it is missing, so it does not go along when a job leaves. */
export const isMadeAnew = (name: string): boolean => name === files.index || name === files.peaks

/** What the original is called in a sentence. */
export const originalWords = (format: Format): string =>
  `${format === 'pictory' ? 'Pictory’s own answer' : 'The original file'} (${originalName(format)})`

/** Of jobs without a transcript that made room for a whole one. */
export const forgottenFolder = (library: string): string => join(library, 'forgotten')
/** Of an add that is not complete yet, and of a job that is being removed: no job, and cleared at the next start. */
export const addingFolder = (library: string, id: string): string => join(library, 'jobs', `.adding-${id}`)
export const jobsFolder = (library: string): string => join(library, 'jobs')
export const jobFolder = (library: string, id: JobId): string => join(library, 'jobs', id)

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * A job id made of a file's bytes, for a response that names none: the same bytes are always the same job.
 * UUID version 8 (RFC 9562, custom): 122 bits of the SHA-256.
 */
export const idOfBytes = (hash: string): JobId => {
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** The first name of the form `<stem>.<why>-<n><extension>` that is free in the file's folder. */
const freeName = async (disk: Disk, path: string, why: string): Promise<string> => {
  const [stem = '', extension = ''] = basename(path).split('.')
  const taken = new Set(await disk.list(dirname(path)))
  const name = (n: number) => `${stem}.${why}-${n}${path.endsWith('.jsonl') ? '' : `.${extension}`}`
  let n = 1
  while (taken.has(name(n))) n++
  return join(dirname(path), name(n))
}

/** Keeps bytes that could not be used in a file of their own; answers its name. Nothing is ever thrown away. */
export const keepAside = async (
  disk: Disk,
  path: string,
  why: string,
  bytes: Uint8Array,
  id: string,
): Promise<string> => {
  const aside = await freeName(disk, path, why)
  await writeAtomic(disk, aside, bytes, id)
  return basename(aside)
}

/** Moves a file that could not be used out of the way; answers its new name. */
export const moveAside = async (disk: Disk, path: string, why: string): Promise<string> => {
  const aside = await freeName(disk, path, why)
  await disk.rename(path, aside)
  await disk.syncFolder(dirname(path))
  return basename(aside)
}
