// Is a folder nothing but a library of Caesura's own? Only such a one may go to the bin: a file that somebody put beside the jobs was
// perhaps never copied, and is not Caesura's to throw away.

import { join } from 'node:path'
import { jobIdSchema } from '../../core/job/job'
import { isTemporary } from '../library/atomic'
import type { Disk } from '../library/disk'
import { isMadeAnew } from '../library/folder'
import { signName } from '../library/sign'

type Kind = 'file' | 'folder'
/** What may be in a folder: each entry's kind by its name, and null where it is not Caesura's. */
type Owns = (name: string) => { readonly kind: Kind; readonly inside?: Owns } | null

const file = { kind: 'file' } as const
const jobFile = /^(?:job|edits|snapshot|response)(?:\.[a-z]+-\d+)?(?:\.(?:json|jsonl|srt|vtt))?$/u
const inJob: Owns = (name) => (isTemporary(name) || isMadeAnew(name) || jobFile.test(name) ? file : null)
const isJobId = (name: string): boolean => jobIdSchema.safeParse(name).success
const inJobs: Owns = (name) => {
  if (isTemporary(name)) return file
  return isJobId(name.replace(/^\.adding-/u, '')) ? { kind: 'folder', inside: inJob } : null
}
/** <job id>.<another id>. */
const inForgotten: Owns = (name) => (name.split('.').every(isJobId) ? { kind: 'folder', inside: inJob } : null)
const inSearch: Owns = (name) => (isTemporary(name) || name === 'words.bin' ? file : null)
const folders: Readonly<Record<string, Owns>> = { jobs: inJobs, forgotten: inForgotten, search: inSearch }
const topFiles: ReadonlySet<string> = new Set(['lock.json', 'moving.json', signName])
const inLibrary: Owns = (name) => {
  if (isTemporary(name) || topFiles.has(name)) return file
  const inside = Object.hasOwn(folders, name) ? folders[name] : undefined
  return inside === undefined ? null : { kind: 'folder', inside }
}

const isAllOf = async (disk: Disk, folder: string, owns: Owns): Promise<boolean> => {
  for (const name of await disk.list(folder)) {
    const own = owns(name)
    const path = join(folder, name)
    if (own === null || (await disk.stat(path)).kind !== own.kind) return false
    if (own.inside !== undefined && !(await isAllOf(disk, path, own.inside))) return false
  }
  return true
}

/** Rejects when the disk does, and where it holds no folder of jobs. */
export const isOnlyLibrary = async (disk: Disk, dir: string): Promise<boolean> =>
  (await disk.stat(join(dir, 'jobs'))).kind === 'folder' && isAllOf(disk, dir, inLibrary)
