// Composed input is one undo; right-to-left and mixed text stands as it is read.

import { expect, test } from './app'
import { mod, openSample, placeOf, saved, transcript, visibleText } from './desk'

test('what an input method composes is one undo', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const before = await visibleText(page)
  const { x, y } = await placeOf(page, 'caption')
  await page.mouse.dblclick(x, y)
  const device = await page.context().newCDPSession(page)
  for (const text of ['じ', 'じま', 'じまく'])
    await device.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await device.send('Input.insertText', { text: '字幕' })
  await expect.poll(async () => (await visibleText(page))[0]).toContain('字幕')
  await saved(page)
  await page.keyboard.press(`${mod}+z`)
  expect(await visibleText(page)).toEqual(before)
  await page.keyboard.press(`${mod}+Shift+z`)
  expect((await visibleText(page))[0]).toContain('字幕')
})

test('a Hebrew paragraph with English in it reads from the right; its neighbours do not', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const lines = transcript(page).locator('.cm-line')
  await transcript(page).focus()
  await page.keyboard.press(`${mod}+Home`)
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.insertText('שלום Caesura עולם')
  await expect(lines.first()).toContainText('שלום Caesura עולם')
  const direction = (at: number) => lines.nth(at).evaluate((line) => getComputedStyle(line).direction)
  expect(await direction(0)).toBe('rtl')
  expect(await direction(1)).toBe('ltr')
  // The first word stands to the right of the last.
  expect((await placeOf(page, 'שלום')).x).toBeGreaterThan((await placeOf(page, 'עולם')).x)
  // The end of the line is at its left: where ArrowLeft goes.
  await page.keyboard.press('Home')
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('!')
  await expect(lines.first()).toContainText('שלום! Caesura עולם')
})
