// What tells one library from another, wherever its folder is: a random id in a file of its own at the top. It goes along when the library
// moves. A folder at the noted place with another sign, or none, is another disk's.

import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomic } from './atomic'
import { type Disk, errorCode } from './disk'

export const signName = 'library.json'
const signSchema = z.object({ library: z.string().min(8).max(100) })

/** Null where there is none, or one that cannot be understood. Rejects when the disk does. */
export const readSign = async (disk: Disk, dir: string): Promise<string | null> => {
  const bytes = await disk.readFile(join(dir, signName)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  try {
    return bytes === null ? null : signSchema.parse(JSON.parse(bytes.toString('utf8'))).library
  } catch {
    return null
  }
}

/** The sign of a library that may be written; made where there is none. A file that is no sign is left alone. Rejects when the disk does. */
export const signLibrary = async (disk: Disk, dir: string, newId: () => string): Promise<string | null> => {
  const there = await readSign(disk, dir)
  if (there !== null || (await disk.list(dir)).includes(signName)) return there
  const library = newId()
  await writeAtomic(disk, join(dir, signName), Buffer.from(`${JSON.stringify({ library })}\n`), newId())
  return library
}
