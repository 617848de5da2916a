import { randomUUID } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createReceiver, type Receiver, type ReceiverLimits, type ReceiverStatus } from './receiver'

const known = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a91'
const stranger = 'cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90'
const token = '0123456789abcdef0123456789abcdef'
const path = `/pictory/${token}`

const open: Receiver[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.stop()))
})

const world = (limits: Partial<ReceiverLimits> = {}) => {
  const asked: string[] = []
  const told: ReceiverStatus[] = []
  const logged: string[] = []
  const receiver = createReceiver({
    hint: (id) => {
      asked.push(id)
      return id === known
    },
    now: Date.now,
    setTimer: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    changed: (status) => told.push(status),
    log: (line) => logged.push(line),
    limits,
  })
  open.push(receiver)
  return { receiver, asked, told, logged }
}

const listening = async (receiver: Receiver, publicUrl: string | null = null): Promise<number> => {
  const status = await receiver.start({ port: null, publicUrl, token })
  if (status.kind !== 'listening') throw new Error(`not listening: ${JSON.stringify(status)}`)
  return Number(new URL(status.url).port)
}

/** Sends these bytes and reads until the connection ends, however it ends. */
const raw = (port: number, ...parts: readonly (string | Buffer)[]): Promise<string> =>
  new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part)
    })
    socket.on('data', (data) => (answer += data.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
  })
const post = (port: number, body: string, to = path, method = 'POST') =>
  raw(port, `${method} ${to} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`, body)
const statusLine = (answer: string): string => answer.split('\r\n', 1)[0] ?? ''

describe('what is posted', () => {
  const words = Array.from({ length: 2000 }, () => ({ uid: stranger, word: 'word' }))
  const cases: readonly (readonly [string, string, readonly string[], number])[] = [
    ['a finished job', JSON.stringify({ job_id: known, data: { transcript: [] } }), [known], 1],
    ['a whole transcript: only the job it names', JSON.stringify({ job_id: known, data: words }), [known], 1],
    ['an id under another name', JSON.stringify({ id: known }), [known], 1],
    ['a job that is not known', JSON.stringify({ job_id: stranger }), [stranger], 0],
    ['nonsense', 'hello', [], 0],
    ['nothing', '', [], 0],
    ['an id behind the first 64 kB', `${' '.repeat(65_536)}{"job_id":"${known}"}`, [], 0],
  ]
  test.each(cases)(
    '%s: the same answer, and nothing but a question about polled jobs',
    async (_, body, asked, hints) => {
      const one = world()
      const port = await listening(one.receiver)
      const answer = await post(port, body)
      expect(answer).toBe(
        `HTTP/1.1 204 No Content\r\nConnection: close\r\nDate: ${/Date: (.*)\r/.exec(answer)?.[1]}\r\n\r\n`,
      )
      expect(one.asked).toEqual(asked)
      expect(one.receiver.status()).toMatchObject({ kind: 'listening', hints })
      expect(one.logged).toEqual([])
    },
  )

  test('a message of many megabytes is answered in its midst and not read to its end; its hint counts', async () => {
    const one = world()
    const port = await listening(one.receiver)
    const body = Buffer.alloc(64 * 1024 * 1024, ' ')
    body.write(`{"job_id":"${known}"`)
    let sent = 0
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`)
    await new Promise<void>((resolve) => {
      socket.on('error', () => {})
      socket.on('close', () => resolve())
      socket.on('data', () => {})
      const pump = (): void => {
        while (sent < body.length && !socket.destroyed) {
          const part = body.subarray(sent, sent + 65_536)
          sent += part.length
          if (!socket.write(part)) {
            socket.once('drain', pump)
            return
          }
        }
      }
      pump()
    })
    expect(one.asked).toEqual([known])
    // Buffers of the system on both sides take some megabytes that nobody reads.
    expect(sent).toBeLessThan(body.length / 2)
  })

  test('a sender that breaks off after the id gave a hint all the same', async () => {
    const one = world()
    const port = await listening(one.receiver)
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n{"job_id":"${known}"`, () =>
          socket.destroy(),
        )
      })
      socket.on('close', () => resolve())
    })
    await expect.poll(() => one.asked).toEqual([known])
  })
})

describe('everything else gets an empty 404', () => {
  test.each([
    ['GET', path],
    ['PUT', path],
    ['OPTIONS', path],
    ['POST', '/'],
    ['POST', '/pictory/'],
    ['POST', `${path}/`],
    ['POST', `${path}?x=1`],
    ['POST', path.slice(0, -1)],
    ['POST', `${path.slice(0, -1)}0`],
    ['POST', path.toUpperCase()],
    ['POST', `//pictory/${token}`],
    ['POST', `http://127.0.0.1${path}`],
  ])('%s %s', async (method, to) => {
    const one = world()
    const answer = await post(await listening(one.receiver), JSON.stringify({ job_id: known }), to, method)
    expect(statusLine(answer)).toBe('HTTP/1.1 404 Not Found')
    expect(answer.split('\r\n\r\n')[1]?.replace(/^0$/, '')).toBe('')
    expect(one.asked).toEqual([])
  })

  test('what is no HTTP, or holds too long headers, gets no answer at all', async () => {
    const one = world()
    const port = await listening(one.receiver)
    expect(await raw(port, 'hello\r\n\r\n')).toBe('')
    expect(await raw(port, `POST ${path} HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toBe('')
    expect(one.asked).toEqual([])
  })
})

describe('who is slow', () => {
  const quick = { requestMs: 400, connectionMs: 800 }
  test.each([
    ['says nothing', ''],
    ['breaks off in the headers', `POST ${path} HTTP/1.1\r\nHost:`],
    ['breaks off in the body', `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`],
  ])('%s: is cut off', async (_, text) => {
    const one = world(quick)
    const port = await listening(one.receiver)
    await raw(port, text)
    expect(statusLine(await post(port, '{}'))).toContain('204')
  })

  test('a drip of bytes is cut off too', async () => {
    const one = world(quick)
    const port = await listening(one.receiver)
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n`)
      const drip = setInterval(() => socket.write('X: y\r\n'), 20)
      socket.on('error', () => {})
      socket.on('close', () => {
        clearInterval(drip)
        resolve()
      })
    })
    expect(one.asked).toEqual([])
  })

  test('more than sixteen at once are turned away, and leave room again', async () => {
    const one = world({ requestMs: 60_000, connectionMs: 60_000 })
    const port = await listening(one.receiver)
    const sockets: Socket[] = []
    for (let at = 0; at < 16; at++)
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve())
        socket.on('error', () => {})
        sockets.push(socket)
      })
    expect(await post(port, '{}')).toBe('')
    for (const socket of sockets) socket.destroy()
    await expect.poll(async () => statusLine(await post(port, '{}'))).toContain('204')
  })

  test('one message per connection', async () => {
    const one = world()
    const port = await listening(one.receiver)
    const message = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`
    const answer = await raw(port, message + message)
    expect(answer.split('HTTP/1.1 204')).toHaveLength(2)
  })
})

describe('the receiver', () => {
  test('listens on loopback alone, says where, and is gone when it is stopped', async () => {
    const { receiver, told } = world()
    expect(receiver.status()).toEqual({ kind: 'off' })
    const port = await listening(receiver, 'https://tunnel.example/caesura/')
    expect(receiver.status()).toEqual({
      kind: 'listening',
      url: `http://127.0.0.1:${port}${path}`,
      outside: `https://tunnel.example/caesura${path}`,
      hints: 0,
      lastHintAt: null,
    })
    await receiver.stop()
    expect(receiver.status()).toEqual({ kind: 'off' })
    expect(await post(port, '{}')).toBe('')
    expect(told.map(({ kind }) => kind)).toEqual(['listening', 'off'])
  })

  test('a new token ends the old one', async () => {
    const { receiver } = world()
    const port = await listening(receiver)
    const next = randomUUID()
    await receiver.start({ port, publicUrl: null, token: next })
    expect(statusLine(await post(port, '{}'))).toContain('404')
    expect(statusLine(await post(port, '{}', `/pictory/${next}`))).toContain('204')
  })

  test('a port that is taken is said, and another one works', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const taken = typeof address === 'object' && address !== null ? address.port : 0
    const { receiver } = world()
    expect(await receiver.start({ port: taken, publicUrl: null, token })).toEqual({
      kind: 'failed',
      message: `Port ${taken} is used by another program. Choose another port, or leave it empty for any that is free.`,
    })
    await new Promise((resolve) => other.close(resolve))
    expect(await receiver.start({ port: taken, publicUrl: null, token })).toMatchObject({ kind: 'listening' })
  })

  test.each([
    ['ftp://tunnel.example', 'https'],
    ['http://tunnel.example', 'https'],
    ['https://tunnel.example/?a=secret', '“?”'],
    ['https://tunnel.example/?', '“?”'],
    ['https://tunnel.example/#x', '“?”'],
    ['https://ann:secret@tunnel.example', 'a name or a password'],
    ['tunnel', 'not a web address'],
  ])('the public address %s is refused with a sentence that does not repeat it', async (publicUrl, words) => {
    const { receiver } = world()
    const status = await receiver.start({ port: null, publicUrl, token })
    expect(status).toMatchObject({ kind: 'failed', message: expect.stringContaining(words) })
    expect(JSON.stringify(status)).not.toContain('secret')
  })

  test('a flood of hints is told in few events, and counted in full', async () => {
    const { receiver, told, asked } = world({ toldEveryMs: 60_000 })
    const port = await listening(receiver)
    for (let at = 0; at < 30; at++) await post(port, JSON.stringify({ job_id: known }))
    expect(asked).toHaveLength(30)
    expect(receiver.status()).toMatchObject({ hints: 30 })
    expect(told.length).toBeLessThanOrEqual(2)
  })
})
