// What a long list costs in the real app: from nothing to the rows on the screen, beyond an empty Electron window started the same way;
// scrolling, frame by frame; another order; all rows chosen.

import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launch } from '../e2e/app'
import { makeResponse } from '../e2e/pictory/generate'
/* oxlint-disable no-restricted-imports -- the folders of thousands of jobs are made without the app */
import { nodeDisk } from '../src/main/library/disk'
import { openLibrary } from '../src/main/library/jobs'
import { readOriginal } from '../src/main/library/read'
/* oxlint-enable no-restricted-imports */
import { figure, publish, type Figure } from './figures'
import { emptyWindow, firstShown } from './starting'

const starts = 5
const frames = 240
const jobId = (n: number): string => `be000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const tags = ['interview', 'client A', 'to check', 'done']

/** Cached jobs of 200 words, each with a title of its own; one is made by the library, the others are its copies on the disk. */
const fill = async (dir: string, count: number): Promise<void> => {
  const library = await openLibrary({
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
  const bytes = Buffer.from(JSON.stringify({ ...makeResponse({ words: 200, seed: 1 }), job_id: jobId(0) }))
  const response = readOriginal(bytes, 'pictory')
  if (!response.ok) throw new Error(response.message)
  await library.addFile({
    name: 'a.json',
    bytes,
    response: response.value,
    origin: 'file',
    media: null,
    title: 'First',
  })
  await library.settle()
  const [first] = library.list()
  if (first === undefined) throw new Error('no job')
  const from = join(dir, 'jobs', first.id)
  const record: { [key: string]: unknown } = JSON.parse(await readFile(join(from, 'job.json'), 'utf8'))
  for (let at = 1; at < count; at += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - at) }, async (_, n) => {
        const id = jobId(at + n)
        const to = join(dir, 'jobs', id)
        await cp(from, to, { recursive: true })
        const own = {
          ...record,
          id,
          title: `${['Board meeting', 'Interview', 'Talk', 'Hearing'][(at + n) % 4] ?? ''} ${((at + n) * 7919) % count}`,
          addedAt: 1_700_000_000_000 + (at + n) * 60_000,
          tags: (at + n) % 3 === 0 ? [tags[(at + n) % 4]] : [],
        }
        await writeFile(join(to, 'job.json'), JSON.stringify(own))
      }),
    )
}

/** Frame by frame, in ms between one and the next: a steady scroll, and jumps to anywhere. */
const scroll = (page: Page, how: 'steady' | 'jumps') =>
  page.evaluate(
    ({ count, jumps }) =>
      new Promise<number[]>((resolve, reject) => {
        const list = document.getElementById('library-jobs')
        if (list === null) {
          reject(new Error('there is no list'))
          return
        }
        const taken: number[] = []
        let last = 0
        const most = list.scrollHeight - list.clientHeight
        const next = (now: number) => {
          if (last > 0) taken.push(now - last)
          last = now
          if (taken.length >= count) {
            resolve(taken)
            return
          }
          list.scrollTop = jumps ? (most * ((taken.length * 0.618) % 1)) | 0 : Math.min(most, list.scrollTop + 90)
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    { count: frames, jumps: how === 'jumps' },
  )

/** Until the page is laid out again after the work. */
const inPage = async (page: Page, work: () => Promise<void>): Promise<number> => {
  const from = performance.now()
  await work()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))))
  return performance.now() - from
}

test('a long list', async () => {
  test.setTimeout(15 * 60_000)
  const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-'))
  const figures: Figure[] = []
  let runtime = ''
  try {
    const empty: number[] = []
    for (let n = 0; n < starts; n++) empty.push(await firstShown(() => emptyWindow(folder)))
    figures.push(figure('an empty Electron window', null, 'ms', empty))
    for (const count of [1000, 5000]) {
      const jobs = `${count.toLocaleString('en')} jobs`
      const userData = join(folder, `user-${count}`)
      await fill(join(userData, 'library'), count)
      const cold: number[] = []
      for (let n = 0; n < starts; n++) cold.push(await firstShown(() => launch({ userData })))
      const least = Math.min(...empty)
      figures.push(
        figure(`${jobs}: start to rows`, null, 'ms', cold),
        figure(
          `${jobs}: beyond an empty window`,
          null,
          'ms',
          cold.map((ms) => ms - least),
          count === 1000 ? '≤ 1500 ms' : null,
        ),
      )
      const { app, page, quit } = await launch({ userData })
      runtime = await app.evaluate(
        () => `Electron ${process.versions['electron'] ?? ''}, Chromium ${process.versions['chrome'] ?? ''}`,
      )
      const rows = page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')
      await expect(rows.first()).toBeVisible()
      figures.push(figure(`${jobs}: a frame of steady scrolling`, null, 'ms', await scroll(page, 'steady'), '≤ 17 ms'))
      figures.push(figure(`${jobs}: a frame of jumps`, null, 'ms', await scroll(page, 'jumps')))
      figures.push(figure(`${jobs}: rows in the page`, null, 'nodes', [await rows.count()]))
      await page.getByRole('button', { name: /^Order:/u }).click()
      figures.push(
        figure(`${jobs}: by title (with the driver’s own time)`, null, 'ms', [
          await inPage(page, () => page.getByRole('menuitemradio', { name: 'Title' }).click()),
        ]),
      )
      await page.keyboard.press('Escape')
      await page.getByRole('listbox', { name: 'Jobs' }).focus()
      figures.push(
        figure(`${jobs}: all chosen (with the driver’s own time)`, null, 'ms', [
          await inPage(page, () => page.keyboard.press('ControlOrMeta+a')),
        ]),
      )
      await expect(page.getByRole('toolbar', { name: `${jobs} chosen` })).toBeVisible()
      await quit()
    }
    await publish('list', runtime, figures)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
