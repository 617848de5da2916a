// One question to Pictory, one answer as a value. Nothing here rejects, and nothing that leaves here holds the key.

import type { JobAnswer } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import type { AccountPage } from '../../core/pictory/account'
import { type HttpAnswer, readAnswer } from '../../core/pictory/answer'
import { type CallAnswer, readListed, readPlace, readQuota, readStarted } from '../../core/pictory/calls'
import { isLoopback, mayHoldFiles } from './address'
import { createExchange, type Question } from './exchange'
import { createPlace } from './place'
import type { Asked, Client, ClientDeps, KeyTrial } from './types'

/** What a header can carry; fetch would throw, and name the key in what it throws. */
const sendable = /^[\x21-\x7e]+$/

const noKey = { kind: 'no-key', message: 'There is no API key yet.' } as const
const refusedMeanwhile = { kind: 'key-refused', message: 'Pictory refused the key.' } as const
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

/** Also percent-encoded. */
const holds = (address: string, key: string): boolean =>
  [address, plainOf(address)].some((text) => text.toLowerCase().includes(key.toLowerCase()))

const plainOf = (address: string): string => {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

export const createClient = (deps: ClientDeps): Client => {
  const exchange = createExchange(deps)
  const isSimulated = isLoopback(deps.baseUrl)
  const place = createPlace()

  /** Every call but getJob: waits for its turn, and takes the key of the moment it goes out. `begins`: it is no person's question, and needs a good key. */
  const call = async <T extends object | null>(
    { begins = false, ...question }: Omit<Question, 'key'> & { readonly begins?: boolean },
    read: (http: HttpAnswer, key: string) => CallAnswer<T>,
    signal: AbortSignal,
    shown: (value: T, key: string) => T = (value) => value,
  ): Promise<Asked<T>> => {
    if (deps.key() === null) return noKey
    const asked = await place.take(async (): Promise<Asked<T>> => {
      if (!(await deps.turns.turn(signal))) return { kind: 'aborted' }
      const key = deps.key()
      if (key === null) return noKey
      if (begins && deps.isRefused()) return refusedMeanwhile
      if (!sendable.test(key)) return unsendable
      const answer = await exchange({ ...question, key }, signal)
      if (answer.kind !== 'http') return withoutKey(answer, key)
      const told = read(answer.http, key)
      return told.kind === 'ok' ? { kind: 'ok', value: shown(told.value, key) } : withoutKey(told, key)
    }, signal)
    return asked ?? { kind: 'aborted' }
  }

  const getJob = async (id: JobId, signal: AbortSignal): Promise<JobAnswer> => {
    const key = deps.key()
    if (key === null) return noKey
    if (!sendable.test(key)) return unsendable
    const answer = await exchange({ method: 'GET', path: `/v1/jobs/${encodeURIComponent(id)}`, key }, signal)
    if (answer.kind === 'http') return withoutKey(readAnswer(answer.http, id), key)
    if (answer.kind === 'aborted') return answer
    const { reason, message, retryAfterMs } = answer
    return withoutKey({ kind: 'trouble', reason, message, retryAfterMs }, key)
  }

  return {
    getJob,

    askJob: async (id, signal) => {
      const aborted = { kind: 'aborted' } as const
      const asked = await place.take(
        async () => ((await deps.turns.turn(signal)) ? getJob(id, signal) : aborted),
        signal,
      )
      return asked ?? aborted
    },

    tryKey: async (key: string, signal: AbortSignal): Promise<KeyTrial> => {
      if (!sendable.test(key)) return { kind: 'refused', message: unsendable.message }
      const brokenOff: KeyTrial = { kind: 'unknown', message: 'The trial was broken off.' }
      const answer = await place.take(
        async () =>
          (await deps.turns.turn(signal, 'first')) ? exchange({ method: 'GET', path: '/v1/quota', key }, signal) : null,
        signal,
      )
      if (answer === null || answer.kind === 'aborted') return brokenOff
      const told = answer.kind === 'http' ? readQuota(answer.http) : answer
      switch (told.kind) {
        case 'ok':
          return { kind: 'accepted' }
        case 'key-refused':
          return withoutKey({ kind: 'refused', message: told.message }, key)
        // A no that is about the account's plan says nothing against the key.
        case 'refused':
        case 'trouble':
          return withoutKey({ kind: 'unknown', message: told.message }, key)
      }
    },

    listJobs: (pageKey, signal) => {
      const path = pageKey === null ? '/v1/jobs' : `/v1/jobs?nextPageKey=${encodeURIComponent(pageKey)}`
      return call({ method: 'GET', path }, readListed, signal, pageWithoutKey)
    },

    quota: (signal) => call({ method: 'GET', path: '/v1/quota' }, readQuota, signal),

    placeFor: ({ fileName, contentType }, signal) =>
      call(
        { method: 'POST', path: '/v1/media/generateurl', body: { fileName, contentType }, begins: true },
        // A store's address goes to the disk and to a stranger: one that holds the key is none.
        (http, key) => readPlace(http, (address) => mayHoldFiles(address, isSimulated) && !holds(address, key)),
        signal,
      ),

    startTranscription: ({ fileUrl, mediaKind, language, webhook }, signal) =>
      call(
        {
          method: 'POST',
          path: '/v2/transcription',
          body: { fileUrl, mediaType: mediaKind, language, ...(webhook === null ? {} : { webhook }) },
          once: true,
          begins: true,
        },
        readStarted,
        signal,
      ),
  }
}
