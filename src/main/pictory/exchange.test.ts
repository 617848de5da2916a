import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createExchange, type Question } from './exchange'
import type { ClientDeps, SetTimer } from './types'

const key = 'pictai_demo_s3cret'
const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}

let server: Server | null = null
afterEach(async () => {
  const closing = server
  server = null
  if (closing === null) return
  closing.closeAllConnections()
  await new Promise((resolve) => closing.close(resolve))
})

const serve = async (listener: RequestListener): Promise<string> => {
  const started = createServer(listener)
  server = started
  await new Promise<void>((resolve) => void started.listen(0, '127.0.0.1', resolve))
  const address = started.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return `http://127.0.0.1:${address.port}/base`
}

const forbidden: ClientDeps['fetch'] = () => {
  throw new Error('was asked')
}
const caused = (code: string): Error =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code }) })
const httpDate = (ms: number): string => new Date(ms).toUTCString()

const get: Question = { method: 'GET', path: '/v1/jobs', key }
const exchange = (baseUrl: string, over: Partial<ClientDeps> = {}) =>
  createExchange({
    fetch,
    fetchOnce: fetch,
    baseUrl,
    userAgent: 'Caesura/test',
    now: () => Date.now(),
    setTimer,
    ...over,
  })
const ask = (baseUrl: string, over: Partial<ClientDeps> = {}, question = get) =>
  exchange(baseUrl, over)(question, new AbortController().signal)

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

describe('what is sent', () => {
  test('a question with a body: JSON, the key raw, nothing else that names us', async () => {
    const seen: unknown[] = []
    const baseUrl = await serve((request, response) => {
      void textOf(request).then((body) => {
        const { authorization, cookie, 'content-type': type, 'user-agent': agent } = request.headers
        seen.push({ method: request.method, url: request.url, authorization, cookie, type, agent, body })
        response.end('{}')
      })
    })
    const path = '/v2/transcription'
    await ask(baseUrl, {}, { method: 'POST', path, key, body: { name: 'Ä 𝄞 "q"' } })
    await ask(baseUrl)
    const always = { authorization: key, cookie: undefined, agent: 'Caesura/test' }
    const type = 'application/json'
    expect(seen).toEqual([
      { ...always, method: 'POST', url: `/base${path}`, type, body: '{"name":"Ä 𝄞 \\"q\\""}' },
      { ...always, method: 'GET', url: '/base/v1/jobs', type: undefined, body: '' },
    ])
  })

  test('nothing once the caller has given up', async () => {
    expect(await exchange('http://127.0.0.1:1', { fetch: forbidden })(get, AbortSignal.abort())).toEqual({
      kind: 'aborted',
    })
  })
})

describe('what must not happen twice', () => {
  const post: Question = { method: 'POST', path: '/v2/transcription', body: {}, key, once: true }

  test('goes the way for it, one after the other, whole; everything else goes past', async () => {
    const log: string[] = []
    const ends: (() => void)[] = []
    const fetchOnce: ClientDeps['fetch'] = () => {
      log.push('once')
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          ends.push(() => controller.close())
        },
      })
      return Promise.resolve(new Response(body))
    }
    const usual: ClientDeps['fetch'] = () => {
      log.push('usual')
      return Promise.resolve(new Response('{}'))
    }
    const ask = exchange('http://127.0.0.1:1', { fetch: usual, fetchOnce })
    const signal = new AbortController().signal
    const gone = new AbortController()
    const first = ask(post, signal)
    const second = ask(post, gone.signal)
    const third = ask(post, signal)
    await ask(get, signal)
    // The first one's answer has begun and not ended.
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(log.toSorted()).toEqual(['once', 'usual'])
    gone.abort()
    ends[0]?.()
    expect(await first).toMatchObject({ kind: 'http' })
    expect(await second).toEqual({ kind: 'aborted' })
    while (ends.length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    ends[1]?.()
    expect(await third).toMatchObject({ kind: 'http' })
    expect(log.filter((way) => way === 'once').length).toBe(2)
  })

  test('a broken one does not hold up the next', async () => {
    const ask = exchange('http://127.0.0.1:1', { fetch: forbidden, fetchOnce: () => Promise.reject(new Error('?')) })
    const signal = new AbortController().signal
    expect(await ask(post, signal)).toMatchObject({ kind: 'trouble' })
    expect(await ask(post, signal)).toMatchObject({ kind: 'trouble' })
  })
})

// A server's date is its own clock's: by how much ours or theirs is wrong must not matter.
describe('Retry-After as a date, with clocks that disagree', () => {
  const hour = 3_600_000
  const serverNow = Date.parse('2026-10-21T07:28:00Z')
  const limited = (date: string | null, waitMs: number) =>
    serve((_, response) => {
      response.sendDate = false
      if (date !== null) response.setHeader('date', date)
      response.writeHead(429, { 'retry-after': httpDate(serverNow + waitMs) }).end()
    })

  test.each([
    ['agree', 0],
    ['ours is an hour ahead: we wait all the same', hour],
    ['ours is an hour behind: we do not wait an hour longer', -hour],
    ['ours is years behind', -20_000 * hour],
  ])('%s', async (_, skewMs) => {
    const baseUrl = await limited(httpDate(serverNow), 30_000)
    expect(await ask(baseUrl, { now: () => serverNow + skewMs })).toMatchObject({ http: { retryAfterMs: 30_000 } })
  })

  test('without a Date header our clock is all there is', async () => {
    const baseUrl = await limited(null, 30_000)
    expect(await ask(baseUrl, { now: () => serverNow + 10_000 })).toMatchObject({ http: { retryAfterMs: 20_000 } })
  })
})

describe('may the question have got there?', () => {
  const both = Object.assign(new TypeError('fetch failed'), {
    cause: new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]),
  })
  const rows: readonly (readonly [string | Error, string, boolean])[] = [
    ['ENOTFOUND', 'offline', false],
    ['EAI_AGAIN', 'offline', false],
    ['ECONNREFUSED', 'offline', false],
    [both, 'offline', false],
    ['ENETUNREACH', 'offline', false],
    ['EHOSTUNREACH', 'offline', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'offline', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'blocked', false],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'offline', false],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'offline', false],
    [new Error('net::ERR_CONNECTION_REFUSED'), 'offline', false],
    [new Error('net::ERR_CONNECTION_TIMED_OUT'), 'offline', false],
    [new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'blocked', false],
    [new Error('net::ERR_TUNNEL_CONNECTION_FAILED'), 'blocked', false],
    [new Error('net::ERR_BLOCKED_BY_CLIENT'), 'blocked', false],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'blocked', false],
    [new Error('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH'), 'blocked', false],
    [new Error('net::ERR_SSL_PROTOCOL_ERROR'), 'blocked', true],
    [new Error('net::ERR_TIMED_OUT'), 'offline', true],
    [new Error('net::ERR_NETWORK_CHANGED'), 'offline', true],
    [new Error('net::ERR_NETWORK_IO_SUSPENDED'), 'offline', true],
    [new Error('net::ERR_CONNECTION_RESET'), 'server-trouble', true],
    [new Error('net::ERR_EMPTY_RESPONSE'), 'server-trouble', true],
    [new Error('Redirect was cancelled'), 'blocked', true],
    ['ETIMEDOUT', 'offline', true],
    ['ECONNRESET', 'server-trouble', true],
    ['UND_ERR_SOCKET', 'server-trouble', true],
    ['HPE_INVALID_CONSTANT', 'bad-answer', true],
    [new Error('?'), 'offline', true],
  ]
  test.each(rows)('%s', async (error, reason, reached) => {
    const failing: ClientDeps['fetch'] = () => Promise.reject(typeof error === 'string' ? caused(error) : error)
    const answer = await ask('http://127.0.0.1:1', { fetch: failing })
    expect(answer).toEqual({ kind: 'trouble', reason, message: expect.any(String), retryAfterMs: null, reached })
  })

  const quick = { headersMs: 80, bodySilenceMs: 80, bodyMs: 5_000, bodyBytes: 1000 }
  const worlds: readonly (readonly [string, RequestListener])[] = [
    ['no headers in time', () => undefined],
    ['no end in time', (_, response) => void response.write('{')],
    ['a reset before the headers', (request) => void request.socket.destroy()],
    [
      'a reset in the body',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy())
      },
    ],
    ['too large', (_, response) => void response.end('x'.repeat(2000))],
  ]
  test.each(worlds)('%s: it may', async (_, listener) => {
    const baseUrl = await serve(listener)
    expect(await ask(baseUrl, { limits: quick })).toMatchObject({ kind: 'trouble', reached: true })
  })

  test('nobody there: it did not', async () => {
    const baseUrl = await serve(() => undefined)
    const closing = server
    server = null
    await new Promise((resolve) => closing?.close(resolve))
    expect(await ask(baseUrl)).toMatchObject({ kind: 'trouble', reason: 'offline', reached: false })
  })
})
