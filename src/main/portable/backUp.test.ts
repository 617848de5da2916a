import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../library/disk'
import { failingAt, faultyDisk } from '../library/faulty'
import { sha256 } from '../library/folder'
import type { Library } from '../library/jobs'
import { backUp, bringBack } from './backUp'
import { addJob, documentOf, fileOf, idOf, libraryIn, rename, responseOf } from './library.fixture'
import type { Steps } from './steps'
import { openArchive, readEntry } from './unzip'
import { createZipWriter } from './zip'

let folder = ''
let here: Library
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-back-up-'))
  here = await libraryIn(at('here'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const at = (...parts: string[]): string => join(folder, ...parts)
const archive = (): string => at('all.caesura-backup')
/** Called off after so many reports. */
const steps = (until = Infinity): Steps & { readonly told: number[] } => {
  const told: number[] = []
  return {
    told,
    tell: (_, done, total) => void told.push(done / total),
    isCancelled: () => told.length >= until,
  }
}
const deps = (library: Library, disk: Disk = nodeDisk, free: number | null = null) => ({
  disk,
  library,
  now: () => 1000,
  newId: randomUUID,
  free: async () => free,
})
const save = (disk?: Disk, until?: number) => backUp(deps(here, disk), archive(), steps(until))
const bring = (library: Library, until?: number, free: number | null = null) =>
  bringBack(deps(library, nodeDisk, free), archive(), steps(until))
const three = async (): Promise<void> => {
  await addJob(here, idOf(1))
  await addJob(here, idOf(2), 'Another one entirely')
  await rename(here, idOf(1), 'Anna')
  await here.linkMedia(idOf(2), { source: 'file', path: at('talk.mp4'), name: 'talk.mp4', kind: 'video' })
  await here.addIds([idOf(3)])
}

type Parts = Map<string, Buffer>
const partsOf = async (): Promise<Parts> => {
  const file = await nodeDisk.open(archive(), 'read')
  const opened = await openArchive(file, { entries: 1000, entryBytes: 1e8, totalBytes: 1e9 })
  const parts: Parts = new Map()
  for (const entry of opened.ok ? opened.value.entries.values() : []) {
    const bytes = await readEntry(file, entry)
    if (bytes.ok) parts.set(entry.name, bytes.value)
  }
  await file.close()
  return parts
}
const write = async (parts: Parts): Promise<void> => {
  await rm(archive(), { force: true })
  const file = await nodeDisk.open(archive(), 'create')
  const zip = createZipWriter(file)
  for (const [name, bytes] of parts) await zip.add(name, bytes, 'store')
  await zip.finish()
  await file.close()
}
/** With a list that fits: only what is in the files themselves is wrong. */
const told = (parts: Parts): Parts => {
  const files = Object.fromEntries(
    [...parts]
      .filter(([name]) => name !== 'mimetype' && name !== 'backup.json')
      .map(([name, bytes]) => [name, { sha256: sha256(bytes), bytes: bytes.length }]),
  )
  const list = { ...JSON.parse(String(parts.get('backup.json'))), files }
  return new Map([...parts, ['backup.json', Buffer.from(JSON.stringify(list))]])
}

/** The list but for the clock. */
const shown = (library: Library) => library.list().map((job) => ({ ...job, editedAt: job.editedAt !== null }))

describe('a back-up', () => {
  test('brings every job back into an empty library: bytes, edits, titles, links, and what still waits', async () => {
    await three()
    expect(await save()).toMatchObject({ ok: true, value: { jobs: 3, left: [] } })
    const there = await libraryIn(at('there'))
    expect(await bring(there)).toMatchObject({
      ok: true,
      value: { jobs: 3, added: 3, known: 0, beside: 0, unlinked: 1, left: [], cancelled: false },
    })
    for (const id of [idOf(1), idOf(2)]) {
      expect(await documentOf(there, id)).toEqual(await documentOf(here, id))
      for (const name of ['response.json', 'snapshot.json'])
        expect(await readFile(fileOf(at('there'), id, name))).toEqual(await readFile(fileOf(at('here'), id, name)))
    }
    const again = await libraryIn(at('there'))
    expect(again.list().map(({ id, title, state }) => [id, title, state.kind])).toEqual(
      here.list().map(({ id, title, state }) => [id, title, state.kind]),
    )
    // Where the recording was is not followed: it is looked for beside the back-up.
    expect(again.media(idOf(2))).toMatchObject({ value: null })
    expect(again.suggestedMedia(idOf(2))).toBe(at('talk.mp4'))
    expect(again.waiting().map(({ id }) => id)).toEqual([idOf(3)])
    expect(await bring(again)).toMatchObject({ value: { added: 0, known: 3, beside: 0 } })
  })

  test('unpacked by any program it is a library', async () => {
    await three()
    await save()
    for (const [name, bytes] of await partsOf()) {
      if (!name.startsWith('jobs/')) continue
      await nodeDisk.makeFolder(join(at('unpacked'), name, '..'))
      await writeFile(at('unpacked', name), bytes)
    }
    const unpacked = await libraryIn(at('unpacked'))
    expect(shown(unpacked)).toEqual(shown(here))
    expect(await documentOf(unpacked, idOf(1))).toEqual(await documentOf(here, idOf(1)))
  })

  test('puts other edits beside those that are here', async () => {
    await three()
    await save()
    await rename(here, idOf(1), 'Annika')
    expect(await bring(here)).toMatchObject({ value: { added: 0, known: 2, beside: 1 } })
    expect((await documentOf(here, idOf(1))).speakers[0]?.name).toBe('Annika')
    expect(here.list()).toHaveLength(4)
    expect(await bring(here)).toMatchObject({ value: { known: 3, beside: 0 } })
  })

  test('makes an original whole that was damaged here', async () => {
    await three()
    await save()
    await writeFile(fileOf(at('here'), idOf(1), 'response.json'), '{}')
    expect(await bring(here)).toMatchObject({ value: { known: 3 } })
    expect(await readFile(fileOf(at('here'), idOf(1), 'response.json'))).toEqual(responseOf(idOf(1)))
    expect(await readdir(at('here', 'jobs', idOf(1)))).toContain('response.damaged-1.json')
  })

  test('keeps a damaged job as it is', async () => {
    await three()
    await appendFile(fileOf(at('here'), idOf(1), 'edits.jsonl'), 'not a line\n')
    await save()
    const there = await libraryIn(at('there'))
    expect(await bring(there)).toMatchObject({ value: { added: 3 } })
    expect(await readFile(fileOf(at('there'), idOf(1), 'edits.jsonl'))).toEqual(
      await readFile(fileOf(at('here'), idOf(1), 'edits.jsonl')),
    )
  })

  test('called off at any moment leaves no file; the one before it stays', async () => {
    await three()
    const whole = steps()
    await backUp(deps(here), archive(), whole)
    expect(whole.told.at(-1)).toBeLessThanOrEqual(1)
    expect(whole.told).toEqual(whole.told.toSorted((a, b) => a - b))
    const before = await readFile(archive())
    for (let until = 0; until < whole.told.length; until++) {
      expect(await save(nodeDisk, until)).toMatchObject({ ok: false, code: 'aborted' })
      expect(await readdir(folder)).toEqual(['all.caesura-backup', 'here'])
      expect(await readFile(archive())).toEqual(before)
    }
  })

  test('on a disk that fails at any call: a sentence, and the one before it stays', async () => {
    await three()
    await writeFile(archive(), 'old')
    const count = failingAt(0, '')
    await backUp(deps(here, faultyDisk(nodeDisk, count)), at('other'), steps())
    await rm(at('other'))
    // The first looks for what killed processes left, the last two are the folder's fsync and removing what is not there any more.
    for (let n = 2; n < count.calls() - 1; n++) {
      const failed = await save(faultyDisk(nodeDisk, failingAt(n, 'ENOSPC')))
      expect(failed, `call ${n}`).toMatchObject({
        ok: false,
        code: 'disk-full',
        message: expect.stringMatching(/disk is full\.$/u),
      })
      expect(await readFile(archive(), 'utf8')).toBe('old')
      expect(await readdir(folder)).toEqual(['all.caesura-backup', 'here'])
    }
  })

  test('takes away what a killed one left in the folder, not what another is writing', async () => {
    await three()
    const left = `.${randomUUID()}.caesura-backup.tmp`
    const fresh = `.${randomUUID()}.caesura-backup.tmp`
    await writeFile(at(left), 'half')
    await utimes(at(left), 1000, 1000)
    await writeFile(at(fresh), 'half')
    await writeFile(at('.mine.tmp'), 'somebody else’s')
    expect(await backUp({ ...deps(here), now: Date.now }, archive(), steps())).toMatchObject({ ok: true })
    expect(await readdir(folder)).toEqual([fresh, '.mine.tmp', 'all.caesura-backup', 'here'].sort())
  })

  test('that lacks a job never replaces the one before it, and no empty one is written', async () => {
    await three()
    await save()
    const before = await readFile(archive())
    let sickOnes = 'none of them'
    const disk: Disk = {
      ...nodeDisk,
      list: async (path) => {
        if (path.includes(sickOnes)) throw Object.assign(new Error('no'), { code: 'EIO' })
        return nodeDisk.list(path)
      },
    }
    const sick = await libraryIn(at('here'), disk)
    sickOnes = idOf(2)
    for (const name of ['all (incomplete).caesura-backup', 'all (incomplete) 2.caesura-backup'])
      expect(await backUp(deps(sick), archive(), steps())).toMatchObject({
        ok: true,
        value: {
          name,
          jobs: 2,
          left: ['“Talk 02” cannot be read: another program may hold its files, or the disk may have trouble.'],
        },
      })
    expect(await readFile(archive())).toEqual(before)
    expect(await backUp(deps(sick), at('new.caesura-backup'), steps())).toMatchObject({
      value: { name: 'new.caesura-backup', jobs: 2 },
    })
    sickOnes = at('here')
    const empty = await libraryIn(at('empty'))
    const files = (await readdir(folder)).toSorted()
    await rm(at('here'), { recursive: true })
    for (const library of [here, sick, empty])
      expect(await backUp(deps(library), archive(), steps())).toMatchObject({
        ok: false,
        message: expect.stringMatching(/no file was written/u),
      })
    expect(await readFile(archive())).toEqual(before)
    expect((await readdir(folder)).toSorted()).toEqual(files.filter((name) => name !== 'here'))
  })

  test('under a name nobody agreed to replace lies beside the file that has it', async () => {
    await three()
    await writeFile(archive(), 'another')
    expect(await backUp(deps(here), archive(), steps(), false)).toMatchObject({
      value: { name: 'all 2.caesura-backup', jobs: 3 },
    })
    expect(await readFile(archive(), 'utf8')).toBe('another')
    expect(await backUp(deps(here), at('free.caesura-backup'), steps(), false)).toMatchObject({
      value: { name: 'free.caesura-backup' },
    })
  })

  test('that the disk wrote otherwise is not called one', async () => {
    await three()
    const lying: Disk = {
      ...nodeDisk,
      open: async (path, how) => {
        const file = await nodeDisk.open(path, how)
        return { ...file, sync: async () => file.write(Buffer.from('XXXX'), 400) }
      },
    }
    expect(await save(lying)).toMatchObject({ ok: false, message: expect.stringContaining('could not be read back') })
    expect(await readdir(folder)).toEqual(['here'])
  })
})

describe('bringing one back', () => {
  test('called off at any moment leaves whole jobs, and says how many', async () => {
    await three()
    await save()
    for (let until = 0; until <= 3; until++) {
      const there = await libraryIn(at(`there-${until}`))
      expect(await bring(there, until)).toMatchObject({ value: { added: until, cancelled: until < 3 } })
      const again = await libraryIn(at(`there-${until}`))
      expect(again.list()).toHaveLength(until)
      for (const { id, state } of again.list()) if (state.kind === 'ready') await documentOf(again, id)
    }
  })

  test('a killed process or a full disk at any call: whole jobs only, and the rest comes with the next try', async () => {
    await three()
    await save()
    const count = failingAt(0, '')
    const probe = await libraryIn(at('probe'), faultyDisk(nodeDisk, count))
    const before = count.calls()
    await bring(probe)
    for (let n = before + 1; n <= count.calls(); n += 2) {
      const dir = at(`killed-${n}`)
      await bring(await libraryIn(dir, faultyDisk(nodeDisk, failingAt(n, 'ENOSPC', true))))
      const again = await libraryIn(dir)
      for (const { id, state } of again.list()) {
        expect(state.kind, `call ${n}`).not.toBe('damaged')
        if (state.kind === 'ready') await documentOf(again, id)
      }
      await bring(again)
      expect(again.list(), `call ${n}`).toHaveLength(3)
      await rm(dir, { recursive: true })
    }
  })

  test('too little room: a sentence with the figures, before anything is written', async () => {
    await three()
    await save()
    const there = await libraryIn(at('there'))
    expect(await bring(there, Infinity, 100)).toMatchObject({
      ok: false,
      code: 'disk-full',
      message: expect.stringContaining('only 100 bytes are free'),
    })
    expect(there.list()).toEqual([])
  })

  test('a start that was under way is not begun a second time', async () => {
    await here.addStart({
      source: { kind: 'url', url: 'https://example.test/talk.mp4' },
      mediaKind: 'video',
      language: 'en-US',
      uploaded: null,
      askedAt: null,
      became: null,
    })
    await save()
    const there = await libraryIn(at('there'))
    await bring(there)
    expect(there.starting()).toEqual([])
    expect(there.list()).toMatchObject([
      { state: { kind: 'failed', message: expect.stringContaining('handed to Pictory') } },
    ])
  })

  test('takes no place on this computer from it, and nothing out of range', async () => {
    await here.addStart({
      source: { kind: 'file', path: '/secret/keys', name: 'talk.mp4', bytes: 5, modifiedMs: 1 },
      mediaKind: 'video',
      language: 'en-US',
      uploaded: { fileUrl: 'https://example.test/1', at: 1000 },
      askedAt: null,
      became: null,
    })
    await addJob(here, idOf(1))
    await here.linkMedia(idOf(1), { source: 'file', path: '/secret/talk.mp4', name: '../../talk.mp4', kind: 'video' })
    await here.exported(idOf(1), 'srt', '/secret/talk.srt')
    const started = here.starting()[0]?.id ?? ''
    await save()
    const parts = await partsOf()
    for (const [id, change] of [
      [
        idOf(1),
        {
          title: ` Talk\u0000${'x'.repeat(400)}`,
          words: -5,
          durationMs: 1e300,
          speakers: 2.4,
          addedAt: 1e300,
          exported: ['srt', 'srt', '<b>'],
          tags: [...Array(60).keys()].map((n) => `tag ${n}`).concat('t'.repeat(41)),
        },
      ],
      [started, { state: { kind: 'stopped', at: 5 } }],
    ] as const) {
      const name = `jobs/${id}/job.json`
      parts.set(name, Buffer.from(JSON.stringify({ ...JSON.parse(String(parts.get(name))), ...change })))
    }
    await write(told(parts))
    const there = await libraryIn(at('there'))
    expect(await bring(there)).toMatchObject({ value: { added: 2, unlinked: 2, left: [] } })
    for (const id of [idOf(1), started])
      expect(await readFile(fileOf(at('there'), id, 'job.json'), 'utf8')).not.toContain('/secret')
    expect(there.media(idOf(1))).toMatchObject({ value: null })
    expect(there.suggestedMedia(idOf(1))).toBeNull()
    expect(there.lastExport(idOf(1))).toMatchObject({ value: null })
    const job = there.list().find(({ id }) => id === idOf(1))
    expect(job).toMatchObject({ words: null, durationMs: null, speakers: 2, addedAt: 0, exported: ['srt'] })
    expect(job?.title).toBe(`Talk ${'x'.repeat(295)}`)
    expect(job?.tags).toHaveLength(30)
    const again = (await libraryIn(at('there'))).list().find(({ id }) => id === started)
    expect(again).toMatchObject({
      state: { kind: 'failed', message: expect.stringContaining('has to be chosen again') },
      start: { from: 'file', name: 'talk.mp4' },
    })
    expect(there.starting()).toEqual([])
  })

  const nothingOf: readonly [string, (parts: Parts) => Parts, string][] = [
    ['no list', (parts) => new Map([...parts].filter(([name]) => name !== 'backup.json')), 'no back-up'],
    ['a list that is no JSON', (parts) => new Map([...parts, ['backup.json', Buffer.from('{')]]), 'damaged'],
    [
      'a newer major version',
      (parts) => new Map([...parts, ['backup.json', Buffer.from('{"version":{"major":2,"minor":0}}')]]),
      'newer Caesura',
    ],
    ['a file nobody told of', (parts) => new Map([...parts, [`jobs/${idOf(1)}/x.json`, Buffer.from('{}')]]), 'damaged'],
    [
      'a file that is missing',
      (parts) => new Map([...parts].filter(([name]) => !name.endsWith('response.json'))),
      'damaged',
    ],
    [
      'a folder that is no job id',
      (parts) => told(new Map([...parts, ['jobs/not-an-id/job.json', Buffer.from('{}')]])),
      'belong to no job',
    ],
    [
      'a file beside the jobs',
      (parts) => told(new Map([...parts, ['preferences.json', Buffer.from('{}')]])),
      'belong to no job',
    ],
    [
      'a folder in a job',
      (parts) => told(new Map([...parts, [`jobs/${idOf(1)}/a/b.json`, Buffer.from('{}')]])),
      'belong to no job',
    ],
    [
      'a device of Windows',
      (parts) => told(new Map([...parts, [`jobs/${idOf(1)}/con.json`, Buffer.from('{}')]])),
      'belong to no job',
    ],
    [
      'a hidden file',
      (parts) => told(new Map([...parts, [`jobs/${idOf(1)}/.x.tmp`, Buffer.from('{}')]])),
      'belong to no job',
    ],
    [
      'a way out',
      (parts) => told(new Map([...parts, [`jobs/${idOf(1)}/../../x`, Buffer.from('{}')]])),
      'leads elsewhere',
    ],
  ]
  test.each(nothingOf)('an archive with %s: one sentence, nothing of it is used', async (_, change, sentence) => {
    await three()
    await save()
    await write(change(await partsOf()))
    const there = await libraryIn(at('there'))
    const done = await bring(there)
    expect(done.ok ? '' : done.message).toMatch(/^“all\.caesura-backup” .*\.$/u)
    expect(done.ok ? '' : done.message).toContain(sentence)
    expect(there.list()).toEqual([])
    expect(existsSync(at('x'))).toBe(false)
  })

  const oneOf: readonly [string, (parts: Parts) => Parts, string][] = [
    [
      'changed bytes',
      (parts) =>
        new Map([...parts, [`jobs/${idOf(1)}/response.json`, responseOf(idOf(1), 'Good evening and WELCOME')]]),
      'damaged in the back-up',
    ],
    [
      'no description',
      (parts) => told(new Map([...parts].filter(([name]) => name !== `jobs/${idOf(1)}/job.json`))),
      'no description',
    ],
    [
      'another job’s description',
      (parts) =>
        told(
          new Map([...parts, [`jobs/${idOf(1)}/job.json`, parts.get(`jobs/${idOf(2)}/job.json`) ?? Buffer.alloc(0)]]),
        ),
      'no description',
    ],
    [
      'a newer description',
      (parts) => told(new Map([...parts, [`jobs/${idOf(1)}/job.json`, Buffer.from('{"schema":99}')]])),
      'newer Caesura',
    ],
  ]
  test.each(oneOf)('one job with %s: the others come in, and it is said', async (_, change, sentence) => {
    await three()
    await save()
    await write(change(await partsOf()))
    const there = await libraryIn(at('there'))
    const done = await bring(there)
    expect(done).toMatchObject({ ok: true, value: { added: 2, left: [expect.stringContaining(sentence)] } })
    expect(there.list().map(({ id }) => id)).not.toContain(idOf(1))
  })

  test('cut anywhere: a sentence, nothing used', async () => {
    await three()
    await save()
    const { length } = await readFile(archive())
    const there = await libraryIn(at('there'))
    for (let size = length - 1; size > 0; size -= 97) {
      await truncate(archive(), size)
      expect(await bring(there)).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/u) })
    }
    expect(there.list()).toEqual([])
  })

  test('any bytes changed anywhere: equal jobs, fewer jobs or a sentence, never another document', async () => {
    await three()
    await save()
    const whole = await readFile(archive())
    let n = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        async (places) => {
          const bytes = Buffer.from(whole)
          for (const [place, value] of places) bytes[place] = value
          await writeFile(archive(), bytes)
          const dir = at(`any-${n++}`)
          const there = await libraryIn(dir)
          const done = await bring(there)
          if (!done.ok) expect(done.message).toMatch(/\.$/u)
          for (const { id } of there.list())
            if (id === idOf(1) || id === idOf(2))
              expect(await documentOf(there, id)).toEqual(await documentOf(here, id))
          await rm(dir, { recursive: true })
        },
      ),
      { numRuns: 60 },
    )
  })
})
