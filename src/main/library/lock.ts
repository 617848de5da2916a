// One writer. On this machine Electron's single-instance lock sees to it; this file is for a library that another machine has open
// too (a shared or synchronised folder). Whoever finds a fresh lock of another machine reads only.

import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomic } from './atomic'
import type { Disk } from './disk'

const lockSchema = z.object({ machine: z.string(), at: z.number() })

/** A lock that was not renewed for so long was left by a machine that crashed or went away. */
const staleMs = 5 * 60_000
export const renewMs = 60_000

export type LibraryLock = {
  /** Why this one may only read; null when it is the writer. */
  readonly readOnly: string | null
  /** To be called every `renewMs`. */
  readonly renew: () => Promise<void>
  readonly release: () => Promise<void>
}

export type LockDeps = {
  readonly disk: Disk
  readonly dir: string
  /** This machine's name. */
  readonly machine: string
  readonly now: () => number
  readonly newId: () => string
}

export const lockLibrary = async ({ disk, dir, machine, now, newId }: LockDeps): Promise<LibraryLock> => {
  const path = join(dir, 'lock.json')
  const read = async () => {
    const bytes = await disk.readFile(path).catch(() => null)
    try {
      return bytes === null ? null : lockSchema.parse(JSON.parse(bytes.toString('utf8')))
    } catch {
      return null
    }
  }
  const holder = await read()
  const other =
    holder !== null && holder.machine !== machine && Math.abs(now() - holder.at) < staleMs ? holder.machine : null
  // A disk that takes no lock takes no writes either; the library finds that out and says it.
  const write = () =>
    writeAtomic(disk, path, Buffer.from(JSON.stringify({ machine, at: now() })), newId()).catch(() => {})
  if (other === null) {
    await disk.makeFolder(dir).catch(() => {})
    await write()
  }
  return {
    readOnly:
      other === null
        ? null
        : `The library is open on another computer (${other}). It can be read here; to edit, close Caesura there first and start it again here.`,
    renew: async () => {
      if (other === null) await write()
    },
    release: async () => {
      if (other === null && (await read())?.machine === machine) await disk.remove(path).catch(() => {})
    },
  }
}
