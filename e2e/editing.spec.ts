// Correct, rename, undo, redo: every edit survives the end of the app, polite or not, and untouched words keep their times.

import { rename as move, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './app'
import {
  correct,
  exportFile,
  job,
  libraryOf,
  mod,
  openSample,
  placeOf,
  sampleId,
  saved,
  toast,
  transcript,
  visibleText,
} from './desk'
import { makeResponse } from './pictory/generate'

/** How many step groups the journal on disk holds for the next session to replay. */
const journal = (page: Page, jobId: string) =>
  page.evaluate(async (id) => {
    const opened = await window.caesura.openJob({ jobId: id })
    return opened.ok ? opened.value.tail.length : -1
  }, jobId)

const label = (page: Page, name: string) =>
  transcript(page)
    .getByRole('button', { name: new RegExp(name, 'u') })
    .first()

const rename = async (page: Page, from: string, to: string) => {
  await label(page, from).click()
  await page.getByRole('menuitem', { name: `Rename ${from}…` }).click()
  const dialog = page.getByRole('dialog', { name: `Rename ${from}` })
  await dialog.getByLabel('Name').fill(to)
  await dialog.getByLabel('Name').press('Enter')
  await expect(dialog).toBeHidden()
}

test('corrections, a rename, undo and redo survive a restart', async ({ start }) => {
  const { page, quit } = await start()
  await openSample(page)
  const original = await visibleText(page)
  await correct(page, 'caption', 'subtitle')
  await correct(page, 'matters', 'counts')
  await rename(page, 'Speaker 1', 'Ann')
  const edited = await visibleText(page)
  expect(edited[0]).toBe(
    'Welcome back to the subtitle desk. Today we talk about silence, and why it counts more than people think.',
  )
  await expect(label(page, 'Ann')).toBeVisible()

  await page.keyboard.press(`${mod}+z`)
  await expect(label(page, 'Speaker 1')).toBeVisible()
  await page.keyboard.press(`${mod}+z`)
  expect((await visibleText(page))[0]).toContain('matters')
  await page.keyboard.press(`${mod}+z`)
  expect(await visibleText(page)).toEqual(original)
  for (let times = 0; times < 3; times++) await page.keyboard.press(`${mod}+Shift+KeyZ`)
  expect(await visibleText(page)).toEqual(edited)
  await expect(label(page, 'Ann')).toBeVisible()
  await saved(page)
  await quit()

  const again = await start()
  await job(again.page, /speakers/u).click()
  expect(await visibleText(again.page)).toEqual(edited)
  await expect(label(again.page, 'Ann')).toBeVisible()
})

test('an edit made just before the window closes is not lost', async ({ start }) => {
  const { page, quit } = await start()
  await openSample(page)
  await correct(page, 'caption', 'subtitle')
  await quit()
  const again = await start()
  await job(again.page, /speakers/u).click()
  expect((await visibleText(again.page))[0]).toContain('the subtitle desk.')
})

test('a killed process loses nothing that was said to be saved', async ({ start }) => {
  const first = await start()
  await openSample(first.page)
  for (const [from, to] of [
    ['caption', 'subtitle'],
    ['silence', 'stillness'],
    ['twelve', 'thirteen'],
  ] as const) {
    await correct(first.page, from, to)
    await saved(first.page)
  }
  const text = await visibleText(first.page)
  await first.kill()
  const again = await start()
  await job(again.page, /speakers/u).click()
  expect(await visibleText(again.page)).toEqual(text)
})

test('words that an edit did not touch keep their times, through typing, splitting and joining', async ({
  start,
  folder,
}) => {
  const { app, page } = await start()
  await openSample(page)
  const before = await exportFile(app, page, `${folder}/before.vtt`, { format: 'WebVTT' })
  await correct(page, 'Welcome', 'Hello')
  const { x, y } = await placeOf(page, 'Today')
  await page.mouse.click(x, y)
  await page.keyboard.press('End')
  await page.keyboard.type(' really')
  const after = await exportFile(app, page, `${folder}/after.vtt`, { format: 'WebVTT' })
  const timings = (text: string) => text.split('\n').filter((line) => line.includes('-->'))
  expect(timings(after).at(-1)).toBe(timings(before).at(-1))
  expect(timings(after).slice(-8)).toEqual(timings(before).slice(-8))
  expect(after).toContain('Hello back')
  expect(after.replaceAll('\n', ' ')).toContain('really')
})

test('Enter splits a paragraph, Backspace joins it again, and pauses are stepped over', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const before = await visibleText(page)
  const { x, y } = await placeOf(page, 'Today')
  await page.mouse.dblclick(x, y)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  const split = await visibleText(page)
  expect(split.slice(0, 2)).toEqual([
    'Welcome back to the caption desk.',
    'Today we talk about silence, and why it matters more than people think.',
  ])
  await page.keyboard.press('Backspace')
  expect(await visibleText(page)).toEqual(before)
  // One arrow key brings the caret past a pause, and a typed letter lands in the word.
  await page.mouse.dblclick(x, y)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('x')
  expect((await visibleText(page))[0]).toContain('Txoday')
})

test('a menu opens at a speaker by keyboard; a paragraph is given to the other speaker and back', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  await label(page, 'Speaker 1').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page
    .getByRole('menuitem', { name: /Speaker 2/u })
    .or(page.getByRole('menuitemradio', { name: /Speaker 2/u }))
    .first()
    .click()
  await expect(transcript(page).locator('.cm-line').first().getByRole('button')).toHaveAccessibleName(/Speaker 2/u)
  await page.getByRole('button', { name: /^Undo/u }).click()
  await expect(transcript(page).locator('.cm-line').first().getByRole('button')).toHaveAccessibleName(/Speaker 1/u)
})

test('a speaker’s colour is chosen beside the name, with one undo, and in the menu at the text', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  const shown = transcript(page).locator('.cm-line').first().locator('.cm-who')
  await expect(shown).toHaveClass(/cm-s1$/u)
  await page.getByRole('tab', { name: 'Speakers' }).click()
  await page.getByRole('button', { name: 'Colour of Speaker 1' }).press('Enter')
  await page.getByRole('menuitemradio', { name: 'Rose' }).press('Enter')
  await expect(shown).toHaveClass(/cm-s7$/u)
  await page.getByRole('button', { name: /^Undo/u }).click()
  await expect(shown).toHaveClass(/cm-s1$/u)
  await label(page, 'Speaker 1').press('Enter')
  await page.getByRole('menuitem', { name: 'Colour' }).press('ArrowRight')
  await page.getByRole('menuitemradio', { name: 'Green' }).press('Enter')
  await expect(shown).toHaveClass(/cm-s8$/u)
})

test('trouble with the disk is told at once, the words stay, and they are saved when it is over', async ({
  start,
  folder,
}) => {
  const { page } = await start()
  await openSample(page)
  const folderOfJob = join(libraryOf(folder), 'jobs', sampleId)
  // The folder vanishes while the document is open (root ignores permissions, so it is moved rather than locked).
  await move(folderOfJob, `${folderOfJob}.away`)
  await correct(page, 'caption', 'subtitle')
  await expect(page.getByTestId('save-state')).not.toHaveText(/All changes saved|Saving…/u, { timeout: 15_000 })
  expect((await visibleText(page))[0]).toContain('subtitle')
  await rm(folderOfJob, { recursive: true, force: true })
  await move(`${folderOfJob}.away`, folderOfJob)
  await correct(page, 'Today', 'Now')
  await expect(page.getByTestId('save-state')).toHaveText('All changes saved', { timeout: 30_000 })
  expect(await journal(page, sampleId)).toBeGreaterThan(0)
})

test('unsaved words are never left behind: another job does not open over them', async ({ start, folder }) => {
  const { page } = await start()
  const other = join(folder, 'other.json')
  await writeFile(other, JSON.stringify(makeResponse({ words: 60, seed: 3 })))
  await dropFiles(page, [other])
  await expect(transcript(page)).toBeVisible()
  await page.keyboard.press(`${mod}+k`)
  await page.keyboard.type('open the sample')
  await page.keyboard.press('Enter')
  await expect(transcript(page)).toHaveAccessibleName(/Sample/u)
  const folderOfJob = join(libraryOf(folder), 'jobs', sampleId)
  await move(folderOfJob, `${folderOfJob}.away`)
  await correct(page, 'caption', 'subtitle')
  await job(page, /3 speakers|2 speakers/u)
    .filter({ hasNotText: 'Sample' })
    .click()
  await expect(toast(page).getByText('This job stays open.')).toBeVisible()
  expect((await visibleText(page))[0]).toContain('subtitle')
  await rm(folderOfJob, { recursive: true, force: true })
  await move(`${folderOfJob}.away`, folderOfJob)
  await expect(page.getByTestId('save-state')).toHaveText('All changes saved', { timeout: 40_000 })
  await job(page, /speakers/u)
    .filter({ hasNotText: 'Sample' })
    .click()
  await expect(transcript(page)).not.toHaveAccessibleName(/Sample/u)
})

test('a job whose original answer is gone still opens, and says what is missing', async ({ start, folder }) => {
  const first = await start()
  await openSample(first.page)
  await correct(first.page, 'caption', 'subtitle')
  await saved(first.page)
  await first.quit()
  await rm(join(libraryOf(folder), 'jobs', sampleId, 'response.json'))
  const { page } = await start()
  await job(page, /Damaged/u).click()
  expect((await visibleText(page))[0]).toContain('subtitle')
  await expect(page.getByRole('status').getByText(/is missing/u)).toBeVisible()
})

test('selected words are given to the other speaker; from the caret on a paragraph is parted between two', async ({
  start,
}) => {
  const { page } = await start()
  await openSample(page)
  const speakers = () =>
    transcript(page)
      .locator('.cm-line')
      .evaluateAll((lines) => lines.slice(0, 4).map((line) => line.querySelector('.cm-name')?.textContent))
  const before = await speakers()
  const from = await placeOf(page, 'Today')
  const to = await placeOf(page, 'silence,')
  await page.mouse.click(from.x, from.y)
  await page.keyboard.down('Shift')
  await page.mouse.click(to.x, to.y)
  await page.keyboard.up('Shift')
  await page.keyboard.press(`${mod}+2`)
  await expect.poll(speakers).toEqual(['Speaker 1', 'Speaker 2', 'Speaker 1', 'Speaker 2'])
  await page.keyboard.press(`${mod}+z`)
  await expect.poll(speakers).toEqual(before)

  await page.mouse.click(from.x, from.y)
  await page.keyboard.press('Alt+Enter')
  await page.getByRole('menuitem', { name: 'From the caret on' }).press('ArrowRight')
  await page.getByRole('menuitem', { name: 'Speaker 2' }).last().press('Enter')
  await expect.poll(speakers).toEqual(['Speaker 1', 'Speaker 2', 'Speaker 2', 'Speaker 1'])
})
