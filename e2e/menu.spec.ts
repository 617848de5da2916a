// What is chosen in the application menu is done where it is meant: never under a sheet, and a text field has its own undo.

import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './app'
import { correct, job, mod, openSample, transcript, visibleText } from './desk'

const choose = (app: ElectronApplication, id: string) =>
  app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id)
const enabled = (app: ElectronApplication, id: string) =>
  app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id)

test('under a sheet nothing is done, and it says so; a field’s undo is its own', async ({ start }) => {
  const { app, page } = await start()
  await openSample(page)
  await correct(page, 'caption', 'subtitle')
  await expect.poll(() => enabled(app, 'undo')).toBe(true)
  await page.keyboard.press(`${mod}+f`)
  const field = page.getByRole('region', { name: 'Find and replace' }).getByRole('textbox').first()
  await field.fill('')
  await page.keyboard.type('silence')
  await choose(app, 'undo')
  await expect(field).not.toHaveValue('silence')
  expect((await visibleText(page))[0]).toContain('subtitle')

  const before = await transcript(page).locator('.cm-line').count()
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect.poll(() => enabled(app, 'split-paragraph')).toBe(false)
  await choose(app, 'split-paragraph')
  await choose(app, 'history')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await transcript(page).locator('.cm-line').count()).toBe(before)
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'false')
  await transcript(page).focus()
  await expect.poll(() => enabled(app, 'split-paragraph')).toBe(true)
  await choose(app, 'undo')
  await expect.poll(async () => (await visibleText(page))[0]).toContain('caption')
})

test('a job’s own menu exports it and shows its history', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  await job(page, /Sample/u).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  await expect(page.getByRole('dialog', { name: 'Export', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await job(page, /Sample/u).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'History' }).click()
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true')
})

test('undo is given other keys: the old ones do nothing to the text', async ({ start }) => {
  const { page } = await start()
  await openSample(page)
  await page.keyboard.press('F1')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.keyboard.type('undo')
  await sheet.getByRole('button', { name: 'Change the keys of Undo' }).click()
  await page.keyboard.press('Alt+u')
  await page.keyboard.press('Escape')
  const before = await visibleText(page)
  await correct(page, 'caption', 'subtitle')
  const after = await visibleText(page)
  expect(after).not.toEqual(before)
  await page.keyboard.press(`${mod}+z`)
  await page.keyboard.press(`${mod}+z`)
  expect(await visibleText(page)).toEqual(after)
  await page.keyboard.press('Alt+u')
  await expect.poll(() => visibleText(page)).toEqual(before)
})
