import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Work } from '../../ipc/contract'
import { nodeDisk } from '../library/disk'
import type { Library } from '../library/jobs'
import { readOriginal } from '../library/read'
import { openPreferences } from '../preferences'
import { createGate } from './gate'
import { addJob, fileOf, idOf, libraryIn } from './library.fixture'
import { readPlace } from './place'
import { createWorks, type Works } from './works'

let folder = ''
let library: Library
let works: Works
let told: Work[] = []
let answers: (string | null)[] = []
let restarts = 0
let binned: string[] = []
let time = 0
const at = (...parts: string[]): string => join(folder, ...parts)

const next = () => answers.shift() ?? null

const makeWorks = async (
  trash: (path: string) => Promise<void> = async (path) => void binned.push(path),
): Promise<void> => {
  const gate = createGate(nodeDisk)
  library = await libraryIn((await readPlace(nodeDisk, folder)).dir, gate.disk)
  works = createWorks({
    dialog: {
      showSaveDialog: async () => {
        const filePath = next()
        return filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath }
      },
      showOpenDialog: async () => {
        const path = next()
        return { canceled: path === null, filePaths: path === null ? [] : [path] }
      },
    },
    disk: nodeDisk,
    gate,
    library,
    preferences: await openPreferences(nodeDisk, folder, randomUUID),
    read: readOriginal,
    userData: folder,
    place: await readPlace(nodeDisk, folder),
    documents: folder,
    // Every look at the clock is a report.
    now: () => (time += 1000),
    newId: randomUUID,
    free: async () => null,
    real: (path) => realpath(path),
    trash,
    tell: (work) => void told.push(work),
    poke: () => {},
    restart: () => void restarts++,
  })
}
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'caesura-works-')))
  told = []
  answers = []
  restarts = 0
  binned = []
  await makeWorks()
  for (let n = 1; n <= 4; n++) await addJob(library, idOf(n))
})
afterEach(async () => {
  await works.end()
  await rm(folder, { recursive: true, force: true })
})

const ended = async (): Promise<Extract<Work, { kind: 'ended' }>> => {
  while (works.current().kind === 'running') await new Promise(setImmediate)
  const now = works.current()
  if (now.kind !== 'ended') throw new Error(now.kind)
  return now
}
const started = { ok: true, value: { started: true } }

describe('one at a time', () => {
  test('a dialog that is cancelled begins nothing', async () => {
    for (const work of ['back-up', 'bring-back', 'move'] as const)
      expect(await works.start(work)).toEqual({ ok: true, value: { started: false } })
    expect(works.current()).toEqual({ kind: 'none' })
  })

  test('a second one is refused while one runs, and welcome after it', async () => {
    answers = [at('a.caesura-backup')]
    expect(await works.start('back-up')).toEqual(started)
    expect(await works.start('check')).toMatchObject({ ok: false, code: 'conflict' })
    expect((await ended()).outcome).toBe('done')
    expect(await works.start('check')).toEqual(started)
    expect(await ended()).toMatchObject({ outcome: 'done', title: 'All 4 jobs are sound.' })
  })

  test('called off it ends soon, and says so', async () => {
    answers = [at('a.caesura-backup')]
    await works.start('back-up')
    await works.cancel()
    expect(works.current()).toMatchObject({ kind: 'running', ending: true })
    expect(await ended()).toMatchObject({
      outcome: 'cancelled',
      title: 'The back-up was called off. Nothing of it was kept.',
    })
    expect(existsSync(at('a.caesura-backup'))).toBe(false)
  })

  test('the end of the app calls it off and waits for it', async () => {
    answers = [at('moved')]
    await works.start('move')
    await works.end()
    expect(works.current()).toMatchObject({ kind: 'ended' })
    expect(await library.rename(idOf(1), 'Goes on')).toMatchObject({ ok: true })
  })

  test('how it gets on never goes back and ends with words', async () => {
    answers = [at('a')]
    await works.start('back-up')
    await ended()
    const shares = told.flatMap((work) => (work.kind === 'running' ? [work.share] : []))
    expect(shares.length).toBeGreaterThan(4)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(works.current()).toMatchObject({
      title: '4 jobs backed up.',
      lines: [expect.stringContaining('“a.caesura-backup” takes'), expect.any(String)],
    })
  })
})

describe('a back-up', () => {
  test('of a library that is not there is refused before anything is asked or written', async () => {
    await writeFile(at('a.caesura-backup'), 'the last good one')
    await rm(at('library'), { recursive: true })
    answers = [at('a.caesura-backup')]
    expect(await works.start('back-up')).toMatchObject({
      ok: false,
      message: expect.stringContaining('folder is not there'),
    })
    expect(answers).toHaveLength(1)
    expect(await readFile(at('a.caesura-backup'), 'utf8')).toBe('the last good one')
  })

  test('that lacks a job says so, names its file, and leaves the one before it', async () => {
    await writeFile(at('a.caesura-backup'), 'the last good one')
    await rm(at('library', 'jobs', idOf(2)), { recursive: true })
    answers = [at('a.caesura-backup')]
    await works.start('back-up')
    expect(await ended()).toMatchObject({
      outcome: 'failed',
      title: '3 jobs backed up, 1 not.',
      lines: [
        expect.stringContaining('“a (incomplete).caesura-backup” takes'),
        '“a.caesura-backup” was there already and was left as it is: this back-up lies beside it.',
        expect.any(String),
        'Not in it: “Talk 02” cannot be read: its files are not there.',
      ],
    })
    expect(await readFile(at('a.caesura-backup'), 'utf8')).toBe('the last good one')
  })

  test('whose name got its ending here replaces nothing', async () => {
    await writeFile(at('a.caesura-backup'), 'another')
    answers = [at('a')]
    await works.start('back-up')
    expect((await ended()).lines[0]).toContain('“a 2.caesura-backup”')
    expect(await readFile(at('a.caesura-backup'), 'utf8')).toBe('another')
  })
})

describe('a back-up brought in', () => {
  test('says how many are new, known, beside and in the trash', async () => {
    answers = [at('a.caesura-backup'), at('a.caesura-backup')]
    await works.start('back-up')
    await ended()
    await works.start('bring-back')
    expect(await ended()).toMatchObject({
      outcome: 'done',
      title: '0 jobs brought in.',
      lines: ['4 jobs already here, unchanged.'],
    })
  })

  test('into another library says that recordings are to be linked again', async () => {
    await library.linkMedia(idOf(1), { source: 'file', path: at('talk.mp4'), name: 'talk.mp4', kind: 'video' })
    answers = [at('a.caesura-backup')]
    await works.start('back-up')
    await ended()
    await rm(at('library'), { recursive: true })
    await makeWorks()
    answers = [at('a.caesura-backup')]
    await works.start('bring-back')
    expect(await ended()).toMatchObject({
      title: '4 jobs brought in.',
      lines: ['1 job had a recording linked: link it again, for a back-up’s own paths are not followed.'],
    })
  })

  test('that is none is one sentence', async () => {
    await writeFile(at('x'), 'hello')
    answers = [at('x')]
    await works.start('bring-back')
    expect(await ended()).toMatchObject({
      outcome: 'failed',
      lines: ['“x” is no Caesura file, or its end is missing.'],
    })
  })
})

describe('the check', () => {
  test('one flipped byte is told, and the report can be saved', async () => {
    expect(await works.saveReport()).toMatchObject({ ok: false, code: 'not-found' })
    const path = fileOf(at('library'), idOf(2), 'response.json')
    const bytes = await readFile(path)
    bytes[50] = (bytes[50] ?? 0) ^ 1
    await writeFile(path, bytes)
    await works.start('check')
    expect(await ended()).toMatchObject({
      title: '1 of 4 jobs needs a look.',
      findings: [{ jobId: idOf(2), weight: 'mendable' }],
      report: true,
    })
    answers = [at('report.txt')]
    expect(await works.saveReport()).toEqual({ ok: true, value: { name: 'report.txt' } })
    expect(await readFile(at('report.txt'), 'utf8')).toContain('4 jobs checked, 3 sound.')
  })
})

describe('the library’s place', () => {
  test('moved: the app starts again with it, and nothing more is written to the old one', async () => {
    answers = [at('moved')]
    await works.start('move')
    expect(await ended()).toMatchObject({ outcome: 'done' })
    expect(restarts).toBe(1)
    const old = await readFile(fileOf(at('library'), idOf(1), 'job.json'))
    expect(await library.rename(idOf(1), 'Typed after it')).toMatchObject({ ok: true })
    expect(await readFile(fileOf(at('library'), idOf(1), 'job.json'))).toEqual(old)
    await makeWorks()
    expect(library.list()).toHaveLength(4)
    expect(library.title(idOf(1))).toBe('Typed after it')
    expect(await works.place()).toMatchObject({ value: { jobs: 4, trouble: null, old: 'library' } })
    expect(await works.old('trash')).toEqual({ ok: true, value: null })
    expect(binned).toEqual([at('library')])
    expect(await works.place()).toMatchObject({ value: { old: null } })
    expect((await readPlace(nodeDisk, folder)).dir).toBe(at('moved'))
  })

  test('one that holds other files, or is no library, never goes to the bin', async () => {
    await mkdir(at('library', 'search'))
    await writeFile(at('library', 'search', 'mine.txt'), 'never copied')
    answers = [at('moved')]
    await works.start('move')
    await ended()
    await makeWorks()
    expect(await works.old('trash')).toMatchObject({
      ok: false,
      message: expect.stringContaining('There are other files in “library”'),
    })
    await rm(at('library'), { recursive: true })
    expect(await works.old('trash')).toMatchObject({ ok: false })
    expect(binned).toEqual([])
  })

  test('a bin that refuses: a sentence, and it can be tried again', async () => {
    answers = [at('moved')]
    await works.start('move')
    await ended()
    await makeWorks(() => Promise.reject(new Error('no bin')))
    expect(await works.old('trash')).toMatchObject({
      ok: false,
      message: expect.stringContaining('“library” could not be moved to the bin'),
    })
    expect(await works.place()).toMatchObject({ value: { old: 'library' } })
    expect(await works.old('keep')).toEqual({ ok: true, value: null })
    expect(existsSync(at('library'))).toBe(true)
  })

  test('a folder that is refused: the library goes on where it is', async () => {
    await mkdir(at('full'))
    await writeFile(at('full', 'a'), 'a')
    answers = [at('full')]
    await works.start('move')
    expect(await ended()).toMatchObject({
      outcome: 'failed',
      lines: ['This folder is not empty. Choose an empty one, or make a new one.'],
    })
    expect(restarts).toBe(0)
    expect(await library.rename(idOf(1), 'Goes on')).toMatchObject({ ok: true })
  })

  test('another library is used after a start; one that is none is refused', async () => {
    await mkdir(at('other', 'jobs'), { recursive: true })
    answers = [at('nothing'), at('other'), null]
    expect(await works.use()).toMatchObject({ ok: false })
    expect(await works.use()).toEqual({ ok: true, value: { restarts: true } })
    expect(await works.use()).toEqual({ ok: true, value: { restarts: false } })
    expect(restarts).toBe(1)
    expect((await readPlace(nodeDisk, folder)).dir).toBe(at('other'))
  })
})
