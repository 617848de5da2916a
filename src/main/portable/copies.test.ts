import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readOriginal } from '../library/read'
import { type Disk, nodeDisk } from '../library/disk'
import { failingAt, faultyDisk } from '../library/faulty'
import { sha256 } from '../library/folder'
import type { Library } from '../library/jobs'
import { openPreferences } from '../preferences'
import { readCaesuraFile } from './caesuraFile'
import { type Copies, createCopies } from './copies'
import { addJob, documentOf, fileOf, idOf, libraryIn, rename, responseOf } from './library.fixture'
import { openArchive, readEntry } from './unzip'
import { createZipWriter } from './zip'

let folder = ''
let here: Library
let dragged: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-copies-'))
  here = await libraryIn(at('here'))
  dragged = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const at = (...parts: string[]): string => join(folder, ...parts)
const copiesOf = async (library: Library, disk: Disk = nodeDisk, filePath = at('copy.caesura')): Promise<Copies> =>
  createCopies({
    dialog: { showSaveDialog: async () => ({ canceled: filePath === '', filePath }) },
    disk,
    library,
    preferences: await openPreferences(nodeDisk, folder, randomUUID),
    read: readOriginal,
    newId: randomUUID,
    documents: folder,
    dragFolder: at('dragged'),
    startDrag: (path) => dragged.push(path),
  })
/** A job with two changes, saved as a file. */
const saved = async (): Promise<void> => {
  await addJob(here, idOf(1))
  await rename(here, idOf(1), 'Ann')
  await rename(here, idOf(1), 'Anna')
  expect(await (await copiesOf(here)).save(idOf(1))).toMatchObject({ ok: true, value: { name: 'copy.caesura' } })
}
const open = async (library: Library, path = at('copy.caesura')) => (await copiesOf(library)).open(path)
const said = async (library: Library): Promise<string> => {
  const { outcome } = await open(library)
  return outcome.kind === 'refused' ? outcome.message : outcome.kind
}

type Parts = Map<string, Buffer>
const partsOf = async (path = at('copy.caesura')): Promise<Parts> => {
  const file = await nodeDisk.open(path, 'read')
  const archive = await openArchive(file, { entries: 100, entryBytes: 1e8, totalBytes: 1e9 })
  const parts: Parts = new Map()
  for (const entry of archive.ok ? archive.value.entries.values() : []) {
    const bytes = await readEntry(file, entry)
    if (bytes.ok) parts.set(entry.name, bytes.value)
  }
  await file.close()
  return parts
}
const write = async (parts: Parts, path = at('copy.caesura')): Promise<void> => {
  await rm(path, { force: true })
  const file = await nodeDisk.open(path, 'create')
  const zip = createZipWriter(file)
  for (const [name, bytes] of parts) await zip.add(name, bytes, 'store')
  await zip.finish()
  await file.close()
}
// oxlint-disable-next-line typescript/no-explicit-any -- a test takes the file's JSON apart as it likes
const manifest = (parts: Parts): any => JSON.parse(String(parts.get('caesura.json')))
const put = (parts: Parts, name: string, bytes: Buffer): Parts => {
  const json = manifest(parts)
  json.parts[name] = { sha256: sha256(bytes), bytes: bytes.length }
  return new Map([...parts, [name, bytes], ['caesura.json', Buffer.from(JSON.stringify(json))]])
}
const jobs = (library: string) => readdir(at(library, 'jobs')).catch(() => [])

describe('a copy', () => {
  test('makes an equal job in another library: bytes, ids, edits, title', async () => {
    await saved()
    const there = await libraryIn(at('there'))
    expect((await open(there)).outcome).toEqual({ kind: 'added', jobId: idOf(1), notes: 0 })
    expect(await documentOf(there, idOf(1))).toEqual(await documentOf(here, idOf(1)))
    for (const name of ['response.json', 'edits.jsonl'])
      expect(await readFile(fileOf(at('there'), idOf(1), name))).toEqual(
        await readFile(fileOf(at('here'), idOf(1), name)),
      )
    const again = await libraryIn(at('there'))
    expect(again.list()).toMatchObject([{ title: 'Talk 01', words: 4, speakers: 1, origin: 'file' }])
    expect((await documentOf(again, idOf(1))).speakers[0]?.name).toBe('Anna')
    await rename(again, idOf(1), 'Annika')
    expect((await documentOf(again, idOf(1))).speakers[0]?.name).toBe('Annika')
  })

  test('begins so that a system knows it, and names no place of this computer', async () => {
    await addJob(here, idOf(1))
    await here.linkMedia(idOf(1), {
      source: 'file',
      path: at('deep', 'secret', 'talk.mp4'),
      name: 'talk.mp4',
      kind: 'video',
    })
    await (await copiesOf(here)).save(idOf(1))
    const bytes = await readFile(at('copy.caesura'))
    expect(bytes.toString('latin1', 30, 30 + 30)).toBe('mimetypeapplication/x-caesuraP')
    const parts = await partsOf()
    expect(manifest(parts).media).toEqual({
      name: 'talk.mp4',
      kind: 'video',
      source: 'file',
      relative: 'deep/secret/talk.mp4',
    })
    await (await copiesOf(here, nodeDisk, at('deep', 'x.caesura'))).save(idOf(1))
    expect(String(parts.get('caesura.json'))).not.toContain(folder)
  })

  test('asks for the recording where it would lie, and opens nothing unasked', async () => {
    await addJob(here, idOf(1))
    await here.linkMedia(idOf(1), { source: 'file', path: at('talk.mp4'), name: 'talk.mp4', kind: 'video' })
    await (await copiesOf(here)).save(idOf(1))
    const there = await libraryIn(at('there'))
    await open(there)
    expect(there.media(idOf(1))).toEqual({ ok: true, value: null })
    expect(there.suggestedMedia(idOf(1))).toBe(at('talk.mp4'))
    const parts = await partsOf()
    const json = manifest(parts)
    for (const relative of ['../../etc/passwd', '/etc/passwd', '..\\x', 'C:\\x']) {
      json.media.relative = relative
      await write(new Map([...parts, ['caesura.json', Buffer.from(JSON.stringify(json))]]))
      const other = await libraryIn(at(`other-${relative.length}`))
      await open(other)
      expect(other.suggestedMedia(idOf(1))).toBeNull()
    }
  })

  test('brings in no value that Caesura would not have kept', async () => {
    await saved()
    const parts = await partsOf()
    const json = manifest(parts)
    Object.assign(json.job, {
      title: ' A\u0000B\n',
      words: -1,
      durationMs: 1e300,
      speakers: 1.2,
      exported: ['vtt', 'vtt', 'exe'],
      tags: ['x'.repeat(41), 'calm', 'Calm'],
    })
    await write(new Map([...parts, ['caesura.json', Buffer.from(JSON.stringify(json))]]))
    const there = await libraryIn(at('there'))
    await open(there)
    expect(there.list()).toMatchObject([
      { title: 'A B', words: null, durationMs: null, speakers: 1, exported: ['vtt'], tags: ['calm'] },
    ])
    // What a person types is kept by the same rule.
    await there.rename(idOf(1), ' Talk\u0000\u202eone ')
    expect(there.title(idOf(1))).toBe('Talk one')
    await there.rename(idOf(1), '\u0007')
    expect(there.title(idOf(1))).toBe('Talk one')
  })

  test('gets its ending, is called off, is replaced whole', async () => {
    await addJob(here, idOf(1))
    expect(await (await copiesOf(here, nodeDisk, at('named'))).save(idOf(1))).toMatchObject({
      value: { name: 'named.caesura' },
    })
    // Of this name nobody was asked: what is there stays.
    const named = await readFile(at('named.caesura'))
    await rename(here, idOf(1), 'Anna')
    expect(await (await copiesOf(here, nodeDisk, at('named'))).save(idOf(1))).toMatchObject({
      value: { name: 'named 2.caesura' },
    })
    expect(await readFile(at('named.caesura'))).toEqual(named)
    expect(await (await copiesOf(here, nodeDisk, '')).save(idOf(1))).toEqual({ ok: true, value: null })
    await writeFile(at('copy.caesura'), 'old')
    await (await copiesOf(here)).save(idOf(1))
    expect((await partsOf()).has('response.json')).toBe(true)
  })

  test('is written with a full disk or a killed process not at all', async () => {
    await addJob(here, idOf(1))
    await writeFile(at('copy.caesura'), 'old')
    const count = failingAt(0, '')
    await (await copiesOf(here, faultyDisk(nodeDisk, count))).save(idOf(1))
    await writeFile(at('copy.caesura'), 'old')
    for (let n = 1; n < count.calls(); n++) {
      const done = await (await copiesOf(here, faultyDisk(nodeDisk, failingAt(n, 'ENOSPC')))).save(idOf(1))
      expect(done, `call ${n}`).toMatchObject({
        ok: false,
        message: '“copy.caesura” could not be written: the disk is full.',
      })
      expect(await readFile(at('copy.caesura'), 'utf8')).toBe('old')
    }
    expect(await readdir(folder)).toEqual(['copy.caesura', 'here', 'preferences.json'])
  })

  test('of a job whose original was damaged says so; one with a torn last change leaves only that out', async () => {
    await saved()
    await appendFile(fileOf(at('here'), idOf(1), 'edits.jsonl'), '99 0123456789ab')
    expect(await (await copiesOf(here)).save(idOf(1))).toMatchObject({ ok: true })
    const there = await libraryIn(at('there'))
    await open(there)
    expect((await documentOf(there, idOf(1))).speakers[0]?.name).toBe('Anna')
    await writeFile(fileOf(at('here'), idOf(1), 'response.json'), '{}')
    expect(await (await copiesOf(here)).save(idOf(1))).toMatchObject({
      ok: false,
      message: expect.stringContaining('The original'),
    })
  })
})

describe('opened where the job is already', () => {
  test('known with equal edits; with others a job of its own, once, and nothing of either is lost', async () => {
    await saved()
    expect((await open(here)).outcome).toEqual({ kind: 'known', jobId: idOf(1) })
    await rename(here, idOf(1), 'Annika')
    const { outcome } = await open(here)
    if (outcome.kind !== 'beside') throw new Error(outcome.kind)
    expect((await documentOf(here, outcome.jobId)).speakers[0]?.name).toBe('Anna')
    expect((await documentOf(here, idOf(1))).speakers[0]?.name).toBe('Annika')
    expect(here.list().find(({ id }) => id === outcome.jobId)).toMatchObject({
      title: 'Talk 01 (other edits)',
      origin: 'file',
    })
    expect((await open(here)).outcome).toEqual({ kind: 'known', jobId: outcome.jobId })
    expect(here.list()).toHaveLength(2)
    await rename(here, outcome.jobId, 'Else')
    const third = await open(here)
    expect(third.outcome.kind).toBe('beside')
    expect(here.list()).toHaveLength(3)
  })

  test('the same after the snapshot was brought up to date', async () => {
    await saved()
    const there = await libraryIn(at('there'))
    await open(there)
    // As compaction leaves it.
    const parts = await partsOf()
    await write(
      new Map(
        [...parts]
          .filter(([name]) => name !== 'snapshot.json')
          .map(([name, bytes]) => {
            if (name !== 'caesura.json') return [name, bytes]
            const { 'snapshot.json': _, ...told } = manifest(parts).parts
            return [name, Buffer.from(JSON.stringify({ ...manifest(parts), parts: told }))]
          }),
      ),
    )
    expect((await open(there)).outcome).toEqual({ kind: 'known', jobId: idOf(1) })
    const fresh = await libraryIn(at('fresh'))
    expect((await open(fresh)).outcome.kind).toBe('added')
    expect(await documentOf(fresh, idOf(1))).toEqual(await documentOf(here, idOf(1)))
  })

  test('without a transcript: the file’s takes its place, or everything stays', async () => {
    await saved()
    const there = await libraryIn(at('there'))
    await there.addIds([idOf(1)])
    expect((await open(there)).outcome.kind).toBe('added')
    expect((await documentOf(there, idOf(1))).speakers[0]?.name).toBe('Anna')
    expect((await libraryIn(at('there'))).list()).toMatchObject([{ state: { kind: 'ready' } }])

    const count = failingAt(0, '')
    const probe = await libraryIn(at('probe'), faultyDisk(nodeDisk, count))
    await probe.addIds([idOf(1)])
    const before = count.calls()
    await open(probe)
    for (let n = before + 1; n <= count.calls(); n++) {
      const failing = await libraryIn(at(`full-${n}`), faultyDisk(nodeDisk, failingAt(n, 'ENOSPC')))
      await failing.addIds([idOf(1)])
      const { outcome } = await open(failing)
      const [job] = (await libraryIn(at(`full-${n}`))).list()
      expect(job?.state.kind, `call ${n}: ${outcome.kind}`).toBe(outcome.kind === 'refused' ? 'waiting' : 'ready')
    }
  })

  test('a read-only library takes nothing', async () => {
    await saved()
    const closed = await libraryIn(at('closed'), nodeDisk, 'It is open on another computer.')
    expect(await said(closed)).toContain('It is open on another computer.')
  })
})

describe('fields and parts of another version', () => {
  test('are kept at every level, through a library and a new file', async () => {
    await saved()
    const parts = put(await partsOf(), 'chapters.json', Buffer.from('{"chapters":[1]}'))
    const json = manifest(parts)
    json.version.minor = 7
    json.version.codename = 'x'
    json.future = { deep: [1, { a: 2 }] }
    json.job.mood = 'calm'
    json.job.state.mark = 1
    json.parts['response.json'].encoding = 'utf-8'
    json.parts['chapters.json'].kind = 'chapters'
    await write(new Map([...parts, ['caesura.json', Buffer.from(JSON.stringify(json))]]))
    const there = await libraryIn(at('there'))
    expect((await open(there)).outcome.kind).toBe('added')
    await rename(there, idOf(1), 'Annika')
    await there.rename(idOf(1), 'Another title')
    await (await copiesOf(there)).save(idOf(1))
    const after = await partsOf()
    expect(after.get('chapters.json')?.toString()).toBe('{"chapters":[1]}')
    expect(manifest(after)).toMatchObject({
      version: { major: 1, codename: 'x' },
      future: { deep: [1, { a: 2 }] },
      job: { mood: 'calm', title: 'Another title', state: { mark: 1 } },
      parts: { 'response.json': { encoding: 'utf-8' }, 'chapters.json': { kind: 'chapters' } },
    })
    const third = await libraryIn(at('third'))
    expect((await open(third)).outcome.kind).toBe('added')
  })

  test('an older file without what was added since opens', async () => {
    await saved()
    const parts = await partsOf()
    const json = manifest(parts)
    delete json.media
    delete json.job.state.gone
    json.job.state = { kind: 'ready', completedAt: 5, gone: false }
    await write(new Map([...parts, ['caesura.json', Buffer.from(JSON.stringify(json))]]))
    expect((await open(await libraryIn(at('there')))).outcome.kind).toBe('added')
  })
})

const edit =
  (change: (json: ReturnType<typeof manifest>) => void) =>
  (parts: Parts): Parts => {
    const json = manifest(parts)
    change(json)
    return new Map([...parts, ['caesura.json', Buffer.from(JSON.stringify(json))]])
  }
const without =
  (name: string) =>
  (parts: Parts): Parts =>
    new Map([...parts].filter(([one]) => one !== name))
const swap =
  (name: string, bytes: Buffer) =>
  (parts: Parts): Parts =>
    put(parts, name, bytes)
const journal = (parts: Parts): Buffer => parts.get('edits.jsonl') ?? Buffer.alloc(0)

describe('what cannot be opened: one sentence, nothing half-made', () => {
  const cases: readonly [string, (parts: Parts) => Parts, string][] = [
    ['a newer major version', edit((json) => (json.version.major = 2)), 'newer Caesura'],
    ['no version', edit((json) => delete json.version), 'damaged'],
    ['an id that is none', edit((json) => (json.job.id = '../../x')), 'damaged'],
    ['no manifest', without('caesura.json'), 'no Caesura file'],
    ['a manifest that is no JSON', (parts) => new Map([...parts, ['caesura.json', Buffer.from('{"a"')]]), 'damaged'],
    [
      'a manifest a million levels deep',
      (parts) => new Map([...parts, ['caesura.json', Buffer.from('['.repeat(1_000_000))]]),
      'damaged',
    ],
    ['a part that is missing', without('edits.jsonl'), 'damaged'],
    ['no response', edit((json) => delete json.parts['response.json']), 'damaged'],
    [
      'another response than told',
      (parts) => new Map([...parts, ['response.json', responseOf(idOf(1), 'Other words')]]),
      'damaged',
    ],
    ['another response than the job’s', swap('response.json', responseOf(idOf(1), 'Other words')), 'damaged'],
    ['a part nobody told of', (parts) => new Map([...parts, ['extra.json', Buffer.from('{}')]]), 'damaged'],
    ['a part with a path', swap('jobs/x.json', Buffer.from('{}')), 'damaged'],
    ['a wrong size', edit((json) => json.parts['response.json'].bytes++), 'damaged'],
    ['a journal that is cut', (parts) => put(parts, 'edits.jsonl', journal(parts).subarray(0, -3)), 'changes'],
    [
      'a journal with a foreign line',
      (parts) => put(parts, 'edits.jsonl', Buffer.concat([journal(parts), Buffer.from('hello\n')])),
      'changes',
    ],
    [
      'a journal whose beginning is gone',
      (parts) => put(parts, 'edits.jsonl', journal(parts).subarray(journal(parts).indexOf('\n') + 1)),
      'change',
    ],
    ['a snapshot of nothing', swap('snapshot.json', Buffer.from('{}')), 'damaged'],
    [
      'a snapshot of another response',
      swap(
        'snapshot.json',
        Buffer.from(
          `{"schema":2,"groups":0,"journalBytes":0,"response":"x","sum":"${sha256(Buffer.from('{}'))}","transcript":{}}`,
        ),
      ),
      'damaged',
    ],
  ]
  test.each(cases)('%s', async (_, change, sentence) => {
    await saved()
    await write(change(await partsOf()))
    const there = await libraryIn(at('there'))
    const words = await said(there)
    expect(words).toContain(sentence)
    expect(words).toMatch(/^“copy\.caesura” .*\.$/u)
    expect(there.list()).toEqual([])
    expect(await jobs('there')).toEqual([])
  })

  test('no file, a folder, an empty file, text', async () => {
    const there = await libraryIn(at('there'))
    expect(await said(there)).toMatch(/could not be read/u)
    await writeFile(at('copy.caesura'), '')
    expect(await said(there)).toMatch(/no Caesura file/u)
    await writeFile(at('copy.caesura'), 'hello '.repeat(100))
    expect(await said(there)).toMatch(/no Caesura file/u)
    await rm(at('copy.caesura'))
    await mkdir(at('copy.caesura'))
    expect(await said(there)).toMatch(/^“copy\.caesura” /u)
  })

  test('any bytes changed anywhere: an equal job or a sentence, never another document', async () => {
    await saved()
    const whole = await readFile(at('copy.caesura'))
    const good = await readCaesuraFile({ disk: nodeDisk, read: readOriginal }, at('copy.caesura'))
    if (!good.ok) throw new Error(good.message)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (places) => {
          const bytes = Buffer.from(whole)
          for (const [place, value] of places) bytes[place] = value
          await writeFile(at('copy.caesura'), bytes)
          const read = await readCaesuraFile({ disk: nodeDisk, read: readOriginal }, at('copy.caesura'))
          if (!read.ok) expect(read.message).toMatch(/\.$/u)
          else
            for (const name of ['response.json', 'edits.jsonl'])
              expect(read.value.files[name]).toEqual(good.value.files[name])
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('dragged out', () => {
  test('the file is made once, has the job’s name, opens elsewhere, and is tidied away', async () => {
    await addJob(here, idOf(1))
    await here.rename(idOf(1), 'Talk: the “first”')
    const copies = await copiesOf(here)
    expect(await copies.prepareDrag(idOf(1))).toEqual({ ok: true, value: null })
    expect(dragged).toEqual([])
    await copies.drag(idOf(1))
    await copies.drag(idOf(1))
    expect(new Set(dragged).size).toBe(1)
    const [first = ''] = dragged
    expect(first.startsWith(at('dragged'))).toBe(true)
    expect(first.endsWith('Talk the “first”.caesura')).toBe(true)
    const there = await libraryIn(at('there'))
    expect((await open(there, first)).outcome.kind).toBe('added')
    await rename(here, idOf(1), 'Ann')
    await copies.drag(idOf(1))
    expect(dragged[2]).not.toBe(first)
    await copies.tidy()
    expect(existsSync(at('dragged'))).toBe(false)
  })

  test('what cannot be made is said, and no drag begins', async () => {
    await here.addIds([idOf(2)])
    expect(await (await copiesOf(here)).drag(idOf(2))).toMatchObject({
      message: expect.stringContaining('no transcript yet'),
    })
    expect(await (await copiesOf(here)).drag(idOf(3))).toMatchObject({ ok: false, code: 'not-found' })
    await addJob(here, idOf(1))
    const full = await copiesOf(here, faultyDisk(nodeDisk, failingAt(3, 'ENOSPC')))
    expect(await full.drag(idOf(1))).toMatchObject({ ok: false, code: 'disk-full' })
    expect(dragged).toEqual([])
  })
})
