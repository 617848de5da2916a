// Of which state a job's files are, without reading them. In a file of its own, because the first question after a start waits for the
// search process to load what it needs, and this is all it needs of the documents.

import { join } from 'node:path'
import type { JobId } from '../../core/job/job'
import type { Stamp } from '../../core/search/segment'
import type { Disk } from '../library/disk'
import { files, jobFolder } from '../library/folder'

export const stampOf = async (disk: Disk, library: string, id: JobId): Promise<Stamp> => {
  const folder = jobFolder(library, id)
  const none = { bytes: 0, modifiedMs: 0 }
  const [snapshot, journal] = await Promise.all([
    disk.stat(join(folder, files.snapshot)).catch(() => none),
    disk.stat(join(folder, files.edits)).catch(() => none),
  ])
  return {
    snapshotBytes: snapshot.bytes,
    snapshotMs: snapshot.modifiedMs,
    journalBytes: journal.bytes,
    journalMs: journal.bytes === 0 ? 0 : journal.modifiedMs,
  }
}
