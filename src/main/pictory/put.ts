// One PUT of a file over Node's own HTTP: streamed from the disk with back-pressure and with Content-Length. Electron's net would hold the
// whole file in memory: it buffers what is not chunked, and a signed PUT must not be chunked.

import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { Route } from './proxies'
import type { SetTimer } from './types'

export type PutLimits = {
  /** From the beginning until the connection stands, through a proxy and TLS as well. */
  readonly connectMs: number
  /** How long the store may think about the headers before the file is sent without its word. */
  readonly goAheadMs: number
  /** No byte was accepted for so long. */
  readonly silenceMs: number
  /** From the last byte to the answer. */
  readonly answerMs: number
}

/** Small enough that a slow line accepts one well within the silence limit: 1 kB/s will do. */
const chunkBytes = 64 * 1024
/** Of an answer's body; a store's error is a few hundred bytes. */
const answerBytes = 16 * 1024

export type PutOrder = {
  readonly url: URL
  readonly contentType: string
  readonly userAgent: string
  readonly bytes: number
  /** Fills the buffer from this place of the file on; 0 at its end. */
  readonly read: (buffer: Buffer, length: number, position: number) => Promise<number>
  /** Asked once everything was read and before the last bytes leave: a file that changed meanwhile never becomes whole at the store. */
  readonly isUnchanged: () => Promise<boolean>
  readonly sent: (bytes: number) => void
  readonly route: Route
  /** PEM; null for Node's own list. */
  readonly authorities: readonly string[] | null
  /**
   * Asks the store for its word before the file is sent. Without it a store that refuses at once closes a connection that is still being
   * written to, and its reason is lost with it.
   */
  readonly asksFirst: boolean
  readonly limits: PutLimits
  readonly setTimer: SetTimer
}

export type PutEnd =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: Readonly<Record<'contentType' | 'retryAfter' | 'date', string | null>>
      readonly text: string
      /** The whole file had left. */
      readonly whole: boolean
    }
  | { readonly kind: 'late'; readonly phase: 'connecting' | 'sending' | 'answering' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The proxy could not be reached. */
  | { readonly kind: 'no-proxy' }
  /** The proxy does not let us through. */
  | { readonly kind: 'proxy-refused'; readonly status: number }
  | { readonly kind: 'unreadable' | 'changed' | 'aborted' }

const nothing = (): void => undefined

const open = (order: PutOrder, tunnel: AbortSignal): ClientRequest => {
  const { url, route, contentType, userAgent, bytes, asksFirst } = order
  const ca = order.authorities === null ? {} : { ca: [...order.authorities] }
  const options = {
    method: 'PUT',
    headers: {
      'Content-Type': contentType,
      'Content-Length': bytes,
      'User-Agent': userAgent,
      ...(asksFirst && bytes > 0 ? { Expect: '100-continue' } : {}),
    },
  }
  if (url.protocol === 'http:') return httpRequest(url, { ...options, agent: false })
  const agent = route.kind === 'direct' ? false : new HttpsProxyAgent(route.url, { ...ca, signal: tunnel })
  return httpsRequest(url, { ...options, ...ca, agent })
}

/** Expected ends only: rejects where the order itself cannot be sent (a header with a line break), which is a bug. */
export const put = (order: PutOrder, signal: AbortSignal): Promise<PutEnd> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: 'aborted' })
      return
    }
    const { bytes, limits, setTimer } = order
    /** Ends a connection to the proxy that does not belong to the request yet. */
    const tunnel = new AbortController()
    let hasSocket = false
    let isThrough = order.route.kind === 'direct'
    let isOver = false
    let isReading = false
    let whole = false
    let answer: (() => void) | null = null
    let pumping = false
    let cancelTimer = nothing

    const finish = (end: PutEnd): void => {
      if (isOver) return
      isOver = true
      cancelTimer()
      signal.removeEventListener('abort', onAbort)
      request.destroy()
      if (!hasSocket) tunnel.abort()
      resolve(end)
    }
    const onAbort = (): void => finish({ kind: 'aborted' })
    const watch = (ms: number, run: () => void): void => {
      cancelTimer()
      cancelTimer = setTimer(ms, run)
    }

    const write = (chunk: Buffer): Promise<void> =>
      // An error reaches the request as well, and is told from there.
      new Promise((written) => void request.write(chunk, () => written()))

    const isHalted = (): boolean => isOver || answer !== null

    const pump = async (): Promise<void> => {
      if (pumping || isHalted()) return
      pumping = true
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, bytes))
      for (let at = 0; at < bytes;) {
        watch(limits.silenceMs, () => finish(isReading ? { kind: 'unreadable' } : { kind: 'late', phase: 'sending' }))
        isReading = true
        const count = await order.read(buffer, Math.min(chunkBytes, bytes - at), at).catch(() => null)
        if (count === null) return finish({ kind: 'unreadable' })
        const isLast = at + count >= bytes
        if (count === 0 || (isLast && !(await order.isUnchanged().catch(() => false))))
          return finish({ kind: 'changed' })
        isReading = false
        if (isHalted()) return
        await write(buffer.subarray(0, count))
        if (isHalted()) return
        at += count
        order.sent(at)
      }
      whole = true
      request.end()
      watch(limits.answerMs, () => finish({ kind: 'late', phase: 'answering' }))
    }
    const send = (): void => void pump()

    const hear = (response: IncomingMessage): void => {
      // The proxy's own answer to our wish for a tunnel.
      if (!isThrough) return
      const status = response.statusCode ?? 0
      const parts: Buffer[] = []
      let length = 0
      const done = (): void => {
        const { 'content-type': contentType, 'retry-after': retryAfter, date } = response.headers
        const headers = { contentType: contentType ?? null, retryAfter: retryAfter ?? null, date: date ?? null }
        finish({ kind: 'answered', status, headers, text: Buffer.concat(parts).toString('utf8'), whole })
      }
      answer = done
      if (status >= 200 && status < 300) return done()
      watch(limits.answerMs, done)
      response.on('data', (part: Buffer) => {
        parts.push(part)
        length += part.length
        if (length > answerBytes) done()
      })
      response.on('end', done)
      response.on('error', done)
      response.on('close', done)
    }

    const request = open(order, tunnel.signal)
    signal.addEventListener('abort', onAbort)
    watch(limits.connectMs, () => finish(isThrough ? { kind: 'late', phase: 'connecting' } : { kind: 'no-proxy' }))
    request.on('socket', (socket) => {
      hasSocket = true
      socket.once(order.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        // A store that never heard of "Expect" stays silent.
        if (order.asksFirst) watch(limits.goAheadMs, send)
        else send()
      })
    })
    request.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode === 200) isThrough = true
      else finish({ kind: 'proxy-refused', status: statusCode })
    })
    request.on('continue', send)
    request.on('response', hear)
    // Nobody asked for another protocol; Node would wait for ever for somebody to take it up.
    request.on('upgrade', (_response, socket) => {
      socket.destroy()
      finish({ kind: 'failed', error: new Error('another protocol') })
    })
    request.on('error', (error) => {
      // Writing on fails where the store has answered and closed: its answer is what counts.
      if (answer !== null) answer()
      else finish(isThrough ? { kind: 'failed', error } : { kind: 'no-proxy' })
    })
  })
