import { randomUUID } from 'node:crypto'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JobSummary } from '../../core/job/job'
import { keptDays } from '../../core/job/trash'
import { replay } from '../../core/transcript/replay'
import { transcriptSchema } from '../../core/transcript/step'
import { type Disk, nodeDisk } from './disk'
import { failingAt, faultyDisk } from './faulty'
import { type Library, openLibrary } from './jobs'
import { readOriginal } from './read'

const jobId = '11111111-2222-4333-8444-555555555555'
const otherId = '99999999-2222-4333-8444-555555555555'
const day = 24 * 3_600_000

const response = (id: string) =>
  Buffer.from(
    JSON.stringify({
      job_id: id,
      success: true,
      data: {
        status: 'completed',
        transcript: [
          { uid: 's1', speakerId: 1, words: [{ uid: 'w', word: 'Good', start_time: 0, end_time: 1, speakerId: 1 }] },
        ],
      },
    }),
  )
const file = (id: string) => {
  const bytes = response(id)
  const read = readOriginal(bytes, 'pictory')
  if (!read.ok) throw new Error(read.message)
  return { name: 'talk.json', bytes, response: read.value, origin: 'file', media: null, title: null } as const
}

let base = ''
let dir = ''
let time = 1000
let changes: JobSummary[] = []
let forgotten: string[] = []
let lines: string[] = []
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'caesura-trash-'))
  dir = join(base, 'library')
  time = 1000
  changes = []
  forgotten = []
  lines = []
})
afterEach(() => rm(base, { recursive: true, force: true }))

const library = (disk: Disk = nodeDisk): Promise<Library> =>
  openLibrary({
    dir,
    disk,
    now: () => time,
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: (jobs) => changes.push(...jobs),
    forgotten: (id) => forgotten.push(id),
    became: () => {},
    log: (line) => lines.push(line),
  })

const pathOf = (name: string, id = jobId) => join(dir, 'jobs', id, name)
const done = { ok: true, value: null }

/** The job's files but for its record, in bytes. */
const filesOf = async (id: string) => {
  const names = (await readdir(pathOf('', id))).filter((name) => name !== 'job.json').sort()
  return Promise.all(names.map(async (name) => [name, await readFile(pathOf(name, id), 'latin1')]))
}

const inTrash = (from: Library) => from.list()[0]?.trashedAt !== null

const bytesOf = async (id: string) => {
  const names = await readdir(pathOf('', id))
  const lengths = await Promise.all(names.map(async (name) => (await readFile(pathOf(name, id))).length))
  return lengths.reduce((total, bytes) => total + bytes, 0)
}

/** One cached job with an edit, title and tags. */
const withEdit = async (): Promise<Library> => {
  const here = await library()
  await here.addFile(file(jobId))
  await here.rename(jobId, 'Board meeting')
  await here.tag(jobId, ['Interview', 'Älter'])
  const opened = await here.open(jobId)
  if (!opened.ok) throw new Error(opened.message)
  const { speakers } = transcriptSchema.parse(JSON.parse(opened.value.snapshot))
  const [speaker] = speakers
  if (speaker === undefined) throw new Error('no speaker')
  const after = { ...speaker, name: 'Ann' }
  await here.append(jobId, [{ label: 'Rename', at: 1, steps: [{ kind: 'speaker', at: 0, before: speaker, after }] }])
  return here
}

const speakerOf = async (from: Library, id: string): Promise<string | undefined> => {
  const opened = await from.open(id)
  if (!opened.ok) throw new Error(opened.message)
  const { snapshot, tail } = opened.value
  return replay(transcriptSchema.parse(JSON.parse(snapshot)), tail).transcript.speakers[0]?.name
}

describe('the trash', () => {
  test('takes a job with all it has, keeps it over a restart, and gives it back as it was', async () => {
    const here = await withEdit()
    const [before] = here.list()
    const files = await filesOf(jobId)
    time = 5000
    expect(await here.trash(jobId)).toEqual(done)
    expect(here.list()).toEqual([{ ...before, trashedAt: 5000 }])
    expect(changes.at(-1)).toMatchObject({ id: jobId, trashedAt: 5000 })
    expect(await here.open(jobId)).toMatchObject({
      ok: false,
      code: 'conflict',
      message: expect.stringContaining('trash'),
    })
    expect(await here.contents(jobId)).toMatchObject({ ok: false, code: 'conflict' })

    const again = await library()
    expect(again.list()).toMatchObject([{ trashedAt: 5000, title: 'Board meeting', tags: ['Interview', 'Älter'] }])
    expect(await filesOf(jobId)).toEqual(files)
    expect(await again.restore(jobId)).toEqual(done)
    expect(again.list()).toMatchObject([{ trashedAt: null, title: 'Board meeting', tags: ['Interview', 'Älter'] }])
    expect(await speakerOf(await library(), jobId)).toBe('Ann')
  })

  test('what comes twice is done once', async () => {
    const here = await withEdit()
    expect(await Promise.all([here.trash(jobId), here.trash(jobId)])).toEqual([done, done])
    expect(await Promise.all([here.restore(jobId), here.restore(jobId)])).toEqual([done, done])
    expect(await here.trash(otherId)).toMatchObject({ ok: false, code: 'not-found' })
  })

  test('a job in it is asked about by nobody, and goes on where it was', async () => {
    const here = await library()
    await here.addIds([jobId, otherId])
    await here.steer(otherId, 'pause')
    for (const id of [jobId, otherId]) await here.trash(id)
    expect(here.waiting()).toEqual([])
    expect((await library()).waiting()).toEqual([])
    expect(here.state(jobId)).toBeNull()
    expect(await here.steer(jobId, 'stop')).toEqual({ ok: true, value: false })
    for (const id of [jobId, otherId]) await here.restore(id)
    expect(here.waiting().map(({ id }) => id)).toEqual([jobId])
    expect(here.list()).toMatchObject([{ state: { paused: false } }, { state: { paused: true } }])
  })

  test('an answer that was on its way is kept all the same', async () => {
    const here = await library()
    await here.addIds([jobId])
    await here.trash(jobId)
    await here.report(jobId, { kind: 'completed', bytes: response(jobId) })
    expect((await library()).list()).toMatchObject([{ state: { kind: 'ready' }, trashedAt: 1000 }])
  })

  test('the last words of an open job reach the disk, also when it is in the trash by then', async () => {
    const here = await withEdit()
    await here.trash(jobId)
    expect(await here.append(jobId, [{ label: 'Nothing', at: 2, steps: [] }])).toEqual({
      ok: true,
      value: { groups: 2 },
    })
  })

  test('an id or a file that lies in it says so; a file for a job without a transcript takes it out', async () => {
    const here = await withEdit()
    await here.addIds([otherId])
    await here.trash(jobId)
    await here.trash(otherId)
    const added = await here.addIds([jobId, otherId])
    expect(added.map(({ result }) => result)).toMatchObject([
      { ok: true, value: { kind: 'trashed', jobId } },
      { ok: true, value: { kind: 'trashed', jobId: otherId } },
    ])
    expect(await here.addFile(file(jobId))).toMatchObject({ ok: true, value: { kind: 'trashed', jobId } })
    expect(await here.addFile(file(otherId))).toMatchObject({ ok: true, value: { kind: 'added', jobId: otherId } })
    expect((await library()).list().map(({ id, trashedAt }) => [id, trashedAt])).toEqual([
      [jobId, 1000],
      [otherId, null],
    ])
  })

  test('only what lies in it is deleted, and then nothing of it is left', async () => {
    const here = await withEdit()
    expect(await here.remove(jobId)).toMatchObject({ ok: false, code: 'conflict' })
    await here.trash(jobId)
    expect(await here.remove(jobId)).toEqual(done)
    expect(forgotten).toEqual([jobId])
    expect([here.list(), (await library()).list(), await readdir(join(dir, 'jobs'))]).toEqual([[], [], []])
  })

  test('each start counts on disk, none removes at once, and what was restored begins anew', async () => {
    time = 400 * day
    const first = await withEdit()
    await first.addIds([otherId])
    await first.trash(jobId)
    const startsUntilGone = async (): Promise<number> => {
      for (let days = 1; days <= 60; days++) {
        time += day
        if ((await (await library()).sweep()) === 1) return days
      }
      return Infinity
    }
    time += 365 * day
    expect(await (await library()).sweep()).toBe(0)
    const here = await library()
    await here.restore(jobId)
    await here.trash(jobId)
    expect(await startsUntilGone()).toBe(keptDays + 5)
    expect((await library()).list().map(({ id }) => id)).toEqual([otherId])
    expect(forgotten).toEqual([jobId])
  })

  test('a count that cannot be saved removes nothing and says so', async () => {
    const here = await withEdit()
    await here.trash(jobId)
    const record = JSON.parse(await readFile(pathOf('job.json'), 'utf8'))
    await writeFile(pathOf('job.json'), JSON.stringify({ ...record, trashLived: { at: 1000, steps: 6 } }))
    time += 100 * day
    const counter = failingAt(0, 'ENOSPC')
    await library(faultyDisk(nodeDisk, counter))
    const failing = await library(faultyDisk(nodeDisk, failingAt(counter.calls() + 1, 'ENOSPC')))
    expect(await failing.sweep()).toBe(0)
    expect(lines.at(-1)).toContain('stays in the trash')
    expect(inTrash(await library())).toBe(true)
    expect(await (await library()).sweep()).toBe(1)
  })

  test('a job of a newer Caesura is never swept away', async () => {
    const here = await withEdit()
    await here.trash(jobId)
    const record = JSON.parse(await readFile(pathOf('job.json'), 'utf8'))
    await writeFile(pathOf('job.json'), JSON.stringify({ ...record, schema: 99 }))
    time += 100 * day
    const later = await library()
    expect(await later.sweep()).toBe(0)
    expect(lines.at(-1)).toContain('stays in the trash')
    expect(await readdir(join(dir, 'jobs'))).toEqual([jobId])
  })
})

describe('a disk that fails or a process that dies at any call', () => {
  type Act = (here: Library) => Promise<{ readonly ok: boolean }>

  const acts: readonly (readonly [string, boolean, Act])[] = [
    ['into the trash', false, (here) => here.trash(jobId)],
    ['out of the trash', true, (here) => here.restore(jobId)],
  ]
  test.each(acts)('%s: the job is fully here or fully there', async (_, startsIn, act) => {
    const first = await withEdit()
    if (startsIn) await first.trash(jobId)
    const files = await filesOf(jobId)
    const kept = join(base, 'kept')
    await cp(dir, kept, { recursive: true })
    const counter = failingAt(0, 'EIO')
    const probe = await library(faultyDisk(nodeDisk, counter))
    const opening = counter.calls()
    await act(probe)
    const total = counter.calls()
    expect(total - opening).toBeGreaterThanOrEqual(5)
    for (const dead of [false, true])
      for (let n = opening + 1; n <= total; n++) {
        await rm(dir, { recursive: true, force: true })
        await cp(kept, dir, { recursive: true })
        const here = await library(faultyDisk(nodeDisk, failingAt(n, 'EIO', dead)))
        const result = await act(here)
        const after = await library()
        if (result.ok) expect(inTrash(after)).toBe(!startsIn)
        // What was not done did not happen; but for the very last fsync, after which the new record may be there already.
        else expect(inTrash(after)).toBe(n === total ? !startsIn : startsIn)
        if (!dead) expect(inTrash(here)).toBe(result.ok ? !startsIn : startsIn)
        expect(await filesOf(jobId)).toEqual(files)
        expect(after.list()).toMatchObject([
          { title: 'Board meeting', tags: ['Interview', 'Älter'], state: { kind: 'ready' } },
        ])
      }
  })

  test('deleting for good: the job is whole in the trash, or gone with everything', async () => {
    const first = await withEdit()
    await first.trash(jobId)
    const files = await filesOf(jobId)
    const kept = join(base, 'kept')
    await cp(dir, kept, { recursive: true })
    const counter = failingAt(0, 'EIO')
    const probe = await library(faultyDisk(nodeDisk, counter))
    const opening = counter.calls()
    await probe.remove(jobId)
    const total = counter.calls()
    for (const dead of [false, true])
      for (let n = opening + 1; n <= total; n++) {
        await rm(dir, { recursive: true, force: true })
        await cp(kept, dir, { recursive: true })
        const here = await library(faultyDisk(nodeDisk, failingAt(n, 'EIO', dead)))
        const result = await here.remove(jobId)
        const after = await library()
        if (after.list().length === 0) expect(await readdir(join(dir, 'jobs'))).toEqual([])
        else {
          expect(result.ok).toBe(false)
          expect(await filesOf(jobId)).toEqual(files)
          expect(after.list()).toMatchObject([{ trashedAt: 1000, title: 'Board meeting' }])
        }
      }
  })

  test('duplicating: the first stays as it was, and the copy is whole or not there', async () => {
    await withEdit()
    const files = await filesOf(jobId)
    const kept = join(base, 'kept')
    await cp(dir, kept, { recursive: true })
    const counter = failingAt(0, 'ENOSPC')
    const probe = await library(faultyDisk(nodeDisk, counter))
    const opening = counter.calls()
    await probe.duplicate(jobId)
    const total = counter.calls()
    expect(total - opening).toBeGreaterThan(8)
    for (const dead of [false, true])
      for (let n = opening + 1; n <= total; n++) {
        await rm(dir, { recursive: true, force: true })
        await cp(kept, dir, { recursive: true })
        const here = await library(faultyDisk(nodeDisk, failingAt(n, 'ENOSPC', dead)))
        const result = await here.duplicate(jobId)
        const after = await library()
        expect(await filesOf(jobId)).toEqual(files)
        const copies = after.list().filter(({ id }) => id !== jobId)
        if (result.ok || copies.length > 0) {
          expect(copies).toMatchObject([{ title: 'Board meeting copy', state: { kind: 'ready' } }])
          expect(await filesOf(copies[0]?.id ?? '')).toEqual(files)
        }
      }
  })
})

describe('a copy', () => {
  test('is a job of its own with the same original, the edits so far, tags and title; what follows is only its own', async () => {
    const here = await withEdit()
    await here.exported(jobId, 'srt', '/tmp/x.srt')
    const copied = await here.duplicate(jobId)
    const id = copied.ok ? copied.value.jobId : ''
    expect(here.list().find((job) => job.id === id)).toMatchObject({
      title: 'Board meeting copy',
      origin: 'copy',
      hasPictoryId: false,
      tags: ['Interview', 'Älter'],
      exported: [],
      trashedAt: null,
      state: { kind: 'ready' },
    })
    expect(await readFile(pathOf('response.json', id))).toEqual(await readFile(pathOf('response.json')))
    const again = await library()
    expect(await speakerOf(again, id)).toBe('Ann')
    await again.append(id, [{ label: 'Nothing', at: 2, steps: [] }])
    expect((await filesOf(jobId)).find(([name]) => name === 'edits.jsonl')).not.toEqual(
      (await filesOf(id)).find(([name]) => name === 'edits.jsonl'),
    )
    const second = await here.duplicate(jobId)
    const third = await here.duplicate(second.ok ? second.value.jobId : '')
    const titles = here.list().map(({ title }) => title)
    expect([second.ok, third.ok]).toEqual([true, true])
    expect(titles).toEqual(
      expect.arrayContaining(['Board meeting copy', 'Board meeting copy 2', 'Board meeting copy 3']),
    )
  })

  test('is not made of what holds no transcript, or lies in the trash', async () => {
    const here = await withEdit()
    await here.addIds([otherId])
    expect(await here.duplicate(otherId)).toMatchObject({ ok: false, message: expect.stringContaining('not finished') })
    await here.trash(jobId)
    expect(await here.duplicate(jobId)).toMatchObject({ ok: false, message: expect.stringContaining('trash') })
  })
})

describe('sizes', () => {
  test('are the bytes of the files, of some or of all, and follow what changes', async () => {
    const here = await withEdit()
    await here.addIds([otherId])
    const all = await here.sizes(null)
    expect(new Map(all.map(({ jobId: id, bytes }) => [id, bytes]))).toEqual(
      new Map([
        [jobId, await bytesOf(jobId)],
        [otherId, await bytesOf(otherId)],
      ]),
    )
    await here.append(jobId, [{ label: 'Nothing', at: 2, steps: [] }])
    expect(await here.sizes([jobId, '00000000-0000-4000-8000-000000000000'])).toEqual([
      { jobId, bytes: await bytesOf(jobId) },
    ])
  })
})

describe('what is read to be written elsewhere', () => {
  test('is the transcript with the edits so far, of a job that need not be open, and nothing is mended', async () => {
    await withEdit()
    await appendFile(pathOf('edits.jsonl'), '12 torn')
    const files = await filesOf(jobId)
    const here = await library()
    const contents = await here.contents(jobId)
    if (!contents.ok) throw new Error(contents.message)
    const { snapshot, tail } = contents.value
    expect(replay(transcriptSchema.parse(JSON.parse(snapshot)), tail).transcript.speakers[0]?.name).toBe('Ann')
    expect(await filesOf(jobId)).toEqual(files)
  })
  test('is refused with why where it is damaged or not there yet', async () => {
    const here = await withEdit()
    await here.addIds([otherId])
    expect(await here.contents(otherId)).toMatchObject({ ok: false, message: expect.stringContaining('not finished') })
    await writeFile(pathOf('response.json'), '{}')
    expect(await here.contents(jobId)).toMatchObject({ ok: false, message: expect.stringContaining('outside Caesura') })
  })
})
