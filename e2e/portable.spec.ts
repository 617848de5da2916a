// Jobs leave the library and come back whole: as a file, as a back-up, with the whole library to another folder, and under the check.

import { writeFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog, dropFiles, expect, test } from './app'
import { correct, job, openSample, sampleId, saved, toast, transcript, visibleText } from './desk'

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
