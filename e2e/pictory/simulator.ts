// The room of the simulator: Pictory's service as far as it is known, over HTTP on loopback, with jobs that progress in time and every
// failure on demand. Plain Node, no dependency; it imports nothing of the app.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dialogues } from './dialogue'
import { respondWith, seeded, uuid } from './generate'
import { play, type Scene, send, sendJson } from './scenes'

export type { Scene } from './scenes'

export type JobSeed = {
  /** A UUID, lower case. */
  readonly id: string
  /** In progress so long after the first question about it; 0: complete at once; Infinity: for ever. */
  readonly completesAfterMs?: number
  /** What it becomes then; completed where left out. */
  readonly becomes?: Scene
  /** The completed answer; one of our dialogues where left out. */
  readonly response?: unknown
}

export type LoggedRequest = {
  readonly method: string
  /** Below the base address, with the query. */
  readonly path: string
  /** The Authorization header as it came, null without one. */
  readonly key: string | null
  readonly userAgent: string
  readonly at: number
}

export type Simulator = {
  /** Serves on 127.0.0.1; `url` is the base address for the app. */
  readonly listen: (port?: number) => Promise<{ readonly url: string; readonly port: number }>
  readonly close: () => Promise<void>
  readonly add: (seed: JobSeed) => void
  /** Ids of all jobs, oldest first. */
  readonly jobs: () => readonly string[]
  /** The next questions about this job are answered so, one scene each; then its life goes on. */
  readonly script: (jobId: string, ...scenes: readonly Scene[]) => void
  /** Every question about this job is answered so, until null. '*' stands for every job, also unknown ones. */
  readonly hold: (jobId: string, scene: Scene | null) => void
  /** Which keys are accepted from now on. */
  readonly acceptKeys: (accepts: (key: string) => boolean) => void
  readonly requests: readonly LoggedRequest[]
  /** What was PUT, by the url that generateurl gave. */
  readonly uploads: ReadonlyMap<string, Buffer>
}

export type SimulatorOptions = {
  readonly jobs?: readonly JobSeed[]
  readonly now?: () => number
  /** How long a job takes that is started over the API. */
  readonly transcribesInMs?: number
}

type Job = { readonly seed: JobSeed; readonly createdAt: number; firstAskedAt: number | null; readonly scenes: Scene[] }

const base = '/pictoryapis'
const pageSize = 10
const uploadLimit = 64 * 1024 * 1024

const isDemoKey = (key: string): boolean => /^pictai_demo\w*$/.test(key)

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    length += bytes.length
    if (length > uploadLimit) throw new Error('too large')
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

export const createSimulator = (options: SimulatorOptions = {}): Simulator => {
  const now = options.now ?? Date.now
  const random = seeded(20_261)
  const jobs = new Map<string, Job>()
  const held = new Map<string, Scene>()
  const requests: LoggedRequest[] = []
  const uploads = new Map<string, Buffer>()
  /** Signed addresses that were given out: token → what may be put there. */
  const signed = new Map<string, { readonly contentType: string; readonly url: string }>()
  const timers = new Set<NodeJS.Timeout>()
  let accepts = isDemoKey
  let origin = ''

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  const add = (seed: JobSeed): void => {
    jobs.set(seed.id, { seed, createdAt: now(), firstAskedAt: null, scenes: [] })
  }
  for (const seed of options.jobs ?? []) add(seed)

  const completed = (id: string): unknown => {
    const job = jobs.get(id)
    if (job?.seed.response !== undefined) return job.seed.response
    const nth = Math.max(0, [...jobs.keys()].indexOf(id))
    const dialogue = dialogues[nth % dialogues.length]
    if (dialogue === undefined) throw new Error('there are no dialogues')
    return respondWith(dialogue, id)
  }

  const sceneOf = (id: string): Scene => {
    const always = held.get(id) ?? held.get('*')
    if (always !== undefined) return always
    const job = jobs.get(id)
    if (job === undefined) return { kind: 'not-found' }
    job.firstAskedAt ??= now()
    const next = job.scenes.shift()
    if (next !== undefined) return next
    const since = job.firstAskedAt
    return now() - since >= (job.seed.completesAfterMs ?? 0)
      ? (job.seed.becomes ?? { kind: 'completed' })
      : { kind: 'in-progress' }
  }

  /** As the list shows a job; its own life, untouched by scripts. */
  const listed = (job: Job): unknown => {
    const { id, completesAfterMs = 0, becomes } = job.seed
    const done = completesAfterMs === 0 || (job.firstAskedAt !== null && now() - job.firstAskedAt >= completesAfterMs)
    if (!done) return { success: true, data: { jobId: id, status: 'in-progress' } }
    if (becomes !== undefined && becomes.kind !== 'completed')
      return {
        success: false,
        data: { jobId: id, status: 'failed', error_code: '4004', error_message: 'The media could not be decoded.' },
      }
    const answer = completed(id)
    const data =
      typeof answer === 'object' && answer !== null && 'data' in answer && typeof answer.data === 'object'
        ? answer.data
        : {}
    return { success: true, data: { jobId: id, ...data } }
  }

  const list = (response: ServerResponse, pageKey: string | null): void => {
    // Newest first; a video render stands among them, as it does at Pictory.
    const all: unknown[] = [...jobs.values()].toReversed().map(listed)
    all.splice(1, 0, {
      success: true,
      data: { jobId: uuid(seeded(7)), status: 'completed', videoURL: 'https://example.invalid/render.mp4' },
    })
    const from = pageKey === null ? 0 : Number(Buffer.from(pageKey, 'base64url').toString('utf8'))
    if (!Number.isInteger(from) || from < 0)
      return sendJson(response, 400, {
        success: false,
        data: { error_code: '4000', error_message: 'INVALID_PAGE_KEY' },
      })
    const next = from + pageSize < all.length ? Buffer.from(String(from + pageSize)).toString('base64url') : null
    return sendJson(response, 200, { items: all.slice(from, from + pageSize), nextPageKey: next })
  }

  const begin = (response: ServerResponse, body: Buffer): void => {
    const wanted = objectIn(body)
    const fileUrl = wanted?.['fileUrl']
    const refuse = (message: string): void =>
      sendJson(response, 400, { success: false, data: { error_code: '4000', error_message: message } })
    if (wanted === null) return refuse('INVALID_BODY')
    if (typeof fileUrl !== 'string' || !/^https?:\/\//.test(fileUrl)) return refuse('INVALID_FILE_URL')
    if (fileUrl.startsWith(`${origin}/uploaded/`) && !uploads.has(fileUrl)) return refuse('FILE_NOT_FOUND')
    if (wanted['mediaType'] !== 'video' && wanted['mediaType'] !== 'audio') return refuse('INVALID_MEDIA_TYPE')
    if (typeof wanted['language'] !== 'string' || !/^[a-z]{2}-[A-Z]{2}$/.test(wanted['language']))
      return refuse('INVALID_LANGUAGE')
    const id = uuid(random)
    add({ id, completesAfterMs: options.transcribesInMs ?? 20_000 })
    return sendJson(response, 200, { success: true, data: { jobId: id } })
  }

  const sign = (response: ServerResponse, body: Buffer): void => {
    const wanted = objectIn(body)
    const { fileName, contentType } = { fileName: wanted?.['fileName'], contentType: wanted?.['contentType'] }
    if (typeof fileName !== 'string' || fileName === '' || typeof contentType !== 'string' || contentType === '') {
      return sendJson(response, 400, { success: false, data: { error_code: '4000', error_message: 'INVALID_FILE' } })
    }
    const token = uuid(random)
    const key = `${token}/${encodeURIComponent(fileName)}`
    const url = `${origin}/uploaded/${key}`
    signed.set(token, { contentType, url })
    return sendJson(response, 200, { success: true, data: { signedUrl: `${origin}/signed/${token}`, url, key } })
  }

  const put = (request: IncomingMessage, response: ServerResponse, token: string, body: Buffer): void => {
    const place = signed.get(token)
    if (place === undefined) return send(response, 404, 'application/xml', '<Error><Code>NoSuchKey</Code></Error>')
    // The store takes the signature in the address; a second credential or another type is an error there.
    if (request.headers.authorization !== undefined)
      return send(response, 400, 'application/xml', '<Error><Code>InvalidArgument</Code></Error>')
    if (request.headers['content-type'] !== place.contentType)
      return send(response, 403, 'application/xml', '<Error><Code>SignatureDoesNotMatch</Code></Error>')
    uploads.set(place.url, body)
    response.writeHead(200)
    response.end()
    return undefined
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const method = request.method ?? 'GET'
    const path = url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname
    const key = request.headers.authorization ?? null
    requests.push({
      method,
      path: `${path}${url.search}`,
      key,
      userAgent: request.headers['user-agent'] ?? '',
      at: now(),
    })
    const body = method === 'GET' ? Buffer.alloc(0) : await bodyOf(request)
    const token = /^\/signed\/([^/]+)$/.exec(path)?.[1]
    if (method === 'PUT' && token !== undefined) return put(request, response, token, body)
    if (!url.pathname.startsWith(`${base}/`)) return send(response, 404, 'text/html', '<h1>Not found</h1>')
    if (key === null || !accepts(key))
      return play({ kind: 'key-refused' }, { jobId: '', request, response, completed: () => '', later })
    const jobId = /^\/v1\/jobs\/([^/]+)$/.exec(path)?.[1]
    if (method === 'GET' && jobId !== undefined) {
      return play(sceneOf(jobId), {
        jobId,
        request,
        response,
        completed: () => JSON.stringify(completed(jobId)),
        later,
      })
    }
    const call = `${method} ${path}`
    if (call === 'GET /v1/jobs') return list(response, url.searchParams.get('nextPageKey'))
    if (call === 'POST /v2/transcription') return begin(response, body)
    if (call === 'POST /v1/media/generateurl') return sign(response, body)
    if (call === 'GET /v1/quota') {
      return sendJson(response, 200, {
        videoMinutes: { used: 12, limit: 600 },
        transcriptionMinutes: { used: 340, limit: 6000 },
      })
    }
    return sendJson(response, 404, { message: 'Not Found' })
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
          const address: AddressInfo | string | null = server.address()
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
    add,
    jobs: () => [...jobs.keys()],
    script: (jobId, ...scenes) => {
      if (!jobs.has(jobId)) add({ id: jobId })
      jobs.get(jobId)?.scenes.push(...scenes)
    },
    hold: (jobId, scene) => {
      if (scene === null) held.delete(jobId)
      else held.set(jobId, scene)
    },
    acceptKeys: (accepted) => {
      accepts = accepted
    },
    requests,
    uploads,
  }
}
