// Opens the bare CodeMirror in a window of the same Electron, with the same text.

import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { build } from 'vite'

/** Bundled once a run; answers the page's path. */
export const buildBare = async (outDir: string): Promise<string> => {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'bare'),
    base: './',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, minify: true },
  })
  return join(outDir, 'index.html')
}

/** The window, the text in it, and how long that took from the call to the first readable line, in ms. */
export const openBare = async (
  app: ElectronApplication,
  path: string,
  text: string,
): Promise<{ readonly page: Page; readonly openMs: number }> => {
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ BrowserWindow }, file) => {
      const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { webSecurity: false } })
      void window.loadFile(file)
    }, path),
  ])
  await page.waitForFunction(() => Reflect.get(window, 'openBare') !== undefined)
  const openMs = await page.evaluate(
    (doc) =>
      new Promise<number>((resolve) => {
        const from = performance.now()
        Reflect.get(window, 'openBare')(doc)
        requestAnimationFrame(() => {
          document.body.getBoundingClientRect()
          resolve(performance.now() - from)
        })
      }),
    text,
  )
  await page.locator('.cm-content').click()
  return { page, openMs }
}
