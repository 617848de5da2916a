// Style guides of one's own: copied, changed, kept, written to a file and read from one; the captions follow.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answerSaveDialog, expect, test } from './app'
import { cues, openSample, toast, transcript } from './desk'

const menu = async (page: Page, name: string) => {
  await page.getByRole('button', { name: 'Style guides' }).click()
  await page.getByRole('menuitem', { name }).click()
}
const widest = async (page: Page): Promise<number> =>
  Math.max(...(await cues(page).locator('.cue-lines > div').allInnerTexts()).map((line) => line.length))

test('copied, changed, kept, saved and read again; what makes no sense is not kept', async ({ start, folder }) => {
  const first = await start()
  const { app, page } = first
  await openSample(page)
  await expect(cues(page).first()).toBeVisible()
  expect(await widest(page)).toBeGreaterThan(26)
  await menu(page, 'Copy and change…')
  const sheet = page.getByRole('dialog', { name: 'New style guide' })
  await sheet.getByLabel('Name').fill('Narrow')
  await sheet.getByLabel('Characters in a line').fill('4')
  await expect(sheet.getByRole('status')).toHaveText('Characters in a line: a whole number from 8 to 120.')
  await expect(sheet.getByRole('button', { name: 'Keep it' })).toBeDisabled()
  await sheet.getByLabel('Characters in a line').fill('22')
  await sheet.getByLabel('Reading speed at most').fill('15,5')
  await sheet.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('combobox', { name: 'Style guide of the captions' })).toHaveText('Narrow')
  await expect.poll(() => widest(page)).toBeLessThanOrEqual(22)

  const file = join(folder, 'narrow.json')
  await answerSaveDialog(app, file)
  await menu(page, 'Save as a file…')
  await expect(toast(page)).toContainText('narrow.json is saved.')
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    caesura: 'style guide',
    label: 'Narrow',
    charsPerLine: 22,
    reading: { unit: 'characters a second', limit: 15.5 },
  })
  await menu(page, 'Remove')
  await expect(page.getByRole('combobox', { name: 'Style guide of the captions' })).toHaveText('Netflix English')
  await expect.poll(() => widest(page)).toBeGreaterThan(26)

  const choose = async (path: string) => {
    const asked = page.waitForEvent('filechooser')
    await menu(page, 'Read from a file…')
    await (await asked).setFiles(path)
  }
  const wrong = join(folder, 'wrong.json')
  await writeFile(wrong, '{"caesura":"style guide","version":1,"label":"x"}')
  await choose(wrong)
  await expect(toast(page)).toContainText('“wrong.json” was not read.')
  await choose(file)
  await expect(toast(page)).toContainText('The captions follow “Narrow” now.')
  await expect.poll(() => widest(page)).toBeLessThanOrEqual(22)
  await first.quit()
  const again = await start()
  await expect(transcript(again.page)).toBeVisible()
  await expect(again.page.getByRole('combobox', { name: 'Style guide of the captions' })).toHaveText('Narrow')
  await expect.poll(() => widest(again.page)).toBeLessThanOrEqual(22)
})

test('two style guides side by side: where they differ, how many break what, and the other one is taken', async ({
  start,
}) => {
  const { page } = await start()
  await openSample(page)
  await expect(cues(page).first()).toBeVisible()
  await menu(page, 'Compare with another…')
  const sheet = page.getByRole('dialog', { name: 'Compare style guides' })
  const rows = sheet.getByRole('option')
  await sheet.getByRole('combobox', { name: 'Style guide on the right' }).click()
  await page.getByRole('option', { name: /^Shorts/u }).click()
  await expect(sheet.getByRole('status')).toHaveText(
    /^Of \d+ places \d+ (is|are) parted otherwise, \d+ at other times$/u,
  )
  const differing = Number(await rows.first().getAttribute('aria-setsize'))
  // Every word on the left is one on the right: as one line each side of a row says the same.
  for (const row of (await rows.all()).slice(0, 6)) {
    const [left, right] = await row
      .locator('.compare-side')
      .evaluateAll((sides) =>
        sides.map((side) => [...side.querySelectorAll('.compare-line')].map((line) => line.textContent).join(' ')),
      )
    expect(left).toBe(right)
  }
  await sheet.getByRole('switch', { name: 'Also where they part the words in the same way' }).click()
  expect(Number(await rows.first().getAttribute('aria-setsize'))).toBeGreaterThanOrEqual(differing)
  await sheet.getByRole('button', { name: 'Use the one on the right' }).click()
  await expect(sheet.getByRole('combobox', { name: 'Style guide on the right' })).toHaveText('Netflix English')
  await rows.nth(1).click()
  await expect(sheet).toBeHidden()
  await expect.poll(() => widest(page)).toBeLessThanOrEqual(24)
})
