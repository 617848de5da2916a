// Every state of the window in light and dark, wide and narrow: nothing that axe finds, nothing that sticks out of the
// window. With CAESURA_PICTURES=docs/images the pictures of the README are drawn anew from the same states.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './app'
import { addJobs, correct, giveKey, job, mod, openSample, transcript } from './desk'
import { demoJobs } from './pictory/demo'
import { createSimulator } from './pictory/simulator'
import { add, addSheet, answerOpenDialog, key, order, wish, writeWav } from './service'

const pictures = process.env['CAESURA_PICTURES']
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const resize = async (app: ElectronApplication, page: Page, width: number, height: number) => {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
}

/** Both themes: axe finds nothing, and the page does not scroll sideways. */
const sound = async (page: Page, state: string) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(axe)
    const found = () =>
      page.evaluate(async () => {
        const { violations } = await Reflect.get(window, 'axe').run(document, { resultTypes: ['violations'] })
        return violations.map((one: { id: string; nodes: { html: string; failureSummary: string }[] }) => ({
          id: one.id,
          where: one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`),
        }))
      })
    // Polled: a colour half-way through the change of theme has no contrast to judge.
    await expect.poll(found, { message: `${state}, ${colorScheme}`, intervals: [250] }).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${state} is too wide`).toBe(0)
    if (pictures !== undefined && state !== '')
      await page.screenshot({ path: join(pictures, `${state}-${colorScheme}.png`) })
  }
}

test('the window in each of its states', async ({ start }) => {
  test.setTimeout(180_000)
  const complete = 'a1b2c3d4-0000-4000-8000-00000000000e'
  const running = 'b1b2c3d4-0000-4000-8000-00000000000e'
  const failing = 'c1b2c3d4-0000-4000-8000-00000000000e'
  const simulator = createSimulator({
    jobs: [
      { id: complete },
      { id: running, completesAfterMs: Number.POSITIVE_INFINITY },
      { id: failing, becomes: { kind: 'failed', message: 'The media file could not be read.' } },
    ],
  })
  try {
    const { url } = await simulator.listen()
    const { app, page } = await start({ env: { CAESURA_PICTORY_URL: url } })
    await resize(app, page, 1440, 900)
    await expect(page.getByRole('button', { name: /Open the sample/u })).toBeVisible()
    await sound(page, 'welcome')

    const dialog = await addJobs(page, `${complete}\n${running}\n${failing}\nnot-an-id-1234-5678`)
    await sound(page, 'add-jobs')
    await dialog.getByRole('button', { name: /^Add/u }).click()
    await giveKey(page, 'pictai_demoLook')
    await expect(job(page, /Failed/u)).toBeVisible()
    await job(page, /Failed/u).click()
    await sound(page, 'failed')
    await job(page, /in progress/u).click()
    await sound(page, 'in-progress')

    await page.keyboard.press(`${mod}+k`)
    await page.keyboard.type('sample')
    await sound(page, 'palette')
    await page.keyboard.press('Enter')
    await expect(transcript(page)).toBeVisible()
    await correct(page, 'seizure', 'caesura')
    // The recogniser's "seizure a." was one word: the stray "a." goes too.
    await page.keyboard.press('Delete')
    await page.keyboard.press('Delete')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByTestId('save-state')).toHaveText('All changes saved')
    // The message about the opening has gone by then.
    await expect(page.locator('.toast')).toHaveCount(0, { timeout: 15_000 })
    await sound(page, 'main')

    await page.keyboard.press(`${mod}+Shift+t`)
    await expect(page.getByRole('region', { name: 'Times of words' })).toBeVisible()
    await sound(page, 'words')
    await page.keyboard.press(`${mod}+Shift+t`)
    await transcript(page)
      .getByRole('img', { name: /^pause/u })
      .first()
      .click()
    await page.getByRole('menuitem', { name: /^All pauses/u }).click()
    await expect(page.getByRole('dialog', { name: 'Shorten pauses' })).toBeVisible()
    await sound(page, 'pauses')
    await page.getByRole('button', { name: /^Shorten \d/u }).click()
    await sound(page, 'pauses-shortened')
    await transcript(page).focus()
    await page.keyboard.press(`${mod}+z`)
    await page.keyboard.press(`${mod}+Alt+g`)
    await page.keyboard.type('seizure')
    await page.keyboard.press('Tab')
    await page.keyboard.type('caesura')
    await page.keyboard.press('Enter')
    await sound(page, 'glossary')
    await page.keyboard.press('Escape')

    await page.getByRole('searchbox').fill('silence')
    await expect(page.getByRole('listbox', { name: 'In transcripts' }).getByRole('option').nth(1)).toBeVisible()
    await page.getByRole('searchbox').press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await sound(page, 'search')
    await page.getByRole('searchbox').fill('xylophone')
    await expect(page.getByText('No transcript holds “xylophone”.')).toBeVisible()
    await sound(page, 'search-nothing')
    await page.getByRole('searchbox').fill('')

    for (const tab of ['Speakers', 'Details']) {
      await page.getByRole('tab', { name: tab }).click()
      await sound(page, tab.toLowerCase())
    }
    await page.getByRole('tab', { name: 'History' }).click()
    await page.getByRole('treeitem', { name: /original/u }).click()
    await expect(page.getByRole('feed')).toBeVisible()
    await sound(page, 'history')
    await page.keyboard.press('Escape')
    await expect(transcript(page)).toBeVisible()
    await page.getByRole('tab', { name: 'Captions' }).click()
    const compare = async (state: string) => {
      await page.getByRole('button', { name: 'Style guides' }).click()
      await page.getByRole('menuitem', { name: /^Compare/u }).click()
      await sound(page, state)
      await page.getByRole('button', { name: 'Use the one on the right' }).click()
      await page.keyboard.press('Escape')
    }
    await compare('compare')
    // The cues follow the other style guide when the page is idle.
    await expect(page.locator('.cue-kinds')).toBeVisible()
    await page.keyboard.press(`${mod}+Shift+F4`)
    await expect(page.getByRole('dialog', { name: 'Fix cues' })).toBeVisible()
    await sound(page, 'fix-cues')
    await page.keyboard.press('Escape')
    await compare('')
    await page.keyboard.press(`${mod}+e`)
    await expect(page.getByRole('dialog', { name: 'Export', exact: true })).toBeVisible()
    await sound(page, 'export')
    await page.keyboard.press('Escape')
    await page.keyboard.press('F1')
    await sound(page, 'shortcuts')
    await page.keyboard.press('Escape')
    await page.keyboard.press(`${mod}+,`)
    await sound(page, 'settings')
    await page.keyboard.press('Escape')

    await resize(app, page, 960, 700)
    await sound(page, 'narrow')
    await resize(app, page, 740, 560)
    await sound(page, 'narrowest')
  } finally {
    await simulator.close()
  }
})

test('Pictory’s service in each of its states', async ({ start, folder }) => {
  test.setTimeout(240_000)
  const ids = demoJobs.map(({ id }) => id)
  const [held, , , running = '', , , , , , , limited = ''] = ids
  const simulator = createSimulator({ jobs: demoJobs, pageSize: 8 })
  simulator.holdCall('put', { kind: 'stops-reading', afterBytes: 1_500_000 })
  try {
    const { url } = await simulator.listen()
    const { app, page } = await start({ env: { CAESURA_PICTORY_URL: url } })
    await resize(app, page, 1440, 900)
    const sheet = await addSheet(page, 'New transcription')
    await sound(page, 'new-transcription-no-key')
    await page.keyboard.press('Escape')
    await giveKey(page, key)
    await add(page, ids.slice(0, 6))
    await expect(job(page, /Failed|does not know|speakers/u).first()).toBeVisible({ timeout: 20_000 })

    const recording = join(folder, 'Board interview, second take.wav')
    await writeWav(recording, 4 * 1024 * 1024)
    await answerOpenDialog(app, recording)
    await addSheet(page, 'New transcription')
    await expect(sheet).toContainText(/transcription minutes used/u)
    await sheet.getByRole('button', { name: 'Choose…' }).click()
    await expect(sheet).toContainText('Board interview')
    await sound(page, 'new-transcription')
    await sheet.getByRole('button', { name: 'Begin' }).click()
    await expect(page.getByRole('heading', { name: /^Uploading/u })).toBeVisible({ timeout: 15_000 })
    await sound(page, 'uploading')

    await addSheet(page, 'From your account')
    await expect(sheet).toContainText(/left out/u, { timeout: 15_000 })
    await sheet.getByRole('checkbox', { name: /^All ([\d,]+ )?new ones/u }).click()
    await sound(page, 'account')
    await page.keyboard.press('Escape')

    expect(await order(page, 'pause', [running])).toBe(1)
    await job(page, /Paused/u).click()
    await sound(page, 'paused')
    expect(await order(page, 'stop', [running])).toBe(1)
    await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible()
    await sound(page, 'stopped')

    await wish(page, { receiver: { on: true, port: null, publicUrl: 'https://tunnel.example.com' } })
    await page.keyboard.press(`${mod}+,`)
    await page.getByRole('dialog').getByRole('button', { name: 'New secret path' }).scrollIntoViewIfNeeded()
    await sound(page, 'settings-receiver')
    await page.keyboard.press('Escape')

    simulator.hold('*', { kind: 'rate-limited', retryAfter: 300 })
    await add(page, [held ?? '', limited])
    await expect(page.getByRole('navigation', { name: 'Library' })).toContainText(/asked us to slow down/u, {
      timeout: 30_000,
    })
    await sound(page, 'slowed-down')
    await resize(app, page, 740, 560)
    await addSheet(page, 'From your account')
    await sound(page, 'account-narrow')
  } finally {
    await simulator.close()
  }
})

test('the find panel', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  await page.keyboard.press(`${mod}+Alt+f`)
  await page.keyboard.type('the')
  await expect(page.getByRole('region', { name: 'Find and replace' }).getByRole('status')).toHaveText(/hits/u)
  await sound(page, 'find')
})
