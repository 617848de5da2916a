// Files of other kinds: dropped, looked at, added or not, edited, exported, and there again after a restart.

import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dropFiles, expect, root, test } from './app'
import { correct, exportFile, job, libraryOf, saved, transcript, visibleText } from './desk'

const fixture = (name: string) => join(root, 'src/core/imports/fixtures', name)

test('an SRT, a WebVTT and a Whisper result: shown first, two added, edited, exported, restarted', async ({
  start,
  folder,
}) => {
  const paths: string[] = []
  for (const [name, from] of [
    ['harbour.srt', 'names.srt'],
    ['step.vtt', 'voices.vtt'],
    ['tide.json', 'whisper.json'],
  ] as const) {
    await cp(fixture(from), join(folder, name))
    paths.push(join(folder, name))
  }
  const { app, page, quit } = await start()
  await dropFiles(page, paths)
  const sheet = page.getByRole('dialog', { name: 'Add 3 files?' })
  await expect(sheet).toContainText('A SubRip file · 19 words · 0:13 · ADA, BO HOLM')
  await expect(sheet).toContainText('A WebVTT file · 10 words · 0:06 · Ada, Bo · British English')
  await expect(sheet).toContainText('A Whisper result · 15 words · 0:11 · nobody named · English')
  await expect(sheet.getByText('It has no times for single words')).toHaveCount(1)
  await sheet.getByRole('button', { name: 'Show what was understood of tide.json' }).press('Enter')
  await expect(sheet.getByText('It has no times for single words')).toHaveCount(2)
  await expect(sheet).toContainText('The tide comes in twice a day.')
  await sheet.getByRole('checkbox', { name: 'Add tide.json' }).click()
  await sheet.getByRole('button', { name: 'Add 2 jobs' }).click()
  const report = page.getByRole('dialog', { name: '2 files opened' })
  await report.getByRole('button', { name: 'Done' }).click()
  const list = page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')
  await expect(list).toHaveCount(2)

  await job(page, /harbour/u).click()
  await expect(transcript(page)).toBeVisible()
  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Details' })).toContainText('A SubRip file')
  await expect(page.getByRole('tabpanel', { name: 'Details' })).toContainText('It does not name the language.')
  await correct(page, 'rusty', 'shiny')
  await saved(page)
  const srt = await exportFile(app, page, join(folder, 'out.srt'), { format: 'SRT', speakers: /^Name/u })
  expect(srt).toContain('BO HOLM: Not that ring.')
  expect(srt.replaceAll('\n', ' ')).toContain('the shiny one.')
  const ids = await readdir(join(libraryOf(folder), 'jobs'))
  const kept = await Promise.all(
    ids.map(async (id) =>
      (await readdir(join(libraryOf(folder), 'jobs', id))).filter((name) => name.startsWith('response')),
    ),
  )
  expect(kept.flat().sort()).toEqual(['response.srt', 'response.vtt'])
  await quit()

  // The third comes by the command line, and is not wanted.
  const again = await start({ args: [join(folder, 'tide.json'), join(folder, 'harbour.srt')] })
  const single = again.page.getByRole('dialog', { name: 'tide.json' })
  await expect(single).toContainText('A Whisper result')
  await single.getByRole('button', { name: 'Cancel' }).click()
  await expect(single).toBeHidden()
  await expect(again.page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')).toHaveCount(2)
  // The one that is here already opened at once, with its edit.
  await expect.poll(async () => (await visibleText(again.page)).join(' ')).toContain('shiny')
  for (const id of ids) {
    const names = await readdir(join(libraryOf(folder), 'jobs', id))
    const original = names.find((name) => name.startsWith('response')) ?? ''
    expect(await readFile(join(libraryOf(folder), 'jobs', id, original))).toEqual(
      await readFile(fixture(original.endsWith('srt') ? 'names.srt' : 'voices.vtt')),
    )
  }
})
