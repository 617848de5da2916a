// What the library costs on a real disk: an append, the start with many jobs, and what is done to thousands at once. Node's engine, no
// window. The folder is beside the checkout's results, so that the disk is the one the checkout is on, not a memory disk.

import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { test } from '@playwright/test'
import type { StepGroup } from '../src/core/transcript/step'
/* oxlint-disable no-restricted-imports -- not the built app is measured here, but this room alone */
import { nodeDisk } from '../src/main/library/disk'
import { type Library, openLibrary } from '../src/main/library/jobs'
import { readOriginal } from '../src/main/library/read'
/* oxlint-enable no-restricted-imports */
import { type Figure, figure, publish } from './figures'

const runtime = `Node ${process.versions.node}`
const jobId = (n: number): string => `be000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const open = (dir: string) =>
  openLibrary({
    dir,
    disk: nodeDisk,
    now: () => Date.now(),
    newId: randomUUID,
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
  })

const response = (words: number, id: string | null): Buffer =>
  Buffer.from(
    JSON.stringify({
      ...(id === null ? {} : { job_id: id }),
      success: true,
      data: {
        status: 'completed',
        transcript: Array.from({ length: Math.ceil(words / 100) }, (_, segment) => ({
          uid: `s${segment}`,
          speakerId: 1,
          words: Array.from({ length: 100 }, (_, n) => ({
            uid: `w${segment}-${n}`,
            word: `word${n}`,
            start_time: (segment * 100 + n) * 0.4,
            end_time: (segment * 100 + n) * 0.4 + 0.3,
            speakerId: 1,
          })),
        })),
      },
    }),
  )

/** As many at once as steering.ts does. */
const steer = async (library: Library, ids: readonly string[], order: 'pause' | 'resume'): Promise<void> => {
  for (let at = 0; at < ids.length; at += 32)
    await Promise.all(ids.slice(at, at + 32).map((id) => library.steer(id, order)))
}

const folder = async (): Promise<string> => {
  const results = resolve(import.meta.dirname, 'results')
  await mkdir(results, { recursive: true })
  return mkdtemp(join(results, 'library-'))
}

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The system's cache of files is emptied where that is allowed; answers whether it was. */
const dropCaches = (): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('sh', ['-c', 'sync; echo 3 > /proc/sys/vm/drop_caches'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('an append', async () => {
  const dir = await folder()
  const words = 104_000
  const library = await open(dir)
  const bytes = response(words, jobId(1))
  const read = readOriginal(bytes, 'pictory')
  if (!read.ok) throw new Error(read.message)
  await library.addFile({ name: 'a.json', bytes, response: read.value, origin: 'file', media: null, title: 'A' })
  await library.open(jobId(1))
  const word = read.value.transcript.paragraphs[0]?.items[0]
  const paragraphId = read.value.transcript.paragraphs[0]?.id ?? ''
  if (word?.kind !== 'word') throw new Error('no word')
  const group = (n: number): StepGroup => ({
    label: 'Typing',
    at: n,
    steps: [
      {
        kind: 'items',
        paragraphId,
        at: 0,
        removed: [{ ...word, text: `word${n}` }],
        inserted: [{ ...word, text: `word${n + 1}` }],
      },
    ],
  })
  const runs: number[] = []
  for (let n = 0; n < 1050; n++) {
    const ms = await took(() => library.append(jobId(1), [group(n)]))
    if (n >= 50) runs.push(ms)
  }
  // What the disk itself takes for the same bytes, so that the figure above can be read.
  const bare: number[] = []
  const file = await nodeDisk.open(join(dir, 'bare'), 'update')
  const line = Buffer.from(`${JSON.stringify(group(1))}\n`)
  for (let n = 0; n < 1050; n++) {
    const ms = await took(async () => {
      await file.write(line, n * line.length)
      await file.sync()
    })
    if (n >= 50) bare.push(ms)
  }
  await file.close()
  await rm(dir, { recursive: true })
  await publish('library-append', runtime, [
    figure('append one change, fsynced', words, 'ms', runs),
    figure('write and fsync of the same bytes, nothing else', words, 'ms', bare),
  ])
})

test('thousands of jobs', async () => {
  test.setTimeout(20 * 60_000)
  const figures: Figure[] = []
  for (const count of [1000, 5000]) {
    const dir = await folder()
    const ids = Array.from({ length: count }, (_, n) => jobId(n))
    const jobs = `${count.toLocaleString('en')} jobs`
    const library = await open(dir)
    figures.push(figure(`${jobs}: add their ids`, null, 'ms', [await took(() => library.addIds(ids))]))
    for (const order of ['pause', 'resume'] as const)
      figures.push(figure(`${jobs}: ${order}`, null, 'ms', [await took(() => steer(library, ids, order))]))
    const files = response(200, null)
    for (const id of ids.slice(0, count / 2)) {
      await library.report(id, { kind: 'completed', bytes: files })
      await writeFile(join(dir, 'jobs', id, 'edits.jsonl'), '')
    }
    const warm: number[] = []
    const cold: number[] = []
    for (let n = 0; n < 7; n++) warm.push(await took(() => open(dir)))
    for (let n = 0; n < 5; n++) if (dropCaches()) cold.push(await took(() => open(dir)))
    figures.push(figure(`${jobs}: start, in the system’s cache`, null, 'ms', warm, count === 1000 ? '≤ 1500' : null))
    if (cold.length > 0)
      figures.push(figure(`${jobs}: start, cache emptied`, null, 'ms', cold, count === 1000 ? '≤ 1500' : null))
    await rm(dir, { recursive: true })
  }
  await publish('library-jobs', runtime, figures)
})
