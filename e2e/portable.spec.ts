// Jobs leave the library and come back whole: as a file, as a back-up, with the whole library to another folder, and under the check.

import { writeFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answerSaveDialog, dropFiles, expect, test } from './app'
import { correct, job, mod, openSample, sampleId, saved, toast, transcript, visibleText } from './desk'

test('a copy opens with equal text and edits in a library that never saw the job', async ({ start, folder }) => {
  const copy = join(folder, 'interview.caesura')
  const first = await start()
  await openSample(first.page)
  await correct(first.page, 'seizure', 'caesura')
  await saved(first.page)
  const text = await visibleText(first.page)
  await answerSaveDialog(first.app, copy)
  await job(first.page, /Sample/u).click({ button: 'right' })
  await first.page.getByRole('menuitem', { name: 'Save a copy as .caesura…' }).click()
  await expect(toast(first.page)).toContainText('interview.caesura is saved.')

  // Dragged out of its row, the system gets a file of the same content.
  await first.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) window.webContents.startDrag = ({ file }) => void Reflect.set(globalThis, 'dragged', file)
  })
  const row = await job(first.page, /Sample/u).boundingBox()
  if (row === null) throw new Error('The row is not on the screen.')
  await first.page.mouse.move(row.x + 40, row.y + 20)
  await first.page.mouse.down()
  await first.page.mouse.move(row.x + 60, row.y + 60, { steps: 5 })
  await expect
    .poll(() => first.app.evaluate(() => String(Reflect.get(globalThis, 'dragged') ?? '')))
    .toMatch(/[/\\]Sample a short interview\.caesura$/u)
  await first.page.mouse.up()
  const dragged = await first.app.evaluate(() => String(Reflect.get(globalThis, 'dragged')))
  const size = (await readFile(dragged)).length
  expect(size).toBe((await readFile(copy)).length)
  await first.quit()

  const second = await start({ userData: join(folder, 'fresh'), args: [copy] })
  await expect(transcript(second.page)).toBeVisible()
  expect(await visibleText(second.page)).toEqual(text)
  const edits = (user: string) => readFile(join(folder, user, 'library', 'jobs', sampleId, 'edits.jsonl'), 'utf8')
  expect(await edits('fresh')).toBe(await edits('user'))
  // Opened once more after other edits here: beside them, not over them.
  await correct(second.page, 'caesura', 'pause')
  await saved(second.page)
  await dropFiles(second.page, [copy])
  await expect(toast(second.page)).toContainText('put beside it')
  await expect(job(second.page, /Sample/u)).toHaveCount(2)
  await writeFile(join(folder, 'broken.caesura'), (await readFile(copy)).subarray(0, 900))
  await dropFiles(second.page, [join(folder, 'broken.caesura')])
  await expect(toast(second.page)).toContainText('broken.caesura was not opened.')
})

test('backed up, checked, brought into an empty library, moved', async ({ start, folder }) => {
  const backUp = join(folder, 'all.caesura-backup')
  const first = await start()
  await openSample(first.page)
  await correct(first.page, 'seizure', 'caesura')
  await saved(first.page)
  const text = await visibleText(first.page)
  const sheet = (page: Page) => page.getByRole('dialog')
  const settings = async (page: Page, button: string) => {
    await page.keyboard.press(`${mod}+,`)
    await page.getByRole('button', { name: button }).click()
  }
  await answerSaveDialog(first.app, backUp)
  await settings(first.page, 'Back up all jobs…')
  await expect(sheet(first.page)).toContainText('1 job backed up.')
  await first.page.getByRole('button', { name: 'Done' }).click()

  // One flipped byte, found and told in words; the report holds it.
  const response = join(folder, 'user', 'library', 'jobs', sampleId, 'response.json')
  const bytes = await readFile(response)
  bytes[200] = (bytes[200] ?? 0) ^ 1
  await writeFile(response, bytes)
  await settings(first.page, 'Check the library')
  await expect(sheet(first.page)).toContainText('1 of 1 job needs a look.')
  await expect(sheet(first.page)).toContainText('its SHA-256 differs')
  await answerSaveDialog(first.app, join(folder, 'report.txt'))
  await first.page.getByRole('button', { name: 'Save the report…' }).click()
  await expect(toast(first.page)).toContainText('report.txt is saved.')
  expect(await readFile(join(folder, 'report.txt'), 'utf8')).toContain(`(${sampleId})`)
  await first.quit()

  const second = await start({ userData: join(folder, 'fresh') })
  const choose = (path: string) =>
    second.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, path)
  await choose(backUp)
  await settings(second.page, 'Bring in a back-up…')
  await expect(sheet(second.page)).toContainText('1 job brought in.')
  await second.page.getByRole('button', { name: 'Done' }).click()
  await job(second.page, /Sample/u).click()
  await expect(transcript(second.page)).toBeVisible()
  expect(await visibleText(second.page)).toEqual(text)

  // The app starts itself again; here the test does.
  await second.app.evaluate(({ app }) => {
    app.relaunch = () => {}
  })
  await choose(join(folder, 'elsewhere'))
  const ended = new Promise((done) => second.app.process().once('exit', done))
  await settings(second.page, 'Move the library…')
  await ended
  await second.quit()
  const third = await start({ userData: join(folder, 'fresh') })
  await job(third.page, /Sample/u).click()
  await expect(transcript(third.page)).toBeVisible()
  expect(await visibleText(third.page)).toEqual(text)
  await third.page.keyboard.press(`${mod}+,`)
  await expect(third.page.getByText(join(folder, 'elsewhere'))).toBeVisible()
  await expect(third.page.getByText('The old library (“library”) was left as it was.', { exact: false })).toBeVisible()
  await third.page.getByRole('button', { name: 'Leave it there' }).click()
  await expect(third.page.getByText('The old library', { exact: false })).toBeHidden()
})
