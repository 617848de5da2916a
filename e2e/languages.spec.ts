// Composed input is one undo; right-to-left and mixed text stands as it is read.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app'
import { exportFile, mod, openSample, placeOf, saved, transcript, visibleText } from './desk'

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

test('Japanese stands without blanks, is corrected and exported so, and its untouched words keep their times', async ({
  start,
  folder,
}) => {
  const path = join(folder, 'eiga.srt')
  await writeFile(
    path,
    '1\n00:00:01,000 --> 00:00:04,000\n昨日は映画を見ました。\n\n2\n00:00:05,000 --> 00:00:07,000\nとても楽しかった。\n',
  )
  const { app, page } = await start({ args: [path] })
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await expect(transcript(page)).toBeVisible()
  const text = async () => (await visibleText(page)).join('')
  await expect.poll(text).toContain('昨日は映画を見ました。')
  await page.keyboard.press(`${mod}+Alt+f`)
  await page.getByLabel('Find', { exact: true }).fill('映画')
  await page.getByLabel('Replace by').fill('芝居')
  await page.getByRole('button', { name: 'Replace all' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(text).toContain('昨日は芝居を見ました。')
  // A word typed between two words.
  const { x, y } = await placeOf(page, '芝居')
  await page.mouse.click(x, y)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.insertText('だけ')
  await expect.poll(text).toContain('だけ')
  await saved(page)
  const srt = await exportFile(app, page, join(folder, 'out.srt'), { format: 'SRT' })
  expect(srt).toContain('昨日は')
  expect(srt).toContain('だけ')
  expect(srt).not.toMatch(/[\u3040-\u9fff] [\u3040-\u9fff]/u)
  expect(srt).toContain('00:00:05,000 -->')
})
