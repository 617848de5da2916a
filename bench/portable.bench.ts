// What it costs that jobs leave the library and come back: one large job as a file, and a library of many as a back-up, under the check
// and to another folder. Node's engine, no window, on the disk that the checkout is on.

import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { test } from '@playwright/test'
/* oxlint-disable no-restricted-imports -- not the built app is measured here, but this room alone */
import { nodeDisk } from '../src/main/library/disk'
import { type Library, openLibrary } from '../src/main/library/jobs'
import { readOriginal } from '../src/main/library/read'
import { backUp, bringBack } from '../src/main/portable/backUp'
import { readCaesuraFile, writeCaesuraFile } from '../src/main/portable/caesuraFile'
import { checkLibrary } from '../src/main/portable/check'
import { moveLibrary } from '../src/main/portable/move'
/* oxlint-enable no-restricted-imports */
import { type Figure, figure, publish } from './figures'

const jobId = (n: number): string => `be000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const open = (dir: string): Promise<Library> =>
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

/** Words and times as speech has them, so that they pack as real ones do. */
const response = (words: number, n: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      job_id: jobId(n),
      success: true,
      data: {
        status: 'completed',
        transcript: Array.from({ length: Math.ceil(words / 100) }, (_, segment) => ({
          uid: `s${segment}`,
          speakerId: 1,
          words: Array.from({ length: 100 }, (_, at) => {
            const mixed = Math.imul(segment * 100 + at + n, 2_654_435_761) >>> 0
            const from = (segment * 100 + at) * 0.4 + (mixed % 97) / 1000
            return {
              uid: randomUUID(),
              word: `w${(mixed % 9000).toString(36)}`,
              start_time: Number(from.toFixed(3)),
              end_time: Number((from + 0.2 + (mixed % 83) / 1000).toFixed(3)),
              speakerId: 1,
            }
          }),
        })),
      },
    }),
  )

const add = async (library: Library, words: number, n: number): Promise<void> => {
  const bytes = response(words, n)
  const read = readOriginal(bytes, 'pictory')
  if (!read.ok) throw new Error(read.message)
  const added = await library.addFile({
    name: 'x.json',
    bytes,
    response: read.value,
    origin: 'file',
    media: null,
    title: `Job ${n}`,
  })
  if (!added.ok) throw new Error(added.message)
}
const took = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}
const times = async (runs: number, work: (n: number) => Promise<unknown>): Promise<number[]> => {
  const all: number[] = []
  for (let n = 0; n < runs; n++) all.push(await took(() => work(n)))
  return all
}
const right = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string },
): T => {
  if (!result.ok) throw new Error(result.message)
  return result.value
}

test('jobs that leave and come back', async () => {
  test.setTimeout(600_000)
  const results = resolve(import.meta.dirname, 'results')
  await mkdir(results, { recursive: true })
  const folder = await realpath(await mkdtemp(join(results, 'portable-')))
  const figures: Figure[] = []
  try {
    const large = 104_000
    const one = await open(join(folder, 'one'))
    await add(one, large, 1)
    const deps = { disk: nodeDisk, read: readOriginal, newId: randomUUID }
    const path = join(folder, 'one.caesura')
    const save = async () => right(await writeCaesuraFile(deps, right(await one.readWhole(jobId(1))), path))
    figures.push(figure('a copy is saved (and a drag prepared)', large, 'ms', await times(5, save)))
    figures.push(figure('the copy', large, 'MB', [(await stat(path)).size / 1e6]))
    figures.push(figure('the original in it', large, 'MB', [response(large, 1).length / 1e6]))
    const read = async () => right(await readCaesuraFile(deps, path))
    figures.push(figure('a copy is read and checked', large, 'ms', await times(5, read)))

    const jobs = 100
    const words = 10_000
    const many = await open(join(folder, 'many'))
    for (let n = 0; n < jobs; n++) await add(many, words, n)
    const steps = { tell: () => {}, isCancelled: () => false }
    const all = { disk: nodeDisk, library: many, now: () => 0, newId: randomUUID, free: async () => null }
    const archive = join(folder, 'all.caesura-backup')
    const saved = await times(3, async () => right(await backUp(all, archive, steps)))
    figures.push(figure(`${jobs} jobs backed up and read back`, words, 'ms', saved))
    figures.push(figure(`the back-up of ${jobs} jobs`, words, 'MB', [(await stat(archive)).size / 1e6]))
    const brought = await times(3, async (n) => {
      const library = await open(join(folder, `there-${n}`))
      right(await bringBack({ ...all, library }, archive, steps))
    })
    figures.push(figure(`${jobs} jobs brought into an empty library`, words, 'ms', brought))
    const checked = await times(3, async () => right(await checkLibrary({ library: many, read: readOriginal }, steps)))
    figures.push(figure(`${jobs} jobs checked`, words, 'ms', checked))
    const moved = await times(3, async (n) => {
      const to = join(folder, `moved-${n}`)
      const move = { from: join(folder, 'many'), to, hold: async () => {}, switchTo: async () => {} }
      right(
        await moveLibrary({ disk: nodeDisk, newId: randomUUID, free: async () => null, real: realpath }, move, steps),
      )
    })
    figures.push(figure(`${jobs} jobs moved`, words, 'ms', moved))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await publish('portable', `Node ${process.versions.node}`, figures)
})
