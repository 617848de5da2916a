// The whole service as a person leaves it alone: the poller, the client and the library as they are, the simulator over HTTP, a real
// disk. Only the clock is another: what the poller calls a second takes two milliseconds.

import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createSimulator, type Scene } from '../../../e2e/pictory/simulator'
import { createTrap } from '../../../e2e/pictory/trap'
import { pace } from '../../core/job/schedule'
import { readOriginal } from '../library/read'
import { nodeDisk } from '../library/disk'
import { openLibrary } from '../library/jobs'
import { createClient } from './client'
import { createPoller } from './poller'
import { createTurns } from './turns'
import type { SetTimer } from './types'

const timesAsFast = 500
const begunAt = performance.now()
const dayOne = 1_700_000_000_000
const now = (): number => dayOne + Math.floor((performance.now() - begunAt) * timesAsFast)
const realTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, afterMs)
  return () => clearTimeout(timer)
}
const setTimer: SetTimer = (afterMs, run) => realTimer(Math.ceil(afterMs / timesAsFast), run)

const minute = 60_000
const jobId = (n: number): string => `5e000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** The client's limits, in real time: what hangs is given up soon. */
const limits = { headersMs: 250, bodySilenceMs: 250, bodyMs: 1500, bodyBytes: 4 * 1024 * 1024 }

/** Troubles of one job: it is asked again later, the others keep their pace. */
const own = (trap: string): readonly Scene[] => [
  { kind: 'in-progress' },
  { kind: 'server-error', status: 500 },
  { kind: 'server-error', status: 502 },
  { kind: 'server-error', status: 503, retryAfter: 30 },
  { kind: 'server-error', status: 504, retryAfter: { dateInMs: 45_000 } },
  { kind: 'drop' },
  { kind: 'reset', share: 0 },
  { kind: 'reset' },
  { kind: 'reset', share: 0.99 },
  { kind: 'truncated' },
  { kind: 'page' },
  { kind: 'empty' },
  { kind: 'slow', headersAfterMs: 10_000 },
  { kind: 'trickle', part: 'headers', bytes: 10, after: 'silence' },
  { kind: 'trickle', part: 'body', bytes: 5, after: 'reset' },
  { kind: 'hang' },
  { kind: 'huge', bytes: 5 * 1024 * 1024 },
  { kind: 'huge', bytes: 5 * 1024 * 1024, announced: true },
  { kind: 'gzip', flaw: 'broken' },
  { kind: 'gzip', flaw: 'cut' },
  { kind: 'gzip', flaw: 'length' },
  { kind: 'raw', status: 200, body: '[1, 2]' },
  { kind: 'raw', status: 200, body: 'null' },
  { kind: 'raw', status: 200, body: '{"success":true,"data":{"status":"confused"}}' },
  { kind: 'raw', status: 200, body: `{"job_id":"${jobId(4711)}","data":{"status":"in-progress"}}` },
  { kind: 'raw', status: 418, contentType: 'text/plain', body: trap },
]
/** Troubles that hold all jobs. */
const ofAll = (trap: string): readonly Scene[] => [
  { kind: 'rate-limited', retryAfter: 20 },
  { kind: 'rate-limited', retryAfter: { dateInMs: 15_000 } },
  { kind: 'rate-limited', retryAfter: 'soon' },
  { kind: 'rate-limited' },
  { kind: 'blocked' },
  { kind: 'redirect', to: trap },
  { kind: 'redirect', to: trap, status: 307 },
  { kind: 'key-refused' },
  { kind: 'forbidden' },
]
/** How a job's life goes out, and how it is then kept here. */
const ends: readonly (readonly [Scene, 'ready' | 'failed' | 'gone'])[] = [
  [{ kind: 'completed' }, 'ready'],
  [{ kind: 'gzip' }, 'ready'],
  [{ kind: 'completed' }, 'ready'],
  [{ kind: 'slow', headersAfterMs: 20, pieceEveryMs: 5 }, 'ready'],
  [{ kind: 'completed' }, 'ready'],
  [{ kind: 'trickle', part: 'headers' }, 'ready'],
  [{ kind: 'failed', message: 'No speech was found.' }, 'failed'],
  [{ kind: 'completed' }, 'ready'],
  [{ kind: 'cleaned' }, 'gone'],
  [{ kind: 'refused', message: 'The file could not be fetched.' }, 'failed'],
  [{ kind: 'trickle', part: 'body' }, 'ready'],
  [{ kind: 'completed' }, 'ready'],
  [{ kind: 'not-found' }, 'gone'],
]

const nothing = (): Promise<void> => Promise.resolve()
let close = nothing
const silent = (): void => undefined
afterEach(() => close())

test('100 jobs at once through every failure: none is lost or stuck, every answer is cached as it came', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caesura-service-'))
  const dir = join(folder, 'library')
  const trap = createTrap()
  const { url: trapUrl } = await trap.listen()
  // Its clock is an hour off: dates in Retry-After are its own.
  const simulator = createSimulator({ now, skewMs: 60 * minute })
  const { url } = await simulator.listen()

  const jobs = Array.from({ length: 100 }, (_, n) => {
    const [becomes, end] = ends[n % ends.length] ?? [{ kind: 'completed' }, 'ready']
    return { id: jobId(n), becomes, end }
  })
  const [mine, everybodys] = [own(trapUrl), ofAll(trapUrl)]
  const planned = new Set<Scene>()
  for (const [n, { id, becomes }] of jobs.entries()) {
    simulator.add({ id, becomes, completesAfterMs: (n % 10) * minute, changesAfterwards: true })
    const scenes = [
      mine[n % mine.length],
      mine[(n * 5 + 2) % mine.length],
      everybodys[n < 82 ? -1 : n % everybodys.length],
    ]
    for (const scene of scenes) if (scene !== undefined) planned.add(scene)
    simulator.script(id, ...scenes.filter((scene) => scene !== undefined))
  }
  expect(planned.size).toBe(mine.length + everybodys.length)

  let key = 'pictai_first_0123456789'
  let keys = 1
  simulator.acceptKeys((sent) => sent === key || sent === 'pictai_first_0123456789')
  const refusedAt: number[] = []
  const replacedAt: number[] = []
  const sentAt: number[] = []
  const inFlight = new Set<string>()
  const reasons = new Set<string>()
  const held = new Set<string>()
  const bugs: unknown[] = []
  let told = silent

  const library = await openLibrary({
    dir,
    disk: nodeDisk,
    now,
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: (line) => bugs.push(line),
  })
  const turns = createTurns({ now, setTimer, spacingMs: pace.spacingMs })
  const client = createClient({
    fetch,
    fetchOnce: fetch,
    baseUrl: url,
    key: () => key,
    isRefused: () => false,
    userAgent: 'Caesura/test',
    now,
    setTimer: realTimer,
    turns,
    limits,
  })
  const poller = createPoller({
    client,
    now,
    random: Math.random,
    setTimer,
    hasKey: () => true,
    online: () => true,
    pollable: library.waiting,
    turns: {
      ...turns,
      take: () => {
        sentAt.push(now())
        turns.take()
      },
    },
    limitMs: () => null,
    asking: (id, isAsking) => {
      if (isAsking && inFlight.has(id)) bugs.push(`${id} is asked about twice at a time`)
      if (isAsking) inFlight.add(id)
      else inFlight.delete(id)
      if (inFlight.size > pace.inFlight) bugs.push('too many at a time')
    },
    held: (hold) => void (hold !== null && held.add(hold.reason)),
    report: async (id, outcome) => {
      if (outcome.kind === 'waiting' && outcome.trouble !== null) reasons.add(outcome.trouble.reason)
      const done = await library.report(id, outcome)
      if (!done.ok) throw new Error(done.message)
      told()
    },
    keyRefused: () => {
      refusedAt.push(now())
      // The person is away for three minutes.
      setTimer(3 * minute, () => {
        key = `pictai_another_${keys++}`
        replacedAt.push(now())
        poller.keyChanged()
      })
    },
    trouble: (_, error) => bugs.push(error),
  })
  close = async () => {
    await poller.stop()
    await simulator.close()
    await trap.close()
    await rm(folder, { recursive: true, force: true })
    close = nothing
  }
  const until = async (done: () => boolean): Promise<void> => {
    while (!done())
      await new Promise<void>((resolve) => {
        told = resolve
      })
  }

  await library.addIds(jobs.map(({ id }) => id))
  poller.start()
  await until(() => library.waiting().length <= 50)
  // In the middle the account's keys are renewed.
  simulator.acceptKeys((sent) => sent.startsWith('pictai_another') && sent === key)
  key = 'pictai_withdrawn_key_0123'
  await until(() => library.waiting().length === 0)
  await poller.stop()

  const states = new Map(library.list().map(({ id, state }) => [id, state.kind]))
  expect(jobs.filter(({ id, end }) => states.get(id) !== end)).toEqual([])
  expect(states.size).toBe(100)
  const changed = []
  for (const { id, end } of jobs) {
    if (end !== 'ready') continue
    const cached = await readFile(join(dir, 'jobs', id, 'response.json'), 'utf8')
    const opened = await library.open(id)
    if (cached !== simulator.answerOf(id) || !opened.ok || opened.value.tail.length > 0) changed.push(id)
  }
  expect(changed).toEqual([])
  expect([...reasons].toSorted((a, b) => a.localeCompare(b))).toEqual([
    'bad-answer',
    'blocked',
    'key-refused',
    'rate-limited',
    'server-trouble',
  ])
  expect([...held].toSorted((a, b) => a.localeCompare(b))).toEqual(['blocked', 'rate-limited'])
  expect(bugs).toEqual([])

  // One question a second, and none while the key was refused.
  expect(sentAt.filter((at, n) => n > 0 && at - (sentAt[n - 1] ?? 0) < pace.spacingMs)).toEqual([])
  expect(replacedAt.length).toBe(refusedAt.length)
  expect(refusedAt.length).toBeGreaterThanOrEqual(1)
  for (const [n, from] of refusedAt.entries())
    expect(sentAt.filter((at) => from < at && at < (replacedAt[n] ?? 0))).toEqual([])
  // What redirected us got nothing.
  expect(trap.requests).toEqual([])

  // A restart finds the same.
  const again = await openLibrary({
    dir,
    disk: nodeDisk,
    now,
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
  })
  expect(new Map(again.list().map(({ id, state }) => [id, state.kind]))).toEqual(states)
  process.stdout.write(
    `100 jobs through every failure: ${sentAt.length} questions in ${Math.round((now() - dayOne) / minute)} simulated minutes\n`,
  )
})
