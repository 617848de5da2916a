// The strip under the text: the sound of the recording is read in a thread and kept, words are selected and retimed by hand, and it shows
// what the text shows.

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app'
import { mod, openSample, sampleId, saved, transcript } from './desk'

const strip = (page: Page) => page.getByRole('slider', { name: 'Position in the recording' })
const box = async (page: Page) => {
  const found = await strip(page).boundingBox()
  if (found === null) throw new Error('no strip')
  return found
}
/** How much of the strip's canvas is painted, 0–1. */
const painted = (page: Page): Promise<number> =>
  strip(page)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })
      copy?.drawImage(canvas, 0, 0)
      const { data } = copy?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      let some = 0
      for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 40) some++
      return some / (data.length / 4)
    })
const runCommand = async (page: Page, name: string) => {
  await page.keyboard.press(`${mod}+k`)
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

test('the sound is drawn, kept beside the job, hidden and shown again', async ({ start, folder }) => {
  const first = await start()
  await openSample(first.page)
  const peaks = join(folder, 'user/library/jobs', sampleId, 'peaks.bin')
  await expect
    .poll(
      () =>
        stat(peaks).then(
          ({ size }) => size,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBeGreaterThan(1000)
  const kept = await readFile(peaks)
  const loud = kept.subarray(kept.indexOf('\n') + 1)
  // Speech and silence: neither all loud nor all still.
  expect(loud.filter((each) => each > 60).length).toBeGreaterThan(loud.length / 20)
  expect(loud.filter((each) => each < 6).length).toBeGreaterThan(loud.length / 50)
  const withSound = await painted(first.page)
  await runCommand(first.page, 'Draw the sound')
  await expect.poll(() => painted(first.page)).toBeLessThan(withSound * 0.8)
  await runCommand(first.page, 'Draw the sound')
  await expect.poll(() => painted(first.page)).toBeGreaterThan(withSound * 0.9)
  await first.quit()
  const { page } = await start()
  await expect(transcript(page)).toBeVisible()
  await expect.poll(() => painted(page)).toBeGreaterThan(withSound * 0.9)
  expect((await readFile(peaks)).equals(kept)).toBe(true)
})

test('a drag selects the words below it; from close by an edge is drawn, in one undo; the ruler moves what is seen', async ({
  start,
  folder,
}) => {
  const { page } = await start()
  await openSample(page)
  const { x, y, width, height } = await box(page)
  await page.mouse.move(x + width * 0.2, y + 20)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.3, y + 20, { steps: 4 })
  await page.mouse.up()
  await expect(transcript(page)).toBeFocused()
  const text = await page.evaluate(() => getSelection()?.toString() ?? '')
  expect(text.split(/\s+/u).length).toBeGreaterThan(3)

  // With keys alone.
  await strip(page).focus()
  await page.keyboard.press('Home')
  for (let turn = 0; turn < 6; turn++) await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(transcript(page)).toBeFocused()
  const words = await page.evaluate(() => getSelection()?.toString() ?? '')
  expect(words.split(/\s+/u).length).toBeGreaterThan(3)
  expect(words).not.toBe(text)

  // Close by: words with edges.
  await page.mouse.move(x + width * 0.25, y + 20)
  await page.keyboard.down('Control')
  for (let turns = 0; turns < 12; turns++) await page.mouse.wheel(0, -120)
  await page.keyboard.up('Control')
  await expect(page.getByRole('button', { name: 'Show all' })).toBeVisible()
  let edge = 0
  for (let at = 30; at < width - 60 && edge === 0; at += 2) {
    await page.mouse.move(x + at, y + 20)
    if ((await strip(page).getAttribute('data-over')) === 'edge') edge = at + 2
  }
  expect(edge).toBeGreaterThan(0)
  await page.mouse.move(x + edge, y + 20)
  await page.mouse.down()
  await page.mouse.move(x + edge + 14, y + 20, { steps: 3 })
  await expect(page.locator('.strip-hint')).toContainText(/[+−]\d+ ms/u)
  await page.mouse.up()
  await saved(page)
  const edits = async () =>
    (await readFile(join(folder, 'user/library/jobs', sampleId, 'edits.jsonl'), 'utf8')).trim().split('\n')
  expect(await edits()).toHaveLength(1)
  expect((await edits())[0]).toContain('"manual"')
  await transcript(page).press(`${mod}+z`)
  await saved(page)
  expect(await edits()).toHaveLength(2)
  await transcript(page).press(`${mod}+z`)
  await saved(page)
  expect(await edits()).toHaveLength(2)

  // Its time marks are what it is held by.
  const before = await strip(page).locator('canvas').screenshot()
  await page.mouse.move(x + width * 0.5, y + height - 6)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.3, y + height - 6, { steps: 3 })
  await page.mouse.up()
  await expect.poll(async () => (await strip(page).locator('canvas').screenshot()).equals(before)).toBe(false)
})
