// Another host, as far as a client can tell: it answers everything and remembers all it was sent, so that a test can show that no key
// came along.

import { createServer } from 'node:http'

export type Trapped = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

export type Trap = {
  /** `url` differs from the simulator's in its port, `elsewhere` also in the name of its host. */
  readonly listen: () => Promise<{ readonly url: string; readonly elsewhere: string }>
  readonly requests: readonly Trapped[]
  /** Did this text arrive anywhere: in an address, a header, a body? */
  readonly caught: (text: string) => boolean
  readonly close: () => Promise<void>
}

const most = 1024 * 1024

/** @param answer the JSON it gives to everybody: something a careless client would take. */
export const createTrap = (answer: unknown = { success: true, data: {} }): Trap => {
  const requests: Trapped[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    let length = 0
    request.on('data', (part: Buffer) => {
      length += part.length
      if (length <= most) parts.push(part)
    })
    const note = (): void => {
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      })
    }
    request.once('error', note)
    request.once('end', () => {
      note()
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer))
    })
  })
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          if (address === null || typeof address === 'string') throw new Error('a TCP server has an address')
          resolve({ url: `http://127.0.0.1:${address.port}`, elsewhere: `http://localhost:${address.port}` })
        })
      }),
    requests,
    caught: (text) => requests.some((request) => JSON.stringify(request).includes(JSON.stringify(text).slice(1, -1))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
