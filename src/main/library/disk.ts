// The library's room: jobs as files in one folder. It knows Node's disk and the core; no Electron, no network, no window.
// This file is the disk as the library uses it: few verbs, so that a test can make each of them fail at any moment.

import { constants, open, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { fail, type Fail } from '../../core/result'
import { DiskClosed } from './closable'

export type OpenFile = {
  /** Writes all bytes at this offset. */
  readonly write: (bytes: Uint8Array, at: number) => Promise<void>
  /** Resolves when the device has the bytes. */
  readonly sync: () => Promise<void>
  readonly truncate: (bytes: number) => Promise<void>
  readonly size: () => Promise<number>
  readonly read: (from: number, bytes: number) => Promise<Buffer>
  readonly close: () => Promise<void>
}

export type Stat = { readonly kind: 'file' | 'folder' | 'other'; readonly bytes: number; readonly modifiedMs: number }

export type Disk = {
  /** 'create' refuses an existing file, 'existing' a missing one; 'update' makes one that is missing. */
  readonly open: (path: string, how: 'read' | 'create' | 'existing' | 'update') => Promise<OpenFile>
  readonly readFile: (path: string) => Promise<Buffer>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  /** With all that lead to it; one that is there is no error. */
  readonly makeFolder: (path: string) => Promise<void>
  /** This one alone, which must not be there: rejects where the folder it goes into is gone, so that none is made on another disk. */
  readonly addFolder: (path: string) => Promise<void>
  readonly list: (path: string) => Promise<readonly string[]>
  /** Follows links. */
  readonly stat: (path: string) => Promise<Stat>
  /** Makes a rename or a new file in this folder durable. */
  readonly syncFolder: (path: string) => Promise<void>
}

// 'a+' would ignore offsets on Linux and 'w+' would empty the file: 'update' is said in the system's own flags.
const flags = {
  read: constants.O_RDONLY,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  existing: constants.O_RDWR,
  update: constants.O_RDWR | constants.O_CREAT,
} as const

export const nodeDisk: Disk = {
  open: async (path, how) => {
    const handle = await open(path, flags[how])
    return {
      write: async (bytes, at) => {
        let done = 0
        while (done < bytes.length) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
          done += bytesWritten
        }
      },
      sync: () => handle.sync(),
      truncate: (bytes) => handle.truncate(bytes),
      size: async () => (await handle.stat()).size,
      read: async (from, bytes) => {
        const buffer = Buffer.alloc(bytes)
        let done = 0
        while (done < bytes) {
          const { bytesRead } = await handle.read(buffer, done, bytes - done, from + done)
          if (bytesRead === 0) break
          done += bytesRead
        }
        return buffer.subarray(0, done)
      },
      close: () => handle.close(),
    }
  },
  readFile: (path) => readFile(path),
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  addFolder: (path) => mkdir(path),
  list: (path) => readdir(path),
  stat: async (path) => {
    const found = await stat(path)
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
    return { kind, bytes: found.size, modifiedMs: Math.round(found.mtimeMs) }
  },
  syncFolder: async (path) => {
    // Windows has no fsync for folders; NTFS journals the rename itself.
    if (process.platform === 'win32') return
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
}

export type DiskCode = 'disk-full' | 'read-only' | 'disk'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const refused = new Set(['EROFS', 'EACCES', 'EPERM'])

/** The system's name of an error (`ENOSPC`), '' where it has none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** What a failed disk call means for the person. `doing` completes "… could not be …", as in "The change could not be saved". */
export const diskFailure = (error: unknown, doing: string): Fail<DiskCode> => {
  if (error instanceof DiskClosed) return fail('read-only', `${doing}. ${error.message}`)
  const code = errorCode(error)
  if (full.has(code)) return fail('disk-full', `${doing}: the disk is full.`)
  if (refused.has(code)) return fail('read-only', `${doing}: this place on the disk may not be written to.`)
  if (code === 'EBUSY')
    return fail('disk', `${doing}: another program holds the file. Close that program, or try again in a moment.`)
  if (code === 'ENOENT') return fail('disk', `${doing}: its folder is not there, or may not be changed.`)
  return fail('disk', `${doing}: the disk reports trouble (${code === '' ? String(error) : code}).`)
}
