// Where the library is. Its own file beside the preferences, because of those anything may be lost and of this nothing: an unreadable
// note must not look like an empty library. Without the file it is where it always was.

import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomic } from '../library/atomic'
import { type Disk, errorCode } from '../library/disk'

const placeSchema = z.object({
  dir: z.string().min(1),
  /** Where it was before it moved, while the old one is still there. */
  old: z.string().nullable().catch(null),
})

export type Place = z.infer<typeof placeSchema> & {
  /** Why it cannot be used, as a sentence with a way on; null when it can. */
  readonly trouble: string | null
}

const fileOf = (userData: string): string => join(userData, 'library-place.json')
const usual = (userData: string): string => join(userData, 'library')

export const readPlace = async (disk: Disk, userData: string): Promise<Place> => {
  const none = { dir: usual(userData), old: null }
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
  const there = await disk.stat(join(noted.dir, 'jobs')).then(
    ({ kind }) => kind === 'folder',
    () => false,
  )
  const trouble = there
    ? null
    : 'Your library’s folder is not there. Connect the disk it is on and start Caesura again, or choose where it is now in the settings.'
  return { ...noted, trouble }
}

/** On disk when it answers. Rejects when the disk does. */
export const writePlace = (
  disk: Disk,
  userData: string,
  place: z.infer<typeof placeSchema>,
  newId: () => string,
): Promise<void> => writeAtomic(disk, fileOf(userData), Buffer.from(`${JSON.stringify(place, null, 1)}\n`), newId())
