// Starting an Electron and waiting for what it shows first: ours, and one that does nothing, to compare with.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const emptyMain = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<p class="job">hello'))
app.on('window-all-closed', () => app.quit())
`

type Started = { readonly app: ElectronApplication; readonly page: Page; readonly quit: () => Promise<void> }

/** ms from before the process is made to the frame after what is looked for (a row of the list) is there. */
export const firstShown = async (start: () => Promise<Started>, selector = '.job'): Promise<number> => {
  const from = Date.now()
  const { page, quit } = await start()
  const at = await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(wanted) === null) requestAnimationFrame(look)
          else requestAnimationFrame(() => resolve(Date.now()))
        }
        look()
      }),
    selector,
  )
  await quit()
  return at - from
}

/** A window of Electron with one paragraph in it, started as the app is. */
export const emptyWindow = async (folder: string): Promise<Started> => {
  const path = join(folder, 'empty')
  await mkdir(path, { recursive: true })
  await writeFile(join(path, 'package.json'), '{"name":"empty","main":"main.cjs"}')
  await writeFile(join(path, 'main.cjs'), emptyMain)
  const asRoot = process.getuid?.() === 0
  const app: ElectronApplication = await _electron.launch({
    executablePath: process.env['CAESURA_ELECTRON'] ?? '',
    args: [...(asRoot ? ['--no-sandbox'] : []), path, `--user-data-dir=${join(folder, 'empty-user')}`],
    chromiumSandbox: !asRoot,
  })
  return { app, page: await app.firstWindow(), quit: () => app.close() }
}
