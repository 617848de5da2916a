import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isTemporary, temporaryBeside, writeAtomic } from './atomic'
import { nodeDisk } from './disk'
import { failingAt, faultyDisk } from './faulty'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-atomic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const before = 'what was there'
const after = 'what comes now, and it is longer'
const id = '00000000-0000-4000-8000-000000000000'

describe('writeAtomic', () => {
  test('writes a new file and replaces an old one, leaving nothing beside it', async () => {
    const path = join(folder, 'a.json')
    await writeAtomic(nodeDisk, path, Buffer.from(before), id)
    await writeAtomic(nodeDisk, path, Buffer.from(after), id)
    expect(await readFile(path, 'utf8')).toBe(after)
    expect(await readdir(folder)).toEqual(['a.json'])
  })

  // open, write, sync, rename, (remove), syncFolder
  test.each([1, 2, 3, 4])(
    'when disk call %i fails, the file is what it was and nothing is left beside it',
    async (n) => {
      const path = join(folder, 'a.json')
      await writeFile(path, before)
      const disk = faultyDisk(nodeDisk, failingAt(n, 'ENOSPC'))
      await expect(writeAtomic(disk, path, Buffer.from(after), id)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect(await readFile(path, 'utf8')).toBe(before)
      expect(await readdir(folder)).toEqual(['a.json'])
    },
  )

  test('when the process dies at any disk call, the file is the old one or the new one, never a part', async () => {
    const path = join(folder, 'a.json')
    const seen = new Set<string>()
    for (let n = 1; n <= 5; n++) {
      await writeFile(path, before)
      const disk = faultyDisk(nodeDisk, failingAt(n, 'EIO', true))
      await expect(writeAtomic(disk, path, Buffer.from(after), id)).rejects.toThrow()
      seen.add(await readFile(path, 'utf8'))
      for (const name of await readdir(folder)) {
        expect(name === 'a.json' || isTemporary(name)).toBe(true)
        if (name !== 'a.json') await rm(join(folder, name))
      }
    }
    expect([...seen].sort()).toEqual([after, before].sort())
  })

  test.each([
    ['.0b0e7a52-8f5c-4a3e-9a43-0d2f6a1c7b11.tmp', true],
    ['a.json', false],
    ['.a.tmp', false],
    ['edits.torn-1', false],
  ])('%s is a temporary name: %s', (name, expected) => {
    expect(isTemporary(name)).toBe(expected)
  })

  test('the temporary name is recognised as one', () => {
    expect(isTemporary(temporaryBeside('/x/job.json', id).slice('/x/'.length))).toBe(true)
  })
})
