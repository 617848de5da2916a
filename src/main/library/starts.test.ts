import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StartingState } from '../../core/job/answer'
import { readOriginal } from './read'
import { type Disk, nodeDisk } from './disk'
import { failingAt, faultyDisk } from './faulty'
import { type Library, openLibrary } from './jobs'
import type { Start } from './record'
import { mayBeUnderWay } from './steered'

const hour = 3_600_000
const pictorys = 'cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90'
const file: Start = {
  source: { kind: 'file', path: '/talks/Opening night.mov', name: 'Opening night.mov', bytes: 900, modifiedMs: 5 },
  mediaKind: 'video',
  language: 'en-GB',
  uploaded: null,
  askedAt: null,
  became: null,
}
const queued: StartingState = {
  kind: 'starting',
  phase: 'queued',
  sentBytes: 0,
  totalBytes: 900,
  nextTryAt: null,
  trouble: null,
}
const uploading: StartingState = { ...queued, phase: 'uploading', sentBytes: 400 }
const asking: StartingState = { ...queued, phase: 'starting', sentBytes: 900 }
const completed = Buffer.from(
  JSON.stringify({
    job_id: pictorys,
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
let time = 1_700_000_000_000
let events: string[] = []
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'caesura-starts-')), 'library')
  time = 1_700_000_000_000
  events = []
})
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }))

const library = (disk: Disk = nodeDisk, readOnly: string | null = null): Promise<Library> =>
  openLibrary({
    dir,
    disk,
    now: () => time++,
    newId: randomUUID,
    read: readOriginal,
    readOnly,
    changed: (jobs) => events.push(...jobs.map(({ id, state }) => `changed ${id} ${state.kind}`)),
    forgotten: (id) => events.push(`forgotten ${id}`),
    became: (from, to) => events.push(`became ${from} ${to}`),
    log: () => {},
  })

const add = async (to: Library, start: Start = file): Promise<string> => {
  const added = await to.addStart(start)
  if (!added.ok) throw new Error(added.message)
  return added.value.jobId
}
const stateOf = (of: Library, id: string) => of.state(id)?.state
const folders = () => readdir(join(dir, 'jobs'))

describe('adding', () => {
  test('a start stands in the list with its file, linked, and survives a restart', async () => {
    const here = await library()
    const id = await add(here)
    const expected = {
      id,
      title: 'Opening night',
      origin: 'pictory',
      state: queued,
      media: { name: 'Opening night.mov', kind: 'video' },
      start: { from: 'file', name: 'Opening night.mov', language: 'en-GB' },
      hasPictoryId: false,
    }
    expect(here.list()).toMatchObject([expected])
    expect(here.waiting()).toEqual([])
    expect(here.starting()).toEqual([{ id, start: file, state: queued }])
    expect((await library()).list()).toMatchObject([expected])
  })

  test.each([
    [
      'https://media.example.com/a/Opening%20night.mp4?sig=secret#t=5',
      'Opening night.mp4',
      'media.example.com … Opening%20night.mp4',
    ],
    ['https://user:pass@example.com/?sig=secret', 'example.com', 'example.com'],
    ['https://example.com/broken%E0%A4%A', 'broken%E0%A4%A', 'example.com … broken%E0%A4%A'],
    ['https://example.com/a%0Ab/', 'a b', 'example.com … a%0Ab'],
    ['nonsense', 'A recording on the web', ''],
  ])('of the address %s no secret is shown', async (url, title, name) => {
    const here = await library()
    await add(here, { ...file, source: { kind: 'url', url } })
    expect(here.list()).toMatchObject([
      { title, media: null, start: { from: 'url', name }, state: { totalBytes: null } },
    ])
    expect(JSON.stringify(here.list())).not.toMatch(/secret|pass/)
  })

  test('oldest first', async () => {
    const here = await library()
    const ids = [await add(here), await add(here), await add(here)]
    expect(here.starting().map(({ id }) => id)).toEqual(ids)
  })

  test('a library that may not be written takes none, and starts none', async () => {
    await add(await library())
    const here = await library(nodeDisk, 'It is in use elsewhere.')
    expect(await here.addStart(file)).toMatchObject({ ok: false, code: 'read-only' })
    expect(here.starting()).toEqual([])
  })
})

describe('on the way', () => {
  test('progress is shown and not written; what must not happen twice is', async () => {
    const here = await library()
    const id = await add(here)
    const before = await readFile(join(dir, 'jobs', id, 'job.json'))
    expect(await here.reportStart(id, uploading)).toEqual({ ok: true, value: null })
    expect(stateOf(here, id)).toEqual(uploading)
    expect(await readFile(join(dir, 'jobs', id, 'job.json'))).toEqual(before)
    await here.reportStart(id, asking, { uploaded: { fileUrl: 'https://x.test/f', at: time }, askedAt: time })
    const record: unknown = JSON.parse(await readFile(join(dir, 'jobs', id, 'job.json'), 'utf8'))
    expect(record).toMatchObject({ start: { askedAt: expect.any(Number), uploaded: { fileUrl: 'https://x.test/f' } } })
  })

  test('what could not be written is not believed', async () => {
    const id = await add(await library())
    const full = {
      strike: (what: string) => (what === 'write' ? Object.assign(new Error('full'), { code: 'ENOSPC' }) : null),
    }
    const here = await library(faultyDisk(nodeDisk, full))
    expect(await here.reportStart(id, asking, { askedAt: 5 })).toMatchObject({ ok: false, code: 'disk-full' })
    expect(here.starting()).toMatchObject([{ start: { askedAt: null }, state: queued }])
  })

  test('Pictory’s no is final and kept; a retry begins anew and keeps the uploaded file', async () => {
    const here = await library()
    const id = await add(here)
    const uploaded = { fileUrl: 'https://x.test/f', at: time }
    await here.reportStart(id, { kind: 'failed', message: 'No minutes left.', at: 7 }, { uploaded, askedAt: null })
    const again = await library()
    expect(stateOf(again, id)).toEqual({ kind: 'failed', message: 'No minutes left.', at: 7 })
    expect(await again.reportStart(id, uploading)).toMatchObject({ ok: false, code: 'conflict' })
    expect(await again.steer(id, 'retry')).toEqual({ ok: true, value: true })
    expect(again.starting()).toMatchObject([{ id, start: { uploaded, askedAt: null }, state: queued }])
  })

  test('stopped, it is no longer started; retried, it is in line again', async () => {
    const here = await library()
    const id = await add(here)
    await here.reportStart(id, uploading)
    expect(await here.steer(id, 'stop')).toEqual({ ok: true, value: true })
    expect(here.starting()).toEqual([])
    expect(await here.reportStart(id, uploading)).toMatchObject({ ok: false, code: 'conflict' })
    const again = await library()
    expect(stateOf(again, id)).toMatchObject({ kind: 'stopped' })
    await again.steer(id, 'retry')
    expect(stateOf(again, id)).toEqual(queued)
  })

  test('in the trash nothing is started; taken out of it, it is in line again, after a restart too', async () => {
    const here = await library()
    const id = await add(here)
    await here.reportStart(id, uploading)
    expect(await here.trash(id)).toEqual({ ok: true, value: null })
    expect(here.starting()).toEqual([])
    expect(await here.steer(id, 'stop')).toEqual({ ok: true, value: false })
    const again = await library()
    expect(again.starting()).toEqual([])
    await again.restore(id)
    expect(again.starting()).toMatchObject([{ id, state: queued }])
  })

  test('Pictory’s id that comes while the job lies in the trash goes along: it is not begun twice', async () => {
    const here = await library()
    const id = await add(here)
    await here.reportStart(id, { ...queued, phase: 'starting' }, { askedAt: 5 })
    await here.trash(id)
    expect(await here.startBecame(id, pictorys)).toEqual({ ok: true, value: null })
    expect(here.list()).toMatchObject([{ id: pictorys, trashedAt: expect.any(Number), state: { kind: 'waiting' } }])
    expect(here.waiting()).toEqual([])
    await here.restore(pictorys)
    expect(here.waiting()).toMatchObject([{ id: pictorys }])
  })

  test('Pictory’s id that lies in the trash comes out of it with the job that became it', async () => {
    const here = await library()
    const id = await add(here)
    await here.addIds([pictorys])
    await here.trash(pictorys)
    await here.startBecame(id, pictorys)
    expect(here.list()).toMatchObject([{ id: pictorys, trashedAt: null, title: 'Opening night' }])
  })
})

describe('Pictory’s id', () => {
  test('the job goes on under it with all it had, and the window can follow', async () => {
    const here = await library()
    const id = await add(here)
    const [before] = here.list()
    events = []
    expect(await here.startBecame(id, pictorys)).toEqual({ ok: true, value: null })
    expect(events.slice(-3)).toEqual([`changed ${pictorys} waiting`, `became ${id} ${pictorys}`, `forgotten ${id}`])
    const after = {
      id: pictorys,
      title: 'Opening night',
      addedAt: before?.addedAt,
      media: before?.media,
      start: before?.start,
      state: { kind: 'waiting', asked: 0, nextCheckAt: null },
      hasPictoryId: true,
    }
    expect(here.list()).toMatchObject([after])
    expect(here.waiting()).toMatchObject([{ id: pictorys }])
    const again = await library()
    expect(again.list()).toMatchObject([after])
    expect(await folders()).toEqual([pictorys])
    expect(await again.startBecame(id, pictorys)).toEqual({ ok: true, value: null })
    expect(await again.startBecame('99999999-2222-4333-8444-555555555555', id)).toMatchObject({ code: 'not-found' })
    // Stopped and taken up again it is asked about, not started a second time.
    await again.steer(pictorys, 'stop')
    await again.steer(pictorys, 'retry')
    expect(stateOf(again, pictorys)).toMatchObject({ kind: 'waiting' })
  })

  test('the time it took to upload does not count against it', async () => {
    const here = await library()
    const id = await add(here)
    time += 20 * hour
    await here.startBecame(id, pictorys)
    expect(time - (here.waiting()[0]?.state.countedFrom ?? 0)).toBeLessThan(1000)
  })

  test('where somebody pasted it already the two become one, and what is cached is not touched', async () => {
    const here = await library()
    const id = await add(here)
    await here.addIds([pictorys])
    await here.report(pictorys, { kind: 'completed', bytes: completed })
    const cached = await readFile(join(dir, 'jobs', pictorys, 'response.json'))
    const snapshot = await readFile(join(dir, 'jobs', pictorys, 'snapshot.json'))
    expect(await here.startBecame(id, pictorys)).toEqual({ ok: true, value: null })
    for (const one of [here, await library()])
      expect(one.list()).toMatchObject([
        {
          id: pictorys,
          title: 'Opening night',
          state: { kind: 'ready' },
          words: 1,
          media: { name: 'Opening night.mov' },
          start: { language: 'en-GB' },
        },
      ])
    expect(await readFile(join(dir, 'jobs', pictorys, 'response.json'))).toEqual(cached)
    expect(await readFile(join(dir, 'jobs', pictorys, 'snapshot.json'))).toEqual(snapshot)
  })

  test('a title and a recording that the person gave the pasted one stay', async () => {
    const here = await library()
    const id = await add(here)
    await here.addIds([pictorys])
    await here.rename(pictorys, 'Mine')
    await here.linkMedia(pictorys, { source: 'file', path: '/other.mp3', name: 'other.mp3', kind: 'audio' })
    await here.startBecame(id, pictorys)
    expect(here.list()).toMatchObject([{ title: 'Mine', media: { name: 'other.mp3' } }])
  })

  test('stopped while Pictory began: the id is kept, and a retry goes on under it instead of beginning twice', async () => {
    for (const told of ['report', 'became'] as const) {
      await rm(dir, { recursive: true, force: true })
      const here = await library()
      const id = await add(here)
      await here.reportStart(id, asking, { askedAt: time })
      await here.steer(id, 'stop')
      const late =
        told === 'report' ? here.reportStart(id, asking, { became: pictorys }) : here.startBecame(id, pictorys)
      expect(await late).toMatchObject({ ok: false, code: 'conflict' })
      const again = await library()
      expect(again.list()).toMatchObject([{ id, state: { kind: 'stopped' }, hasPictoryId: false }])
      expect(await again.steer(id, 'retry')).toEqual({ ok: true, value: true })
      expect(again.list()).toMatchObject([{ id: pictorys, state: { kind: 'waiting' }, title: 'Opening night' }])
      expect(await folders()).toEqual([pictorys])
    }
  })
})

/** Everything from the order on, as starts.ts does it. Answers what was acknowledged last. */
const begin = async (disk: Disk, id: string, saysFirst: boolean): Promise<'nothing' | 'asked' | 'known' | 'moved'> => {
  const here = await library(disk)
  if (!(await here.reportStart(id, asking, { askedAt: time })).ok) return 'nothing'
  if (!saysFirst) return (await here.startBecame(id, pictorys)).ok ? 'moved' : 'asked'
  if (!(await here.reportStart(id, asking, { became: pictorys })).ok) return 'asked'
  return (await here.startBecame(id, pictorys)).ok ? 'moved' : 'known'
}

describe('killed', () => {
  test.each([
    ['in line', queued],
    ['getting a place', { ...queued, phase: 'preparing' }],
    ['uploading', uploading],
  ] as const)('while %s: in line again, from the beginning', async (_, state) => {
    const here = await library()
    const id = await add(here)
    await here.reportStart(id, state, { uploaded: null })
    const again = await library()
    expect(again.starting()).toEqual([{ id, start: file, state: queued }])
    expect(again.list()).toMatchObject([{ title: 'Opening night', media: { name: 'Opening night.mov' } }])
  })

  test('after the upload: the file is not sent twice, unless Pictory will soon drop it', async () => {
    const here = await library()
    const id = await add(here)
    const uploaded = { fileUrl: 'https://x.test/f', at: time }
    await here.reportStart(id, asking, { uploaded })
    time = uploaded.at + 22 * hour
    expect((await library()).starting()).toMatchObject([
      { id, start: { uploaded }, state: { phase: 'queued', sentBytes: 0 } },
    ])
    time = uploaded.at + 23 * hour
    // Also where the process just went on for so long.
    expect(here.starting()).toMatchObject([{ start: { uploaded: null } }])
    expect((await library()).starting()).toMatchObject([{ start: { uploaded: null } }])
  })

  test('while Pictory was asked to begin: not asked again by itself, said why, and a retry may', async () => {
    const here = await library()
    const id = await add(here)
    const uploaded = { fileUrl: 'https://x.test/f', at: time }
    await here.reportStart(id, asking, { uploaded, askedAt: time })
    const again = await library()
    expect(again.starting()).toEqual([])
    expect(stateOf(again, id)).toMatchObject({ kind: 'failed', message: mayBeUnderWay })
    expect(stateOf(await library(), id)).toMatchObject({ kind: 'failed', message: mayBeUnderWay })
    expect(await again.steer(id, 'retry')).toEqual({ ok: true, value: true })
    expect(again.starting()).toMatchObject([{ id, start: { uploaded, askedAt: null } }])
    expect((await library()).starting()).toMatchObject([{ id, start: { uploaded, askedAt: null } }])
  })

  test('a start whose record lost what was to be started is told as failed', async () => {
    const id = await add(await library())
    const path = join(dir, 'jobs', id, 'job.json')
    const record: unknown = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify(Object.assign({}, record, { start: null })))
    expect(stateOf(await library(), id)).toMatchObject({ kind: 'failed' })
  })

  test.each([
    ['alone', false, true],
    ['told by the move alone', false, false],
    ['with the job pasted already', true, true],
  ])(
    'at any disk call on the way to Pictory’s id, %s: exactly one job, and never asked to begin twice',
    async (_, pasted, saysFirst) => {
      const counter = failingAt(0, 'EIO')
      const prepare = async (): Promise<string> => {
        await rm(dir, { recursive: true, force: true })
        const seed = await library()
        const id = await add(seed)
        if (pasted) {
          await seed.addIds([pictorys])
          await seed.report(pictorys, { kind: 'completed', bytes: completed })
        }
        return id
      }
      expect(await begin(faultyDisk(nodeDisk, counter), await prepare(), saysFirst)).toBe('moved')
      const seen = new Set<string>()
      for (let n = 1; n <= counter.calls(); n++) {
        const id = await prepare()
        const reached = await begin(faultyDisk(nodeDisk, failingAt(n, 'EIO', true)), id, saysFirst)
        seen.add(reached)
        const after = await library()
        const own = after.list().find((job) => job.id === id)
        const arrived = after.list().find((job) => job.id === pictorys)
        // The last call of a write may fail although its bytes are there: then more is known than was acknowledged.
        if (own === undefined) {
          expect(arrived).toMatchObject({
            title: 'Opening night',
            media: { name: 'Opening night.mov' },
            start: { language: 'en-GB' },
            state: { kind: pasted ? 'ready' : 'waiting' },
          })
        } else {
          expect(['nothing', 'asked']).toContain(reached)
          if (reached === 'asked') expect(own.state).toMatchObject({ kind: 'failed', message: mayBeUnderWay })
          else expect(['starting', 'failed']).toContain(own.state.kind)
          expect(arrived === undefined).toBe(!pasted)
        }
        expect(await folders()).toHaveLength(own !== undefined && pasted ? 2 : 1)
        if (pasted) expect(await readFile(join(dir, 'jobs', pictorys, 'response.json'))).toEqual(completed)
        expect((await library()).list()).toEqual(after.list())
      }
      expect([...seen].toSorted((a, b) => a.localeCompare(b))).toEqual(
        saysFirst ? ['asked', 'known', 'moved', 'nothing'] : ['asked', 'moved', 'nothing'],
      )
    },
  )

  test('a move that the disk refuses is said, and can be repeated without a restart', async () => {
    const id = await add(await library())
    const counter = failingAt(0, 'EIO')
    const probe = await library(faultyDisk(nodeDisk, counter))
    const start = counter.calls()
    await probe.startBecame(id, pictorys)
    const total = counter.calls()
    for (let n = start + 1; n <= total; n++) {
      await rm(dir, { recursive: true, force: true })
      const again = await add(await library())
      const here = await library(faultyDisk(nodeDisk, failingAt(n, 'EIO')))
      const moved = await here.startBecame(again, pictorys)
      if (!moved.ok) {
        expect(moved.code).toBe('disk')
        expect(await here.startBecame(again, pictorys)).toEqual({ ok: true, value: null })
      }
      expect(here.list()).toMatchObject([{ id: pictorys }])
      expect((await library()).list()).toMatchObject([{ id: pictorys }])
    }
  })
})
