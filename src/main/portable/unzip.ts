// Reads archives that anybody may have made. Guarantee: nothing is unpacked to a path here, names are only looked up; what is read is
// bounded before it is read, by what the archive declares and by what really comes out; and every file is held to its checksum. What
// breaks a rule is one sentence that goes after the archive's name, and then nothing of it is used.

import { crc32, createInflateRaw } from 'node:zlib'
import { fail, ok, type Result } from '../../core/result'
import type { OpenFile } from '../library/disk'
import { most16, most32, signatures } from './zip'

export type Caps = {
  readonly entries: number
  /** Of one file, unpacked. */
  readonly entryBytes: number
  /** Of all together, unpacked. */
  readonly totalBytes: number
}

export type ArchiveEntry = {
  readonly name: string
  readonly bytes: number
  readonly packed: number
  /** Where its own header lies, and where whatever follows it begins. */
  readonly at: number
  readonly until: number
  readonly method: 0 | 8
  readonly sum: number
}

export type Archive = {
  readonly entries: ReadonlyMap<string, ArchiveEntry>
  readonly totalBytes: number
}

/** Real JSON shrinks to a tenth, the most repetitive to a fiftieth; nothing but zeros to less than a two-hundredth. */
const mostRatio = 150
/** Below this a ratio says nothing. */
const ratioFromBytes = 1024 * 1024
const mostListBytes = 64 * 1024 * 1024
const mostNameBytes = 300

const damaged = fail('unreadable', 'is damaged or was cut off: its list of contents cannot be read.')
const reasons = {
  encrypted: fail('unreadable', 'is locked with a password. Caesura’s own files never are.'),
  name: fail('unreadable', 'holds a file whose name leads elsewhere on the disk, so nothing of it was used.'),
  link: fail('unreadable', 'holds a link in place of a file, so nothing of it was used.'),
  twice: fail('unreadable', 'holds two files of one name, so nothing of it was used.'),
  bomb: fail('unreadable', 'would unpack to far more than any such file holds, so nothing of it was used.'),
  method: fail('unreadable', 'is packed in a way that Caesura does not read.'),
  overlap: fail('unreadable', 'holds files that lie over one another, so nothing of it was used.'),
} as const

type End = { readonly count: number; readonly listAt: number; readonly listBytes: number }

/** Beyond 2^53 nothing is a place in a file. */
const long = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at))

/** The record that ends every archive: after it only its own comment may follow. */
const findEnd = async (file: OpenFile, size: number): Promise<End | null> => {
  const from = Math.max(0, size - 22 - most16)
  const tail = await file.read(from, size - from)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== signatures.end || at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue
    const disks = tail.readUInt16LE(at + 4) + tail.readUInt16LE(at + 6)
    const end = {
      count: tail.readUInt16LE(at + 10),
      listBytes: tail.readUInt32LE(at + 12),
      listAt: tail.readUInt32LE(at + 16),
    }
    if (disks !== 0) return null
    return end.count === most16 || end.listBytes === most32 || end.listAt === most32
      ? findEnd64(file, from + at - 20)
      : end
  }
  return null
}

const findEnd64 = async (file: OpenFile, locatorAt: number): Promise<End | null> => {
  if (locatorAt < 0) return null
  const locator = await file.read(locatorAt, 20)
  if (locator.length < 20 || locator.readUInt32LE(0) !== signatures.locator64) return null
  const at = long(locator, 8)
  if (at + 56 > locatorAt) return null
  const end = await file.read(at, 56)
  if (end.length < 56 || end.readUInt32LE(0) !== signatures.end64) return null
  return { count: long(end, 32), listBytes: long(end, 40), listAt: long(end, 48) }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const textOf = (bytes: Buffer): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

/** A name that can only mean a file inside: no root, no drive, no way up, nothing a system reads otherwise. */
export const isPlainName = (name: string): boolean =>
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  !/[\u0000-\u001f\u007f\\:*?"<>|]/u.test(name) &&
  name.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[. ]$/u.test(part))

type Listed = Omit<ArchiveEntry, 'until'> & { readonly isFolder: boolean; readonly listBytes: number }

const readListed = (list: Buffer, at: number): Result<Listed, 'unreadable'> => {
  if (at + 46 > list.length || list.readUInt32LE(at) !== signatures.entry) return damaged
  const nameBytes = list.readUInt16LE(at + 28)
  const extraBytes = list.readUInt16LE(at + 30)
  const listBytes = 46 + nameBytes + extraBytes + list.readUInt16LE(at + 32)
  if (at + listBytes > list.length) return damaged
  if ((list.readUInt16LE(at + 8) & 0x2041) !== 0) return reasons.encrypted
  const method = list.readUInt16LE(at + 10)
  if (method !== 0 && method !== 8) return reasons.method
  const name = nameBytes > mostNameBytes ? null : textOf(list.subarray(at + 46, at + 46 + nameBytes))
  const isFolder = name?.endsWith('/') ?? false
  if (name === null || !isPlainName(isFolder ? name.slice(0, -1) : name)) return reasons.name
  // The kind of file is Unix's, in the upper half, and told by whoever made it on Unix or a Mac; a link is never right.
  const kind = (list.readUInt32LE(at + 38) >>> 16) & 0o170000
  if (kind !== 0 && kind !== 0o100000 && !(isFolder && kind === 0o040000)) return reasons.link
  const sizes = [list.readUInt32LE(at + 24), list.readUInt32LE(at + 20), list.readUInt32LE(at + 42)]
  const far = farValues(
    list.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes),
    sizes.filter((size) => size === most32).length,
  )
  if (far === null) return damaged
  const [bytes = 0, packed = 0, headerAt = 0] = sizes.map((size) => (size === most32 ? (far.shift() ?? 0) : size))
  if (isFolder && bytes > 0) return damaged
  if (method === 0 && bytes !== packed) return damaged
  return ok({ name, bytes, packed, at: headerAt, method, sum: list.readUInt32LE(at + 16), isFolder, listBytes })
}

/** The ZIP64 values of an entry, in the order of the fields that are full; null when they are not there. */
const farValues = (extra: Buffer, wanted: number): number[] | null => {
  if (wanted === 0) return []
  for (let at = 0; at + 4 <= extra.length;) {
    const bytes = extra.readUInt16LE(at + 2)
    if (at + 4 + bytes > extra.length) return null
    if (extra.readUInt16LE(at) === 1)
      return bytes < wanted * 8 ? null : Array.from({ length: wanted }, (_, n) => long(extra, at + 4 + n * 8))
    at += 4 + bytes
  }
  return null
}

/** Systems that do not tell capitals or accents apart would take these for one. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase()

/** Reads the list of contents and holds it to every rule. Rejects only when the disk does. */
export const openArchive = async (file: OpenFile, caps: Caps): Promise<Result<Archive, 'unreadable'>> => {
  const size = await file.size()
  const end = size < 22 ? null : await findEnd(file, size)
  if (end === null) return fail('unreadable', 'is no Caesura file, or its end is missing.')
  if (end.listAt + end.listBytes > size) return damaged
  // 46 bytes are the least an entry takes: a count that does not fit is a lie.
  if (end.count > caps.entries || end.listBytes > mostListBytes) return reasons.bomb
  if (end.count * 46 > end.listBytes) return damaged
  const list = await file.read(end.listAt, end.listBytes)
  if (list.length < end.listBytes) return damaged

  const listed: Listed[] = []
  const names = new Set<string>()
  let totalBytes = 0
  let at = 0
  for (let n = 0; n < end.count; n++) {
    const one = readListed(list, at)
    if (!one.ok) return one
    const { name, bytes, packed, listBytes } = one.value
    if (names.has(folded(name))) return reasons.twice
    names.add(folded(name))
    totalBytes += bytes
    if (bytes > caps.entryBytes || totalBytes > caps.totalBytes) return reasons.bomb
    if (bytes > ratioFromBytes && bytes > packed * mostRatio) return reasons.bomb
    listed.push(one.value)
    at += listBytes
  }
  if (at !== end.listBytes) return damaged

  const inOrder = listed.toSorted((a, b) => a.at - b.at)
  const entries = new Map<string, ArchiveEntry>()
  for (const [index, { isFolder, listBytes: _, ...entry }] of inOrder.entries()) {
    const until = inOrder[index + 1]?.at ?? end.listAt
    if (until > end.listAt) return damaged
    if (entry.at + 30 + Buffer.byteLength(entry.name) + entry.packed > until) return reasons.overlap
    if (!isFolder) entries.set(entry.name, { ...entry, until })
  }
  return ok({ entries, totalBytes })
}

/** The bytes of one file, whole and sound. In memory: the file packed and unpacked. Rejects only when the disk does. */
export const readEntry = async (file: OpenFile, entry: ArchiveEntry): Promise<Result<Buffer, 'unreadable'>> => {
  const spoilt = fail('unreadable', 'is damaged: a part of it is not what it was when it was made.')
  const name = Buffer.from(entry.name)
  const header = await file.read(entry.at, 30 + name.length)
  if (header.length < 30 + name.length || header.readUInt32LE(0) !== signatures.local) return spoilt
  if ((header.readUInt16LE(6) & 1) !== 0) return reasons.encrypted
  if (header.readUInt16LE(8) !== entry.method) return spoilt
  if (header.readUInt16LE(26) !== name.length || !header.subarray(30).equals(name)) return spoilt
  const dataAt = entry.at + 30 + name.length + header.readUInt16LE(28)
  if (dataAt + entry.packed > entry.until) return reasons.overlap
  const packed = await file.read(dataAt, entry.packed)
  if (packed.length < entry.packed) return spoilt
  const bytes = entry.method === 0 ? packed : await inflated(packed, entry.bytes)
  return bytes === null || bytes.length !== entry.bytes || crc32(bytes) !== entry.sum ? spoilt : ok(bytes)
}

/** Exactly so many bytes out of all that goes in; null for anything else. Stops at the first byte too many. */
const inflated = (packed: Buffer, size: number): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const bytes = Buffer.allocUnsafe(size)
    let length = 0
    const engine = createInflateRaw()
    const end = (value: Buffer | null): void => {
      engine.destroy()
      resolve(value)
    }
    engine.on('data', (chunk: Buffer) => {
      if (length + chunk.length > size) {
        end(null)
        return
      }
      chunk.copy(bytes, length)
      length += chunk.length
    })
    engine.on('end', () => end(length === size && engine.bytesWritten === packed.length ? bytes : null))
    engine.on('error', () => end(null))
    engine.end(packed)
  })
