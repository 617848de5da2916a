// One HTTP exchange with Pictory: a question goes out, an answer or a trouble comes back as a value. Knows the time-outs, the size cap and
// that the key goes to the base address and nowhere else; what an answer means is the core's.

import type { HttpAnswer } from '../../core/pictory/answer'
import { networkFailure } from './networkFailure'
import { retryAfter } from './retryAfter'
import type { Asked, ClientDeps, ClientLimits } from './types'

const defaultLimits: ClientLimits = {
  headersMs: 30_000,
  bodySilenceMs: 30_000,
  paceMs: 20_000,
  paceBytes: 20 * 1024,
  bodyMs: 10 * 60_000,
  // 100,000 words are 25 MB: room for fifty hours of speech, and far from what JSON.parse cannot take.
  bodyBytes: 128 * 1024 * 1024,
}

export type Question = {
  readonly method: 'GET' | 'POST'
  /** Below the base address, with a slash. */
  readonly path: string
  /** Sent as JSON; left out for none. */
  readonly body?: unknown
  readonly key: string
  /** It must not be sent twice: see ClientDeps.fetchOnce. */
  readonly once?: boolean
}

type Silent = Extract<Asked<never>, { kind: 'trouble' | 'aborted' }>
export type Exchanged = { readonly kind: 'http'; readonly http: HttpAnswer } | Silent

/** Why we ended a question ourselves. */
type End = 'caller' | 'headers' | 'silence' | 'too-long' | 'too-large'

const ending = (reason: 'server-trouble' | 'bad-answer', message: string): Silent => ({
  kind: 'trouble',
  reason,
  message,
  retryAfterMs: null,
  // The question was out, or on its way out, each time.
  reached: true,
})

const endings: Readonly<Record<Exclude<End, 'caller'>, Silent>> = {
  headers: ending('server-trouble', 'Pictory did not answer in time.'),
  silence: ending('server-trouble', 'Pictory’s answer stopped half-way.'),
  'too-long': ending('server-trouble', 'Pictory’s answer came too slowly to wait for its end.'),
  'too-large': ending('bad-answer', 'Pictory’s answer is too large to be a transcript; it was not read to its end.'),
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

const answerOf = ({ status, headers }: Response, bytes: Uint8Array, now: number): HttpAnswer => ({
  status,
  contentType: (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
  retryAfterMs: retryAfter(headers.get('retry-after'), headers.get('date'), now),
  bytes,
  text: textOf(bytes),
})

export type Exchange = (question: Question, signal: AbortSignal) => Promise<Exchanged>

/** Never rejects. A trouble says whether the question may have got there. */
export const createExchange = (
  deps: Pick<ClientDeps, 'fetch' | 'fetchOnce' | 'baseUrl' | 'userAgent' | 'now' | 'setTimer' | 'limits'>,
): Exchange => {
  const limits: ClientLimits = { ...defaultLimits, ...deps.limits }

  const send = async ({ method, path, body, key, once }: Question, signal: AbortSignal): Promise<Exchanged> => {
    if (signal.aborted) return { kind: 'aborted' }
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
    signal.addEventListener('abort', onAbort)
    let cancelTimer = deps.setTimer(limits.headersMs, () => end('headers'))
    let cancelTotal = nothing
    let cancelPace = nothing
    let insideBody = false
    try {
      const fetch = once === true ? deps.fetchOnce : deps.fetch
      const asked = fetch(`${deps.baseUrl}${path}`, {
        method,
        headers: {
          Authorization: key,
          Accept: 'application/json',
          'Cache-Control': 'no-cache',
          'User-Agent': deps.userAgent,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
      let lengthBefore = 0
      const keepPace = (): void => {
        cancelPace = deps.setTimer(limits.paceMs, () => {
          if (length - lengthBefore < limits.paceBytes) return end('too-long')
          lengthBefore = length
          keepPace()
        })
      }
      keepPace()
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
      return { kind: 'http', http: answerOf(response, joined(chunks, length), deps.now()) }
    } catch (error) {
      const why = endedBy()
      if (why === 'caller') return { kind: 'aborted' }
      if (why !== null) return endings[why]
      return { kind: 'trouble', ...networkFailure(error, insideBody), retryAfterMs: null }
    } finally {
      cancelTimer()
      cancelTotal()
      cancelPace()
      signal.removeEventListener('abort', onAbort)
    }
  }

  let lastOnce: Promise<unknown> = Promise.resolve()
  return (question, signal) => {
    if (question.once !== true) return send(question, signal)
    // Closing kept connections for the second would break the first.
    const sent = lastOnce.then(() => send(question, signal))
    lastOnce = sent
    return sent
  }
}
