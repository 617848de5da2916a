// A disk in memory whose power can be cut. What was not fsynced may then be there, be gone, or be there in part: a file's bytes need the
// file's fsync, a name (of a new, renamed or removed file or folder) the fsync of its folder. Nothing else is promised, so nothing else is
// kept for sure; real file systems keep more.

import { basename, dirname } from 'node:path'
import type { Disk, OpenFile } from './disk'
import { diskError } from './faulty'

type File = { readonly kind: 'file'; bytes: Buffer; onDevice: Buffer }
type Folder = { readonly kind: 'folder'; names: Map<string, Node>; onDevice: Map<string, Node> }
type Node = File | Folder

export type PowerDisk = Disk & {
  /** The disk as the next start finds it; `random` decides what of the unsynced came through. */
  readonly cut: (random: () => number) => PowerDisk
}

const newFolder = (): Folder => ({ kind: 'folder', names: new Map(), onDevice: new Map() })

const parts = (path: string): readonly string[] => path.split(/[/\\]/u).filter((part) => part !== '')

/** @param strike called before each call that changes the disk; an error makes it fail, as for a process that is dead by then. */
export const createPowerDisk = (strike: () => Error | null = () => null, root: Folder = newFolder()): PowerDisk => {
  const check = (): void => {
    const error = strike()
    if (error !== null) throw error
  }
  const find = (path: string): Node | null => {
    let node: Node = root
    for (const part of parts(path)) {
      const next: Node | undefined = node.kind === 'folder' ? node.names.get(part) : undefined
      if (next === undefined) return null
      node = next
    }
    return node
  }
  const need = (path: string): Node => {
    const node = find(path)
    if (node === null) throw diskError('ENOENT')
    return node
  }
  const folderOf = (path: string): Folder => {
    const node = need(path)
    if (node.kind === 'file') throw diskError('ENOTDIR')
    return node
  }
  const fileAt = (path: string): File => {
    const node = need(path)
    if (node.kind === 'folder') throw diskError('EISDIR')
    return node
  }
  const openFile = (file: File): OpenFile => ({
    write: async (bytes, at) => {
      check()
      const next = Buffer.alloc(Math.max(file.bytes.length, at + bytes.length))
      file.bytes.copy(next)
      next.set(bytes, at)
      file.bytes = next
    },
    sync: async () => {
      check()
      file.onDevice = file.bytes
    },
    truncate: async (bytes) => {
      check()
      file.bytes = Buffer.from(file.bytes.subarray(0, bytes))
    },
    size: async () => file.bytes.length,
    read: async (from, bytes) => Buffer.from(file.bytes.subarray(from, from + bytes)),
    close: async () => {},
  })

  return {
    open: async (path, how) => {
      if (how === 'read' || how === 'existing') return openFile(fileAt(path))
      check()
      const folder = folderOf(dirname(path))
      const there = folder.names.get(basename(path))
      if (there !== undefined) {
        if (how === 'create') throw diskError('EEXIST')
        return openFile(fileAt(path))
      }
      const file: File = { kind: 'file', bytes: Buffer.alloc(0), onDevice: Buffer.alloc(0) }
      folder.names.set(basename(path), file)
      return openFile(file)
    },
    readFile: async (path) => Buffer.from(fileAt(path).bytes),
    rename: async (from, to) => {
      check()
      const node = need(from)
      folderOf(dirname(to)).names.set(basename(to), node)
      folderOf(dirname(from)).names.delete(basename(from))
    },
    remove: async (path) => {
      check()
      if (find(path) !== null) folderOf(dirname(path)).names.delete(basename(path))
    },
    makeFolder: async (path) => {
      check()
      let node = root
      for (const part of parts(path)) {
        const next = node.names.get(part) ?? newFolder()
        if (next.kind === 'file') throw diskError('ENOTDIR')
        node.names.set(part, next)
        node = next
      }
    },
    addFolder: async (path) => {
      check()
      if (find(path) !== null) throw diskError('EEXIST')
      folderOf(dirname(path)).names.set(basename(path), newFolder())
    },
    list: async (path) => [...folderOf(path).names.keys()],
    stat: async (path) => {
      const node = need(path)
      return { kind: node.kind, bytes: node.kind === 'file' ? node.bytes.length : 0, modifiedMs: 0 }
    },
    syncFolder: async (path) => {
      check()
      const folder = folderOf(path)
      folder.onDevice = new Map(folder.names)
    },

    cut: (random) => {
      const kept = new Map<Node, Node>()
      const after = (node: Node): Node => {
        const there = kept.get(node)
        if (there !== undefined) return there
        if (node.kind === 'file') {
          const { bytes, onDevice } = node
          const share = random()
          // Neither, all, or a part of what was written; where a part is missing in the middle, zeros.
          const some = share < 0.4 ? onDevice : share < 0.7 ? bytes : torn(onDevice, bytes, random)
          const file: File = { kind: 'file', bytes: some, onDevice: some }
          kept.set(node, file)
          return file
        }
        const names = new Map<string, Node>()
        const folder: Folder = { kind: 'folder', names, onDevice: names }
        kept.set(node, folder)
        for (const name of new Set([...node.names.keys(), ...node.onDevice.keys()])) {
          const [now, before] = [node.names.get(name), node.onDevice.get(name)]
          const chosen = now === before || random() < 0.5 ? before : now
          if (chosen !== undefined) names.set(name, after(chosen))
        }
        folder.onDevice = new Map(names)
        return folder
      }
      const next = after(root)
      return createPowerDisk(() => null, next.kind === 'folder' ? next : newFolder())
    },
  }
}

const torn = (onDevice: Buffer, bytes: Buffer, random: () => number): Buffer => {
  const length = onDevice.length + Math.floor(random() * (bytes.length - onDevice.length + 1))
  const part = Buffer.alloc(Math.max(0, length))
  bytes.copy(part)
  if (random() < 0.3) part.fill(0, Math.min(onDevice.length, part.length))
  return part
}
