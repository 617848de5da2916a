// What a person does at the window, in their words. Locators go by role and name, as a screen reader would.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { answerSaveDialog, root } from './app'

/** Control here, Command on a Mac. */
export const mod = process.platform === 'darwin' ? 'Meta' : 'Control'

export const sampleId = '53676448-eb58-5bff-950f-8434541d1df9'

/** Real speech-to-text results lie beside the checkout on some machines; what needs them says so where they are not. */
export const realData = resolve(root, '../shared/data')
export const hasRealData = existsSync(realData)

export const transcript = (page: Page) => page.getByRole('textbox', { name: /^Transcript of/u })
export const job = (page: Page, name: string | RegExp) =>
  page.getByRole('listbox', { name: 'Jobs' }).getByRole('option', { name })
export const cues = (page: Page) => page.getByRole('listbox', { name: 'Captions' }).getByRole('option')
export const saved = (page: Page) => expect(page.getByTestId('save-state')).toHaveText('All changes saved')
export const toast = (page: Page) => page.getByRole('region', { name: 'Messages' })

export const openSample = async (page: Page) => {
  await page.getByRole('button', { name: /Open the sample/u }).click()
  await expect(transcript(page)).toBeVisible()
}

/** The words of the visible paragraphs, without the labels and the pauses that stand among them. */
export const visibleText = (page: Page): Promise<string[]> =>
  transcript(page)
    .locator('.cm-line')
    .evaluateAll((lines) =>
      lines.map((line) => {
        const copy = line.cloneNode(true)
        if (!(copy instanceof Element)) return ''
        for (const widget of copy.querySelectorAll('[contenteditable="false"]')) widget.remove()
        return (copy.textContent ?? '').replaceAll('\u200b', '').trim()
      }),
    )

/** The middle of a visible word on the screen, in CSS px. */
export const placeOf = async (page: Page, word: string): Promise<{ x: number; y: number }> => {
  const place = await transcript(page).evaluate((content, wanted) => {
    const walker = content.ownerDocument.createTreeWalker(content, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted)
      if (at < 0 || node.parentElement?.closest('[contenteditable="false"]')) continue
      const range = content.ownerDocument.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      const { left, top, width, height } = range.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    }
    return null
  }, word)
  if (place === null) throw new Error(`The word ${word} is not on the screen.`)
  return place
}

/** Selects a word with a double click and types another one over it. */
export const correct = async (page: Page, word: string, right: string) => {
  const { x, y } = await placeOf(page, word)
  await page.mouse.dblclick(x, y)
  await page.keyboard.type(right)
}

export const giveKey = async (page: Page, key: string) => {
  await page.getByRole('button', { name: /No key yet|Key kept|refused the key/u }).click()
  const dialog = page.getByRole('dialog', { name: 'Pictory key' })
  await dialog.getByLabel('Pictory API key').fill(key)
  await dialog.getByLabel('Pictory API key').press('Enter')
  // It is tried at Pictory first: the dialog goes, or says why it stays.
  await expect
    .poll(async () => (await dialog.isHidden()) || (await dialog.locator('.field-error').isVisible()), {
      timeout: 20_000,
    })
    .toBe(true)
}

export const addJobs = async (page: Page, text: string) => {
  await page.keyboard.press(`${mod}+n`)
  const dialog = page.getByRole('dialog', { name: 'Add jobs' })
  await dialog.getByLabel('Job ids').fill(text)
  return dialog
}

export type Wishes = {
  /** The label of a format as it stands in the list. */
  readonly format: string
  readonly preset?: string
  readonly speakers?: string | RegExp
}

const pick = async (page: Page, label: string, wanted: string | RegExp) => {
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true })
  await dialog.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: wanted }).click()
}

/** Exports the open job through the dialog and the (answered) save dialog; gives the file's text. */
export const exportFile = async (
  app: ElectronApplication,
  page: Page,
  path: string,
  wishes: Wishes,
): Promise<string> => {
  await answerSaveDialog(app, path)
  await page.keyboard.press(`${mod}+e`)
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true })
  await pick(page, 'Format', new RegExp(`^${wishes.format.replaceAll(/[()]/gu, String.raw`\$&`)}(?!,)`, 'u'))
  if (wishes.preset !== undefined) await pick(page, 'Style guide', wishes.preset)
  if (wishes.speakers !== undefined) await pick(page, 'Speakers', wishes.speakers)
  await dialog.getByRole('button', { name: /^Save /u }).click()
  await expect(dialog).toBeHidden()
  return readFile(path, 'utf8')
}

/** The library folder of a test's user data. */
export const libraryOf = (folder: string) => join(folder, 'user', 'library')
