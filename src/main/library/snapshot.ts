// snapshot.json: the transcript as it was after some of the edits, so that opening need not read Pictory's answer and
// replay them all. One JSON object; its header can be read without parsing the transcript, whose text goes to the window
// as one string.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { schemaVersion } from './record'

const headerSchema = z.object({
  schema: z.number().int().min(1),
  /** Step groups that are already in it. */
  groups: z.number().int().nonnegative(),
  /** Where the journal goes on after them. */
  journalBytes: z.number().int().nonnegative(),
  /** What the journal's next line goes on from; absent or null where all lines so far are of schema 2. */
  seal: z.string().nullable().default(null),
  /** Of the response.json it was made of. */
  response: z.string(),
  /** SHA-256 of the transcript's text. */
  sum: z.string(),
})

export type Snapshot = {
  /** A Transcript as JSON text. */
  readonly text: string
  readonly groups: number
  readonly journalBytes: number
  readonly seal: string | null
  /** Made by a newer Caesura. */
  readonly newer: boolean
}

const seam = ',"transcript":'
const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export const writeSnapshot = (snapshot: Omit<Snapshot, 'newer'>, responseSha256: string): Buffer => {
  const { text, groups, journalBytes, seal } = snapshot
  const head = JSON.stringify({
    schema: schemaVersion,
    groups,
    journalBytes,
    seal,
    response: responseSha256,
    sum: sumOf(text),
  })
  return Buffer.from(`${head.slice(0, -1)}${seam}${text}}`)
}

/** The snapshot in these bytes; null when they are damaged or belong to another response. */
export const readSnapshot = (bytes: Buffer, responseSha256: string | null): Snapshot | null => {
  const file = bytes.toString('utf8')
  const at = file.indexOf(seam)
  if (at === -1 || !file.endsWith('}')) return null
  const text = file.slice(at + seam.length, -1)
  const header = readHeader(`${file.slice(0, at)}}`)
  if (header === null || header.sum !== sumOf(text)) return null
  if (responseSha256 !== null && header.response !== responseSha256) return null
  const { groups, journalBytes, seal, schema } = header
  return { text, groups, journalBytes, seal, newer: schema > schemaVersion }
}

const readHeader = (json: string): z.infer<typeof headerSchema> | null => {
  try {
    const read = headerSchema.safeParse(JSON.parse(json))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
