import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { check, wordCount } from '../../src/core/transcript/model'
import { readResponse } from '../../src/core/pictory/response'
import { demoAccount, demoKey, livelyJobs } from './demo'
import { makeResponse } from './generate'
import { createSimulator, type Scene, type Simulator } from './simulator'

const id = '0a000000-0000-4000-8000-000000000001'
const key = 'pictai_demo_test'
let clock = 1_000_000
let simulator: Simulator
let url: string

beforeEach(async () => {
  clock = 1_000_000
  simulator = createSimulator({ jobs: [{ id, completesAfterMs: 20_000 }], now: () => clock, transcribesInMs: 5_000 })
  url = (await simulator.listen()).url
})
afterEach(() => simulator.close())

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, { headers: { authorization: key }, redirect: 'manual', ...init })
const post = (path: string, body: unknown) =>
  get(path, {
    method: 'POST',
    headers: { authorization: key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('a job’s life', () => {
  test('progresses in time from the first question on', async () => {
    expect(await (await get(`/v1/jobs/${id}`)).json()).toEqual({
      job_id: id,
      success: true,
      data: { status: 'in-progress' },
    })
    clock += 19_999
    expect(await (await get(`/v1/jobs/${id}`)).json()).toMatchObject({ data: { status: 'in-progress' } })
    clock += 1
    const read = readResponse(await (await get(`/v1/jobs/${id}`)).json())
    if (!read.ok) throw new Error(read.message)
    expect(read.value).toMatchObject({ jobId: id, notes: [] })
    expect(check(read.value.transcript)).toEqual([])
    expect(read.value.transcript.speakers.map(({ name }) => name)).toEqual(['Speaker 1', 'Speaker 2'])
    expect(read.value.transcript.paragraphs.some(({ items }) => items.some(({ kind }) => kind === 'pause'))).toBe(true)
  })

  test('the same job answers with the same bytes', async () => {
    simulator.hold(id, { kind: 'completed' })
    expect(await (await get(`/v1/jobs/${id}`)).text()).toBe(await (await get(`/v1/jobs/${id}`)).text())
  })

  test('scripted scenes come once each, then life goes on', async () => {
    simulator.script(id, { kind: 'server-error', status: 503 }, { kind: 'not-found' })
    expect((await get(`/v1/jobs/${id}`)).status).toBe(503)
    expect((await get(`/v1/jobs/${id}`)).status).toBe(404)
    expect((await get(`/v1/jobs/${id}`)).status).toBe(200)
  })

  test('an unknown job is not found', async () => {
    const answer = await get('/v1/jobs/0a000000-0000-4000-8000-00000000ffff')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ data: { error_code: '5000', error_message: 'JOB_NOT_FOUND' } })
  })
})

describe('keys', () => {
  test.each([
    [undefined, 401],
    ['pictai_other', 401],
    ['Bearer pictai_demo_test', 401],
    ['pictai_demo', 200],
    ['pictai_demo_x', 200],
  ])('%s → %d', async (authorization, status) => {
    expect((await get('/v1/quota', { headers: authorization === undefined ? {} : { authorization } })).status).toBe(
      status,
    )
  })

  test('a key can be withdrawn', async () => {
    simulator.acceptKeys(() => false)
    expect((await get(`/v1/jobs/${id}`)).status).toBe(401)
  })
})

describe('failures on demand', () => {
  const plain: readonly (readonly [Scene, number, string, Readonly<Record<string, string>>?])[] = [
    [{ kind: 'in-progress' }, 200, '"in-progress"'],
    [{ kind: 'failed', message: 'No speech' }, 200, 'No speech'],
    [{ kind: 'cleaned' }, 200, '"cleaned"'],
    [{ kind: 'key-refused' }, 401, 'Unauthorized'],
    [{ kind: 'forbidden' }, 403, '"message"'],
    [{ kind: 'blocked' }, 403, '<html>', { 'content-type': 'text/html; charset=utf-8' }],
    [{ kind: 'rate-limited' }, 429, 'Too Many'],
    [{ kind: 'rate-limited', retryAfter: 7 }, 429, 'Too Many', { 'retry-after': '7' }],
    [
      { kind: 'rate-limited', retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      429,
      'Too Many',
      { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' },
    ],
    [{ kind: 'server-error' }, 500, 'Internal'],
    [{ kind: 'server-error', status: 503, retryAfter: 3 }, 503, 'Internal', { 'retry-after': '3' }],
    [{ kind: 'page' }, 200, '<html>', { 'content-type': 'text/html; charset=utf-8' }],
    [{ kind: 'empty' }, 200, ''],
    [{ kind: 'redirect', to: 'http://elsewhere.invalid/' }, 302, '', { location: 'http://elsewhere.invalid/' }],
    [{ kind: 'raw', status: 418, contentType: 'text/plain', body: 'tea' }, 418, 'tea'],
    [{ kind: 'gzip' }, 200, '"completed"'],
    [{ kind: 'slow', headersAfterMs: 5, pieceEveryMs: 1 }, 200, '"completed"'],
  ]
  test.each(plain.map(([scene, status, body, headers = {}]) => ({ scene, status, body, headers })))(
    '$scene',
    async ({ scene, status, body, headers }) => {
      simulator.hold(id, scene)
      const answer = await get(`/v1/jobs/${id}`)
      expect(answer.status).toBe(status)
      for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value)
      expect(await answer.text()).toContain(body)
    },
  )

  test('gzip really is', async () => {
    simulator.hold(id, { kind: 'gzip' })
    expect((await get(`/v1/jobs/${id}`)).headers.get('content-encoding')).toBe('gzip')
  })

  test('a reset breaks the body', async () => {
    simulator.hold(id, { kind: 'reset' })
    const answer = await get(`/v1/jobs/${id}`)
    await expect(answer.text()).rejects.toThrow()
  })

  test('truncated JSON is a sound HTTP answer', async () => {
    simulator.hold(id, { kind: 'truncated' })
    const text = await (await get(`/v1/jobs/${id}`)).text()
    expect(() => JSON.parse(text)).toThrow()
  })

  test('a huge body is as long as asked for', async () => {
    simulator.hold(id, { kind: 'huge', bytes: 3_000_001 })
    expect((await (await get(`/v1/jobs/${id}`)).arrayBuffer()).byteLength).toBe(3_000_001)
  })

  test('one that hangs ends when the simulator closes', async () => {
    simulator.hold('*', { kind: 'hang' })
    const asked = get(`/v1/jobs/${id}`).then(
      () => 'answered',
      () => 'broken',
    )
    while (simulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await simulator.close()
    expect(await asked).toBe('broken')
  })
})

describe('the other calls', () => {
  test('the list is newest first, in pages, with a render among the jobs', async () => {
    for (let n = 2; n <= 25; n++) simulator.add({ id: `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}` })
    const seen: string[] = []
    let pageKey: string | null = ''
    let pages = 0
    while (pageKey !== null) {
      const page: {
        items: { data: { jobId: string; transcript?: unknown; videoURL?: string } }[]
        nextPageKey: string | null
      } = await (await get(`/v1/jobs${pageKey === '' ? '' : `?nextPageKey=${pageKey}`}`)).json()
      pages++
      seen.push(...page.items.filter(({ data }) => data.videoURL === undefined).map(({ data }) => data.jobId))
      pageKey = page.nextPageKey
    }
    expect(pages).toBe(3)
    expect(seen).toEqual([...simulator.jobs()].toReversed())
  })

  test('upload, start, ask', async () => {
    const { data: place }: { data: { signedUrl: string; url: string } } = await (
      await post('/v1/media/generateurl', { fileName: 'a b.mp3', contentType: 'audio/mpeg' })
    ).json()
    const put = (headers: Record<string, string>) => fetch(place.signedUrl, { method: 'PUT', headers, body: 'sound' })
    expect(
      (await post('/v2/transcription', { fileUrl: place.url, mediaType: 'audio', language: 'en-US' })).status,
    ).toBe(400)
    expect((await put({ 'content-type': 'audio/mpeg', authorization: key })).status).toBe(400)
    expect((await put({ 'content-type': 'audio/wav' })).status).toBe(403)
    expect((await put({ 'content-type': 'audio/mpeg' })).status).toBe(200)
    expect(simulator.uploads.get(place.url)?.toString()).toBe('sound')
    const started: { data: { jobId: string } } = await (
      await post('/v2/transcription', { fileUrl: place.url, mediaType: 'audio', language: 'en-US' })
    ).json()
    expect(await (await get(`/v1/jobs/${started.data.jobId}`)).json()).toMatchObject({
      data: { status: 'in-progress' },
    })
    clock += 5_000
    expect(await (await get(`/v1/jobs/${started.data.jobId}`)).json()).toMatchObject({ data: { status: 'completed' } })
  })

  test.each([
    [{ fileUrl: 'ftp://x', mediaType: 'audio', language: 'en-US' }, 'INVALID_FILE_URL'],
    [{ fileUrl: 'https://x/y.mp3', mediaType: 'text', language: 'en-US' }, 'INVALID_MEDIA_TYPE'],
    [{ fileUrl: 'https://x/y.mp3', mediaType: 'video', language: 'English' }, 'INVALID_LANGUAGE'],
  ])('%j is refused', async (body, error_message) => {
    expect(await (await post('/v2/transcription', body)).json()).toMatchObject({
      success: false,
      data: { error_message },
    })
  })

  test('quota', async () => {
    expect(await (await get('/v1/quota')).json()).toMatchObject({ transcriptionMinutes: { limit: 6000 } })
  })

  test('every question is logged with what it carried', async () => {
    await get('/v1/quota', { headers: { authorization: key, 'user-agent': 'Caesura/test' } })
    expect(simulator.requests).toEqual([
      { call: 'quota', method: 'GET', path: '/v1/quota', key, userAgent: 'Caesura/test', at: clock },
    ])
  })
})

describe('generated responses', () => {
  test.each([1, 31, 1000, 5000])('%d words, sound and exactly so many', (words) => {
    const read = readResponse(makeResponse({ words }))
    if (!read.ok) throw new Error(read.message)
    expect(wordCount(read.value.transcript)).toBe(words)
    expect(read.value.notes).toEqual([])
    expect(check(read.value.transcript)).toEqual([])
  })

  test('the same for the same seed, another for another', () => {
    expect(makeResponse({ words: 200, seed: 3 })).toEqual(makeResponse({ words: 200, seed: 3 }))
    expect(makeResponse({ words: 200, seed: 3 })).not.toEqual(makeResponse({ words: 200, seed: 4 }))
  })

  test('three speakers, paragraphs of about thirty words', () => {
    const read = readResponse(makeResponse({ words: 3000 }))
    if (!read.ok) throw new Error(read.message)
    expect(read.value.transcript.speakers).toHaveLength(3)
    expect(read.value.transcript.paragraphs.length).toBeGreaterThan(80)
    expect(read.value.transcript.paragraphs.length).toBeLessThan(125)
  })
})

describe('the demo', () => {
  test('its ids are sound and each its own', () => {
    const ids = demoAccount.map((job) => job.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const one of ids) expect(one).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  // They stand in documents and pictures, and in libraries of people who tried the demo before.
  test('its ids stay the same', () => {
    expect(
      createHash('sha256')
        .update(demoAccount.map(({ id }) => id).join(' '))
        .digest('hex')
        .slice(0, 16),
    ).toBe('79e622808912adbb')
  })

  test('its key is accepted, its account is dozens of jobs, and those that move do', async () => {
    await simulator.close()
    simulator = createSimulator({ jobs: demoAccount, now: () => clock, pageSize: 100 })
    ;({ url } = await simulator.listen())
    const page: { items: readonly unknown[]; nextPageKey: string | null } = await (
      await get('/v1/jobs', { headers: { authorization: demoKey } })
    ).json()
    expect(page.items.length).toBeGreaterThan(60)
    expect(page.nextPageKey).toBeNull()
    const statuses = async () => {
      const said: string[] = []
      for (const { id: one } of livelyJobs) {
        const { data }: { data: { status: string } } = await (await get(`/v1/jobs/${one}`)).json()
        said.push(data.status)
      }
      return said
    }
    expect(new Set(await statuses())).toEqual(new Set(['in-progress']))
    clock += 61_000
    expect((await statuses()).slice(0, 4)).toEqual(['completed', 'completed', 'failed', 'in-progress'])
    clock += 180_000
    expect(await statuses()).not.toContain('in-progress')
  })
})
