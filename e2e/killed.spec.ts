// The app is killed in the middle of everything that is done with whole jobs: duplicating, tagging, the trash, bringing files in, back-ups, moving
// the library. Started again, what was answered is so, what was not is whole or not there, and the library's own check finds nothing.
// CAESURA_KILL_ROUNDS makes more rounds; the seed is printed, CAESURA_TORTURE_SEED plays the same moments again.

import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dice } from '../src/core/job/day.fixture'
import type { JobSummary } from '../src/core/job/job'
import type { WorkKind } from '../src/ipc/contract'
import { answerSaveDialog, expect, test, type Caesura } from './app'
import { makeResponse } from './pictory/generate'

const kinds = ['duplicate', 'trash', 'restore', 'delete', 'tag', 'back-up', 'bring-back', 'move', 'files'] as const
const rounds = Number(process.env['CAESURA_KILL_ROUNDS'] ?? kinds.length)
const seed = Number(process.env['CAESURA_TORTURE_SEED'] ?? Date.now() % 1_000_000)

const listed = async (page: Page): Promise<readonly JobSummary[]> => {
  const jobs = await page.evaluate(() => window.caesura.listJobs())
  if (!jobs.ok) throw new Error(jobs.message)
  return jobs.value
}

const ended = async (page: Page, work: WorkKind) => {
  const started = await page.evaluate((kind) => window.caesura.startWork({ work: kind }), work)
  expect(started).toEqual({ ok: true, value: { started: true } })
  await expect
    .poll(
      async () => {
        const now = await page.evaluate(() => window.caesura.work())
        return now.ok ? now.value.kind : now.message
      },
      { timeout: 30_000 },
    )
    .toBe('ended')
  const now = await page.evaluate(() => window.caesura.work())
  if (!now.ok || now.value.kind !== 'ended') throw new Error('It did not end.')
  return now.value
}

/** The next dialogs answer with these. */
const answerDialogs = async ({ app }: Caesura, save: string, open: string) => {
  await answerSaveDialog(app, save)
  await app.evaluate(({ app: self, dialog }, path) => {
    // A moved library is opened by a new process, which this test would not know.
    self.relaunch = () => {}
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, open)
}

test(`killed ${rounds} times at work with whole jobs: each job is as it was, or as it was to be`, async ({
  start,
  folder,
}) => {
  test.setTimeout(60_000 + rounds * 20_000)
  console.log(`kills at work: ${rounds} rounds, seed ${seed}`)
  const random = dice(seed)
  const files = async (name: string, count: number, words: number) => {
    await mkdir(join(folder, name))
    return Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const path = join(folder, name, `${name} ${at + 1}.json`)
        await writeFile(path, JSON.stringify(makeResponse({ words, seed: at + 1 + name.length * 100 })))
        return path
      }),
    )
  }
  // Another library's back-up, to be brought in.
  const other = await start({ userData: join(folder, 'other'), args: await files('other', 12, 2500) })
  await expect.poll(async () => (await listed(other.page)).length, { timeout: 30_000 }).toBe(12)
  const brought = join(folder, 'other.caesura-backup')
  await answerDialogs(other, brought, brought)
  expect((await ended(other.page, 'back-up')).outcome).toBe('done')
  await other.quit()

  let app = await start({ args: await files('first', 8, 2500) })
  await expect.poll(async () => (await listed(app.page)).length, { timeout: 30_000 }).toBe(8)
  /** What each job must be: only what was answered. */
  const firm = new Map<string, { readonly trashed: boolean; readonly tag: string }>()
  const settle = async () => {
    firm.clear()
    for (const { id, trashedAt, tags } of await listed(app.page))
      firm.set(id, { trashed: trashedAt !== null, tag: tags.join() })
  }
  await settle()

  for (let round = 0; round < rounds; round++) {
    const kind = kinds[round % kinds.length] ?? 'tag'
    const { page } = app
    const jobs = await listed(page)
    const inList = jobs.filter(({ trashedAt }) => trashedAt === null).map(({ id }) => id)
    const inTrash = jobs.filter(({ trashedAt }) => trashedAt !== null).map(({ id }) => id)
    const some = (ids: readonly string[]) => ids.filter(() => random() < 0.5)
    const touched = new Set<string>()
    const now = { tag: `round ${round}` }
    const backUp = join(folder, 'mine.caesura-backup')
    const to = join(folder, `library ${round}`)
    await mkdir(to)
    await answerDialogs(app, backUp, kind === 'move' ? to : brought)
    /** Done for these jobs, as far as it was answered. */
    const each = async (
      ids: readonly string[],
      call: (id: string) => Promise<boolean>,
      after: (id: string) => void,
    ) => {
      for (const id of ids) {
        touched.add(id)
        if (!(await call(id))) return
        after(id)
        touched.delete(id)
      }
    }
    const be = (id: string, change: Partial<{ trashed: boolean; tag: string }>) =>
      firm.set(id, { trashed: false, tag: '', ...firm.get(id), ...change })
    const work = async (): Promise<void> => {
      switch (kind) {
        case 'duplicate':
          return each(
            inList.slice(0, 6),
            async (id) => {
              const made = await page.evaluate((jobId) => window.caesura.duplicateJob({ jobId }), id)
              if (made.ok) be(made.value.jobId, { tag: firm.get(id)?.tag ?? '' })
              return made.ok
            },
            () => {},
          )
        case 'trash':
          return each(
            some(inList),
            async (id) => (await page.evaluate((jobId) => window.caesura.trashJobs({ jobIds: [jobId] }), id)).ok,
            (id) => be(id, { trashed: true }),
          )
        case 'restore':
          return each(
            inTrash.slice(1),
            async (id) => (await page.evaluate((jobId) => window.caesura.restoreJobs({ jobIds: [jobId] }), id)).ok,
            (id) => be(id, { trashed: false }),
          )
        case 'delete':
          return each(
            inTrash,
            async (id) => (await page.evaluate((jobId) => window.caesura.deleteJobs({ jobIds: [jobId] }), id)).ok,
            (id) => firm.delete(id),
          )
        case 'tag':
          return each(
            inList,
            async (id) =>
              (
                await page.evaluate(([jobId, tag]) => window.caesura.tagJobs({ jobs: [{ jobId, tags: [tag] }] }), [
                  id,
                  now.tag,
                ] as const)
              ).ok,
            (id) => be(id, { tag: now.tag }),
          )
        case 'files':
          return
        case 'back-up':
        case 'bring-back':
        case 'move':
          await page.evaluate((one) => window.caesura.startWork({ work: one }), kind)
      }
    }
    if (kind === 'files') {
      await app.kill()
      app = await start({ args: await files(`late ${round}`, 10, 2500) })
    }
    const busy = work().catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, random() * (kind === 'files' || kind === 'move' ? 900 : 300)))
    await app.kill()
    await busy

    app = await start()
    await test.step(`round ${round}: ${kind}`, async () => {
      const after = new Map((await listed(app.page)).map((job) => [job.id, job]))
      for (const [id, { trashed, tag }] of firm) {
        if (touched.has(id)) continue
        const job = after.get(id)
        expect(job === undefined ? 'gone' : `${job.trashedAt !== null} ${job.tags.join()}`, id).toBe(
          `${trashed} ${tag}`,
        )
      }
      for (const { state, title } of after.values()) expect(state.kind, title).toBe('ready')
      const checked = await ended(app.page, 'check')
      expect(checked.findings, checked.lines.join('\n')).toEqual([])
      if (existsSync(backUp)) {
        // A back-up that lies under its name is whole: brought in, it says nothing of damage.
        await answerDialogs(app, backUp, backUp)
        expect((await ended(app.page, 'bring-back')).outcome).toBe('done')
      }
      await settle()
    })
  }
  // What a killed back-up leaves says what it is, so that the next one to the same folder takes it away.
  const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'))
  for (const name of left) expect(name).toMatch(/^\.[0-9a-f-]{36}\.caesura-backup\.tmp$/u)
})
