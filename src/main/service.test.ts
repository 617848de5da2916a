// The whole part of main that deals with Pictory, as the app builds it: real library on disk, real HTTP against the simulator, real upload.
// Only Electron is missing, and the clock runs faster.

import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../../e2e/pictory/simulator'
import type { JobSummary } from '../core/job/job'
import { pace } from '../core/job/schedule'
import { readOriginal } from './library/read'
import type { EventName } from '../ipc/contract'
import { nodeDisk } from './library/disk'
import { openLibrary } from './library/jobs'
import { createUpload } from './pictory/upload'
import type { SetTimer } from './pictory/types'
import { openPreferences } from './preferences'
import { createRecordings } from './recordings'
import { createService, type PictoryService, type ServiceDeps } from './service'

const key = 'pictai_demo_s3cret'
const faster = 100
const begun = Date.now()
const now = (): number => begun + (Date.now() - begun) * faster
const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, Math.ceil(afterMs / faster))
  return () => clearTimeout(timer)
}

let folder = ''
let simulator: Simulator
let baseUrl = ''
const running: { readonly stop: () => Promise<void> }[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-service-'))
  simulator = createSimulator({ transcribesInMs: 0 })
  baseUrl = (await simulator.listen()).url
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
  await simulator.close()
  await rm(folder, { recursive: true, force: true })
})

const newId = (): string => randomUUID()

type Told = readonly [EventName, unknown]

/** One process of the app; the same folder again is a restart. */
const app = async (own: Partial<ServiceDeps> = {}) => {
  const told: Told[] = []
  const lines: string[] = []
  const shown: string[] = []
  const jobs = new Map<string, JobSummary>()
  let pictory: PictoryService | null = null
  const library = await openLibrary({
    dir: join(folder, 'library'),
    disk: nodeDisk,
    now,
    newId,
    read: readOriginal,
    readOnly: null,
    changed: (changed) => {
      for (const job of changed) jobs.set(job.id, job)
      pictory?.changed(changed)
    },
    forgotten: (id) => {
      jobs.delete(id)
      pictory?.forgotten(id)
    },
    became: (from, to) => pictory?.became(from, to),
    log: (line) => lines.push(line),
  })
  for (const job of library.list()) jobs.set(job.id, job)
  const preferences = await openPreferences(nodeDisk, folder, newId)
  const recordings = createRecordings({
    dialog: { showOpenDialog: () => Promise.reject(new Error('no dialog here')) },
    disk: nodeDisk,
    newToken: newId,
  })
  const userAgent = 'Caesura/test'
  const service = createService({
    library,
    preferences,
    keychain: null,
    recordings,
    disk: nodeDisk,
    fetch,
    fetchOnce: fetch,
    upload: createUpload({ resolveProxy: async () => 'DIRECT', now: Date.now, setTimer, userAgent }),
    baseUrl,
    userAgent,
    now,
    random: Math.random,
    spacingMs: pace.spacingMs,
    setTimer,
    newToken: () => randomBytes(24).toString('base64url'),
    online: () => true,
    news: { tell: (event, payload) => void told.push([event, payload]) },
    tidings: {
      notification: { isSupported: () => true, show: (title) => void shown.push(title) },
      badge: () => {},
      progress: () => {},
      isFocused: () => false,
      showJob: () => {},
    },
    log: (line) => lines.push(line),
    ...own,
  })
  pictory = service
  await service.start()
  let over = false
  const stop = async (): Promise<void> => {
    if (over) return
    over = true
    await service.stop()
    await library.settle()
    await preferences.settle()
  }
  running.push({ stop })
  const stateOf = (id: string) => library.state(id)?.state
  return {
    service,
    call: service.handlers,
    library,
    recordings,
    told,
    lines,
    shown,
    jobs,
    stop,
    stateOf,
    kinds: () => [...jobs.values()].map(({ state }) => state.kind),
    of: (event: EventName) => told.flatMap(([name, payload]) => (name === event ? [payload] : [])),
  }
}
type App = Awaited<ReturnType<typeof app>>

const soon = { timeout: 10_000, interval: 10 }
const withKey = async (one: App): Promise<void> => {
  expect(await one.call.setKey({ key })).toMatchObject({ ok: true })
}
const offer = async (one: App, name: string, bytes: Buffer): Promise<string> => {
  await writeFile(join(folder, name), bytes)
  const offered = await one.recordings.offer(join(folder, name))
  if (!offered.ok) throw new Error(offered.message)
  return offered.value.token
}
const begin = async (one: App, source: Parameters<App['call']['startTranscription']>[0]['source']): Promise<string> => {
  const started = await one.call.startTranscription({ source, mediaKind: 'audio', language: 'en-US' })
  if (!started.ok) throw new Error(started.message)
  return started.value.jobId
}

describe('a transcription begun here', () => {
  test('from a file: it is sent, ordered, polled and cached; the window follows its id, and nothing secret is told', async () => {
    const one = await app()
    await withKey(one)
    const sound = randomBytes(3_000_000)
    const from = await begin(one, { kind: 'file', token: await offer(one, 'board meeting.m4a', sound) })
    await expect.poll(() => one.kinds(), soon).toEqual(['ready'])
    const [to] = simulator.jobs()
    expect(one.of('jobBecame')).toEqual([{ from, to }])
    expect(one.jobs.get(to ?? '')).toMatchObject({
      title: 'board meeting',
      start: { from: 'file', name: 'board meeting.m4a', language: 'en-US' },
      media: { name: 'board meeting.m4a', kind: 'audio' },
    })
    expect([...simulator.uploads.values()].map((bytes) => bytes.equals(sound))).toEqual([true])
    expect(simulator.count('start')).toBe(1)
    expect(await readFile(join(folder, 'library', 'jobs', to ?? '', 'response.json'), 'utf8')).toBe(
      simulator.answerOf(to ?? ''),
    )
    await expect.poll(() => one.shown, soon).toEqual(['“board meeting” is ready'])
    const said = JSON.stringify([one.told, one.lines, one.shown])
    for (const secret of [key, folder, '/signed/', '/uploaded/']) expect(said).not.toContain(secret)
    // The window is told in order: the new job, the move, the end of the old one.
    const order = one.told.flatMap(([name, payload]) => {
      if (name === 'jobBecame' || name === 'jobForgotten') return [name]
      return JSON.stringify(payload).includes(`"id":"${to}"`) ? ['new'] : []
    })
    expect(order.slice(0, 3)).toEqual(['new', 'jobBecame', 'jobForgotten'])
  })

  test('from a URL: what follows its question mark is told to Pictory alone', async () => {
    const one = await app()
    await withKey(one)
    await begin(one, { kind: 'url', url: 'https://media.example/talks/keynote.mp3?signature=geheim' })
    await expect.poll(() => one.kinds(), soon).toEqual(['ready'])
    expect(JSON.stringify([one.told, one.lines])).not.toContain('geheim')
    expect([...one.jobs.values()][0]?.start).toEqual({
      from: 'url',
      name: 'media.example … keynote.mp3',
      language: 'en-US',
    })
  })

  test.each([
    ['http://media.example/a.mp3', 'https'],
    ['file:///etc/passwd', 'https'],
    ['media.example/a.mp3', 'web address'],
    ['https://127.0.0.1/a.mp3', 'own network'],
  ])('from %s: refused with a sentence, and nothing is added', async (url, words) => {
    const one = await app()
    expect(
      await one.call.startTranscription({ source: { kind: 'url', url }, mediaKind: 'audio', language: 'en-US' }),
    ).toMatchObject({ ok: false, message: expect.stringContaining(words) })
    expect(one.jobs.size).toBe(0)
  })

  test('ten at once through every failure of the way: each file once, each order once', async () => {
    const one = await app()
    await withKey(one)
    simulator.scriptCall(
      'generateurl',
      { kind: 'server-error' },
      { kind: 'rate-limited', retryAfter: 2 },
      { kind: 'truncated' },
    )
    simulator.scriptCall('put', { kind: 'breaks' }, { kind: 'expired' }, { kind: 'server-error', status: 503 })
    simulator.scriptCall('start', { kind: 'rate-limited' })
    for (let at = 0; at < 10; at++)
      await begin(one, { kind: 'file', token: await offer(one, `talk ${at}.mp3`, Buffer.alloc(50_000 + at, at)) })
    await expect
      .poll(() => one.kinds(), { ...soon, timeout: 25_000 })
      .toEqual(Array.from({ length: 10 }, () => 'ready'))
    expect(simulator.jobs()).toHaveLength(10)
    expect([...simulator.uploads.values()].map(({ length }) => length).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, at) => 50_000 + at),
    )
  }, 30_000)

  test('quit in the midst of sending: the next process takes it up, and orders once', async () => {
    const first = await app()
    await withKey(first)
    simulator.scriptCall('put', { kind: 'stops-reading', afterBytes: 1000 })
    await begin(first, { kind: 'file', token: await offer(first, 'talk.mp3', randomBytes(200_000)) })
    await expect.poll(() => simulator.count('put'), soon).toBe(1)
    await first.stop()
    const second = await app()
    expect([...second.jobs.values()].map(({ state }) => state)).toMatchObject([{ kind: 'starting', phase: 'queued' }])
    await withKey(second)
    await expect.poll(() => second.kinds(), soon).toEqual(['ready'])
    expect(simulator.count('start')).toBe(1)
    expect(simulator.uploads.size).toBe(1)
  })

  test('stopped while it is sent: nothing is ordered; taken up again it goes through', async () => {
    const one = await app()
    await withKey(one)
    simulator.scriptCall('put', { kind: 'stops-reading', afterBytes: 1000 })
    const jobId = await begin(one, { kind: 'file', token: await offer(one, 'talk.mp3', randomBytes(200_000)) })
    await expect.poll(() => simulator.count('put'), soon).toBe(1)
    expect(await one.call.steerJobs({ jobIds: [jobId], order: 'stop' })).toEqual({ ok: true, value: { changed: 1 } })
    expect(one.stateOf(jobId)).toMatchObject({ kind: 'stopped' })
    expect(simulator.count('start')).toBe(0)
    expect(await one.call.steerJobs({ jobIds: [jobId], order: 'retry' })).toEqual({ ok: true, value: { changed: 1 } })
    await expect.poll(() => one.kinds(), soon).toEqual(['ready'])
    expect(simulator.count('start')).toBe(1)
  })
})

/** A key that was good is refused by the polling, and then taken again. */
const refusedOnce = async (): Promise<App> => {
  const one = await app()
  await withKey(one)
  simulator.acceptKeys(() => false)
  const id = randomUUID()
  simulator.add({ id })
  await one.call.addJobs({ ids: [id] })
  await begin(one, { kind: 'url', url: 'https://media.example/a.mp3' })
  await expect.poll(() => one.of('keyChanged').at(-1), soon).toMatchObject({ refused: true })
  return one
}

/** Is nothing on its way to Pictory any more? */
const isQuiet = async (one: App): Promise<boolean> => {
  const listed = await one.call.listJobs(undefined)
  return (
    listed.ok &&
    listed.value.every(({ asking, state }) => !asking && (state.kind !== 'starting' || state.phase === 'queued'))
  )
}

describe('the key', () => {
  const wrong = {
    ok: false,
    code: 'key-refused',
    message: 'Pictory refuses this key. Check it, and paste it again.',
  } as const

  test('a wrong one is told before it is kept; what waits goes on with the right one', async () => {
    const one = await app()
    expect(await one.call.keyStatus(undefined)).toEqual({ ok: true, value: { kind: 'none' } })
    await begin(one, { kind: 'url', url: 'https://media.example/a.mp3' })
    expect(await one.call.setKey({ key: 'pictai_wrong' })).toEqual(wrong)
    expect(await one.call.keyStatus(undefined)).toEqual({ ok: true, value: { kind: 'none' } })
    const listed = await one.call.listJobs(undefined)
    expect(listed.ok && listed.value[0]?.state).toMatchObject({ kind: 'starting', trouble: { reason: 'no-key' } })
    await withKey(one)
    await expect.poll(() => one.kinds(), soon).toEqual(['ready'])
    expect(one.of('keyChanged')).toHaveLength(1)
  })

  test('a wrong one leaves a good one where it was, in the keychain too, and polling goes on', async () => {
    let held: string | null = key
    const keychain = {
      get: async () => held,
      set: async (secret: string) => void (held = secret),
      delete: async () => void (held = null),
    }
    const id = randomUUID()
    simulator.add({ id, completesAfterMs: Number.POSITIVE_INFINITY })
    const one = await app({ keychain })
    await one.call.addJobs({ ids: [id] })
    await expect.poll(() => simulator.count('job'), soon).toBeGreaterThan(0)
    expect(await one.call.setKey({ key: 'pictai_wrong' })).toEqual(wrong)
    expect(held).toBe(key)
    expect(await one.call.keyStatus(undefined)).toMatchObject({
      ok: true,
      value: { where: 'keychain', refused: false },
    })
    const asked = simulator.count('job')
    await expect.poll(() => simulator.count('job'), soon).toBeGreaterThan(asked)
    expect(one.of('keyChanged').filter((status) => JSON.stringify(status).includes('"refused":true'))).toEqual([])
  })

  test.each(['quota', 'accountPage', 'retryKey'] as const)(
    'a refused one that %s finds to work is refused no longer: polling and starts go on',
    async (call) => {
      const one = await refusedOnce()
      simulator.acceptKeys((sent) => sent === key)
      const done = call === 'accountPage' ? one.call.accountPage({ pageKey: null }) : one.call[call](undefined)
      expect(await done).toMatchObject({ ok: true })
      expect(await one.call.keyStatus(undefined)).toMatchObject({ ok: true, value: { refused: false } })
      await expect.poll(() => one.kinds(), soon).toEqual(['ready', 'ready'])
    },
  )

  test('a refused one that is still refused stays so, and nothing else is asked', async () => {
    const one = await refusedOnce()
    await expect.poll(() => isQuiet(one), soon).toBe(true)
    const [jobs, starts] = [simulator.count('job'), simulator.count('start')]
    expect(await one.call.retryKey(undefined)).toMatchObject({ ok: true, value: { kind: 'kept', refused: true } })
    expect(await one.call.setKey({ key })).toEqual(wrong)
    expect(await one.call.keyStatus(undefined)).toMatchObject({ ok: true, value: { refused: true } })
    expect([simulator.count('job'), simulator.count('start')]).toEqual([jobs, starts])
  })

  test('a refused one of which nobody can tell is tried by the polling', async () => {
    const one = await refusedOnce()
    simulator.acceptKeys((sent) => sent === key)
    simulator.holdCall('quota', { kind: 'server-error' })
    expect(await one.call.retryKey(undefined)).toMatchObject({ ok: true, value: { refused: false } })
    await expect.poll(() => one.kinds(), soon).toEqual(['ready', 'ready'])
  })

  test('none to try again', async () => {
    const one = await app()
    expect(await one.call.retryKey(undefined)).toMatchObject({ ok: false, code: 'no-key' })
  })

  test('that cannot be tried is not called refused', async () => {
    simulator.holdCall('quota', { kind: 'blocked' })
    const one = await app()
    await withKey(one)
    await expect.poll(() => simulator.count('quota'), soon).toBe(1)
    expect(await one.call.quota(undefined)).toMatchObject({ ok: false, code: 'pictory' })
    expect(await one.call.keyStatus(undefined)).toMatchObject({ ok: true, value: { refused: false } })
  })

  test('missing: every question to the account says so, and nothing is sent', async () => {
    const one = await app()
    expect(await one.call.quota(undefined)).toMatchObject({ ok: false, code: 'no-key' })
    expect(await one.call.accountPage({ pageKey: null })).toMatchObject({ ok: false, code: 'no-key' })
    expect(simulator.requests).toEqual([])
  })
})

describe('the account', () => {
  test('its list and its minutes', async () => {
    simulator.add({ id: randomUUID() })
    const one = await app()
    await withKey(one)
    const page = await one.call.accountPage({ pageKey: null })
    expect(page).toMatchObject({ ok: true, value: { jobs: [{ id: simulator.jobs()[0], status: 'completed' }] } })
    expect(await one.call.quota(undefined)).toEqual({ ok: true, value: { used: 340, limit: 6000 } })
  })

  test('a page is called off by the person, and by the next one', async () => {
    const one = await app()
    await withKey(one)
    simulator.holdCall('list', { kind: 'hang' })
    const first = one.call.accountPage({ pageKey: null })
    await expect.poll(() => simulator.count('list'), soon).toBe(1)
    const second = one.call.accountPage({ pageKey: null })
    expect(await first).toMatchObject({ ok: false, code: 'aborted' })
    await one.call.stopAccountPage(undefined)
    expect(await second).toMatchObject({ ok: false, code: 'aborted' })
  })

  test('a refused key met there stops the polling as well', async () => {
    const one = await app()
    await withKey(one)
    await expect.poll(() => simulator.count('quota'), soon).toBe(1)
    simulator.acceptKeys(() => false)
    expect(await one.call.quota(undefined)).toMatchObject({ ok: false, code: 'key-refused' })
    expect(await one.call.keyStatus(undefined)).toMatchObject({ ok: true, value: { refused: true } })
    const before = simulator.requests.length
    await one.call.addJobs({ ids: [randomUUID()] })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(simulator.requests).toHaveLength(before)
  })
})

describe('orders', () => {
  test('pause, resume and stop reach many at once; what they do not apply to stays', async () => {
    const one = await app()
    const ids = Array.from({ length: 100 }, () => randomUUID())
    await one.call.addJobs({ ids })
    const steer = async (order: Parameters<App['call']['steerJobs']>[0]['order']) => {
      const done = await one.call.steerJobs({ jobIds: [...ids, randomUUID()], order })
      return done.ok ? done.value.changed : done
    }
    expect(await steer('pause')).toBe(100)
    expect(await steer('pause')).toBe(0)
    expect(await steer('check')).toBe(0)
    expect(await steer('resume')).toBe(100)
    expect(await steer('check')).toBe(100)
    expect(await steer('stop')).toBe(100)
    expect(await steer('retry')).toBe(100)
    expect(one.kinds().every((kind) => kind === 'waiting')).toBe(true)
  })

  test('a cached job is asked for: gone, there again, and what hindered it', async () => {
    const id = randomUUID()
    simulator.add({ id })
    const one = await app()
    await withKey(one)
    await one.call.addJobs({ ids: [id] })
    await expect.poll(() => one.stateOf(id)?.kind, soon).toBe('ready')
    const check = () => one.call.steerJobs({ jobIds: [id], order: 'check' })
    simulator.hold(id, { kind: 'cleaned' })
    expect(await check()).toEqual({ ok: true, value: { changed: 1 } })
    expect(one.stateOf(id)).toMatchObject({ kind: 'ready', gone: true })
    simulator.hold(id, null)
    await check()
    expect(one.stateOf(id)).toMatchObject({ kind: 'ready', gone: false })
    simulator.hold(id, { kind: 'server-error' })
    expect(await check()).toMatchObject({ ok: false, code: 'pictory' })
    expect(one.stateOf(id)).toMatchObject({ kind: 'ready', gone: false })
    // It was shown that a question was on its way.
    const asking = one.of('jobsChanged').filter((jobs) => JSON.stringify(jobs).includes('"asking":true'))
    expect(asking.length).toBeGreaterThanOrEqual(3)
    expect([...one.jobs.values()].every(({ asking }) => !asking)).toBe(true)
  })

  test('many cached jobs are asked for one after the other, and it is told of each', async () => {
    const ids = Array.from({ length: 4 }, () => randomUUID())
    for (const id of ids) simulator.add({ id })
    const one = await app()
    await withKey(one)
    await one.call.addJobs({ ids })
    await expect.poll(() => one.kinds(), soon).toEqual(ids.map(() => 'ready'))
    simulator.hold('*', { kind: 'not-found' })
    expect(await one.call.steerJobs({ jobIds: ids, order: 'check' })).toEqual({ ok: true, value: { changed: 4 } })
    await expect.poll(() => ids.map((id) => one.stateOf(id)), soon).toMatchObject(ids.map(() => ({ gone: true })))
  })
})

describe('what holds all', () => {
  test('an account’s limit stands, whatever the person orders', async () => {
    const one = await app()
    await withKey(one)
    const ids = [randomUUID(), randomUUID()]
    for (const id of ids) simulator.add({ id })
    const check = (jobIds: readonly string[]) => one.call.steerJobs({ jobIds: [...jobIds], order: 'check' })
    const limited = () => JSON.stringify(one.of('jobsChanged')).includes('"reason":"rate-limited"')
    simulator.hold('*', { kind: 'rate-limited', retryAfter: 3600 })
    await one.call.addJobs({ ids })
    await expect.poll(limited, soon).toBe(true)
    const asked = simulator.count('job')
    expect(await check(ids)).toEqual({ ok: true, value: { changed: 2 } })
    const started = await begin(one, { kind: 'url', url: 'https://media.example/a.mp3' })
    await check([started])
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([simulator.count('job'), simulator.count('start')]).toEqual([asked, 0])
  })

  test('is told for every job that waits in one event, and when it is over', async () => {
    const one = await app()
    await withKey(one)
    const ids = Array.from({ length: 20 }, () => randomUUID())
    for (const id of ids) simulator.add({ id, completesAfterMs: Number.POSITIVE_INFINITY })
    simulator.hold('*', { kind: 'rate-limited', retryAfter: 30 })
    await one.call.addJobs({ ids })
    const all = () =>
      one
        .of('jobsChanged')
        .flatMap((jobs) => (Array.isArray(jobs) && jobs.length === ids.length ? [JSON.stringify(jobs)] : []))
    await expect.poll(() => all().at(-1)?.split('"reason":"rate-limited"').length, soon).toBe(21)
    simulator.hold('*', null)
    // The few that met it themselves keep it as their own until they are asked again.
    await expect.poll(() => (all().at(-1)?.split('"reason":"rate-limited"').length ?? 99) <= 5, soon).toBe(true)
  })
})

const wishes = (on: boolean, publicUrl: string | null = null) => ({
  wishes: { notify: true, badge: true, limitHours: null, receiver: { on, port: null, publicUrl } },
})
const urlOf = async (one: App): Promise<string> => {
  const now = await one.call.service(undefined)
  if (!now.ok || now.value.receiver.kind !== 'listening') throw new Error('not listening')
  return now.value.receiver.url
}

describe('the receiver', () => {
  test('is off; switched on it makes a job be asked about that waits, and survives a restart with its path', async () => {
    const id = randomUUID()
    simulator.add({ id, completesAfterMs: Number.POSITIVE_INFINITY })
    const one = await app()
    expect(await one.call.service(undefined)).toMatchObject({ ok: true, value: { receiver: { kind: 'off' } } })
    await withKey(one)
    await one.call.addJobs({ ids: [id] })
    await expect.poll(() => simulator.count('job'), soon).toBeGreaterThan(0)
    expect(await one.call.changeService(wishes(true))).toMatchObject({ ok: true, value: { receiver: { hints: 0 } } })
    const url = await urlOf(one)
    simulator.complete(id)
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ job_id: id, data: { transcript: 'lies' } }),
    })
    expect(answer.status).toBe(204)
    await expect.poll(() => one.stateOf(id)?.kind, soon).toBe('ready')
    expect(await one.call.service(undefined)).toMatchObject({ value: { receiver: { hints: 1 } } })
    expect(one.lines.join('\n')).not.toContain(new URL(url).pathname)
    await one.stop()
    const two = await app()
    expect(new URL(await urlOf(two)).pathname).toBe(new URL(url).pathname)
    await two.call.renewReceiver(undefined)
    expect(new URL(await urlOf(two)).pathname).not.toBe(new URL(url).pathname)
    expect(await two.call.changeService(wishes(false))).toMatchObject({ value: { receiver: { kind: 'off' } } })
  })

  test('with a tunnel, Pictory is told where, and tells', async () => {
    const one = await app()
    await withKey(one)
    await one.call.changeService(wishes(true))
    // The tunnel leads straight to the receiver.
    const { origin } = new URL(await urlOf(one))
    const port = Number(new URL(origin).port)
    const changed = await one.call.changeService({
      wishes: { ...wishes(true).wishes, receiver: { on: true, port, publicUrl: origin } },
    })
    expect(changed).toMatchObject({ value: { receiver: { kind: 'listening', outside: await urlOf(one) } } })
    await begin(one, { kind: 'url', url: 'https://media.example/a.mp3' })
    await expect.poll(() => one.kinds(), soon).toEqual(['ready'])
    await expect.poll(() => simulator.deliveries.map(({ status }) => status), soon).toEqual([204])
  })

  test('that cannot listen says so in the answer', async () => {
    const one = await app()
    expect(await one.call.changeService(wishes(true, 'http://tunnel.example'))).toMatchObject({
      ok: true,
      value: { receiver: { kind: 'failed', message: expect.stringContaining('https') } },
    })
  })
})
