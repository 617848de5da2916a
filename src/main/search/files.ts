// The index files: `search.bin` in a job's folder, `search/words.bin` for the whole library. None of them is the truth. A file that is
// missing, torn or of another version is made again; whoever kills the process in the middle leaves the file before, or none.

import { dirname, join } from 'node:path'
import type { JobId } from '../../core/job/job'
import { openSegment, type ReadAt, type Segment } from '../../core/search/match'
import type { Write } from '../../core/search/merge'
import { isTemporary, temporaryBeside } from '../library/atomic'
import type { Disk, OpenFile } from '../library/disk'
import { files, jobFolder } from '../library/folder'

export const ownIndex = (library: string, id: JobId): string => join(jobFolder(library, id), files.index)
export const libraryIndex = (library: string): string => join(library, 'search', 'words.bin')

/**
 * Like writeAtomic, for a file that comes in parts. `fill` answers whether the file is to be; where it throws or says no, the one before
 * stays. `ready` is called when all bytes are on the device, before the file takes its place. Answers whether it did.
 */
export const writeFilled = async (
  disk: Disk,
  path: string,
  id: string,
  fill: (write: Write) => Promise<boolean>,
  ready: () => Promise<void> = async () => {},
): Promise<boolean> => {
  const aside = temporaryBeside(path, id)
  try {
    const file = await disk.open(aside, 'create')
    let isWhole = false
    try {
      isWhole = await fill(file.write)
      if (isWhole) await file.sync()
    } finally {
      await file.close()
    }
    if (isWhole) {
      await ready()
      await disk.rename(aside, path)
      return true
    }
  } catch {
    // Neither is there, which is what the answer says.
  }
  await disk.remove(aside).catch(() => {})
  return false
}

export const writeParts = (disk: Disk, path: string, id: string, parts: readonly Uint8Array[]): Promise<boolean> =>
  writeFilled(disk, path, id, async (write) => {
    let at = 0
    for (const part of parts) {
      await write(part, at)
      at += part.length
    }
    return true
  })

/** What a killed process left of an index that was being written. */
export const clearRest = async (disk: Disk, library: string): Promise<void> => {
  const folder = dirname(libraryIndex(library))
  for (const name of await disk.list(folder).catch(() => []))
    if (isTemporary(name)) await disk.remove(join(folder, name)).catch(() => {})
}

export type OpenIndex = { readonly segment: Segment; readonly close: () => Promise<void> }

/** Null when the file is missing or cannot be used. */
export const openIndex = async (disk: Disk, path: string): Promise<OpenIndex | null> => {
  let file: OpenFile
  try {
    file = await disk.open(path, 'read')
  } catch {
    return null
  }
  const close = () => file.close().catch(() => {})
  const size = await file.size().catch(() => 0)
  // A damaged length must not ask for more memory than there is file.
  const read: ReadAt = (from, length) => file.read(from, Math.max(0, Math.min(length, size - from)))
  const segment = await openSegment(read).catch(() => null)
  if (segment !== null) return { segment, close }
  await close()
  return null
}

/** The same with its terms and positions in memory (0.4 MB at 100,000 words), and no file held open; the text is read when it is asked for. */
export const loadIndex = async (disk: Disk, path: string): Promise<Segment | null> => {
  const index = await openIndex(disk, path)
  if (index === null) return null
  const { from } = index.segment.header.ranges.places
  const head = await index.segment.read(0, from).catch(() => new Uint8Array())
  await index.close()
  return openSegment(async (at, length) => {
    if (at + length <= head.length) return head.subarray(at, at + length)
    const again = await openIndex(disk, path)
    if (again === null) return new Uint8Array()
    try {
      return await again.segment.read(at, length)
    } finally {
      await again.close()
    }
  }).catch(() => null)
}

/** An index that is only in memory. */
export const memoryIndex = (parts: readonly Uint8Array[]): Promise<Segment | null> => {
  const bytes = Buffer.concat(parts)
  return openSegment(async (from, length) => bytes.subarray(from, from + length))
}
