// Cues by hand: split, joined, a word moved over, in- and out-times nudged; each one key and one undo, through the transcript.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app'
import { cues, exportFile, mod, openSample, placeOf, saved, toast, transcript } from './desk'

const textOf = async (page: Page, at: number): Promise<string> =>
  (await cues(page).nth(at).locator('.cue-lines').innerText()).replaceAll('\n', ' ')
const timesOf = (page: Page, at: number): Promise<string> => cues(page).nth(at).locator('.cue-times').innerText()
const count = async (page: Page): Promise<number> => Number(await cues(page).first().getAttribute('aria-setsize'))

test('a cue is split at the caret, joined again, and gives a word away; the file is so', async ({ start, folder }) => {
  const { app, page } = await start()
  await openSample(page)
  await expect(cues(page).first()).toBeVisible()
  const all = await count(page)
  const before = await textOf(page, 0)
  const words = before.split(' ')
  await test.step('at the caret, from the keyboard', async () => {
    const { x, y } = await placeOf(page, words[2] ?? '')
    await page.mouse.click(x, y)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press(`${mod}+Shift+Enter`)
    await expect.poll(() => count(page)).toBe(all + 1)
    expect((await textOf(page, 0)).split(' ').length).toBeLessThan(words.length)
    expect(`${await textOf(page, 0)} ${await textOf(page, 1)}`).toBe(before)
    await saved(page)
    await page.keyboard.press(`${mod}+z`)
    await expect.poll(() => count(page)).toBe(all)
    await page.keyboard.press(`${mod}+Shift+z`)
    await expect.poll(() => count(page)).toBe(all + 1)
  })
  await test.step('a word over to the next, in the list', async () => {
    await cues(page).nth(0).click()
    const first = await textOf(page, 0)
    await page
      .getByRole('toolbar', { name: 'This cue' })
      .getByRole('button', { name: 'Move the cue’s last word to the next cue' })
      .click()
    await expect.poll(() => textOf(page, 0)).toBe(first.split(' ').slice(0, -1).join(' '))
    expect(`${await textOf(page, 0)} ${await textOf(page, 1)}`).toBe(before)
  })
  await test.step('the file', async () => {
    const short = await textOf(page, 0)
    const srt = await exportFile(app, page, join(folder, 'out.srt'), { format: 'SRT' })
    expect(srt.split('\n').slice(2, 4).join(' ').trim().startsWith(short)).toBe(true)
    expect(srt.split(/\n\n/u).filter((block) => block.trim() !== '')).toHaveLength(all + 1)
  })
  await test.step('one again, and as the style guide has it', async () => {
    await cues(page).nth(0).click()
    await page.keyboard.press(`${mod}+Shift+j`)
    await expect.poll(() => count(page)).toBe(all)
    expect(await textOf(page, 0)).toBe(before)
  })
  await test.step('in the list it is split at its line break, by key', async () => {
    await cues(page).nth(0).click()
    const lines = (await cues(page).nth(0).locator('.cue-lines').innerText()).split('\n')
    await page.keyboard.press(`${mod}+Shift+Enter`)
    await expect.poll(() => count(page)).toBe(all + 1)
    if (lines.length > 1) expect(await textOf(page, 0)).toBe(lines[0])
    await page.keyboard.press(`${mod}+Shift+j`)
    await expect.poll(() => count(page)).toBe(all)
    await expect(cues(page).nth(0).getByRole('img', { name: 'Made by hand' })).toBeVisible()
  })
  await test.step('what does not fit stays, with a word', async () => {
    await cues(page).nth(0).click()
    for (let turn = 0; turn < 4 && !(await toast(page).getByText('The cues stay as they are.').isVisible()); turn++) {
      await page.keyboard.press(`${mod}+Shift+j`)
      await page.waitForTimeout(300)
    }
    await expect(toast(page)).toContainText('The cues stay as they are.')
    await expect(toast(page)).toContainText(/It would not fit|Its words take/u)
  })
})

test('in- and out-times are nudged in a row, in one undo, and stay after a restart', async ({ start }) => {
  const first = await start()
  const { page } = first
  await openSample(page)
  await cues(page).nth(1).click()
  const before = await timesOf(page, 1)
  for (let turn = 0; turn < 3; turn++) await page.keyboard.press('Alt+Shift+O')
  await expect.poll(() => timesOf(page, 1)).not.toBe(before)
  const later = await timesOf(page, 1)
  await saved(page)
  await transcript(page).press(`${mod}+z`)
  await expect.poll(() => timesOf(page, 1)).toBe(before)
  await transcript(page).press(`${mod}+Shift+z`)
  await expect.poll(() => timesOf(page, 1)).toBe(later)
  await first.quit()
  const again = await start()
  await expect(transcript(again.page)).toBeVisible()
  await expect.poll(() => timesOf(again.page, 1)).toBe(later)
})

test('a cue too fast to read is let stay, one that nothing helps says why, and all of a kind are fixed in one undo', async ({
  start,
  folder,
}) => {
  // Long words said fast, each time with a silence of ten seconds after them; the last are followed at once by others as fast.
  const long = ['Internationalisation', 'notwithstanding,', 'misunderstandings', 'proliferate.']
  const said = [0, 13, 26, 28].flatMap((at) => long.map((word, nth) => ({ word, from: at + nth * 0.4 })))
  const file = join(folder, 'fast.json')
  const entries = said.map(({ word, from }, at) => ({
    uid: `w${at}`,
    word,
    start_time: from,
    end_time: from + 0.38,
    speakerId: 1,
    sentence_index: 0,
  }))
  await writeFile(
    file,
    JSON.stringify({
      job_id: '0c5b2f9e-4d0f-4c65-8a44-6a1f7d0a9b11',
      success: true,
      data: { transcript: [{ uid: 's', speakerId: 1, words: entries }] },
    }),
  )
  const { page } = await start({ args: [file] })
  const fast = page.locator('.cue-sum').getByText(/too fast/u)
  await expect(fast).toHaveText('4 too fast')
  await test.step('one, by key', async () => {
    await cues(page).first().click()
    await page.keyboard.press(`${mod}+F4`)
    await expect(toast(page)).toContainText(/Done: let it stay \d\.\d+ s longer\./u)
    await expect(fast).toHaveText('3 too fast')
    await toast(page).getByRole('button', { name: 'Undo' }).click()
    await expect(fast).toHaveText('4 too fast')
  })
  await test.step('one that nothing helps', async () => {
    await cues(page).nth(2).click()
    await page.keyboard.press(`${mod}+F4`)
    await expect(toast(page)).toContainText('Nothing helps this cue, which is too fast.')
  })
  await test.step('all of the kind', async () => {
    await page.locator('.cue-sum').getByRole('button', { name: 'Fix…' }).click()
    await page.getByRole('menuitem', { name: 'Fix all of a kind…' }).click()
    const sheet = page.getByRole('dialog', { name: 'Fix cues' })
    await sheet.getByRole('button', { name: 'Fix all that are too fast' }).click()
    await expect(sheet.getByRole('status')).toContainText(/^3 cues fixed\. 1 stays\. Its neighbours have no time/u)
    await sheet.getByRole('button', { name: 'Done' }).click()
    await expect(fast).toHaveText('1 too fast')
    await transcript(page).press(`${mod}+z`)
    await expect(fast).toHaveText('4 too fast')
  })
})
