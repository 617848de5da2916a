// What a thousand waiting jobs cost the real app while the window is open: processor time and memory of all its processes.
// The simulator answers over real HTTP that every job is in progress.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type ElectronApplication } from '@playwright/test'
import { launch } from '../e2e/app'
import { createSimulator } from '../e2e/pictory/simulator'
import { figure, publish } from './figures'

const jobs = 1000
const slices = 6
const sliceMs = 10_000
const key = 'pictai_demoBench'

const jobId = (n: number): string => `be000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** The share of the whole machine in % since it was asked last, and MB, of all processes of the app. */
const usage = (app: ElectronApplication): Promise<{ readonly cpu: number; readonly mb: number }> =>
  app.evaluate(({ app: electron }) => {
    const all = electron.getAppMetrics()
    return {
      cpu: all.reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0),
      mb: all.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1024,
    }
  })

test('a thousand jobs wait while the window is open', async () => {
  const ids = Array.from({ length: jobs }, (_, n) => jobId(n))
  const simulator = createSimulator({
    jobs: ids.map((id) => ({ id, completesAfterMs: Number.POSITIVE_INFINITY })),
  })
  const { url } = await simulator.listen()
  const folder = await mkdtemp(join(tmpdir(), 'caesura-bench-'))
  try {
    const { app, page, quit } = await launch({ userData: join(folder, 'user'), env: { CAESURA_PICTORY_URL: url } })
    page.setDefaultTimeout(60_000)
    await expect(page.getByRole('button', { name: /Open the sample/u })).toBeVisible()
    const runtime = await app.evaluate(() => `Electron ${process.versions['electron'] ?? ''}`)
    const measure = async (): Promise<{ cpu: number[]; mb: number[] }> => {
      const cpu: number[] = []
      const mb: number[] = []
      // The first moments belong to what was just done.
      await page.waitForTimeout(sliceMs)
      await usage(app)
      for (let slice = 0; slice < slices; slice++) {
        await page.waitForTimeout(sliceMs)
        const now = await usage(app)
        cpu.push(now.cpu)
        mb.push(now.mb)
      }
      return { cpu, mb }
    }
    const empty = await measure()
    await page.evaluate(
      async ({ jobIds, secret }) => {
        await window.caesura.setKey({ key: secret })
        await window.caesura.addJobs({ ids: jobIds })
      },
      { jobIds: ids, secret: key },
    )
    await expect(page.getByRole('listbox', { name: 'Jobs' })).toBeVisible()
    const asked = simulator.requests.length
    const waiting = await measure()
    const sent = simulator.requests.length - asked
    await quit()
    await publish('waiting', runtime, [
      figure('no jobs: processors', null, '%', empty.cpu),
      figure('1,000 jobs wait: processors', null, '%', waiting.cpu),
      figure('no jobs: memory', null, 'MB', empty.mb),
      figure('1,000 jobs wait: memory', null, 'MB', waiting.mb),
      figure(`questions in ${((slices + 1) * sliceMs) / 1000} s`, null, 'requests', [sent]),
    ])
  } finally {
    await simulator.close()
    await rm(folder, { recursive: true, force: true })
  }
})
