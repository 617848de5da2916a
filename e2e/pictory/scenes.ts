// How one question about a job can be answered: every row of the states-and-failures table of Pictory's API, on demand.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

export type Scene =
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly message?: string; readonly code?: string }
  | { readonly kind: 'cleaned' }
  /** 404 with error_code 5000, as Pictory says it. */
  | { readonly kind: 'not-found' }
  /** 401 with JSON. */
  | { readonly kind: 'key-refused' }
  /** 403 with JSON: the key again. */
  | { readonly kind: 'forbidden' }
  /** 403 with a page: a firewall, not Pictory. */
  | { readonly kind: 'blocked' }
  /** 429. A number is sent as seconds, a text as it is; left out, no header is sent. */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: number | string }
  | { readonly kind: 'server-error'; readonly status?: 500 | 502 | 503 | 504; readonly retryAfter?: number | string }
  /** The connection breaks in the middle of the completed body. */
  | { readonly kind: 'reset' }
  /** A sound HTTP answer that holds half of the JSON. */
  | { readonly kind: 'truncated' }
  /** 200 with a web page. */
  | { readonly kind: 'page' }
  | { readonly kind: 'empty' }
  /** The completed answer, late: so long until the headers, then in ten pieces so far apart. */
  | { readonly kind: 'slow'; readonly headersAfterMs?: number; readonly pieceEveryMs?: number }
  /** Never anything. */
  | { readonly kind: 'hang' }
  /** Blanks without end announced; `bytes` of them. */
  | { readonly kind: 'huge'; readonly bytes: number; readonly announced?: boolean }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 307 | 308 }
  /** The completed answer, gzip-encoded. */
  | { readonly kind: 'gzip' }
  /** Anything else. */
  | { readonly kind: 'raw'; readonly status: number; readonly contentType?: string; readonly body: string }

export type Stage = {
  readonly jobId: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The completed answer's JSON. */
  readonly completed: () => string
  /** Runs later, unless the simulator closes. */
  readonly later: (ms: number, run: () => void) => void
}

const page =
  '<!doctype html><html><head><title>Request blocked</title></head><body><h1>Request blocked</h1></body></html>'

export const send = (
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  })
  response.end(body)
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => send(response, status, 'application/json', JSON.stringify(value), headers)

const retryHeader = (retryAfter: number | string | undefined): Readonly<Record<string, string>> =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }

const errorBody = (jobId: string, code: string, message: string) => ({
  job_id: jobId,
  success: false,
  data: { error_code: code, error_message: message },
})

const inPieces = (stage: Stage, everyMs: number): void => {
  const body = Buffer.from(stage.completed())
  const size = Math.ceil(body.length / 10)
  stage.response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) })
  stage.response.flushHeaders()
  const next = (at: number): void => {
    if (at >= body.length) {
      stage.response.end()
      return
    }
    stage.response.write(body.subarray(at, at + size))
    stage.later(everyMs, () => next(at + size))
  }
  next(0)
}

const blanks = (stage: Stage, bytes: number, announced: boolean): void => {
  stage.response.writeHead(200, {
    'content-type': 'application/json',
    ...(announced ? { 'content-length': String(bytes) } : {}),
  })
  const piece = Buffer.alloc(64 * 1024, ' ')
  let left = bytes
  const pump = (): void => {
    while (left > 0) {
      if (stage.response.destroyed) return
      const part = left < piece.length ? piece.subarray(0, left) : piece
      left -= part.length
      if (!stage.response.write(part)) {
        stage.response.once('drain', pump)
        return
      }
    }
    stage.response.end()
  }
  pump()
}

export const play = (scene: Scene, stage: Stage): void => {
  const { jobId, response } = stage
  switch (scene.kind) {
    case 'in-progress':
      return sendJson(response, 200, { job_id: jobId, success: true, data: { status: 'in-progress' } })
    case 'completed':
      return send(response, 200, 'application/json', stage.completed())
    case 'failed':
      return sendJson(response, 200, {
        job_id: jobId,
        success: false,
        data: {
          status: 'failed',
          error_code: scene.code ?? '4004',
          error_message: scene.message ?? 'The media could not be decoded.',
        },
      })
    case 'cleaned':
      return sendJson(response, 200, { job_id: jobId, success: true, data: { status: 'cleaned' } })
    case 'not-found':
      return sendJson(response, 404, errorBody(jobId, '5000', 'JOB_NOT_FOUND'))
    case 'key-refused':
      return sendJson(response, 401, { message: 'Unauthorized' })
    case 'forbidden':
      return sendJson(response, 403, { message: 'User is not authorized to access this resource' })
    case 'blocked':
      return send(response, 403, 'text/html; charset=utf-8', page)
    case 'rate-limited':
      return sendJson(response, 429, { message: 'Too Many Requests' }, retryHeader(scene.retryAfter))
    case 'server-error':
      return sendJson(
        response,
        scene.status ?? 500,
        { message: 'Internal server error' },
        retryHeader(scene.retryAfter),
      )
    case 'reset': {
      const body = Buffer.from(stage.completed())
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) })
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => stage.request.socket.destroy())
      return
    }
    case 'truncated': {
      const body = Buffer.from(stage.completed())
      return send(response, 200, 'application/json', body.subarray(0, Math.floor(body.length / 2)))
    }
    case 'page':
      return send(response, 200, 'text/html; charset=utf-8', page)
    case 'empty':
      return send(response, 200, 'application/json', '')
    case 'slow':
      return stage.later(scene.headersAfterMs ?? 0, () => inPieces(stage, scene.pieceEveryMs ?? 0))
    case 'hang':
      return
    case 'huge':
      return blanks(stage, scene.bytes, scene.announced ?? false)
    case 'redirect':
      return send(response, scene.status ?? 302, 'text/plain', '', { location: scene.to })
    case 'gzip':
      return send(response, 200, 'application/json', gzipSync(stage.completed()), { 'content-encoding': 'gzip' })
    case 'raw':
      return send(response, scene.status, scene.contentType ?? 'application/json', scene.body)
  }
}
