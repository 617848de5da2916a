// Searching 300 jobs of 100,000 words in the real app: the first search after a start, the next ones, the index on the disk, its memory and
// its making. 300 responses of 25 MB each are not written: the jobs get the index that the app itself would make of the same transcripts (the
// same code, called here), beside small files that stand for the documents. One job is real and whole: it is opened, indexed, edited.

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { launch } from '../e2e/app'
import { makeResponse, seeded } from '../e2e/pictory/generate'
import { indexJob } from '../src/core/search/build'
import { rememberTerms } from '../src/core/search/fold'
import { openSegment } from '../src/core/search/match'
import type { Transcript, Item } from '../src/core/transcript/model'
import { figure, publish } from './figures'

const jobs = 300
const words = 100_000
const jobId = (n: number): string => `5eac0000-0000-4000-8000-${String(n).padStart(12, '0')}`

const common =
  'the of and to a in that it is was for on are as with they be at this have from by not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know'.split(
    ' ',
  )
const syllables =
  'ba ce di fo gu ha ke li mo nu pa re si to va we yo za bri cla dro fle gra plu sta tre sho thi ment tion ing ness able ance ous'.split(
    ' ',
  )

/** 60,000 words; how often one is said falls with its rank (Zipf), as in talk. */
const vocabulary = (): readonly string[] => {
  const random = seeded(7)
  const made = new Set(common)
  while (made.size < 60_000) {
    let word = ''
    for (let count = 2 + Math.floor(random() * 3); count > 0; count--)
      word += syllables[Math.floor(random() * syllables.length)] ?? ''
    made.add(word)
  }
  return [...made]
}
const all = vocabulary()
const shares = new Float64Array(all.length)
let sum = 0
for (let rank = 0; rank < shares.length; rank++) shares[rank] = sum += 1 / (rank + 2.7) ** 1.05

const draw = (random: () => number): string => {
  const wanted = random() * sum
  let low = 0
  let high = shares.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shares[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return all[low] ?? 'the'
}

const talk = (n: number): Transcript => {
  const random = seeded(n + 1)
  let startMs = 0
  const paragraphs: { id: string; speakerId: string; items: Item[] }[] = []
  for (let left = words; left > 0;) {
    const items: Item[] = []
    for (let count = Math.min(left, 15 + Math.floor(random() * 40)); count > 0; count--) {
      startMs += 280 + Math.floor(random() * 200)
      const mark = random() < 0.07 ? ',' : random() < 0.06 ? '.' : ''
      items.push({ kind: 'word', id: '', text: draw(random) + mark, startMs, endMs: startMs + 260, timing: 'source' })
    }
    left -= items.length
    paragraphs.push({ id: '', speakerId: `s${paragraphs.length % 3}`, items })
  }
  const speakers = ['Ann', 'Ben Okafor', 'Speaker 3'].map((name, at) => ({ id: `s${at}`, name, pictoryId: at }))
  return { speakers, paragraphs, language: 'en', durationMs: null }
}

const record = (n: number) => ({
  schema: 2,
  id: jobId(n),
  title: `${draw(seeded(n))} ${draw(seeded(n + 999))} ${n}`,
  titled: true,
  origin: 'file',
  addedAt: 1_760_000_000_000 + n,
  state: { kind: 'ready', completedAt: 1_760_000_000_000 + n, gone: false },
  response: null,
  words,
  durationMs: words * 380,
  speakers: 3,
  notes: [],
  exported: [],
  lastExport: null,
  media: null,
  damage: null,
})

/** Writes a job with its index; answers how long the index took and how large it is. */
const place = async (library: string, n: number): Promise<{ readonly ms: number; readonly bytes: number }> => {
  const folder = join(library, 'jobs', jobId(n))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'job.json'), JSON.stringify(record(n)))
  await writeFile(join(folder, 'response.json'), '{}')
  await writeFile(join(folder, 'snapshot.json'), '{}')
  const at = new Date(1_760_000_000_000)
  await utimes(join(folder, 'snapshot.json'), at, at)
  const { size, mtimeMs } = await stat(join(folder, 'snapshot.json'))
  const transcript = talk(n)
  const from = performance.now()
  const stamp = { snapshotBytes: size, snapshotMs: Math.round(mtimeMs), journalBytes: 0, journalMs: 0 }
  const bytes = Buffer.concat(indexJob(jobId(n), stamp, transcript, rememberTerms()))
  const ms = performance.now() - from
  await writeFile(join(folder, 'search.bin'), bytes)
  return { ms, bytes: bytes.length }
}

type Answer = { readonly ms: number; readonly total: number; readonly pending: number }

const search = (page: Page, query: string): Promise<Answer> =>
  page.evaluate(async (wanted) => {
    const from = performance.now()
    const found = await window.caesura.searchLibrary({ query: wanted, limit: 300, trashed: false })
    const ms = performance.now() - from
    return found.ok ? { ms, total: found.value.total, pending: found.value.pending } : { ms, total: -1, pending: -1 }
  }, query)

/** How many jobs are in the library's file. */
const inFile = async (library: string): Promise<number> => {
  const bytes = await readFile(join(library, 'search', 'words.bin')).catch(() => null)
  if (bytes === null) return 0
  return (await openSegment(async (from, length) => bytes.subarray(from, from + length)))?.jobs.length ?? 0
}

/** Asks until nothing is left to index and all jobs but the last few are in the library's file; answers how long that took. */
const whole = async (page: Page, library: string): Promise<number> => {
  const from = performance.now()
  await expect
    .poll(async () => (await search(page, 'the')).pending === 0 && (await inFile(library)) >= jobs - 8, {
      timeout: 600_000,
      intervals: [2000],
    })
    .toBe(true)
  return performance.now() - from
}

const searchMb = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ name, serviceName }) => `${name ?? ''}${serviceName ?? ''}`.includes('Caesura search'))
      .reduce((mb, { memory }) => mb + memory.workingSetSize / 1024, 0),
  )

/** What the operating system has read stays in its memory; as root it can be told to let go, as after a start of the machine. */
const dropCaches = (): boolean => {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false
  try {
    execFileSync('sh', ['-c', 'sync; echo 3 > /proc/sys/vm/drop_caches'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Distinct words, so that nothing is answered from memory: of the middle ranks, of the first, and beginnings. */
const queries = (kind: 'rare' | 'common' | 'beginning' | 'two words' | 'phrase' | 'common phrase'): readonly string[] =>
  Array.from({ length: 30 }, (_, n) => {
    const middle = all[800 + n * 37] ?? ''
    switch (kind) {
      case 'rare':
        return all[20_000 + n * 997] ?? ''
      case 'common':
        return common[n] ?? ''
      case 'beginning':
        return middle.slice(0, 2 + (n % 3))
      case 'two words':
        return `${common[n + 30] ?? ''} ${middle}`
      case 'phrase':
        return `"${common[n] ?? ''} ${middle}"`
      case 'common phrase':
        return `"${common[n] ?? ''} ${common[(n * 7 + 3) % 40] ?? ''}"`
    }
  })

test('300 jobs of 100,000 words', async () => {
  test.setTimeout(30 * 60_000)
  const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-search-'))
  const userData = join(folder, 'user')
  const library = join(userData, 'library')
  try {
    const made: { readonly ms: number; readonly bytes: number }[] = []
    for (let n = 0; n < jobs; n++) made.push(await place(library, n))
    const start = async () => {
      const started = await launch({ userData })
      started.page.setDefaultTimeout(120_000)
      await expect(started.page.getByRole('searchbox')).toBeVisible()
      return started
    }
    const first = await start()
    const runtime = await first.app.evaluate(() => `Electron ${process.versions['electron'] ?? ''}`)
    const gatheredMs = await whole(first.page, library)
    const gatheringMb = await searchMb(first.app)
    await first.quit()
    const { size } = await stat(join(library, 'search', 'words.bin'))

    const cold: Record<'kept' | 'dropped', number[]> = { kept: [], dropped: [] }
    for (let run = 0; run < 8; run++) {
      const kind = run % 2 === 0 ? 'kept' : 'dropped'
      if (kind === 'dropped' && !dropCaches()) continue
      const started = await start()
      const { ms, total, pending } = await search(started.page, all[1000 + run] ?? '')
      expect(pending).toBe(0)
      expect(total).toBeGreaterThan(0)
      cold[kind].push(ms)
      await started.quit()
    }

    const { app, page, quit } = await start()
    const kinds = ['rare', 'common', 'beginning', 'two words', 'phrase', 'common phrase'] as const
    const warm: Record<string, number[]> = {}
    for (const kind of kinds) {
      warm[kind] = []
      for (const query of queries(kind)) warm[kind].push((await search(page, query)).ms)
    }
    const rows: number[] = []
    for (const [n, query] of queries('two words').entries())
      rows.push(
        await page.evaluate(
          async (args) => {
            const from = performance.now()
            await window.caesura.searchHits({ ...args, from: 0, most: 3 })
            return performance.now() - from
          },
          { jobId: jobId(n * 7), query },
        ),
      )
    const warmMb = await searchMb(app)

    await quit()

    await publish('search', runtime, [
      figure('first search after a start', null, 'ms', cold.kept, '≤ 200 ms'),
      ...(cold.dropped.length === 0
        ? []
        : [figure('the same, nothing in the system’s memory', null, 'ms', cold.dropped, '≤ 200 ms')]),
      ...kinds.map((kind) => figure(`next searches: ${kind}`, null, 'ms', warm[kind] ?? [], '≤ 10 ms')),
      figure('words around three hits of a job', words, 'ms', rows),
      figure(
        'a job’s index, made in memory',
        words,
        'ms',
        made.map(({ ms }) => ms),
      ),
      figure(
        'a job’s index on the disk',
        words,
        'MB',
        made.map(({ bytes }) => bytes / 1e6),
      ),
      figure('the library’s index on the disk', null, 'MB', [size / 1e6]),
      figure('300 indexes brought together', null, 'ms', [gatheredMs]),
      figure('the search process, after that', null, 'MB', [gatheringMb], '≤ 150 MB'),
      figure('the search process, after 200 searches', null, 'MB', [warmMb], '≤ 150 MB'),
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('one job of 100,000 words comes in and is edited', async () => {
  test.setTimeout(10 * 60_000)
  const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-search-'))
  try {
    const real = join(folder, 'real.json')
    const response = makeResponse({ words, seed: 11 })
    await writeFile(real, JSON.stringify(response))
    const longest = response.data.txt
      .split(/\P{L}+/u)
      .reduce((long, word) => (word.length > long.length ? word : long), '')
    const { app, page, quit } = await launch({ userData: join(folder, 'user'), args: [real] })
    page.setDefaultTimeout(120_000)
    await expect(page.getByRole('textbox', { name: /^Transcript of/u })).toBeVisible({ timeout: 60_000 })
    const runtime = await app.evaluate(() => `Electron ${process.versions['electron'] ?? ''}`)
    const finds = async (query: string): Promise<number> => {
      const from = performance.now()
      await expect
        .poll(async () => (await search(page, query)).total, { timeout: 60_000, intervals: [50] })
        .toBeGreaterThan(0)
      return performance.now() - from
    }
    const indexedMs = await finds(longest)
    await page.getByRole('textbox', { name: /^Transcript of/u }).focus()
    const editedMs: number[] = []
    for (let run = 0; run < 8; run++) {
      const word = `zyx${'abcdefgh'.charAt(run)}wv`
      await page.keyboard.type(`${word} `)
      editedMs.push(await finds(word))
      await page.waitForTimeout(1500)
    }
    const editingMb = await searchMb(app)
    await quit()
    await publish('search-edit', runtime, [
      figure('a new job on the screen → found', words, 'ms', [indexedMs]),
      figure('a typed word → found', words, 'ms', editedMs, '≤ 2000 ms'),
      figure('the search process, while a job is edited', words, 'MB', [editingMb], '≤ 150 MB'),
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
