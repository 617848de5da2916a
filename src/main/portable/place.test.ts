import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from '../library/disk'
import { addJob, idOf, libraryIn } from './library.fixture'
import { isOnlyLibrary } from './own'
import { readPlace, signPlace, writePlace } from './place'

let folder = ''
const at = (...parts: string[]): string => join(folder, ...parts)
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'caesura-place-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sign = async () => signPlace(nodeDisk, folder, await readPlace(nodeDisk, folder), randomUUID)
const note = (dir: string, old: string | null = null) =>
  writePlace(nodeDisk, folder, { dir, old, sign: null }, randomUUID)

test('a library of before gets a sign, which is noted and stays', async () => {
  await libraryIn(at('usb'))
  await note(at('usb'))
  const { sign: made } = await sign()
  expect(made).not.toBeNull()
  expect(await readPlace(nodeDisk, folder)).toEqual({ dir: at('usb'), old: null, sign: made, trouble: null })
  expect(await sign()).toMatchObject({ sign: made })
})

test('where it always was it gets one too, and needs no note', async () => {
  await libraryIn(at('library'))
  const { sign: made } = await sign()
  expect(JSON.parse(await readFile(at('library', 'library.json'), 'utf8'))).toEqual({ library: made })
  expect(await readPlace(nodeDisk, folder)).toMatchObject({ sign: null, trouble: null })
})

test('a folder at its place that is another library, or an empty one, is never taken for it', async () => {
  await libraryIn(at('usb'))
  await note(at('usb'))
  await sign()
  await rename(at('usb'), at('unplugged'))
  await mkdir(at('usb', 'jobs'), { recursive: true })
  expect((await readPlace(nodeDisk, folder)).trouble).toMatch(/^Your library is not at its place: .* Connect the disk/u)
  await writeFile(at('usb', 'library.json'), '{"library":"another one"}')
  expect((await readPlace(nodeDisk, folder)).trouble).toMatch(/not at its place/u)
  await rm(at('usb'), { recursive: true })
  await rename(at('unplugged'), at('usb'))
  expect((await readPlace(nodeDisk, folder)).trouble).toBeNull()
})

test('a file of that name which is no sign is left alone', async () => {
  await libraryIn(at('library'))
  await writeFile(at('library', 'library.json'), 'mine')
  expect(await sign()).toMatchObject({ sign: null })
  expect(await readFile(at('library', 'library.json'), 'utf8')).toBe('mine')
})

describe('an altered note is not believed', () => {
  test.each(['/', 'usb', './usb', '/a/../b'])('%s as the library', async (dir) => {
    await writeFile(at('library-place.json'), JSON.stringify({ dir }))
    expect((await readPlace(nodeDisk, folder)).trouble).toMatch(/was damaged/u)
  })

  test.each<[string, () => string]>([
    ['/', () => '/'],
    ['the home folder', () => homedir()],
    ['what the home folder is in', () => dirname(homedir())],
    ['a relative one', () => 'old'],
    ['one with ways back', () => `${folder}/old/../..`],
    ['the library', () => at('usb')],
    ['a part of the library', () => at('usb', 'jobs')],
    ['what the library is in', () => folder],
  ])('%s as the one before', async (_, old) => {
    await libraryIn(at('usb'))
    await writeFile(at('library-place.json'), JSON.stringify({ dir: at('usb'), old: old() }))
    expect(await readPlace(nodeDisk, folder)).toMatchObject({ old: null, trouble: null })
  })
})

describe('what is nothing but a library', () => {
  test('one with all that Caesura leaves in it', async () => {
    const library = await libraryIn(at('old'))
    await addJob(library, idOf(1))
    for (const name of ['search', `forgotten/${idOf(2)}.${idOf(3)}`]) await mkdir(at('old', name), { recursive: true })
    for (const name of ['lock.json', 'library.json', 'search/words.bin', '.0123abcd.tmp'])
      await writeFile(at('old', name), '')
    for (const name of ['search.bin', 'edits.torn-1', 'response.damaged-2.json', '.0123abcd.tmp'])
      await writeFile(at('old', 'jobs', idOf(1), name), '')
    expect(await isOnlyLibrary(nodeDisk, at('old'))).toBe(true)
  })

  test.each(['notes.txt', 'search/mine.txt', 'jobs/a.txt', `jobs/${idOf(1)}/talk.mp4`, 'photos/1.jpg', 'forgotten/a'])(
    'not one with %s',
    async (name) => {
      await addJob(await libraryIn(at('old')), idOf(1))
      await mkdir(dirname(at('old', name)), { recursive: true })
      await writeFile(at('old', name), 'mine')
      expect(await isOnlyLibrary(nodeDisk, at('old'))).toBe(false)
    },
  )

  test('a folder without jobs is none', async () => {
    await mkdir(at('plain'))
    await expect(isOnlyLibrary(nodeDisk, at('plain'))).rejects.toThrow()
  })
})
