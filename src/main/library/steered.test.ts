import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WaitingState } from '../../core/job/answer'
import { added } from '../../core/job/schedule'
import { readOriginal } from './read'
import { type Disk, nodeDisk } from './disk'
import { failingAt, faultyDisk } from './faulty'
import { type Library, openLibrary } from './jobs'

const jobId = '11111111-2222-4333-8444-555555555555'
const response = Buffer.from(
  JSON.stringify({
    job_id: jobId,
    success: true,
    data: {
      status: 'completed',
      transcript: [
        { uid: 's', speakerId: 1, words: [{ uid: 'w', word: 'Good', start_time: 0, end_time: 1, speakerId: 1 }] },
      ],
    },
  }),
)

let dir = ''
let time = 1000
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'caesura-steered-')), 'library')
  time = 1000
})
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }))

const library = (disk: Disk = nodeDisk): Promise<Library> =>
  openLibrary({
    dir,
    disk,
    now: () => time++,
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
  })
const told: WaitingState = {
  ...added,
  nextCheckAt: 90_000,
  lastCheckAt: 60_000,
  asked: 7,
  overdue: true,
  mediaMs: 5000,
  trouble: { reason: 'server-trouble', message: 'It stumbled.', failures: 3 },
}
const waiting = async (state: WaitingState = told): Promise<Library> => {
  const here = await library()
  await here.addIds([jobId])
  await here.report(jobId, state)
  return here
}
const stateOf = (of: Library) => of.state(jobId)?.state
const yes = { ok: true, value: true }
const no = { ok: true, value: false }

test('that Pictory has begun is written at once, though nothing else is new', async () => {
  const here = await waiting({ ...added, asked: 1, lastCheckAt: 10, nextCheckAt: 20 })
  await here.report(jobId, { ...added, asked: 2, lastCheckAt: 20, nextCheckAt: 40, begun: true })
  expect(stateOf(await library())).toMatchObject({ asked: 2, begun: true })
})

describe('orders', () => {
  test('a pause keeps all that was counted, takes the job out of the polling, and survives a restart', async () => {
    const here = await waiting()
    expect(await here.steer(jobId, 'pause')).toEqual(yes)
    for (const one of [here, await library()]) {
      expect(stateOf(one)).toEqual({ ...told, paused: true })
      expect(one.waiting()).toEqual([])
    }
    expect(await here.steer(jobId, 'pause')).toEqual(no)
    expect(await here.steer(jobId, 'resume')).toEqual(yes)
    for (const one of [here, await library()]) {
      expect(stateOf(one)).toEqual({ ...told, nextCheckAt: null })
      expect(one.waiting()).toMatchObject([{ id: jobId }])
    }
  })

  test('going on counts anew from now', async () => {
    const here = await waiting()
    expect(await here.steer(jobId, 'go-on')).toEqual(yes)
    for (const one of [here, await library()])
      expect(stateOf(one)).toEqual({ ...told, overdue: false, countedFrom: expect.any(Number), nextCheckAt: null })
    expect(await here.steer(jobId, 'go-on')).toEqual(no)
  })

  test('stop is final until retry, which begins afresh', async () => {
    const here = await waiting()
    expect(await here.steer(jobId, 'stop')).toEqual(yes)
    for (const one of [here, await library()]) {
      expect(stateOf(one)).toMatchObject({ kind: 'stopped' })
      expect(one.waiting()).toEqual([])
    }
    expect(await here.open(jobId)).toMatchObject({ ok: false, message: expect.stringContaining('stopped') })
    time += 100 * 3_600_000
    expect(await here.steer(jobId, 'retry')).toEqual(yes)
    for (const one of [here, await library()])
      expect(stateOf(one)).toEqual({ ...added, countedFrom: expect.any(Number) })
    expect(time - (here.waiting()[0]?.state.countedFrom ?? 0)).toBeLessThan(1000)
  })

  test.each(['failed', 'gone'] as const)('what is %s can be tried again', async (kind) => {
    const here = await waiting()
    const final = { message: 'm', at: 5 } as const
    await here.report(jobId, kind === 'gone' ? { ...final, kind, why: 'cleaned' } : { ...final, kind })
    if (kind === 'gone') expect(stateOf(await library())).toMatchObject({ why: 'cleaned' })
    expect(await here.steer(jobId, 'retry')).toEqual(yes)
    expect(await here.report(jobId, { kind: 'completed', bytes: response })).toEqual({ ok: true, value: null })
    expect(stateOf(here)).toMatchObject({ kind: 'ready' })
  })

  test('an answer that held no transcript can be asked for again; the first is kept aside', async () => {
    const here = await waiting()
    await here.report(jobId, { kind: 'completed', bytes: Buffer.from('{"data":{"transcript":[]}}') })
    expect(stateOf(here)).toMatchObject({ kind: 'failed' })
    expect(await here.steer(jobId, 'retry')).toEqual(yes)
    expect(stateOf(await library())).toMatchObject({ kind: 'waiting' })
    await here.report(jobId, { kind: 'completed', bytes: response })
    expect(stateOf(await library())).toMatchObject({ kind: 'ready' })
    expect(await readFile(join(dir, 'jobs', jobId, 'response.json'))).toEqual(response)
    expect(await readFile(join(dir, 'jobs', jobId, 'response.damaged-1.json'), 'utf8')).toContain('[]')
  })

  test('none for what is not here, came from a file, or could not be saved', async () => {
    const here = await waiting()
    expect(await here.steer('99999999-2222-4333-8444-555555555555', 'stop')).toMatchObject({ code: 'not-found' })
    const failing = await library(faultyDisk(nodeDisk, failingAt(1, 'ENOSPC', true)))
    expect(await failing.steer(jobId, 'pause')).toMatchObject({ ok: false })
    await rm(dir, { recursive: true })
    const read = readOriginal(response, 'pictory')
    if (!read.ok) throw new Error(read.message)
    const other = await library()
    await other.addFile({
      name: 'x.json',
      bytes: response,
      response: read.value,
      origin: 'file',
      media: null,
      title: null,
    })
    for (const order of ['pause', 'resume', 'stop', 'retry', 'go-on'] as const)
      expect(await other.steer(jobId, order)).toEqual(no)
    expect(other.state(jobId)).toMatchObject({ fromPictory: false })
    expect(other.state('99999999-2222-4333-8444-555555555555')).toBeNull()
  })
})

describe('an answer that was on its way when the order came', () => {
  const answer: WaitingState = { ...told, asked: 8, trouble: null, lastCheckAt: 95_000, nextCheckAt: 99_000 }

  test('leaves the pause', async () => {
    const here = await waiting()
    await here.steer(jobId, 'pause')
    await here.report(jobId, answer)
    expect(stateOf(here)).toEqual({ ...answer, paused: true })
  })

  test('leaves the going on', async () => {
    const here = await waiting()
    await here.steer(jobId, 'go-on')
    await here.report(jobId, answer)
    expect(stateOf(here)).toEqual({ ...answer, overdue: false, countedFrom: expect.any(Number) })
  })

  test('leaves the stop, whatever it says', async () => {
    const here = await waiting()
    await here.steer(jobId, 'stop')
    for (const outcome of [
      answer,
      { kind: 'completed', bytes: response },
      { kind: 'gone', why: 'unknown', message: 'm', at: 1 },
    ] as const)
      expect(await here.report(jobId, outcome)).toEqual({ ok: true, value: null })
    expect(stateOf(await library())).toMatchObject({ kind: 'stopped' })
  })

  test('completes a paused job: its bytes are not thrown away', async () => {
    const here = await waiting()
    await here.steer(jobId, 'pause')
    await here.report(jobId, { kind: 'completed', bytes: response })
    expect(stateOf(await library())).toMatchObject({ kind: 'ready' })
  })
})

test('two complete answers at the same moment: the first is cached, the second changes nothing', async () => {
  const here = await waiting()
  const other = Buffer.from(response.toString('utf8').replace('Good', 'Bad'))
  const done = await Promise.all([
    here.report(jobId, { kind: 'completed', bytes: response }),
    here.report(jobId, { kind: 'completed', bytes: other }),
  ])
  expect(done).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ])
  expect(await readFile(join(dir, 'jobs', jobId, 'response.json'))).toEqual(response)
})

test('a media length or being overdue is written at once when it is learnt', async () => {
  const here = await library()
  await here.addIds([jobId])
  await here.report(jobId, { ...added, asked: 1, mediaMs: 5000 })
  expect(stateOf(await library())).toMatchObject({ asked: 1, mediaMs: 5000 })
  await here.report(jobId, { ...added, asked: 2, mediaMs: 5000 })
  expect(stateOf(await library())).toMatchObject({ asked: 1 })
  await here.report(jobId, { ...added, asked: 3, mediaMs: 5000, overdue: true })
  expect(stateOf(await library())).toMatchObject({ asked: 3, overdue: true })
})

test('gone at Pictory, or back there: shown with what is cached, and nothing else', async () => {
  const here = await waiting()
  expect(await here.markGone(jobId, true)).toEqual({ ok: true, value: null })
  expect(stateOf(here)).toEqual(told)
  await here.report(jobId, { kind: 'completed', bytes: response })
  await here.markGone(jobId, true)
  for (const one of [here, await library()]) expect(stateOf(one)).toMatchObject({ kind: 'ready', gone: true })
  expect(await here.open(jobId)).toMatchObject({ ok: true })
  await here.markGone(jobId, false)
  expect(stateOf(await library())).toMatchObject({ kind: 'ready', gone: false })
  expect(await here.markGone('99999999-2222-4333-8444-555555555555', true)).toMatchObject({ code: 'not-found' })
})

/** As Caesura 0.1 wrote it. */
const old = (state: object) => ({
  schema: 1,
  id: jobId,
  title: 'A talk',
  titled: true,
  origin: 'pictory',
  addedAt: 900,
  state,
  response: null,
  words: null,
  durationMs: null,
  speakers: null,
  notes: [],
  exported: ['srt'],
  lastExport: null,
  media: null,
  damage: null,
})

const place = async (state: object): Promise<void> => {
  await mkdir(join(dir, 'jobs', jobId), { recursive: true })
  await writeFile(join(dir, 'jobs', jobId, 'job.json'), JSON.stringify(old(state)))
}

describe('a library of the first schema', () => {
  test('a waiting job loads with what was not known then, is polled, and is written as today', async () => {
    await place({ kind: 'waiting', nextCheckAt: 5, lastCheckAt: 4, asked: 3, trouble: null })
    const here = await library()
    expect(here.list()).toMatchObject([{ title: 'A talk', exported: ['srt'], start: null, asking: false }])
    expect(stateOf(here)).toEqual({ ...added, nextCheckAt: 5, lastCheckAt: 4, asked: 3 })
    expect(here.waiting()).toMatchObject([{ id: jobId, addedAt: 900 }])
    expect(JSON.parse(await readFile(join(dir, 'jobs', jobId, 'job.json'), 'utf8'))).toMatchObject({ schema: 1 })
    expect(await here.steer(jobId, 'pause')).toEqual(yes)
    const written: unknown = JSON.parse(await readFile(join(dir, 'jobs', jobId, 'job.json'), 'utf8'))
    expect(written).toMatchObject({ schema: 3, title: 'A talk', start: null, state: { paused: true, asked: 3 } })
  })

  test.each([
    [{ kind: 'failed', message: 'No.', at: 5 }, {}],
    [{ kind: 'gone', message: 'Gone.', at: 5 }, { why: 'unknown' }],
  ])('other states are as they were: %o', async (state, lacked) => {
    await place(state)
    expect(stateOf(await library())).toEqual({ ...state, ...lacked })
  })
})
