// Starts the real built app in real Electron, as a person would find it: own user data, own environment. Everything the
// app complains about on its consoles is collected and must be empty at the end.

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Bridge } from '../src/ipc/bridge'
import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test'

export const root = resolve(import.meta.dirname, '..')
const main = join(root, 'out/main/index.js')
const asRoot = process.getuid?.() === 0

/** Where nobody listens: no test asks the real Pictory. */
const nobody = 'http://127.0.0.1:59999/pictoryapis'

export type Launch = {
  /** Folder of user data; the same one again is a restart. */
  readonly userData: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Keep the real keychain in play; off by default, so that tests meet the same world everywhere. */
  readonly keychain?: boolean
}

export type Caesura = {
  readonly app: ElectronApplication
  readonly page: Page
  readonly pid: number
  /** What main, the page and the page's errors said that nobody expects. */
  readonly complaints: string[]
  /** Quits as a person does and waits until the process is gone. */
  readonly quit: () => Promise<void>
  /** SIGKILL: no time to say goodbye. */
  readonly kill: () => Promise<void>
}

/** The display of this worker alone, see playwright.config.ts; without one, whatever the environment names. */
const display = () => {
  const name = (process.env['CAESURA_TEST_DISPLAYS'] ?? '').split(',')[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]
  return name === undefined || name === '' ? {} : { DISPLAY: name }
}

/** Lines the platform itself prints on a machine without a desktop; they say nothing about the app. */
const noise =
  /Failed to connect to the bus|Exiting GPU process|libva error|dri3|vaInitialize|DevTools listening|Floss manager|object_proxy\.cc|Failed to call method: org\.freedesktop/u

/** How the app is started: for tests that kill it before a window is there. */
export const commandOf = (options: Launch) => {
  const path = process.env['CAESURA_ELECTRON']
  if (path === undefined || !existsSync(path))
    throw new Error('CAESURA_ELECTRON names no Electron. Run the tests through `npm test`.')
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return {
    path,
    args: [...(asRoot ? ['--no-sandbox'] : []), main, ...(options.args ?? [])],
    env: {
      ...inherited,
      ...display(),
      CAESURA_USER_DATA: options.userData,
      CAESURA_PICTORY_URL: nobody,
      // Only the tests of the pace itself wait a whole second for each question.
      CAESURA_SPACING_MS: '100',
      ...(options.keychain === true ? {} : { CAESURA_KEYCHAIN: 'off' }),
      ...options.env,
    },
  }
}

export const launch = async (options: Launch): Promise<Caesura> => {
  const { path, args, env } = commandOf(options)
  await mkdir(options.userData, { recursive: true })
  const app = await _electron.launch({
    executablePath: path,
    args,
    env,
    timeout: 30_000,
    chromiumSandbox: !asRoot,
    cwd: root,
  })
  const child = app.process()
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const complaints: string[] = []
  const hear = (where: string, text: string) => {
    if (!noise.test(text)) complaints.push(`${where}: ${text}`)
  }
  app.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') hear('main', message.text())
  })
  const listen = (page: Page) => {
    page.on('pageerror', (error) => hear('page', error.stack ?? error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') hear('page', message.text())
    })
  }
  // Only the app's own window: what a window made by a test says is the test's business.
  const page = await app.firstWindow()
  listen(page)
  await page.waitForLoadState('domcontentloaded')
  return {
    app,
    page,
    pid: child.pid ?? 0,
    complaints,
    quit: async () => {
      await app.close()
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

type Fixtures = {
  /** A folder of this test's own, removed afterwards. */
  readonly folder: string
  /** Starts the app; every app started this way is quit at the end and must not have complained. */
  readonly start: (options?: Partial<Launch>) => Promise<Caesura>
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'caesura-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  start: async ({ folder }, use) => {
    const started: { caesura: Caesura; over: boolean }[] = []
    await use(async (options = {}) => {
      const caesura = await launch({ userData: join(folder, 'user'), ...options })
      const entry = { caesura, over: false }
      started.push(entry)
      const ending = (end: () => Promise<void>) => async () => {
        if (entry.over) return
        entry.over = true
        await end()
      }
      return { ...caesura, quit: ending(caesura.quit), kill: ending(caesura.kill) }
    })
    for (const entry of started) if (!entry.over) await entry.caesura.quit()
    expect(started.flatMap(({ caesura }) => caesura.complaints)).toEqual([])
  },
})

/** The type of `window.caesura` as tests reach it; importing it declares the global. */
export type { Bridge }
export { expect }

/** Drops real files with real paths on the middle of the window, as trusted events (CDP; toolchain of drag and drop). */
export const dropFiles = async (page: Page, files: readonly string[]) => {
  const cdp = await page.context().newCDPSession(page)
  const { x, y } = await page.evaluate(() => ({ x: Math.round(innerWidth / 2), y: Math.round(innerHeight / 2) }))
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, x, y, data })
  await cdp.detach()
}

/** Answers the next save dialogs with a path, or with "cancel" when it is null. */
export const answerSaveDialog = (app: ElectronApplication, path: string | null) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () =>
      Promise.resolve(filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath })
  }, path)

/** Every file below a folder, as paths relative to it, sorted. */
export const filesBelow = async (folder: string): Promise<string[]> => {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
