// The calls besides the question about a job: the list, the quota, a place for a file, the file, the start, and what each can meet.

import { createServer, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAccountPage } from '../../src/core/pictory/account'
import { languages } from '../../src/core/pictory/languages'
import { readResponse } from '../../src/core/pictory/response'
import { makeAccount } from './accounts'
import { type Call, type CallScene, createSimulator, type PutScene, type Simulator } from './simulator'
import { spokenLanguages } from './starts'
import { mostWithin } from './traffic'

const key = 'pictai_demo_test'
let clock = 1_000_000
let simulator: Simulator
let url: string

const begin = async (options: Parameters<typeof createSimulator>[0] = {}): Promise<void> => {
  await simulator?.close()
  simulator = createSimulator({ now: () => clock, transcribesInMs: 5_000, ...options })
  url = (await simulator.listen()).url
}
beforeEach(async () => {
  clock = 1_000_000
  await begin()
})
afterEach(() => simulator.close())

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, { headers: { authorization: key }, ...init })
const post = (path: string, body: unknown) =>
  get(path, {
    method: 'POST',
    headers: { authorization: key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

type Page = { readonly items: readonly unknown[]; readonly nextPageKey: string | null }
const pageAt = async (pageKey: string | null): Promise<Page> =>
  (await get(`/v1/jobs${pageKey === null ? '' : `?nextPageKey=${encodeURIComponent(pageKey)}`}`)).json()
const placeFor = async (fileName = 'talk.mp3', contentType = 'audio/mpeg') => {
  const { data }: { data: { signedUrl: string; url: string } } = await (
    await post('/v1/media/generateurl', { fileName, contentType })
  ).json()
  return data
}
const put = (signedUrl: string, body: string | Buffer, init: RequestInit = {}) =>
  fetch(signedUrl, {
    method: 'PUT',
    headers: { 'content-type': 'audio/mpeg' },
    body: new Uint8Array(Buffer.from(body)),
    ...init,
  })
const order = (fileUrl: string, more: object = {}) =>
  post('/v2/transcription', { fileUrl, mediaType: 'audio', language: 'en-US', ...more })

describe('the list', () => {
  const idIn = (item: unknown): string =>
    typeof item === 'object' && item !== null && 'data' in item && typeof item.data === 'object' && item.data !== null
      ? String(Reflect.get(item.data, 'jobId'))
      : ''

  test('holds what an account holds: transcriptions of every state and shape, renders, templates, storyboards', async () => {
    await begin({ jobs: makeAccount({ transcriptions: 40, others: 12, seed: 3 }), pageSize: 20 })
    const first = await pageAt(null)
    const second = await pageAt(first.nextPageKey)
    const third = await pageAt(second.nextPageKey)
    expect([first, second, third].map(({ items }) => items.length)).toEqual([20, 20, 12])
    expect(third.nextPageKey).toBeNull()
    const all = [first, second, third].flatMap(({ items }) => items)
    const text = all.map((item) => JSON.stringify(item))
    const having = (pattern: RegExp) => text.filter((item) => pattern.test(item)).length
    expect(having(/"videoURL"/u)).toBeGreaterThan(1)
    expect(having(/"templateId"/u)).toBeGreaterThan(1)
    expect(having(/"renderParams"/u)).toBeGreaterThan(1)
    expect(having(/"status":"in-progress"/u)).toBeGreaterThan(1)
    expect(having(/"status":"failed"/u)).toBeGreaterThan(1)
    expect(having(/"word":\[/u)).toBeGreaterThan(1)
    const transcripts = all.filter((_, index) => /"transcript":/u.test(text[index] ?? ''))
    expect(transcripts.length).toBeGreaterThan(20)
    for (const item of transcripts) expect(readResponse(item).ok).toBe(true)
    expect(new Set(all.map(idIn)).size).toBe(52)
    // The app's reader tells them apart: all but those that were cleaned away, which are no more.
    const read = readAccountPage({ items: all, nextPageKey: null })
    if (!read.ok) throw new Error(read.message)
    expect(read.value.others).toBe(12 + 2)
    expect(read.value.jobs).toHaveLength(38)
  })

  test('a page stays what it is while newer jobs come in', async () => {
    await begin({ jobs: makeAccount({ transcriptions: 12, others: 0, seed: 3 }), pageSize: 5 })
    const first = await pageAt(null)
    const before = await pageAt(first.nextPageKey)
    simulator.add({ id: '0a000000-0000-4000-8000-00000000cafe' })
    expect(await pageAt(first.nextPageKey)).toEqual(before)
    expect(idIn((await pageAt(null)).items[0])).toBe('0a000000-0000-4000-8000-00000000cafe')
  })

  test.each(['nonsense', 'eyJhZnRlciI6Im5vLXN1Y2gifQ'])('the page key %s is refused', async (pageKey) => {
    const answer = await get(`/v1/jobs?nextPageKey=${pageKey}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ data: { error_message: 'INVALID_PAGE_KEY' } })
  })

  test('can repeat a key for ever, go on for ever, hold strangers, or name no key', async () => {
    await begin({ jobs: makeAccount({ transcriptions: 30, others: 0, seed: 3 }) })
    simulator.holdCall('list', { kind: 'repeating-key' })
    const first = await pageAt(null)
    const second = await pageAt(first.nextPageKey)
    expect(second.nextPageKey).toBe(first.nextPageKey)
    simulator.holdCall('list', { kind: 'endless' })
    const [one, two] = [await pageAt(null), await pageAt('anything')]
    expect(two.items).toEqual(one.items)
    expect(two.nextPageKey).not.toBe(one.nextPageKey)
    simulator.holdCall('list', { kind: 'strangers' })
    const odd = (await pageAt(null)).items
    expect(odd.length).toBe(24)
    expect(odd.slice(0, 4)).toEqual([null, 7, 'a job', []])
    simulator.holdCall('list', { kind: 'no-key-named' })
    expect(await pageAt(null)).toEqual({ items: first.items })
    simulator.holdCall('list', null)
    expect((await pageAt(null)).nextPageKey).not.toBeNull()
  })

  test('leaves out what is unlisted, and its jobs answer as listed', async () => {
    await begin({
      jobs: [
        ...makeAccount({ transcriptions: 3, others: 3, seed: 5 }),
        { id: '0a000000-0000-4000-8000-0000000000aa', unlisted: true },
      ],
    })
    const { items } = await pageAt(null)
    expect(items.map(idIn)).not.toContain('0a000000-0000-4000-8000-0000000000aa')
    expect((await get('/v1/jobs/0a000000-0000-4000-8000-0000000000aa')).status).toBe(200)
    const render = items.find((item) => JSON.stringify(item).includes('videoURL'))
    expect(await (await get(`/v1/jobs/${idIn(render)}`)).json()).toMatchObject({ data: { status: 'completed' } })
  })
})

describe('each call meets trouble on demand', () => {
  const asked: Readonly<Record<Exclude<Call, 'put'>, () => Promise<Response>>> = {
    list: () => get('/v1/jobs', { redirect: 'manual' }),
    start: () => order('https://files.invalid/a.mp3'),
    generateurl: () => post('/v1/media/generateurl', { fileName: 'a.mp3', contentType: 'audio/mpeg' }),
    quota: () => get('/v1/quota'),
  }
  const answered: readonly (readonly [CallScene, number, RegExp])[] = [
    [{ kind: 'key-refused' }, 401, /Unauthorized/u],
    [{ kind: 'forbidden' }, 403, /not authorized/u],
    [{ kind: 'blocked' }, 403, /<html>/u],
    [{ kind: 'rate-limited' }, 429, /Too Many/u],
    [{ kind: 'rate-limited', retryAfter: 9 }, 429, /Too Many/u],
    [{ kind: 'server-error', status: 503 }, 503, /Internal/u],
    [{ kind: 'refused', status: 402, message: 'Quota exceeded' }, 402, /Quota exceeded/u],
    [{ kind: 'page' }, 200, /<html>/u],
    [{ kind: 'empty' }, 200, /^$/u],
    [{ kind: 'slow', headersAfterMs: 5, pieceEveryMs: 1 }, 200, /^\{.*\}$/su],
    [{ kind: 'trickle', part: 'headers', everyMs: 1 }, 200, /^\{.*\}$/su],
    [{ kind: 'truncated' }, 200, /^\{.*[^}]$/su],
  ]
  const names = ['list', 'start', 'generateurl', 'quota'] as const
  test.each(names.flatMap((call) => answered.map(([scene, status, body]) => ({ call, scene, status, body }))))(
    '$call: $scene',
    async ({ call, scene, status, body }) => {
      simulator.scriptCall(call, scene)
      const answer = await asked[call]()
      expect(answer.status).toBe(status)
      expect(await answer.text()).toMatch(body)
      // Once: then as usual.
      expect(await (await asked[call]()).json()).toBeTypeOf('object')
    },
  )

  const broken: readonly CallScene[] = [
    { kind: 'drop' },
    { kind: 'reset' },
    { kind: 'reset', share: 0 },
    { kind: 'gzip', flaw: 'broken' },
  ]
  test.each(names.flatMap((call) => broken.map((scene) => ({ call, scene }))))(
    '$call: $scene',
    async ({ call, scene }) => {
      simulator.holdCall(call, scene)
      await expect(asked[call]().then((answer) => answer.text())).rejects.toThrow()
    },
  )

  test.each(names)('%s hangs until the simulator closes', async (call) => {
    simulator.holdCall(call, { kind: 'hang' })
    const over = asked[call]().then(
      () => 'answered',
      () => 'broken',
    )
    while (simulator.count(call) === 0) await pause(1)
    await simulator.close()
    expect(await over).toBe('broken')
  })
})

describe('what was asked for happens or not, whatever the answer says', () => {
  test.each([
    [{ kind: 'server-error' }, 0],
    [{ kind: 'rate-limited' }, 0],
    [{ kind: 'drop' }, 0],
    [{ kind: 'server-error', status: 504, acts: true }, 1],
    [{ kind: 'drop', acts: true }, 1],
    [{ kind: 'truncated' }, 1],
    [{ kind: 'reset' }, 1],
    [{ kind: 'slow' }, 1],
  ] as const satisfies readonly (readonly [CallScene, number])[])('%j starts %d', async (scene, started) => {
    simulator.scriptCall('start', scene)
    await order('https://files.invalid/a.mp3')
      .then((answer) => answer.text())
      .catch(() => '')
    expect(simulator.jobs()).toHaveLength(started)
  })
})

describe('a place for a file', () => {
  test('takes the file unchanged', async () => {
    const place = await placeFor('ä b?.mp3')
    const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251))
    expect((await put(place.signedUrl, bytes)).status).toBe(200)
    expect(simulator.uploads.get(place.url)?.equals(bytes)).toBe(true)
  })

  test('turns away a key, another type, a wrong signature, an unknown length', async () => {
    const { signedUrl } = await placeFor()
    const type = { 'content-type': 'audio/mpeg' }
    expect((await put(signedUrl, 'x', { headers: { ...type, authorization: key } })).status).toBe(400)
    expect((await put(signedUrl, 'x', { headers: { 'content-type': 'audio/wav' } })).status).toBe(403)
    expect((await put(signedUrl.replace(/Signature=.*/u, 'Signature=0'), 'x')).status).toBe(403)
    expect((await put(signedUrl.replace(/signed\/[^?]+/u, 'signed/none'), 'x')).status).toBe(404)
    const stream = new Blob(['x']).stream()
    expect(
      (await fetch(signedUrl, { method: 'PUT', headers: type, body: stream, duplex: 'half' } as RequestInit)).status,
    ).toBe(411)
    expect(simulator.uploads.size).toBe(0)
  })

  test('is valid for a day', async () => {
    const place = await placeFor()
    clock += 24 * 3_600_000
    const answer = await put(place.signedUrl, 'x')
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Request has expired')
    expect(simulator.uploads.size).toBe(0)
  })

  const scenes: readonly (readonly [PutScene, number | 'broken', boolean])[] = [
    [{ kind: 'expired' }, 403, false],
    [{ kind: 'server-error', status: 500 }, 500, false],
    [{ kind: 'server-error', status: 503 }, 503, false],
    [{ kind: 'slow-reading', bytes: 200_000, everyMs: 5 }, 200, true],
    [{ kind: 'slow', headersAfterMs: 10 }, 200, true],
    [{ kind: 'server-error', status: 500, acts: true }, 500, true],
    [{ kind: 'breaks' }, 'broken', false],
    [{ kind: 'breaks', afterBytes: 0 }, 'broken', false],
    [{ kind: 'drop' }, 'broken', false],
    [{ kind: 'drop', acts: true }, 'broken', true],
  ]
  test.each(scenes.map(([scene, becomes, kept]) => ({ scene, becomes, kept })))(
    '$scene',
    async ({ scene, becomes, kept }) => {
      const place = await placeFor()
      simulator.scriptCall('put', scene)
      const body = Buffer.alloc(2_000_000, 'sound')
      const status = await put(place.signedUrl, body).then(
        (answer) => answer.status,
        () => 'broken',
      )
      expect(status).toBe(becomes)
      expect(simulator.uploads.has(place.url)).toBe(kept)
      expect((await put(place.signedUrl, body)).status).toBe(200)
    },
  )

  test('can refuse before a byte is read', async () => {
    const place = await placeFor()
    simulator.scriptCall('put', { kind: 'expired', early: true })
    expect((await put(place.signedUrl, 'short')).status).toBe(403)
  })

  test('reads so far and no further: the sender cannot get rid of the rest', async () => {
    const place = await placeFor()
    simulator.holdCall('put', { kind: 'stops-reading', afterBytes: 100_000 })
    let left = 0
    const chunk = Buffer.alloc(1024 * 1024)
    const sending = request(place.signedUrl, {
      method: 'PUT',
      headers: { 'content-type': 'audio/mpeg', 'content-length': 100 * chunk.length },
    })
    sending.on('error', () => undefined)
    const stuck = await new Promise<boolean>((resolve) => {
      const pump = (): void => {
        if (left === 100) return resolve(false)
        left++
        if (sending.write(chunk)) return void setImmediate(pump)
        sending.once('drain', pump)
      }
      pump()
      // The system takes some megabytes; after them nothing drains any more.
      let seen = -1
      const look = setInterval(() => {
        if (left === seen) {
          clearInterval(look)
          resolve(true)
        }
        seen = left
      }, 300)
    })
    sending.destroy()
    expect(stuck).toBe(true)
    expect(left).toBeLessThan(100)
  })
})

describe('a start', () => {
  test.each([
    [{}, 200],
    [{ language: 'ja-JP' }, 200],
    [{ webhook: 'https://hooks.invalid/x' }, 200],
    [{ language: 'xx-XX' }, 400],
    [{ language: 'en' }, 400],
    [{ mediaType: 'text' }, 400],
    [{ webhook: 'no address' }, 400],
    [{ fileUrl: 'ftp://files.invalid/a' }, 400],
  ])('%j → %d', async (more, status) => {
    expect((await order('https://files.invalid/a.mp3', more)).status).toBe(status)
    expect(simulator.jobs()).toHaveLength(status === 200 ? 1 : 0)
  })

  test('takes every language that the app offers', () => {
    expect(languages.map(({ code }) => code).filter((code) => !spokenLanguages.has(code))).toEqual([])
  })

  test('of a file that was never put is refused', async () => {
    const place = await placeFor()
    expect(await (await order(place.url)).json()).toMatchObject({ data: { error_message: 'FILE_NOT_FOUND' } })
    await put(place.signedUrl, 'sound')
    expect((await order(place.url)).status).toBe(200)
  })

  test('costs minutes, until there are none left', async () => {
    await begin({ quota: { used: 7, limit: 10 } })
    const place = await placeFor()
    await put(place.signedUrl, Buffer.alloc(1_500_000))
    expect((await order(place.url)).status).toBe(200)
    expect(await (await get('/v1/quota')).json()).toMatchObject({ transcriptionMinutes: { used: 9, limit: 10 } })
    const refused = await order(place.url)
    expect(refused.status).toBe(402)
    expect(await refused.json()).toMatchObject({ success: false, data: { error_message: /minutes/u } })
    expect(simulator.minutesUsed()).toBe(9)
    expect(simulator.jobs()).toHaveLength(1)
  })

  test('runs by itself, asked about or not', async () => {
    const { data }: { data: { jobId: string } } = await (await order('https://files.invalid/a.mp3')).json()
    clock += 5_000
    expect(await (await get(`/v1/jobs/${data.jobId}`)).json()).toMatchObject({ data: { status: 'completed' } })
  })
})

describe('the webhook', () => {
  const receiver = async () => {
    const got: { readonly path: string; readonly method: string; readonly body: string }[] = []
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.once('end', () => {
        got.push({ path: request.url ?? '', method: request.method ?? '', body: Buffer.concat(parts).toString('utf8') })
        response.writeHead(204)
        response.end()
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
    return { got, url: `http://127.0.0.1:${address.port}/pictory/token`, close: () => server.close() }
  }
  const started = async (webhook: string) => {
    const { data }: { data: { jobId: string } } = await (await order('https://files.invalid/a.mp3', { webhook })).json()
    return data.jobId
  }

  test('gets the completed answer once, when the job is done', async () => {
    const { got, url: hook, close } = await receiver()
    try {
      await begin({ transcribesInMs: Number.POSITIVE_INFINITY })
      const id = await started(hook)
      expect(got).toEqual([])
      simulator.complete(id)
      simulator.complete(id)
      await expect.poll(() => simulator.deliveries).toEqual([{ jobId: id, url: hook, status: 204 }])
      expect(got).toEqual([{ path: '/pictory/token', method: 'POST', body: simulator.answerOf(id) }])
      expect(await (await get(`/v1/jobs/${id}`)).text()).toBe(got[0]?.body)
    } finally {
      close()
    }
  })

  test('comes by itself after its time', async () => {
    const { got, url: hook, close } = await receiver()
    try {
      await begin({ transcribesInMs: 20, now: Date.now })
      await started(hook)
      await expect.poll(() => got.length).toBe(1)
    } finally {
      close()
    }
  })

  test.each(['http://example.invalid/x', 'https://127.0.0.1:9/x', 'http://127.0.0.1:9/nobody'])(
    '%s: told to nobody',
    async (hook) => {
      const id = await started(hook)
      simulator.complete(id)
      await expect.poll(() => simulator.deliveries).toEqual([{ jobId: id, url: hook, status: null }])
    },
  )
})

test('a job can be complete twice, with other bytes the second time', async () => {
  const id = '0a000000-0000-4000-8000-000000000001'
  await begin({ jobs: [{ id, changesAfterwards: true }] })
  const first = await (await get(`/v1/jobs/${id}`)).text()
  const second = await (await get(`/v1/jobs/${id}`)).text()
  expect(first).toBe(simulator.answerOf(id))
  expect(second).not.toBe(first)
  for (const text of [first, second])
    expect(readResponse(JSON.parse(text))).toMatchObject({ ok: true, value: { jobId: id } })
})

describe('counting', () => {
  test.each([
    [[], 1000, 0],
    [[5], 1000, 1],
    [[0, 999, 1000, 1999], 1000, 2],
    [[1999, 0, 1000, 999], 1000, 2],
    [[0, 1, 2, 1000, 1001], 1000, 3],
    [[0, 10, 20], 10, 1],
  ])('%j within %d: %d', (times, windowMs, most) => {
    expect(mostWithin(times, windowMs)).toBe(most)
  })

  test('by call, at once, in a second', async () => {
    simulator.holdCall('quota', { kind: 'hang' })
    const waiting = [get('/v1/quota'), get('/v1/quota'), get('/v1/quota')].map((asked) => asked.catch(() => null))
    while (simulator.count('quota') < 3) await pause(1)
    const place = await placeFor()
    await put(place.signedUrl, 'x')
    await simulator.close()
    await Promise.all(waiting)
    expect(simulator.peak()).toBe(4)
    expect(simulator.count('generateurl')).toBe(1)
    expect(simulator.count('put')).toBe(1)
    expect(simulator.rate()).toBe(4)
    expect(simulator.requests).toHaveLength(5)
  })
})
