// What an HTTP answer to "how is job X?" means: the states-and-failures table, row by row. Pure: the client in main brings the parts.

import type { JobAnswer, TroubleReason } from '../job/answer'
import type { JobId } from '../job/job'
import { arrayOf, isObject, type JsonObject, textIn } from './draft'
import { parseJson } from './json'
import { mediaLength } from './media'

export type HttpAnswer = {
  readonly status: number
  /** Without parameters, lower case; '' where the header is missing. */
  readonly contentType: string
  readonly retryAfterMs: number | null
  readonly bytes: Uint8Array
  /** The body as text, null where it is no UTF-8. */
  readonly text: string | null
}

/** What Pictory calls a job that it still works on; only the first is documented. */
export const working: ReadonlySet<string> = new Set([
  'in-progress',
  'in_progress',
  'inprogress',
  'queued',
  'pending',
  'processing',
  'started',
  'submitted',
])

const longestWords = 400

/** The names under which Pictory and the gateway before it put their own words. */
const wordNames = ['error_message', 'errorMessage', 'message', 'error'] as const

/** The JSON of a body, undefined where it is none. */
export const parse = (text: string | null): unknown => (text === null ? undefined : parseJson(text))

/** A member of `data`, else of the answer itself. */
export const member = (objects: readonly JsonObject[], name: string): unknown =>
  objects.find((object) => object[name] !== undefined && object[name] !== null)?.[name]

/** Where an answer, or an item of a list, tells something: in `data`, and around it. Empty where it is no object. */
export const partsOf = (value: unknown): readonly JsonObject[] => {
  if (!isObject(value)) return []
  const data = value['data']
  return isObject(data) ? [data, value] : [value]
}

/** An address, also percent-encoded, and what looks like a part of a signed one. */
const address = /\b[a-z][a-z0-9+.-]{0,20}(?::\/\/|%3a%2f%2f)[^\s"'<>“”]*/gi
const signedPart = /[^\s"'<>“”]*(?:x-(?:amz|goog|ms)-|signature=|sig=|token=|awsaccesskeyid=)[^\s"'<>“”]*/gi

/** Pictory repeats what it was sent, and an address (a person's own, or a signed one) may hold a secret. */
const withoutAddresses = (words: string): string =>
  words
    .slice(0, 5 * longestWords)
    .replace(address, '…')
    .replace(signedPart, '…')

/** Pictory's own words on what it could not do, without any address in them; '' where it has none. */
export const wordsOf = (parts: readonly JsonObject[]): string => {
  for (const name of wordNames) {
    const words = withoutAddresses(textIn(member(parts, name)))
    if (words !== '') return words.length > longestWords ? `${words.slice(0, longestWords)}…` : words
  }
  return ''
}

export const codeOf = (parts: readonly JsonObject[]): string => {
  const code = member(parts, 'error_code') ?? member(parts, 'errorCode')
  return typeof code === 'number' ? String(code) : textIn(code)
}

export type Trouble = Extract<JobAnswer, { kind: 'trouble' }>
type KeyRefused = Extract<JobAnswer, { kind: 'key-refused' }>

export const trouble = (reason: TroubleReason, message: string, retryAfterMs: number | null = null): Trouble => ({
  kind: 'trouble',
  reason,
  message,
  retryAfterMs,
})

/** A bare code ("JOB_NOT_FOUND") tells a person nothing. */
export const quoted = (words: string): string =>
  words === '' || /^[A-Z0-9_]+$/.test(words) ? '' : ` Pictory says: ${words}`

const gone = (words: string): JobAnswer => ({
  kind: 'gone',
  why: 'unknown',
  message: `Pictory does not know this job. Check the id, and that the key belongs to the same account; Pictory may also have cleaned it away.${quoted(words)}`,
})

const failed = (words: string, code: string): JobAnswer => ({
  kind: 'failed',
  message:
    words !== ''
      ? words
      : code !== ''
        ? `Pictory gave the error ${code} and no words.`
        : 'Pictory says that this job failed, and not why.',
})

/** 401 and 403 mean the key wherever it is asked with; null for any other status. */
const readKeyRefusal = ({ status, text }: Pick<HttpAnswer, 'status' | 'text'>): Trouble | KeyRefused | null => {
  if (status !== 401 && status !== 403) return null
  const value = parse(text)
  if (status === 403 && typeof value !== 'object') {
    return trouble(
      'blocked',
      'Something on the way to Pictory keeps us out, and it is not Pictory: a firewall, a proxy or a network filter.',
    )
  }
  return {
    kind: 'key-refused',
    message: `Pictory does not accept the API key.${quoted(wordsOf(partsOf(value)))}`,
  }
}

/** Any status that tells by itself how it goes on, for every call; null where the body decides. */
export const readStatus = ({
  status,
  retryAfterMs,
  text,
}: Pick<HttpAnswer, 'status' | 'retryAfterMs' | 'text'>): Trouble | KeyRefused | null => {
  const refusal = readKeyRefusal({ status, text })
  if (refusal !== null) return refusal
  if (status === 407) return trouble('blocked', 'A proxy on the way to Pictory wants its own sign-in.')
  if (status === 429)
    return trouble('rate-limited', 'Pictory has had enough questions from this account for now.', retryAfterMs)
  if (status === 408 || status === 425 || status >= 500)
    return trouble('server-trouble', 'Pictory has trouble at its end; we ask again later.', retryAfterMs)
  if (status >= 300 && status < 400)
    return trouble('blocked', 'The answer sends us to another address. We do not follow: the API key would go along.')
  return null
}

export const isPage = ({ contentType, text }: Pick<HttpAnswer, 'contentType' | 'text'>): boolean =>
  contentType === 'text/html' || (text !== null && text.trimStart().startsWith('<'))

export const pageInstead: Trouble = trouble(
  'bad-answer',
  'We got a web page instead of Pictory’s answer. Is there a sign-in page of this network on the way?',
)

/** For a body that `parse` could not read. */
export const noJson = ({ text }: Pick<HttpAnswer, 'text'>): Trouble =>
  trouble(
    'bad-answer',
    text !== null && text.trim() === ''
      ? 'Pictory’s answer is empty; we ask again.'
      : 'Pictory’s answer broke off or is no JSON; we ask again.',
  )

const isMissing = (status: number, parts: readonly JsonObject[]): boolean => {
  const named =
    /job[_ ]not[_ ]found/i.test(wordsOf(parts)) || textIn(member(parts, 'error_code')).toUpperCase() === 'JOB_NOT_FOUND'
  // With a 5xx the bare number might be the server's own; it has to name the reason as well.
  return named || (codeOf(parts) === '5000' && status < 500)
}

const readBody = (http: HttpAnswer, value: unknown, parts: readonly JsonObject[]): JobAnswer => {
  const status = textIn(member(parts, 'status')).toLowerCase()
  const transcript = arrayOf(member(parts, 'transcript'))
  if (working.has(status)) return { kind: 'in-progress', mediaMs: mediaLength(member(parts, 'mediaInfo'), []) }
  if (transcript !== null && (transcript.length > 0 || status === 'completed'))
    return { kind: 'completed', bytes: http.bytes }
  if (status === 'cleaned')
    return {
      kind: 'gone',
      why: 'cleaned',
      message: 'Pictory has cleaned this job away; its transcript can no longer be fetched.',
    }
  if (status === 'failed' || (isObject(value) && value['success'] === false))
    return failed(wordsOf(parts), codeOf(parts))
  if (status === 'completed')
    return trouble(
      'bad-answer',
      'Pictory calls this job completed but sends no transcript. Is it a video rather than a transcription?',
    )
  return trouble(
    'bad-answer',
    status === ''
      ? 'Pictory’s answer tells neither a state nor a transcript.'
      : `Pictory’s answer tells a state that we do not know: “${status.slice(0, 40)}”.`,
  )
}

/** What the answer means for the job that was asked about. */
export const readAnswer = (http: HttpAnswer, asked: JobId): JobAnswer => {
  const { status, text } = http
  const value = parse(text)
  const parts = partsOf(value)
  if (status !== 401 && status !== 403 && isMissing(status, parts)) return gone(wordsOf(parts))
  const told = readStatus(http)
  if (told !== null) return told
  if (isPage(http)) return pageInstead
  if (status === 404 || status === 410) return gone(wordsOf(parts))
  if (value === undefined) return noJson(http)
  if (parts.length === 0) return trouble('bad-answer', 'Pictory’s answer is JSON, but not about a job.')
  const named = textIn(member(parts, 'job_id') ?? member(parts, 'jobId')).toLowerCase()
  if (named !== '' && named !== asked)
    return trouble('bad-answer', 'Pictory answered about another job than the one we asked for.')
  if (status >= 400 && !(isObject(value) && value['success'] === false))
    return trouble('bad-answer', `Pictory does not take the question as we ask it.${quoted(wordsOf(parts))}`)
  return readBody(http, value, parts)
}
