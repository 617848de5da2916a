// Links into the app: a job that is here opens, one that is not is asked about, anything else is refused.

import { spawn } from 'node:child_process'
import { commandOf, expect, test } from './app'
import { job, openSample, sampleId, toast, transcript } from './desk'

const unknown = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a90'

test('a link opens a job of the library, asks before it adds one, and does nothing else; also in an app that runs', async ({
  start,
  folder,
}) => {
  const first = await start()
  await openSample(first.page)
  await first.quit()

  const { page } = await start({ args: [`caesura://open?job=${sampleId.toUpperCase()}`] })
  await expect(transcript(page)).toBeVisible()
  await expect(toast(page)).toContainText('The link: already here')
  const jobs = page.getByRole('listbox', { name: 'Jobs' }).getByRole('option')
  await expect(jobs).toHaveCount(1)

  /** As the system does it: the program again, which hands the link over and ends. */
  const follow = async (link: string) => {
    const { path, args, env } = commandOf({ userData: `${folder}/user`, args: [link] })
    const again = spawn(path, args, { env, stdio: 'ignore' })
    const code = await new Promise((done) => again.once('exit', done))
    expect(code).toBe(0)
  }
  const sheet = page.getByRole('dialog', { name: 'Add jobs' })
  await follow(`caesura://open?job=${unknown}`)
  await expect(sheet.getByLabel('Job ids')).toHaveValue(unknown)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(jobs).toHaveCount(1)

  await follow('caesura://open?job=../../etc/passwd')
  await expect(toast(page)).toContainText('opens nothing here')
  await expect(jobs).toHaveCount(1)

  await follow(`caesura://open?job=${unknown}`)
  await sheet.getByRole('button', { name: /^Add/u }).click()
  await expect(job(page, new RegExp(unknown.slice(0, 8), 'u'))).toBeVisible()
})
