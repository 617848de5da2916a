// From an earlier schema to this one (record.ts). Reading gives a record what it lacked then, and lines of the journal of any schema are read for
// ever; so what changes on the disk is job.json alone, and what is appended to the journal after it. Both are kept as they were, beside the
// job, before the first such write: with them an earlier Caesura opens the job as it left it.

import { join } from 'node:path'
import { writeAtomic } from './atomic'
import type { Disk } from './disk'
import { files } from './folder'
import { readRecord } from './record'

/** What the kept files are called: job.schema-2.json, edits.schema-2. */
export const keptNames = (schema: number) => ({
  record: `job.schema-${schema}.json`,
  edits: `edits.schema-${schema}`,
})

/** Throws what the disk says. Killed in the middle it is done again, and what was kept first stays: it is the older one. */
export const keepEarlier = async (disk: Disk, folder: string, schema: number, newId: () => string): Promise<void> => {
  const there = new Set(await disk.list(folder))
  if (!there.has(files.record)) return
  // One that was lost and made anew is no earlier one, whatever the memory takes it for.
  const record = readRecord(await disk.readFile(join(folder, files.record)))
  if (record === null || record === 'newer' || record.schema !== schema) return
  const names = keptNames(schema)
  for (const kind of ['edits', 'record'] as const) {
    if (there.has(names[kind]) || !there.has(files[kind])) continue
    await writeAtomic(disk, join(folder, names[kind]), await disk.readFile(join(folder, files[kind])), newId())
  }
}
