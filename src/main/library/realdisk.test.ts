// Disks as they fail: a real one that is full, read-only or taken away (mounted in memory, where that is allowed), a file that is held, and
// the state line of the window over a disk whose power is cut.

import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Transcript } from '../../core/transcript/model'
import { replay } from '../../core/transcript/replay'
/* oxlint-disable no-restricted-imports -- both ends of one promise are held together here: what the window says, and what the disk has */
import { createSession } from '../../renderer/session/session'
/* oxlint-enable no-restricted-imports */
import { nodeDisk } from './disk'
import { diskError, faultyDisk } from './faulty'
import { fileOf, jobId, makeWorld, otherId, renamed, renamings, response, type World } from './library.fixture'
import { patience, patientDisk } from './patient'
import { createPowerDisk } from './powercut.fixture'

const mount = (...args: readonly string[]): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('a small disk of its own', () => {
  let place = ''
  let mounted = false
  let world: World
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'caesura-small-disk-'))
    mounted = mount('-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', place)
  })
  afterAll(async () => {
    if (mounted) execFileSync('umount', ['-l', place], { stdio: 'ignore' })
    await rm(place, { recursive: true, force: true })
  })

  test('full: the change is refused as that, everything before it opens, and with room it goes on', async (context) => {
    if (!mounted) context.skip('only root may mount a disk here')
    world = await makeWorld(place)
    const here = await world.added()
    const transcript = await world.document(here)
    expect(await here.append(jobId, renamings(transcript, 1, 3))).toMatchObject({ ok: true })
    const ballast = join(place, 'ballast')
    const fill = async () => {
      for (const size of [65_536, 4096, 1])
        for (let n = 0; ; n++)
          try {
            await writeFile(`${ballast}${size}-${n}`, Buffer.alloc(size, 1))
          } catch {
            break
          }
    }
    await fill()
    const files = await world.files()
    // A tail that still fits the last page is written: many changes are more than that.
    const refused = await here.append(jobId, renamings(transcript, 4, 60))
    expect(refused).toMatchObject({
      ok: false,
      code: 'disk-full',
      message: expect.stringContaining('the disk is full'),
    })
    expect(await here.rename(jobId, 'New')).toMatchObject({ ok: false, code: 'disk-full' })
    expect(await here.addFile(fileOf(response(otherId)))).toMatchObject({ ok: false, code: 'disk-full' })
    expect(await world.files()).toEqual(files)
    const again = await world.library()
    expect(again.list()).toMatchObject([{ id: jobId, title: 'talk', state: { kind: 'ready' } }])
    expect(renamed(await world.document(again))).toBe(3)
    execFileSync('sh', ['-c', `rm -f ${ballast}*`])
    expect(await here.append(jobId, renamings(transcript, 4, 60))).toMatchObject({ ok: true })
    expect(renamed(await world.document(await world.library()))).toBe(60)
  })

  test('read-only: told as that, opens for reading, and takes edits when it is writable again', async (context) => {
    if (!mounted) context.skip('only root may mount a disk here')
    const here = await world.library()
    const transcript = await world.document(here)
    execFileSync('mount', ['-o', 'remount,ro', place])
    expect(await here.append(jobId, renamings(transcript, 61, 61))).toMatchObject({
      ok: false,
      code: 'read-only',
      message: expect.stringContaining('may not be written to'),
    })
    const there = await world.library()
    expect(there.readOnly).toContain('may not be written to')
    expect((await world.open(there)).readOnly).toContain('start Caesura again')
    expect(renamed(await world.document(there))).toBe(60)
    execFileSync('mount', ['-o', 'remount,rw', place])
    expect(await here.append(jobId, renamings(transcript, 61, 61))).toMatchObject({ ok: true })
    expect(renamed(await world.document(await world.library()))).toBe(61)
  })

  test('taken away while a job is open: the change is refused with why, and nothing is made in its place', async (context) => {
    if (!mounted) context.skip('only root may mount a disk here')
    const here = await world.library()
    const transcript = await world.document(here)
    const target = await mkdtemp(join(tmpdir(), 'caesura-moved-disk-'))
    execFileSync('mount', ['--move', place, target])
    try {
      expect(await here.append(jobId, renamings(transcript, 62, 62))).toMatchObject({
        ok: false,
        code: 'disk',
        message: expect.stringContaining('folder is not there'),
      })
      expect(await nodeDisk.list(place)).toEqual([])
    } finally {
      execFileSync('mount', ['--move', target, place])
      await rm(target, { recursive: true, force: true })
    }
    expect(await here.append(jobId, renamings(transcript, 62, 62))).toMatchObject({ ok: true })
    expect(renamed(await world.document(await world.library()))).toBe(62)
  })
})

const held = (times: number, code: string, windows = true) => {
  let left = times
  const waits: number[] = []
  const disk = patientDisk(
    faultyDisk(nodeDisk, { strike: (what) => (what === 'rename' && left-- > 0 ? diskError(code) : null) }),
    windows,
    async (ms) => void waits.push(ms),
  )
  return { disk, waits }
}

describe('a file that another program holds', () => {
  test.each([
    ['EBUSY', true, 3],
    ['EPERM', true, 6],
    ['EACCES', true, 1],
    ['EBUSY', false, 2],
  ] as const)('%s (Windows: %s), %i times: waited for, and done', async (code, windows, times) => {
    const world = await makeWorld()
    await world.added()
    const { disk, waits } = held(times, code, windows)
    expect(await (await world.library(disk)).rename(jobId, 'New')).toMatchObject({ ok: true })
    expect(waits).toEqual(patience.slice(0, times))
    expect((await world.library()).list()).toMatchObject([{ title: 'New' }])
    await world.remove()
  })

  test('held for longer: refused with a sentence, the old one stands; elsewhere a refusal is no wait', async () => {
    const world = await makeWorld()
    await world.added()
    const long = held(100, 'EBUSY')
    expect(await (await world.library(long.disk)).rename(jobId, 'New')).toMatchObject({
      ok: false,
      code: 'disk',
      message: expect.stringContaining('another program holds the file'),
    })
    expect(long.waits).toHaveLength(patience.length)
    const posix = held(100, 'EACCES', false)
    expect(await (await world.library(posix.disk)).rename(jobId, 'New')).toMatchObject({ ok: false, code: 'read-only' })
    expect(posix.waits).toEqual([])
    expect((await world.library()).list()).toMatchObject([{ title: 'talk', state: { kind: 'ready' } }])
    await world.remove()
  })
})

const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve()
}

test('whenever the window says “All changes saved”, a power cut at that moment loses none of them', async () => {
  const world = await makeWorld()
  const dir = '/library'
  let saved = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('type', 'type', 'undo', 'wait', 'flush'), { minLength: 1, maxLength: 25 }),
      fc.array(fc.boolean(), { maxLength: 60 }),
      async (script, faults) => {
        let working = true
        const left = [...faults]
        const disk = createPowerDisk(() => (!working && left.shift() === true ? diskError('ENOSPC') : null))
        const library = await world.library(disk, { dir })
        await library.addFile(fileOf(response(jobId)))
        const opened = await world.open(library)
        working = false
        let timers: (() => void)[] = []
        const session = createSession({
          opened: { jobId, ...opened },
          appendEdits: (groups) => library.append(jobId, groups),
          now: () => 0,
          setTimer: (run) => {
            timers.push(run)
            return () => (timers = timers.filter((each) => each !== run))
          },
          newId: () => 'x',
        })
        if (!session.ok) throw new Error(session.message)
        const { value: open } = session
        const checks: Promise<void>[] = []
        const check = (now: Transcript) => {
          saved++
          // The worst that can come of it: nothing but what was fsynced is left.
          const after = disk.cut(() => 0)
          checks.push(
            world
              .library(after, { dir })
              .then((again) => world.document(again))
              .then((found) => expect(found).toEqual(now)),
          )
        }
        let before = 'saved'
        open.store.subscribe(({ save, transcript }) => {
          if (save.kind === 'saved' && before !== 'saved') check(transcript)
          before = save.kind
        })
        let n = 0
        for (const act of script) {
          if (act === 'type') {
            const [speaker] = open.store.getState().transcript.speakers
            if (speaker === undefined) throw new Error('no speaker')
            const after = { ...speaker, name: `Name ${n++}` }
            open.apply('Rename', [{ kind: 'speaker', at: 0, before: speaker, after }], { origin: 'command' })
          } else if (act === 'undo') open.undo()
          else if (act === 'flush') await open.flush()
          else {
            for (const run of timers.splice(0)) run()
            await settle()
          }
        }
        // The disk is well again: all of it is saved in the end.
        working = true
        while (open.store.getState().save.kind !== 'saved') await open.flush()
        const last = open.store.getState().transcript
        const { snapshot, tail } = await world.open(
          await world.library(
            disk.cut(() => 0),
            { dir },
          ),
        )
        expect(replay(JSON.parse(snapshot), tail).transcript).toEqual(last)
        await Promise.all(checks)
      },
    ),
    { numRuns: 120 },
  )
  expect(saved).toBeGreaterThan(100)
  await world.remove()
})
