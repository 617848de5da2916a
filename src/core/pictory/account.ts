// A page of the account's own list of jobs (GET /v1/jobs): which of them are transcriptions, and what is known of each.

import { z } from 'zod'
import { type JobId, jobIdSchema } from '../job/job'
import { fail, ok, type Result } from '../result'
import { member, partsOf, wordsOf, working } from './answer'
import { arrayOf, type DraftParagraph, isObject, type JsonObject, textIn } from './draft'
import { mediaLength } from './media'
import { longestSeconds, numberIn } from './numbers'
import { wordsIn } from './text'

export const accountJobSchema = z.object({
  id: jobIdSchema,
  /** 'unclear': in progress or failed, and nothing tells yet whether it is a transcription. */
  status: z.enum(['completed', 'unclear', 'failed']),
  /** Of a completed one. */
  words: z.number().nullable(),
  durationMs: z.number().nullable(),
  /** Its first words, else what Pictory says of it; may be empty. */
  about: z.string(),
})
export type AccountJob = z.infer<typeof accountJobSchema>

export const accountPageSchema = z.object({
  jobs: z.array(accountJobSchema),
  /** Items that are no transcriptions (renders, templates), left out. */
  others: z.number(),
  nextPageKey: z.string().nullable(),
})
export type AccountPage = z.infer<typeof accountPageSchema>

const longestAbout = 120
/** Of a page's key; Pictory's are some hundred characters long. */
const longestKey = 8000
/** Of a page; Pictory's hold some dozens. */
const mostItems = 5000

/**
 * What only other kinds of jobs carry: renders, previews, storyboards, projects, templates, summaries. Names of Pictory's documentation and
 * their neighbours; kept narrow, for what is in doubt is better shown than hidden.
 */
const otherKind = /^(?:video_?url|video_?share|share_?video|preview|render|scenes|storyboard|project|template|summary)/i

const saysOtherKind = (parts: readonly JsonObject[]): boolean =>
  parts.some((part) =>
    Object.entries(part).some(([name, value]) => value !== null && value !== '' && otherKind.test(name)),
  )

type Spoken = { words: number; lastMs: number; about: string; full: boolean }

const addToAbout = (spoken: Spoken, word: string): void => {
  const longer = spoken.about === '' ? word : `${spoken.about} ${word}`
  if (longer.length < longestAbout) {
    spoken.about = longer
    return
  }
  spoken.full = true
  const kept = spoken.about === '' ? word.slice(0, longestAbout - 1).replace(/\p{Surrogate}$/u, '') : spoken.about
  spoken.about = `${kept.replace(/[\s,;:–—-]+$/u, '')}…`
}

const addTime = (spoken: Spoken, value: unknown): void => {
  const seconds = numberIn(value)
  if (seconds <= longestSeconds && seconds * 1000 > spoken.lastMs) spoken.lastMs = Math.round(seconds * 1000)
}

const addEntry = (spoken: Spoken, entry: unknown): void => {
  const text = typeof entry === 'string' ? entry : isObject(entry) ? entry['word'] : null
  const { words } = wordsIn(typeof text === 'number' ? String(text) : typeof text === 'string' ? text : '')
  spoken.words += words.length
  if (!spoken.full) for (const word of words) if (!spoken.full) addToAbout(spoken, word)
  if (!isObject(entry)) return
  addTime(spoken, entry['end_time'])
  addTime(spoken, entry['start_time'])
}

/** Counted without building a document: 100,000 entries in 13–50 ms, where reading them takes 60–125. */
const listen = (transcript: readonly unknown[]): Spoken => {
  const spoken: Spoken = { words: 0, lastMs: 0, about: '', full: false }
  for (const segment of transcript) {
    const parts = isObject(segment) ? [arrayOf(segment['words']), arrayOf(segment['word'])] : []
    // As the reader: `words`, or `word` in the legacy shape; an entry without either is a word or a pause by itself.
    const list = parts.find((part) => part !== null && part !== undefined && part.length > 0)
    if (list !== undefined && list !== null) for (const entry of list) addEntry(spoken, entry)
    else addEntry(spoken, segment)
  }
  return spoken
}

/** What is told of the media's length, where the words do not contradict it; else the end of the last word. */
const lengthOf = (mediaInfo: unknown, { lastMs }: Spoken): number | null => {
  const last: DraftParagraph = {
    id: '',
    speakerId: '',
    items: [{ kind: 'pause', id: '', text: '', category: '', startMs: lastMs, endMs: lastMs, timing: 'source' }],
  }
  const told = mediaLength(mediaInfo, [last])
  return told !== null ? Math.max(told, lastMs) : lastMs > 0 ? lastMs : null
}

const idIn = (parts: readonly JsonObject[]): JobId | null => {
  for (const name of ['jobId', 'job_id', 'jobid', 'id'] as const)
    for (const part of parts) {
      const parsed = jobIdSchema.safeParse(textIn(part[name]).toLowerCase())
      if (parsed.success) return parsed.data
    }
  return null
}

/** null: not a transcription, or not one that could be fetched. */
const readItem = (item: unknown): AccountJob | null => {
  const parts = partsOf(item)
  const id = idIn(parts)
  if (id === null) return null
  const status = textIn(member(parts, 'status')).toLowerCase()
  const isWorking = working.has(status)
  const transcript = isWorking ? null : arrayOf(member(parts, 'transcript'))
  if (transcript !== null) {
    const spoken = listen(transcript)
    if (spoken.words > 0 || (status === 'completed' && !saysOtherKind(parts))) {
      const durationMs = lengthOf(member(parts, 'mediaInfo') ?? member(parts, 'media_info'), spoken)
      return { id, status: 'completed', words: spoken.words, durationMs, about: spoken.about }
    }
  }
  if (saysOtherKind(parts)) return null
  const untold = { id, words: null, durationMs: null } as const
  if (status === 'failed' || parts.some((part) => part['success'] === false))
    return { ...untold, status: 'failed', about: wordsOf(parts) }
  // Completed without a transcript is another kind; cleaned away, or without any state, there is nothing that could be fetched.
  if (status === '' || status === 'completed' || status === 'cleaned') return null
  return { ...untold, status: 'unclear', about: isWorking ? '' : wordsOf(parts) }
}

/**
 * A parsed page of the list. A job that stands on it twice is taken once; whatever is no transcription is only counted. Fails where
 * there is no list at all.
 */
export const readAccountPage = (value: unknown): Result<AccountPage, 'bad-answer'> => {
  const parts = partsOf(value)
  const items = arrayOf(member(parts, 'items'))
  if (items === null) return fail('bad-answer', 'Pictory’s answer is JSON, but not a list of jobs.')
  const key = member(parts, 'nextPageKey')
  if (items.length > mostItems || (typeof key === 'string' && key.length > longestKey))
    return fail('bad-answer', 'Pictory’s list is larger than any page of it can be; it was not read.')
  const jobs = new Map<JobId, AccountJob>()
  let others = 0
  for (const item of items) {
    const job = readItem(item)
    if (job === null) others++
    else if (!jobs.has(job.id)) jobs.set(job.id, job)
  }
  return ok({ jobs: [...jobs.values()], others, nextPageKey: typeof key === 'string' && key !== '' ? key : null })
}
