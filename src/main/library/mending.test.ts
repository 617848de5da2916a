// The ways on from damage: after each the job opens and takes edits, and what was replaced lies beside it.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeDisk } from './disk'
import { diskError, failingAt, faultyDisk } from './faulty'
import { journalOf } from './journal'
import type { Library } from './jobs'
import { fileOf, jobId, makeWorld, otherId, renamed, renamings, response, type World } from './library.fixture'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.remove())

/** The job with so many changes. */
const edited = async (count: number): Promise<Library> => {
  const here = await world.added()
  const transcript = await world.document(here)
  if (count > 0) await here.append(jobId, renamings(transcript, 1, count))
  return here
}
const stateOf = (from: Library) => from.list().find(({ id }) => id === jobId)?.state
const takesEdits = async (from: Library, count: number) => {
  const transcript = await world.document(from)
  expect(renamed(transcript)).toBe(count)
  expect(await from.append(jobId, renamings(transcript, count + 1, count + 1))).toMatchObject({ ok: true })
  expect(renamed(await world.document(await world.library()))).toBe(count + 1)
}

/** A sound journal whose third change is of another text. */
const misfit = async () => {
  const here = await edited(0)
  const transcript = await world.document(here)
  const groups = [...renamings(transcript, 1, 2), ...renamings(transcript, 7, 9)]
  await writeFile(world.pathOf('edits.jsonl'), journalOf(groups.map((group) => JSON.stringify(group))))
  return transcript
}

describe('changes that do not fit', () => {
  test('go on from here: the ones that fit stay, the others are kept, and the person is told at every opening', async () => {
    await misfit()
    const before = await readFile(world.pathOf('edits.jsonl'), 'utf8')
    const here = await world.library()
    expect((await world.open(here)).tail).toHaveLength(5)
    const mended = await here.mend(jobId, 'go-on')
    expect(mended).toMatchObject({ ok: true, value: { said: expect.stringContaining('edits.unfitting-1') } })
    const { 'edits.jsonl': edits = '', 'edits.unfitting-1': aside = '' } = await world.files()
    expect(edits + aside).toBe(before)
    expect(aside.split('\n')).toHaveLength(4)
    await takesEdits(here, 2)
    const { mends } = await world.open(await world.library())
    expect(mends.map(({ message }) => message)).toEqual([expect.stringContaining('3 changes')])
  })

  test('another job’s whole journal copied in: none of it fits, all of it is kept', async () => {
    const here = await edited(2)
    const lines = renamings(await world.document(here), 30, 31).map((group) => JSON.stringify(group))
    await writeFile(world.pathOf('edits.jsonl'), journalOf(lines))
    const again = await world.library()
    expect(await again.mend(jobId, 'go-on')).toMatchObject({ ok: true })
    expect((await world.files())['edits.unfitting-1']).toBe(journalOf(lines).toString('latin1'))
    await takesEdits(again, 0)
  })

  test('all of them fit: nothing is put aside', async () => {
    const here = await edited(3)
    expect(await here.mend(jobId, 'go-on')).toMatchObject({
      ok: true,
      value: { said: expect.stringContaining('nothing') },
    })
    await takesEdits(here, 3)
  })

  test('the disk fails or the process dies at any call of it: no change is in neither file', async () => {
    await misfit()
    const before = await world.files()
    const calls = failingAt(0, 'ENOSPC')
    await (await world.library(faultyDisk(nodeDisk, calls))).mend(jobId, 'go-on')
    expect(calls.calls()).toBeGreaterThan(8)
    for (let n = 1; n <= calls.calls(); n++) {
      await world.putFiles(before)
      await (await world.library(faultyDisk(nodeDisk, failingAt(n, 'ENOSPC', true)))).mend(jobId, 'go-on')
      const { 'edits.jsonl': edits = '', 'edits.unfitting-1': aside = '' } = await world.files()
      const whole = before['edits.jsonl'] ?? ''
      expect(edits === whole || edits + aside === whole).toBe(true)
      const after = await world.library()
      expect(await after.mend(jobId, 'go-on')).toMatchObject({ ok: true })
      expect(renamed(await world.document(after))).toBe(2)
    }
  })
})

describe('read again', () => {
  test('begins anew from the answer; the edits and the text made of them are kept', async () => {
    const here = await edited(3)
    const before = await world.files()
    expect(await here.mend(jobId, 'read-again')).toMatchObject({ ok: true })
    const after = await world.files()
    expect(after['edits.replaced-1']).toBe(before['edits.jsonl'])
    expect(after['snapshot.replaced-1.json']).toBe(before['snapshot.json'])
    await takesEdits(here, 0)
  })

  test('an answer that was changed outside counts from then on as it is', async () => {
    await edited(1)
    await writeFile(world.pathOf('response.json'), response(jobId, 'Four other words entirely'))
    const here = await world.library()
    expect((await world.open(here)).job.state).toMatchObject({
      kind: 'damaged',
      ways: expect.arrayContaining(['read-again']),
    })
    expect(await here.mend(jobId, 'read-again')).toMatchObject({ ok: true })
    const again = await world.library()
    expect(stateOf(again)).toMatchObject({ kind: 'ready' })
    expect((await world.open(again)).snapshot).toContain('entirely')
    await takesEdits(again, 0)
  })

  test.each([
    ['missing', null],
    ['rubbish', 'rubbish'],
  ])('an answer that is %s: refused with why, and nothing is moved', async (_, bytes) => {
    await edited(2)
    if (bytes === null) await rm(world.pathOf('response.json'))
    else await writeFile(world.pathOf('response.json'), bytes)
    const here = await world.library()
    const before = await world.files()
    expect(await here.mend(jobId, 'read-again')).toMatchObject({ ok: false, code: 'unreadable' })
    expect(await world.files()).toEqual(before)
  })

  test('killed at any disk call: it opens, as it was or anew', async () => {
    await edited(3)
    const before = await world.files()
    const calls = failingAt(0, 'EIO')
    await (await world.library(faultyDisk(nodeDisk, calls))).mend(jobId, 'read-again')
    for (let n = 1; n <= calls.calls(); n++) {
      await world.putFiles(before)
      await (await world.library(faultyDisk(nodeDisk, failingAt(n, 'EIO', true)))).mend(jobId, 'read-again')
      const after = await world.library()
      expect([0, 3]).toContain(renamed(await world.document(after)))
      expect(Object.values(await world.files())).toContain(before['edits.jsonl'])
    }
  })
})

describe('fetched again', () => {
  test.each([
    ['missing', null],
    ['damaged', 'rubbish'],
  ])('the very answer, for one that is %s: the job is whole', async (_, bytes) => {
    await edited(2)
    if (bytes === null) await rm(world.pathOf('response.json'))
    else await writeFile(world.pathOf('response.json'), bytes)
    const here = await world.library()
    await world.open(here)
    expect(stateOf(here)).toMatchObject({
      kind: 'damaged',
      openable: true,
      ways: expect.arrayContaining(['fetch-again']),
    })
    expect(await here.refetched(jobId, response(jobId))).toMatchObject({ ok: true })
    expect(stateOf(here)).toMatchObject({ kind: 'ready' })
    expect(await readFile(world.pathOf('response.json'))).toEqual(response(jobId))
    const again = await world.library()
    expect((await world.open(again)).told).toEqual([])
    await takesEdits(again, 2)
  })

  test('another answer is kept beside, told, and touches nothing', async () => {
    await edited(2)
    await rm(world.pathOf('response.json'))
    const here = await world.library()
    const other = response(jobId, 'Something else altogether')
    expect(await here.refetched(jobId, other)).toMatchObject({
      ok: true,
      value: { said: expect.stringContaining('response.fetched-1.json') },
    })
    expect(await readFile(world.pathOf('response.fetched-1.json'))).toEqual(other)
    await takesEdits(here, 2)
  })

  test('where nothing can be read any more it is used, and the edits that fit it are there', async () => {
    await edited(2)
    await writeFile(world.pathOf('response.json'), 'rubbish')
    await writeFile(world.pathOf('snapshot.json'), 'rubbish')
    const here = await world.library()
    expect((await here.open(jobId)).ok).toBe(false)
    expect(stateOf(here)).toMatchObject({ kind: 'damaged', ways: expect.arrayContaining(['fetch-again']) })
    const other = response(jobId, 'Good evening and goodbye')
    expect(await here.refetched(jobId, other)).toMatchObject({ ok: true })
    expect(stateOf(here)).toMatchObject({ kind: 'ready' })
    expect(await readFile(world.pathOf('response.damaged-1.json'), 'utf8')).toBe('rubbish')
    await takesEdits(here, 2)
  })

  test('an answer without a transcript changes nothing', async () => {
    await edited(1)
    await rm(world.pathOf('response.json'))
    const here = await world.library()
    const before = await world.files()
    expect(await here.refetched(jobId, Buffer.from('{"data":{"transcript":[]}}'))).toMatchObject({ ok: false })
    expect(await world.files()).toEqual(before)
  })

  test('Pictory is not offered for what it cannot know: an id made of a file’s bytes', async () => {
    const here = await world.library()
    const added = await here.addFile(fileOf(response(null)))
    const id = added.ok ? added.value.jobId : ''
    await rm(world.pathOf('response.json', id))
    const again = await world.library()
    expect(again.list()[0]?.state).toMatchObject({ kind: 'damaged', ways: ['look-again'] })
  })
})

describe('look again', () => {
  test('a job.json that another program holds is left alone, shown with why, and there again afterwards', async () => {
    const before = await edited(2)
    await before.rename(jobId, 'My title')
    const files = await world.files()
    let locked = true
    const disk = {
      ...nodeDisk,
      readFile: async (path: string) => {
        if (locked && path.endsWith('job.json')) throw diskError('EBUSY')
        return nodeDisk.readFile(path)
      },
    }
    const here = await world.library(disk)
    expect(stateOf(here)).toMatchObject({
      kind: 'damaged',
      message: expect.stringContaining('another program'),
      ways: ['look-again'],
    })
    expect(await here.rename(jobId, 'x')).toMatchObject({ ok: false, code: 'read-only' })
    expect(await here.mend(jobId, 'look-again')).toMatchObject({ ok: false, message: expect.stringContaining('EBUSY') })
    expect(await world.files()).toEqual(files)
    locked = false
    expect(await here.mend(jobId, 'look-again')).toMatchObject({ ok: true })
    expect(here.list()).toMatchObject([{ title: 'My title', state: { kind: 'ready' } }])
    await takesEdits(here, 2)
  })

  test('a file that was put back by hand is found', async () => {
    await edited(1)
    const { 'response.json': whole = '' } = await world.files()
    await rm(world.pathOf('response.json'))
    const here = await world.library()
    expect(await here.mend(jobId, 'look-again')).toMatchObject({ ok: false })
    await writeFile(world.pathOf('response.json'), whole, 'latin1')
    expect(await here.mend(jobId, 'look-again')).toMatchObject({ ok: true })
    expect(stateOf(here)).toMatchObject({ kind: 'ready' })
  })

  test('a job that is not here', async () => {
    const here = await world.library()
    await mkdir(world.pathOf('', otherId), { recursive: true })
    expect(await here.mend(otherId, 'look-again')).toMatchObject({ ok: false, code: 'not-found' })
  })
})
