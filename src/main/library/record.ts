// job.json: what the library remembers of a job beside Pictory's bytes and the edits.

import { z } from 'zod'
import { formatSchema } from '../../core/imports/format'
import type { MendWay } from '../../core/job/mend'
import { added } from '../../core/job/schedule'
import { jobIdSchema, type JobId, jobStateSchema, type JobSummary } from '../../core/job/job'

/**
 * Raised when an older Caesura could no longer write a job's files without losing something. Then it opens the job read-only. 3: the lines
 * of the journal are sealed (journal.ts), and a job's original may be of another format than Pictory's.
 */
export const schemaVersion = 3

const mediaKind = z.enum(['audio', 'video'])
export const mediaSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('file'), path: z.string(), name: z.string(), kind: mediaKind }),
  /** The sample's own sound: its path moves with the installed app, so it is not kept. */
  z.object({ source: z.literal('sample'), name: z.string(), kind: mediaKind }),
])
export type Media = z.infer<typeof mediaSchema>

/** What is handed to Pictory for a job that is started here, and how far that came; kept, so that a killed process neither loses it nor asks twice. */
export const startSchema = z.object({
  source: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('file'),
      path: z.string(),
      name: z.string(),
      bytes: z.number(),
      modifiedMs: z.number(),
    }),
    z.object({ kind: z.literal('url'), url: z.string() }),
  ]),
  mediaKind,
  language: z.string(),
  /** Pictory's address of the file once it is there, and since when. */
  uploaded: z.object({ fileUrl: z.string(), at: z.number() }).nullable(),
  /** Set on disk before Pictory is asked to begin: found again without an answer, it may have begun. */
  askedAt: z.number().nullable(),
  /** Pictory's id, on disk before the job moves to it. */
  became: jobIdSchema.nullable(),
})
export type Start = z.infer<typeof startSchema>

export const recordSchema = z.object({
  /** As it stands on the disk; what is written is of this version. */
  schema: z.number().int().min(1),
  id: jobIdSchema,
  title: z.string(),
  /** False while the title is only a stand-in, which the transcript's first words may replace. */
  titled: z.boolean(),
  origin: z.enum(['pictory', 'file', 'sample', 'copy']),
  addedAt: z.number(),
  state: jobStateSchema,
  /** Which reader reads the original, for ever; its file's name follows from it (folder.ts). */
  format: formatSchema.default('pictory'),
  /** Of the original as it was written, once. Null until it is. */
  response: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int() }).nullable(),
  words: z.number().nullable(),
  durationMs: z.number().nullable(),
  speakers: z.number().nullable(),
  /** The reader's repairs, one sentence each. */
  notes: z.array(z.string()),
  /** What the original lacks of a full transcript, one sentence each. */
  lacks: z.array(z.string()).default([]),
  exported: z.array(z.string()),
  lastExport: z.string().nullable(),
  media: mediaSchema.nullable(),
  /** Told by the file that the job came in: asked for when a recording is to be linked, never opened unasked. `path` is where to look first. */
  suggestedMedia: z.object({ name: z.string(), kind: mediaKind, path: z.string().nullable() }).nullable().default(null),
  start: startSchema.nullable().default(null),
  /** What was lost of the edits, as a sentence; cleared when editing goes on. */
  damage: z.string().nullable(),
  tags: z.array(z.string()).default([]),
  /** See JobSummary. */
  trashedAt: z.number().nullable().default(null),
  /** How much of its time in the trash was lived (core/job/trash.ts); without it the job only stays longer. */
  trashLived: z.object({ at: z.number(), steps: z.number().int() }).nullable().default(null),
  /** What was mended or put aside and when, a sentence each, newest last; kept for the person to read later. */
  mends: z.array(z.object({ at: z.number(), message: z.string() })).default([]),
})
export type JobRecord = z.infer<typeof recordSchema>

export const newRecord = (id: JobId, origin: JobRecord['origin'], addedAt: number): JobRecord => ({
  schema: schemaVersion,
  id,
  // Until anything is known the id stands for it; the window shows both its ends.
  title: id,
  titled: false,
  origin,
  addedAt,
  state: added,
  format: 'pictory',
  response: null,
  words: null,
  durationMs: null,
  speakers: null,
  notes: [],
  lacks: [],
  exported: [],
  lastExport: null,
  media: null,
  suggestedMedia: null,
  start: null,
  damage: null,
  tags: [],
  trashedAt: null,
  trashLived: null,
  mends: [],
})

/**
 * The record in these bytes; 'newer' when a newer Caesura wrote it and this one cannot read it; null when they hold none. Fields that a
 * newer one added are dropped, so a record of a newer schema is never written back.
 */
export const readRecord = (bytes: Buffer): JobRecord | 'newer' | null => {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'))
    const read = recordSchema.safeParse(json)
    if (read.success) return read.data
    const version = recordSchema.pick({ schema: true }).safeParse(json)
    return version.success && version.data.schema > schemaVersion ? 'newer' : null
  } catch {
    return null
  }
}

/** An older one has been given what it lacked when it was read. */
export const thisVersion = (record: JobRecord): JobRecord => ({ ...record, schema: schemaVersion })
export const writeRecord = (record: JobRecord): Buffer =>
  Buffer.from(`${JSON.stringify(thisVersion(record), null, 1)}\n`)

/**
 * @param damage what is wrong with the files beside the record, as a sentence.
 * @param openable whether the files hold a transcript, damaged or not.
 * @param ways what can be done about damage.
 */
export const summaryOf = (
  record: JobRecord,
  editedAt: number | null,
  damage: string | null,
  openable: boolean,
  ways: readonly MendWay[] = [],
): JobSummary => {
  const wrong = damage ?? record.damage
  return {
    id: record.id,
    title: record.title,
    origin: record.origin,
    format: record.format,
    addedAt: record.addedAt,
    editedAt,
    state: wrong === null ? record.state : { kind: 'damaged', message: wrong, openable, ways },
    words: record.words,
    durationMs: record.durationMs,
    speakers: record.speakers,
    notes: record.notes.length,
    exported: record.exported,
    media: record.media === null ? null : { name: record.media.name, kind: record.media.kind },
    start: record.start === null ? null : shownStart(record.start),
    hasPictoryId: record.origin !== 'copy' && (record.start === null || record.start.became === record.id),
    asking: false,
    tags: record.tags,
    trashedAt: record.trashedAt,
  }
}

/** A URL may hold a signature or a password: only its host and last part are shown. */
const shownStart = ({ source, language }: Start): JobSummary['start'] => {
  if (source.kind === 'file') return { from: 'file', name: source.name, language }
  if (!URL.canParse(source.url)) return { from: 'url', name: '', language }
  const { host, pathname } = new URL(source.url)
  const last = pathname.split('/').findLast((part) => part !== '')
  return { from: 'url', name: last === undefined ? host : `${host} … ${last}`, language }
}
