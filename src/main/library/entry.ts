// One job as the library holds it in memory.

import type { Format } from '../../core/imports/format'
import type { Original } from '../../core/imports/read'
import type { ReadFailure } from '../../core/pictory/response'
import type { JobSummary } from '../../core/job/job'
import type { MendWay } from '../../core/job/mend'
import type { Result } from '../../core/result'
import { wordCount } from '../../core/transcript/model'
import { sha256 } from './folder'
import type { Journal } from './journal'
import { type JobRecord, summaryOf } from './record'
import { titleOfWords } from '../../core/job/title'

/** Reads an original by its format; null: by what it holds. */
export type Reader = (bytes: Uint8Array, format: Format | null) => Result<Original, ReadFailure>

export type Entry = {
  readonly record: JobRecord
  /** What is in the folder. */
  readonly response: boolean
  readonly snapshot: boolean
  readonly editedAt: number | null
  /** What is wrong with the files, as a sentence; found again each time. */
  readonly damage: string | null
  /** Why nothing may be written to this job; null when it may. */
  readonly readOnly: string | null
  /** Since the job was opened. */
  readonly journal: Journal | null
  readonly groups: number
  /** When job.json was last written. */
  readonly savedAt: number
}

export const newEntry = (record: JobRecord, savedAt: number): Entry => ({
  record,
  response: false,
  snapshot: false,
  editedAt: null,
  damage: null,
  readOnly: null,
  journal: null,
  groups: 0,
  savedAt,
})

/** Is there anything to open? */
export const holdsTranscript = (entry: Entry): boolean =>
  entry.snapshot || (entry.response && entry.record.state.kind === 'ready')

/** The record of a job whose response is on disk and was read. */
export const withResponse = (record: JobRecord, read: Original, bytes: Uint8Array, at: number): JobRecord => {
  const { transcript, notes, lacks, format } = read
  return {
    ...record,
    title: record.titled ? record.title : (titleOfWords(transcript) ?? record.title),
    state: { kind: 'ready', completedAt: at, gone: false },
    format,
    response: { sha256: sha256(bytes), bytes: bytes.length },
    words: wordCount(transcript),
    durationMs: transcript.durationMs,
    speakers: transcript.speakers.length,
    notes: [...notes],
    lacks: [...lacks],
  }
}

export const newerSentence =
  'This job was last changed by a newer Caesura. It can be read, but not edited until this one is updated.'

export const summary = (entry: Entry): JobSummary =>
  summaryOf(entry.record, entry.editedAt, entry.damage, holdsTranscript(entry), waysOf(entry))

/** May Pictory know it by this id? Not the sample, not a start that has got no id yet, not an id that was made here of a file's bytes. */
const isPictorys = ({ id, origin, format, start }: JobRecord): boolean =>
  origin !== 'sample' && format === 'pictory' && id.charAt(14) !== '8' && (start === null || start.became === id)

const waysOf = ({ record, damage, readOnly, response }: Entry): readonly MendWay[] => {
  if (readOnly !== null) return damage === null ? [] : ['look-again']
  return [
    ...(damage !== null && isPictorys(record) ? (['fetch-again'] as const) : []),
    ...(response ? (['read-again'] as const) : []),
    ...(damage === null ? [] : (['look-again'] as const)),
  ]
}

/** Why there is nothing to open. */
export const whyNothing = (entry: Entry): string => {
  const { state } = entry.record
  if (entry.damage !== null) return entry.damage
  switch (state.kind) {
    case 'starting':
      return 'This transcription is being started; there is nothing to open yet.'
    case 'waiting':
      return 'This job is not finished at Pictory yet; there is nothing to open.'
    case 'stopped':
      return 'This job was stopped before it was finished; there is nothing to open.'
    case 'failed':
    case 'gone':
    case 'damaged':
      return state.message
    case 'ready':
      return 'This job holds no transcript.'
  }
}
