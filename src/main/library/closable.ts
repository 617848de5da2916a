// A disk that can be closed to writing while the app runs: from then on every change is refused at the lowest place there is, whoever wants
// it, with the sentence that says why. Reading goes on.

import type { Disk, OpenFile } from './disk'

/** Refusals of a closed disk; see `diskFailure`. */
export class DiskClosed extends Error {}

export type ClosableDisk = {
  readonly disk: Disk
  readonly close: (why: string) => void
}

export const closableDisk = (disk: Disk): ClosableDisk => {
  let closed: string | null = null
  const change = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed !== null) throw new DiskClosed(closed)
    return work()
  }
  const guard = (file: OpenFile): OpenFile => ({
    ...file,
    write: (bytes, at) => change(() => file.write(bytes, at)),
    truncate: (bytes) => change(() => file.truncate(bytes)),
  })
  return {
    close: (why) => (closed = why),
    disk: {
      ...disk,
      open: async (path, how) =>
        how === 'read' ? disk.open(path, how) : guard(await change(() => disk.open(path, how))),
      rename: (from, to) => change(() => disk.rename(from, to)),
      remove: (path) => change(() => disk.remove(path)),
      makeFolder: (path) => change(() => disk.makeFolder(path)),
      addFolder: (path) => change(() => disk.addFolder(path)),
    },
  }
}
