// Pauses and cuts as material: shortened, cut, passed over while playing, left out of captions and files, restored.

import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app'
import { cues, exportFile, mod, openSample, placeOf, saved, transcript, visibleText } from './desk'

const pill = (page: Page, name: RegExp) => transcript(page).getByRole('img', { name })
const clockMs = async (page: Page): Promise<number> => {
  const [hours = 0, minutes = 0, seconds = 0] = ((await page.getByTestId('clock').textContent()) ?? '')
    .split(':')
    .map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}
const playing = (page: Page) => page.getByRole('button', { name: 'Pause', exact: true })

test('one pause is shortened, cut and restored at its mark; many at once, with what that saves', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const before = await pill(page, /pause/u).count()
  await test.step('at its mark', async () => {
    await pill(page, /^pause, 0\.7 seconds/u)
      .first()
      .click()
    const menu = page.getByRole('menu', { name: /^Pause, 0\.7 s/u })
    await menu.getByRole('menuitem', { name: 'Shorten to 0.3 s' }).click()
    await expect(pill(page, /^pause, 0\.7 s, cut to 0\.3 s$/u)).toHaveCount(1)
    await pill(page, /cut to 0\.3 s/u).click()
    await page.getByRole('menuitem', { name: 'Cut it' }).click()
    await expect(pill(page, /^pause, 0\.7 s, cut$/u)).toHaveCount(1)
    await expect(page.getByText('0:00 cut').or(page.getByText('0:01 cut'))).toBeVisible()
    await pill(page, /^pause, 0\.7 s, cut$/u).click()
    await page.getByRole('menuitem', { name: 'Restore it' }).click()
    await expect(pill(page, /, cut/u)).toHaveCount(0)
    expect(await pill(page, /pause/u).count()).toBe(before)
  })
  await test.step('by keys at the caret', async () => {
    const { x, y } = await placeOf(page, 'Today')
    await page.mouse.click(x, y)
    await page.keyboard.press(`${mod}+Shift+p`)
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(pill(page, /, cut/u)).toHaveCount(1)
    await expect(transcript(page)).toBeFocused()
    await page.keyboard.press(`${mod}+z`)
    await expect(pill(page, /, cut/u)).toHaveCount(0)
  })
  await test.step('many', async () => {
    await page.keyboard.press(`${mod}+k`)
    await page.keyboard.type('shorten pauses')
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Shorten pauses' })
    await sheet.getByLabel('Pauses longer than').fill('0,5')
    await expect(sheet.getByRole('status')).toContainText(/\d+ pauses; the whole becomes \d:\d\d shorter\./u)
    await sheet.getByLabel('become this long').fill('nonsense')
    await expect(sheet.getByRole('alert')).toContainText('Seconds, from 0 to 60.')
    await sheet.getByLabel('become this long').fill('0.2')
    await sheet.getByRole('button', { name: /^Shorten \d+ pauses$/u }).click()
    await expect(pill(page, /cut to 0\.2 s/u).first()).toBeVisible()
    await saved(page)
    await transcript(page).focus()
    await page.keyboard.press(`${mod}+z`)
    await expect(pill(page, /, cut/u)).toHaveCount(0)
  })
  await test.step('a paragraph after each', async () => {
    // The first lines alone: how many more are drawn below is the surface's own business.
    const firstLines = async () => (await visibleText(page)).slice(0, 3)
    const before = await firstLines()
    await page.keyboard.press(`${mod}+k`)
    await page.keyboard.type('split at pauses')
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Split at pauses' })
    await sheet.getByLabel('Pauses longer than').fill('0.6')
    const says = (await sheet.getByRole('status').textContent()) ?? ''
    const more = Number(/^(\d+) pauses?; as many/u.exec(says)?.[1])
    expect(more).toBeGreaterThan(0)
    await sheet.getByRole('button', { name: /^Split at \d+ pauses?$/u }).click()
    await expect.poll(firstLines).not.toEqual(before)
    await expect(page.getByRole('button', { name: `Undo: Split at ${more} pauses` })).toBeVisible()
    // A sheet that is on its way out still holds the keys.
    await expect(sheet).toBeHidden()
    await transcript(page).press(`${mod}+z`)
    await expect.poll(firstLines).toEqual(before)
  })
})

test('words that are cut are passed over while playing, and stand in no caption and no file', async ({
  start,
  folder,
}) => {
  const { app, page } = await start()
  await openSample(page)
  const from = await placeOf(page, 'Today')
  const to = await placeOf(page, 'people')
  await page.mouse.click(from.x, from.y)
  await page.keyboard.down('Shift')
  await page.mouse.click(to.x, to.y)
  await page.keyboard.up('Shift')
  await page.keyboard.press(`${mod}+Shift+x`)
  await expect(transcript(page).locator('.cm-cut').first()).toBeVisible()
  await expect(cues(page).filter({ hasText: 'Today we talk' })).toHaveCount(0)
  const file = await exportFile(app, page, join(folder, 'a.srt'), { format: 'SRT' })
  expect(file).not.toContain('Today we talk')
  expect(file).toContain('Welcome back')

  // In the time of the cut what comes later comes some five seconds sooner; the cut list says which pieces are left.
  const lastMs = (srt: string): number => {
    const [, hours = 0, minutes = 0, seconds = 0, ms = 0] = (
      [...srt.matchAll(/(\d\d):(\d\d):(\d\d),(\d{3}) -->/gu)].at(-1) ?? []
    ).map(Number)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
  }
  await page.keyboard.press(`${mod}+e`)
  await page.getByRole('radio', { name: 'The cut' }).click()
  await page.keyboard.press('Escape')
  const cutFile = await exportFile(app, page, join(folder, 'b.srt'), { format: 'SRT' })
  expect(lastMs(file) - lastMs(cutFile)).toBeGreaterThan(1000)
  const edl = await exportFile(app, page, join(folder, 'c.edl'), { format: 'Cut list (CMX 3600 EDL)' })
  expect(edl.match(/^\d{3} {2}AX/gmu)).toHaveLength(2)

  // From the first word on the sound leaps over some five seconds: no moment in between is ever shown.
  const seen: number[] = []
  await page.keyboard.press('F6')
  await page.getByRole('slider', { name: 'Position in the recording' }).press('Home')
  await page.keyboard.press('F8')
  await expect(playing(page)).toBeVisible()
  await expect
    .poll(
      async () => {
        seen.push(await clockMs(page))
        return seen.at(-1)
      },
      { intervals: [60], timeout: 20_000 },
    )
    .toBeGreaterThan(7000)
  await page.keyboard.press('F8')
  expect(seen.filter((ms) => ms >= 4000 && ms < 6000)).toEqual([])

  // Heard again where that is wanted; and had back, words and all.
  await page.mouse.click(from.x, from.y)
  await page.keyboard.press(`${mod}+z`)
  await expect(transcript(page).locator('.cm-cut')).toHaveCount(0)
  await expect(cues(page).filter({ hasText: 'Today we talk' })).toHaveCount(1)
})

test('selected words play again and again until that is ended; word by word with the keys', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const from = await placeOf(page, 'Welcome')
  const to = await placeOf(page, 'caption')
  await page.mouse.click(from.x, from.y)
  await page.keyboard.down('Shift')
  await page.mouse.click(to.x, to.y)
  await page.keyboard.up('Shift')
  await page.keyboard.press(`${mod}+l`)
  const end = page.getByRole('button', { name: /^End the loop/u })
  await expect(end).toBeVisible()
  await expect(playing(page)).toBeVisible()
  // Twice back at the beginning, and never beyond the end.
  let turns = 0
  let last = 0
  await expect
    .poll(
      async () => {
        const ms = Number(
          await page.getByRole('slider', { name: 'Position in the recording' }).getAttribute('aria-valuenow'),
        )
        expect(ms).toBeLessThan(3)
        const now = await page.evaluate(() => document.querySelector('.clock')?.textContent ?? '')
        const at = Number(/(\d\d)\.(\d\d)/u.exec(now)?.slice(1).join('') ?? 0)
        if (at < last) turns++
        last = at
        return turns
      },
      { intervals: [50], timeout: 20_000 },
    )
    .toBeGreaterThan(1)
  await end.click()
  await expect(end).toBeHidden()
  await page.keyboard.press('F8')

  await page.getByRole('slider', { name: 'Position in the recording' }).press('Home')
  const playingWord = transcript(page).locator('.cm-playing')
  await expect(playingWord).toHaveText('Welcome')
  await page.keyboard.press('.')
  await expect(playingWord).toHaveText('back')
  await page.keyboard.press('.')
  await page.keyboard.press(',')
  await expect(playingWord).toHaveText('back')
})
