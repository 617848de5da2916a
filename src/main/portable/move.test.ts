import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Disk, nodeDisk } from '../library/disk'
import { failingAt, faultyDisk } from '../library/faulty'
import type { Library } from '../library/jobs'
import { createGate, type Gate } from './gate'
import { addJob, documentOf, filesBelow, idOf, libraryIn, rename } from './library.fixture'
import { canUse, moveLibrary } from './move'
import { readPlace, writePlace } from './place'

let folder = ''
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'caesura-move-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const at = (...parts: string[]): string => join(folder, ...parts)
const seed = async (disk?: Disk): Promise<Library> => {
  const here = await libraryIn(at('library'), disk)
  await addJob(here, idOf(1))
  await rename(here, idOf(1), 'Anna')
  await addJob(here, idOf(2), 'A second one')
  await here.addIds([idOf(3)])
  return here
}
type Over = { disk?: Disk; gate?: Gate; free?: number | null; until?: number; to?: string }
const move = ({
  disk = nodeDisk,
  gate = createGate(nodeDisk),
  free = null,
  until = Infinity,
  to = at('new'),
}: Over = {}) => {
  let told = 0
  return moveLibrary(
    { disk, newId: randomUUID, free: async () => free, real: (path) => realpath(path) },
    {
      from: at('library'),
      to,
      hold: async () => gate.hold(),
      switchTo: () => writePlace(disk, folder, { dir: to, old: at('library'), sign: null }, randomUUID),
    },
    { tell: () => void told++, isCancelled: () => told > until },
  )
}
const place = async (): Promise<string> => (await readPlace(nodeDisk, folder)).dir
/** The library where it is noted is whole. */
const isWhole = async (): Promise<void> => {
  const { dir, trouble } = await readPlace(nodeDisk, folder)
  expect(trouble).toBeNull()
  const library = await libraryIn(dir)
  expect(library.list().map(({ id, state }) => [id, state.kind])).toEqual([
    [idOf(1), 'ready'],
    [idOf(2), 'ready'],
    [idOf(3), 'waiting'],
  ])
  expect((await documentOf(library, idOf(1))).speakers[0]?.name).toBe('Anna')
}

describe('moving', () => {
  test('every file is there to the byte, the note leads there, and the old one is as it was', async () => {
    await seed()
    await writeFile(at('library', 'lock.json'), '{}')
    await mkdir(at('library', 'search'))
    await writeFile(at('library', 'search', 'words.bin'), 'index')
    await writeFile(at('library', 'jobs', idOf(1), 'search.bin'), 'index')
    await writeFile(at('library', 'jobs', idOf(1), '.0123abcd.tmp'), 'half')
    const before = await filesBelow(at('library'))
    expect(await move()).toEqual({ ok: true, value: null })
    expect(await place()).toBe(at('new'))
    expect(await filesBelow(at('library'))).toEqual(before)
    const kept = before.filter((name) => name !== 'lock.json' && !/search|\.tmp$/u.test(name))
    expect(await filesBelow(at('new'))).toEqual(kept)
    for (const name of kept) expect(await readFile(at('new', name))).toEqual(await readFile(at('library', name)))
    await isWhole()
  })

  test('called off at any moment: the old one is the library, and nothing is left of the copy', async () => {
    await seed()
    for (let until = 0; ; until++) {
      const done = await move({ until })
      if (done.ok) break
      expect(done).toMatchObject({ code: 'aborted' })
      expect(await place()).toBe(at('library'))
      expect(await readdir(at('new'))).toEqual([])
    }
    await isWhole()
  })

  test('killed at any call: one whole library, and the next try gets there', async () => {
    await seed()
    const count = failingAt(0, '')
    await move({ disk: faultyDisk(nodeDisk, count), to: at('probe') })
    await rm(at('probe'), { recursive: true })
    await rm(at('library-place.json'))
    for (let n = 1; n <= count.calls(); n++) {
      await move({ disk: faultyDisk(nodeDisk, failingAt(n, 'EIO', true)) })
      await isWhole()
      if ((await place()) === at('library')) {
        expect(await move(), `after call ${n}`).toEqual({ ok: true, value: null })
        await isWhole()
      }
      await rm(at('new'), { recursive: true })
      await rm(at('library-place.json'))
    }
  })

  test.each(['ENOSPC', 'EROFS', 'EIO', 'ETIMEDOUT', 'ENOENT'])(
    'the new disk fails with %s at any call: a sentence, and the old one goes on',
    async (code) => {
      await seed()
      const count = failingAt(0, '')
      await move({ disk: faultyDisk(nodeDisk, count), to: at('probe') })
      await rm(at('library-place.json'))
      for (let n = 1; n <= count.calls(); n += 5) {
        const done = await move({ disk: faultyDisk(nodeDisk, failingAt(n, code)) })
        if (!done.ok)
          expect(done.message, `call ${n}`).toMatch(
            /^The library could not be moved, and is whole where it was: .*\.$/u,
          )
        await isWhole()
        await rm(at('new'), { recursive: true, force: true })
        await rm(at('library-place.json'), { force: true })
      }
    },
  )

  test('a disk that writes otherwise than it was told is found out', async () => {
    await seed()
    const lying: Disk = {
      ...nodeDisk,
      open: async (path, how) => {
        const file = await nodeDisk.open(path, how)
        const spoils = path.startsWith(at('new')) && path.endsWith('response.json') && how === 'create'
        return spoils ? { ...file, sync: async () => file.write(Buffer.from('X'), 20) } : file
      },
    }
    expect(await move({ disk: lying })).toMatchObject({
      ok: false,
      message: expect.stringContaining('could not be read back'),
    })
    await isWhole()
    expect(await readdir(at('new'))).toEqual([])
  })

  test('an edit that comes while it moves waits; called off it goes on, done it is saved in the new place', async () => {
    const gate = createGate(nodeDisk)
    const here = await seed(gate.disk)
    gate.hold()
    let saved = false
    const edit = here.rename(idOf(2), 'Later').then((done) => {
      saved = true
      return done
    })
    await documentOf(here, idOf(1))
    expect(saved).toBe(false)
    gate.release()
    expect(await edit).toMatchObject({ ok: true })
    const before = await readFile(at('library', 'jobs', idOf(1), 'edits.jsonl'))
    const typed: Promise<void>[] = []
    const moving = moveLibrary(
      { disk: nodeDisk, newId: randomUUID, free: async () => null, real: (path) => realpath(path) },
      {
        from: at('library'),
        to: at('new'),
        hold: async () => {
          gate.hold()
          typed.push(rename(here, idOf(1), 'Typed while it moves'))
        },
        switchTo: () => writePlace(nodeDisk, folder, { dir: at('new'), old: null, sign: null }, randomUUID),
      },
      { tell: () => {}, isCancelled: () => false },
    )
    expect(await moving).toMatchObject({ ok: true })
    gate.lead(at('library'), at('new'))
    await Promise.all(typed)
    await rename(here, idOf(1), 'And after it')
    await here.addIds([idOf(4)])
    expect(await readFile(at('library', 'jobs', idOf(1), 'edits.jsonl'))).toEqual(before)
    const there = await libraryIn(at('new'))
    expect(there.list().map(({ id }) => id)).toContain(idOf(4))
    const { speakers } = await documentOf(there, idOf(1))
    expect(speakers[0]?.name).toBe('And after it')
  })
})

describe('folders that are refused, with nothing written there', () => {
  const cases: readonly [string, () => Promise<string>, string][] = [
    ['its own', async () => at('library'), 'already'],
    ['one inside it', async () => at('library', 'jobs', 'x'), 'inside the library'],
    ['the one it is in', async () => folder, 'inside this folder'],
    ['a link to its own', async () => symlink(at('library'), at('link')).then(() => at('link')), 'already'],
    [
      'a link into it',
      async () => symlink(at('library', 'jobs'), at('link')).then(() => at('link', 'y')),
      'inside the library',
    ],
    [
      'one with files',
      async () =>
        mkdir(at('full'))
          .then(() => writeFile(at('full', 'a.txt'), 'a'))
          .then(() => at('full')),
      'not empty',
    ],
    [
      'another library',
      async () => mkdir(at('other', 'jobs'), { recursive: true }).then(() => at('other')),
      'a library in this folder',
    ],
    [
      'another one’s unfinished move',
      async () =>
        mkdir(at('half'))
          .then(() => writeFile(at('half', 'moving.json'), '{"from":"/x"}'))
          .then(() => at('half')),
      'not empty',
    ],
  ]
  test.each(cases)('%s', async (_, make, sentence) => {
    await seed()
    const to = await make()
    const before = await filesBelow(folder)
    expect(await move({ to })).toMatchObject({ ok: false, message: expect.stringContaining(sentence) })
    expect(await filesBelow(folder)).toEqual(before)
    await isWhole()
  })

  test('a disk with too little room: with the figures', async () => {
    await seed()
    expect(await move({ free: 1000 })).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('only 1 kB are free there'),
    })
    expect(await readdir(at('new'))).toEqual([])
  })

  test.skipIf(process.getuid?.() === 0)('one that may not be written to', async () => {
    await seed()
    await mkdir(at('closed'))
    await chmod(at('closed'), 0o500)
    expect(await move({ to: at('closed') })).toMatchObject({ ok: false, code: 'read-only' })
    await isWhole()
  })

  test('a link in the library that leads back up does not go on for ever', async () => {
    await seed()
    await symlink(at('library'), at('library', 'jobs', idOf(1), 'up'))
    expect(await move()).toMatchObject({ ok: false })
    await isWhole()
  })
})

describe('where the library is', () => {
  test('without a note where it always was; with one there', async () => {
    expect(await readPlace(nodeDisk, folder)).toEqual({ dir: at('library'), old: null, sign: null, trouble: null })
    await mkdir(at('new', 'jobs'), { recursive: true })
    await writePlace(nodeDisk, folder, { dir: at('new'), old: null, sign: null }, randomUUID)
    expect(await readPlace(nodeDisk, folder)).toEqual({ dir: at('new'), old: null, sign: null, trouble: null })
  })

  test.each(['', '{', '{"dir":""}', '[]'])('a note of %j is never taken for an empty library', async (text) => {
    await writeFile(at('library-place.json'), text)
    expect((await readPlace(nodeDisk, folder)).trouble).toMatch(/Choose the library’s folder/u)
  })

  test('a folder that is not there says so, and none is made', async () => {
    await writePlace(nodeDisk, folder, { dir: at('gone'), old: null, sign: null }, randomUUID)
    const { dir, trouble } = await readPlace(nodeDisk, folder)
    expect(trouble).toMatch(/is not there\. Connect the disk/u)
    const library = await libraryIn(dir, nodeDisk, trouble)
    expect(library.list()).toEqual([])
    expect(library.readOnly).toBe(trouble)
    expect(await readdir(folder)).toEqual(['library-place.json'])
  })

  test('only a library can be used as one', async () => {
    await seed()
    await mkdir(at('other', 'jobs'), { recursive: true })
    await mkdir(at('plain'))
    await mkdir(at('half', 'jobs'), { recursive: true })
    await writeFile(at('half', 'moving.json'), '{}')
    const use = (to: string) => canUse({ disk: nodeDisk, real: (path) => realpath(path) }, at('library'), to)
    expect(await use(at('other'))).toEqual({ ok: true, value: null })
    expect(await use(at('library'))).toMatchObject({ message: expect.stringContaining('open already') })
    expect(await use(at('plain'))).toMatchObject({ message: expect.stringContaining('no Caesura library') })
    expect(await use(at('half'))).toMatchObject({ message: expect.stringContaining('never finished') })
    expect(await use(at('nowhere'))).toMatchObject({ ok: false })
  })
})
