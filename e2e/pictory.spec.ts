// From a key and a job id to a cached job, against the simulator over real HTTP.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, filesBelow, test } from './app'
import { addJobs, giveKey, job, libraryOf, transcript, visibleText } from './desk'
import { createSimulator, type Simulator } from './pictory/simulator'

const key = 'pictai_demo2026'
const slow = '11111111-2222-4333-8444-555555555555'
const done = '22222222-3333-4444-8555-666666666666'
const failing = '33333333-4444-4555-8666-777777777777'
const unknown = '44444444-5555-4666-8777-888888888888'

let simulator: Simulator
let url = ''
test.beforeEach(async () => {
  simulator = createSimulator({
    jobs: [
      { id: slow, completesAfterMs: 3000 },
      { id: done },
      { id: failing, becomes: { kind: 'failed', message: 'The media file could not be read.' } },
    ],
  })
  url = (await simulator.listen()).url
})
test.afterEach(() => simulator.close())

const env = () => ({ CAESURA_PICTORY_URL: url })

test('a job shows as in progress, completes, is cached byte for byte, survives a restart and opens', async ({
  start,
  folder,
}) => {
  const first = await start({ env: env() })
  await giveKey(first.page, key)
  await expect(first.page.getByRole('button', { name: 'Key kept for this session only' })).toBeVisible()

  const dialog = await addJobs(first.page, `please: https://app.pictory.ai/jobs/${slow.toUpperCase()}?x=1`)
  await dialog.getByRole('button', { name: /^Add/u }).click()
  await expect(job(first.page, /in progress/u)).toBeVisible()
  await first.page.keyboard.press('Escape')
  // The person need not wait for the next look: "Check now" asks at once.
  await expect
    .poll(
      async () => {
        await first.page.evaluate((jobId) => window.caesura.steerJobs({ jobIds: [jobId], order: 'check' }), slow)
        const jobs = await first.page.evaluate(() => window.caesura.listJobs())
        return jobs.ok ? jobs.value[0]?.state.kind : jobs.code
      },
      { intervals: [700], timeout: 15_000 },
    )
    .toBe('ready')
  await expect(transcript(first.page)).toBeVisible()
  const text = await visibleText(first.page)
  expect(text.join(' ').split(' ').length).toBeGreaterThan(20)
  await expect(
    transcript(first.page)
      .getByLabel(/^pause, /u)
      .first(),
  ).toBeVisible()

  const stored = JSON.parse(await readFile(join(libraryOf(folder), 'jobs', slow, 'response.json'), 'utf8'))
  expect(stored).toMatchObject({ job_id: slow, success: true })
  await first.quit()

  // Pictory is gone and so is the session's key: the cached job is still here.
  const asked = simulator.requests.length
  const second = await start({ env: env() })
  await job(second.page, /speakers/u).click()
  await expect(transcript(second.page)).toBeVisible()
  expect(await visibleText(second.page)).toEqual(text)
  expect(simulator.requests.length).toBe(asked)
})

test('without a key jobs wait and say so; the key is asked for where the ids are pasted', async ({ start }) => {
  const { page } = await start({ env: env() })
  const dialog = await addJobs(page, done)
  await dialog.getByRole('button', { name: /^Add/u }).click()
  await expect(job(page, /waiting for your key/u)).toBeVisible()
  expect(simulator.requests).toEqual([])
  await giveKey(page, key)
  await expect(job(page, /speakers/u)).toBeVisible()
  await job(page, /speakers/u).click()
  await expect(transcript(page)).toBeVisible()
})

test('what Pictory refuses is said in its words, and final', async ({ start, folder }) => {
  const { page } = await start({ env: env() })
  await giveKey(page, key)
  const dialog = await addJobs(page, `${failing}, ${unknown}`)
  await dialog.getByRole('button', { name: /^Add/u }).click()
  await expect(job(page, /Failed · The media file could not be read\./u)).toBeVisible()
  await expect(job(page, /Pictory does not know this job/u)).toBeVisible()
  expect((await filesBelow(libraryOf(folder))).filter((file) => file.endsWith('response.json'))).toEqual([])
})

test('a key that Pictory refuses is not kept: the dialog stays, with the one before', async ({ start }) => {
  const { page } = await start({ env: env() })
  await giveKey(page, key)
  await expect(page.getByRole('button', { name: 'Key kept for this session only' })).toBeVisible()
  await giveKey(page, 'pictai_wrong')
  const dialog = page.getByRole('dialog', { name: 'Pictory key' })
  await expect(dialog.locator('.field-error')).toHaveText(/refuses this key/u)
  await expect(dialog.getByLabel('Pictory API key')).toHaveValue('pictai_wrong')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Key kept for this session only' })).toBeVisible()

  const sheet = await addJobs(page, done)
  await sheet.getByRole('button', { name: /^Add/u }).click()
  await expect(job(page, /speakers/u)).toBeVisible()
  expect(simulator.requests.filter((request) => request.key !== key).map(({ path }) => path)).toEqual(['/v1/quota'])
})

test('bad keys and bad ids: one clear sentence each, nothing half-created', async ({ start, folder }) => {
  const { page } = await start({ env: env() })
  for (const [bad, says] of [
    ['sk-12345', /pictai_/u],
    ['', /key/iu],
    ['pictai_', /key/iu],
    [`Bearer ${key}x y`, /key/iu],
  ] as const) {
    await giveKey(page, bad)
    const alert = page.getByRole('dialog').locator('.field-error')
    await expect(alert).toHaveText(says)
    expect((await alert.textContent())?.trim().endsWith('.')).toBe(true)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await expect(page.getByRole('button', { name: 'No key yet' })).toBeVisible()

  const dialog = await addJobs(page, `${done}\n${done}\n1234-not-an-id-5678\n${done.slice(0, -1)}`)
  await expect(dialog).toContainText(/twice|again|duplicate/iu)
  await expect(dialog).toContainText(done.slice(0, -1))
  await expect(dialog.getByRole('button', { name: /^Add/u })).toHaveText(/1 job/u)
  await dialog.getByRole('button', { name: /^Add/u }).click()
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(1)

  const again = await addJobs(page, done)
  await expect(again).toContainText(/already|here before/iu)
  await page.keyboard.press('Escape')
  const none = await addJobs(page, 'no ids in here at all')
  await expect(none).toContainText(/no job id/iu)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(1)
  expect((await filesBelow(join(libraryOf(folder), 'jobs'))).filter((file) => !file.startsWith(done))).toEqual([])
})
