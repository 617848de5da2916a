import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Scene, type Simulator } from '../../../e2e/pictory/simulator'
import { readResponseText } from '../../core/pictory/response'
import { createClient } from './client'
import type { ClientDeps, SetTimer } from './types'

const id = '0a000000-0000-4000-8000-000000000001'
const key = 'pictai_demo_s3cret'
const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}

let simulator: Simulator
let baseUrl: string
beforeEach(async () => {
  simulator = createSimulator({ jobs: [{ id }] })
  baseUrl = (await simulator.listen()).url
})
afterEach(() => simulator.close())

const client = (over: Partial<ClientDeps> = {}) =>
  createClient({
    fetch,
    fetchOnce: fetch,
    baseUrl,
    key: () => key,
    isRefused: () => false,
    userAgent: 'Caesura/test',
    now: () => Date.parse('2026-10-21T07:28:00Z'),
    setTimer,
    turns: { nextAt: () => 0, take: () => undefined, turn: (signal) => Promise.resolve(!signal.aborted) },
    ...over,
  })
const ask = (over: Partial<ClientDeps> = {}, signal = new AbortController().signal) => client(over).getJob(id, signal)
const patient = { bodyBytes: 1_000_000 }
/** For what never comes in time; on a busy machine nothing else does either. */
const quick = { ...patient, headersMs: 60, bodySilenceMs: 60, bodyMs: 5_000 }

const trouble = (reason: string, retryAfterMs: number | null = null) => ({ kind: 'trouble', reason, retryAfterMs })

const tooLarge = { kind: 'trouble', message: expect.stringContaining('too large') }

describe('over HTTP, against the simulator', () => {
  const rows: readonly (readonly [Scene, object])[] = [
    [{ kind: 'in-progress' }, { kind: 'in-progress' }],
    [
      { kind: 'failed', message: 'No speech' },
      { kind: 'failed', message: 'No speech' },
    ],
    [{ kind: 'cleaned' }, { kind: 'gone', why: 'cleaned' }],
    [{ kind: 'not-found' }, { kind: 'gone', why: 'unknown' }],
    [{ kind: 'key-refused' }, { kind: 'key-refused' }],
    [{ kind: 'forbidden' }, { kind: 'key-refused' }],
    [{ kind: 'blocked' }, trouble('blocked')],
    [{ kind: 'rate-limited' }, trouble('rate-limited')],
    [{ kind: 'rate-limited', retryAfter: 7 }, trouble('rate-limited', 7000)],
    [{ kind: 'server-error' }, trouble('server-trouble')],
    [{ kind: 'server-error', status: 503, retryAfter: 5 }, trouble('server-trouble', 5000)],
    [{ kind: 'reset' }, trouble('server-trouble')],
    [{ kind: 'truncated' }, trouble('bad-answer')],
    [{ kind: 'page' }, trouble('bad-answer')],
    [{ kind: 'empty' }, trouble('bad-answer')],
    [{ kind: 'huge', bytes: 2_000_000 }, tooLarge],
    [{ kind: 'huge', bytes: 2_000_000, announced: true }, tooLarge],
    [{ kind: 'slow', headersAfterMs: 1, pieceEveryMs: 1 }, { kind: 'completed' }],
    [{ kind: 'gzip' }, { kind: 'completed' }],
    [{ kind: 'redirect', to: '/elsewhere' }, trouble('blocked')],
    [{ kind: 'raw', status: 200, body: '\u00ff{' }, trouble('bad-answer')],
  ]
  test.each(rows)('%j', async (scene, expected) => {
    simulator.hold(id, scene)
    expect(await ask({ limits: patient })).toMatchObject(expected)
  })

  test.each<Scene>([{ kind: 'hang' }, { kind: 'slow', headersAfterMs: 400 }, { kind: 'slow', pieceEveryMs: 400 }])(
    'what takes too long is given up: %j',
    async (scene) => {
      simulator.hold(id, scene)
      expect(await ask({ limits: quick })).toMatchObject(trouble('server-trouble'))
    },
  )

  test('the bytes are exactly those that were sent', async () => {
    const sent = new Uint8Array(
      await (await fetch(`${baseUrl}/v1/jobs/${id}`, { headers: { authorization: key } })).arrayBuffer(),
    )
    const answer = await ask()
    if (answer.kind !== 'completed') throw new Error(answer.kind)
    expect(Buffer.compare(answer.bytes, sent)).toBe(0)
    expect(readResponseText(new TextDecoder().decode(answer.bytes)).ok).toBe(true)
  })

  test('the key goes raw, with a name for us', async () => {
    await ask()
    expect(simulator.requests).toMatchObject([
      { method: 'GET', path: `/v1/jobs/${id}`, key, userAgent: 'Caesura/test' },
    ])
  })

  test('without a key nothing is sent', async () => {
    expect(await ask({ key: () => null })).toMatchObject({ kind: 'no-key' })
    expect(simulator.requests).toEqual([])
  })

  test('a redirect to another host is not followed: it sees neither key nor question', async () => {
    const seen: unknown[] = []
    const other = createServer((request, response) => {
      seen.push(request.headers)
      response.end('{}')
    })
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    if (address === null || typeof address === 'string') throw new Error('no address')
    for (const status of [301, 302, 307, 308] as const) {
      simulator.hold(id, { kind: 'redirect', to: `http://localhost:${address.port}/v1/jobs/${id}`, status })
      expect(await ask()).toMatchObject({ kind: 'trouble', reason: 'blocked' })
    }
    expect(seen).toEqual([])
    await new Promise((resolve) => other.close(resolve))
  })

  test('the caller can end a question, before, while waiting and inside the body', async () => {
    expect(await ask({}, AbortSignal.abort())).toEqual({ kind: 'aborted' })
    for (const scene of [{ kind: 'hang' }, { kind: 'slow', pieceEveryMs: 60_000 }] as const) {
      simulator.hold(id, scene)
      const controller = new AbortController()
      const before = simulator.requests.length
      const answer = ask({}, controller.signal)
      while (simulator.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 1))
      controller.abort()
      expect(await answer).toEqual({ kind: 'aborted' })
    }
  })

  test('nobody there', async () => {
    await simulator.close()
    expect(await ask()).toMatchObject({
      kind: 'trouble',
      reason: 'offline',
      message: 'Nobody answers at Pictory’s address.',
    })
  })
})

const failing = (error: unknown) => ask({ fetch: () => Promise.reject(error) })

const caused = (code: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code }) })

describe('a fetch of any manners', () => {
  test.each<readonly [unknown, string]>([
    [caused('ENOTFOUND'), 'offline'],
    [caused('EAI_AGAIN'), 'offline'],
    [caused('ECONNREFUSED'), 'offline'],
    [caused('UND_ERR_CONNECT_TIMEOUT'), 'offline'],
    [caused('ECONNRESET'), 'server-trouble'],
    [caused('UND_ERR_SOCKET'), 'server-trouble'],
    [caused('DEPTH_ZERO_SELF_SIGNED_CERT'), 'blocked'],
    [caused('ERR_TLS_CERT_ALTNAME_INVALID'), 'blocked'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'offline'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'offline'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'blocked'],
    [new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'blocked'],
    [new Error('Redirect was cancelled'), 'blocked'],
    [new Error('?'), 'offline'],
    ['not even an error', 'offline'],
  ])('%s is %s', async (error, reason) => {
    expect(await failing(error)).toEqual({ kind: 'trouble', reason, message: expect.any(String), retryAfterMs: null })
  })

  test('a body that breaks for no named reason is the server’s trouble: the network was there', async () => {
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('aborted')) })
    expect(await ask({ fetch: () => Promise.resolve(new Response(broken)) })).toMatchObject({
      kind: 'trouble',
      reason: 'server-trouble',
    })
  })

  test('one that ignores its signal cannot hold us', async () => {
    expect(await ask({ fetch: () => new Promise(() => undefined), limits: quick })).toMatchObject({
      kind: 'trouble',
      reason: 'server-trouble',
    })
  })

  test('a body that never ends is given up, however steadily it drips', async () => {
    const drip = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        controller.enqueue(new Uint8Array([32]))
      },
    })
    expect(
      await ask({ fetch: () => Promise.resolve(new Response(drip)), limits: { ...quick, bodyMs: 80 } }),
    ).toMatchObject({
      kind: 'trouble',
      reason: 'server-trouble',
      message: 'Pictory’s answer came too slowly to wait for its end.',
    })
  })
})

describe('the key', () => {
  test('is in no answer, whatever the server or the network repeats', async () => {
    const scenes: readonly Scene[] = [
      { kind: 'failed', message: `Bad key ${key} (Authorization: ${key})` },
      { kind: 'raw', status: 401, body: JSON.stringify({ message: `unknown ${key}` }) },
      { kind: 'raw', status: 400, body: JSON.stringify({ message: `unknown ${key}` }) },
      { kind: 'raw', status: 404, body: JSON.stringify({ error_message: `${key} has no such job` }) },
      { kind: 'raw', status: 200, body: JSON.stringify({ data: { status: key } }) },
    ]
    for (const scene of scenes) {
      simulator.hold(id, scene)
      const answer = await ask()
      expect(answer).toHaveProperty('message')
      expect(JSON.stringify(answer)).not.toContain('s3cret')
    }
    const leaking = Object.assign(new Error(`invalid header ${key}`), { code: `E_${key}`, cause: new Error(key) })
    expect(JSON.stringify(await ask({ fetch: () => Promise.reject(leaking) }))).not.toContain('s3cret')
  })

  test('is taken out as it is, whatever characters it holds', async () => {
    simulator.acceptKeys(() => true)
    simulator.hold(id, { kind: 'failed', message: 'Bad key pictai_odd!s3cret' })
    expect(await ask({ key: () => 'pictai_odd!s3cret' })).toEqual({ kind: 'failed', message: 'Bad key pictai_…' })
  })

  test('that no header can carry is an answer, not a crash, and is not repeated', async () => {
    const odd = 'pictai_demo\nX-Other: s3cret'
    const answer = await ask({ key: () => odd })
    expect(answer).toEqual({ kind: 'key-refused', message: 'The API key holds a character that cannot be sent.' })
  })

  const signal = new AbortController().signal
  test('can be tried', async () => {
    expect(await client().tryKey(key, signal)).toEqual({ kind: 'accepted' })
    expect(await client().tryKey('pictai_other', signal)).toMatchObject({ kind: 'refused' })
    expect(simulator.requests.map(({ path }) => path)).toEqual(['/v1/quota', '/v1/quota'])
    await simulator.close()
    expect(await client().tryKey(key, signal)).toMatchObject({ kind: 'unknown' })
  })

  test('on trial goes before the line, and a no about the plan is none about the key', async () => {
    const places: (string | undefined)[] = []
    const turns: ClientDeps['turns'] = {
      nextAt: () => 0,
      take: () => undefined,
      turn: (_, place) => Promise.resolve(places.push(place) > 0),
    }
    const answering = (status: number, body: unknown) =>
      client({ turns, fetch: () => Promise.resolve(Response.json(body, { status })) }).tryKey(key, signal)
    expect(await answering(403, { message: 'The quota of your plan is exceeded.' })).toMatchObject({ kind: 'unknown' })
    expect(await answering(403, { message: 'Forbidden' })).toMatchObject({ kind: 'refused' })
    expect(await answering(429, {})).toMatchObject({ kind: 'unknown' })
    expect(await answering(200, {})).toEqual({ kind: 'accepted' })
    expect(places).toEqual(['first', 'first', 'first', 'first'])
  })
})
