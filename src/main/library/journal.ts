// The record of edits: one line per step group, only ever appended to. A line is `<bytes of json> +<seal> <json>\n`. The seal is the first
// 16 hex digits of SHA-256 over the seal before it and the json, so that each line vouches for all before it: a line that is changed,
// taken out, put in or moved is noticed at that place. Only lines that are missing at the very end, cut off at the end of a line, look like
// a shorter journal; where a snapshot has seen them that is noticed too.
// Guarantee: when `append` has resolved, its lines survive a killed process and a power cut; when it fails, the file is what it was. Cut
// at any byte, it reads as a prefix.
//
// Up to schema 2 a line was `<bytes of json> <checksum> <json>\n`, the checksum being over its json alone. Such lines are read for ever, at
// the beginning of a journal only; the first sealed line vouches for the bytes of all of them. An older Caesura cannot read sealed lines, so
// job.json says schema 3 before the first one is written: it then opens the job for reading and leaves it alone.

import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../core/result'
import { type Disk, diskFailure, errorCode, type DiskCode, type OpenFile } from './disk'

const digest = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').slice(0, 16)
}

/** What the first sealed line goes on from: all bytes before it, none in a new journal. */
const firstSeal = (before: Uint8Array): string => digest(before)

/** The seal of the last of these lines, and their text. */
const sealed = (jsons: readonly string[], seal: string): { readonly text: string; readonly seal: string } => {
  let last = seal
  let text = ''
  for (const json of jsons) {
    last = digest(last, json)
    text += `${Buffer.byteLength(json)} +${last} ${json}\n`
  }
  return { text, seal: last }
}

/** A whole journal of these step groups, for a job that is made with its edits. */
export const journalOf = (jsons: readonly string[]): Buffer => Buffer.from(sealed(jsons, firstSeal(nothing)).text)

export type Line = {
  readonly json: string
  /** Offset in the file just after this line. */
  readonly endsAt: number
  /** What the next line goes on from; null after a line of schema 2. */
  readonly seal: string | null
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
const nothing = Buffer.alloc(0)
const header = /^(\d{1,10}) (\+?)([0-9a-f]{16}) $/
const headerBytes = 29

/** Where reading begins: an offset at which a line ended, and what the next line goes on from; null where all lines before are of schema 2. */
export type From = { readonly offset: number; readonly seal: string | null }
export const fromStart: From = { offset: 0, seal: null }

/**
 * @param bytes of the file, from `from.offset` on.
 * @param before the bytes before them; needed where `from.seal` is null.
 */
export const readLines = (bytes: Buffer, from: From = fromStart, before: Buffer = nothing): Reading => {
  const lines: Line[] = []
  let at = 0
  let { seal } = from
  while (at < bytes.length) {
    const end = bytes.indexOf(newline, at)
    if (end === -1) break
    const start = at
    const read = readLine(bytes.subarray(at, end), seal, () =>
      firstSeal(Buffer.concat([before, bytes.subarray(0, start)])),
    )
    if (read === null) break
    at = end + 1
    ;({ seal } = read)
    lines.push({ json: read.json, endsAt: from.offset + at, seal })
  }
  const soundBytes = from.offset + at
  if (at === bytes.length) return { lines, soundBytes, rest: null }
  const rest = bytes.subarray(at)
  return { lines, soundBytes, rest: { kind: isBeginning(rest) ? 'torn' : 'damaged', bytes: rest } }
}

/** Can this be the beginning of one line whose end never reached the disk? A line with its end was acknowledged. */
const isBeginning = (rest: Buffer): boolean => {
  if (rest.includes(newline)) return false
  const [head, length] = /^(\d{1,10}) \+?[0-9a-f]{16} /.exec(rest.toString('latin1', 0, headerBytes)) ?? []
  return head === undefined || rest.length <= head.length + Number(length)
}

/** @param first the seal before it, where it is the first sealed one. */
const readLine = (
  line: Buffer,
  seal: string | null,
  first: () => string,
): { readonly json: string; readonly seal: string | null } | null => {
  const jsonAt = line.indexOf(0x20, line.indexOf(0x20) + 1) + 1
  if (jsonAt < 4 || jsonAt > headerBytes) return null
  const [, length, plus, sum] = header.exec(line.toString('latin1', 0, jsonAt)) ?? []
  if (length === undefined || sum === undefined || Number(length) !== line.length - jsonAt) return null
  const json = line.toString('utf8', jsonAt)
  if (plus === '+') return digest(seal ?? first(), json) === sum ? { json, seal: sum } : null
  // After a sealed line nobody writes one without a seal.
  return seal === null && digest(json) === sum ? { json, seal: null } : null
}

/**
 * Reads the lines from `from` on. A missing file is an empty journal. `null`: the file is not the one `from` was taken of (it is shorter,
 * or no line ends there). Rejects when the disk does.
 */
export const readJournal = async (disk: Disk, path: string, from: From = fromStart): Promise<Reading | null> => {
  const { offset, seal } = from
  let file: OpenFile
  try {
    file = await disk.open(path, 'read')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return offset === 0 ? readLines(nothing) : null
    throw error
  }
  try {
    const size = await file.size()
    if (size < offset) return null
    if (offset > 0 && (await file.read(offset - 1, 1))[0] !== newline) return null
    const before = seal === null ? await file.read(0, offset) : nothing
    return readLines(await file.read(offset, size - offset), from, before)
  } finally {
    await file.close()
  }
}

export type Journal = {
  /** Appends all lines in one write; answers after fsync. Calls must not overlap. A seal costs 1 µs more than a checksum of the line alone. */
  readonly append: (jsons: readonly string[]) => Promise<Result<null, DiskCode | 'conflict'>>
  /** Where the next line will begin. */
  readonly end: () => From
}

/** @param end of the file as `readJournal` saw it: what lies beyond is not ours. */
export const openJournal = (disk: Disk, path: string, end: From = fromStart): Journal => {
  let size = end.offset
  let { seal } = end
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
    end: () => ({ offset: size, seal }),
    append: async (jsons) => {
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
          // Lines of schema 2 before it are vouched for by the first sealed one: they are read once, for this.
          const lines = sealed(jsons, seal ?? firstSeal(await file.read(0, size)))
          await write(file, Buffer.from(lines.text))
          ;({ seal } = lines)
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
