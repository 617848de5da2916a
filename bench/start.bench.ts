// What the app costs beside an Electron that does nothing: from nothing to the first screen, memory at rest, size on the disk.

import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type ElectronApplication } from '@playwright/test'
import { launch, root } from '../e2e/app'
import { openSample } from '../e2e/desk'
import { figure, publish, type Figure } from './figures'
import { emptyWindow, firstShown } from './starting'

const starts = 9
const restMs = 8000

/** MB of all processes of the app; what they share is counted once (PSS). NaN where the system does not tell it. */
const memoryOf = async (app: ElectronApplication): Promise<number> => {
  const pids = await app.evaluate(({ app: running }) => running.getAppMetrics().map(({ pid }) => pid))
  let kilobytes = 0
  for (const pid of pids) {
    const path = `/proc/${pid}/smaps_rollup`
    if (!existsSync(path)) return Number.NaN
    kilobytes += Number(/^Pss:\s+(\d+) kB/mu.exec(await readFile(path, 'utf8'))?.[1] ?? 0)
  }
  return kilobytes / 1024
}

const bytesBelow = async (folder: string): Promise<number> => {
  if (!existsSync(folder)) return Number.NaN
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

test('what a start costs', async () => {
  test.setTimeout(10 * 60_000)
  const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-'))
  const figures: Figure[] = []
  let runtime = ''
  try {
    const [empty, ours]: number[][] = [[], []]
    const userData = join(folder, 'user')
    // Turn and turn about, so that a machine that gets slower slows both; the first of each fills the system's memory and is not counted.
    for (let n = 0; n <= starts; n++) {
      const [bare, mine] = [
        await firstShown(() => emptyWindow(folder)),
        await firstShown(() => launch({ userData }), '.ways'),
      ]
      if (n === 0) continue
      empty?.push(bare)
      ours?.push(mine)
    }
    const least = Math.min(...(empty ?? []))
    figures.push(
      figure('an empty Electron window', null, 'ms', empty ?? []),
      figure('Caesura with an empty library, to its first screen', null, 'ms', ours ?? []),
      figure(
        'beyond an empty window',
        null,
        'ms',
        (ours ?? []).map((ms) => ms - least),
      ),
    )

    const idle = await emptyWindow(folder)
    await idle.page.waitForTimeout(restMs)
    figures.push(
      figure('memory at rest, all processes: an empty Electron window', null, 'MB', [await memoryOf(idle.app)]),
    )
    await idle.quit()
    const { app, page, quit } = await launch({ userData })
    runtime = await app.evaluate(
      () => `Electron ${process.versions['electron']}, Chromium ${process.versions['chrome']}`,
    )
    await page.waitForTimeout(restMs)
    figures.push(figure('memory at rest: Caesura with an empty library', null, 'MB', [await memoryOf(app)]))
    await openSample(page)
    await page.waitForTimeout(restMs)
    figures.push(figure('memory at rest: the sample open, with its sound drawn', null, 'MB', [await memoryOf(app)]))
    await quit()

    const megabytes = async (path: string) => (await bytesBelow(join(root, path))) / 1e6
    figures.push(
      figure('size: the app’s own code', null, 'MB', [
        (await megabytes('out/main')) + (await megabytes('out/renderer')) + (await megabytes('out/preload')),
      ]),
    )
    const installed = await megabytes('dist/linux-unpacked')
    if (!Number.isNaN(installed))
      figures.push(figure('size: the app as it is installed, with Electron', null, 'MB', [installed]))
    await publish('start', runtime, figures)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
