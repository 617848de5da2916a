// A disk whose writes can be held back while the library is on its way to another folder: they wait and go on, or, once it has gone, fail
// as on a read-only disk. Reading goes on. A write that was under way when the gate closed ends as it began.

import type { Disk } from '../library/disk'

export type Gate = {
  readonly disk: Disk
  readonly hold: () => void
  readonly release: () => void
  /** For good: whoever waits is refused, and so is whoever comes. */
  readonly shut: () => void
}

export const createGate = (disk: Disk): Gate => {
  /** Resolves when writes go on. */
  let until: Promise<void> | null = null
  let goOn: (() => void) | null = null
  let isShut = false
  const release = (): void => {
    until = null
    goOn?.()
  }
  const pass = async (): Promise<void> => {
    await until
    if (isShut) throw Object.assign(new Error('EROFS: the library has moved'), { code: 'EROFS' })
  }
  return {
    disk: {
      ...disk,
      open: async (path, how) => {
        if (how !== 'read') await pass()
        return disk.open(path, how)
      },
      rename: async (from, to) => {
        await pass()
        await disk.rename(from, to)
      },
      remove: async (path) => {
        await pass()
        await disk.remove(path)
      },
      makeFolder: async (path) => {
        await pass()
        await disk.makeFolder(path)
      },
      addFolder: async (path) => {
        await pass()
        await disk.addFolder(path)
      },
    },
    hold: () => {
      until ??= new Promise((resolve) => {
        goOn = resolve
      })
    },
    release,
    shut: () => {
      isShut = true
      release()
    },
  }
}
