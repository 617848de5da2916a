// What was changed, seen and taken back: sessions of edits over two runs of the app, the comparison with the original, an
// earlier point restored as a new change, undone, and a word restored.

import type { Page } from '@playwright/test'
import { expect, test } from './app'
import { correct, mod, openSample, placeOf, saved, toast, transcript, visibleText } from './desk'

const sessions = (page: Page) =>
  page.getByRole('tree', { name: /^Sessions of edits/u }).getByRole('treeitem', { level: 1 })
const feed = (page: Page) => page.getByRole('feed', { name: /^What changed/u })

test('edits of two runs are two sessions; any point is compared, restored as a new change, and undone', async ({
  start,
}) => {
  // Three runs of the app: 10 s on a machine with nothing else to do, a minute on one that is busy.
  test.setTimeout(150_000)
  const first = await start()
  await openSample(first.page)
  const original = await visibleText(first.page)
  await correct(first.page, 'caption', 'subtitle')
  await correct(first.page, 'silence', 'stillness')
  await saved(first.page)
  const afterFirst = await visibleText(first.page)
  await first.quit()

  const { page, quit } = await start()
  // What was open last opens by itself.
  await expect(transcript(page)).toBeVisible()
  await correct(page, 'matters', 'counts')
  await saved(page)
  const afterSecond = await visibleText(page)

  await page.keyboard.press(`${mod}+Shift+KeyH`)
  await expect(sessions(page)).toHaveCount(3)
  await expect(sessions(page).nth(0)).toContainText('1 word corrected')
  await expect(sessions(page).nth(1)).toContainText('2 words corrected')
  await expect(sessions(page).nth(2)).toContainText('Pictory’s original')

  // By keyboard: down to the original, which is compared with the transcript as it is.
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What changed since Pictory’s original' })).toBeVisible()
  await expect(feed(page).getByRole('deletion')).toHaveText(['caption', 'silence,', 'matters'])
  await expect(feed(page).getByRole('insertion')).toHaveText(['subtitle', 'stillness,', 'counts'])
  await expect(feed(page).getByRole('button', { name: /paragraphs unchanged$/u })).toBeVisible()

  // Before the second session: its one change is what differs. Restored, later changes are still listed.
  await sessions(page).nth(0).click()
  await expect(feed(page).getByRole('deletion')).toHaveText(['matters'])
  await page.getByRole('button', { name: 'Restore to before this session' }).click()
  await expect(transcript(page)).toBeVisible()
  expect(await visibleText(page)).toEqual(afterFirst)
  await expect(sessions(page).nth(0)).toContainText('2 changes')
  await saved(page)
  await page.keyboard.press(`${mod}+z`)
  expect(await visibleText(page)).toEqual(afterSecond)
  await page.keyboard.press(`${mod}+Shift+KeyZ`)
  expect(await visibleText(page)).toEqual(afterFirst)

  // A word, from the palette at the caret; the original is told to be the same once it is.
  const { x, y } = await placeOf(page, 'subtitle')
  await page.mouse.click(x, y)
  await page.keyboard.press(`${mod}+k`)
  await page.keyboard.type('restore the word')
  await page.keyboard.press('Enter')
  await expect(toast(page).getByText('Restored a word to the original.')).toBeVisible()
  const withWord = await visibleText(page)
  expect(withWord[0]).toBe(afterFirst[0]?.replace('subtitle', 'caption'))
  await saved(page)
  await quit()

  const again = await start()
  await expect(transcript(again.page)).toBeVisible()
  expect(await visibleText(again.page)).toEqual(withWord)
  await again.page.getByRole('tab', { name: 'History' }).click()
  await expect(sessions(again.page).nth(0)).toContainText('5 changes')

  // All of it, back to the original.
  await sessions(again.page).nth(2).click()
  await again.page.getByRole('button', { name: 'Restore the original' }).click()
  await expect(transcript(again.page)).toBeVisible()
  expect(await visibleText(again.page)).toEqual(original)
})
