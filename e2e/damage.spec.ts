// Damage on the disk, as a person meets it: said in the window, with a way on that works.

import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dropFiles, expect, test } from './app'
import { correct, job, libraryOf, saved, toast, transcript } from './desk'
import { makeResponse } from './pictory/generate'

/** A whole line as Caesura wrote it up to schema 2, of a change to a paragraph that is not there. */
const strangeLine = (): string => {
  const json = JSON.stringify({
    label: 'x',
    at: 1,
    steps: [{ kind: 'assign', paragraphId: 'gone', from: 'a', to: 'b' }],
  })
  return `${Buffer.byteLength(json)} ${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}\n`
}

/** Where pictures of each state go; none are taken without it. */
const pictures = process.env['CAESURA_PICTURES']

test('a journal of another text, a missing answer, files that cannot be read: each is said, and each goes on', async ({
  start,
  folder,
}) => {
  const names = ['misfit', 'missing', 'unreadable'] as const
  const ids: string[] = []
  for (const [n, name] of names.entries()) {
    const response = makeResponse({ seed: 40 + n, words: 60 })
    ids.push(response.job_id)
    await writeFile(join(folder, `${name}.json`), JSON.stringify(response))
  }
  const first = await start()
  await dropFiles(
    first.page,
    names.map((name) => join(folder, `${name}.json`)),
  )
  const count = () =>
    first.page.evaluate(
      async () => Object.keys(await window.caesura.listJobs().then((listed) => (listed.ok ? listed.value : []))).length,
    )
  await expect.poll(count).toBe(3)
  await first.quit()
  const at = (n: number, name: string) => join(libraryOf(folder), 'jobs', ids[n] ?? '', name)
  await writeFile(at(0, 'edits.jsonl'), strangeLine())
  await rm(at(1, 'response.json'))
  const whole = await readFile(at(2, 'response.json'))
  for (const name of ['response.json', 'snapshot.json']) await writeFile(at(2, name), 'rubbish')

  const { page } = await start()
  const picture = async (name: string) => {
    if (pictures === undefined) return
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) })
    }
  }
  // Changes that do not fit: reading only, until the person goes on from here.
  await job(page, /misfit/u).click()
  await expect(transcript(page)).toBeVisible()
  await expect(page.getByText(/later changes do not fit this text/u)).toBeVisible()
  await picture('misfit')
  await page.getByRole('button', { name: 'Go on from here' }).click()
  await expect(toast(page)).toContainText('edits.unfitting-1')
  await expect(page.getByText(/later changes do not fit/u)).toBeHidden()
  expect(await readFile(at(0, 'edits.unfitting-1'), 'utf8')).toBe(strangeLine())
  const [word = ''] = (await transcript(page).innerText()).match(/[a-z]{7,}/u) ?? []
  await correct(page, word, 'mended')
  await saved(page)
  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(page.getByRole('heading', { name: 'What was mended' })).toBeVisible()
  await picture('mended')

  // The answer is gone, the text is whole: it opens, says so, and offers to ask Pictory (which needs a key).
  await job(page, /missing/u).click()
  await expect(page.getByTestId('damage')).toContainText('is missing. The transcript and its edits are whole.')
  await picture('missing')
  await page.getByTestId('damage').getByRole('button', { name: 'Fetch it from Pictory again' }).click()
  await expect(toast(page)).toContainText('The answer could not be fetched.')

  // Nothing can be read: said, with what can be done; the file is put back by hand and found.
  await job(page, /unreadable/u).click()
  await expect(page.getByRole('heading', { name: 'This job did not open' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show its folder' })).toBeVisible()
  await picture('unreadable')
  await writeFile(at(2, 'response.json'), whole)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(transcript(page)).toBeVisible()
})
