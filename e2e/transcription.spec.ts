// A new transcription: from a file on the disk over its upload to Pictory's own job, with everything that can come between.

import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { dropFiles, expect, filesBelow, test } from './app'
import { giveKey, job, libraryOf, transcript } from './desk'
import { createSimulator, type Simulator } from './pictory/simulator'
import { createTrap } from './pictory/trap'
import {
  addSheet,
  answerOpenDialog,
  expectKind,
  freePort,
  jobAt,
  key,
  kindOf,
  listed,
  order,
  receiverOf,
  wish,
  writeWav,
} from './service'

/** More than any system takes off a sender's hands by itself. */
const size = 24 * 1024 * 1024

let simulator: Simulator
let env: Readonly<Record<string, string>>
test.beforeEach(async () => {
  simulator = createSimulator({ transcribesInMs: Number.POSITIVE_INFINITY })
  env = { CAESURA_PICTORY_URL: (await simulator.listen()).url }
})
test.afterEach(() => simulator.close())

const beginWith = async (app: ElectronApplication, page: Page, path: string) => {
  await answerOpenDialog(app, path)
  const sheet = await addSheet(page, 'New transcription')
  await sheet.getByRole('button', { name: 'Choose…' }).click()
  await sheet.getByRole('button', { name: 'Begin' }).click()
  await expect(sheet).toBeHidden()
}

/** The one job of the library. */
const only = async (page: Page) => {
  const [first, ...others] = await listed(page)
  expect(others).toEqual([])
  return first ?? null
}

/** The one file that was put, and whether it is this one. */
const arrived = (bytes: Buffer): boolean => {
  const [file, ...others] = [...simulator.uploads.values()]
  return others.length === 0 && file !== undefined && file.equals(bytes)
}

test('a file is uploaded unchanged and without the key, becomes Pictory’s job, stays linked, and completes', async ({
  start,
  folder,
}) => {
  const path = join(folder, 'An interview (1).wav')
  const bytes = await writeWav(path, size)
  simulator.holdCall('put', { kind: 'slow-reading', bytes: 1024 * 1024, everyMs: 120 })
  const { app, page } = await start({ env })
  await giveKey(page, key)
  await answerOpenDialog(app, path)
  const sheet = await addSheet(page, 'New transcription')
  await expect(sheet.getByText(/340 of 6,000 transcription minutes/u)).toBeVisible()
  await sheet.getByRole('button', { name: 'Choose…' }).click()
  await expect(sheet.getByText('An interview (1).wav')).toBeVisible()
  await expect(sheet.getByRole('radio', { name: 'Audio' })).toBeChecked()
  await sheet.getByRole('button', { name: 'Begin' }).click()
  await expect(sheet).toBeHidden()
  const begun = await only(page)
  expect(begun?.state.kind).toBe('starting')

  await expect(page.getByRole('heading', { name: /^Uploading · \d+ %$/u })).toBeVisible()
  const shares = new Set<number>()
  await expect
    .poll(
      async () => {
        const state = (await only(page))?.state
        if (state?.kind === 'starting' && state.phase === 'uploading' && state.totalBytes !== null)
          shares.add(state.sentBytes / state.totalBytes)
        return simulator.jobs().length
      },
      { timeout: 30_000, intervals: [100] },
    )
    .toBe(1)
  const between = [...shares].filter((share) => share > 0 && share < 1)
  expect(between.length).toBeGreaterThan(2)
  expect([...shares]).toEqual([...shares].toSorted((one, other) => one - other))

  const id = simulator.jobs()[0] ?? ''
  await expectKind(page, id, 'waiting')
  expect(await kindOf(page, begun?.id ?? '')).toBe('none')
  expect(await only(page)).toMatchObject({
    id,
    title: 'An interview (1)',
    media: { name: 'An interview (1).wav', kind: 'audio' },
    start: { from: 'file', name: 'An interview (1).wav', language: 'en-US' },
  })
  expect(arrived(bytes)).toBe(true)
  const put = simulator.requests.filter(({ call }) => call === 'put')
  expect(put.map((request) => request.key)).toEqual([null])
  expect(JSON.stringify(put)).not.toContain(key)
  expect(simulator.count('start')).toBe(1)

  // The desk followed the job to its new id.
  await expect(page.getByRole('heading', { name: /In progress|Waiting for its first check/u })).toBeVisible()
  simulator.complete(id)
  await order(page, 'check', [id])
  await expectKind(page, id, 'ready')
  await expect(transcript(page)).toBeVisible()
  const address = await page.evaluate((jobId) => window.caesura.mediaAddress({ jobId }), id)
  expect(address).toMatchObject({ ok: true, value: { kind: 'audio' } })
  expect((await filesBelow(join(libraryOf(folder), 'jobs'))).every((file) => file.startsWith(id))).toBe(true)
})

test('a dropped recording can be transcribed; a URL needs no upload; Pictory’s no is said in its words', async ({
  start,
  folder,
}) => {
  const path = join(folder, 'short.wav')
  await writeWav(path, 60_000)
  const { page } = await start({ env })
  await giveKey(page, key)
  await dropFiles(page, [path])
  const sheet = page.getByRole('dialog', { name: 'Add jobs' })
  await expect(sheet.getByText('short.wav')).toBeVisible()
  await sheet.getByRole('button', { name: 'Begin' }).click()
  await expect.poll(() => simulator.jobs().length).toBe(1)

  simulator.scriptCall('start', { kind: 'refused', status: 402, message: 'Your plan has no minutes left.' })
  const again = await addSheet(page, 'New transcription')
  await again.getByRole('radio', { name: 'A URL' }).click()
  await again.getByLabel('URL of the recording').fill('https://files.example.com/a/talk.mp4?signature=verySecret')
  await again.getByRole('button', { name: 'Begin' }).click()
  await expect(job(page, /Your plan has no minutes left/u)).toBeVisible()
  const failed = (await listed(page)).find(({ state }) => state.kind === 'failed')
  expect(failed?.start).toMatchObject({ from: 'url' })
  expect(JSON.stringify(await listed(page))).not.toContain('verySecret')
  expect(simulator.count('put')).toBe(1)

  await order(page, 'retry', [failed?.id ?? ''])
  await expect.poll(() => simulator.jobs().length).toBe(2)
  await expect.poll(async () => (await listed(page)).map(({ state }) => state.kind)).toEqual(['waiting', 'waiting'])
})

test('an upload that is called off sends no more; tried again it is whole', async ({ start, folder }) => {
  const path = join(folder, 'long.wav')
  const bytes = await writeWav(path, size)
  simulator.holdCall('put', { kind: 'stops-reading', afterBytes: 1024 * 1024 })
  const { app, page } = await start({ env })
  await giveKey(page, key)
  await beginWith(app, page, path)
  await expect(page.getByRole('heading', { name: /^Uploading · \d+ %$/u })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Cancel the upload' }).click()
  await expect(job(page, /Stopped/u)).toBeVisible()
  const stopped = await only(page)
  expect(simulator.uploads.size).toBe(0)
  expect(simulator.count('start')).toBe(0)

  simulator.holdCall('put', null)
  await order(page, 'retry', [stopped?.id ?? ''])
  await expect.poll(() => simulator.jobs().length, { timeout: 20_000 }).toBe(1)
  expect(arrived(bytes)).toBe(true)
  await expectKind(page, simulator.jobs()[0] ?? '', 'waiting')
  expect(simulator.count('start')).toBe(1)
})

test('killed during the upload it is taken up again, and started once', async ({ start, folder }) => {
  const path = join(folder, 'cut off.wav')
  const bytes = await writeWav(path, size)
  simulator.holdCall('put', { kind: 'slow-reading', bytes: 256 * 1024, everyMs: 250 })
  const first = await start({ env })
  await giveKey(first.page, key)
  await beginWith(first.app, first.page, path)
  await expect
    .poll(async () => {
      const state = (await only(first.page))?.state
      return state?.kind === 'starting' && state.phase === 'uploading' ? state.sentBytes : 0
    })
    .toBeGreaterThan(0)
  await first.kill()

  simulator.holdCall('put', null)
  const { page } = await start({ env })
  // The session's key went with the process: the job is here, and says what it waits for.
  await expect(job(page, /waiting for your key/u)).toBeVisible()
  expect(simulator.count('start')).toBe(0)
  await giveKey(page, key)
  await expect.poll(() => simulator.jobs().length, { timeout: 20_000 }).toBe(1)
  const id = simulator.jobs()[0] ?? ''
  await expectKind(page, id, 'waiting')
  expect(await only(page)).toMatchObject({ id, title: 'cut off', media: { name: 'cut off.wav' } })
  expect(arrived(bytes)).toBe(true)
  expect(simulator.count('start')).toBe(1)
})

test('troubles on the way are got over: a full server, a broken line, a place that is no longer valid', async ({
  start,
  folder,
}) => {
  test.setTimeout(120_000)
  const path = join(folder, 'bumpy.wav')
  const bytes = await writeWav(path, 2 * 1024 * 1024)
  simulator.scriptCall('generateurl', { kind: 'server-error', status: 503 })
  simulator.scriptCall('put', { kind: 'breaks' }, { kind: 'expired' })
  const { app, page } = await start({ env })
  await giveKey(page, key)
  await beginWith(app, page, path)
  const begun = await only(page)
  const hurry = async () => {
    const state = (await jobAt(page, begun?.id ?? ''))?.state
    // The person need not wait for the next try.
    if (state?.kind === 'starting' && state.trouble !== null) await order(page, 'check', [begun?.id ?? ''])
    return simulator.jobs().length
  }
  await expect.poll(hurry, { timeout: 60_000, intervals: [500] }).toBe(1)
  expect(arrived(bytes)).toBe(true)
  expect(simulator.count('put')).toBe(3)
  expect(simulator.count('start')).toBe(1)
})

test('a file goes to the place that Pictory names, and no redirect leads it elsewhere', async ({ start, folder }) => {
  const trap = createTrap()
  try {
    const { elsewhere } = await trap.listen()
    simulator.holdCall('put', { kind: 'redirect', to: `${elsewhere}/taken`, status: 307 })
    const path = join(folder, 'private.wav')
    await writeWav(path, 40_000)
    const { app, page } = await start({ env })
    await giveKey(page, key)
    await beginWith(app, page, path)
    await expect.poll(() => simulator.count('put')).toBeGreaterThan(0)
    await expect
      .poll(async () => {
        const state = (await only(page))?.state
        return state?.kind === 'failed' || (state?.kind === 'starting' && state.trouble !== null)
      })
      .toBe(true)
    expect(trap.requests).toEqual([])
    expect(simulator.count('start')).toBe(0)
  } finally {
    await trap.close()
  }
})

test('a job that was started with the receiver on is told of by Pictory, and fetched', async ({ start }) => {
  const { page } = await start({ env })
  await giveKey(page, key)
  const port = await freePort()
  const { receiver } = await wish(page, { receiver: { on: true, port, publicUrl: `http://127.0.0.1:${port}` } })
  if (receiver.kind !== 'listening') throw new Error(`the receiver is ${receiver.kind}`)
  await page.evaluate(() =>
    window.caesura.startTranscription({
      source: { kind: 'url', url: 'https://files.example.com/talk.mp3' },
      mediaKind: 'audio',
      language: 'en-US',
    }),
  )
  await expect.poll(() => simulator.jobs().length).toBe(1)
  const id = simulator.jobs()[0] ?? ''
  await expectKind(page, id, 'waiting')
  simulator.complete(id)
  await expect.poll(() => simulator.deliveries).toEqual([{ jobId: id, url: receiver.outside, status: 204 }])
  await expect.poll(() => receiverOf(page)).toMatchObject({ hints: 1 })
  await expectKind(page, id, 'ready')
})

test('an order that may have arrived is not given twice by itself', async ({ start, folder }) => {
  const path = join(folder, 'once.wav')
  await writeWav(path, 40_000)
  simulator.scriptCall('start', { kind: 'drop', acts: true })
  const { app, page } = await start({ env })
  await giveKey(page, key)
  await beginWith(app, page, path)
  // Chromium itself sends a question anew when a connection it used before ends without an answer, a POST as well.
  await expect.poll(async () => (await only(page))?.state.kind).toMatch(/failed|waiting/u)
  expect(simulator.count('start')).toBe(1)
  const failed = await only(page)
  expect(failed?.state).toMatchObject({ message: expect.stringMatching(/may be under way/u) })
  expect(simulator.jobs()).toHaveLength(1)
  expect(simulator.count('start')).toBe(1)
  // The person says so: then it is.
  await order(page, 'retry', [failed?.id ?? ''])
  await expect.poll(() => simulator.count('start')).toBe(2)
  expect(simulator.count('put')).toBe(1)
})
