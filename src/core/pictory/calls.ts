// What the answers to everything but "how is job X?" mean: starting a transcription, a place for a file, the account's list and quota.
// Pure: the client in main brings the parts of the HTTP answer.

import type { JobAnswer } from '../job/answer'
import { type JobId, jobIdSchema } from '../job/job'
import type { AccountPage } from './account'
import { readAccountPage } from './account'
import {
  codeOf,
  type HttpAnswer,
  isPage,
  member,
  noJson,
  pageInstead,
  parse,
  partsOf,
  readStatus,
  trouble,
  type Trouble,
  wordsOf,
} from './answer'
import { isObject, type JsonObject, textIn } from './draft'
import { numberIn } from './numbers'

/** `reached` as in Asked of main/pictory/types.ts: what was asked for may have happened. */
export type CallAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Pictory's no, in its words. */
  | { readonly kind: 'refused'; readonly message: string }
  | (Trouble & { readonly reached: boolean })
  | Extract<JobAnswer, { kind: 'key-refused' }>

/** Statuses with which nothing was begun: turned away before anybody looked at what was asked. */
const turnedAway: ReadonlySet<number> = new Set([401, 403, 407, 425, 429])

/** A no that is about the account's plan, not about the key; a guess, for Pictory documents none. Judged in 403 only. */
const aboutThePlan =
  /quota|credits?\b|minutes|subscri|\bplans?\b|upgrade|billing|payment|limit (?:is |was |has been )?(?:reached|exceeded)|exceed/i

const refusal = (parts: readonly JsonObject[]): string => {
  const words = wordsOf(parts)
  const code = codeOf(parts)
  if (words !== '') return `Pictory says: ${words}`
  return code === '' ? 'Pictory says no, and not why.' : `Pictory says no with the error ${code}, and not why.`
}

/** `take` reads what was hoped for out of a sound answer, null where it is not there; `missing` is the sentence for that. */
const readCall = <T>(
  http: HttpAnswer,
  take: (parts: readonly JsonObject[], value: unknown) => T | null,
  missing: string,
): CallAnswer<T> => {
  const { status, text } = http
  const reached = !turnedAway.has(status)
  const value = parse(text)
  const parts = partsOf(value)
  if (status === 403 && aboutThePlan.test(wordsOf(parts))) return { kind: 'refused', message: refusal(parts) }
  const told = readStatus(http)
  if (told !== null) return told.kind === 'trouble' ? { ...told, reached } : told
  if (isPage(http)) return { ...pageInstead, reached }
  if (status >= 400) return { kind: 'refused', message: refusal(parts) }
  if (value === undefined) return { ...noJson(http), reached }
  if (parts.some((part) => part['success'] === false)) return { kind: 'refused', message: refusal(parts) }
  const taken = take(parts, value)
  return taken === null ? { ...trouble('bad-answer', missing), reached } : { kind: 'ok', value: taken }
}

/** `{success, data: {jobId}}`: the id, lower case. */
export const readStarted = (http: HttpAnswer): CallAnswer<{ readonly jobId: JobId }> =>
  readCall(
    http,
    (parts) => {
      const named = member(parts, 'jobId') ?? member(parts, 'job_id')
      const parsed = jobIdSchema.safeParse(textIn(named).toLowerCase())
      return parsed.success ? { jobId: parsed.data } : null
    },
    'Pictory took the transcription, but its answer names no job that we could follow.',
  )

/** `{success, data: {signedUrl, url, key}}`. @param mayHoldFiles whether a file may be sent to an address, and read from there. */
export const readPlace = (
  http: HttpAnswer,
  mayHoldFiles: (address: string) => boolean,
): CallAnswer<{ readonly signedUrl: string; readonly fileUrl: string }> =>
  readCall(
    http,
    (parts) => {
      const signedUrl = textIn(member(parts, 'signedUrl'))
      const fileUrl = textIn(member(parts, 'url'))
      return mayHoldFiles(signedUrl) && mayHoldFiles(fileUrl) ? { signedUrl, fileUrl } : null
    },
    'Pictory names no safe place for the file; nothing was sent.',
  )

/** `{transcriptionMinutes: {used, limit}, …}`, also inside `data`; null where Pictory does not tell them. `limit` null: none is told. */
export const readQuota = (
  http: HttpAnswer,
): CallAnswer<{ readonly used: number; readonly limit: number | null } | null> => {
  const answer = readCall(
    http,
    (parts) => {
      if (parts.length === 0) return null
      const minutes = member(parts, 'transcriptionMinutes')
      const used = isObject(minutes) ? numberIn(minutes['used']) : Number.NaN
      const limit = isObject(minutes) ? numberIn(minutes['limit']) : Number.NaN
      return { quota: used >= 0 ? { used, limit: limit >= 0 ? limit : null } : null }
    },
    'Pictory’s answer is JSON, but not about the account’s minutes.',
  )
  return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.quota } : answer
}

/** A page of the account's list; see account.ts. */
export const readListed = (http: HttpAnswer): CallAnswer<AccountPage> =>
  readCall(
    http,
    (_, value) => {
      const page = readAccountPage(value)
      return page.ok ? page.value : null
    },
    'Pictory’s answer is JSON, but not a list of jobs.',
  )
