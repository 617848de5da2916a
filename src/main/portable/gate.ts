// A disk whose writes can be held back while the library is on its way to another folder: they wait and go on, or, once it has gone, go
// after it, so that what was typed meanwhile is saved where the library is. Reading goes on. A write that was under way when the gate
// closed ends as it began.

import { sep } from 'node:path'
import type { Disk } from '../library/disk'

export type Gate = {
  readonly disk: Disk
  readonly hold: () => void
  readonly release: () => void
  /** For good: whoever waits goes on in the new folder, and so does whoever comes; nothing is written to the old one any more. */
  readonly lead: (from: string, to: string) => void
}

export const createGate = (disk: Disk): Gate => {
  /** Resolves when writes go on. */
  let until: Promise<void> | null = null
  let goOn: (() => void) | null = null
  let moved: { readonly from: string; readonly to: string } | null = null
  const release = (): void => {
    until = null
    goOn?.()
  }
  /** Where that is now. */
  const at = (path: string): string =>
    moved !== null && (path === moved.from || path.startsWith(moved.from + sep))
      ? moved.to + path.slice(moved.from.length)
      : path
  const pass = async (): Promise<void> => {
    await until
  }
  return {
    disk: {
      readFile: (path) => disk.readFile(at(path)),
      list: (path) => disk.list(at(path)),
      stat: (path) => disk.stat(at(path)),
      syncFolder: (path) => disk.syncFolder(at(path)),
      open: async (path, how) => {
        if (how !== 'read') await pass()
        return disk.open(at(path), how)
      },
      rename: async (from, to) => {
        await pass()
        await disk.rename(at(from), at(to))
      },
      remove: async (path) => {
        await pass()
        await disk.remove(at(path))
      },
      makeFolder: async (path) => {
        await pass()
        await disk.makeFolder(at(path))
      },
      addFolder: async (path) => {
        await pass()
        await disk.addFolder(at(path))
      },
    },
    hold: () => {
      until ??= new Promise((resolve) => {
        goOn = resolve
      })
    },
    release,
    lead: (from, to) => {
      moved = { from, to }
      release()
    },
  }
}
