// Libraries of other versions: an older one goes on, a newer one is read and left alone.

import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from './disk'
import { failingAt, faultyDisk } from './faulty'
import { jobId, makeWorld, renamed, renamings, unsynced, type World } from './library.fixture'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.remove())

const sum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
const oldLine = (json: string): string => `${Buffer.byteLength(json)} ${sum(json)} ${json}\n`

/** The job as Caesura of schema 2 left it, with so many changes, and so many of them in its snapshot. */
const ofSchema2 = async (changes: number, inSnapshot: number): Promise<Readonly<Record<string, string>>> => {
  const transcript = await world.document(await world.added())
  const again = await world.library(nodeDisk, { tailBytes: 1 })
  await world.open(again)
  if (inSnapshot > 0) {
    await again.append(jobId, renamings(transcript, 1, inSnapshot))
    await world.open(again)
  }
  const lines = renamings(transcript, 1, changes).map((group) => oldLine(JSON.stringify(group)))
  const {
    'job.json': record = '',
    'response.json': response = '',
    'snapshot.json': snapshot = '',
  } = await world.files()
  const journalBytes = Buffer.byteLength(lines.slice(0, inSnapshot).join(''))
  return {
    'response.json': response,
    'job.json': record.replace('"schema": 3', '"schema": 2'),
    'snapshot.json': snapshot
      .replace('"schema":3', '"schema":2')
      .replace(/"journalBytes":\d+,"seal":(null|"[0-9a-f]+")/u, `"journalBytes":${journalBytes}`),
    'edits.jsonl': lines.join(''),
  }
}

describe('a job of schema 2', () => {
  test.each([
    [0, 0],
    [3, 0],
    [3, 2],
    [3, 3],
  ])(
    'with %i changes, %i of them in the snapshot: opens whole, goes on sealed, and says schema 3 first',
    async (all, seen) => {
      const files = await ofSchema2(all, seen)
      await world.putFiles(files)
      const here = await world.library()
      const transcript = await world.document(here)
      expect(renamed(transcript)).toBe(all)
      expect(await world.files()).toEqual(files)
      expect(await here.append(jobId, renamings(transcript, all + 1, all + 2))).toEqual({
        ok: true,
        value: { groups: all + 2 },
      })
      const after = await world.files()
      expect(after['job.json']).toContain('"schema": 3')
      expect(after['edits.jsonl']?.startsWith(files['edits.jsonl'] ?? '')).toBe(true)
      expect(after['edits.jsonl']?.match(/^\d+ \+/gmu)).toHaveLength(2)
      const again = await world.library(nodeDisk, { tailBytes: 1 })
      expect(renamed(await world.document(again))).toBe(all + 2)
      expect((await world.open(again)).job.state.kind).toBe('ready')
      // Another compaction on top of the sealed ones.
      await again.append(jobId, renamings(transcript, all + 3, all + 3))
      expect(renamed(await world.document(await world.library(nodeDisk, { tailBytes: 1 })))).toBe(all + 3)
    },
  )

  test('killed at any disk call of its first sealed change: no sealed line stands beside a job.json that an older Caesura would write', async () => {
    const files = await ofSchema2(3, 0)
    const run = async (n: number) => {
      await world.putFiles(files)
      const fault = failingAt(n, 'EIO', true)
      const here = await world.library(faultyDisk(nodeDisk, fault))
      const opened = await here.open(jobId)
      if (opened.ok) await here.append(jobId, renamings(await world.document(here), 4, 4))
      return fault.calls()
    }
    const total = await run(0)
    expect(total).toBeGreaterThan(8)
    for (let n = 1; n <= total; n++) {
      await run(n)
      const { 'job.json': record = '', 'edits.jsonl': edits = '' } = await world.files()
      if (edits.includes(' +')) expect(record).toContain('"schema": 3')
      expect(renamed(await world.document(await world.library()))).toBeGreaterThanOrEqual(3)
    }
  })
})

const edited = async () => {
  const here = await world.added()
  const transcript = await world.document(here)
  await here.append(jobId, renamings(transcript, 1, 3))
  return world.files()
}
const newerLine = '{"a line":"as nobody writes it yet"}\n'
const record = (text: string) => text.replace('"schema": 3', '"schema": 4')
const snapshot = (text: string) => text.replace('"schema":3', '"schema":4')

describe('what a newer Caesura wrote', () => {
  test.each([
    ['a record', { 'job.json': record }],
    ['a record this one cannot read', { 'job.json': (text: string) => record(text).replace('"ready"', '"archived"') }],
    ['a snapshot', { 'snapshot.json': snapshot }],
    ['a record and a journal', { 'job.json': record, 'edits.jsonl': (text: string) => text + newerLine }],
    ['a snapshot and a journal', { 'snapshot.json': snapshot, 'edits.jsonl': (text: string) => text + newerLine }],
    [
      'a snapshot that saw more than the journal',
      { 'snapshot.json': (text: string) => snapshot(text).replace('"journalBytes":0', '"journalBytes":99999') },
    ],
  ] as const)('%s: opens for reading, says so, and not a byte is changed', async (_, changes) => {
    const files = { ...(await edited()) }
    for (const [name, change] of Object.entries(changes)) files[name] = change(files[name] ?? '')
    await world.putFiles(files)
    const here = await world.library(nodeDisk, { tailBytes: 1 })
    const opened = await world.open(here)
    expect(opened.readOnly).toContain('newer Caesura')
    expect(opened.job.state.kind).toBe('ready')
    expect(await here.rename(jobId, 'x')).toMatchObject({ ok: false, code: 'read-only' })
    const transcript = JSON.parse(opened.snapshot)
    expect(await here.append(jobId, renamings(transcript, 4, 4))).toMatchObject({ ok: false, code: 'read-only' })
    expect(await world.files()).toEqual(files)
  })

  test('lines that cannot be read here are not called lost', async () => {
    const files = await edited()
    await world.putFiles({
      ...files,
      'job.json': record(files['job.json'] ?? ''),
      'edits.jsonl': (files['edits.jsonl'] ?? '') + newerLine,
    })
    const opened = await world.open(await world.library())
    expect(opened.tail).toHaveLength(3)
    expect(opened.told).toEqual([expect.stringContaining('newer Caesura made after the first 3')])
  })
})

describe('cut at every byte', () => {
  test('a snapshot: the transcript is read again of the answer and the journal', async () => {
    const transcript = await world.document(await world.added())
    const small = await world.library(nodeDisk, { tailBytes: 1 })
    await world.open(small)
    await small.append(jobId, renamings(transcript, 1, 3))
    await world.open(small)
    const files = await world.files()
    const whole = files['snapshot.json'] ?? ''
    expect(whole).toContain(' 3"')
    for (let cut = 0; cut < whole.length; cut++) {
      await writeFile(world.pathOf('snapshot.json'), whole.slice(0, cut))
      const again = await world.library(unsynced)
      expect(renamed(await world.document(again))).toBe(3)
      expect(again.list()).toMatchObject([{ state: { kind: 'ready' } }])
    }
  })

  test('job.json: the job is there with all its edits, and what was lost of it is said', async () => {
    const here = await world.added()
    await here.append(jobId, renamings(await world.document(here), 1, 2))
    const files = await world.files()
    const whole = files['job.json'] ?? ''
    // Without its last character, a line's end, it is whole.
    for (let cut = 0; cut < whole.length - 1; cut++) {
      await rm(world.pathOf('job.damaged-1.json'), { force: true })
      await writeFile(world.pathOf('job.json'), whole.slice(0, cut))
      const again = await world.library(unsynced)
      expect(again.list()).toMatchObject([
        { id: jobId, state: { kind: 'damaged', openable: true, message: expect.stringContaining('could be saved') } },
      ])
      expect(renamed(await world.document(again))).toBe(2)
      expect(await readFile(world.pathOf('job.damaged-1.json'), 'utf8')).toBe(whole.slice(0, cut))
    }
  })
})

test('a change whose answer was lost and that is sent again stands twice, sealed, and is taken once', async () => {
  const here = await world.added()
  const transcript = await world.document(here)
  await here.append(jobId, renamings(transcript, 1, 1))
  await here.append(jobId, renamings(transcript, 1, 2))
  for (const tailBytes of [1_000_000, 1]) {
    const again = await world.library(nodeDisk, { tailBytes })
    expect(renamed(await world.document(again))).toBe(2)
    expect((await world.open(again)).job.state.kind).toBe('ready')
  }
})

test('a whole line taken out of a journal, or two of them swapped, is told; what was before it opens and the rest is kept', async () => {
  const here = await world.added()
  await here.append(jobId, renamings(await world.document(here), 1, 4))
  const files = await world.files()
  const lines = (files['edits.jsonl'] ?? '').split(/(?<=\n)/u)
  const [a = '', b = '', c = '', d = ''] = lines
  for (const bad of [a + c + d, a + c + b + d, a + b.replace(' +', ' ') + c + d]) {
    await world.putFiles({ ...files, 'edits.jsonl': bad })
    const again = await world.library()
    expect(renamed(await world.document(again))).toBe(1)
    expect(again.list()).toMatchObject([{ state: { kind: 'damaged', openable: true } }])
    expect((await world.files())['edits.damaged-1']).toBe(bad.slice(a.length))
  }
})
