import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../core/result'
import { type ExportDeps, revealExport, saveExport } from './export'
import { nodeDisk } from './library/disk'
import { failingAt, faultyDisk } from './library/faulty'
import { createMediaLinks } from './media'
import type { Media } from './library/record'
import { createRecordings } from './recordings'

const jobId = '00000000-0000-4000-8000-000000000000'
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-export-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const naming = { pattern: '{title}', guide: 'Netflix English' }

const world = (chosen: string | null, own: Partial<ExportDeps> = {}) => {
  const seen: { defaultPath: string | undefined; noted: string[]; shown: string[]; folder: string | null } = {
    defaultPath: undefined,
    noted: [],
    shown: [],
    folder: null,
  }
  const deps: ExportDeps = {
    dialog: {
      showSaveDialog: async (options) => {
        seen.defaultPath = options.defaultPath
        return { canceled: chosen === null, filePath: chosen ?? '' }
      },
    },
    shell: { showItemInFolder: (path) => void seen.shown.push(path) },
    disk: nodeDisk,
    library: {
      title: (id) => (id === jobId ? 'A talk' : null),
      exported: async (_id, format, path) => {
        seen.noted.push(`${format} ${path}`)
        return ok(null)
      },
      lastExport: () => ok(chosen),
    },
    preferences: {
      get: () => ({
        bounds: null,
        maximized: false,
        exportFolder: null,
        openFolder: null,
        backUpFolder: null,
        service: {
          notify: true,
          badge: true,
          limitHours: null,
          receiver: { on: false, port: null, publicUrl: null },
        },
        updates: { daily: false, lookedAt: null, notNow: null },
        receiverToken: null,
      }),
      set: (change) => (seen.folder = change.exportFolder ?? null),
      settle: () => Promise.resolve(),
    },
    documents: '/docs',
    newId: () => '0b0e7a52-8f5c-4a3e-9a43-0d2f6a1c7b11',
    today: () => '2026-11-26',
    log: () => {},
    ...own,
  }
  return { deps, seen }
}

describe('saveExport', () => {
  test('writes what it was given, in UTF-8, and remembers where', async () => {
    const path = join(folder, 'a.srt')
    const { deps, seen } = world(path)
    expect(await saveExport(deps, { jobId, format: 'srt', content: 'Zwölf\n', naming })).toEqual({
      ok: true,
      value: { name: 'a.srt', bytes: 7 },
    })
    expect(await readFile(path, 'utf8')).toBe('Zwölf\n')
    expect(seen).toEqual({ defaultPath: '/docs/A talk.srt', noted: [`srt ${path}`], shown: [], folder })
    expect(await revealExport(deps, jobId)).toEqual({ ok: true, value: null })
    expect(seen.shown).toEqual([path])
  })
  test('cancelled: nothing happens', async () => {
    const { deps, seen } = world(null)
    expect(await saveExport(deps, { jobId, format: 'vtt', content: 'x', naming })).toEqual({ ok: true, value: null })
    expect(seen.noted).toEqual([])
    expect(await revealExport(deps, jobId)).toMatchObject({ ok: false, code: 'not-found' })
  })
  test('a job that is gone asks nothing', async () => {
    const { deps, seen } = world('/x')
    expect(
      await saveExport(deps, { jobId: jobId.replace('0', '1'), format: 'vtt', content: 'x', naming }),
    ).toMatchObject({
      ok: false,
      code: 'not-found',
    })
    expect(seen.defaultPath).toBeUndefined()
  })
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EACCES', 'read-only'],
    ['ENOENT', 'disk'],
    ['EIO', 'disk'],
  ])('%s: told by name, and the old file stays', async (code, expected) => {
    const path = join(folder, 'a.srt')
    await writeFile(path, 'old')
    const { deps, seen } = world(path, { disk: faultyDisk(nodeDisk, failingAt(2, code)) })
    expect(await saveExport(deps, { jobId, format: 'srt', content: 'new', naming })).toMatchObject({
      ok: false,
      code: expected,
      message: expect.stringContaining('“a.srt”'),
    })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['a.srt'])
    expect(seen.noted).toEqual([])
  })
})

/** A job's link, and the file the dialog answers with. */
const links = (path: string | null, start: Media | null = null) => {
  let media = start
  const dialog = {
    showOpenDialog: async () => ({ canceled: path === null, filePaths: path === null ? [] : [path] }),
  }
  const recordings = createRecordings({ dialog, disk: nodeDisk, newToken: () => 'recording-1' })
  const made = createMediaLinks({
    dialog,
    disk: nodeDisk,
    recordings,
    library: {
      media: () => ok(media),
      suggestedMedia: () => null,
      linkMedia: async (_id, link) => {
        media = link
        return ok(null)
      },
    },
    samplePath: join(folder, 'sample.m4a'),
    newToken: () => 'token-1',
  })
  return { made, recordings, now: () => media }
}

describe('linked media', () => {
  test('a chosen file is linked, and reached by a token only', async () => {
    const path = join(folder, 'Take 1.MP4')
    await writeFile(path, 'x')
    const { made } = links(path)
    expect(await made.address(jobId)).toEqual({ ok: true, value: null })
    expect(await made.link(jobId, null)).toEqual({ ok: true, value: { name: 'Take 1.MP4', kind: 'video' } })
    const address = await made.address(jobId)
    expect(address).toEqual({ ok: true, value: { url: 'app://caesura/media/token-1', kind: 'video' } })
    expect(made.pathOf('token-1')).toBe(path)
    expect(made.pathOf('constructor')).toBeNull()
    await rm(path)
    expect(await made.address(jobId)).toMatchObject({
      ok: false,
      code: 'no-media',
      message: expect.stringContaining('“Take 1.MP4”'),
    })
  })
  test('a recording that was dropped is linked by its token; one that does not play is not', async () => {
    await writeFile(join(folder, 'a.mp3'), 'x')
    await writeFile(join(folder, 'a.avi'), 'x')
    const { made, recordings, now } = links(null)
    expect(await made.link(jobId, 'recording-1')).toMatchObject({ ok: false, code: 'no-media' })
    await recordings.offer(join(folder, 'a.mp3'))
    expect(await made.link(jobId, 'recording-1')).toEqual({ ok: true, value: { name: 'a.mp3', kind: 'audio' } })
    expect(now()).toEqual({ source: 'file', path: join(folder, 'a.mp3'), name: 'a.mp3', kind: 'audio' })
    expect(made.pathOf('recording-1')).toBeNull()
    await recordings.offer(join(folder, 'a.avi'))
    expect(await made.link(jobId, 'recording-1')).toMatchObject({
      code: 'no-media',
      message: expect.stringContaining('play'),
    })
  })
  test('cancelled, no recording, not there', async () => {
    expect(await links(null).made.link(jobId, null)).toEqual({ ok: true, value: null })
    await writeFile(join(folder, 'a.pdf'), 'x')
    for (const name of ['a.pdf', 'gone.mp3', '.mp3'])
      expect(await links(join(folder, name)).made.link(jobId, null)).toMatchObject({ ok: false, code: 'no-media' })
  })
  test('the sample’s sound is found where this installation has it', async () => {
    await writeFile(join(folder, 'sample.m4a'), 'x')
    const { made } = links(null, { source: 'sample', name: 'audio.m4a', kind: 'audio' })
    expect(await made.address(jobId)).toMatchObject({ ok: true, value: { kind: 'audio' } })
    expect(made.pathOf('token-1')).toBe(join(folder, 'sample.m4a'))
  })
})
