// The recording beside the text: linked, gone, found again, and one that is none. The text never waits for it.

import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, root, test } from './app'
import { correct, mod, openSample, saved, transcript } from './desk'
import { makeResponse } from './pictory/generate'

const placeStage = async (page: Page, where: string) => {
  await stage(page).hover()
  await stage(page).getByRole('button', { name: 'Place and shape of the picture' }).click()
  await page.getByRole('menuitemradio', { name: where }).click()
}
const boxOf = async (page: Page) => {
  const box = await stage(page).boundingBox()
  if (box === null) throw new Error('no stage')
  return box
}
const stage = (page: Page) => page.getByRole('region', { name: 'Preview' })
const answerOpen = (app: ElectronApplication, path: string) =>
  app.evaluate(({ dialog }, one) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [one] })
  }, path)

test('a recording plays, is missed with a word, linked again, and a file that is none is told apart', async ({
  start,
  folder,
}) => {
  const job = join(folder, 'talk.json')
  const sound = join(folder, 'talk.m4a')
  const broken = join(folder, 'broken.mp4')
  await writeFile(job, JSON.stringify(makeResponse({ words: 150, seed: 5 })))
  await copyFile(join(root, 'resources/sample/audio.m4a'), sound)
  await writeFile(broken, Buffer.alloc(20_000, 'no video'))
  const first = await start({ args: [job] })
  await expect(stage(first.page)).toContainText('No recording linked')
  await answerOpen(first.app, sound)
  await stage(first.page).getByRole('button', { name: 'Link the recording' }).click()
  await expect(stage(first.page)).toContainText('talk.m4a')
  await first.page.keyboard.press('F8')
  await expect(first.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect.poll(() => first.page.getByTestId('clock').textContent()).not.toBe('00:00:00')
  await first.quit()

  await rm(sound)
  const { app, page, complaints } = await start()
  await expect(transcript(page)).toBeVisible()
  await expect(stage(page)).toContainText('“talk.m4a” is not where it was. Link it again.')
  // The text runs and is edited without it.
  await correct(
    page,
    (await transcript(page).locator('.cm-line').first().innerText()).split(/\s+/u).at(-1) ?? '',
    'caesura',
  )
  await saved(page)
  await page.keyboard.press('F8')
  await expect.poll(() => page.getByTestId('clock').textContent()).not.toBe('00:00:00')
  await page.keyboard.press('F8')

  await answerOpen(app, broken)
  await stage(page).getByRole('button', { name: 'Link it again' }).click()
  await expect(stage(page)).toContainText('“broken.mp4” does not play here')
  await copyFile(join(root, 'resources/sample/audio.m4a'), sound)
  await answerOpen(app, sound)
  await page.keyboard.press(`${mod}+Shift+l`)
  await expect(stage(page)).toContainText('talk.m4a')
  await expect(stage(page)).not.toContainText('does not play')
  // Taken away while it is open: told as gone, not as unknown.
  expect(complaints).toEqual([])
  await rm(sound)
  await page.getByRole('slider', { name: 'Position in the recording' }).press('End')
  await page.reload()
  await expect(stage(page)).toContainText('“talk.m4a” is not where it was.')
  // Whether Chromium asks for the file once more, and is told 404, hangs on how much it had read.
  expect(complaints.filter((one) => !/^page: Failed to load resource: .*404/u.test(one))).toEqual([])
  complaints.length = 0
})

test('the picture is put above the text or over the window; place and size come back with the next start', async ({
  start,
}) => {
  const first = await start()
  const { page } = first
  await openSample(page)
  const beside = await boxOf(page)
  await placeStage(page, 'Above the text')
  const above = await boxOf(page)
  expect(above.x).toBeLessThan(beside.x)
  expect(above.y + above.height).toBeLessThanOrEqual((await transcript(page).boundingBox())?.y ?? 0)
  await page.getByRole('separator', { name: 'Height of the picture' }).focus()
  for (let turn = 0; turn < 3; turn++) await page.keyboard.press('ArrowUp')
  expect((await boxOf(page)).height).toBe(above.height - 60)

  await placeStage(page, 'Over the window')
  const over = await boxOf(page)
  await page.mouse.move(over.x + 60, over.y + 60)
  await page.mouse.down()
  await page.mouse.move(over.x - 240, over.y - 140, { steps: 5 })
  await page.mouse.up()
  const moved = await boxOf(page)
  expect(moved.x).toBeCloseTo(over.x - 300, -1)
  expect(moved.y).toBeCloseTo(over.y - 200, -1)
  // That was no click: nothing plays. One that is plays.
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await stage(page).click({ position: { x: 60, y: 60 } })
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await page.keyboard.press('F8')
  await page.mouse.move(moved.x + moved.width - 6, moved.y + moved.height - 6)
  await page.mouse.down()
  await page.mouse.move(moved.x + moved.width + 94, moved.y + moved.height, { steps: 5 })
  await page.mouse.up()
  const sized = await boxOf(page)
  expect(sized.width).toBeCloseTo(moved.width + 100, -1)
  await stage(page).focus()
  await page.keyboard.press('+')
  await page.keyboard.press('ArrowLeft')
  const last = await boxOf(page)
  expect(last.width).toBe(Math.round(sized.width) + 20)
  await first.quit()

  const again = await start()
  await expect(transcript(again.page)).toBeVisible()
  expect(await boxOf(again.page)).toEqual(last)
  // Upright it covers as much of the window, and keeps its own size for later.
  await placeStage(again.page, 'Upright, 9 : 16')
  const upright = await boxOf(again.page)
  expect(upright.width / upright.height).toBeCloseTo(9 / 16, 1)
  await placeStage(again.page, 'As the recording is')
  expect(await boxOf(again.page)).toEqual(last)
})
