// The times of words: seen, found by where they come from, moved by hand, had back.

import type { Page } from '@playwright/test'
import { expect, test } from './app'
import { correct, mod, openSample, placeOf, saved, transcript } from './desk'

const bar = (page: Page) => page.getByRole('region', { name: 'Times of words' })
const time = (page: Page, name: 'In' | 'Out') => bar(page).getByRole('group', { name: new RegExp(`^${name} `, 'u') })
const at = async (page: Page, name: 'In' | 'Out'): Promise<number> => {
  const [, minutes = '', seconds = ''] =
    /(\d\d):(\d\d\.\d{3})/u.exec((await time(page, name).getAttribute('aria-label')) ?? '') ?? []
  return Math.round((Number(minutes) * 60 + Number(seconds)) * 1000)
}
const click = async (page: Page, word: string) => {
  const { x, y } = await placeOf(page, word)
  await page.mouse.click(x, y)
}

test('a word’s times are moved by keys, buttons and the playing position; its neighbour gives way; one undo a series', async ({
  start,
}) => {
  const { page } = await start()
  await openSample(page)
  await click(page, 'back')
  await page.keyboard.press(`${mod}+Shift+t`)
  await expect(bar(page)).toContainText('as recognised')
  const [inMs, outMs] = [await at(page, 'In'), await at(page, 'Out')]

  await page.keyboard.press('Alt+g')
  await page.keyboard.press('Alt+g')
  await expect.poll(() => at(page, 'Out')).toBe(outMs + 84)
  await expect(bar(page)).toContainText('set by hand')
  await expect(transcript(page).locator('.cm-manual')).toHaveCount(2)
  await page.keyboard.press(`${mod}+z`)
  await expect.poll(() => at(page, 'Out')).toBe(outMs)
  await expect(transcript(page).locator('.cm-manual')).toHaveCount(0)

  await bar(page).getByRole('combobox', { name: 'A nudge moves by' }).click()
  await page.getByRole('option', { name: '100 ms' }).click()
  await time(page, 'In').getByRole('button', { name: 'In-time of the word later' }).click()
  await expect.poll(() => at(page, 'In')).toBe(inMs + 100)
  await click(page, 'back')
  await page.getByRole('slider', { name: 'Position in the recording' }).press('Home')
  await click(page, 'back')
  await page.keyboard.press('Alt+i')
  // The position is 0: the word before keeps its least.
  await expect.poll(() => at(page, 'In')).toBe(20)
  await saved(page)
  await page.keyboard.press('Alt+p')
  await expect.poll(() => page.getByRole('button', { name: 'Play', exact: true }).isVisible()).toBe(true)

  await bar(page).getByRole('button', { name: 'Restore the word to the original' }).click()
  await expect(bar(page)).toContainText('as recognised')
})

test('words are found by where they come from', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  await correct(page, 'talk', 'speak')
  await click(page, 'Thank')
  await page.keyboard.press('Home')
  await page.keyboard.type('Well now ')
  // Two new words, and the one that lent them time.
  await page.keyboard.press(`${mod}+Shift+t`)
  const kind = (name: string) => bar(page).getByRole('button', { name: new RegExp(`^${name}:`, 'u') })
  await expect(kind('Estimated')).toHaveAccessibleName('Estimated: 3 words')
  await expect(kind('Corrected')).toHaveAccessibleName('Corrected: 1 word')
  await expect(kind('Split')).toBeDisabled()
  await expect(transcript(page).locator('.cm-corrected')).toHaveText('speak')
  await kind('Corrected').click()
  await expect(bar(page).locator('.word-text')).toHaveText('speak')
  await expect(bar(page)).toContainText('was “talk”')
  await kind('Estimated').click()
  await expect(bar(page).locator('.word-text')).toHaveText('Well')
  await page.keyboard.press('Alt+e')
  await expect(bar(page).locator('.word-text')).toHaveText('now')
  await page.keyboard.press('Alt+e')
  await expect(bar(page).locator('.word-text')).toHaveText('Thank')
  await page.keyboard.press('Alt+e')
  await expect(bar(page).locator('.word-text')).toHaveText('Well')
  await page.keyboard.press('Alt+Shift+e')
  await expect(bar(page).locator('.word-text')).toHaveText('Thank')
  await bar(page).getByRole('button', { name: 'Close the times of words' }).click()
  await expect(bar(page)).toBeHidden()
  await expect(transcript(page)).toBeFocused()
  await expect(transcript(page).locator('.cm-corrected')).toHaveCount(0)
})
