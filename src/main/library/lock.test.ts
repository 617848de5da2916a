import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeDisk } from './disk'
import { lockLibrary } from './lock'

let dir = ''
let time = 0
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caesura-lock-'))
  time = 1_000_000
})
afterEach(() => rm(dir, { recursive: true, force: true }))

let ids = 0
const lock = (machine: string) =>
  lockLibrary({
    disk: nodeDisk,
    dir,
    machine,
    now: () => time,
    newId: () => `00000000-${String(ids++).padStart(4, '0')}`,
  })

test('a fresh lock of another machine means reading only; after its release, or long silence, writing', async () => {
  const first = await lock('desk')
  expect(first.readOnly).toBeNull()
  expect((await lock('laptop')).readOnly).toContain('desk')
  time += 4 * 60_000
  await first.renew()
  time += 4 * 60_000
  expect((await lock('laptop')).readOnly).toContain('desk')
  time += 5 * 60_000
  expect((await lock('laptop')).readOnly).toBeNull()
})

test('a release frees it, but never takes away another’s lock', async () => {
  const first = await lock('desk')
  const second = await lock('laptop')
  await second.release()
  expect(await readdir(dir)).toEqual(['lock.json'])
  await first.release()
  expect(await readdir(dir)).toEqual([])
})

test('a crash on this machine, or a damaged lock, locks nobody out', async () => {
  await lock('desk')
  expect((await lock('desk')).readOnly).toBeNull()
  await writeFile(join(dir, 'lock.json'), '{')
  expect((await lock('laptop')).readOnly).toBeNull()
})
