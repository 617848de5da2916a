// A disk that waits for others to let go. On Windows a virus scanner, an indexer or a sync program opens a file the moment it is written,
// and a rename over it, or of it, is refused until they are done: mostly some milliseconds. Elsewhere only EBUSY means that.

import { type Disk, errorCode } from './disk'

/** Ms before each further try; 0.9 s in all, then the refusal stands and is told. */
export const patience = [10, 20, 50, 120, 250, 450] as const

const held: ReadonlySet<string> = new Set(['EBUSY'])
/** Windows says the same of a file that is held and of one that may not be written. */
const heldOnWindows: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'EACCES'])

export const patientDisk = (disk: Disk, windows: boolean, wait: (ms: number) => Promise<void>): Disk => {
  const codes = windows ? heldOnWindows : held
  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const ms of patience) {
      try {
        return await work()
      } catch (error) {
        if (!codes.has(errorCode(error))) throw error
        await wait(ms)
      }
    }
    return work()
  }
  return {
    ...disk,
    open: (path, how) => patiently(() => disk.open(path, how)),
    readFile: (path) => patiently(() => disk.readFile(path)),
    rename: (from, to) => patiently(() => disk.rename(from, to)),
    remove: (path) => patiently(() => disk.remove(path)),
  }
}
