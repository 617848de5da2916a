// Where the library is. Its own file beside the preferences, because of those anything may be lost and of this nothing: an unreadable
// note must not look like an empty library. Without the file it is where it always was.

import { homedir } from 'node:os'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { z } from 'zod'
import { writeAtomic } from '../library/atomic'
import { type Disk, errorCode } from '../library/disk'
import { readSign, signLibrary } from '../library/sign'
import { isWithin } from './move'

/** A note can have been altered: what it names is written to, and can be moved to the bin. */
const isFolder = (path: string): boolean => isAbsolute(path) && normalize(path) === path && dirname(path) !== path
const folderSchema = z.string().refine(isFolder)

const placeSchema = z.object({
  dir: folderSchema,
  /** Where it was before it moved, while the old one is still there. */
  old: folderSchema.nullable().catch(null),
  /** The library's sign; null in a note of a Caesura that made none. */
  sign: z.string().nullable().catch(null),
})

export type Place = z.infer<typeof placeSchema> & {
  /** Why it cannot be used, as a sentence with a way on; null when it can. */
  readonly trouble: string | null
}

const fileOf = (userData: string): string => join(userData, 'library-place.json')
const usual = (userData: string): string => join(userData, 'library')

export const readPlace = async (disk: Disk, userData: string): Promise<Place> => {
  const none = { dir: usual(userData), old: null, sign: null }
  let bytes: Buffer
  try {
    bytes = await disk.readFile(fileOf(userData))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { ...none, trouble: null }
    return {
      ...none,
      trouble: 'The note of where your library is cannot be read. Choose the library’s folder in the settings.',
    }
  }
  let noted: z.infer<typeof placeSchema>
  try {
    noted = placeSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return {
      ...none,
      trouble: 'The note of where your library is was damaged. Choose the library’s folder in the settings.',
    }
  }
  const { dir, sign } = noted
  const there = await disk.stat(join(dir, 'jobs')).then(
    ({ kind }) => kind === 'folder',
    () => false,
  )
  const isIt = there && (sign === null || (await readSign(disk, dir).catch(() => null)) === sign)
  const what = there
    ? 'Your library is not at its place: another folder is there'
    : 'Your library’s folder is not there'
  const trouble = isIt
    ? null
    : `${what}. Connect the disk it is on and start Caesura again, or choose where it is now in the settings.`
  const old = noted.old !== null && isApart(noted.old, dir, userData) ? noted.old : null
  return { ...noted, old, trouble }
}

/** An earlier library holds neither this one, nor the home folder, nor Caesura's own; nor is it a part of this one. */
const isApart = (old: string, dir: string, userData: string): boolean =>
  !isWithin(dir, old) && ![dir, homedir(), userData].some((path) => isWithin(old, path))

/** Gives a library that was opened for writing its sign, and notes it where there is a note. Rejects when the disk does. */
export const signPlace = async (disk: Disk, userData: string, place: Place, newId: () => string): Promise<Place> => {
  const { dir, old } = place
  const sign = await signLibrary(disk, dir, newId)
  if (sign === null || sign === place.sign) return place
  if (dir !== usual(userData)) await writePlace(disk, userData, { dir, old, sign }, newId)
  return { ...place, sign }
}

/** On disk when it answers. Rejects when the disk does. */
export const writePlace = (
  disk: Disk,
  userData: string,
  place: z.infer<typeof placeSchema>,
  newId: () => string,
): Promise<void> => writeAtomic(disk, fileOf(userData), Buffer.from(`${JSON.stringify(place, null, 1)}\n`), newId())
