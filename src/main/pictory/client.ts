// One question to Pictory, one answer as a value. Nothing here rejects, and nothing that leaves here holds the key.

import type { JobAnswer } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import type { AccountPage } from '../../core/pictory/account'
import { type HttpAnswer, readAnswer, readStatus } from '../../core/pictory/answer'
import { type CallAnswer, readListed, readPlace, readQuota, readStarted } from '../../core/pictory/calls'
import { isLoopback, mayHoldFiles } from './address'
import { createExchange, type Question } from './exchange'
import type { Asked, Client, ClientDeps, KeyTrial } from './types'

/** What a header can carry; fetch would throw, and name the key in what it throws. */
const sendable = /^[\x21-\x7e]+$/

const noKey = { kind: 'no-key', message: 'There is no API key yet.' } as const
const unsendable = { kind: 'key-refused', message: 'The API key holds a character that cannot be sent.' } as const

/** Servers repeat what they were sent: the key and whatever looks like one is taken out of every sentence. */
const clean = (text: string, key: string): string =>
  text.replaceAll(key, 'pictai_…').replace(/pictai_[\w.~+/=-]+/gi, 'pictai_…')

const withoutKey = <T extends object>(answer: T, key: string): T =>
  'message' in answer && typeof answer.message === 'string'
    ? { ...answer, message: clean(answer.message, key) }
    : answer

/** What is shown of a page: the words in it are as foreign as any message. */
const pageWithoutKey = ({ jobs, others, nextPageKey }: AccountPage, key: string): AccountPage => ({
  jobs: jobs.map((job) => ({ ...job, about: clean(job.about, key) })),
  others,
  nextPageKey: nextPageKey === null ? null : clean(nextPageKey, key),
})

export const createClient = (deps: ClientDeps): Client => {
  const exchange = createExchange(deps)
  const isSimulated = isLoopback(deps.baseUrl)

  /** Every call but getJob: waits for its turn, and takes the key of the moment it goes out. */
  const call = async <T extends object | null>(
    question: Omit<Question, 'key'>,
    read: (http: HttpAnswer) => CallAnswer<T>,
    signal: AbortSignal,
    shown: (value: T, key: string) => T = (value) => value,
  ): Promise<Asked<T>> => {
    if (deps.key() === null) return noKey
    if (!(await deps.turns.turn(signal))) return { kind: 'aborted' }
    const key = deps.key()
    if (key === null) return noKey
    if (!sendable.test(key)) return unsendable
    const answer = await exchange({ ...question, key }, signal)
    if (answer.kind !== 'http') return withoutKey(answer, key)
    const told = read(answer.http)
    return told.kind === 'ok' ? { kind: 'ok', value: shown(told.value, key) } : withoutKey(told, key)
  }

  return {
    getJob: async (id: JobId, signal: AbortSignal): Promise<JobAnswer> => {
      const key = deps.key()
      if (key === null) return noKey
      if (!sendable.test(key)) return unsendable
      const answer = await exchange({ method: 'GET', path: `/v1/jobs/${encodeURIComponent(id)}`, key }, signal)
      if (answer.kind === 'http') return withoutKey(readAnswer(answer.http, id), key)
      if (answer.kind === 'aborted') return answer
      const { reason, message, retryAfterMs } = answer
      return withoutKey({ kind: 'trouble', reason, message, retryAfterMs }, key)
    },

    tryKey: async (key: string, signal: AbortSignal): Promise<KeyTrial> => {
      if (!sendable.test(key)) return { kind: 'refused', message: unsendable.message }
      const brokenOff: KeyTrial = { kind: 'unknown', message: 'The trial was broken off.' }
      if (!(await deps.turns.turn(signal))) return brokenOff
      const answer = await exchange({ method: 'GET', path: '/v1/quota', key }, signal)
      if (answer.kind === 'aborted') return brokenOff
      const told = answer.kind === 'http' ? readStatus(answer.http) : answer
      if (told?.kind === 'key-refused') return withoutKey({ kind: 'refused', message: told.message }, key)
      if (told?.kind === 'trouble') return withoutKey({ kind: 'unknown', message: told.message }, key)
      if (answer.kind === 'http' && answer.http.status < 300 && answer.http.contentType !== 'text/html')
        return { kind: 'accepted' }
      return { kind: 'unknown', message: 'Pictory gave no clear answer about the key.' }
    },

    listJobs: (pageKey, signal) => {
      const path = pageKey === null ? '/v1/jobs' : `/v1/jobs?nextPageKey=${encodeURIComponent(pageKey)}`
      return call({ method: 'GET', path }, readListed, signal, pageWithoutKey)
    },

    quota: (signal) => call({ method: 'GET', path: '/v1/quota' }, readQuota, signal),

    placeFor: ({ fileName, contentType }, signal) =>
      call(
        { method: 'POST', path: '/v1/media/generateurl', body: { fileName, contentType } },
        (http) => readPlace(http, (address) => mayHoldFiles(address, isSimulated)),
        signal,
      ),

    startTranscription: ({ fileUrl, mediaKind, language, webhook }, signal) =>
      call(
        {
          method: 'POST',
          path: '/v2/transcription',
          body: { fileUrl, mediaType: mediaKind, language, ...(webhook === null ? {} : { webhook }) },
          once: true,
        },
        readStarted,
        signal,
      ),
  }
}
