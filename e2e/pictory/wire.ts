// How bytes leave the simulator: whole, in pieces, byte by byte, without end, broken off.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createGzip } from 'node:zlib'

/** An exchange that is being answered. */
export type Line = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Runs later, unless the simulator closes. */
  readonly later: (ms: number, run: () => void) => void
}

/** The answer as it would be if nothing went wrong. */
export type Sound = { readonly status: number; readonly body: string }

export const page =
  '<!doctype html><html><head><title>Request blocked</title></head><body><h1>Request blocked</h1></body></html>'

const json = 'application/json'

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
): void => send(response, status, json, JSON.stringify(value), headers)

/** In ten pieces, so far apart. */
export const inPieces = ({ response, later }: Line, { status, body }: Sound, everyMs: number): void => {
  const bytes = Buffer.from(body)
  const size = Math.max(1, Math.ceil(bytes.length / 10))
  response.writeHead(status, { 'content-type': json, 'content-length': String(bytes.length) })
  response.flushHeaders()
  const next = (at: number): void => {
    if (response.destroyed) return
    if (at >= bytes.length) {
      response.end()
      return
    }
    response.write(bytes.subarray(at, at + size))
    later(everyMs, () => next(at + size))
  }
  next(0)
}

export type Trickle = {
  /** Where the slowness begins: at the first byte of all, or after the headers. */
  readonly part: 'headers' | 'body'
  readonly everyMs?: number
  /** So many bytes come one at a time. */
  readonly bytes?: number
  /** What comes after them; the rest at once where left out. */
  readonly after?: 'rest' | 'silence' | 'reset'
}

/** A byte at a time, below Node's own answer: it would send the headers whole. */
export const trickle = ({ request, later }: Line, { status, body }: Sound, wishes: Trickle): void => {
  const { socket } = request
  const content = Buffer.from(body)
  const head = Buffer.from(
    `HTTP/1.1 ${status} OK\r\ncontent-type: ${json}\r\ncontent-length: ${content.length}\r\nconnection: close\r\n\r\n`,
  )
  const all = Buffer.concat([head, content])
  const from = wishes.part === 'headers' ? 0 : head.length
  const until = Math.min(all.length, from + (wishes.bytes ?? 40))
  socket.setNoDelay(true)
  if (from > 0) socket.write(all.subarray(0, from))
  const next = (at: number): void => {
    if (socket.destroyed) return
    if (at < until) {
      socket.write(all.subarray(at, at + 1))
      later(wishes.everyMs ?? 5, () => next(at + 1))
      return
    }
    if (wishes.after === 'silence') return
    if (wishes.after === 'reset') socket.resetAndDestroy()
    else socket.end(all.subarray(at))
  }
  next(from)
}

/** The connection breaks after this share of the body; 0: after the headers. */
export const breakOff = ({ request, response }: Line, { status, body }: Sound, share: number): void => {
  const bytes = Buffer.from(body)
  response.writeHead(status, { 'content-type': json, 'content-length': String(bytes.length) })
  response.flushHeaders()
  response.write(bytes.subarray(0, Math.floor(bytes.length * share)), () => request.socket.destroy())
}

/** Writes piece after piece, waiting whenever the other side does. */
const pour = (
  { response }: Line,
  pieces: Iterator<Buffer, void>,
  into: NodeJS.WritableStream & { readonly destroyed: boolean },
): void => {
  const pump = (): void => {
    for (;;) {
      if (response.destroyed || into.destroyed) return
      const { done, value } = pieces.next()
      if (done === true) break
      if (!into.write(value)) {
        into.once('drain', pump)
        return
      }
    }
    into.end()
  }
  pump()
}

const pieceSize = 64 * 1024

function* blanks(bytes: number): Generator<Buffer, void> {
  const piece = Buffer.alloc(pieceSize, ' ')
  for (let left = bytes; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece
}

export type Huge = {
  readonly bytes: number
  readonly announced?: boolean
  /** Compressed on the way: little to send, much to hold. */
  readonly packed?: boolean
}

export const sendBlanks = (line: Line, { bytes, announced = false, packed = false }: Huge): void => {
  const { response } = line
  response.writeHead(200, {
    'content-type': json,
    ...(announced && !packed ? { 'content-length': String(bytes) } : {}),
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
  })
  if (!packed) return pour(line, blanks(bytes), response)
  const gzip = createGzip()
  response.once('close', () => gzip.destroy())
  gzip.pipe(response)
  return pour(line, blanks(bytes), gzip)
}

/**
 * A completed answer that is exactly so long, by a member no one reads at its end; never whole in memory. Each piece of the filling
 * is another one, so that a reader that loses or swaps one is found out.
 */
export function* padded(body: string, bytes: number): Generator<Buffer, void> {
  if (!body.endsWith('}')) throw new Error('only an object can be padded')
  const head = Buffer.from(`${body.slice(0, -1)},"padding":"`)
  const tail = Buffer.from('"}')
  const filling = bytes - head.length - tail.length
  if (filling < 0) throw new Error(`the answer alone has more than ${bytes} bytes`)
  yield head
  for (let at = 0, nth = 0; at < filling; at += pieceSize, nth++)
    yield Buffer.alloc(Math.min(pieceSize, filling - at), `${nth}.`)
  yield tail
}

export const sendPadded = (line: Line, { status, body }: Sound, bytes: number): void => {
  line.response.writeHead(status, { 'content-type': json, 'content-length': String(bytes) })
  pour(line, padded(body, bytes), line.response)
}
