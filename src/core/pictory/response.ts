// The room of Pictory's response: the one place that knows the shape of its JSON. Whatever was seen or is plausible becomes a sound
// Transcript (core/transcript/model.ts `check`); what had to be mended is told in notes. The bytes themselves are never changed.
//
// Read by hand, not by a schema: 100,000 words (25 MB of JSON) take 125–190 ms after JSON.parse on a busy 2-core machine, and a schema refuses a response for one
// bad field where the person wants the other 99,999 words.
//
// The same bytes give the same ids for ever: edits on disk name words by them. A change here that moves an id needs a new version of
// the journal.

import type { JobId } from '../job/job'
import { jobIdSchema } from '../job/job'
import { fail, ok, type Result } from '../result'
import type { Transcript } from '../transcript/model'
import { arrayOf, isObject, type JsonObject, textIn } from './draft'
import { createIds } from './ids'
import { isModest } from './json'
import { distrust, mediaLength } from './media'
import { createNotes } from './notes'
import { finish } from './paragraphs'
import { readSegments } from './segments'
import { createSpeakers } from './speakers'
import { settleTimes } from './times'

export type ReadJob = {
  /** Where the response names a sound one. */
  readonly jobId: JobId | null
  readonly transcript: Transcript
  /** One sentence per kind of repair. */
  readonly notes: readonly string[]
}

export type ReadFailure = 'not-a-job' | 'no-words'

/** The parts of a response, wherever they stood. */
type Found = {
  readonly entries: readonly unknown[]
  /** From the innermost object outwards. */
  readonly around: readonly JsonObject[]
}

/** A bare array counts as a transcript only if something in it looks like a segment or a timed word. */
const looksLikeTranscript = (entries: readonly unknown[]): boolean =>
  entries.some(
    (entry) =>
      isObject(entry) &&
      (arrayOf(entry['words']) !== null ||
        arrayOf(entry['word']) !== null ||
        (typeof entry['word'] === 'string' && entry['start_time'] !== undefined)),
  )

/** `{transcript}`, `{data: {transcript}}`, `{data: […]}` or the array itself. */
const locate = (value: unknown): Found | null => {
  const bare = arrayOf(value)
  if (bare !== null) return looksLikeTranscript(bare) ? { entries: bare, around: [] } : null
  if (!isObject(value)) return null
  const own = arrayOf(value['transcript'])
  if (own !== null) return { entries: own, around: [value] }
  const data = value['data']
  const inner = arrayOf(data)
  if (inner !== null && looksLikeTranscript(inner)) return { entries: inner, around: [value] }
  if (!isObject(data)) return null
  const entries = arrayOf(data['transcript'])
  return entries === null ? null : { entries, around: [data, value] }
}

const firstOf = <T>(
  around: readonly JsonObject[],
  names: readonly string[],
  read: (value: unknown) => T | null,
): T | null => {
  for (const object of around)
    for (const name of names) {
      const found = read(object[name])
      if (found !== null) return found
    }
  return null
}

const jobIdIn = (value: unknown): JobId | null => {
  const parsed = jobIdSchema.safeParse(textIn(value).toLowerCase())
  return parsed.success ? parsed.data : null
}

const languageIn = (value: unknown): string | null => {
  const text = textIn(value)
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/i.test(text) ? text : null
}

const mediaInfoIn = (value: unknown): JsonObject | null => (isObject(value) ? value : null)

const understand = ({ entries, around }: Found): Result<ReadJob, ReadFailure> => {
  const notes = createNotes()
  const ids = createIds(notes)
  const speakers = createSpeakers(ids)
  const drafts = readSegments(entries, { ids, notes, speakers })
  if (drafts.length === 0) return fail('no-words', 'This job holds a transcript, but not a single word.')
  const stated = mediaLength(firstOf(around, ['mediaInfo', 'media_info'], mediaInfoIn), drafts)
  if (stated !== null) distrust(drafts, stated, notes)
  settleTimes(drafts, stated ?? Number.POSITIVE_INFINITY, notes)
  const { paragraphs, endMs } = finish(drafts, notes)
  const transcript: Transcript = {
    speakers: speakers.list(),
    paragraphs,
    language: firstOf(around, ['language', 'languageCode', 'language_code'], languageIn) ?? '',
    durationMs: stated === null ? null : Math.max(stated, endMs),
  }
  return ok({ jobId: firstOf(around, ['job_id', 'jobId'], jobIdIn), transcript, notes: notes.sentences() })
}

/** Pictory's words on a failure, '' where it has none. */
const failureWords = (value: JsonObject): string => {
  const data = value['data']
  for (const object of isObject(data) ? [data, value] : [value])
    for (const name of ['error_message', 'errorMessage', 'message', 'error']) {
      const words = textIn(object[name])
      if (words !== '') return words.slice(0, 300)
    }
  return ''
}

const whyNot = (value: unknown): string => {
  if (!isObject(value)) return 'This holds no Pictory transcript.'
  const data = value['data']
  const status = (textIn(isObject(data) ? data['status'] : undefined) || textIn(value['status'])).toLowerCase()
  if (status === 'in-progress')
    return 'Pictory had not finished this job when the answer was saved: it holds no transcript yet.'
  if (status === 'cleaned')
    return 'Pictory had already cleaned this job away when the answer was saved: it holds no transcript.'
  if (status === 'failed' || value['success'] === false) {
    const words = failureWords(value)
    return words === ''
      ? 'This is the answer of a job that failed: it holds no transcript.'
      : `This is the answer of a job that failed; Pictory says: ${words}`
  }
  return 'This is JSON, but it holds no Pictory transcript.'
}

/**
 * Reads a parsed response: a whole answer, an item of the job list, its bare `data`, or the transcript array alone; a page of the
 * job list where just one of its jobs is transcribed. Fails with 'not-a-job' where there is no transcript, 'no-words' where it is empty.
 */
export const readResponse = (value: unknown): Result<ReadJob, ReadFailure> => {
  const found = locate(value)
  if (found !== null) return understand(found)
  const listed = isObject(value) ? arrayOf(value['items']) : arrayOf(value)
  const jobs = listed?.flatMap((item) => locate(item) ?? []) ?? []
  const [only] = jobs
  if (only !== undefined && jobs.length === 1) return understand(only)
  if (jobs.length > 1)
    return fail(
      'not-a-job',
      `This is a list of ${jobs.length} jobs; save each job as its own file, or add them by their ids.`,
    )
  return fail('not-a-job', whyNot(value))
}

/** Where JSON.parse stopped, as far as its message tells. */
const brokenJson = (text: string, message: string): string => {
  if (text.trimStart().startsWith('<')) return 'This is a web page or XML, not the JSON of a Pictory job.'
  const start = text.trimStart().charAt(0)
  if (start !== '{' && start !== '[') return 'This is not JSON, so it is no Pictory job.'
  const position = /position (\d+)/.exec(message)?.[1]
  if (position === undefined || Number(position) >= text.trimEnd().length)
    return 'The JSON breaks off before its end: the file was probably cut short.'
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < Number(position); at = text.indexOf('\n', at + 1)) line++
  return `This is not sound JSON: it breaks at character ${Number(position) + 1}, in line ${line}.`
}

export const immodest = 'This JSON is nested or cut up like no Pictory job is; it was not read to its end.'

/** The same from text; a byte order mark is tolerated. */
export const readResponseText = (text: string): Result<ReadJob, ReadFailure> => {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text
  if (json.trim() === '') return fail('not-a-job', 'This is empty: it holds no Pictory job.')
  if (!isModest(json)) return fail('not-a-job', immodest)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    return fail('not-a-job', brokenJson(json, error instanceof Error ? error.message : ''))
  }
  return readResponse(value)
}
