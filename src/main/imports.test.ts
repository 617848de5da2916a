// A file of another kind from the disk to a job, and again after every kind of loss: always its own bytes, read by its own reader.

import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportPreview, Opened } from '../ipc/contract'
import { createImports, type Imports } from './imports'
import { nodeDisk } from './library/disk'
import { type Library, openLibrary } from './library/jobs'
import { readOriginal } from './library/read'
import { openPath } from './opening'
import { createRecordings } from './recordings'

let folder = ''
let library: Library
let imports: Imports
const start = async (): Promise<void> => {
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
  imports = createImports({ disk: nodeDisk, library, read: readOriginal, newToken: randomUUID })
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-imports-'))
  await start()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const recordings = createRecordings({
  dialog: { showOpenDialog: () => Promise.reject(new Error('no dialog here')) },
  disk: nodeDisk,
  newToken: randomUUID,
})
const drop = (name: string): Promise<Opened> =>
  openPath(
    {
      disk: nodeDisk,
      library,
      recordings,
      imports,
      read: readOriginal,
      openCaesura: () => Promise.reject(new Error('no such file here')),
    },
    join(folder, name),
  )
const previewOf = ({ outcome }: Opened): ImportPreview => {
  if (outcome.kind !== 'preview') throw new Error(JSON.stringify(outcome))
  return outcome.preview
}
const jobs = () => readdir(join(folder, 'library', 'jobs'))
const put = async (name: string, content: string | Buffer) => writeFile(join(folder, name), content)

const srt = Buffer.from(
  '\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nANN: Döner für alle.\r\n\r\n2\r\n00:00:02,500 --> 00:00:03,500\r\nBEN: Gut.\r\n',
  'utf16le',
)
const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello there.\n'
const whisper = JSON.stringify({
  text: ' Hello there.',
  segments: [{ id: 0, start: 0, end: 1.5, text: ' Hello there.' }],
  language: 'en',
})

test('it is shown before it is anything, and nothing is left behind when it is not wanted', async () => {
  await put('harbour.srt', srt)
  expect(previewOf(await drop('harbour.srt'))).toEqual({
    token: expect.any(String),
    format: 'srt',
    title: 'harbour',
    words: 4,
    lengthMs: 3500,
    speakers: ['ANN', 'BEN'],
    language: '',
    lines: [
      { speaker: 'ANN', atMs: 1000, text: 'Döner für alle.' },
      { speaker: 'BEN', atMs: 2500, text: 'Gut.' },
    ],
    notes: [],
    lacks: expect.arrayContaining(['It has no times for single words: they are estimated inside each cue.']),
  })
  expect(await jobs()).toEqual([])
  expect(JSON.stringify(await drop('harbour.srt'))).not.toContain(folder)
})

test('a beginning of many words is cut at a word', async () => {
  await put('long.txt', `1\n00:00:00,000 --> 00:10:00,000\n${'word '.repeat(5000)}`)
  const [line] = previewOf(await drop('long.txt')).lines
  expect(line?.text.length).toBeLessThan(200)
  expect(line?.text).toMatch(/word …$/u)
})

const kinds: readonly (readonly [
  name: string,
  content: string | Buffer,
  original: string,
  format: string,
  word: string,
])[] = [
  ['a.srt', srt, 'response.srt', 'srt', 'Döner'],
  ['a.vtt', vtt, 'response.vtt', 'vtt', 'Hello'],
  ['a.json', whisper, 'response.json', 'whisper', 'Hello'],
  ['called-otherwise.dat', vtt, 'response.vtt', 'vtt', 'Hello'],
]

const pathOf = (id: string, file: string) => join(folder, 'library', 'jobs', id, file)
const textOf = async (id: string): Promise<string> => {
  const opened = await library.open(id)
  if (!opened.ok) throw new Error(opened.message)
  return opened.value.snapshot
}

describe.each(kinds)('%s', (name, content, original, format, word) => {
  const add = async (): Promise<string> => {
    await put(name, content)
    const [added] = await imports.add([previewOf(await drop(name)).token])
    if (added?.outcome.kind !== 'added') throw new Error(JSON.stringify(added))
    return added.outcome.jobId
  }
  test('added: its bytes verbatim under a true name, with hash, format and what it lacks', async () => {
    const id = await add()
    const kept = await readFile(pathOf(id, original))
    expect(kept).toEqual(Buffer.from(content))
    const sha256 = createHash('sha256').update(kept).digest('hex')
    expect(JSON.parse(await readFile(pathOf(id, 'job.json'), 'utf8'))).toMatchObject({
      format,
      origin: 'file',
      response: { sha256, bytes: kept.length },
      lacks: expect.arrayContaining(['It marks no pauses: silence shows as gaps between words.']),
    })
    expect(library.list()).toMatchObject([{ id, format, state: { kind: 'ready' } }])
    expect(await library.open(id)).toMatchObject({ ok: true, value: { lacks: expect.arrayContaining([]) } })
    expect(previewless(await drop(name))).toEqual({ kind: 'known', jobId: id })
  })

  test('restarted; without its snapshot; without its record: the same words and ids', async () => {
    const id = await add()
    const before = await textOf(id)
    expect(before).toContain(word)
    await start()
    expect(await textOf(id)).toBe(before)
    await rm(pathOf(id, 'snapshot.json'))
    await start()
    expect(library.list()).toMatchObject([{ state: { kind: 'ready' } }])
    expect(await textOf(id)).toBe(before)
    await rm(pathOf(id, 'snapshot.json'))
    await rm(pathOf(id, 'job.json'))
    await start()
    expect(library.list()).toMatchObject([{ id, format, state: { kind: 'damaged', openable: true } }])
    expect(await textOf(id)).toBe(before)
  })

  test('its duplicate is whole at once, and after a restart', async () => {
    const id = await add()
    const copy = await library.duplicate(id)
    if (!copy.ok) throw new Error(copy.message)
    const isWhole = () =>
      expect(library.list().find((job) => job.id === copy.value.jobId)).toMatchObject({
        format,
        state: { kind: 'ready' },
      })
    isWhole()
    await start()
    isWhole()
    expect(await textOf(copy.value.jobId)).toBe(await textOf(id))
    expect(await readFile(pathOf(copy.value.jobId, original))).toEqual(Buffer.from(content))
  })

  test('its original lost or altered: said by its name, and the transcript stays', async () => {
    const id = await add()
    const before = await textOf(id)
    await writeFile(pathOf(id, original), 'something else')
    await start()
    const altered = await library.open(id)
    expect(altered).toMatchObject({
      ok: true,
      value: {
        snapshot: before,
        job: {
          state: { kind: 'damaged', message: expect.stringContaining(`The original file (${original}) was changed`) },
        },
      },
    })
    await rm(pathOf(id, original))
    await start()
    expect(library.list()).toMatchObject([
      { state: { kind: 'damaged', message: expect.stringContaining(`The original file (${original}) is missing`) } },
    ])
    await put(name, content)
    // The very bytes again make it whole.
    await library.addFile({
      name,
      bytes: Buffer.from(content),
      response: parsed(content),
      origin: 'file',
      media: null,
      title: null,
    })
    expect(await readFile(pathOf(id, original))).toEqual(Buffer.from(content))
    expect(library.list()).toMatchObject([{ state: { kind: 'ready' } }])
  })
})

const previewless = ({ outcome }: Opened): Opened['outcome'] => outcome
const parsed = (content: string | Buffer) => {
  const read = readOriginal(Buffer.from(content), null)
  if (!read.ok) throw new Error(read.message)
  return read.value
}

describe('between the look and the yes', () => {
  test('the file changed, went away, or the app was started anew: one sentence, nothing added', async () => {
    await put('a.vtt', vtt)
    const { token } = previewOf(await drop('a.vtt'))
    await put('a.vtt', `${vtt} `)
    expect(await imports.add([token])).toMatchObject([
      { name: 'a.vtt', outcome: { kind: 'refused', message: expect.stringContaining('has changed') } },
    ])
    await rm(join(folder, 'a.vtt'))
    expect(await imports.add([token])).toMatchObject([
      { outcome: { kind: 'refused', message: '“a.vtt” is not there any more.' } },
    ])
    await start()
    expect(await imports.add([token])).toMatchObject([
      { outcome: { kind: 'refused', message: expect.stringContaining('started anew') } },
    ])
    expect(await jobs()).toEqual([])
  })

  test('twice the same: the second is known', async () => {
    await put('a.vtt', vtt)
    const { token } = previewOf(await drop('a.vtt'))
    expect((await imports.add([token, token])).map(({ outcome }) => outcome.kind)).toEqual(['added', 'known'])
    expect(await jobs()).toHaveLength(1)
  })

  test('a Pictory response still opens at once', async () => {
    await put(
      'response.json',
      JSON.stringify({ data: { transcript: [{ words: [{ word: 'Hi', start_time: 0, end_time: 1 }] }] } }),
    )
    expect((await drop('response.json')).outcome.kind).toBe('added')
  })
})
