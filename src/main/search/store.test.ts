import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { merge } from '../../core/search/merge'
import { jobId, transcriptOf } from '../../core/search/search.fixture'
import { readOriginal } from '../library/read'
import type { Transcript } from '../../core/transcript/model'
import { type Disk, nodeDisk } from '../library/disk'
import { failingAt, faultyDisk } from '../library/faulty'
import { files, jobFolder } from '../library/folder'
import { openJournal, readJournal } from '../library/journal'
import { writeSnapshot } from '../library/snapshot'
import { libraryIndex, ownIndex } from './files'
import type { SearchedJob } from './rank'
import { createStore, type Progress } from './store'
import { stampOf } from './stamp'
import { createIndexing } from './indexing'

const root = await mkdtemp(join(tmpdir(), 'caesura-search-'))
afterAll(() => rm(root, { recursive: true, force: true }))
let dir = ''
let round = 0
beforeEach(async () => {
  dir = join(root, String(round++))
  await mkdir(dir)
})

const job = (n: number, more: Partial<SearchedJob> = {}): SearchedJob => ({
  id: jobId(n),
  title: `Talk ${n}`,
  tags: [],
  addedAt: n,
  trashed: false,
  openable: true,
  ...more,
})

const place = async (n: number, transcript: Transcript) => {
  const folder = jobFolder(dir, jobId(n))
  await mkdir(folder, { recursive: true })
  const text = JSON.stringify(transcript)
  await writeFile(join(folder, files.snapshot), writeSnapshot({ text, groups: 0, journalBytes: 0, seal: null }, ''))
}

/** Writes a word of the first paragraph otherwise, as the library does. */
const edit = async (n: number, transcript: Transcript, index: number, text: string) => {
  const path = join(jobFolder(dir, jobId(n)), files.edits)
  const [paragraph] = transcript.paragraphs
  const before = paragraph?.items[index]
  if (paragraph === undefined || before?.kind !== 'word') throw new Error('there is no such word')
  const items = paragraph.items.with(index, { ...before, text })
  const after = { ...transcript, paragraphs: transcript.paragraphs.with(0, { ...paragraph, items }) }
  const step = { kind: 'paragraphs', at: 0, removed: [paragraph], inserted: [{ ...paragraph, items }] }
  const reading = await readJournal(nodeDisk, path)
  const last = reading?.lines.at(-1)
  const journal = openJournal(nodeDisk, path, last === undefined ? undefined : { offset: last.endsAt, seal: last.seal })
  const group = { label: 'Type', at: Date.now() + round++, steps: [step] }
  const appended = await journal.append([JSON.stringify(group)])
  if (!appended.ok) throw new Error(appended.message)
  return after
}

type Opened = ReturnType<typeof createStore> & { readonly indexed: string[]; readonly told: Progress[] }

const open = async (jobs: readonly SearchedJob[], disk: Disk = nodeDisk, writable = true): Promise<Opened> => {
  const indexed: string[] = []
  const told: Progress[] = []
  const index = createIndexing(nodeDisk, dir, readOriginal)
  const store = createStore({
    dir,
    disk,
    newId: randomUUID,
    writable,
    work: {
      stamp: (id) => stampOf(nodeDisk, dir, id),
      index: (id) => {
        indexed.push(id)
        return index(id)
      },
      merge: (inputs, write) => merge(inputs, write, async () => {}),
    },
    // Long waits are of no use here: what is due is done at once.
    wait: () => new Promise((done) => void setTimeout(done, 1)),
    changed: (progress) => told.push(progress),
    doing: () => {},
    log: () => {},
    own: { most: 20, few: 2 },
  })
  await store.open(jobs)
  return { ...store, indexed, told }
}
const settled = async (jobs: readonly SearchedJob[]): Promise<Opened> => {
  const store = await open(jobs)
  await store.settle()
  return store
}

const found = async (store: Opened, query: string, trashed = false) =>
  (await store.search(query, 100, trashed)).jobs.map(({ jobId, hits }) => [Number(jobId.slice(-6)), hits])
const said = async (store: Opened, n: number, query: string) =>
  (await store.hits(jobId(n), query, 0, 10)).hits.map(({ parts }) => parts.map(({ text }) => text).join(' '))

const say = (name: string, text: string) => transcriptOf([name, text])
const desk = transcriptOf(['Ann', 'welcome to the desk'], ['Ben', 'the desk is here'])
const budget = transcriptOf(['Carla', 'a budget for the town'], ['Dan', 'the budget is small'])

describe('a library', () => {
  test('is indexed in the background; words, names and titles are found, with the words around them', async () => {
    await place(1, desk)
    await place(2, budget)
    const store = await settled([job(1), job(2), job(3, { openable: false })])
    expect(store.told.at(-1)).toEqual({ pending: 0, of: 2 })
    expect(await found(store, 'desk')).toEqual([[1, 2]])
    expect(await found(store, 'BUDG small')).toEqual([[2, 3]])
    expect(await found(store, 'desk budget')).toEqual([])
    expect(await found(store, '"the desk is"')).toEqual([[1, 1]])
    expect(await found(store, 'carla')).toEqual([[2, 0]])
    expect(await found(store, 'talk desk')).toEqual([[1, 2]])
    expect(await found(store, 'talk')).toEqual([])
    expect(await found(store, '  ')).toEqual([])
    expect(await said(store, 2, 'budget')).toEqual(['a budget for the town', 'the budget is small'])
    const { names } = await store.hits(jobId(2), 'dan', 0, 10)
    expect(names).toMatchObject([{ paragraph: 1, word: 0, speaker: 'Dan' }])
    await store.close()
  })

  test('is not indexed again at the next start; what was changed meanwhile is', async () => {
    await place(1, desk)
    await place(2, budget)
    await (await settled([job(1), job(2)])).close()
    await edit(1, desk, 3, 'table')
    const again = await settled([job(1), job(2)])
    expect(again.indexed).toEqual([jobId(1)])
    expect(await found(again, 'table')).toEqual([[1, 1]])
    expect(await found(again, 'desk')).toEqual([[1, 1]])
    expect(await found(again, 'budget')).toEqual([[2, 2]])
    await again.close()
  })

  test('an edit is found, and again the next one, also when it was not written yet', async () => {
    await place(1, desk)
    const store = await settled([job(1)])
    let now = desk
    for (const word of ['table', 'board', 'bench']) {
      now = await edit(1, now, 3, word)
      store.put([job(1)])
      await store.settle()
      expect(await found(store, word)).toEqual([[1, 1]])
      expect(await said(store, 1, word)).toEqual([`welcome to the ${word}`])
    }
    expect(await found(store, 'table')).toEqual([])
    await store.close()
    const again = await open([job(1)])
    await again.settle()
    expect(again.indexed).toEqual([])
    expect(await found(again, 'bench')).toEqual([[1, 1]])
    await again.close()
  })

  test('of many jobs has one file, and only what changed is asked beside it', async () => {
    const jobs = Array.from({ length: 60 }, (_, n) => job(n))
    for (const { addedAt } of jobs) await place(addedAt, transcriptOf(['Ann', `word${addedAt} shared words`]))
    const store = await settled(jobs)
    expect(existsSync(libraryIndex(dir))).toBe(true)
    expect(await found(store, 'shared')).toHaveLength(60)
    expect((await found(store, '"shared words"'))[0]).toEqual([59, 1])
    expect(await found(store, 'word7')).toEqual([[7, 1]])
    await edit(7, transcriptOf(['Ann', 'word7 shared words']), 0, 'another')
    store.put([job(7)])
    await store.settle()
    expect(await found(store, 'word7')).toEqual([])
    expect(await found(store, 'another')).toEqual([[7, 1]])
    store.gone(jobId(8))
    expect(await found(store, 'word8')).toEqual([])
    await store.close()
    const again = await settled(jobs.filter(({ addedAt }) => addedAt !== 8))
    expect(again.indexed).toEqual([])
    expect(await found(again, 'shared')).toHaveLength(59)
    expect(await found(again, 'another')).toEqual([[7, 1]])
    await again.close()
  })

  test('what lies in the trash is found only there', async () => {
    await place(1, desk)
    const store = await settled([job(1, { trashed: true })])
    expect(await found(store, 'desk')).toEqual([])
    expect(await found(store, 'desk', true)).toEqual([[1, 2]])
    store.put([job(1)])
    expect(await found(store, 'desk')).toEqual([[1, 2]])
    expect(await found(store, 'desk', true)).toEqual([])
    await store.close()
  })

  test('title before speaker before words in a row before how often; the newer first among equals', async () => {
    await place(1, say('Ann', 'red and blue'))
    await place(2, say('Ann', 'blue and red and red'))
    await place(3, say('Ann', 'red blue'))
    await place(4, say('Mr Red', 'red and blue'))
    await place(5, say('Ann', 'blue and red'))
    await place(6, say('Ann', 'red and blue'))
    const store = await settled([1, 2, 3, 4, 5, 6].map((n) => job(n, n === 5 ? { title: 'Red letters' } : {})))
    expect((await found(store, 'red blue')).map(([n]) => n)).toEqual([5, 4, 3, 2, 6, 1])
    await store.close()
  })

  test('hits come in pages', async () => {
    const text = Array.from({ length: 30 }, (_, n) => `mark ${'filler '.repeat(30)}${n}`).join(' ')
    await place(1, transcriptOf(['Ann', text]))
    const store = await settled([job(1)])
    const seen: number[] = []
    let next: number | null = 0
    while (next !== null) {
      const page: Awaited<ReturnType<typeof store.hits>> = await store.hits(jobId(1), 'mark', next, 4)
      expect(page.hits.length).toBeLessThanOrEqual(4)
      seen.push(...page.hits.map(({ word }) => word))
      ;({ next } = page)
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n * 32))
    await store.close()
  })

  test('a job without a readable document is not found and holds nothing up', async () => {
    await place(1, desk)
    await mkdir(jobFolder(dir, jobId(2)), { recursive: true })
    await writeFile(join(jobFolder(dir, jobId(2)), files.snapshot), 'nonsense')
    const store = await settled([job(1), job(2)])
    expect(store.told.at(-1)).toEqual({ pending: 0, of: 2 })
    expect(await found(store, 'desk')).toEqual([[1, 2]])
    await store.close()
  })

  test('that may not be written is searched all the same, and not a file is made', async () => {
    await place(1, desk)
    const before = await readdir(dir, { recursive: true })
    const store = await open([job(1)], nodeDisk, false)
    await store.settle()
    expect(await found(store, 'desk')).toEqual([[1, 2]])
    expect(await said(store, 1, 'welcome')).toEqual(['welcome to the desk'])
    await store.close()
    expect(await readdir(dir, { recursive: true })).toEqual(before)
  })
})

const jobs = Array.from({ length: 4 }, (_, n) => job(n))
const placeAll = async () => {
  for (const { addedAt } of jobs) await place(addedAt, transcriptOf(['Ann', `word${addedAt} shared words`]))
}
const isWhole = async (store: Opened) => {
  expect(await found(store, 'shared')).toHaveLength(4)
  expect(await found(store, 'word3')).toEqual([[3, 1]])
  expect(await said(store, 3, 'shared')).toEqual(['word3 shared words'])
}

describe('a damaged index is made again, and nobody need know', () => {
  test.each(['library', 'own', 'both'])('%s', async (which) => {
    await placeAll()
    await (await settled(jobs)).close()
    const paths = [
      ...(which === 'own' ? [] : [libraryIndex(dir)]),
      ...(which === 'library' ? [] : jobs.map(({ id }) => ownIndex(dir, id))),
    ]
    const sound = await Promise.all(paths.map((path) => readFile(path)))
    const most = Math.max(...sound.map(({ length }) => length))
    for (let at = 0; at < most; at += 89) {
      for (const [index, path] of paths.entries()) {
        const bytes = sound[index] ?? Buffer.alloc(0)
        await writeFile(path, at % 2 === 0 ? bytes.subarray(0, at % bytes.length) : bytes.with(at % bytes.length, 0x55))
      }
      const store = await settled(jobs)
      // The first question may be the one that finds the damage; the answer after it is whole.
      await found(store, 'shared')
      await found(store, 'word3')
      await store.settle()
      await said(store, 3, 'shared')
      await store.settle()
      await isWhole(store)
      await store.close()
    }
  })

  test('an index of other bytes, of another job or of a later format is not taken', async () => {
    await placeAll()
    await (await settled(jobs)).close()
    const other = await readFile(ownIndex(dir, jobId(1)))
    await rm(libraryIndex(dir))
    await writeFile(ownIndex(dir, jobId(2)), other)
    await writeFile(ownIndex(dir, jobId(0)), Buffer.concat([other.subarray(0, 4), Buffer.from([9]), other.subarray(5)]))
    await writeFile(ownIndex(dir, jobId(1)), '')
    const store = await settled(jobs)
    expect(store.indexed.toSorted()).toEqual([jobId(0), jobId(1), jobId(2)])
    await isWhole(store)
    await store.close()
  })
})

describe('killed at any moment', () => {
  test('of the making: the next start has all of it, and what is there was written whole', async () => {
    await placeAll()
    const counting = failingAt(0, 'EIO')
    const whole = await open(jobs, faultyDisk(nodeDisk, counting))
    await whole.settle()
    await whole.close()
    const calls = counting.calls()
    expect(calls).toBeGreaterThan(15)
    for (let n = 1; n <= calls; n++) {
      await rm(join(dir, 'search'), { recursive: true, force: true })
      for (const { id } of jobs) await rm(ownIndex(dir, id), { force: true })
      const dying = await open(jobs, faultyDisk(nodeDisk, failingAt(n, 'EIO', true)))
      await dying.settle()
      // What could not be written is found all the same.
      await isWhole(dying)
      await dying.close()
      const next = await settled(jobs)
      await isWhole(next)
      await next.close()
      expect((await readdir(join(dir, 'search'))).filter((name) => name !== 'words.bin')).toEqual([])
    }
  })

  test('a full disk: all is found, and it is written when there is room', async () => {
    await placeAll()
    for (const n of [1, 2, 3, 5, 8, 13]) {
      await rm(join(dir, 'search'), { recursive: true, force: true })
      for (const { id } of jobs) await rm(ownIndex(dir, id), { force: true })
      const store = await open(jobs, faultyDisk(nodeDisk, failingAt(n, 'ENOSPC')))
      await store.settle()
      await isWhole(store)
      await store.close()
      const next = await settled(jobs)
      await isWhole(next)
      await next.close()
    }
  })
})
