// Finding and replacing in the transcript: by words, case, expression and speaker; one or all, in one undo, by the rules of retiming.

import type { Page } from '@playwright/test'
import { expect, test } from './app'
import { mod, openSample, saved, toast, transcript, visibleText } from './desk'

const bar = (page: Page) => page.getByRole('region', { name: 'Find and replace' })
const says = (page: Page) => bar(page).getByRole('status')
const field = (page: Page) => bar(page).getByLabel('Find', { exact: true })

test('hits are counted, walked through and narrowed down', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  await page.keyboard.press(`${mod}+f`)
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('the')
  await expect(says(page)).toHaveText(/^\d+ hits$/u)
  const all = Number((await says(page).textContent())?.split(' ')[0])
  await page.keyboard.press('Enter')
  await expect(says(page)).toHaveText(`1 of ${all}`)
  await page.keyboard.press('Shift+Enter')
  await expect(says(page)).toHaveText(`${all} of ${all}`)
  await page.keyboard.press('F3')
  await expect(says(page)).toHaveText(`1 of ${all}`)
  await expect(transcript(page).locator('.cm-found').first()).toBeVisible()

  const counted = async () => Number(/(\d+)(?: hits?)?$/u.exec((await says(page).textContent()) ?? '')?.[1])
  await bar(page).getByRole('button', { name: 'Whole words' }).click()
  await expect.poll(counted).toBeLessThan(all)
  await bar(page).getByRole('combobox', { name: 'Spoken by' }).click()
  await page.getByRole('option', { name: 'Speaker 1' }).click()
  await field(page).fill('Names')
  await expect(says(page)).toHaveText('No hit')
  await bar(page).getByRole('combobox', { name: 'Spoken by' }).click()
  await page.getByRole('option', { name: 'Speaker 2' }).click()
  await expect(says(page)).toHaveText('2 hits')

  await bar(page).getByRole('button', { name: 'Regular expression' }).click()
  await field(page).fill('Nam(')
  await expect(bar(page).getByRole('alert')).toContainText('This is no regular expression')
  await field(page).fill('N.mes')
  await expect(says(page)).toHaveText('2 hits')
  // One that never comes back is ended, and the window goes on.
  await field(page).fill('(.+)+(.+)+(.+)+XYZ')
  await expect(bar(page).getByRole('alert')).toContainText('takes too long', { timeout: 15_000 })
  await field(page).fill('n.mbers')
  await expect(says(page)).toHaveText('1 hit')
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await expect(transcript(page)).toBeFocused()
  await expect(transcript(page).locator('.cm-found')).toHaveCount(0)
  // The keys go on without the panel.
  await page.keyboard.press('F3')
  await page.keyboard.press(`${mod}+f`)
  await expect(field(page)).toHaveValue('numbers')
})

test('one is replaced, then all; each is one undo, and words that were not touched keep their times', async ({
  start,
}) => {
  const { page } = await start()
  await openSample(page)
  const before = await visibleText(page)
  await page.keyboard.press(`${mod}+Alt+f`)
  await field(page).fill('names')
  await expect(says(page)).toHaveText(/hits/u)
  const count = Number((await says(page).textContent())?.split(' ')[0])
  await bar(page).getByLabel('Replace by').fill('titles')
  await bar(page).getByRole('button', { name: 'Replace', exact: true }).click()
  await bar(page).getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(transcript(page)).toContainText('titles')
  await expect(says(page)).toHaveText(`1 of ${count - 1}`)
  await bar(page).getByRole('button', { name: 'Replace all' }).click()
  await expect(toast(page)).toContainText(`${count - 1} place${count - 1 === 1 ? '' : 's'} replaced.`)
  await expect(says(page)).toHaveText('No hit')
  await saved(page)
  await toast(page).getByRole('button', { name: 'Undo' }).click()
  await expect(says(page)).toHaveText(new RegExp(`${count - 1} hit|of ${count - 1}`, 'u'))
  await page.keyboard.press('Escape')
  await transcript(page).focus()
  await page.keyboard.press(`${mod}+z`)
  // More lines may be in the page by now.
  await expect.poll(async () => (await visibleText(page)).slice(0, before.length)).toEqual(before)

  // By an expression with groups.
  await page.keyboard.press(`${mod}+Alt+f`)
  await bar(page).getByRole('button', { name: 'Regular expression' }).click()
  await field(page).fill('(caption) (desk)')
  await bar(page).getByLabel('Replace by').fill('$2 of $1s')
  await expect(says(page)).toHaveText('1 hit')
  await bar(page).getByRole('button', { name: 'Replace all' }).click()
  await expect.poll(async () => (await visibleText(page))[0]).toContain('desk of captions.')
})
