// Whole files. Guarantee: after `writeAtomic` has resolved, the file holds exactly these bytes, also after a power cut; when
// it rejects, or the process dies at any moment in it, the path holds what it held before (or nothing, if it held
// nothing), never a part. The way: a new file in the same folder, fsync, rename over the old one, fsync the folder.
// One gap is the system's own: where the last fsync of the folder fails, the new bytes are already visible.

import { dirname, join } from 'node:path'
import type { Disk } from './disk'

const temporary = /^\.[0-9a-f-]{8,}\.tmp$/

/** Is this the name of a file that a killed `writeAtomic` can leave behind? */
export const isTemporary = (name: string): boolean => temporary.test(name)

/** Short, so that the longest name the disk takes still has room for it. */
export const temporaryBeside = (path: string, id: string): string => join(dirname(path), `.${id}.tmp`)

/** @param id new for each call, lower-case hex and dashes. */
export const writeAtomic = async (disk: Disk, path: string, bytes: Uint8Array, id: string): Promise<void> => {
  const aside = temporaryBeside(path, id)
  try {
    await writeDurable(disk, aside, bytes)
    await disk.rename(aside, path)
  } catch (error) {
    await disk.remove(aside).catch(() => {})
    throw error
  }
  await disk.syncFolder(dirname(path))
}

/** Writes a new file and waits until the device has its bytes. Its name is durable only after the folder's fsync. */
export const writeDurable = async (disk: Disk, path: string, bytes: Uint8Array): Promise<void> => {
  const file = await disk.open(path, 'create')
  try {
    await file.write(bytes, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}
