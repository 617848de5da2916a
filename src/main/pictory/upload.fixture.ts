// A store on loopback for the tests of uploading: plain Node servers whose manners each test chooses.

import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, createServer as createNetServer, type Server, type Socket } from 'node:net'

export type Stored = {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  bytes: number
  hash: string | null
  aborted: boolean
}

export type Serving = { readonly port: number; readonly close: () => Promise<void>; readonly open: () => number }

const listen = async (server: Server): Promise<Serving> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return {
    port: address.port,
    open: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Certificate = { readonly key: string; readonly cert: string }

/** Any HTTP store; over TLS where a certificate is given. `hasWord`: answers "Expect" itself, by the listener. */
export const serveHttp = (
  listener: RequestListener,
  { certificate, hasWord = false }: { readonly certificate?: Certificate; readonly hasWord?: boolean } = {},
): Promise<Serving> => {
  const server = certificate === undefined ? createHttpServer(listener) : createHttpsServer(certificate, listener)
  if (hasWord) server.on('checkContinue', listener)
  return listen(server)
}

/** A store without HTTP of Node's own, so without any word on "Expect". */
export const serveRaw = (onSocket: (socket: Socket) => void): Promise<Serving> => listen(createNetServer(onSocket))

/** Takes every file whole, and answers with `status` then. */
export const storing =
  (stored: Stored[], status = 200): RequestListener =>
  (request, response) => {
    const hash = createHash('sha256')
    const { method, url, headers } = request
    const seen: Stored = { method, url, headers, bytes: 0, hash: null, aborted: false }
    stored.push(seen)
    request.on('data', (chunk: Buffer) => {
      seen.bytes += chunk.length
      hash.update(chunk)
    })
    request.on('error', () => {
      seen.aborted = true
    })
    request.on('end', () => {
      seen.hash = hash.digest('hex')
      response.writeHead(status).end()
    })
  }

export type Proxy = Serving & { readonly connects: readonly string[] }

/** A proxy that joins the two ends, or says what the test wants. */
export const serveProxy = async (says: string | null = null): Promise<Proxy> => {
  const connects: string[] = []
  const serving = await serveRaw((socket) => {
    socket.once('data', (head: Buffer) => {
      const [, host = '', port = ''] = /^CONNECT ([^ ]+):(\d+) /.exec(head.toString('latin1')) ?? []
      connects.push(`${host}:${port}`)
      if (says !== null) {
        if (says !== '') socket.end(says)
        return
      }
      const target = connect(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        target.pipe(socket)
        socket.pipe(target)
      })
      target.on('error', () => socket.destroy())
      target.on('close', () => socket.destroy())
      socket.on('close', () => target.destroy())
    })
  })
  return { ...serving, connects }
}
