import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../../../e2e/pictory/simulator'
import { createClient } from './client'
import { createTurns } from './turns'
import type { ClientDeps, SetTimer, StartOrder, Turns } from './types'

const key = 'pictai_demo_s3cret'
const id = (n: number): string => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const signal = new AbortController().signal
const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}
const atOnce: Turns = {
  nextAt: () => 0,
  take: () => undefined,
  turn: (signal) => Promise.resolve(!signal.aborted),
}
const order = (over: Partial<StartOrder> = {}): StartOrder => ({
  fileUrl: 'https://files.example/talk.mp4',
  mediaKind: 'video',
  language: 'en-US',
  webhook: null,
  ...over,
})

const clientFor = (baseUrl: string, over: Partial<ClientDeps> = {}) =>
  createClient({
    fetch,
    fetchOnce: fetch,
    baseUrl,
    key: () => key,
    isRefused: () => false,
    userAgent: 'Caesura/test',
    now: () => Date.now(),
    setTimer,
    turns: atOnce,
    ...over,
  })

describe('against the simulator', () => {
  let simulator: Simulator
  let baseUrl: string
  beforeEach(async () => {
    simulator = createSimulator({ jobs: Array.from({ length: 25 }, (_, n) => ({ id: id(n) })) })
    baseUrl = (await simulator.listen()).url
  })
  afterEach(() => simulator.close())
  const client = (over: Partial<ClientDeps> = {}) => clientFor(baseUrl, over)

  test('the account’s list, page by page, newest first, each transcription once', async () => {
    const found: string[] = []
    let pageKey: string | null = null
    let pages = 0
    do {
      const page = await client().listJobs(pageKey, signal)
      if (page.kind !== 'ok') throw new Error(page.kind)
      for (const job of page.value.jobs) {
        expect(job).toMatchObject({ status: 'completed', words: expect.any(Number), durationMs: expect.any(Number) })
        expect(job.about).not.toBe('')
        found.push(job.id)
      }
      pageKey = page.value.nextPageKey
      pages++
    } while (pageKey !== null && pages < 50)
    expect(found.filter((found) => found.startsWith('0a000000'))).toEqual(
      Array.from({ length: 25 }, (_, n) => id(24 - n)),
    )
    expect(pages).toBeGreaterThan(1)
  })

  test('a page key that is none is refused in Pictory’s words, and cannot become another path', async () => {
    expect(await client().listJobs('../quota?x=1&y=#', signal)).toMatchObject({ kind: 'refused' })
    expect(simulator.requests.at(-1)?.path).toMatch(/^\/v1\/jobs\?nextPageKey=[^&#/]*$/)
  })

  test('the quota', async () => {
    expect(await client().quota(signal)).toMatchObject({
      kind: 'ok',
      value: { used: expect.any(Number), limit: expect.any(Number) },
    })
  })

  test('a place, the file, the start, the job', async () => {
    const place = await client().placeFor({ fileName: 'Ein Gespräch.mp4', contentType: 'video/mp4' }, signal)
    if (place.kind !== 'ok') throw new Error(place.kind)
    const { signedUrl, fileUrl } = place.value
    const put = await fetch(signedUrl, { method: 'PUT', headers: { 'content-type': 'video/mp4' }, body: 'film' })
    expect(put.status).toBe(200)
    const started = await client().startTranscription(order({ fileUrl, language: 'de-DE' }), signal)
    if (started.kind !== 'ok') throw new Error(started.kind)
    expect(simulator.jobs()).toContain(started.value.jobId)
    expect((await client().getJob(started.value.jobId, signal)).kind).toBe('in-progress')
  })

  test('what Pictory refuses comes in its words', async () => {
    const answer = await client().startTranscription(order({ language: 'Klingon' }), signal)
    expect(answer).toEqual({ kind: 'refused', message: 'Pictory says: INVALID_LANGUAGE' })
  })

  test('a key that is not accepted', async () => {
    const refused = { kind: 'key-refused' }
    const other = client({ key: () => 'pictai_other' })
    expect(await other.quota(signal)).toMatchObject(refused)
    expect(await other.listJobs(null, signal)).toMatchObject(refused)
    expect(await other.placeFor({ fileName: 'a', contentType: 'b' }, signal)).toMatchObject(refused)
    expect(await other.startTranscription(order(), signal)).toMatchObject(refused)
  })

  test('no key, or one that cannot be sent: nothing goes out, and no turn is taken for nothing', async () => {
    let turns = 0
    const counting: Turns = { ...atOnce, turn: () => Promise.resolve(++turns > 0) }
    expect(await client({ key: () => null, turns: counting }).quota(signal)).toMatchObject({ kind: 'no-key' })
    expect(turns).toBe(0)
    expect(await client({ key: () => 'pictai_demo\n' }).quota(signal)).toMatchObject({ kind: 'key-refused' })
    expect(await client().tryKey('pictai_demo\n', signal)).toMatchObject({ kind: 'refused' })
    expect(simulator.requests).toEqual([])
  })

  test('the key is the one of the moment it is sent, not of the moment it got in line', async () => {
    let now: string | null = 'pictai_other'
    const replaced: Turns = {
      ...atOnce,
      turn: () => {
        now = key
        return Promise.resolve(true)
      },
    }
    expect(await client({ key: () => now, turns: replaced }).quota(signal)).toMatchObject({ kind: 'ok' })
    const forgotten: Turns = {
      ...atOnce,
      turn: () => {
        now = null
        return Promise.resolve(true)
      },
    }
    expect(await client({ key: () => now, turns: forgotten }).quota(signal)).toMatchObject({ kind: 'no-key' })
  })

  test('nothing is begun with a key that was refused while it stood in line; a person’s question still goes out', async () => {
    let refused = false
    const turns: Turns = {
      ...atOnce,
      turn: () => {
        refused = true
        return Promise.resolve(true)
      },
    }
    const one = client({ isRefused: () => refused, turns })
    const told = { kind: 'key-refused', message: 'Pictory refused the key.' }
    expect(await one.startTranscription(order(), signal)).toEqual(told)
    expect(await one.placeFor({ fileName: 'a', contentType: 'b' }, signal)).toEqual(told)
    expect(simulator.requests).toEqual([])
    expect(await one.quota(signal)).toMatchObject({ kind: 'ok' })
  })

  test('all calls share one line; who leaves it sends nothing; getJob does not stand in it', async () => {
    const spacingMs = 60
    const turns = createTurns({ now: () => Date.now(), setTimer, spacingMs })
    const controller = new AbortController()
    const shared = client({ turns })
    const answers = Promise.all([
      shared.quota(signal),
      shared.listJobs(null, controller.signal),
      shared.tryKey(key, controller.signal),
      shared.placeFor({ fileName: 'a', contentType: 'b' }, signal),
    ])
    controller.abort()
    expect((await shared.getJob(id(1), signal)).kind).toBe('completed')
    expect((await answers).map(({ kind }) => kind)).toEqual(['ok', 'aborted', 'unknown', 'ok'])
    const calls = simulator.requests.filter(({ path }) => path !== `/v1/jobs/${id(1)}`)
    expect(calls.map(({ path }) => path)).toEqual(['/v1/quota', '/v1/media/generateurl'])
  })
})

const places = (signedUrl: string) => ({ success: true, data: { signedUrl, url: 'https://s.example/a', key: 'a' } })

describe('a server of any manners', () => {
  let server: Server
  let baseUrl: string
  let answer: { readonly status: number; readonly body: unknown }
  const bodies: unknown[] = []
  beforeEach(async () => {
    bodies.length = 0
    server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => (text += String(chunk)))
      request.on('end', () => {
        bodies.push(text === '' ? null : JSON.parse(text))
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
      })
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no address')
    baseUrl = `http://127.0.0.1:${address.port}`
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('the order is sent as Pictory documents it', async () => {
    answer = { status: 200, body: { success: true, data: { jobId: id(1).toUpperCase() } } }
    const client = clientFor(baseUrl)
    expect(await client.startTranscription(order(), signal)).toEqual({ kind: 'ok', value: { jobId: id(1) } })
    await client.startTranscription(order({ mediaKind: 'audio', webhook: 'https://hook.example/x' }), signal)
    const sent = { fileUrl: 'https://files.example/talk.mp4', language: 'en-US' }
    expect(bodies).toEqual([
      { ...sent, mediaType: 'video' },
      { ...sent, mediaType: 'audio', webhook: 'https://hook.example/x' },
    ])
  })

  test('a place on plain http is taken beside the simulator only, and never repeated', async () => {
    const file = { fileName: 'a', contentType: 'b' }
    answer = { status: 200, body: places('http://127.0.0.1:9/x?sig=5ecret') }
    expect(await clientFor(baseUrl).placeFor(file, signal)).toMatchObject({ kind: 'ok' })
    answer = { status: 200, body: places('http://store.example/x?sig=5ecret') }
    const elsewhere = await clientFor(baseUrl).placeFor(file, signal)
    expect(elsewhere).toMatchObject({ kind: 'trouble', reason: 'bad-answer' })
    expect(JSON.stringify(elsewhere)).not.toContain('5ecret')
    // Pictory itself may not send a file to this machine in the clear.
    const asPictory = clientFor('https://api.pictory.ai/pictoryapis', {
      fetch: () => Promise.resolve(Response.json(places('http://127.0.0.1:9/x?sig=5ecret'))),
    })
    expect(await asPictory.placeFor(file, signal)).toMatchObject({ kind: 'trouble', reason: 'bad-answer' })
  })

  test('the key and the person’s addresses are in no answer, whatever is repeated', async () => {
    const secret = 'https://me:pw@files.example/talk.mp4?token=5ecret'
    for (const status of [200, 400, 401, 402, 403, 404, 409, 500])
      for (const body of [
        { success: false, data: { error_message: `No: ${key} ${secret}` } },
        { message: `Authorization: ${key}, ${JSON.stringify({ fileUrl: secret })}` },
        { items: [{ success: false, data: { jobId: id(1), status: 'failed', error_message: `${key} ${secret}` } }] },
        { items: [], nextPageKey: key },
      ]) {
        answer = { status, body }
        const client = clientFor(baseUrl)
        const answers = [
          await client.startTranscription(order({ fileUrl: secret }), signal),
          await client.listJobs(null, signal),
          await client.quota(signal),
          await client.placeFor({ fileName: 'a', contentType: 'b' }, signal),
          await client.tryKey(key, signal),
        ]
        expect(JSON.stringify(answers)).not.toMatch(/s3cret|5ecret|me:pw/)
      }
  })
})
