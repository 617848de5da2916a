// One question to Pictory, one answer as a value. Nothing here rejects, and nothing that leaves here holds the key.

import type { JobAnswer } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import { readAnswer, readStatus, type HttpAnswer } from '../../core/pictory/answer'
import { networkFailure } from './networkFailure'
import { retryAfter } from './retryAfter'
import type { Client, ClientDeps, ClientLimits, KeyTrial } from './types'

const defaultLimits: ClientLimits = {
  headersMs: 30_000,
  bodySilenceMs: 30_000,
  bodyMs: 10 * 60_000,
  // 100,000 words are 25 MB: room for fifty hours of speech, and far from what JSON.parse cannot take.
  bodyBytes: 128 * 1024 * 1024,
}

type Silent = Extract<JobAnswer, { kind: 'trouble' | 'aborted' }>
type Exchange = { readonly kind: 'http'; readonly http: HttpAnswer } | Silent

/** Why we ended a question ourselves. */
type End = 'caller' | 'headers' | 'silence' | 'too-long' | 'too-large'

const endings: Readonly<Record<Exclude<End, 'caller'>, Silent>> = {
  headers: {
    kind: 'trouble',
    reason: 'server-trouble',
    message: 'Pictory did not answer in time.',
    retryAfterMs: null,
  },
  silence: {
    kind: 'trouble',
    reason: 'server-trouble',
    message: 'Pictory’s answer stopped half-way.',
    retryAfterMs: null,
  },
  'too-long': {
    kind: 'trouble',
    reason: 'server-trouble',
    message: 'Pictory’s answer came too slowly to wait for its end.',
    retryAfterMs: null,
  },
  'too-large': {
    kind: 'trouble',
    reason: 'bad-answer',
    message: 'Pictory’s answer is too large to be a transcript; it was not read to its end.',
    retryAfterMs: null,
  },
}

const nothing = (): void => undefined

const joined = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** What a header can carry; fetch would throw, and name the key in what it throws. */
const sendable = /^[\x21-\x7e]+$/

/** Servers repeat what they were sent: the key and whatever looks like one is taken out of every sentence. */
const withoutKey = <T extends JobAnswer | KeyTrial>(answer: T, key: string): T =>
  'message' in answer
    ? { ...answer, message: answer.message.replaceAll(key, 'pictai_…').replace(/pictai_[\w.~+/=-]+/gi, 'pictai_…') }
    : answer

export const createClient = (deps: ClientDeps): Client => {
  const limits: ClientLimits = { ...defaultLimits, ...deps.limits }

  const exchange = async (path: string, key: string, signal: AbortSignal): Promise<Exchange> => {
    const controller = new AbortController()
    let ended: End | null = null
    let wake = nothing
    // Raced against every wait, so that a fetch that ignores its signal cannot hold us.
    const over = new Promise<never>((_, reject) => {
      wake = () => reject(new Error('ended'))
    })
    over.catch(nothing)
    const end = (why: End): void => {
      if (ended !== null) return
      ended = why
      wake()
      controller.abort()
    }
    const endedBy = (): End | null => ended
    const onAbort = (): void => end('caller')
    if (signal.aborted) return { kind: 'aborted' }
    signal.addEventListener('abort', onAbort)
    let cancelTimer = deps.setTimer(limits.headersMs, () => end('headers'))
    let cancelTotal = nothing
    let insideBody = false
    try {
      const asked = deps.fetch(`${deps.baseUrl}${path}`, {
        method: 'GET',
        headers: {
          Authorization: key,
          Accept: 'application/json',
          'Cache-Control': 'no-cache',
          'User-Agent': deps.userAgent,
        },
        // The key goes to the base address and nowhere else.
        redirect: 'manual',
        credentials: 'omit',
        signal: controller.signal,
      })
      asked.catch(nothing)
      const response = await Promise.race([asked, over])
      insideBody = true
      cancelTimer()
      if (Number(response.headers.get('content-length')) > limits.bodyBytes) {
        end('too-large')
        return endings['too-large']
      }
      cancelTotal = deps.setTimer(limits.bodyMs, () => end('too-long'))
      const chunks: Uint8Array[] = []
      let length = 0
      const reader = response.body?.getReader()
      for (;;) {
        if (reader === undefined) break
        cancelTimer = deps.setTimer(limits.bodySilenceMs, () => end('silence'))
        const read = reader.read()
        read.catch(nothing)
        const { done, value } = await Promise.race([read, over])
        cancelTimer()
        if (done) break
        length += value.length
        if (length > limits.bodyBytes) {
          end('too-large')
          return endings['too-large']
        }
        chunks.push(value)
      }
      const bytes = joined(chunks, length)
      return {
        kind: 'http',
        http: {
          status: response.status,
          contentType: (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
          retryAfterMs: retryAfter(response.headers.get('retry-after'), deps.now()),
          bytes,
          text: textOf(bytes),
        },
      }
    } catch (error) {
      const why = endedBy()
      if (why === 'caller') return { kind: 'aborted' }
      if (why !== null) return endings[why]
      return { kind: 'trouble', ...networkFailure(error, insideBody), retryAfterMs: null }
    } finally {
      cancelTimer()
      cancelTotal()
      signal.removeEventListener('abort', onAbort)
    }
  }

  return {
    getJob: async (id: JobId, signal: AbortSignal): Promise<JobAnswer> => {
      const key = deps.key()
      if (key === null) return { kind: 'no-key', message: 'There is no API key yet.' }
      if (!sendable.test(key))
        return { kind: 'key-refused', message: 'The API key holds a character that cannot be sent.' }
      const answer = await exchange(`/v1/jobs/${encodeURIComponent(id)}`, key, signal)
      return withoutKey(answer.kind === 'http' ? readAnswer(answer.http, id) : answer, key)
    },
    tryKey: async (key: string, signal: AbortSignal): Promise<KeyTrial> => {
      const answer = await exchange('/v1/quota', key, signal)
      if (answer.kind === 'aborted') return { kind: 'unknown', message: 'The trial was broken off.' }
      const told = answer.kind === 'http' ? readStatus(answer.http) : answer
      if (told?.kind === 'key-refused') return withoutKey({ kind: 'refused', message: told.message }, key)
      if (told?.kind === 'trouble') return withoutKey({ kind: 'unknown', message: told.message }, key)
      if (answer.kind === 'http' && answer.http.status < 300 && answer.http.contentType !== 'text/html')
        return { kind: 'accepted' }
      return { kind: 'unknown', message: 'Pictory gave no clear answer about the key.' }
    },
  }
}
