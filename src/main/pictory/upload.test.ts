import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createSimulator } from '../../../e2e/pictory/simulator'
import { createClient } from './client'
import type { SetTimer } from './types'
import { createUpload, type UploadDeps } from './upload'
import { type Certificate, serveHttp, serveProxy, serveRaw, type Serving, type Stored, storing } from './upload.fixture'

const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}
const signature = 'X-Amz-Signature=5ecret'
const contentType = 'video/mp4'
const largeBytes = 30 * 1024 * 1024

let folder = ''
let largeHash = ''
let n = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-upload-'))
  const bytes = randomBytes(largeBytes)
  largeHash = createHash('sha256').update(bytes).digest('hex')
  writeFileSync(join(folder, 'large'), bytes)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const servings: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(servings.splice(0).map((serving) => serving.close()))
})
const up = async <S extends Serving>(starting: Promise<S>): Promise<S> => {
  const serving = await starting
  servings.push(serving)
  return serving
}

const known = (path: string) => {
  const { size, mtimeMs } = statSync(path)
  return { path, bytes: size, modifiedMs: mtimeMs }
}
const large = () => known(join(folder, 'large'))
const fileOf = (bytes: Buffer | string) => {
  const path = join(folder, `file-${++n}`)
  writeFileSync(path, bytes)
  return known(path)
}

const create = (over: Partial<UploadDeps> = {}) =>
  createUpload({
    resolveProxy: () => Promise.reject(new Error('a store on plain loopback is never behind a proxy')),
    now: () => Date.now(),
    setTimer,
    userAgent: 'Caesura/test',
    ...over,
  })
const ignore = (): void => undefined
const to = (port: number, scheme = 'http'): { readonly signedUrl: string; readonly contentType: string } => ({
  signedUrl: `${scheme}://localhost:${port}/put/a%20b?${signature}`.replace('http://localhost', 'http://127.0.0.1'),
  contentType,
})
const send = (
  file: ReturnType<typeof known>,
  place: ReturnType<typeof to>,
  over: Partial<UploadDeps> = {},
  signal = new AbortController().signal,
) => create(over)(file, place, ignore, signal)

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
/** Files of this folder that this process has open; where the system does not tell, none. */
const openFiles = (): readonly string[] => {
  try {
    return readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        const path = readlinkSync(join('/proc/self/fd', fd))
        return path.startsWith(folder) ? [path] : []
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}
afterEach(() => until(() => openFiles().length === 0))

const trouble = (reason: string, retryAfterMs: number | null = null) => ({ kind: 'trouble', reason, retryAfterMs })

describe('a file arrives', () => {
  test('byte for byte, with its length and type, and without the key', async () => {
    const stored: Stored[] = []
    const { port } = await up(serveHttp(storing(stored)))
    const told: number[] = []
    const outcome = await create()(large(), to(port), (bytes) => told.push(bytes), new AbortController().signal)
    expect(outcome).toEqual({ kind: 'done' })
    expect(stored).toMatchObject([
      { method: 'PUT', url: `/put/a%20b?${signature}`, bytes: largeBytes, hash: largeHash, aborted: false },
    ])
    const [headers] = stored.map((seen) => seen.headers)
    expect(headers).toMatchObject({ 'content-type': contentType, 'content-length': String(largeBytes) })
    expect(headers).toMatchObject({ 'user-agent': 'Caesura/test' })
    for (const name of ['authorization', 'cookie', 'transfer-encoding', 'proxy-authorization'])
      expect(headers).not.toHaveProperty(name)
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBeLessThanOrEqual(largeBytes)
  })

  test.each([0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 200_000])('of %d bytes', async (length) => {
    const stored: Stored[] = []
    const { port } = await up(serveHttp(storing(stored)))
    const bytes = randomBytes(length)
    expect(await send(fileOf(bytes), to(port))).toEqual({ kind: 'done' })
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(stored).toMatchObject([{ bytes: length, hash, headers: { 'content-length': String(length) } }])
  })

  test('at a store that has no word on “Expect”', async () => {
    let received = ''
    const { port } = await up(
      serveRaw((socket) => {
        socket.on('data', (chunk: Buffer) => {
          received += chunk.toString('latin1')
          if (received.endsWith('the end')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
        })
      }),
    )
    const outcome = await send(fileOf('the beginning, the end'), to(port), { limits: { goAheadMs: 50 } })
    expect(outcome).toEqual({ kind: 'done' })
    expect(received).toMatch(/\r\n\r\nthe beginning, the end$/)
  })

  test('at a store that refuses “Expect”', async () => {
    const stored: Stored[] = []
    const take = storing(stored)
    const listener: RequestListener = (request, response) => {
      if (request.headers.expect === undefined) take(request, response)
      else response.writeHead(417).end()
    }
    const { port } = await up(serveHttp(listener, { hasWord: true }))
    expect(await send(fileOf('film'), to(port))).toEqual({ kind: 'done' })
    expect(stored).toMatchObject([{ bytes: 4 }])
  })

  test('with an answer that takes its time', async () => {
    const { port } = await up(
      serveHttp((request, response) => {
        request.resume().on('end', () => setTimeout(() => response.end(), 200))
      }),
    )
    expect(await send(fileOf('film'), to(port))).toEqual({ kind: 'done' })
  })

  test('at the simulator, from the place to the job', async () => {
    const simulator = createSimulator()
    const { url } = await simulator.listen()
    servings.push(simulator)
    const signal = new AbortController().signal
    const client = createClient({
      fetch,
      fetchOnce: fetch,
      baseUrl: url,
      key: () => 'pictai_demo_s3cret',
      isRefused: () => false,
      userAgent: 'Caesura/test',
      now: () => Date.now(),
      setTimer,
      turns: { nextAt: () => 0, take: ignore, turn: () => Promise.resolve(true) },
    })
    const place = await client.placeFor({ fileName: 'talk.mp4', contentType }, signal)
    if (place.kind !== 'ok') throw new Error(place.kind)
    const { signedUrl, fileUrl } = place.value
    expect(await send(fileOf('film'), { signedUrl, contentType: 'audio/mpeg' })).toMatchObject({ kind: 'refused' })
    expect(await send(fileOf('film'), { signedUrl, contentType })).toEqual({ kind: 'done' })
    expect(simulator.requests.find(({ method }) => method === 'PUT')?.key).toBeNull()
    const started = await client.startTranscription(
      { fileUrl, mediaKind: 'video', language: 'en-US', webhook: null },
      signal,
    )
    expect(started.kind).toBe('ok')
  })
})

const saying = (status: number, headers: Readonly<Record<string, string>> = {}, body = '') =>
  serveHttp((request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body))
  })

describe('a file does not arrive', () => {
  const xml = (code: string): string => `<Error><Code>${code}</Code><Resource>/put?${signature}</Resource></Error>`
  const asXml = { 'content-type': 'application/xml' }

  const rows: readonly (readonly [string, number, Readonly<Record<string, string>>, string, object])[] = [
    ['a signature that is over', 403, asXml, xml('AccessDenied'), { kind: 'refused' }],
    ['a signature that does not match', 403, asXml, xml('SignatureDoesNotMatch'), { kind: 'refused' }],
    ['400', 400, asXml, xml('InvalidArgument'), { kind: 'refused' }],
    ['400, too slow', 400, asXml, xml('RequestTimeout'), trouble('server-trouble')],
    ['401', 401, {}, '', { kind: 'refused' }],
    ['404', 404, asXml, xml('NoSuchKey'), { kind: 'refused' }],
    ['413', 413, {}, '', { kind: 'refused' }],
    ['307', 307, { location: `https://other.example/?${signature}` }, '', { kind: 'refused' }],
    ['403 page', 403, { 'content-type': 'text/html' }, '<h1>No</h1>', trouble('blocked')],
    ['408', 408, {}, '', trouble('server-trouble')],
    ['429', 429, { 'retry-after': '7' }, '', trouble('rate-limited', 7000)],
    ['500', 500, {}, '', trouble('server-trouble')],
    ['503', 503, { ...asXml, 'retry-after': '3' }, xml('SlowDown'), trouble('server-trouble', 3000)],
    ['an endless error', 500, {}, 'x'.repeat(200_000), trouble('server-trouble')],
  ]
  test.each(rows)('%s', async (_, status, headers, body, expected) => {
    const { port } = await up(saying(status, headers, body))
    const outcome = await send(fileOf('film'), to(port))
    expect(outcome).toMatchObject(expected)
    expect(JSON.stringify(outcome)).not.toContain('5ecret')
  })

  test('a redirect is not followed', async () => {
    const stored: Stored[] = []
    const other = await up(serveHttp(storing(stored)))
    for (const status of [301, 302, 303, 307, 308]) {
      const { port } = await up(saying(status, { location: `http://127.0.0.1:${other.port}/` }))
      expect(await send(fileOf('film'), to(port))).toMatchObject({ kind: 'refused' })
    }
    expect(stored).toEqual([])
  })

  test('a refusal before the file: nothing of it is sent', async () => {
    let received = 0
    const listener: RequestListener = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.length
      })
      response.writeHead(403, asXml).end(xml('AccessDenied'))
    }
    const { port } = await up(serveHttp(listener, { hasWord: true }))
    expect(await send(large(), to(port))).toMatchObject({ kind: 'refused' })
    expect(received).toBe(0)
  })

  test('a refusal in the middle of the file ends the sending', async () => {
    let received = 0
    const { port } = await up(
      serveHttp((request, response) => {
        request.on('data', (chunk: Buffer) => {
          received += chunk.length
          if (received > 1_000_000 && !response.headersSent) response.writeHead(403, asXml).end(xml('AccessDenied'))
        })
      }),
    )
    expect(await send(large(), to(port))).toMatchObject({ kind: 'refused' })
    expect(received).toBeLessThan(largeBytes)
  })

  test('a refusal after which the connection breaks is still a refusal', async () => {
    const { port } = await up(
      serveRaw((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 500\r\n\r\n<Error>', () =>
            setTimeout(() => socket.resetAndDestroy(), 50),
          )
        })
      }),
    )
    expect(await send(large(), to(port), { limits: { goAheadMs: 0 } })).toMatchObject({ kind: 'refused' })
  })

  test('“all right” before the whole file is there is no success', async () => {
    const { port } = await up(serveHttp((request, response) => void request.once('data', () => response.end())))
    expect(await send(large(), to(port))).toMatchObject(trouble('server-trouble'))
  })

  test('a connection that breaks half-way', async () => {
    const { port } = await up(
      serveHttp((request) => {
        let received = 0
        request.on('data', (chunk: Buffer) => {
          received += chunk.length
          if (received > largeBytes / 2) request.socket.resetAndDestroy()
        })
        request.on('error', ignore)
      }),
    )
    expect(await send(large(), to(port))).toMatchObject(trouble('server-trouble'))
  })

  test('a store that stops reading', async () => {
    const { port } = await up(serveHttp((request) => void request.once('data', () => request.pause())))
    expect(await send(large(), to(port), { limits: { silenceMs: 300 } })).toMatchObject({
      ...trouble('server-trouble'),
      message: 'Sending came to a halt: nothing more got through.',
    })
  })

  test('a store that never answers', async () => {
    const { port } = await up(serveHttp((request) => void request.resume()))
    expect(await send(fileOf('film'), to(port), { limits: { answerMs: 200 } })).toMatchObject({
      ...trouble('server-trouble'),
      message: 'Pictory’s store got the file, but did not say so in time; we send it again.',
    })
  })

  test('an answer that is none', async () => {
    const { port } = await up(serveRaw((socket) => void socket.once('data', () => socket.end('what?\r\n\r\n'))))
    expect(await send(fileOf('film'), to(port))).toMatchObject(trouble('bad-answer'))
  })

  test('nobody there', async () => {
    const { port, close } = await serveHttp(ignore)
    await close()
    expect(await send(fileOf('film'), to(port))).toMatchObject(trouble('offline'))
  })

  test.each([
    'http://store.example/put?X-Amz-Signature=5ecret',
    'https://me:5ecret@store.example/put',
    'ftp://127.0.0.1/5ecret',
    '5ecret',
  ])('%s is no place', async (signedUrl) => {
    const outcome = await send(fileOf('film'), { signedUrl, contentType })
    expect(outcome).toMatchObject({ kind: 'refused' })
    expect(JSON.stringify(outcome)).not.toContain('5ecret')
  })
})

describe('called off', () => {
  test('before', async () => {
    expect(await send(large(), to(1), {}, AbortSignal.abort())).toEqual({ kind: 'aborted' })
  })

  test('half-way: the store sees it break, and the file is free', async () => {
    const stored: Stored[] = []
    const { port, open } = await up(serveHttp(storing(stored)))
    const controller = new AbortController()
    let last = 0
    const outcome = await create()(
      large(),
      to(port),
      (bytes) => {
        last = bytes
        if (bytes > 0) controller.abort()
      },
      controller.signal,
    )
    expect(outcome).toEqual({ kind: 'aborted' })
    await until(() => open() === 0 && openFiles().length === 0)
    expect(stored).toMatchObject([{ hash: null, aborted: true }])
    expect(last).toBeLessThan(largeBytes)
  })

  test('while the store thinks', async () => {
    const controller = new AbortController()
    const { port, open } = await up(
      serveHttp((request) => {
        request.resume().on('end', () => controller.abort())
      }),
    )
    expect(await send(fileOf('film'), to(port), {}, controller.signal)).toEqual({ kind: 'aborted' })
    await until(() => open() === 0)
  })
})

describe('the file itself', () => {
  const stored: Stored[] = []
  const store = () => up(serveHttp(storing(stored)))
  const nothingWhole = (): void => expect(stored.splice(0).filter((seen) => seen.hash !== null)).toEqual([])

  test('is gone', async () => {
    const file = fileOf('film')
    await rm(file.path)
    const { port } = await store()
    expect(await send(file, to(port))).toEqual({ kind: 'source', message: 'The file is no longer where it was.' })
    expect(stored).toEqual([])
  })

  test.each<readonly [string, (path: string) => void]>([
    ['longer', (path) => appendFileSync(path, 'x')],
    ['shorter', (path) => truncateSync(path, 3)],
    ['another of the same length', (path) => utimesSync(path, 1_000_000, 1_000_000)],
  ])('is %s than the one that was chosen', async (_, change) => {
    const file = fileOf('a film')
    change(file.path)
    const { port } = await store()
    expect(await send(file, to(port))).toMatchObject({ kind: 'source' })
    expect(stored).toEqual([])
  })

  test('is a folder', async () => {
    const { port } = await store()
    expect(await send(known(folder), to(port))).toMatchObject({ kind: 'source' })
  })

  test.skipIf(process.platform === 'win32')('is a pipe: nobody waits for it to be written', async () => {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    const { port } = await store()
    expect(await send(known(path), to(port))).toMatchObject({ kind: 'source' })
  })

  test.each<readonly [string, (path: string) => void]>([
    ['grows', (path) => appendFileSync(path, 'x')],
    ['shrinks', (path) => truncateSync(path, 1_000_000)],
    ['is written anew', (path) => utimesSync(path, 1_000_000, 1_000_000)],
  ])('%s while it is sent: it never becomes whole at the store', async (_, change) => {
    const path = join(folder, `copy-${++n}`)
    writeFileSync(path, readFileSync(join(folder, 'large')))
    const file = known(path)
    const { port } = await store()
    let isChanged = false
    const outcome = await create()(
      file,
      to(port),
      () => {
        if (!isChanged) change(path)
        isChanged = true
      },
      new AbortController().signal,
    )
    expect(outcome).toMatchObject({ kind: 'source' })
    nothingWhole()
  })
})

const certificate = ((): Certificate | null => {
  const dir = mkdtempSync(join(tmpdir(), 'caesura-certificate-'))
  try {
    const [key, cert] = [join(dir, 'key'), join(dir, 'crt')]
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert]
    execFileSync('openssl', [...request, ...names], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } catch {
    return null
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})()

// Without openssl there is no certificate to test with; the run then says that these were skipped.
describe.skipIf(certificate === null)('over TLS and through a proxy (needs openssl)', () => {
  const trusted = { authorities: () => (certificate === null ? null : [certificate.cert]) }
  const stored: Stored[] = []
  afterEach(() => void stored.splice(0))
  const store = () => up(serveHttp(storing(stored), certificate === null ? {} : { certificate }))
  const through = (said: string): Partial<UploadDeps> => ({ ...trusted, resolveProxy: () => Promise.resolve(said) })
  const arrived = () => expect(stored).toMatchObject([{ bytes: largeBytes, hash: largeHash }])

  test('direct', async () => {
    const { port } = await store()
    expect(await send(large(), to(port, 'https'), through('DIRECT'))).toEqual({ kind: 'done' })
    arrived()
  })

  test('a certificate that nobody vouches for is not taken', async () => {
    const { port } = await store()
    const outcome = await send(large(), to(port, 'https'), { ...through('DIRECT'), authorities: () => null })
    expect(outcome).toMatchObject(trouble('blocked'))
    expect(stored).toEqual([])
  })

  test('through a proxy, which learns the host and nothing else', async () => {
    const { port } = await store()
    const proxy = await up(serveProxy())
    const asked: string[] = []
    const outcome = await send(large(), to(port, 'https'), {
      ...trusted,
      resolveProxy: (url) => {
        asked.push(url)
        return Promise.resolve(`PROXY 127.0.0.1:${proxy.port}; DIRECT`)
      },
    })
    expect(outcome).toEqual({ kind: 'done' })
    arrived()
    expect(proxy.connects).toEqual([`localhost:${port}`])
    expect(asked).toEqual([`https://localhost:${port}/`])
    await until(() => proxy.open() === 0)
  })

  test('a proxy that is down is passed by, where there is another way', async () => {
    const { port } = await store()
    const down = await serveProxy()
    await down.close()
    const proxy = await up(serveProxy())
    const said = `PROXY 127.0.0.1:${down.port}; PROXY 127.0.0.1:${proxy.port}`
    expect(await send(large(), to(port, 'https'), through(said))).toEqual({ kind: 'done' })
    arrived()
    expect(proxy.connects.length).toBe(1)
    expect(await send(large(), to(port, 'https'), through(`PROXY 127.0.0.1:${down.port}`))).toMatchObject(
      trouble('blocked'),
    )
  })

  test.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno', 'sign-in'],
    ['HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno', 'does not let us through'],
    ['HTTP/1.1 200', 'cannot be reached'],
    ['nonsense\r\n\r\n', 'does not let us through'],
  ])('a proxy that says %j', async (says, words) => {
    const proxy = await up(serveProxy(says))
    const outcome = await send(large(), to(443, 'https'), through(`PROXY 127.0.0.1:${proxy.port}`))
    expect(outcome).toMatchObject({ ...trouble('blocked'), message: expect.stringContaining(words) })
    await until(() => proxy.open() === 0)
  })

  test('a proxy that never answers is given up, or called off, and let go of', async () => {
    const proxy = await up(serveProxy(''))
    const said = through(`PROXY 127.0.0.1:${proxy.port}`)
    const late = await send(large(), to(443, 'https'), { ...said, limits: { connectMs: 200 } })
    expect(late).toMatchObject(trouble('blocked'))
    await until(() => proxy.open() === 0)
    const controller = new AbortController()
    const outcome = send(large(), to(443, 'https'), said, controller.signal)
    await until(() => proxy.connects.length === 2)
    controller.abort()
    expect(await outcome).toEqual({ kind: 'aborted' })
    await until(() => proxy.open() === 0)
  })

  test('called off half-way: both ends are let go of', async () => {
    const { port, open } = await store()
    const proxy = await up(serveProxy())
    const controller = new AbortController()
    const upload = create(through(`PROXY 127.0.0.1:${proxy.port}`))
    const outcome = await upload(large(), to(port, 'https'), () => controller.abort(), controller.signal)
    expect(outcome).toEqual({ kind: 'aborted' })
    await until(() => proxy.open() === 0 && open() === 0)
    expect(stored).toMatchObject([{ hash: null }])
  })

  test('a network that is only left through SOCKS is named', async () => {
    const { port } = await store()
    expect(await send(large(), to(port, 'https'), through('SOCKS5 127.0.0.1:1080'))).toMatchObject({
      ...trouble('blocked'),
      message: expect.stringContaining('SOCKS'),
    })
    expect(stored).toEqual([])
  })

  test.each<readonly [string, UploadDeps['resolveProxy']]>([
    ['cannot be read', () => Promise.reject(new Error('x'))],
    ['are not told in time', () => new Promise(() => undefined)],
  ])('settings that %s are no reason not to try', async (_, resolveProxy) => {
    const { port } = await store()
    const over = { ...trusted, resolveProxy, limits: { connectMs: 300 } }
    expect(await send(fileOf('film'), to(port, 'https'), over)).toEqual({ kind: 'done' })
  })

  test('a store that never finishes the handshake', async () => {
    const { port, open } = await up(serveRaw((socket) => void socket.resume()))
    const over = { ...through('DIRECT'), limits: { connectMs: 200 } }
    expect(await send(large(), to(port, 'https'), over)).toMatchObject(trouble('offline'))
    await until(() => open() === 0)
  })
})
