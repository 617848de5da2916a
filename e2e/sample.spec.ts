// A newcomer's first minute: the window opens, the sample opens, it plays. No key, no network.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, root, test } from './app'
import { cues, job, libraryOf, mod, openSample, placeOf, sampleId, saved, transcript, visibleText } from './desk'

test('the sample opens at once, without a key, with speakers, words and pauses in view', async ({ start, folder }) => {
  const { page } = await start()
  await expect(page.getByRole('button', { name: 'No key yet' })).toBeVisible()
  await openSample(page)

  const text = await visibleText(page)
  expect(text[0]).toBe(
    'Welcome back to the caption desk. Today we talk about silence, and why it matters more than people think.',
  )
  await expect(transcript(page).getByText('Speaker 1').first()).toBeVisible()
  await expect(transcript(page).getByText('Speaker 2').first()).toBeVisible()
  await expect(transcript(page).getByLabel('pause, 0.7 seconds').first()).toBeVisible()
  await expect(cues(page).first()).toContainText('Welcome back to the caption desk.')
  await saved(page)

  const kept = join(libraryOf(folder), 'jobs', sampleId, 'response.json')
  expect(await readFile(kept)).toEqual(await readFile(join(root, 'resources/sample/response.json')))
})

test('the sample is a job like any other: it is there after a restart, and opens by keyboard alone', async ({
  start,
}) => {
  const first = await start()
  await openSample(first.page)
  await first.quit()
  const { page } = await start()
  await page.keyboard.press(`${mod}+k`)
  await page.keyboard.press('Escape')
  await page.getByRole('listbox', { name: 'Jobs' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(transcript(page)).toBeVisible()
  await expect(page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(1)
})

test('its sound plays, follows the words and seeks', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const media = () =>
    page.evaluate(() => {
      const found = document.querySelector('audio, video')
      return found instanceof HTMLMediaElement
        ? {
            time: found.currentTime,
            duration: found.duration,
            paused: found.paused,
            error: found.error?.message ?? null,
            ready: found.readyState,
          }
        : null
    })
  await expect.poll(async () => (await media())?.duration ?? 0).toBeGreaterThan(79)
  await page.getByRole('button', { name: /^Play/u }).click()
  await expect.poll(async () => (await media())?.time ?? 0).toBeGreaterThan(0.8)
  await expect(transcript(page).locator('.cm-playing').first()).toBeVisible()
  await page.getByRole('button', { name: /^Pause/u }).click()
  expect((await media())?.paused).toBe(true)

  // Ctrl-click on a word seeks to it; "meaning" is spoken at 13.6 s.
  const { x, y } = await placeOf(page, 'meaning')
  await page.keyboard.down(mod)
  await page.mouse.click(x, y)
  await page.keyboard.up(mod)
  await expect.poll(async () => Math.round(((await media())?.time ?? 0) * 10) / 10).toBeCloseTo(13.6, 0)
  await expect(transcript(page).locator('.cm-playing')).toHaveText('meaning')
})

test('every state of the job list is told in words, and the first screen teaches', async ({ start }) => {
  const { page } = await start()
  await expect(page.getByRole('heading', { name: /subtitles you would sign/u })).toBeVisible()
  for (const name of [/Open the sample/u, /Add your jobs/u, /Drop a file/u])
    await expect(page.getByRole('button', { name })).toBeVisible()
  expect(existsSync(join(root, 'resources/sample/audio.m4a'))).toBe(true)
  await openSample(page)
  await expect(job(page, /2 speakers/u)).toContainText('1:20')
})
