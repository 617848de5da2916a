// Transcriptions that are started here, as the library remembers them: what is handed over, how far that came, and the move to the id
// that Pictory gives. Each step that must not happen twice is on disk before it happens.

import { basename, extname } from 'node:path'
import { fail, ok } from '../../core/result'
import type { JobId } from '../../core/job/job'
import { added } from '../../core/job/schedule'
import type { Disk } from './disk'
import type { Entry } from './entry'
import { addingFolder } from './folder'
import type { Library } from './jobs'
import { type JobRecord, newRecord, type Start } from './record'
import { type Done, notHere, type Records } from './records'
import { inLine, withFreshUpload } from './steered'

export type StartsDeps = {
  readonly dir: string
  readonly disk: Disk
  readonly now: () => number
  readonly newId: () => string
  readonly forgotten: (id: JobId) => void
  readonly became: (from: JobId, to: JobId) => void
}

export type LibraryStarts = Pick<Library, 'addStart' | 'starting' | 'reportStart' | 'startBecame'>

const longestTitle = 300

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The file's name without its extension, or the last part of the address; never what follows its question mark. */
const titleOf = ({ source }: Start): string => {
  if (source.kind === 'file') return basename(source.name, extname(source.name)).trim() || source.name
  if (!URL.canParse(source.url)) return 'A recording on the web'
  const { hostname, pathname } = new URL(source.url)
  const last = pathname.split('/').findLast((part) => part !== '')
  return (
    (last === undefined
      ? ''
      : decoded(last)
          .replaceAll(/\p{Cc}+/gu, ' ')
          .trim()) || hostname
  )
}

export const createLibraryStarts = (deps: StartsDeps, records: Records): LibraryStarts => {
  const { dir, disk, now, newId } = deps
  const { entries, put, queued, guarded, save, place, moveOut, readOnly } = records

  /** Puts the job under Pictory's id: as a new one, or as one with the job that somebody added by that id meanwhile. */
  const land = async (from: JobRecord, start: Start, to: JobId): Promise<Done> => {
    const there = entries.get(to)
    if (there === undefined) return place({ ...from, id: to, state: { ...added, countedFrom: now() }, start }, {})
    const { record } = there
    // What cannot be written is left as it is; the answer is fetched or cached there all the same.
    if (there.readOnly !== null || there.damage !== null || record.start?.became === to) return ok(null)
    const merged = {
      ...record,
      start,
      addedAt: Math.min(record.addedAt, from.addedAt),
      media: record.media ?? from.media,
      // Whoever has one of the two before their eyes keeps the job there.
      trashedAt: from.trashedAt === null ? null : record.trashedAt,
      ...(record.titled ? {} : { title: from.title, titled: from.titled }),
    }
    return save(there, merged, 'The job’s new id could not be saved')
  }

  /** Three steps, each safe to repeat: the id, the job under it, and then the one before is gone. */
  const move = async (entry: Entry, start: Start, to: JobId): Promise<Done> => {
    const { record } = entry
    const known = { ...start, became: to }
    if (start.became !== to) {
      const saved = await save(entry, { ...record, start: known }, 'The job’s new id could not be saved')
      if (!saved.ok) return saved
    }
    const landed = await queued(to, () => land(record, known, to))
    if (!landed.ok) return landed
    // A rename first: a process that is killed while it removes leaves nothing that looks like a job.
    const aside = addingFolder(dir, newId())
    const gone = await moveOut(record.id, aside, 'The job could not be moved to its new id')
    if (!gone.ok) return gone
    await disk.remove(aside).catch(() => {})
    deps.became(record.id, to)
    deps.forgotten(record.id)
    return ok(null)
  }

  return {
    addStart: async (start) => {
      if (readOnly !== null) return fail('read-only', readOnly)
      const id = newId()
      const { source, mediaKind } = start
      const record: JobRecord = {
        ...newRecord(id, 'pictory', now()),
        title: titleOf(start).slice(0, longestTitle),
        titled: true,
        state: inLine(start),
        start,
        media:
          source.kind === 'file' ? { source: 'file', path: source.path, name: source.name, kind: mediaKind } : null,
      }
      const placed = await queued(id, () => place(record, {}))
      return placed.ok ? ok({ jobId: id }) : placed
    },

    starting: () =>
      [...entries.values()]
        .flatMap(({ record, readOnly: closed, damage }) =>
          record.state.kind === 'starting' &&
          record.start !== null &&
          record.trashedAt === null &&
          readOnly === null &&
          closed === null &&
          damage === null
            ? [{ id: record.id, start: withFreshUpload(record.start, now()), state: record.state, at: record.addedAt }]
            : [],
        )
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .map(({ id, start, state }) => ({ id, start, state })),

    reportStart: (id, state, change) =>
      guarded(id, async (entry) => {
        const { record } = entry
        if (record.start === null) return fail('conflict', 'This job was not started from here.')
        const start = { ...record.start, ...change }
        if (record.state.kind !== 'starting') {
          // Stopped while Pictory was beginning: its id is kept, so that a retry finds the same transcription.
          if (start.became !== record.start.became)
            await save(entry, { ...record, start }, 'The job’s new id could not be saved')
          return fail('conflict', 'This transcription is not being started any more.')
        }
        const next = { ...record, start, state }
        if (change === undefined && state.kind === 'starting') {
          put({ ...entry, record: next })
          return ok(null)
        }
        return save(entry, next, 'How far the transcription has come could not be saved')
      }),

    startBecame: (id, to) =>
      queued(id, async () => {
        const entry = entries.get(id)
        if (entry === undefined) return entries.get(to)?.record.start?.became === to ? ok(null) : notHere
        const closed = readOnly ?? entry.readOnly
        if (closed !== null) return fail('read-only', closed)
        const { record } = entry
        if (record.start === null) return fail('conflict', 'This job was not started from here.')
        if (record.state.kind === 'starting') return move(entry, record.start, to)
        if (record.start.became === null)
          await save(
            entry,
            { ...record, start: { ...record.start, became: to } },
            'The job’s new id could not be saved',
          )
        return fail('conflict', 'This transcription is not being started any more.')
      }),
  }
}
