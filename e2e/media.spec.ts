// The recording beside the text: linked, gone, found again, and one that is none. The text never waits for it.

import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, root, test } from './app'
import { correct, mod, saved, transcript } from './desk'
import { makeResponse } from './pictory/generate'

const stage = (page: Page) => page.getByRole('region', { name: 'Preview' })
const answerOpen = (app: ElectronApplication, path: string) =>
  app.evaluate(({ dialog }, one) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [one] })
  }, path)

test('a recording plays, is missed with a word, linked again, and a file that is none is told apart', async ({
  start,
  folder,
}) => {
  const job = join(folder, 'talk.json')
  const sound = join(folder, 'talk.m4a')
  const broken = join(folder, 'broken.mp4')
  await writeFile(job, JSON.stringify(makeResponse({ words: 150, seed: 5 })))
  await copyFile(join(root, 'resources/sample/audio.m4a'), sound)
  await writeFile(broken, Buffer.alloc(20_000, 'no video'))
  const first = await start({ args: [job] })
  await expect(stage(first.page)).toContainText('No recording linked')
  await answerOpen(first.app, sound)
  await stage(first.page).getByRole('button', { name: 'Link the recording' }).click()
  await expect(stage(first.page)).toContainText('talk.m4a')
  await first.page.keyboard.press('F8')
  await expect(first.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect.poll(() => first.page.getByTestId('clock').textContent()).not.toBe('00:00:00')
  await first.quit()

  await rm(sound)
  const { app, page } = await start()
  await expect(transcript(page)).toBeVisible()
  await expect(stage(page)).toContainText('“talk.m4a” is not where it was. Link it again.')
  // The text runs and is edited without it.
  await correct(
    page,
    (await transcript(page).locator('.cm-line').first().innerText()).split(/\s+/u).at(-1) ?? '',
    'caesura',
  )
  await saved(page)
  await page.keyboard.press('F8')
  await expect.poll(() => page.getByTestId('clock').textContent()).not.toBe('00:00:00')
  await page.keyboard.press('F8')

  await answerOpen(app, broken)
  await stage(page).getByRole('button', { name: 'Link it again' }).click()
  await expect(stage(page)).toContainText('“broken.mp4” does not play here')
  await copyFile(join(root, 'resources/sample/audio.m4a'), sound)
  await answerOpen(app, sound)
  await page.keyboard.press(`${mod}+Shift+l`)
  await expect(stage(page)).toContainText('talk.m4a')
  await expect(stage(page)).not.toContainText('does not play')
  // Taken away while it is open: told as gone, not as unknown.
  await rm(sound)
  await page.getByRole('slider', { name: 'Position in the recording' }).press('End')
  await page.reload()
  await expect(stage(page)).toContainText('“talk.m4a” is not where it was.')
})
