// One writer. On this machine Electron's single-instance lock sees to it; this file is for a library that another machine has open
// too (a shared or synchronised folder). Whoever finds a fresh lock of another machine reads only. Whoever holds it looks at each renewal
// whether it is still theirs: a machine that slept, or whose clock is wrong, can have been taken for gone; it then reads only as well.

import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomic } from './atomic'
import type { Disk } from './disk'

/** `session` tells two starts apart, also of two machines of one name; a Caesura before it wrote none. */
const lockSchema = z.object({ machine: z.string(), at: z.number(), session: z.string().default('') })
type Lock = z.infer<typeof lockSchema>

/** A lock that was not renewed for so long was left by a machine that crashed or went away. */
const staleMs = 5 * 60_000
export const renewMs = 60_000
/** Two that start at the same moment both find no lock: the one that wrote first finds the other's soon after. */
export const firstRenewMs = 5_000

export type LibraryLock = {
  /** Why this one may only read; null when it is the writer. */
  readonly readOnly: string | null
  /** To be called after `firstRenewMs`, then every `renewMs`, and when the machine wakes up. */
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
  /** Another one has taken it, and writes from now on: called once, with a sentence. */
  readonly lost?: (why: string) => void
}

const elsewhere = (machine: string): string =>
  `The library is open on another computer (${machine}). It can be read here; to edit, close Caesura there first and start it again here.`
const taken = (machine: string): string =>
  `The library has been opened on another computer (${machine}) meanwhile, so nothing is written here any more. To go on here, close Caesura there and start it again here.`

export const lockLibrary = async ({ disk, dir, machine, now, newId, lost }: LockDeps): Promise<LibraryLock> => {
  const path = join(dir, 'lock.json')
  const session = newId()
  const read = async (): Promise<Lock | null> => {
    const bytes = await disk.readFile(path).catch(() => null)
    try {
      return bytes === null ? null : lockSchema.parse(JSON.parse(bytes.toString('utf8')))
    } catch {
      return null
    }
  }
  /** By the clock of whatever serves the folder, which is one for all: how much older the lock's file is than one that is written now. */
  const ageOfFile = async (): Promise<number> => {
    const probe = join(dir, `.${newId()}.tmp`)
    try {
      const there = await disk.stat(path)
      await writeAtomic(disk, probe, Buffer.alloc(0), newId())
      return Math.abs((await disk.stat(probe)).modifiedMs - there.modifiedMs)
    } catch {
      return Number.POSITIVE_INFINITY
    } finally {
      await disk.remove(probe).catch(() => {})
    }
  }
  /** Stale by both clocks: the other machine's may be wrong, and so may ours. */
  const isFresh = async ({ at }: Lock): Promise<boolean> =>
    Math.abs(now() - at) < staleMs || (await ageOfFile()) < staleMs

  const holder = await read()
  const other = holder !== null && holder.machine !== machine && (await isFresh(holder)) ? holder.machine : null
  // A disk that takes no lock takes no writes either; the library finds that out and says it.
  const write = () =>
    writeAtomic(disk, path, Buffer.from(JSON.stringify({ machine, at: now(), session })), newId()).catch(() => {})
  if (other === null) {
    await disk.makeFolder(dir).catch(() => {})
    await write()
  }
  let ours = other === null
  return {
    readOnly: other === null ? null : elsewhere(other),
    renew: async () => {
      if (!ours) return
      const there = await read()
      // One that is gone or damaged is nobody's, and written anew.
      if (there === null || there.session === session) {
        await write()
        return
      }
      ours = false
      lost?.(taken(there.machine))
    },
    release: async () => {
      if (ours && (await read())?.session === session) await disk.remove(path).catch(() => {})
    },
  }
}
