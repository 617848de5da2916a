// The list as somebody keeps it: put in order, tagged, chosen from, thrown away and had back, over a restart.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app'
import { correct, job, libraryOf, mod, saved, toast, transcript } from './desk'
import { makeResponse } from './pictory/generate'

const titles = ['Board meeting', 'Zebra crossing', 'Interview with Ann', 'Short one']

/** Somebody else's hand in the folder of the job of this title. */
const spoil = async (folder: string, title: string) => {
  const jobs = join(libraryOf(folder), 'jobs')
  for (const id of await readdir(jobs)) {
    const record = await readFile(join(jobs, id, 'job.json'), 'utf8')
    if (record.includes(`"${title}"`)) await writeFile(join(jobs, id, 'response.json'), '{}')
  }
}

test('sorted, tagged, exported together, thrown away, had back after a restart, and duplicated', async ({
  start,
  folder,
}) => {
  const files = await Promise.all(
    titles.map(async (title, at) => {
      const path = join(folder, `${title}.json`)
      await writeFile(path, JSON.stringify(makeResponse({ words: 120 + at * 60, seed: at + 1 })))
      return path
    }),
  )
  const first = await start({ args: files })
  const { page } = first
  const shown = () => page.getByRole('listbox', { name: 'Jobs' }).locator('.job-title').allTextContents()
  await expect(page.getByRole('dialog')).toContainText('4 files opened')
  await page.keyboard.press('Escape')
  await expect(transcript(page)).toBeVisible()

  await page.getByRole('button', { name: /^Order: Date added/u }).click()
  await page.getByRole('menuitemradio', { name: 'Title' }).click()
  await page.keyboard.press('Escape')
  expect(await shown()).toEqual(['Board meeting', 'Interview with Ann', 'Short one', 'Zebra crossing'])

  await test.step('several are tagged at once', async () => {
    await job(page, /Board meeting/u).click({ modifiers: ['ControlOrMeta'] })
    await job(page, /Interview/u).click({ modifiers: ['ControlOrMeta'] })
    await job(page, /Short one/u).click({ modifiers: ['Shift'] })
    await expect(page.getByRole('toolbar', { name: '2 jobs chosen' })).toBeVisible()
    await job(page, /Board meeting/u).click({ modifiers: ['ControlOrMeta'] })
    const bar = page.getByRole('toolbar', { name: '3 jobs chosen' })
    await bar.getByRole('button', { name: 'Tags' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tags of 3 jobs' })
    await dialog.getByLabel('Tags', { exact: true }).fill('client A')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(job(page, /Short one/u)).toContainText('#client A')
    await expect(job(page, /Zebra/u)).not.toContainText('#client A')
  })

  await test.step('they are exported together; a file that is there stays, a damaged job is named', async () => {
    const into = join(folder, 'Subtitles')
    await mkdir(into)
    await writeFile(join(into, 'Board meeting.srt'), 'mine')
    await first.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, into)
    await spoil(folder, 'Short one')
    await page.keyboard.press(`${mod}+Shift+e`)
    const dialog = page.locator('.dialog')
    await dialog.getByRole('button', { name: 'Choose a folder…' }).click()
    await expect(dialog).toContainText('One file is in the folder “Subtitles” already')
    await dialog.getByRole('button', { name: 'Export SRT' }).click()
    await expect(dialog).toContainText('2 of 3 files written')
    await expect(dialog.getByRole('listitem').first()).toContainText(/Short one.*Left out/u)
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect((await readdir(into)).sort()).toEqual([
      'Board meeting (2).srt',
      'Board meeting.srt',
      'Interview with Ann.srt',
    ])
    expect(await readFile(join(into, 'Board meeting.srt'), 'utf8')).toBe('mine')
    expect(await readFile(join(into, 'Board meeting (2).srt'), 'utf8')).toMatch(/^1\r?\n00:00:\d\d,\d{3} --> /u)
  })

  await test.step('chosen with the keys they go to the trash, with a way back', async () => {
    await job(page, /Board meeting/u).click()
    await correct(
      page,
      (await transcript(page).locator('.cm-line').first().innerText()).split(/\s+/u).at(-1) ?? '',
      'caesura',
    )
    await saved(page)
    await page.getByRole('listbox', { name: 'Jobs' }).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Delete')
    await expect(toast(page)).toContainText('2 jobs are in the trash.')
    await expect.poll(shown).toEqual(['Short one', 'Zebra crossing'])
    await toast(page).locator('.toast', { hasText: 'in the trash' }).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(shown).toHaveLength(4)
    await expect(transcript(page)).toContainText('caesura')
    await job(page, /Board meeting/u).click()
    await page.keyboard.press(`${mod}+Backspace`)
    await expect.poll(shown).toHaveLength(3)
  })
  await first.quit()

  const { page: again } = await start()
  const rows = () => again.getByRole('listbox', { name: 'Jobs' }).locator('.job-title').allTextContents()
  await expect.poll(rows).toEqual(['Interview with Ann', 'Short one', 'Zebra crossing'])
  await again.getByRole('radio', { name: /^Trash/u }).click()
  await job(again, /Board meeting/u).click()
  await expect(again.getByRole('heading', { name: 'In the trash' })).toBeVisible()
  await again.getByRole('main').getByRole('button', { name: 'Restore' }).click()
  await expect(transcript(again)).toContainText('caesura')
  await expect(job(again, /Board meeting/u)).toContainText('#client A')

  await again.keyboard.press(`${mod}+d`)
  await expect(again.getByRole('button', { name: 'Board meeting copy' })).toBeVisible()
  await expect(transcript(again)).toContainText('caesura')
  expect(await readdir(join(libraryOf(folder), 'jobs'))).toHaveLength(5)
})
