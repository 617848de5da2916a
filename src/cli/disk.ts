// Files: read whole up to a limit, written whole or not at all.

import { createReadStream } from 'node:fs'
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fail, ok, type Result } from '../core/result'

/** A ten-hour job is 30 MB of JSON; what is far beyond that is no transcript. */
const mostBytes = 256 * 1024 * 1024

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
const tooLarge = (name: string, size: string) =>
  fail('unreadable', `${name} is ${size}; the most that is read is ${megabytes(mostBytes)}.`)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** What the system's code means, as the end of a sentence that begins with the file's name. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be opened by you',
  EPERM: 'may not be opened by you',
  EISDIR: 'is a folder, not a file',
  ENAMETOOLONG: 'has too long a name',
  ENOSPC: 'cannot be written: the disk is full',
  EDQUOT: 'cannot be written: your space on the disk is used up',
  EROFS: 'cannot be written: the disk is read-only',
  ELOOP: 'is a link that leads nowhere',
}
const sentence = (name: string, error: unknown): string => {
  const code = codeOf(error)
  return `${name} ${reasons[code] ?? `could not be used${code === '' ? '' : ` (${code})`}`}.`
}

const collect = async (stream: Readable, name: string, limit: number): Promise<Result<Uint8Array, 'unreadable'>> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    length += bytes.length
    if (length > limit) {
      stream.destroy()
      return tooLarge(name, `over ${megabytes(limit)}`)
    }
    chunks.push(bytes)
  }
  return ok(Buffer.concat(chunks))
}

/** The size is asked before anything is read, and watched while reading: a pipe has no size, a file may grow. */
export const readBytes = async (
  path: string,
  stdin: Readable,
  limit = mostBytes,
): Promise<Result<Uint8Array, 'unreadable'>> => {
  try {
    if (path === '-') return await collect(stdin, 'The input', limit)
    const about = await stat(path)
    if (about.isDirectory()) return fail('unreadable', `${path} is a folder, not a file.`)
    if (about.size > limit) return tooLarge(path, megabytes(about.size))
    return await collect(createReadStream(path), path, limit)
  } catch (error) {
    return fail('unreadable', sentence(path === '-' ? 'The input' : path, error))
  }
}

/** The file behind links, with what it is; null where there is none yet. */
const existing = async (
  path: string,
): Promise<{ readonly path: string; readonly mode: number; readonly plain: boolean } | null> => {
  try {
    const target = await realpath(path)
    const about = await stat(target)
    return { path: target, mode: about.mode & 0o7777, plain: about.isFile() }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (about) => about.isDirectory(),
    () => false,
  )

/** Whether both names lead to the same file, through links of either kind. */
export const sameFile = async (a: string, b: string): Promise<boolean> => {
  try {
    const [one, other] = await Promise.all([stat(a), stat(b)])
    return one.ino === other.ino && one.dev === other.dev && one.isFile()
  } catch {
    return false
  }
}

const fill = async (handle: FileHandle, content: string | Uint8Array): Promise<void> => {
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes a temporary file beside the target, flushes it, and renames it into place: whoever looks sees the old file or the
 * new one, never half of one. A device or pipe is written to as it is. Keeps the mode of a file it replaces.
 */
export const writeWhole = async (path: string, content: string | Uint8Array): Promise<Result<null, 'unwritable'>> => {
  try {
    const before = await existing(path)
    if (before !== null && !before.plain) {
      const handle = await open(before.path, 'w')
      try {
        await handle.writeFile(content)
      } finally {
        await handle.close()
      }
      return ok(null)
    }
    const target = before?.path ?? path
    const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${process.pid}.part`)
    try {
      await fill(await open(temporary, 'wx', before?.mode ?? 0o666), content)
      await rename(temporary, target)
    } catch (error) {
      // A temporary of that name that was there before is somebody else's.
      if (codeOf(error) !== 'EEXIST') await rm(temporary, { force: true })
      throw error
    }
    await flushFolder(dirname(target))
    return ok(null)
  } catch (error) {
    const name = codeOf(error) === 'ENOENT' ? dirname(path) : path
    return fail('unwritable', sentence(name, error))
  }
}

/** Makes the new name last through a power cut; not every system lets a folder be flushed, and the file itself is safe by now. */
const flushFolder = async (path: string): Promise<void> => {
  try {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch {
    // Windows and some network disks refuse.
  }
}

/** Writes to a stream; whoever reads it may stop early (`| head`): that is their right and no failure. */
export const writeStream = (stream: Writable, content: string | Uint8Array): Promise<Result<null, 'unwritable'>> =>
  new Promise((done) => {
    stream.write(content, (error) => {
      done(error && codeOf(error) !== 'EPIPE' ? fail('unwritable', sentence('The output', error)) : ok(null))
    })
  })
