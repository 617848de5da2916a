// The library to another folder: copied, read back hash by hash, and only then is the note of its place changed, with one rename. Until
// that rename the old one is the library, after it the new one; both are whole at that moment, so a process that is killed at any other
// moment leaves one that is. The old one is not touched. A copy that was begun is marked as such in its folder, so that it can be begun again.

import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '../../core/result'
import type { FailureCode } from '../../ipc/contract'
import { isTemporary, writeAtomic } from '../library/atomic'
import { type Disk, diskFailure } from '../library/disk'
import { isMadeAnew } from '../library/folder'
import { calledOff, sizeWords, type Steps } from './steps'

export type MoveDeps = {
  readonly disk: Disk
  readonly newId: () => string
  /** Bytes that are free where this path is; null where nobody can tell. */
  readonly free: (path: string) => Promise<number | null>
  /** The path without links and `..`; rejects where it leads nowhere. */
  readonly real: (path: string) => Promise<string>
}

export type MoveTo = {
  readonly from: string
  readonly to: string
  /** Nothing is written to the old one from here on; resolves when all that was asked for is. */
  readonly hold: () => Promise<void>
  /** Notes the new place; from then on it is the library. */
  readonly switchTo: () => Promise<void>
}

const markerName = 'moving.json'
/** At the top: who has it open, and the search's index, which is made anew there and may be written at any moment. */
const staysBehind: ReadonlySet<string> = new Set(['lock.json', markerName, 'search'])
const pieceBytes = 1024 * 1024
/** A library's folders are three deep. */
const mostDepth = 5
/** Folders and new files take room that no size tells. */
const spareBytes = 16 * 1024 * 1024

type Piece = { readonly path: string; readonly bytes: number }

/** Every file and folder to copy, as paths from the library's own; what is only temporary stays behind. */
const scan = async (disk: Disk, from: string): Promise<{ readonly folders: string[]; readonly pieces: Piece[] }> => {
  const folders: string[] = []
  const pieces: Piece[] = []
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const name of (await disk.list(join(from, folder))).toSorted()) {
      if (
        isTemporary(name) ||
        isMadeAnew(name) ||
        name.startsWith('.adding-') ||
        (folder === '' && staysBehind.has(name))
      )
        continue
      const path = join(folder, name)
      const { kind, bytes } = await disk.stat(join(from, path))
      if (kind === 'file') pieces.push({ path, bytes })
      else if (kind === 'folder') {
        // A link that leads back up would go on for ever; to leave out what is deeper would be a loss.
        if (depth === mostDepth) throw Object.assign(new Error('ELOOP'), { code: 'ELOOP' })
        folders.push(path)
        await look(path, depth + 1)
      }
    }
  }
  await look('', 0)
  return { folders, pieces }
}

/** Is `inner` the folder `outer` or inside of it? */
export const isWithin = (outer: string, inner: string): boolean => {
  const way = relative(outer, inner)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

/** The real path of a folder of which the end may not be there yet. */
const realOf = async (real: MoveDeps['real'], path: string): Promise<string> => {
  try {
    return await real(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(await realOf(real, above), basename(path))
  }
}

/** May the library go there? Clears what an earlier move to the same folder left. */
const prepare = async (
  { disk, real, newId }: MoveDeps,
  { from, to }: Pick<MoveTo, 'from' | 'to'>,
  names: readonly string[],
): Promise<Result<null, FailureCode>> => {
  const [there, here] = [await realOf(real, to), await realOf(real, from)]
  if (there === here) return fail('conflict', 'The library is in this folder already.')
  if (isWithin(here, there)) return fail('conflict', 'This folder is inside the library itself. Choose one elsewhere.')
  if (isWithin(there, here) && (await disk.list(to)).length > 0)
    return fail('conflict', 'The library is inside this folder. Choose an empty folder elsewhere.')
  await disk.makeFolder(to)
  // What a process that was killed while it wrote the mark has left.
  for (const name of await disk.list(to)) if (isTemporary(name)) await disk.remove(join(to, name))
  let found = await disk.list(to)
  if (found.includes(markerName) && (await isOurs(disk, to, here))) {
    for (const name of found) if (names.includes(name)) await disk.remove(join(to, name))
    await disk.remove(join(to, markerName))
    found = await disk.list(to)
  }
  if (found.includes('jobs'))
    return fail('conflict', 'There is a library in this folder already. To use that one, choose “Use another library”.')
  if (found.length > 0) return fail('conflict', 'This folder is not empty. Choose an empty one, or make a new one.')
  await writeAtomic(disk, join(to, markerName), Buffer.from(JSON.stringify({ from: here })), newId())
  return ok(null)
}

const isOurs = async (disk: Disk, to: string, here: string): Promise<boolean> => {
  try {
    const note: unknown = JSON.parse((await disk.readFile(join(to, markerName))).toString('utf8'))
    return typeof note === 'object' && note !== null && 'from' in note && note.from === here
  } catch {
    return false
  }
}

/** Copies one file and answers with its SHA-256 as it was read. */
const copy = async (
  disk: Disk,
  from: string,
  to: string,
  moved: (bytes: number) => boolean,
): Promise<string | null> => {
  const hash = createHash('sha256')
  const source = await disk.open(from, 'read')
  try {
    const target = await disk.open(to, 'create')
    try {
      for (let at = 0; ;) {
        const bytes = await source.read(at, pieceBytes)
        if (bytes.length === 0) break
        hash.update(bytes)
        await target.write(bytes, at)
        at += bytes.length
        if (!moved(bytes.length)) return null
      }
      await target.sync()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
  return hash.digest('hex')
}

const hashOf = async (disk: Disk, path: string, read: (bytes: number) => boolean): Promise<string | null> => {
  const hash = createHash('sha256')
  const file = await disk.open(path, 'read')
  try {
    for (let at = 0; ;) {
      const bytes = await file.read(at, pieceBytes)
      if (bytes.length === 0) return hash.digest('hex')
      hash.update(bytes)
      at += bytes.length
      if (!read(bytes.length)) return null
    }
  } finally {
    await file.close()
  }
}

/** Answers when the new place is the library. On any failure, and when called off, nothing of the copy is left and the old one goes on. */
export const moveLibrary = async (deps: MoveDeps, move: MoveTo, steps: Steps): Promise<Result<null, FailureCode>> => {
  const { disk, free } = deps
  const { from, to } = move
  const stays = 'The library could not be moved, and is whole where it was'
  let begun: readonly string[] | null = null
  const clear = async (): Promise<void> => {
    if (begun === null) return
    for (const name of begun) await disk.remove(join(to, name)).catch(() => {})
    await disk.remove(join(to, markerName)).catch(() => {})
  }
  try {
    steps.tell('Looking at the library', 0, 1)
    const top = await disk.list(from)
    const ready = await prepare(deps, move, top)
    if (!ready.ok) return ready
    begun = []
    await move.hold()
    const { folders, pieces } = await scan(disk, from)
    begun = [...new Set([...folders, ...pieces.map(({ path }) => path)].map((path) => path.split(/[/\\]/u)[0] ?? ''))]
    const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0)
    const room = await free(to)
    if (room !== null && room < total + spareBytes) {
      await clear()
      return fail('disk-full', `The library needs ${sizeWords(total)}, and only ${sizeWords(room)} are free there.`)
    }
    let done = 0
    const told = (doing: string) => (bytes: number) => {
      done += bytes
      steps.tell(doing, done, total * 2)
      return !steps.isCancelled()
    }
    for (const folder of folders) await disk.makeFolder(join(to, folder))
    const hashes = new Map<string, string>()
    for (const { path } of pieces) {
      const hash = await copy(disk, join(from, path), join(to, path), told('Copying the library'))
      if (hash === null || steps.isCancelled()) {
        await clear()
        return calledOff
      }
      hashes.set(path, hash)
    }
    for (const folder of folders.toReversed()) await disk.syncFolder(join(to, folder))
    await disk.syncFolder(to)
    for (const [path, hash] of hashes) {
      const read = await hashOf(disk, join(to, path), told('Reading the copy back'))
      if (read === null || steps.isCancelled()) {
        await clear()
        return calledOff
      }
      if (read !== hash) {
        await clear()
        return fail('disk', `${stays}: what was copied could not be read back as it was written. Try another disk.`)
      }
    }
    await move.switchTo()
    await disk.remove(join(to, markerName)).catch(() => {})
    return ok(null)
  } catch (error) {
    await clear()
    return diskFailure(error, stays)
  }
}

/** May Caesura use this folder as its library from now on? */
export const canUse = async (
  { disk, real }: Pick<MoveDeps, 'disk' | 'real'>,
  from: string,
  to: string,
): Promise<Result<null, FailureCode>> => {
  try {
    if ((await realOf(real, to)) === (await realOf(real, from)))
      return fail('conflict', 'This is the library that is open already.')
    const names = await disk.list(to)
    if (names.includes(markerName))
      return fail('conflict', 'This folder holds a copy that was never finished. Move the library there again.')
    if (names.includes('jobs') && (await disk.stat(join(to, 'jobs'))).kind === 'folder') return ok(null)
    return fail('not-found', 'This folder is no Caesura library: it holds no folder “jobs”. Choose the one that does.')
  } catch (error) {
    return diskFailure(error, 'This folder cannot be used')
  }
}
