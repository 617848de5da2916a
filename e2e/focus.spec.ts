// The keyboard is never left nowhere: after each sheet and each job that opens, something in the window has the focus.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './app'
import { mod, transcript } from './desk'
import { makeResponse } from './pictory/generate'

const answerOpen = (app: ElectronApplication, paths: readonly string[]) =>
  app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] })
  }, paths)

test('by keyboard alone: the sample, files, an import, ids, and every sheet put away', async ({ start, folder }) => {
  const files = await Promise.all(
    ['a', 'b'].map(async (name, at) => {
      const path = join(folder, `${name}.json`)
      await writeFile(path, JSON.stringify(makeResponse({ words: 120 + at, seed: at + 1 })))
      return path
    }),
  )
  const srt = join(folder, 'x.srt')
  await writeFile(srt, '1\n00:00:01,000 --> 00:00:03,000\nHello there\n')
  const { app, page } = await start()
  const focused = () =>
    expect.poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'NOTHING')).not.toBe('BODY')
  const sheet = page.getByRole('dialog')

  await page.getByRole('button', { name: /Open the sample/u }).focus()
  await page.keyboard.press('Enter')
  await expect(transcript(page)).toBeVisible()
  await focused()
  await answerOpen(app, files)
  await page.keyboard.press(`${mod}+o`)
  await expect(sheet).toContainText('2 files opened')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await focused()
  await answerOpen(app, [srt])
  await page.keyboard.press(`${mod}+o`)
  await expect(sheet).toContainText('A SubRip file')
  await page.keyboard.press('Enter')
  await expect(sheet).toBeHidden()
  await focused()
  await page.keyboard.press(`${mod}+n`)
  await page.keyboard.type('a1b2c3d4-0000-4000-8000-00000000000e')
  await page.keyboard.press(`${mod}+Enter`)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await focused()
  for (const keys of [`${mod}+,`, 'F1', `${mod}+Alt+g`, `${mod}+k`]) {
    await page.keyboard.press(keys)
    await expect(sheet).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await focused()
  }
  // From there one key goes on through the parts of the window.
  await page.keyboard.press('F6')
  await focused()
})
