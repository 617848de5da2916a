import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closableDisk } from './closable'
import { nodeDisk } from './disk'
import { jobId, makeWorld, renamings } from './library.fixture'
import { lockLibrary } from './lock'

let dir = ''
let time = 0
let lost: string[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'caesura-lock-'))
  time = 1_000_000
  lost = []
})
afterEach(() => rm(dir, { recursive: true, force: true }))

let ids = 0
/** @param aheadMs how far this machine's clock is ahead. */
const lock = (machine: string, aheadMs = 0) =>
  lockLibrary({
    disk: nodeDisk,
    dir,
    machine,
    now: () => time + aheadMs,
    newId: () => `00000000-${String(ids++).padStart(4, '0')}`,
    lost: (why) => lost.push(`${machine}: ${why}`),
  })

const minute = 60_000
/** Time passes, for the clocks of the machines and for that of the folder. */
const pass = async (ms: number) => {
  time += ms
  const path = join(dir, 'lock.json')
  const at = new Date(Date.now() - ms)
  await utimes(path, at, at)
}

test('a fresh lock of another machine means reading only; after its release, or long silence, writing', async () => {
  const first = await lock('desk')
  expect(first.readOnly).toBeNull()
  expect((await lock('laptop')).readOnly).toContain('desk')
  await pass(4 * minute)
  await first.renew()
  await pass(4 * minute)
  expect((await lock('laptop')).readOnly).toContain('desk')
  await pass(6 * minute)
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

test('a crash on this machine, or a damaged lock, locks nobody out; one of an older Caesura counts', async () => {
  await lock('desk')
  expect((await lock('desk')).readOnly).toBeNull()
  await writeFile(join(dir, 'lock.json'), '{')
  expect((await lock('laptop')).readOnly).toBeNull()
  await writeFile(join(dir, 'lock.json'), JSON.stringify({ machine: 'old', at: time }))
  expect((await lock('laptop')).readOnly).toContain('old')
})

describe('clocks', () => {
  test.each([
    ['an hour ahead', 60 * minute],
    ['an hour behind', -60 * minute],
    ['a day behind', -24 * 60 * minute],
  ])(
    'another machine whose clock is %s still finds a fresh lock: the folder’s own clock says so',
    async (_, aheadMs) => {
      await lock('desk')
      expect((await lock('laptop', aheadMs)).readOnly).toContain('desk')
    },
  )

  test('our own clock moved back while we hold it: it stays ours, and is found fresh', async () => {
    const first = await lock('desk')
    time -= 60 * minute
    await first.renew()
    expect((await lock('laptop')).readOnly).toContain('desk')
    expect(lost).toEqual([])
  })
})

const takenOver = async () => {
  const first = await lock('desk')
  await pass(6 * minute)
  const second = await lock('laptop')
  expect(second.readOnly).toBeNull()
  return { first, second }
}

describe('taken while we hold it', () => {
  test('the sleeper notices at its next renewal, says so once, and neither renews nor releases what is not its own', async () => {
    const { first } = await takenOver()
    const before = await readFile(join(dir, 'lock.json'), 'utf8')
    await first.renew()
    await first.renew()
    expect(lost).toEqual([expect.stringContaining('desk: The library has been opened on another computer (laptop)')])
    await first.release()
    expect(await readFile(join(dir, 'lock.json'), 'utf8')).toBe(before)
  })

  test('two of one name are told apart', async () => {
    const first = await lock('mac')
    await lock('mac')
    await first.renew()
    expect(lost).toHaveLength(1)
  })

  test('a lock that somebody removed is written again', async () => {
    const first = await lock('desk')
    await rm(join(dir, 'lock.json'))
    await first.renew()
    expect((await lock('laptop')).readOnly).toContain('desk')
    expect(lost).toEqual([])
  })

  test('from then on nothing is written: every wish is answered with why, and reading goes on', async () => {
    const world = await makeWorld()
    await world.added()
    const { disk, close } = closableDisk(nodeDisk)
    const here = await world.library(disk)
    const transcript = await world.document(here)
    expect(await here.append(jobId, renamings(transcript, 1, 1))).toMatchObject({ ok: true })
    const files = await world.files()
    close('It is open elsewhere.')
    for (const refused of [
      here.append(jobId, renamings(transcript, 2, 2)),
      here.rename(jobId, 'x'),
      here.mend(jobId, 'read-again'),
      here.addStart({
        source: { kind: 'url', url: 'https://example.com/a.mp3' },
        mediaKind: 'audio',
        language: 'en',
        uploaded: null,
        askedAt: null,
        became: null,
      }),
    ])
      expect(await refused).toMatchObject({
        ok: false,
        code: 'read-only',
        message: expect.stringContaining('It is open elsewhere.'),
      })
    expect(await world.files()).toEqual(files)
    expect((await world.open(here)).tail).toHaveLength(1)
    await world.remove()
  })
})
