import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readOriginal } from './library/read'
import { nodeDisk } from './library/disk'
import { diskError } from './library/faulty'
import { type Library, openLibrary } from './library/jobs'
import { createImports, type Imports } from './imports'
import { openPath, type OpeningDeps, openPaths } from './opening'
import { createRecordings, type Recordings } from './recordings'

let folder = ''
let library: Library
let recordings: Recordings
let imports: Imports
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-opening-'))
  library = await openLibrary({
    dir: join(folder, 'library'),
    disk: nodeDisk,
    now: () => 1,
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
  })
  recordings = createRecordings({
    dialog: { showOpenDialog: () => Promise.reject(new Error('no dialog here')) },
    disk: nodeDisk,
    newToken: randomUUID,
  })
  imports = createImports({ disk: nodeDisk, library, read: readOriginal, newToken: randomUUID })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const id = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a91'
const response = JSON.stringify({
  job_id: '11111111-2222-4333-8444-555555555555',
  data: {
    transcript: [
      { uid: 's', speakerId: 1, words: [{ uid: 'w', word: 'Héllo', start_time: 0, end_time: 1, speakerId: 1 }] },
    ],
  },
})
const deps = (own: Partial<OpeningDeps> = {}): OpeningDeps => ({
  openCaesura: () => Promise.reject(new Error('no portable job here')),
  disk: nodeDisk,
  library,
  recordings,
  imports,
  read: readOriginal,
  ...own,
})
const opened = (name: string) => openPath(deps(), join(folder, name))
const jobs = () => readdir(join(folder, 'library', 'jobs'))

describe('a file that is no job: one sentence that names it, and nothing is left behind', () => {
  const cases: readonly [string, string | Buffer, string][] = [
    ['empty.json', '', 'is empty'],
    ['blank.json', ' \n ', 'empty'],
    ['notes.txt', 'Buy milk', 'neither a transcript nor subtitles'],
    ['cut.json', response.slice(0, -20), 'breaks off'],
    ['other.json', '{"a":1}', 'no transcript that Caesura knows'],
    ['silent.json', '{"data":{"transcript":[]}}', 'cannot be opened'],
    ['page.json', '<html>', 'web page'],
    ['nul.json', Buffer.from([0x7b, 0, 0x7d]), 'not text'],
    ['image.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'not text'],
    ['captions.srt', '1\n', 'neither a transcript nor subtitles'],
    ['clip.MP4', '', 'is empty'],
    ['captions.vtt', `WEBVTT\n\n${id}`, 'not a single word'],
    ['captions.ass', '[Script Info]', 'of a kind that Caesura does not read'],
    ['nobody.json', JSON.stringify({ segments: [{ start: 0, end: 1, text: '  ' }] }), 'not a single word'],
    ['saved.html', `<html>${id}`, 'web page'],
    ['uids.json', JSON.stringify({ uid: id }), 'no transcript that Caesura knows'],
    ['in-progress.json', JSON.stringify({ job_id: id, data: { status: 'in-progress' } }), 'cannot be opened'],
    ['unheard.json', JSON.stringify({ job_id: id, data: { transcript: [] } }), 'cannot be opened'],
    ['long.txt', `${id}\n`.repeat(40_000), 'too long for a list'],
    ['jobs.zip', 'PK', 'archive'],
    [
      'book.srt',
      `1\n00:00:01,000 --> 00:00:02,000\n${'word '.repeat(200_000)}\n`,
      'This holds a cue of more than 10,000 words; that is no subtitle.',
    ],
    ['lines.srt', '\n'.repeat(3_000_000), 'cannot be opened. This is empty.'],
    ['levels.json', `${'{"segments":'.repeat(200_000)}1${'}'.repeat(200_000)}`, 'not read to its end'],
  ]
  test.each(cases)('%s', async (name, content, sentence) => {
    await writeFile(join(folder, name), content)
    const { outcome } = await opened(name)
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining(sentence) })
    expect(outcome.kind === 'refused' && outcome.message).toContain(`“${name}”`)
    expect(await jobs()).toEqual([])
  })

  test('a folder, a missing file, a link to nowhere', async () => {
    await mkdir(join(folder, 'dir.json'))
    await symlink(join(folder, 'nowhere'), join(folder, 'lost.json'))
    expect((await opened('dir.json')).outcome).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('folder'),
    })
    expect((await opened('missing.json')).outcome).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('not there'),
    })
    expect((await opened('lost.json')).outcome).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('not there'),
    })
    expect((await opened('missing.json/x.json')).outcome).toMatchObject({ kind: 'refused' })
  })

  test('500 MB: refused by its size, without reading it', async () => {
    await writeFile(join(folder, 'big.json'), '')
    await truncate(join(folder, 'big.json'), 500 * 1024 * 1024)
    expect((await opened('big.json')).outcome).toEqual({
      kind: 'refused',
      message: '“big.json” is 500 MB large. Caesura opens files of up to 256 MB.',
    })
  })

  test('a file one may not read', async () => {
    const disk = { ...nodeDisk, readFile: () => Promise.reject(diskError('EACCES')) }
    await writeFile(join(folder, 'mine.json'), response)
    await chmod(join(folder, 'mine.json'), 0)
    const { outcome } = await openPath(deps({ disk }), join(folder, 'mine.json'))
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('permissions') })
  })

  test('a pipe is not waited for', async () => {
    const disk = { ...nodeDisk, stat: async () => ({ kind: 'other', bytes: 0, modifiedMs: 0 }) as const }
    expect((await openPath(deps({ disk }), '/x/pipe')).outcome).toMatchObject({
      kind: 'refused',
    })
  })
})

describe('a job', () => {
  test.each([
    ['as it is', Buffer.from(response)],
    ['with a byte order mark', Buffer.from(`\ufeff${response}`)],
    ['in UTF-16', Buffer.from(`\ufeff${response}`, 'utf16le')],
    ['in UTF-16, other order', Buffer.from(`\ufeff${response}`, 'utf16le').swap16()],
  ])('%s: opens, and its bytes are kept verbatim', async (_, bytes) => {
    await writeFile(join(folder, 'talk.json'), bytes)
    const { outcome } = await opened('talk.json')
    expect(outcome).toMatchObject({ kind: 'added', notes: 0 })
    const [id = ''] = await jobs()
    expect(await readFile(join(folder, 'library', 'jobs', id, 'response.json'))).toEqual(bytes)
    const job = await library.open(id)
    expect(job.ok && job.value.snapshot).toContain('Héllo')
    expect((await opened('talk.json')).outcome).toEqual({ kind: 'known', jobId: id })
  })

  test('through a link, among bad ones: each has its own answer, in order', async () => {
    await writeFile(join(folder, 'a.json'), response)
    await symlink(join(folder, 'a.json'), join(folder, 'link.json'))
    await writeFile(join(folder, 'bad.json'), '[]')
    const answers = await openPaths(
      deps(),
      ['bad.json', 'link.json', 'a.json'].map((name) => join(folder, name)),
    )
    expect(answers.map(({ name, outcome }) => [name, outcome.kind])).toEqual([
      ['bad.json', 'refused'],
      ['link.json', 'added'],
      ['a.json', 'known'],
    ])
  })
})

describe('a list of job ids is told as it is, and adds nothing', () => {
  const table = `Titel;Auftrag\r\nÜbersicht;${id}\r\n`
  const page = JSON.stringify({ items: [{ data: { jobId: id, status: 'in-progress' } }], nextPageKey: null })
  const cases: readonly (readonly [string, string | Buffer, string])[] = [
    ['ids.txt', `${id}\n`, `${id}\n`],
    ['ids', id, id],
    ['table.csv', table, table],
    ['table.tsv', Buffer.from(`\ufeff${table}`, 'utf16le'), table],
    ['old.csv', Buffer.from(table, 'latin1'), table],
    ['account.json', page, id],
    ['list.json', JSON.stringify([id]), id],
  ]
  test.each(cases)('%s', async (name, content, text) => {
    await writeFile(join(folder, name), content)
    expect(await opened(name)).toEqual({ name, outcome: { kind: 'ids', text } })
    expect(await jobs()).toEqual([])
  })
})

const choosing = (filePaths: readonly string[]) =>
  createRecordings({
    dialog: { showOpenDialog: async () => ({ canceled: filePaths.length === 0, filePaths: [...filePaths] }) },
    disk: nodeDisk,
    newToken: randomUUID,
  }).choose()

describe('a recording', () => {
  test.each([
    ['talk.MP4', 'video'],
    ['talk.avi', 'video'],
    ['talk.mov', 'video'],
    ['talk.m4a', 'audio'],
    ['talk.wav', 'audio'],
  ])('%s: a token stands for its path', async (name, kind) => {
    await writeFile(join(folder, name), 'sound')
    const { outcome } = await opened(name)
    expect(outcome).toEqual({ kind: 'recording', recording: { token: expect.any(String), name, kind, bytes: 5 } })
    expect(JSON.stringify(outcome)).not.toContain(folder)
    if (outcome.kind !== 'recording') throw new Error('no recording')
    const taken = await recordings.take(outcome.recording.token)
    expect(taken.ok && taken.value).toMatchObject({ path: join(folder, name), name, kind, bytes: 5 })
    const again = await opened(name)
    expect(again.outcome).toEqual(outcome)
  })

  test('that was lost meanwhile, a folder of that name, a token of another run', async () => {
    await writeFile(join(folder, 'a.mp3'), 'sound')
    await mkdir(join(folder, 'b.mp3'))
    const { outcome } = await opened('a.mp3')
    await rm(join(folder, 'a.mp3'))
    const token = outcome.kind === 'recording' ? outcome.recording.token : ''
    expect(await recordings.take(token)).toMatchObject({ ok: false, message: '“a.mp3” is not there any more.' })
    expect((await opened('b.mp3')).outcome).toMatchObject({ kind: 'refused' })
    expect(await recordings.take(randomUUID())).toMatchObject({ ok: false, code: 'no-media' })
  })

  test('is chosen in a dialog, or not', async () => {
    await writeFile(join(folder, 'a.mp3'), 'sound')
    await writeFile(join(folder, 'a.pdf'), 'paper')
    expect(await choosing([])).toEqual({ ok: true, value: null })
    expect(await choosing([join(folder, 'a.mp3')])).toMatchObject({ ok: true, value: { name: 'a.mp3', bytes: 5 } })
    expect(await choosing([join(folder, 'a.pdf')])).toMatchObject({ ok: false, code: 'no-media' })
  })
})
