// The record of edits: one line per step group, only ever appended to. A line is `<bytes of json> <checksum> <json>\n`, the
// checksum being the first 16 hex digits of the json's SHA-256. Guarantee: when `append` has resolved, its lines survive a
// killed process and a power cut; when it fails, the file is what it was. Cut at any byte, it reads as a prefix.

import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../core/result'
import { type Disk, diskFailure, errorCode, type DiskCode, type OpenFile } from './disk'

const checksum = (json: string): string => createHash('sha256').update(json).digest('hex').slice(0, 16)

export const journalLine = (json: string): string => `${Buffer.byteLength(json)} ${checksum(json)} ${json}\n`

export type Line = {
  readonly json: string
  /** Offset in the file just after this line. */
  readonly endsAt: number
}

export type Reading = {
  readonly lines: readonly Line[]
  /** Offset just after the last sound line. */
  readonly soundBytes: number
  /**
   * What follows the sound lines. 'torn': the beginning of a last line, as a killed process or a full disk leaves it; it was never
   * acknowledged. 'damaged': anything else, so something acknowledged is lost.
   */
  readonly rest: { readonly kind: 'torn' | 'damaged'; readonly bytes: Buffer } | null
}

const newline = 0x0a
const header = /^(\d{1,10}) ([0-9a-f]{16}) $/
const headerBytes = 28

/** @param offset where these bytes begin in the file. */
export const readLines = (bytes: Buffer, offset = 0): Reading => {
  const lines: Line[] = []
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf(newline, at)
    const json = end === -1 ? null : readLine(bytes.subarray(at, end))
    if (json === null) break
    at = end + 1
    lines.push({ json, endsAt: offset + at })
  }
  const soundBytes = offset + at
  if (at === bytes.length) return { lines, soundBytes, rest: null }
  const rest = bytes.subarray(at)
  return { lines, soundBytes, rest: { kind: isBeginning(rest) ? 'torn' : 'damaged', bytes: rest } }
}

/** Can this be the beginning of one line whose end never reached the disk? A line with its end was acknowledged. */
const isBeginning = (rest: Buffer): boolean => {
  if (rest.includes(newline)) return false
  const [head, length] = /^(\d{1,10}) [0-9a-f]{16} /.exec(rest.toString('latin1', 0, headerBytes)) ?? []
  return head === undefined || rest.length <= head.length + Number(length)
}

const readLine = (line: Buffer): string | null => {
  const jsonAt = line.indexOf(0x20, line.indexOf(0x20) + 1) + 1
  if (jsonAt < 4 || jsonAt > headerBytes) return null
  const [, length, sum] = header.exec(line.toString('latin1', 0, jsonAt)) ?? []
  if (length === undefined || Number(length) !== line.length - jsonAt) return null
  const json = line.toString('utf8', jsonAt)
  return checksum(json) === sum ? json : null
}

/**
 * Reads the lines from `from` on. A missing file is an empty journal. `null`: the file is not the one `from` was taken of (it is shorter,
 * or no line ends there). Rejects when the disk does.
 */
export const readJournal = async (disk: Disk, path: string, from: number): Promise<Reading | null> => {
  let file: OpenFile
  try {
    file = await disk.open(path, 'read')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return from === 0 ? readLines(Buffer.alloc(0)) : null
    throw error
  }
  try {
    const size = await file.size()
    if (size < from) return null
    if (from > 0 && (await file.read(from - 1, 1))[0] !== newline) return null
    return readLines(await file.read(from, size - from), from)
  } finally {
    await file.close()
  }
}

export type Journal = {
  /** Appends all lines in one write; answers after fsync. Calls must not overlap. */
  readonly append: (jsons: readonly string[]) => Promise<Result<null, DiskCode | 'conflict'>>
  readonly bytes: () => number
}

/** @param soundBytes the length of the file as `readJournal` saw it: what lies beyond is not ours. */
export const openJournal = (disk: Disk, path: string, soundBytes: number): Journal => {
  let size = soundBytes
  /** A failed append may have left part of its lines, and cutting them off failed too. */
  let suspect = false

  const write = async (file: OpenFile, bytes: Buffer): Promise<void> => {
    try {
      suspect = true
      await file.write(bytes, size)
      await file.sync()
      if (size === 0) await disk.syncFolder(dirname(path))
      suspect = false
    } catch (error) {
      // After a failed fsync nobody knows which pages reached the device: the lines are cut off, and written again by the next try.
      await file
        .truncate(size)
        .then(() => file.sync())
        .then(
          () => (suspect = false),
          () => {},
        )
      throw error
    }
    size += bytes.length
  }

  return {
    bytes: () => size,
    append: async (jsons) => {
      const bytes = Buffer.from(jsons.map(journalLine).join(''))
      try {
        const file = await disk.open(path, size === 0 ? 'update' : 'existing')
        try {
          const there = await file.size()
          if (there > size && suspect) await file.truncate(size)
          else if (there !== size)
            return fail(
              'conflict',
              'The change could not be saved: another program has altered the record of changes. Open the job again.',
            )
          await write(file, bytes)
        } finally {
          await file.close().catch(() => {})
        }
        return ok(null)
      } catch (error) {
        return diskFailure(error, 'The change could not be saved')
      }
    },
  }
}
