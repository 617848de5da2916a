// What the History tab asks for: the journal from its beginning, and a document its lines apply to. Nothing of this is read
// when a job is opened, and nothing is ever written here.

import { join } from 'node:path'
import { fail, ok, type Result } from '../../core/result'
import { decodeText } from './decode'
import type { Disk } from './disk'
import type { Entry, Reader } from './entry'
import { files, jobFolder, originalName, sha256 } from './folder'
import { type From, fromStart, readJournal } from './journal'
import { readSnapshot } from './snapshot'

export type PastDeps = { readonly disk: Disk; readonly library: string; readonly read: Reader }

export type Piece = {
  readonly lines: { readonly json: string; readonly endsAt: number }[]
  /** Where the next lines begin; `more`: there are some already. */
  readonly next: From
  readonly more: boolean
  /** Why the journal cannot be read on from here, as a sentence; null when it can, or ends here. */
  readonly trouble: string | null
}

/** Of one answer. A journal of 10,000 small changes has 4 MB; one that is larger comes in pieces, so that neither side stands still. */
export const mostChars = 8 * 1024 * 1024

/** The journal's lines from there on. Rejects when the disk does. */
export const readPiece = async (deps: PastDeps, entry: Entry, from: From): Promise<Piece> => {
  const journal = await readJournal(deps.disk, join(jobFolder(deps.library, entry.record.id), files.edits), from)
  if (journal === null)
    return { lines: [], next: from, more: false, trouble: 'The record of changes was altered outside Caesura.' }
  let chars = 0
  let next = from
  const lines: Piece['lines'] = []
  for (const { json, endsAt, seal } of journal.lines) {
    if (lines.length > 0 && chars + json.length > mostChars) return { lines, next, more: true, trouble: null }
    chars += json.length
    lines.push({ json, endsAt })
    next = { offset: endsAt, seal }
  }
  const damaged = journal.rest?.kind === 'damaged'
  return { lines, next, more: false, trouble: damaged ? 'A part of the record of changes is damaged.' : null }
}

/** The kept answer of Pictory, sound and as text; null for a job of another kind. */
export const readAnswer = async (deps: PastDeps, { record }: Entry): Promise<Result<string | null, 'unreadable'>> => {
  if (record.format !== 'pictory') return ok(null)
  const path = join(jobFolder(deps.library, record.id), originalName(record.format))
  const bytes = await deps.disk.readFile(path).catch(() => null)
  if (bytes === null) return fail('unreadable', 'Pictory’s answer to this job is missing.')
  if (record.response !== null && sha256(bytes) !== record.response.sha256)
    return fail('unreadable', 'Pictory’s answer to this job was changed or damaged outside Caesura.')
  const text = decodeText(bytes)
  return text === null ? fail('unreadable', 'Pictory’s answer to this job cannot be read.') : ok(text)
}

/** A Transcript as JSON text, and where in the journal it is what the document was. */
export type Base = { readonly transcript: string; readonly at: From }

/**
 * 'original': what the kept answer reads as. 'snapshot': the document as it was put together last. Fails where that cannot be
 * read, or is not what was kept: the journal's lines would not fit it.
 */
export const readPastBase = async (
  deps: PastDeps,
  entry: Entry,
  which: 'original' | 'snapshot',
): Promise<Result<Base, 'unreadable'>> => {
  const { disk, library, read } = deps
  const folder = jobFolder(library, entry.record.id)
  const bytes = await disk
    .readFile(join(folder, which === 'original' ? originalName(entry.record.format) : files.snapshot))
    .catch(() => null)
  const expected = entry.record.response?.sha256 ?? null
  if (which === 'snapshot') {
    const snapshot = bytes === null ? null : readSnapshot(bytes, expected)
    return snapshot === null
      ? fail('unreadable', 'The transcript as it was put together last cannot be read.')
      : ok({ transcript: snapshot.text, at: { offset: snapshot.journalBytes, seal: snapshot.seal } })
  }
  if (bytes === null) return fail('unreadable', 'The original of this job is missing.')
  if (expected !== null && sha256(bytes) !== expected)
    return fail('unreadable', 'The original of this job was changed or damaged outside Caesura.')
  const original = read(bytes, entry.record.format)
  return original.ok
    ? ok({ transcript: JSON.stringify(original.value.transcript), at: fromStart })
    : fail('unreadable', 'The original of this job cannot be read.')
}
