// How one question can be answered: every row of the states-and-failures table of Pictory's API, on demand.

import { gzipSync } from 'node:zlib'
import {
  breakOff,
  type Huge,
  inPieces,
  type Line,
  page,
  send,
  sendBlanks,
  sendJson,
  sendPadded,
  type Sound,
  trickle,
  type Trickle,
} from './wire'

/** Seconds, a text as it is, or a date so many ms from now by the simulator's own clock. */
export type RetryAfter = number | string | { readonly dateInMs: number }

/** What any call can meet. Whatever sends (a part of) the sound answer has also done what was asked for. */
export type CallScene =
  /** 401 with JSON. */
  | { readonly kind: 'key-refused' }
  /** 403 with JSON: the key again. */
  | { readonly kind: 'forbidden' }
  /** 403 with a page: a firewall, not Pictory. */
  | { readonly kind: 'blocked' }
  /** 429. Left out, no header is sent. */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: RetryAfter }
  /** `acts`: what was asked for is done all the same. */
  | {
      readonly kind: 'server-error'
      readonly status?: 500 | 502 | 503 | 504
      readonly retryAfter?: RetryAfter
      readonly acts?: boolean
    }
  /** Pictory's no in its own words; 400 where no status is given. */
  | { readonly kind: 'refused'; readonly status?: number; readonly code?: string; readonly message?: string }
  /** The connection ends without a byte. */
  | { readonly kind: 'drop'; readonly acts?: boolean }
  /** The connection breaks in the sound body, after half of it or this share. */
  | { readonly kind: 'reset'; readonly share?: number }
  /** A sound HTTP answer that holds half of the JSON. */
  | { readonly kind: 'truncated' }
  /** 200 with a web page. */
  | { readonly kind: 'page' }
  | { readonly kind: 'empty' }
  /** The sound answer, late: so long until the headers, then in ten pieces so far apart. */
  | { readonly kind: 'slow'; readonly headersAfterMs?: number; readonly pieceEveryMs?: number }
  /** The sound answer, a byte at a time. */
  | ({ readonly kind: 'trickle' } & Trickle)
  /** Never anything. */
  | { readonly kind: 'hang'; readonly acts?: boolean }
  /** Blanks without end; `bytes` of them. */
  | ({ readonly kind: 'huge' } & Huge)
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  /** The sound answer, compressed; or with the length of the plain text announced, with bytes that are no gzip, or cut in the middle. */
  | { readonly kind: 'gzip'; readonly flaw?: 'length' | 'broken' | 'cut' }
  /** Anything else. */
  | {
      readonly kind: 'raw'
      readonly status: number
      readonly contentType?: string
      readonly body: string
      readonly headers?: Readonly<Record<string, string>>
    }

/** What a question about a job can meet. */
export type Scene =
  | CallScene
  | { readonly kind: 'in-progress' }
  /** Another variant is complete as well, with other bytes. */
  | { readonly kind: 'completed'; readonly variant?: number }
  /** The completed answer, made so long. */
  | { readonly kind: 'large'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly message?: string; readonly code?: string }
  | { readonly kind: 'cleaned' }
  /** 404 with error_code 5000, as Pictory says it. */
  | { readonly kind: 'not-found' }

const ofAnyCall: Readonly<Record<CallScene['kind'], true>> = {
  'key-refused': true,
  forbidden: true,
  blocked: true,
  'rate-limited': true,
  'server-error': true,
  refused: true,
  drop: true,
  reset: true,
  truncated: true,
  page: true,
  empty: true,
  slow: true,
  trickle: true,
  hang: true,
  huge: true,
  redirect: true,
  gzip: true,
  raw: true,
}

export const isCallScene = (scene: { readonly kind: string }): scene is CallScene =>
  Object.hasOwn(ofAnyCall, scene.kind)

export type Stage = Line & {
  /** By the simulator's own clock, ms. */
  readonly clock: () => number
  /** Does what was asked for. */
  readonly sound: () => Sound
}

const retryHeader = (retryAfter: RetryAfter | undefined, clock: () => number): Readonly<Record<string, string>> => {
  if (retryAfter === undefined) return {}
  if (typeof retryAfter !== 'object') return { 'retry-after': String(retryAfter) }
  return { 'retry-after': new Date(clock() + retryAfter.dateInMs).toUTCString() }
}

const packed = (stage: Stage, flaw: 'length' | 'broken' | 'cut' | undefined): void => {
  const { status, body } = stage.sound()
  const whole = gzipSync(body)
  const headers = { 'content-encoding': 'gzip' }
  const json = 'application/json'
  switch (flaw) {
    case undefined:
      return send(stage.response, status, json, whole, headers)
    case 'cut':
      return send(stage.response, status, json, whole.subarray(0, Math.floor(whole.length / 2)), headers)
    case 'broken':
      return send(stage.response, status, json, Buffer.from(body), headers)
    case 'length':
      // Fewer bytes than announced: the connection has to end for anyone to notice.
      stage.response.writeHead(status, {
        'content-type': json,
        'content-length': String(Buffer.byteLength(body)),
        ...headers,
      })
      stage.response.write(whole, () => stage.request.socket.destroy())
  }
}

export const playCall = (scene: CallScene, stage: Stage): void => {
  const { response, request } = stage
  switch (scene.kind) {
    case 'key-refused':
      return sendJson(response, 401, { message: 'Unauthorized' })
    case 'forbidden':
      return sendJson(response, 403, { message: 'User is not authorized to access this resource' })
    case 'blocked':
      return send(response, 403, 'text/html; charset=utf-8', page)
    case 'rate-limited':
      return sendJson(response, 429, { message: 'Too Many Requests' }, retryHeader(scene.retryAfter, stage.clock))
    case 'server-error':
      if (scene.acts === true) stage.sound()
      return sendJson(
        response,
        scene.status ?? 500,
        { message: 'Internal server error' },
        retryHeader(scene.retryAfter, stage.clock),
      )
    case 'refused':
      return sendJson(response, scene.status ?? 400, {
        success: false,
        data: { error_code: scene.code ?? '4000', error_message: scene.message ?? 'The request was not accepted.' },
      })
    case 'drop':
      if (scene.acts === true) stage.sound()
      request.socket.destroy()
      return
    case 'reset':
      return breakOff(stage, stage.sound(), scene.share ?? 0.5)
    case 'truncated': {
      const { status, body } = stage.sound()
      const bytes = Buffer.from(body)
      return send(response, status, 'application/json', bytes.subarray(0, Math.floor(bytes.length / 2)))
    }
    case 'page':
      return send(response, 200, 'text/html; charset=utf-8', page)
    case 'empty':
      return send(response, 200, 'application/json', '')
    case 'slow':
      return stage.later(scene.headersAfterMs ?? 0, () => inPieces(stage, stage.sound(), scene.pieceEveryMs ?? 0))
    case 'trickle':
      return trickle(stage, stage.sound(), scene)
    case 'hang':
      if (scene.acts === true) stage.sound()
      return
    case 'huge':
      return sendBlanks(stage, scene)
    case 'redirect':
      return send(response, scene.status ?? 302, 'text/plain', '', { location: scene.to })
    case 'gzip':
      return packed(stage, scene.flaw)
    case 'raw':
      return send(response, scene.status, scene.contentType ?? 'application/json', scene.body, scene.headers)
  }
}

/** `completed`: the completed answer's JSON, in this variant. */
export const playJob = (
  scene: Scene,
  jobId: string,
  completed: (variant?: number) => string,
  line: Omit<Stage, 'sound'>,
): void => {
  const { response } = line
  const sound = (variant?: number): Sound => ({ status: 200, body: completed(variant) })
  if (isCallScene(scene)) return playCall(scene, { ...line, sound })
  switch (scene.kind) {
    case 'in-progress':
      return sendJson(response, 200, { job_id: jobId, success: true, data: { status: 'in-progress' } })
    case 'completed':
      return send(response, 200, 'application/json', completed(scene.variant))
    case 'large':
      return sendPadded(line, sound(), scene.bytes)
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
      return sendJson(response, 404, {
        job_id: jobId,
        success: false,
        data: { error_code: '5000', error_message: 'JOB_NOT_FOUND' },
      })
  }
}
