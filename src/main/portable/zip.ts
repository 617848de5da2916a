// The room of what leaves the library and comes back: portable jobs, back-ups, moving, checking. It knows the library and the disk; no
// window. This file writes archives: plain ZIP (APPNOTE 6.3.10), so that anything a person made with Caesura can be taken apart without
// Caesura. One file is in memory at a time, never the archive. Offsets and counts beyond 32 and 16 bits are written as ZIP64; a single
// file that large is refused before it gets here. Equal content gives equal bytes: no clock goes in.

import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import type { OpenFile } from '../library/disk'

const deflate = promisify(deflateRaw)

export const signatures = {
  local: 0x04034b50,
  entry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const

export const most32 = 0xffff_ffff
export const most16 = 0xffff
/** Names are UTF-8. */
const utf8Names = 0x0800
/** 1980-01-01, the first day the format knows. */
const noDate = 0x21
/** A response of 12 MB takes 0.12 s at level 1; level 6 takes half as long again for a file a twentieth smaller. */
const level = 1
/** Made on Unix (3) by 4.5, as a plain file that its owner may write. */
const madeBy = (3 << 8) | 45
const plainFile = 0o100644 * 0x1_0000

type Written = {
  readonly name: Buffer
  readonly method: 0 | 8
  readonly sum: number
  readonly packed: number
  readonly bytes: number
  readonly at: number
}

export type ZipWriter = {
  /** Calls must not overlap. 'store' leaves the bytes as they are. Answers with how far the archive has grown. */
  readonly add: (name: string, bytes: Uint8Array, how?: 'deflate' | 'store') => Promise<number>
  /** Writes the list of contents; without it the archive is none. Does not sync or close. */
  readonly finish: () => Promise<number>
}

/** @param from where in the file the archive begins; 0 but in tests of large offsets. */
export const createZipWriter = (file: OpenFile, from = 0): ZipWriter => {
  const written: Written[] = []
  let at = from
  const put = async (bytes: Uint8Array): Promise<void> => {
    await file.write(bytes, at)
    at += bytes.length
  }
  return {
    add: async (name, bytes, how = 'deflate') => {
      if (bytes.length >= most32) throw new Error(`${name} is too large for an archive.`)
      const packed = how === 'store' ? bytes : await deflate(bytes, { level })
      const small = packed.length < bytes.length ? packed : bytes
      const one: Written = {
        name: Buffer.from(name),
        method: small === bytes ? 0 : 8,
        sum: crc32(bytes),
        packed: small.length,
        bytes: bytes.length,
        at,
      }
      written.push(one)
      await put(Buffer.concat([localHeader(one), small]))
      return at - from
    },
    finish: async () => {
      const listAt = at
      await put(Buffer.concat(written.map(listEntry)))
      await put(ending(written.length, listAt, at))
      return at - from
    },
  }
}

const localHeader = ({ name, method, sum, packed, bytes }: Written): Buffer => {
  const header = Buffer.alloc(30 + name.length)
  header.writeUInt32LE(signatures.local, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(utf8Names, 6)
  header.writeUInt16LE(method, 8)
  header.writeUInt16LE(noDate, 12)
  header.writeUInt32LE(sum, 14)
  header.writeUInt32LE(packed, 18)
  header.writeUInt32LE(bytes, 22)
  header.writeUInt16LE(name.length, 26)
  name.copy(header, 30)
  return header
}

const listEntry = ({ name, method, sum, packed, bytes, at }: Written): Buffer => {
  const far = at >= most32
  const extra = far ? 12 : 0
  const entry = Buffer.alloc(46 + name.length + extra)
  entry.writeUInt32LE(signatures.entry, 0)
  entry.writeUInt16LE(madeBy, 4)
  entry.writeUInt16LE(far ? 45 : 20, 6)
  entry.writeUInt16LE(utf8Names, 8)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt16LE(noDate, 14)
  entry.writeUInt32LE(sum, 16)
  entry.writeUInt32LE(packed, 20)
  entry.writeUInt32LE(bytes, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt16LE(extra, 30)
  entry.writeUInt32LE(plainFile, 38)
  entry.writeUInt32LE(far ? most32 : at, 42)
  name.copy(entry, 46)
  if (far) {
    entry.writeUInt16LE(1, 46 + name.length)
    entry.writeUInt16LE(8, 48 + name.length)
    entry.writeBigUInt64LE(BigInt(at), 50 + name.length)
  }
  return entry
}

const ending = (count: number, listAt: number, end: number): Buffer => {
  const listBytes = end - listAt
  const far = count >= most16 || listAt >= most32 || listBytes >= most32
  const record = Buffer.alloc(far ? 98 : 22)
  if (far) {
    record.writeUInt32LE(signatures.end64, 0)
    record.writeBigUInt64LE(44n, 4)
    record.writeUInt16LE(madeBy, 12)
    record.writeUInt16LE(45, 14)
    record.writeBigUInt64LE(BigInt(count), 24)
    record.writeBigUInt64LE(BigInt(count), 32)
    record.writeBigUInt64LE(BigInt(listBytes), 40)
    record.writeBigUInt64LE(BigInt(listAt), 48)
    record.writeUInt32LE(signatures.locator64, 56)
    record.writeBigUInt64LE(BigInt(end), 64)
    record.writeUInt32LE(1, 72)
  }
  const last = record.length - 22
  record.writeUInt32LE(signatures.end, last)
  record.writeUInt16LE(Math.min(count, most16), last + 8)
  record.writeUInt16LE(Math.min(count, most16), last + 10)
  record.writeUInt32LE(Math.min(listBytes, most32), last + 12)
  record.writeUInt32LE(Math.min(listAt, most32), last + 16)
  return record
}
