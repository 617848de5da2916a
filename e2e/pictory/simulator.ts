// The room of the simulator: Pictory's service as far as it is known, over HTTP on loopback, with jobs that progress in time and every
// failure on demand. Plain Node, no dependency; it imports nothing of the app.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createAccount, type JobSeed } from './account'
import { createDirector, type Director } from './director'
import { seeded, uuid } from './generate'
import { listBody, type ListScene } from './listing'
import { type CallScene, isCallScene, playCall, playJob, type Scene, type Stage } from './scenes'
import { deliver, type Delivery, minutesOf, readOrder } from './starts'
import { type CallName, createTraffic, type LoggedRequest } from './traffic'
import { createUploads, type PutScene } from './uploads'
import { send, sendJson, type Sound } from './wire'

export type { JobSeed } from './account'
export type { ListScene } from './listing'
export type { CallScene, RetryAfter, Scene } from './scenes'
export type { Delivery } from './starts'
export type { CallName, LoggedRequest } from './traffic'
export type { PutScene } from './uploads'

/** What each call besides the question about a job can meet. */
export type ScenesOf = {
  readonly list: ListScene
  readonly start: CallScene
  readonly generateurl: CallScene
  readonly quota: CallScene
  readonly put: PutScene
}
export type Call = keyof ScenesOf

export type Simulator = {
  /** Serves on 127.0.0.1; `url` is the base address for the app. */
  readonly listen: (port?: number) => Promise<{ readonly url: string; readonly port: number }>
  readonly close: () => Promise<void>
  readonly add: (seed: JobSeed) => void
  /** Ids of all transcriptions, oldest first. */
  readonly jobs: () => readonly string[]
  /** The completed answer's JSON as it is sent. */
  readonly answerOf: (jobId: string) => string
  /** The job is done now; its webhook, if it has one, is told. */
  readonly complete: (jobId: string) => void
  /** The next questions about this job are answered so, one scene each; then its life goes on. */
  readonly script: (jobId: string, ...scenes: readonly Scene[]) => void
  /** Every question about this job is answered so, until null. '*' stands for every job, also unknown ones. */
  readonly hold: (jobId: string, scene: Scene | null) => void
  /** The next of these calls are answered so, one scene each; then as usual. */
  readonly scriptCall: <C extends Call>(call: C, ...scenes: readonly ScenesOf[C][]) => void
  /** Every such call is answered so, until null. */
  readonly holdCall: <C extends Call>(call: C, scene: ScenesOf[C] | null) => void
  /** Which keys are accepted from now on. */
  readonly acceptKeys: (accepts: (key: string) => boolean) => void
  readonly requests: readonly LoggedRequest[]
  readonly count: (call: CallName) => number
  /** The most questions that were in flight at the same time; files that are put do not count, here nor in `rate`. */
  readonly peak: () => number
  /** The most questions that came within any window of this length, a second where left out, by the simulator's `now`. */
  readonly rate: (windowMs?: number) => number
  /** What was PUT, by the url that generateurl gave. */
  readonly uploads: ReadonlyMap<string, Buffer>
  /** Transcription minutes used so far. */
  readonly minutesUsed: () => number
  /** Messages to webhooks, in the order they were over. */
  readonly deliveries: readonly Delivery[]
}

export type SimulatorOptions = {
  readonly jobs?: readonly JobSeed[]
  readonly now?: () => number
  /** By how much the simulator's own clock goes wrong: in the Date header, and in the dates that it sends. */
  readonly skewMs?: number
  /** How long a job takes that is started over the API. */
  readonly transcribesInMs?: number
  /** Of the list; 10 where left out. */
  readonly pageSize?: number
  readonly quota?: { readonly used: number; readonly limit: number }
  /** How long a place for a file is valid; 24 h where left out. */
  readonly placeValidMs?: number
}

const base = '/pictoryapis'
const bodyLimit = 1024 * 1024

const isDemoKey = (key: string): boolean => /^pictai_demo\w*$/.test(key)

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    length += bytes.length
    if (length > bodyLimit) throw new Error('too large')
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

const objectIn = (body: Buffer): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

const refusal = (status: number, message: string, code = '4000'): Sound => ({
  status,
  body: JSON.stringify({ success: false, data: { error_code: code, error_message: message } }),
})
const told = (data: object): Sound => ({ status: 200, body: JSON.stringify({ success: true, data }) })

const calls: Readonly<Record<string, Exclude<CallName, 'job' | 'put' | 'other'>>> = {
  'GET /v1/jobs': 'list',
  'POST /v2/transcription': 'start',
  'POST /v1/media/generateurl': 'generateurl',
  'GET /v1/quota': 'quota',
}

const jobIn = (path: string): string | null => /^\/v1\/jobs\/([^/]+)$/.exec(path)?.[1] ?? null

export const createSimulator = (options: SimulatorOptions = {}): Simulator => {
  const now = options.now ?? Date.now
  const clock = (): number => now() + (options.skewMs ?? 0)
  const random = seeded(20_261)
  const account = createAccount(now)
  const held = new Map<string, Scene>()
  const traffic = createTraffic()
  const timers = new Set<NodeJS.Timeout>()
  const webhooks = new Map<string, string>()
  const deliveries: Delivery[] = []
  const directors: { readonly [C in Call]: Director<ScenesOf[C]> } = {
    list: createDirector(),
    start: createDirector(),
    generateurl: createDirector(),
    quota: createDirector(),
    put: createDirector(),
  }
  const { used, limit } = options.quota ?? { used: 340, limit: 6000 }
  let minutes = used
  let accepts = isDemoKey
  let origin = ''

  const uploads = createUploads({
    origin: () => origin,
    now,
    random,
    validMs: options.placeValidMs ?? 24 * 3_600_000,
  })

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  const seeds = options.jobs ?? []
  const onlyTranscriptions = seeds.every(({ is }) => is === undefined || is === 'transcription')
  for (const [index, seed] of seeds.entries()) {
    // A video render stands among the transcriptions, as it does at Pictory.
    if (onlyTranscriptions && index === seeds.length - 1) account.add({ id: uuid(seeded(7)), is: 'render' })
    account.add(seed)
  }

  const tell = (jobId: string): void => {
    const webhook = webhooks.get(jobId)
    if (webhook === undefined) return
    webhooks.delete(jobId)
    void deliver(jobId, webhook, account.answer(jobId)).then((delivery) => deliveries.push(delivery))
  }

  const begin = (body: Buffer): Sound => {
    const order = readOrder(objectIn(body), (fileUrl) => !uploads.isOurs(fileUrl) || uploads.files.has(fileUrl))
    if (typeof order === 'string') return refusal(400, order)
    const costs = minutesOf(uploads.files.get(order.fileUrl))
    if (minutes + costs > limit)
      return refusal(402, 'You have used all transcription minutes of your plan for this month.', '4020')
    minutes += costs
    const id = uuid(random)
    const completesAfterMs = options.transcribesInMs ?? 20_000
    account.add({ id, completesAfterMs, counts: 'when-added' })
    if (order.webhook !== null) {
      webhooks.set(id, order.webhook)
      if (Number.isFinite(completesAfterMs)) later(completesAfterMs, () => tell(id))
    }
    return told({ jobId: id })
  }

  const sign = (body: Buffer): Sound => {
    const place = uploads.sign(objectIn(body) ?? {})
    return place === null ? refusal(400, 'INVALID_FILE') : told(place)
  }

  const soundOf = (call: 'start' | 'generateurl' | 'quota', body: Buffer): Sound => {
    switch (call) {
      case 'start':
        return begin(body)
      case 'generateurl':
        return sign(body)
      case 'quota':
        return {
          status: 200,
          body: JSON.stringify({
            videoMinutes: { used: 12, limit: 600 },
            transcriptionMinutes: { used: minutes, limit },
          }),
        }
    }
  }

  const list = (stage: Omit<Stage, 'sound'>, pageKey: string | null): void => {
    const scene = directors.list.next()
    const size = options.pageSize ?? 10
    const first = account.page(null, size) ?? { items: [], nextPageKey: null }
    const asked = account.page(pageKey, size)
    if (scene !== null && !isCallScene(scene))
      return sendJson(stage.response, 200, listBody(scene, asked ?? first, first))
    const sound = (): Sound =>
      asked === null ? refusal(400, 'INVALID_PAGE_KEY') : { status: 200, body: JSON.stringify(asked) }
    if (scene !== null) return playCall(scene, { ...stage, sound })
    const { status, body } = sound()
    return send(stage.response, status, 'application/json', body)
  }

  const sceneOf = (id: string): Scene => held.get(id) ?? held.get('*') ?? account.ask(id)

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const method = request.method ?? 'GET'
    const isOurs = url.pathname.startsWith(`${base}/`)
    const path = isOurs ? url.pathname.slice(base.length) : url.pathname
    const key = request.headers.authorization ?? null
    const jobId = method === 'GET' && isOurs ? jobIn(path) : null
    const isPut = method === 'PUT' && !isOurs && uploads.isPlace(path)
    const call: CallName =
      jobId !== null ? 'job' : isPut ? 'put' : isOurs ? (calls[`${method} ${path}`] ?? 'other') : 'other'
    const userAgent = request.headers['user-agent'] ?? ''
    traffic.note({ call, method, path: `${path}${url.search}`, key, userAgent, at: now() }, response)
    response.setHeader('date', new Date(clock()).toUTCString())
    const stage = { request, response, later, clock }
    if (isPut) return uploads.put(url, stage, directors.put.next())
    const body = method === 'GET' ? Buffer.alloc(0) : await bodyOf(request)
    if (!isOurs) return send(response, 404, 'text/html', '<h1>Not found</h1>')
    if (key === null || !accepts(key)) return sendJson(response, 401, { message: 'Unauthorized' })
    if (jobId !== null) return playJob(sceneOf(jobId), jobId, (variant) => account.answer(jobId, variant), stage)
    if (call === 'list') return list(stage, url.searchParams.get('nextPageKey'))
    if (call !== 'start' && call !== 'generateurl' && call !== 'quota')
      return sendJson(response, 404, { message: 'Not Found' })
    const scene = directors[call].next()
    if (scene !== null) return playCall(scene, { ...stage, sound: () => soundOf(call, body) })
    const sound = soundOf(call, body)
    return send(response, sound.status, 'application/json', sound.body)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) sendJson(response, 500, { message: 'Internal server error' })
      else response.destroy()
    })
  })

  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject)
          const address = server.address()
          if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
          origin = `http://127.0.0.1:${address.port}`
          resolve({ url: `${origin}${base}`, port: address.port })
        })
      }),
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer)
        timers.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    add: account.add,
    jobs: account.ids,
    answerOf: (jobId) => account.answer(jobId),
    complete: (jobId) => {
      account.complete(jobId)
      tell(jobId)
    },
    script: (jobId, ...scenes) => {
      if (!account.has(jobId)) account.add({ id: jobId })
      account.script(jobId, scenes)
    },
    hold: (jobId, scene) => {
      if (scene === null) held.delete(jobId)
      else held.set(jobId, scene)
    },
    scriptCall: (call, ...scenes) => directors[call].script(...scenes),
    holdCall: (call, scene) => directors[call].hold(scene),
    acceptKeys: (accepted) => {
      accepts = accepted
    },
    requests: traffic.requests,
    count: traffic.count,
    peak: traffic.peak,
    rate: traffic.rate,
    uploads: uploads.files,
    minutesUsed: () => minutes,
    deliveries,
  }
}
