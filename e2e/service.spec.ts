// Jobs that come in by the hundred and are forgotten by their person: from the account's list and from files of ids, steered one by one,
// held by Pictory's limits and by a refused key, hinted at by webhooks, told of in notifications.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './app'
import { giveKey, job, libraryOf, transcript } from './desk'
import { makeAccount } from './pictory/accounts'
import { createSimulator, type Simulator, type SimulatorOptions } from './pictory/simulator'
import { createTrap } from './pictory/trap'
import { padded } from './pictory/wire'
import {
  add,
  addSheet,
  answers,
  dawdle,
  expectAnswers,
  expectKind,
  freePort,
  isListening,
  jobAt,
  key,
  kindOf,
  knock,
  listed,
  messages,
  order,
  receiverOf,
  watchNotifications,
  wish,
} from './service'

const [a, b, c] = [
  'aaaaaaaa-0000-4000-8000-00000000000a',
  'bbbbbbbb-0000-4000-8000-00000000000b',
  'cccccccc-0000-4000-8000-00000000000c',
]
const never = Number.POSITIVE_INFINITY

let simulator: Simulator
let env: Readonly<Record<string, string>>
const begin = async (options: SimulatorOptions) => {
  simulator = createSimulator(options)
  env = { CAESURA_PICTORY_URL: (await simulator.listen()).url }
}
/** The spacing that Pictory gets. */
const oneASecond = { CAESURA_SPACING_MS: '1000' }
test.afterEach(() => simulator.close())

/** How often Pictory was asked about this job. */
const asked = (id: string) => simulator.requests.filter(({ path }) => path === `/v1/jobs/${id}`).length

test.describe('from the account', () => {
  const account = makeAccount({ transcriptions: 14, others: 4, seed: 9 })
  /** Cleaned away or no transcription at all: nothing there could be fetched. */
  const takeable = account
    .filter(({ is, becomes }) => is === undefined && becomes?.kind !== 'cleaned')
    .map(({ id }) => id)
  const failed = account.filter(({ becomes }) => becomes?.kind === 'failed').map(({ id }) => id)

  test('page by page, only transcriptions; all new ones are taken', async ({ start }) => {
    await begin({ jobs: account, pageSize: 6 })
    const { page } = await start({ env: { ...env, ...oneASecond } })
    await giveKey(page, key)
    // Among the newest: rows out of sight are not drawn.
    const known = account.findLast(({ is, becomes }) => is === undefined && becomes === undefined)?.id ?? ''
    await add(page, [known])
    const sheet = await addSheet(page, 'From your account')
    await expect(sheet.getByText(/that is all of them/u).first()).toBeVisible({ timeout: 20_000 })
    await expect(
      sheet.getByText(`Looked at 18 jobs · ${takeable.length} transcriptions · 5 others left out`).first(),
    ).toBeVisible()
    expect(simulator.count('list')).toBe(3)
    expect(simulator.rate()).toBeLessThanOrEqual(2)
    await expect(sheet.getByRole('option', { name: /Here already/u })).toHaveCount(1)
    const fresh = takeable.filter((id) => id !== known && !failed.includes(id))
    await sheet.getByRole('checkbox', { name: `All ${fresh.length} new ones` }).click()
    await sheet.getByRole('button', { name: `Add ${fresh.length} jobs` }).click()
    await expect(sheet).toBeHidden()
    expect((await listed(page)).map(({ id }) => id).toSorted()).toEqual([known, ...fresh].toSorted())
  })

  test('stopped half-way it keeps what came, and goes on from there', async ({ start }) => {
    await begin({ jobs: account, pageSize: 6 })
    simulator.scriptCall('list', { kind: 'slow' }, { kind: 'hang' })
    const { page } = await start({ env })
    await giveKey(page, key)
    const sheet = await addSheet(page, 'From your account')
    await expect.poll(() => simulator.count('list')).toBe(2)
    await sheet.getByRole('button', { name: 'Stop looking' }).click()
    await expect(sheet.getByText(/^Looked at 6 jobs/u).first()).toBeVisible()
    await expect(sheet.getByText(/that is all of them/u)).toHaveCount(0)
    const rows = sheet.getByRole('listbox', { name: 'Transcriptions of your account' }).getByRole('option')
    const before = await rows.count()
    expect(before).toBeGreaterThan(0)
    expect(simulator.count('list')).toBe(2)

    await sheet.getByRole('button', { name: 'Go on' }).click()
    await expect(sheet.getByText(/that is all of them/u).first()).toBeVisible({ timeout: 20_000 })
    // The page that was broken off was asked for again, none was left out, none twice.
    expect(simulator.count('list')).toBe(4)
    expect(new Set(simulator.requests.filter(({ call }) => call === 'list').map(({ path }) => path)).size).toBe(3)

    const taken = rows.filter({ hasText: /words/u }).first()
    await taken.click()
    await sheet.getByRole('button', { name: 'Add 1 job' }).click()
    await expect.poll(async () => (await listed(page)).length).toBe(1)
    expect(takeable).toContain((await listed(page))[0]?.id)
  })

  test('a list that never ends ends with a sentence; trouble is said and tried again', async ({ start }) => {
    await begin({ jobs: account, pageSize: 6 })
    simulator.scriptCall('list', { kind: 'refused', status: 400, message: 'The list is being rebuilt.' })
    const { page } = await start({ env })
    await giveKey(page, key)
    const sheet = await addSheet(page, 'From your account')
    await expect(sheet.getByRole('alert')).toContainText('The list is being rebuilt.')
    simulator.holdCall('list', { kind: 'repeating-key' })
    await sheet.getByRole('button', { name: 'Try again' }).click()
    await expect(sheet.getByRole('button', { name: 'Begin again' })).toBeVisible({ timeout: 20_000 })
    expect(simulator.count('list')).toBeLessThan(6)
    const ended = simulator.count('list')
    simulator.holdCall('list', null)
    await sheet.getByRole('button', { name: 'Begin again' }).click()
    await expect(sheet.getByText(/that is all of them/u).first()).toBeVisible({ timeout: 20_000 })
    expect(simulator.count('list')).toBe(ended + 3)
  })
})

test('a dropped file of ids is looked through first: the right ones come in, each once', async ({ start, folder }) => {
  await begin({
    jobs: [
      { id: a, completesAfterMs: never },
      { id: b, completesAfterMs: never },
    ],
  })
  const { page } = await start({ env })
  await giveKey(page, key)
  const file = join(folder, 'jobs of may.csv')
  const rows = [
    'title;job',
    `"One";${a.toUpperCase()}`,
    `Two;${b}`,
    `One again;${a}`,
    'Broken;aaaaaaaa-0000-4000-8000-0000',
    '',
  ]
  await writeFile(file, rows.join('\r\n'))
  await dropFiles(page, [file])
  const sheet = page.getByRole('dialog', { name: 'Add jobs' })
  await expect(sheet.getByText('From jobs of may.csv')).toBeVisible()
  await expect(sheet.getByText('2 new job ids')).toBeVisible()
  await expect(sheet.getByText(/appears twice/u)).toBeVisible()
  await expect(sheet.getByText(/“aaaaaaaa-0000-4000-8000-0000”/u)).toBeVisible()
  expect(await listed(page)).toEqual([])
  await sheet.getByRole('button', { name: 'Add 2 jobs' }).click()
  await expect(sheet).toBeHidden()
  expect((await listed(page)).map(({ id }) => id).toSorted()).toEqual([a, b])
})

test.describe('steering', () => {
  test('a paused job is not asked about, over a restart too; resumed it is', async ({ start }) => {
    await begin({ jobs: [a, b].map((id) => ({ id, completesAfterMs: never })) })
    const first = await start({ env })
    await giveKey(first.page, key)
    await add(first.page, [a, b])
    await expect.poll(() => asked(a)).toBe(1)
    await expect.poll(() => asked(b)).toBe(1)
    await expect(job(first.page, /in progress/u)).toHaveCount(2)
    expect(await order(first.page, 'pause', [a])).toBe(1)
    expect(await order(first.page, 'pause', [a])).toBe(0)
    await expect(job(first.page, /Paused/u)).toHaveCount(1)
    // To check a paused job is no order; the other one is asked twice more meanwhile. An order while a question is still on its way is
    // answered by that question, so each one waits until the answer before it was taken.
    expect(await order(first.page, 'check', [a])).toBe(0)
    for (const times of [2, 3]) {
      expect(await order(first.page, 'check', [a, b])).toBe(1)
      await expectAnswers(first.page, b, times)
    }
    expect(asked(a)).toBe(1)
    await first.quit()

    const { page } = await start({ env })
    await giveKey(page, key)
    await expect(job(page, /Paused/u)).toHaveCount(1)
    const before = await answers(page, b)
    await order(page, 'check', [b])
    await expectAnswers(page, b, before + 1)
    expect(asked(a)).toBe(1)
    await job(page, /Paused/u).click()
    await page.getByRole('main').getByRole('button', { name: 'Resume' }).click()
    await expect.poll(() => asked(a)).toBe(2)
    await expect(job(page, /Paused/u)).toHaveCount(0)
  })

  test('stop gives a job up, and try again takes up what was stopped, failed or gone', async ({ start }) => {
    await begin({
      jobs: [
        { id: a, completesAfterMs: never },
        { id: b, becomes: { kind: 'failed', message: 'No speech was found.' } },
        { id: c, becomes: { kind: 'not-found' } },
      ],
    })
    const { page } = await start({ env })
    await giveKey(page, key)
    await add(page, [a, b, c])
    await expectKind(page, b, 'failed')
    await expectKind(page, c, 'gone')
    await expect.poll(() => asked(a)).toBe(1)
    expect(await order(page, 'stop', [a, b, c])).toBe(1)
    await expectKind(page, a, 'stopped')
    await expect(job(page, /Stopped/u)).toHaveCount(1)

    simulator.hold('*', { kind: 'completed' })
    const questions = simulator.count('job')
    expect(await order(page, 'resume', [a, b, c])).toBe(0)
    expect(await order(page, 'check', [a, b, c])).toBe(0)
    expect(simulator.count('job')).toBe(questions)
    expect(await order(page, 'retry', [a, b, c])).toBe(3)
    for (const id of [a, b, c]) await expectKind(page, id, 'ready')
  })

  test('what is cached stays, whatever Pictory says of it later', async ({ start, folder }) => {
    await begin({ jobs: [{ id: a, changesAfterwards: true }] })
    const { page } = await start({ env })
    await giveKey(page, key)
    await add(page, [a])
    await expectKind(page, a, 'ready')
    const cached = simulator.answerOf(a)
    const stored = () => createHashOf(join(libraryOf(folder), 'jobs', a, 'response.json'))
    expect(await stored()).toBe(createHash('sha256').update(cached).digest('hex'))
    await order(page, 'check', [a])
    await expect.poll(() => asked(a)).toBe(2)
    simulator.hold(a, { kind: 'not-found' })
    await order(page, 'check', [a])
    await expect.poll(async () => (await jobAt(page, a))?.state).toMatchObject({ kind: 'ready', gone: true })
    await expect(job(page, /Gone at Pictory/u)).toBeVisible()
    expect(await stored()).toBe(createHash('sha256').update(cached).digest('hex'))
    await job(page, /Gone at Pictory/u).click()
    await expect(transcript(page)).toBeVisible()
  })
})

const createHashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part)
  return hash.digest('hex')
}

test('a limit that names its end holds every job, each says so, and all go on after it', async ({ start }) => {
  await begin({ jobs: [a, b, c].map((id) => ({ id, completesAfterMs: never })) })
  const { page } = await start({ env })
  await giveKey(page, key)
  await add(page, [a, b, c])
  await expect(job(page, /in progress/u)).toHaveCount(3)
  const holdMs = 8_000
  simulator.script(b, { kind: 'rate-limited', retryAfter: holdMs / 1000 })
  await order(page, 'check', [b])
  await expect(job(page, /Pictory asked us to slow down/u)).toHaveCount(3)
  await expect(page.getByTestId('held')).toContainText('3 jobs wait')
  const limited = simulator.requests.length - 1
  expect(simulator.requests[limited]?.path).toBe(`/v1/jobs/${b}`)
  // An order to check does not run against Pictory's own.
  await order(page, 'check', [a, b, c])
  await expect.poll(() => simulator.requests.length, { timeout: 30_000 }).toBeGreaterThan(limited + 3)
  const [end, next] = [simulator.requests[limited], simulator.requests[limited + 1]]
  expect((next?.at ?? 0) - (end?.at ?? 0)).toBeGreaterThanOrEqual(holdMs - 50)
  await expect(job(page, /in progress/u)).toHaveCount(3)
  await expect(page.getByTestId('held')).toHaveCount(0)
})

test('a key that is refused stops all polling and is asked for once; another one resumes it', async ({ start }) => {
  await begin({ jobs: [a, b, c].map((id) => ({ id, completesAfterMs: never })) })
  const { page } = await start({ env })
  await giveKey(page, key)
  await add(page, [a, b, c])
  await expect(job(page, /in progress/u)).toHaveCount(3)
  simulator.acceptKeys((given) => given === 'pictai_demoNew')
  const before = simulator.requests.length
  await order(page, 'check', [a, b, c])
  await expect(page.getByRole('button', { name: 'Pictory refused the key' })).toBeVisible()
  await expect(job(page, /Pictory refused the key/u)).toHaveCount(3)
  const question = messages(page).filter({ hasText: 'Pictory refused the key.' })
  await expect(question).toHaveCount(1)
  expect(simulator.requests.length - before).toBeLessThanOrEqual(4)
  const refused = simulator.requests.length
  await order(page, 'check', [a, b, c])
  await order(page, 'pause', [a])
  await order(page, 'resume', [a])
  await expect(question).toHaveCount(1)
  // A message is hidden from a screen reader once it has been read out, with its button: so not by its role.
  await question.locator('button', { hasText: 'Replace the key…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pictory key' })
  // Nothing was asked with the refused key since.
  expect(simulator.requests.length).toBe(refused)
  await dialog.getByLabel('Pictory API key').fill('pictai_demoNew')
  await dialog.getByLabel('Pictory API key').press('Enter')
  await expect(job(page, /in progress/u)).toHaveCount(3)
  await expect(question).toHaveCount(0)
  for (const request of simulator.requests.slice(refused)) expect(request.key).toBe('pictai_demoNew')
})

test.describe('the webhook receiver', () => {
  /** Many jobs: the last one would be asked about last. */
  const many = Array.from({ length: 24 }, (_, nth) => `dddddddd-0000-4000-8000-${String(nth).padStart(12, '0')}`)
  const last = many.at(-1) ?? ''

  test('nothing listens until it is switched on, and nothing once it is off', async ({ start }) => {
    await begin({ jobs: [] })
    const { page } = await start({ env })
    const port = await freePort()
    expect(await receiverOf(page)).toEqual({ kind: 'off' })
    const off = await wish(page, { receiver: { on: false, port, publicUrl: null } })
    expect(off.receiver).toEqual({ kind: 'off' })
    expect(await isListening(port)).toBe(false)
    const on = await wish(page, { receiver: { on: true, port, publicUrl: 'https://tunnel.example.com/in' } })
    if (on.receiver.kind !== 'listening') throw new Error(`the receiver is ${on.receiver.kind}`)
    expect(on.receiver.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/pictory/[\\w-]{20,}$`, 'u'))
    expect(on.receiver.outside).toBe(`https://tunnel.example.com/in${new URL(on.receiver.url).pathname}`)
    expect(await isListening(port)).toBe(true)

    const renewed = await page.evaluate(() => window.caesura.renewReceiver())
    if (!renewed.ok || renewed.value.receiver.kind !== 'listening') throw new Error('the receiver was not renewed')
    expect(renewed.value.receiver.url).not.toBe(on.receiver.url)
    expect(await knock(on.receiver.url, '{}')).toBe(404)
    expect(await knock(renewed.value.receiver.url, '{}')).toBe(204)

    await wish(page, { receiver: { on: false, port, publicUrl: null } })
    await expect.poll(() => isListening(port)).toBe(false)
  })

  test('a port that is taken is said, and nothing breaks', async ({ start }) => {
    await begin({ jobs: [] })
    const { port } = new URL(env['CAESURA_PICTORY_URL'] ?? '')
    const { page } = await start({ env })
    const { receiver } = await wish(page, { receiver: { on: true, port: Number(port), publicUrl: null } })
    expect(receiver).toMatchObject({ kind: 'failed', message: expect.stringContaining(port) })
    expect((await wish(page, { receiver: { on: true, port: null, publicUrl: null } })).receiver.kind).toBe('listening')
  })

  test('a message makes a known job be asked about first, and does nothing else', async ({ start }) => {
    await begin({ jobs: many.map((id) => ({ id, completesAfterMs: never })) })
    const { page } = await start({ env: { ...env, ...oneASecond } })
    await giveKey(page, key)
    const { receiver } = await wish(page, { receiver: { on: true, port: null, publicUrl: null } })
    if (receiver.kind !== 'listening') throw new Error(`the receiver is ${receiver.kind}`)
    const { url } = receiver
    await add(page, many)
    await expect.poll(() => simulator.count('job')).toBeGreaterThan(0)
    expect(asked(last)).toBe(0)
    // What is posted is not believed: the job is in progress whatever the message says.
    const message = JSON.stringify({ ...JSON.parse(simulator.answerOf(last)), job_id: last })
    expect(await knock(url, message)).toBe(204)
    await expect.poll(() => asked(last)).toBe(1)
    expect(simulator.count('job')).toBeLessThan(12)
    expect(await kindOf(page, last)).toBe('waiting')
    await expect.poll(() => receiverOf(page)).toMatchObject({ kind: 'listening', hints: 1 })

    // Nobody learns whether a job is known, and one that is not known is never asked about.
    expect(await knock(url, JSON.stringify({ job_id: a }))).toBe(204)
    expect(await knock(url, 'no json at all')).toBe(204)
    expect(await knock(url, '')).toBe(204)
    expect(await knock(url, message, 'GET')).toBe(404)
    expect(await knock(url, message, 'PUT')).toBe(404)
    expect(await knock(`${url}x`, message)).toBe(404)
    expect(await knock(new URL('/', url).href, message)).toBe(404)
    expect(await receiverOf(page)).toMatchObject({ hints: 1 })
    expect(asked(a)).toBe(0)
    expect((await listed(page)).length).toBe(many.length)
  })

  test('huge and slow messages do no harm', async ({ start }) => {
    await begin({ jobs: [{ id: a, completesAfterMs: never }] })
    const { page } = await start({ env })
    await giveKey(page, key)
    await add(page, [a])
    const { receiver } = await wish(page, { receiver: { on: true, port: null, publicUrl: null } })
    if (receiver.kind !== 'listening') throw new Error(`the receiver is ${receiver.kind}`)
    const { url } = receiver
    const slow = Array.from({ length: 40 }, () => dawdle(url))
    // Those beyond the limit are turned away at once, the others after a few seconds; meanwhile the window answers.
    await Promise.race(slow.map(({ over }) => over))
    expect(await kindOf(page, a)).toBe('waiting')
    await Promise.all(slow.map(({ over }) => over))
    const huge = Buffer.alloc(30 * 1024 * 1024, '{"job_id":"x"}')
    expect([204, 'broken']).toContain(await knock(url, huge))
    expect(await knock(url, JSON.stringify({ job_id: a }))).toBe(204)
    await expect.poll(() => receiverOf(page)).toMatchObject({ hints: 1 })
  })
})

test.describe('the key goes nowhere but to Pictory: no redirect is followed by', () => {
  const source = { kind: 'url', url: 'https://files.example.com/talk.mp3' } as const
  /** Each asks for one thing and answers whether it was refused. */
  const questions: Readonly<Record<'job' | 'list' | 'quota' | 'start', (page: Page) => Promise<boolean>>> = {
    job: async (page) => {
      if ((await jobAt(page, a)) === null) await add(page, [a])
      const state = (await jobAt(page, a))?.state
      return state?.kind === 'waiting' && state.trouble !== null
    },
    list: async (page) => !(await page.evaluate(() => window.caesura.accountPage({ pageKey: null }))).ok,
    quota: async (page) => !(await page.evaluate(() => window.caesura.quota())).ok,
    start: async (page) => {
      const wanted = { source, mediaKind: 'audio', language: 'en-US' } as const
      if ((await listed(page)).length === 0)
        await page.evaluate((order) => window.caesura.startTranscription(order), wanted)
      const state = (await listed(page))[0]?.state
      return state?.kind === 'failed' || (state?.kind === 'starting' && state.trouble !== null)
    },
  }
  for (const call of ['job', 'list', 'quota', 'start'] as const)
    for (const status of [302, 307] as const)
      test(`${call}, ${status}`, async ({ start }) => {
        const trap = createTrap({ success: true, data: { status: 'completed', items: [], jobId: a } })
        try {
          const { elsewhere } = await trap.listen()
          await begin({ jobs: [{ id: a }] })
          const { page } = await start({ env })
          await giveKey(page, key)
          await expect(page.getByRole('button', { name: /Key kept/u })).toBeVisible()
          // The trial of the key is over.
          await expect.poll(() => simulator.count('quota')).toBe(1)
          const away = { kind: 'redirect', to: `${elsewhere}/pictoryapis/v1/jobs/${a}`, status } as const
          simulator.hold('*', away)
          for (const other of ['list', 'quota', 'start'] as const) simulator.holdCall(other, away)
          await expect.poll(() => questions[call](page)).toBe(true)
          expect(simulator.count(call)).toBeGreaterThan(call === 'quota' ? 1 : 0)
          expect(trap.requests).toEqual([])
        } finally {
          await trap.close()
        }
      })
})

test('an answer of 50 MB is cached byte for byte, and opens', async ({ start, folder }) => {
  await begin({ jobs: [{ id: a }] })
  const bytes = 50 * 1024 * 1024
  simulator.hold(a, { kind: 'large', bytes })
  const { page } = await start({ env })
  await giveKey(page, key)
  await add(page, [a])
  await expectKind(page, a, 'ready', 40_000)
  const expected = createHash('sha256')
  for (const piece of padded(simulator.answerOf(a), bytes)) expected.update(piece)
  expect(await createHashOf(join(libraryOf(folder), 'jobs', a, 'response.json'))).toBe(expected.digest('hex'))
  await job(page, /speakers/u).click()
  await expect(transcript(page)).toBeVisible()
})

test.describe('notifications', () => {
  /** An order that meets a question of the pace's own on its way is answered by that one, or by the next, up to 12 s later. */
  const patient = { timeout: 20_000 }

  test('tell of a job that completes or fails while the window is in the background; a click shows it', async ({
    start,
  }) => {
    await begin({ jobs: [a, b].map((id) => ({ id, completesAfterMs: never })) })
    const { app, page } = await start({ env })
    await giveKey(page, key)
    await add(page, [a, b])
    for (const id of [a, b]) await expectAnswers(page, id, 1)
    const { noted, click } = await watchNotifications(app)
    simulator.hold(a, { kind: 'completed' })
    await order(page, 'check', [a])
    await expect.poll(noted, patient).toHaveLength(1)
    expect((await noted())[0]?.title).toMatch(/is ready$/u)
    await click()
    await expect(transcript(page)).toBeVisible()
    simulator.hold(b, { kind: 'failed', message: 'No speech was found.' })
    await order(page, 'check', [b])
    await expect.poll(noted, patient).toHaveLength(2)
  })

  test('are not shown when they are not wished, and loading a library is no news', async ({ start }) => {
    await begin({ jobs: [{ id: a }, { id: b, completesAfterMs: never }, { id: c, completesAfterMs: never }] })
    const first = await start({ env })
    await giveKey(first.page, key)
    await add(first.page, [a, b, c])
    await expectKind(first.page, a, 'ready')
    await first.quit()

    const { app, page } = await start({ env: { ...env, ...oneASecond } })
    const { noted } = await watchNotifications(app)
    await wish(page, { notify: false })
    await giveKey(page, key)
    simulator.hold(b, { kind: 'completed' })
    await order(page, 'check', [b])
    await expectKind(page, b, 'ready')
    // Several within three seconds are told together: by then more questions than that have gone out, one a second.
    const before = await answers(page, c)
    for (let more = 1; more <= 5; more++) {
      await order(page, 'check', [c])
      await expectAnswers(page, c, before + more)
    }
    expect(await noted()).toEqual([])
    await wish(page, { notify: true })
    simulator.hold(c, { kind: 'completed' })
    await order(page, 'check', [c])
    await expect.poll(noted, patient).toHaveLength(1)
    expect((await noted())[0]?.title).toMatch(/is ready$/u)
  })
})
