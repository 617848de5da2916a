import { createHash, randomUUID } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JobSummary } from '../../core/job/job'
import { added } from '../../core/job/schedule'
import { readOriginal } from './read'
import type { Transcript } from '../../core/transcript/model'
import { applyAll, type StepGroup, stepGroupSchema, transcriptSchema } from '../../core/transcript/step'
import { type Disk, nodeDisk } from './disk'
import { failingAt, faultyDisk } from './faulty'
import { type Library, openLibrary } from './jobs'
import { openJournal, readJournal } from './journal'

const jobId = '11111111-2222-4333-8444-555555555555'
const otherId = '99999999-2222-4333-8444-555555555555'

const word = (text: string, at: number) => ({
  uid: `w${at}`,
  word: text,
  start_time: at,
  end_time: at + 0.5,
  speakerId: 1,
})
const response = (id: string | null, text = 'Good evening and welcome') =>
  Buffer.from(
    JSON.stringify({
      ...(id === null ? {} : { job_id: id }),
      success: true,
      data: { status: 'completed', transcript: [{ uid: 's1', speakerId: 1, words: text.split(' ').map(word) }] },
    }),
  )

let dir = ''
let time = 1000
let changes: JobSummary[] = []
let moved: string[][] = []
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'caesura-library-')), 'library')
  time = 1000
  changes = []
  moved = []
})
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }))

const library = (disk: Disk = nodeDisk, options: { readOnly?: string; tailBytes?: number } = {}): Promise<Library> =>
  openLibrary({
    dir,
    disk,
    now: () => time++,
    newId: randomUUID,
    read: readOriginal,
    readOnly: options.readOnly ?? null,
    changed: (jobs) => changes.push(...jobs),
    forgotten: () => {},
    became: (from, to) => moved.push([from, to]),
    log: () => {},
    ...(options.tailBytes === undefined ? {} : { tailBytes: options.tailBytes }),
  })

const file = (bytes: Buffer, name = 'talk.json') => {
  const read = readOriginal(bytes, 'pictory')
  if (!read.ok) throw new Error(read.message)
  return { name, bytes, response: read.value, origin: 'file', media: null, title: null } as const
}

const pathOf = (name: string, id = jobId) => join(dir, 'jobs', id, name)
const open = async (from: Library, id = jobId) => {
  const opened = await from.open(id)
  if (!opened.ok) throw new Error(opened.message)
  return opened.value
}

/** As the window does it. */
const document = async (from: Library, id = jobId): Promise<Transcript> => {
  const { snapshot, tail } = await open(from, id)
  let transcript: Transcript = transcriptSchema.parse(JSON.parse(snapshot))
  for (const line of tail) {
    const next = applyAll(transcript, stepGroupSchema.parse(JSON.parse(line)).steps)
    if (!next.ok) throw new Error(next.message)
    transcript = next.value
  }
  return transcript
}

/** The nth rename of the only speaker. */
const renaming = (transcript: Transcript, n: number): StepGroup => {
  const [speaker] = transcript.speakers
  if (speaker === undefined) throw new Error('no speaker')
  const name = (k: number) => (k === 0 ? speaker.name : `Speaker ${'x'.repeat(20)} ${k}`)
  return {
    label: 'Rename',
    at: n,
    steps: [
      { kind: 'speaker', at: 0, before: { ...speaker, name: name(n - 1) }, after: { ...speaker, name: name(n) } },
    ],
  }
}
const renamings = (transcript: Transcript, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => renaming(transcript, from + index))

describe('adding', () => {
  test('a file is cached verbatim, with its hash, and is there after a restart', async () => {
    const bytes = response(jobId)
    const first = await library()
    expect(await first.addFile(file(bytes))).toEqual({ ok: true, value: { kind: 'added', jobId, notes: 0 } })
    expect(changes).toHaveLength(1)
    expect(await readFile(pathOf('response.json'))).toEqual(bytes)
    const again = await library()
    expect(again.list()).toEqual(first.list())
    expect(again.list()).toMatchObject([
      { id: jobId, title: 'talk', origin: 'file', state: { kind: 'ready' }, words: 4, speakers: 1 },
    ])
    const record: unknown = JSON.parse(await readFile(pathOf('job.json'), 'utf8'))
    expect(record).toMatchObject({
      schema: 3,
      response: { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    })
    expect(await document(again)).toMatchObject({ paragraphs: [{ items: [{ text: 'Good' }, {}, {}, {}] }] })
  })

  test('the same file again is known; with no id in it too', async () => {
    const here = await library()
    for (const bytes of [response(jobId), response(null)]) {
      const first = await here.addFile(file(bytes))
      expect(first).toMatchObject({ ok: true, value: { kind: 'added' } })
      expect(await here.addFile(file(bytes, 'copy.json'))).toMatchObject({
        ok: true,
        value: { kind: 'known', jobId: first.ok ? first.value.jobId : '' },
      })
    }
    expect(here.list()).toHaveLength(2)
  })

  test('two drops of the same file at the same moment make one job', async () => {
    const here = await library()
    const results = await Promise.all([here.addFile(file(response(jobId))), here.addFile(file(response(jobId)))])
    const kinds = results.map((result) => (result.ok ? result.value.kind : result.code))
    expect(kinds.toSorted((a, b) => a.localeCompare(b))).toEqual(['added', 'known'])
  })

  test('the same job with other bytes becomes a job of its own, and the cached one stays', async () => {
    const here = await library()
    const [old, other] = [response(jobId), response(jobId, 'Other words entirely')]
    await here.addFile(file(old))
    const added = await here.addFile(file(other))
    expect(added).toMatchObject({ ok: true, value: { kind: 'added' } })
    const id = added.ok ? added.value.jobId : ''
    expect(id).not.toBe(jobId)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(await readFile(pathOf('response.json'))).toEqual(old)
    expect(await readFile(pathOf('response.json', id))).toEqual(other)
    expect(await here.addFile(file(other))).toMatchObject({ ok: true, value: { kind: 'known', jobId: id } })
  })

  test('ids are added once; a file of a waiting job completes it', async () => {
    const here = await library()
    expect((await here.addIds([jobId, jobId])).map(({ result }) => result.ok && result.value.kind)).toEqual([
      'added',
      'known',
    ])
    expect(here.waiting().map((job) => job.id)).toEqual([jobId])
    expect(await here.addFile(file(response(jobId)))).toMatchObject({ ok: true, value: { kind: 'added', jobId } })
    expect(here.waiting()).toEqual([])
    expect((await library()).list()).toMatchObject([{ origin: 'pictory', title: 'talk', state: { kind: 'ready' } }])
  })

  test('when the disk fails or the process dies at any call, nothing half-made is ever listed', async () => {
    const counter = failingAt(0, 'ENOSPC')
    await (await library(faultyDisk(nodeDisk, counter))).addFile(file(response(jobId)))
    const total = counter.calls()
    expect(total).toBeGreaterThan(8)
    // The first three make the library ready.
    for (const dead of [false, true])
      for (let n = 4; n <= total; n++) {
        await rm(dir, { recursive: true, force: true })
        const added = await (
          await library(faultyDisk(nodeDisk, failingAt(n, 'ENOSPC', dead)))
        ).addFile(file(response(jobId)))
        const after = await library()
        for (const job of after.list()) {
          expect(job.state.kind).toBe('ready')
          await document(after)
        }
        if (!added.ok) expect(added.code).toBe('disk-full')
        else expect(after.list()).toHaveLength(1)
        expect((await readdir(join(dir, 'jobs'))).filter((name) => name.startsWith('.'))).toEqual([])
        expect(await after.addFile(file(response(jobId)))).toMatchObject({ ok: true })
      }
  })
})

const completed = (bytes: Buffer) => ({ kind: 'completed', bytes }) as const

describe('what Pictory answers', () => {
  test('a finished job is cached and no longer asked for; its stand-in title gives way', async () => {
    const here = await library()
    await here.addIds([jobId])
    expect(here.list()).toMatchObject([{ title: jobId, state: { kind: 'waiting' } }])
    expect(await here.report(jobId, completed(response(jobId)))).toEqual({ ok: true, value: null })
    expect(here.waiting()).toEqual([])
    expect((await library()).list()).toMatchObject([
      { title: 'Good evening and welcome', state: { kind: 'ready' }, words: 4 },
    ])
  })

  test('a late answer of any kind never touches a cached job', async () => {
    const here = await library()
    await here.addIds([jobId])
    await here.report(jobId, completed(response(jobId)))
    const before = here.list()
    await here.report(jobId, completed(response(jobId, 'Something else')))
    await here.report(jobId, { kind: 'gone', why: 'unknown', message: 'gone', at: 5 })
    expect(here.list()).toEqual(before)
    expect(await readFile(pathOf('response.json'))).toEqual(response(jobId))
  })

  test('an answer without a transcript is kept, said, and final', async () => {
    const here = await library()
    await here.addIds([jobId])
    const bytes = Buffer.from('{"data":{"transcript":[]}}')
    expect(await here.report(jobId, completed(bytes))).toEqual({ ok: true, value: null })
    expect((await library()).list()).toMatchObject([
      { state: { kind: 'failed', message: expect.stringContaining('Pictory’s answer') } },
    ])
    expect(await readFile(pathOf('response.json'))).toEqual(bytes)
  })

  test('a full disk or a killed process at any call of caching: no answer is lost that was called saved, and the next one completes it', async () => {
    const counter = failingAt(0, 'ENOSPC')
    const probe = await library(faultyDisk(nodeDisk, counter))
    await probe.addIds([jobId])
    const start = counter.calls()
    await probe.report(jobId, completed(response(jobId)))
    const total = counter.calls()
    expect(total - start).toBeGreaterThan(10)
    for (const dead of [false, true])
      for (let n = start + 1; n <= total; n++) {
        await rm(dir, { recursive: true, force: true })
        const here = await library(faultyDisk(nodeDisk, failingAt(n, 'ENOSPC', dead)))
        await here.addIds([jobId])
        const reported = await here.report(jobId, completed(response(jobId)))
        const after = dead ? await library() : here
        if (reported.ok) expect(after.list()).toMatchObject([{ state: { kind: 'ready' } }])
        else if (after.list()[0]?.state.kind === 'waiting')
          expect(await after.report(jobId, completed(response(jobId)))).toMatchObject({ ok: true })
        expect(after.list()).toMatchObject([{ state: { kind: 'ready' } }])
        expect(await document(await library())).toMatchObject({ paragraphs: [{}] })
      }
  })

  test('failed and gone are kept', async () => {
    const here = await library()
    await here.addIds([jobId, otherId])
    await here.report(jobId, { kind: 'failed', message: 'No speech found.', at: 7 })
    expect((await library()).list()).toContainEqual(
      expect.objectContaining({ id: jobId, state: { kind: 'failed', message: 'No speech found.', at: 7 } }),
    )
  })

  test('a waiting state that only counts on is not written each time, a new trouble is', async () => {
    const here = await library()
    await here.addIds([jobId])
    const state = { ...added, nextCheckAt: 5, lastCheckAt: 4, asked: 1 }
    await here.report(jobId, state)
    expect(here.list()).toMatchObject([{ state }])
    expect((await library()).list()).toMatchObject([{ state: { asked: 0 } }])
    const troubled = { ...state, trouble: { reason: 'offline', message: 'No network.', failures: 1 } } as const
    await here.report(jobId, troubled)
    expect((await library()).list()).toMatchObject([{ state: troubled }])
    time += 600_001
    await here.report(jobId, { ...troubled, asked: 2 })
    expect((await library()).list()).toMatchObject([{ state: { asked: 2 } }])
  })
})

describe('editing', () => {
  test('appended groups are there after a restart, in order, and counted', async () => {
    const here = await library()
    await here.addFile(file(response(jobId)))
    const transcript = await document(here)
    expect(await here.append(jobId, renamings(transcript, 1, 2))).toEqual({ ok: true, value: { groups: 2 } })
    expect(await here.append(jobId, renamings(transcript, 3, 3))).toEqual({ ok: true, value: { groups: 3 } })
    expect(here.list()[0]?.editedAt).not.toBeNull()
    const again = await library()
    expect(await document(again)).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 3$/) }] })
    expect(await again.append(jobId, renamings(transcript, 4, 4))).toEqual({ ok: true, value: { groups: 4 } })
  })

  test('batches sent at once never interleave', async () => {
    const here = await library()
    await here.addFile(file(response(jobId)))
    const transcript = await document(here)
    const batches = [renamings(transcript, 1, 50), renamings(transcript, 51, 51), renamings(transcript, 52, 120)]
    const answers = await Promise.all(batches.map((batch) => here.append(jobId, batch)))
    expect(answers.map((answer) => answer.ok && answer.value.groups)).toEqual([50, 51, 120])
    expect(await document(await library())).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 120$/) }] })
  })

  test('a job that is not open, not here, or not finished takes no edits', async () => {
    const here = await library()
    await here.addFile(file(response(jobId)))
    await here.addIds([otherId])
    const group = renaming(
      { speakers: [{ id: 'a', name: 'A', pictoryId: null }], paragraphs: [], language: '', durationMs: null },
      1,
    )
    expect(await here.append(jobId, [group])).toMatchObject({ ok: false, code: 'conflict' })
    expect(await here.append(otherId, [group])).toMatchObject({ ok: false, code: 'conflict' })
    expect(await here.append('00000000-0000-4000-8000-000000000000', [group])).toMatchObject({
      ok: false,
      code: 'not-found',
    })
    expect(await here.open(otherId)).toMatchObject({
      ok: false,
      code: 'not-found',
      message: expect.stringContaining('not finished'),
    })
  })

  test('a long tail is replayed into a new snapshot; the count goes on, and so do the edits', async () => {
    const here = await library(nodeDisk, { tailBytes: 4000 })
    await here.addFile(file(response(jobId)))
    const transcript = await document(here)
    await here.append(jobId, renamings(transcript, 1, 100))
    const opened = await open(here)
    expect(opened.tail).toEqual([])
    expect(opened.snapshot).toContain(' 100"')
    expect(await here.append(jobId, renamings(transcript, 101, 101))).toEqual({ ok: true, value: { groups: 101 } })
    const again = await library(nodeDisk, { tailBytes: 4000 })
    expect((await open(again)).tail).toHaveLength(1)
    expect(await document(again)).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 101$/) }] })
    await rm(pathOf('snapshot.json'))
    expect(await document(await library())).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 101$/) }] })
  })

  test('killed at any disk call while opening with a long tail and appending: every acknowledged edit is there', async () => {
    const seed = await library()
    await seed.addFile(file(response(jobId)))
    const transcript = await document(seed)
    await seed.append(jobId, renamings(transcript, 1, 40))
    const counter = failingAt(0, 'EIO')
    const keep = new Map<string, Buffer>()
    for (const name of await readdir(pathOf(''))) keep.set(name, await readFile(pathOf(name)))
    const run = async (disk: Disk): Promise<number> => {
      const here = await library(disk, { tailBytes: 1000 })
      if (!(await here.open(jobId)).ok) return 40
      const answer = await here.append(jobId, renamings(transcript, 41, 45))
      return answer.ok ? 45 : 40
    }
    expect(await run(faultyDisk(nodeDisk, counter))).toBe(45)
    for (let n = 1; n <= counter.calls(); n++) {
      await rm(pathOf(''), { recursive: true })
      await mkdir(pathOf(''))
      for (const [name, bytes] of keep) await writeFile(pathOf(name), bytes)
      const acknowledged = await run(faultyDisk(nodeDisk, failingAt(n, 'EIO', true)))
      const after = await library()
      const name = (await document(after)).speakers[0]?.name ?? ''
      expect(Number(name.split(' ').at(-1))).toBeGreaterThanOrEqual(acknowledged)
      expect(after.list()).toMatchObject([{ state: { kind: 'ready' } }])
    }
  })
})

/** A job with so many changes. */
const edited = async (count: number): Promise<Transcript> => {
  const here = await library()
  await here.addFile(file(response(jobId)))
  const transcript = await document(here)
  for (let n = 1; n <= count; n++) await here.append(jobId, [renaming(transcript, n)])
  return transcript
}

describe('damage', () => {
  test('a torn last line is kept aside and told; the job is fine and goes on', async () => {
    const transcript = await edited(3)
    await appendFile(pathOf('edits.jsonl'), '120 0123456789abcdef {"label":"Ty')
    const here = await library()
    const opened = await open(here)
    expect(opened.tail).toHaveLength(3)
    expect(opened.told).toEqual([expect.stringContaining('edits.torn-1')])
    expect(opened.job.state.kind).toBe('ready')
    expect(await readFile(pathOf('edits.torn-1'), 'utf8')).toBe('120 0123456789abcdef {"label":"Ty')
    expect(await here.append(jobId, [renaming(transcript, 4)])).toEqual({ ok: true, value: { groups: 4 } })
    expect(await open(await library())).toMatchObject({
      told: [],
      mends: [{ message: expect.stringContaining('edits.torn-1') }],
    })
  })

  test('a damaged line in the middle: what is before it is used, the rest is kept aside, the job is shown as damaged until editing goes on', async () => {
    const transcript = await edited(5)
    const bytes = await readFile(pathOf('edits.jsonl'))
    const third = bytes.toString('latin1').split('\n').slice(0, 2).join('\n').length + 60
    bytes.writeUInt8(bytes.readUInt8(third) ^ 1, third)
    await writeFile(pathOf('edits.jsonl'), bytes)
    const opened = await open(await library())
    expect(opened.tail).toHaveLength(2)
    expect(opened.job.state).toMatchObject({
      kind: 'damaged',
      message: expect.stringContaining('The first 2 are here.'),
    })
    const aside = await readFile(pathOf('edits.damaged-1'))
    expect(Buffer.concat([await readFile(pathOf('edits.jsonl')), aside])).toEqual(bytes)
    const later = await library()
    expect(later.list()).toMatchObject([{ state: { kind: 'damaged', openable: true } }])
    expect((await open(later)).told[0]).toContain('edits.damaged-1')
    expect(await later.append(jobId, [renaming(transcript, 3)])).toEqual({ ok: true, value: { groups: 3 } })
    expect((await library()).list()).toMatchObject([{ state: { kind: 'ready' } }])
  })

  test('a journal cut at every byte opens as a prefix of the edits', async () => {
    await edited(3)
    const bytes = await readFile(pathOf('edits.jsonl'))
    const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1)
    for (let cut = 0; cut <= bytes.length; cut++) {
      await writeFile(pathOf('edits.jsonl'), bytes)
      await truncate(pathOf('edits.jsonl'), cut)
      const opened = await open(await library())
      expect(opened.tail).toHaveLength(ends.filter((end) => end <= cut).length)
      expect(opened.job.state.kind).toBe('ready')
    }
  })

  test('a line that is sound but no step group counts as damaged from there on', async () => {
    await edited(2)
    const read = await readJournal(nodeDisk, pathOf('edits.jsonl'))
    const { endsAt: offset, seal } = read?.lines.at(-1) ?? { endsAt: 0, seal: null }
    const journal = openJournal(nodeDisk, pathOf('edits.jsonl'), { offset, seal })
    await journal.append(['{"label":1}', '{"label":"x","at":1,"steps":[]}'])
    const opened = await open(await library())
    expect(opened.tail).toHaveLength(2)
    expect(opened.job.state).toMatchObject({ kind: 'damaged' })
    expect((await readFile(pathOf('edits.damaged-1'), 'utf8')).split('\n')).toHaveLength(3)
  })

  test('a damaged or missing snapshot is made again of the answer and the journal', async () => {
    await edited(2)
    const sound = await readFile(pathOf('snapshot.json'), 'utf8')
    for (const bad of [sound.replace('Good', 'Bood'), sound.slice(0, -3), '', '{"schema":1,"transcript":{}}', null]) {
      if (bad === null) await rm(pathOf('snapshot.json'))
      else await writeFile(pathOf('snapshot.json'), bad)
      const here = await library()
      expect(await document(here)).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 2$/) }] })
      expect(await readFile(pathOf('snapshot.json'), 'utf8')).toBe(sound)
    }
  })

  test.each([
    ['changed', Buffer.from('{"nothing":1}'), 'was changed or damaged'],
    ['missing', null, 'is missing'],
  ])('Pictory’s answer %s: told, and the transcript with its edits still opens', async (_, bytes, sentence) => {
    await edited(2)
    if (bytes === null) await rm(pathOf('response.json'))
    else await writeFile(pathOf('response.json'), bytes)
    const here = await library()
    expect(await document(here)).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 2$/) }] })
    expect(here.list()).toMatchObject([
      { state: { kind: 'damaged', openable: true, message: expect.stringContaining(sentence) } },
    ])
    expect(await here.addFile(file(response(jobId)))).toMatchObject({ ok: true, value: { kind: 'known' } })
    expect(await readFile(pathOf('response.json'))).toEqual(response(jobId))
    if (bytes !== null) expect(await readFile(pathOf('response.damaged-1.json'))).toEqual(bytes)
    expect((await open(await library())).job.state.kind).toBe('ready')
  })

  test('nothing readable left: shown as damaged, said on opening, and the good file mends it', async () => {
    await edited(1)
    await writeFile(pathOf('response.json'), 'rubbish')
    await rm(pathOf('snapshot.json'))
    const here = await library()
    expect(await here.open(jobId)).toMatchObject({ ok: false, code: 'unreadable' })
    expect(here.list()).toMatchObject([{ state: { kind: 'damaged' } }])
    expect(await here.addFile(file(response(jobId)))).toMatchObject({ ok: true, value: { kind: 'known' } })
    expect(await document(here)).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 1$/) }] })
  })

  test('job.json damaged: made again of the other files, the old one kept aside, the edits whole', async () => {
    await edited(2)
    await writeFile(pathOf('job.json'), '{"schema":1,"id":')
    const here = await library()
    expect(here.list()).toMatchObject([
      { id: jobId, state: { kind: 'damaged', openable: true, message: expect.stringContaining('job.json') }, words: 4 },
    ])
    expect(await document(here)).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 2$/) }] })
    expect(await readFile(pathOf('job.damaged-1.json'), 'utf8')).toBe('{"schema":1,"id":')
  })

  test('an empty job folder is shown, can be filled by its file, and by nothing else', async () => {
    await mkdir(pathOf(''), { recursive: true })
    const here = await library()
    expect(here.list()).toMatchObject([
      {
        id: jobId,
        state: { kind: 'damaged', openable: false, message: expect.stringContaining('Nothing could be saved') },
      },
    ])
    expect(await here.open(jobId)).toMatchObject({ ok: false })
    expect(await here.addFile(file(response(jobId)))).toMatchObject({ ok: true, value: { kind: 'added' } })
    expect((await library()).list()).toMatchObject([{ state: { kind: 'ready' } }])
  })

  test('a journal shorter than its snapshot: the text stays, the loss is told, editing goes on', async () => {
    const small = await library(nodeDisk, { tailBytes: 100 })
    await small.addFile(file(response(jobId)))
    const transcript = await document(small)
    await small.append(jobId, renamings(transcript, 1, 20))
    await open(small)
    await truncate(pathOf('edits.jsonl'), 50)
    const here = await library()
    const opened = await open(here)
    expect(opened.snapshot).toContain(' 20"')
    expect(opened.job.state.kind).toBe('damaged')
    expect(await here.append(jobId, renamings(transcript, 21, 21))).toEqual({ ok: true, value: { groups: 21 } })
    expect(await document(await library())).toMatchObject({ speakers: [{ name: expect.stringMatching(/ 21$/) }] })
    expect(await readdir(pathOf(''))).toContain('edits.damaged-1')
  })
})

describe('what may not be written', () => {
  test('a newer schema opens read-only and is not touched', async () => {
    const first = await library()
    await first.addFile(file(response(jobId)))
    const text = await readFile(pathOf('job.json'), 'utf8')
    for (const newer of [
      text.replace('"schema": 3', '"schema": 4'),
      text.replace('"schema": 3', '"schema": 4').replace('"ready"', '"archived"'),
    ]) {
      await writeFile(pathOf('job.json'), newer)
      const here = await library()
      expect(await open(here)).toMatchObject({ readOnly: expect.stringContaining('newer Caesura') })
      expect(await here.rename(jobId, 'x')).toMatchObject({ ok: false, code: 'read-only' })
      expect(await here.append(jobId, renamings(await document(here), 1, 1))).toMatchObject({
        ok: false,
        code: 'read-only',
      })
      expect(await readFile(pathOf('job.json'), 'utf8')).toBe(newer)
    }
  })

  test('a library another machine writes: everything opens, nothing is written, not even a repair', async () => {
    const first = await library()
    await first.addFile(file(response(jobId)))
    await appendFile(pathOf('edits.jsonl'), '12 torn')
    const tree = async () =>
      Promise.all(
        (await readdir(pathOf(''))).sort().map(async (name) => [name, await readFile(pathOf(name), 'latin1')]),
      )
    const before = await tree()
    const here = await library(nodeDisk, { readOnly: 'It is in use elsewhere.' })
    expect(await open(here)).toMatchObject({ readOnly: 'It is in use elsewhere.', tail: [] })
    const answers = [
      here.rename(jobId, 'x'),
      here.addFile(file(response(otherId))),
      here.trash(jobId),
      here.tag(jobId, ['x']),
      here.duplicate(jobId),
      here.remove(jobId),
      here.exported(jobId, 'srt', '/x'),
    ]
    for (const answer of await Promise.all(answers))
      expect(answer).toEqual({ ok: false, code: 'read-only', message: 'It is in use elsewhere.' })
    expect((await here.addIds([otherId]))[0]?.result).toMatchObject({ ok: false, code: 'read-only' })
    expect(await tree()).toEqual(before)
  })

  test('a library folder that cannot be made: an empty list, and every wish is answered with why', async () => {
    const here = await library(faultyDisk(nodeDisk, failingAt(1, 'EROFS', true)))
    expect(here.list()).toEqual([])
    expect(await here.addFile(file(response(jobId)))).toMatchObject({ ok: false, code: 'read-only' })
  })

  test('a failed write of the title leaves the old one, on disk and in the list', async () => {
    const first = await library()
    await first.addFile(file(response(jobId)))
    const here = await library(
      faultyDisk(nodeDisk, {
        strike: (what) => (what === 'write' ? Object.assign(new Error('full'), { code: 'ENOSPC' }) : null),
      }),
    )
    expect(await here.rename(jobId, 'New')).toMatchObject({
      ok: false,
      code: 'disk-full',
      message: 'The title could not be saved: the disk is full.',
    })
    expect(here.list()).toMatchObject([{ title: 'talk' }])
    expect((await library()).list()).toMatchObject([{ title: 'talk' }])
  })

  test('names that are no job are left alone', async () => {
    await mkdir(join(dir, 'jobs', 'Notes of mine'), { recursive: true })
    expect((await library()).list()).toEqual([])
    expect(await readdir(join(dir, 'jobs'))).toEqual(['Notes of mine'])
  })
})
