// Search across everything cached: two jobs, an edit, a hit opened at its word; killed and started again.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './app'
import { correct, saved, transcript } from './desk'
import { makeResponse } from './pictory/generate'

const field = (page: Page) => page.getByRole('searchbox')
const results = (page: Page) => page.getByRole('listbox', { name: 'In transcripts' })
const hit = (page: Page, name: RegExp) => results(page).getByRole('option', { name })
const selected = (page: Page) =>
  transcript(page).evaluate((content) => {
    const root = content.getRootNode()
    const selection = root instanceof ShadowRoot && 'getSelection' in root ? root.getSelection : null
    return typeof selection === 'function' ? String(selection.call(root)) : String(getSelection())
  })

test('what was written is found in any job and opens at its word, also after the process was killed', async ({
  start,
  folder,
}) => {
  const first = await start()
  const { page } = first
  const other = join(folder, 'other.json')
  await writeFile(other, JSON.stringify(makeResponse({ words: 400, seed: 5 })))
  await dropFiles(page, [other])
  await expect(transcript(page)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('open the sample')
  await page.keyboard.press('Enter')
  await expect(transcript(page)).toHaveAccessibleName(/Sample/u)
  await correct(page, 'twelve', 'zwölfundzwanzig')
  await saved(page)

  await field(page).fill('zwolf')
  await expect(hit(page, /zwölfundzwanzig/u)).toBeVisible({ timeout: 10_000 })
  await expect(page.getByRole('status').filter({ hasText: 'In transcripts' })).toHaveText('In transcripts: 1 job')
  await field(page).fill('twelve')
  await expect(page.getByText(/No transcript holds “twelve”/u)).toBeVisible()
  await first.kill()

  const again = await start()
  await field(again.page).fill('ZWOLF')
  await expect(hit(again.page, /zwölfundzwanzig/u)).toBeVisible({ timeout: 10_000 })
  // By the keyboard alone: down into the results, down to the hit, open it.
  await field(again.page).press('ArrowDown')
  await again.page.keyboard.press('ArrowDown')
  await again.page.keyboard.press('Enter')
  await expect(transcript(again.page)).toBeVisible()
  await expect.poll(() => selected(again.page)).toBe('zwölfundzwanzig')
})
