// Parts of the app that die: the window comes back with the document, main goes on and says so, and what keeps dying is the person's to decide.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './app'
import { correct, openSample, saved, toast, transcript, visibleText } from './desk'

/** Kills the page's own process, from main. */
const kill = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())

/** Playwright holds a page that died for dead; the one that came in its place is looked at from main. A question to a dying page gets no answer. */
const inPage = (app: ElectronApplication, script: string): Promise<string> =>
  app.evaluate(
    ({ BrowserWindow }, code) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code).then(String),
        new Promise<string>((done) => setTimeout(() => done('no answer'), 1000)),
      ]).then((answer) => answer ?? 'no window'),
    script,
  )
const textThere = (app: ElectronApplication): Promise<string> =>
  inPage(
    app,
    `[...document.querySelectorAll('*')].map((one) => one.shadowRoot?.querySelector('.cm-content')?.textContent ?? '').join('')`,
  )
const toastThere = (app: ElectronApplication): Promise<string> =>
  inPage(app, `document.querySelector('.toasts')?.textContent ?? ''`)

const typed = async (page: Page, word: string) => {
  const first = (await visibleText(page))[0]?.split(/\s+/u).find((one) => /^\w{5,}$/u.test(one)) ?? ''
  await correct(page, first, word)
  await saved(page)
}

test('a window that dies is started again with the document as it was saved; one that keeps dying is asked about', async ({
  start,
}) => {
  const { app, page, complaints } = await start()
  await openSample(page)
  await typed(page, 'Undying')
  await kill(app)
  await expect.poll(() => textThere(app)).toContain('Undying')
  await expect.poll(() => toastThere(app)).toContain('The window had stopped and was started again.')

  await app.evaluate(({ dialog }) => {
    Reflect.set(globalThis, 'asked', [])
    dialog.showMessageBox = ((options: { message: string }) => {
      Reflect.get(globalThis, 'asked').push(options.message)
      return Promise.resolve({ response: 1, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  })
  await kill(app)
  await expect.poll(() => textThere(app)).toContain('Undying')
  await kill(app)
  // The third time the answer is: without the job.
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'asked').length)).toBe(1)
  await expect
    .poll(() => inPage(app, `document.querySelector('[role=listbox]')?.textContent ?? ''`))
    .toContain('Sample')
  expect(await textThere(app)).toBe('')
  complaints.length = 0
})

test('what main lets fall is logged, without a key, and told once', async ({ start, folder }) => {
  const { app, page, complaints } = await start()
  await openSample(page)
  await app.evaluate(() => {
    for (let turn = 0; turn < 3; turn++)
      setTimeout(() => {
        throw new Error(`dropped ${turn} pictai_secret`)
      }, turn)
  })
  await expect(toast(page)).toContainText('Something in Caesura failed.')
  await expect(toast(page).getByText('Something in Caesura failed.')).toHaveCount(1)
  await typed(page, 'Onwards')
  const log = await readFile(join(folder, 'user/logs/caesura.log'), 'utf8')
  for (const turn of [0, 1, 2]) expect(log).toContain(`dropped ${turn} pictai_…`)
  expect(log).not.toContain('pictai_secret')
  expect(complaints.every((one) => one.includes('dropped'))).toBe(true)
  complaints.length = 0
  await expect(transcript(page)).toBeVisible()
})
