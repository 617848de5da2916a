// A disk for tests that fails on demand: at one call, or from one call on as for a process that was killed there. A failing write
// leaves half of its bytes, as a full disk and a power cut do.

import type { Disk, OpenFile } from './disk'

export type Fault = {
  /** Called before each call that changes the disk; an error makes it fail. */
  readonly strike: (what: string, path: string) => Error | null
}

export const diskError = (code: string): Error => Object.assign(new Error(`${code}: made by a test`), { code })

/** Fails at the nth changing call (0: never), and at all after it when `dead`. `calls` counts them. */
export const failingAt = (n: number, code: string, dead = false): Fault & { readonly calls: () => number } => {
  let calls = 0
  return {
    calls: () => calls,
    strike: () => {
      calls++
      return n > 0 && (calls === n || (dead && calls > n)) ? diskError(code) : null
    },
  }
}

export const faultyDisk = (disk: Disk, fault: Fault): Disk => {
  const check = (what: string, path: string): void => {
    const error = fault.strike(what, path)
    if (error !== null) throw error
  }
  const faultyFile = (file: OpenFile, path: string): OpenFile => ({
    ...file,
    write: async (bytes, at) => {
      const error = fault.strike('write', path)
      if (error === null) return file.write(bytes, at)
      await file.write(bytes.subarray(0, bytes.length >> 1), at)
      throw error
    },
    sync: async () => {
      check('sync', path)
      await file.sync()
    },
    truncate: async (bytes) => {
      check('truncate', path)
      await file.truncate(bytes)
    },
  })
  return {
    ...disk,
    open: async (path, how) => {
      if (how !== 'read') check('open', path)
      return faultyFile(await disk.open(path, how), path)
    },
    rename: async (from, to) => {
      check('rename', to)
      await disk.rename(from, to)
    },
    remove: async (path) => {
      check('remove', path)
      await disk.remove(path)
    },
    makeFolder: async (path) => {
      check('makeFolder', path)
      await disk.makeFolder(path)
    },
    addFolder: async (path) => {
      check('addFolder', path)
      await disk.addFolder(path)
    },
    syncFolder: async (path) => {
      check('syncFolder', path)
      await disk.syncFolder(path)
    },
  }
}
