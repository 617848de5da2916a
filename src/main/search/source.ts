// The room of the search in main: the index files beside the jobs, made and asked in a process of their own (src/main/searching.ts). This
// file reads a job's document as it is on the disk now, without touching it: the library may be writing to it meanwhile.

import { join } from 'node:path'
import type { Format } from '../../core/imports/format'
import type { JobId } from '../../core/job/job'
import type { Stamp } from '../../core/search/segment'
import { parseTranscript, replay } from '../../core/transcript/replay'
import type { Transcript } from '../../core/transcript/model'
import type { Disk } from '../library/disk'
import type { Reader } from '../library/entry'
import { files, jobFolder, originalName } from '../library/folder'
import { type From, fromStart, readJournal } from '../library/journal'
import { readRecord } from '../library/record'
import { readSnapshot } from '../library/snapshot'
import { stampOf } from './stamp'

export type Document = { readonly transcript: Transcript; readonly stamp: Stamp }

export type Source = {
  /** Null when there is no transcript that could be read. The stamp is from before the reading: a change meanwhile makes it stale. */
  readonly read: (id: JobId) => Promise<Document | null>
}

/** The job that was read last: while it is edited, only the new lines of its journal are read. */
type Kept = {
  readonly id: JobId
  readonly stamp: Stamp
  readonly transcript: Transcript
  readonly end: From
  /** A line that was written twice is taken once (core/transcript/replay.ts). */
  readonly seen: Set<string>
}

export const createSource = (disk: Disk, library: string, read: Reader): Source => {
  let kept: Kept | null = null
  const pathsOf = (id: JobId) => {
    const folder = jobFolder(library, id)
    return {
      snapshot: join(folder, files.snapshot),
      edits: join(folder, files.edits),
      original: (format: Format) => join(folder, originalName(format)),
      record: join(folder, files.record),
    }
  }

  const readBase = async (id: JobId): Promise<{ readonly transcript: Transcript; readonly end: From } | null> => {
    const paths = pathsOf(id)
    const bytes = await disk.readFile(paths.snapshot).catch(() => null)
    const snapshot = bytes === null ? null : readSnapshot(bytes, null)
    const parsed = snapshot === null ? null : parseTranscript(snapshot.text)
    if (snapshot !== null && parsed?.ok === true)
      return { transcript: parsed.value, end: { offset: snapshot.journalBytes, seal: snapshot.seal } }
    const record = await disk.readFile(paths.record).then(readRecord, () => null)
    const format = record === null || record === 'newer' ? null : record.format
    const response = await disk.readFile(paths.original(format ?? 'pictory')).catch(() => null)
    const again = response === null ? null : read(response, format)
    return again?.ok === true ? { transcript: again.value.transcript, end: fromStart } : null
  }

  return {
    read: async (id) => {
      const stamp = await stampOf(disk, library, id)
      const goesOn =
        kept !== null &&
        kept.id === id &&
        kept.stamp.snapshotBytes === stamp.snapshotBytes &&
        kept.stamp.snapshotMs === stamp.snapshotMs &&
        kept.end.offset <= stamp.journalBytes
      const before = goesOn ? kept : null
      const base = before ?? (await readBase(id))
      kept = null
      if (base === null) return null
      const journal = await readJournal(disk, pathsOf(id).edits, base.end).catch(() => null)
      const seen = before?.seen ?? new Set<string>()
      const lines = journal?.lines ?? []
      const { transcript, applied } = replay(
        base.transcript,
        lines.map(({ json }) => json).filter((json) => !seen.has(json)),
      )
      const last = lines.at(-1)
      // Where a line does not fit, the next reading begins anew.
      if (journal !== null && applied === lines.length) {
        for (const { json } of lines) seen.add(json)
        const end = last === undefined ? base.end : { offset: last.endsAt, seal: last.seal }
        kept = { id, stamp, transcript, end, seen }
      }
      return { transcript, stamp }
    },
  }
}
