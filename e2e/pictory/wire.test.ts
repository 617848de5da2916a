// The ways bytes leave the simulator, seen from outside with plain fetch and bare sockets.

import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Scene, type Simulator } from './simulator'
import { createTrap } from './trap'
import { padded } from './wire'

const id = '0a000000-0000-4000-8000-000000000001'
const key = 'pictai_demo_test'
let simulator: Simulator
let url: string
let port: number

beforeEach(async () => {
  simulator = createSimulator({ jobs: [{ id }] })
  ;({ url, port } = await simulator.listen())
})
afterEach(() => simulator.close())

const ask = (init: RequestInit = {}) => fetch(`${url}/v1/jobs/${id}`, { headers: { authorization: key }, ...init })

/** Every piece as it came, until the other side ends. */
const bare = (): Promise<{ readonly pieces: readonly Buffer[]; readonly broken: boolean }> =>
  new Promise((resolve) => {
    const pieces: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    let broken = false
    socket.setNoDelay(true)
    socket.on('data', (piece) => pieces.push(piece))
    socket.once('error', () => {
      broken = true
    })
    socket.once('close', () => resolve({ pieces, broken }))
    socket.write(
      `GET /pictoryapis/v1/jobs/${id} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${key}\r\nconnection: close\r\n\r\n`,
    )
  })

describe('a byte at a time', () => {
  test.each(['headers', 'body'] as const)('%s: slow, and sound in the end', async (part) => {
    simulator.hold(id, { kind: 'trickle', part, everyMs: 2, bytes: 12 })
    expect(await (await ask()).text()).toBe(simulator.answerOf(id))
    const { pieces } = await bare()
    const singles = pieces.filter((piece) => piece.length === 1).length
    expect(singles).toBeGreaterThanOrEqual(6)
    expect(pieces[0]?.length === 1).toBe(part === 'headers')
  })

  test('and then silence, which only the one who waits can end', async () => {
    simulator.hold(id, { kind: 'trickle', part: 'body', everyMs: 1, bytes: 3, after: 'silence' })
    const answer = await ask({ signal: AbortSignal.timeout(300) })
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
  })

  test('and then a reset', async () => {
    simulator.hold(id, { kind: 'trickle', part: 'headers', everyMs: 1, bytes: 20, after: 'reset' })
    await expect(ask()).rejects.toThrow()
    expect((await bare()).broken).toBe(true)
  })
})

describe('broken off', () => {
  test('without a byte', async () => {
    simulator.hold(id, { kind: 'drop' })
    await expect(ask()).rejects.toThrow()
    expect((await bare()).pieces).toEqual([])
  })

  test.each([0, 0.25, 0.9])('after %f of the body', async (share) => {
    simulator.hold(id, { kind: 'reset', share })
    await expect((await ask()).text()).rejects.toThrow()
    const got = Buffer.concat((await bare()).pieces)
    const length = got.length - (got.indexOf('\r\n\r\n') + 4)
    expect(length).toBe(Math.floor(Buffer.byteLength(simulator.answerOf(id)) * share))
  })
})

describe('compressed', () => {
  test('soundly', async () => {
    simulator.hold(id, { kind: 'gzip' })
    const got = Buffer.concat((await bare()).pieces)
    expect(gunzipSync(got.subarray(got.indexOf('\r\n\r\n') + 4)).toString('utf8')).toBe(simulator.answerOf(id))
  })

  test.each(['length', 'broken'] as const)('%s: nobody can unpack it', async (flaw) => {
    simulator.hold(id, { kind: 'gzip', flaw })
    const answer = await ask()
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
  })

  test('cut: what comes out is no JSON', async () => {
    simulator.hold(id, { kind: 'gzip', flaw: 'cut' })
    const text = await (await ask()).text()
    expect(text.length).toBeGreaterThan(0)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  test('little on the wire, much behind it', async () => {
    simulator.hold(id, { kind: 'huge', bytes: 20_000_000, packed: true })
    expect((await (await ask()).arrayBuffer()).byteLength).toBe(20_000_000)
    const onTheWire = (await bare()).pieces.reduce((sum, piece) => sum + piece.length, 0)
    expect(onTheWire).toBeLessThan(100_000)
  })
})

describe('a large answer', () => {
  test('is sound JSON of exactly that size, the same each time, and no two parts of it are alike', async () => {
    const bytes = 50 * 1024 * 1024
    simulator.hold(id, { kind: 'large', bytes })
    const first = Buffer.from(await (await ask()).arrayBuffer())
    expect(first.length).toBe(bytes)
    const hash = createHash('sha256')
    for (const piece of padded(simulator.answerOf(id), bytes)) hash.update(piece)
    expect(createHash('sha256').update(first).digest('hex')).toBe(hash.digest('hex'))
    const { padding, ...rest }: { padding: string } = JSON.parse(first.toString('utf8'))
    expect(rest).toEqual(JSON.parse(simulator.answerOf(id)))
    expect(padding.slice(0, 65_536)).not.toBe(padding.slice(65_536, 131_072))
  })

  test('cannot be smaller than the answer itself', () => {
    expect(() => [...padded(simulator.answerOf(id), 100)]).toThrow(/more than 100 bytes/u)
  })
})

test('a redirect to another host: a careless client is caught, a careful one is not', async () => {
  const trap = createTrap({ success: true, data: { status: 'cleaned' } })
  try {
    const { url: other, elsewhere } = await trap.listen()
    simulator.hold(id, { kind: 'redirect', to: `${elsewhere}/v1/jobs/${id}`, status: 307 })
    expect((await ask({ redirect: 'manual' })).status).toBe(307)
    expect(trap.requests).toEqual([])
    await fetch(`${other}/taken?by=hand`, { method: 'POST', headers: { authorization: key }, body: '{"a":"b\\"c"}' })
    expect(trap.requests).toMatchObject([{ method: 'POST', path: '/taken?by=hand', body: '{"a":"b\\"c"}' }])
    expect(trap.caught(key)).toBe(true)
    expect(trap.caught('by=hand')).toBe(true)
    expect(trap.caught('pictai_another')).toBe(false)
  } finally {
    await trap.close()
  }
})

describe('the simulator’s own clock', () => {
  const hour = 3_600_000
  test.each([-hour, 0, hour])('%d ms off: in Date and in the dates of Retry-After', async (skewMs) => {
    await simulator.close()
    const begun = 1_800_000_000_000
    simulator = createSimulator({ jobs: [{ id }], now: () => begun, skewMs })
    ;({ url } = await simulator.listen())
    simulator.hold(id, { kind: 'rate-limited', retryAfter: { dateInMs: 30_000 } })
    const { headers } = await ask()
    expect(Date.parse(headers.get('date') ?? '')).toBe(begun + skewMs)
    expect(Date.parse(headers.get('retry-after') ?? '')).toBe(begun + skewMs + 30_000)
  })
})

test('what any call can meet, a question about a job can meet too', async () => {
  const scenes: readonly (readonly [Scene, number])[] = [
    [{ kind: 'refused' }, 400],
    [{ kind: 'refused', status: 402, message: 'No minutes left.' }, 402],
    [{ kind: 'server-error', status: 502, acts: true }, 502],
    [{ kind: 'raw', status: 409, body: '{}', headers: { 'x-odd': '1' } }, 409],
  ]
  for (const [scene, status] of scenes) {
    simulator.hold(id, scene)
    expect((await ask()).status).toBe(status)
  }
})
