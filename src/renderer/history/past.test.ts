// The window's reading of a history, over a real library on a real disk: whole, in pieces, damaged, and while it grows.

import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Transcript } from '../../core/transcript/model'
import { parseStepGroups } from '../../core/transcript/step'
import { jobId, makeWorld, renamed, renamings, type World } from '../../main/library/library.fixture'
import type { Library } from '../../main/library/jobs'
import { mostChars } from '../../main/library/past'
import { openSession } from '../desk/open-session'
import type { Bridge } from '../../ipc/bridge'
import { createFakeBridge } from '../desk/fake.fixture'
import type { Session } from '../session/types'
import { createPast, type Past } from './past'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.remove())

const bridgeOf = (library: Library): Bridge =>
  createFakeBridge([], {
    jobHistory: ({ jobId, from }) => library.history(jobId, from),
    jobBase: ({ jobId, which }) => library.base(jobId, which),
    appendEdits: async ({ jobId, groups }) => {
      const read = parseStepGroups(groups)
      return read.ok ? library.append(jobId, read.value) : read
    },
  }).bridge

const sessionOf = async (library: Library, bridge: Bridge): Promise<Session> => {
  let id = 0
  const session = openSession(bridge, {
    now: () => 5_000_000,
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    newId: () => `new${id++}`,
  })(jobId, await world.open(library))
  if (!session.ok) throw new Error(session.message)
  return session.value
}
const pastOf = async (library: Library): Promise<{ readonly past: Past; readonly session: Session }> => {
  const bridge = bridgeOf(library)
  const session = await sessionOf(library, bridge)
  const past = createPast({ jobId, bridge, session })
  return { past, session }
}
const rename = (session: Session, name: string) => {
  const [before] = session.store.getState().transcript.speakers
  if (before === undefined) throw new Error('no speaker')
  const done = session.apply(`Rename to ${name}`, [{ kind: 'speaker', at: 0, before, after: { ...before, name } }], {
    origin: 'command',
  })
  expect(done.ok).toBe(true)
}

/** A library whose job was renamed so often. */
const edited = async (count: number, options: { readonly tailBytes?: number } = {}): Promise<Transcript> => {
  const library = await world.added()
  const transcript = await world.document(library)
  const groups = renamings(transcript, 1, count)
  expect((await library.append(jobId, groups)).ok).toBe(true)
  // Opened with a short tail the changes go into the snapshot; the journal keeps every line.
  if (options.tailBytes !== undefined) await world.open(await world.library(undefined, options))
  return transcript
}
const read = async (library: Library) => {
  const { past, session } = await pastOf(library)
  await past.load()
  return { past, session, ...past.store.getState() }
}

test('a job that was never changed has the original and nothing else', async () => {
  const { parts, reading, trouble } = await read(await world.added())
  expect(reading).toEqual({ kind: 'ready' })
  expect(trouble).toBeNull()
  expect(parts).toMatchObject([{ fromOriginal: true, sittings: [], timeline: { groups: [] } }])
})

test('all changes are there, also those that a snapshot holds already', async () => {
  await edited(500, { tailBytes: 1 })
  const library = await world.library()
  expect((await world.open(library)).tail).toEqual([])
  const { past, parts, trouble } = await read(library)
  expect(trouble).toBeNull()
  expect(parts).toHaveLength(1)
  expect(parts[0]?.timeline.groups).toHaveLength(500)
  for (const at of [0, 1, 250, 499, 500]) expect(renamed(past.at({ part: 0, at }))).toBe(at)
})

test('a journal longer than one answer comes in pieces', async () => {
  const library = await world.added()
  const transcript = await world.document(library)
  const [speaker] = transcript.speakers
  if (speaker === undefined) throw new Error('no speaker')
  const long = (n: number) => ({ ...speaker, name: `${'x'.repeat(mostChars / 4)}${n}` })
  const groups = [0, 1, 2, 3, 4, 5].map((n) => ({
    label: 'Rename',
    at: n,
    steps: [{ kind: 'speaker', at: 0, before: n === 0 ? speaker : long(n - 1), after: long(n) } as const],
  }))
  for (const group of groups) expect((await library.append(jobId, [group])).ok).toBe(true)
  const first = await library.history(jobId, { offset: 0, seal: null })
  expect(first).toMatchObject({ ok: true, value: { more: true } })
  const { parts } = await read(library)
  expect(parts[0]?.timeline.groups).toHaveLength(6)
})

test('what is saved meanwhile comes to it, and a run of the app begins a session', async () => {
  await edited(3)
  const { past, session, parts } = await read(await world.library())
  expect(parts[0]?.sittings).toHaveLength(1)
  const stop = past.watch()
  rename(session, 'Ann')
  rename(session, 'Ben')
  await session.flush()
  await expect.poll(() => past.store.getState().parts[0]?.timeline.groups.length).toBe(5)
  const [part] = past.store.getState().parts
  expect(part?.sittings.map(({ from, to }) => [from, to])).toEqual([
    [0, 3],
    [3, 5],
  ])
  expect(past.at({ part: 0, at: 5 })).toEqual(session.store.getState().transcript)
  expect(session.undo()).toBe(true)
  await session.flush()
  await expect
    .poll(() => past.store.getState().parts[0]?.fates.map(({ kind }) => kind))
    .toEqual(['stands', 'stands', 'stands', 'stands', 'undone', 'undo'])
  stop()
})

/** Changes one letter in the nth line of the journal. */
const spoil = async (line: number) => {
  const path = world.pathOf('edits.jsonl')
  const lines = (await readFile(path, 'latin1')).split('\n')
  lines[line] = (lines[line] ?? '').replace('Rename', 'rename')
  await writeFile(path, lines.join('\n'), 'latin1')
}

describe('where something is damaged, what can be read is shown and the rest is said', () => {
  test('a line in the middle, before the snapshot', async () => {
    await edited(20, { tailBytes: 1 })
    const more = await world.library()
    const now = await world.document(more)
    expect((await more.append(jobId, renamings(now, 21, 25))).ok).toBe(true)
    await spoil(7)
    const { past, parts, trouble } = await read(await world.library())
    expect(trouble).toBe('A part of the record of changes is damaged. What can be read is shown.')
    expect(parts.map(({ fromOriginal, timeline }) => [fromOriginal, timeline.groups.length])).toEqual([
      [true, 7],
      [false, 5],
    ])
    expect(renamed(past.at({ part: 0, at: 7 }))).toBe(7)
    expect(renamed(past.at({ part: 1, at: 0 }))).toBe(20)
    expect(renamed(past.at({ part: 1, at: 5 }))).toBe(25)
  })

  test('the original: the changes are walked back from the snapshot', async () => {
    await edited(20, { tailBytes: 1 })
    const more = await world.library()
    expect((await more.append(jobId, renamings(await world.document(more), 21, 25))).ok).toBe(true)
    await rm(world.pathOf('response.json'))
    const { past, parts, trouble } = await read(await world.library())
    expect(trouble).toBe('The original of this job is missing. What can be read is shown.')
    expect(parts.map(({ fromOriginal, timeline }) => [fromOriginal, timeline.groups.length])).toEqual([[false, 25]])
    for (const at of [0, 12, 20, 25]) expect(renamed(past.at({ part: 0, at }))).toBe(at)
    expect(await past.original()).toMatchObject({ ok: false, code: 'unreadable' })
  })

  test('the journal was taken away: the original and the transcript as it is', async () => {
    await edited(20, { tailBytes: 1 })
    await rm(world.pathOf('edits.jsonl'))
    const { past, parts, trouble } = await read(await world.library())
    expect(trouble).toBe('The record of changes is not complete. What can be read is shown.')
    expect(parts.map(({ fromOriginal }) => fromOriginal)).toEqual([true, false])
    expect(renamed(past.at({ part: 0, at: 0 }))).toBe(0)
    expect(renamed(past.at({ part: 1, at: 0 }))).toBe(20)
  })

  test('a journal begun again does not fit the original: both are shown', async () => {
    await edited(20, { tailBytes: 1 })
    await rm(world.pathOf('edits.jsonl'))
    const again = await world.library()
    expect((await again.append(jobId, [])).ok).toBe(false)
    const now = await world.document(again)
    expect((await again.append(jobId, renamings(now, 21, 23))).ok).toBe(true)
    const { past, parts, trouble } = await read(again)
    expect(trouble).toBe('The record of changes is not complete. What can be read is shown.')
    expect(parts.map(({ fromOriginal, timeline }) => [fromOriginal, timeline.groups.length])).toEqual([
      [true, 0],
      [false, 3],
    ])
    expect(renamed(past.at({ part: 1, at: 3 }))).toBe(23)
  })

  test('nothing can be read: one sentence', async () => {
    await edited(5)
    const library = await world.library()
    const { past } = await pastOf(library)
    await rm(world.pathOf('response.json'))
    await rm(world.pathOf('snapshot.json'))
    await past.load()
    expect(past.store.getState().reading).toEqual({
      kind: 'failed',
      message: 'The original of this job is missing.',
    })
  })
})

test('a library that may not be written has its history, and nothing is written to read it', async () => {
  await edited(4)
  const before = await world.files()
  const { parts } = await read(await world.library(undefined, { readOnly: 'Another computer writes this library.' }))
  expect(parts[0]?.timeline.groups).toHaveLength(4)
  expect(await world.files()).toEqual(before)
})

test('a job that was put away while it was read leaves nothing behind', async () => {
  await edited(300)
  const { past } = await pastOf(await world.library())
  const reading = past.load()
  past.close()
  await reading
  expect(past.store.getState().parts).toEqual([])
})
