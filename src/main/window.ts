// The one window: sandboxed, isolated, on our own origin; where it was the last time, as far as a screen still shows it.

import { BrowserWindow, nativeTheme, screen } from 'electron'
import { least, usableBounds } from './bounds'
import { type Crashes, pageOf } from './crashes'
import type { PreferenceStore } from './preferences'
import { mayNavigate } from './guard'
import { home } from './scheme'

const first = { width: 1280, height: 820 }

/** The page's own background (src/renderer/ui/tokens.css), so that opening does not flash. */
const background = { light: '#f1efea', dark: '#131416' }

export type WindowDeps = {
  readonly preload: string
  readonly preferences: PreferenceStore
  readonly log: (line: string) => void
  readonly crashes: Crashes
}

export const openWindow = ({ preload, preferences, log, crashes }: WindowDeps): BrowserWindow => {
  const { bounds, maximized } = preferences.get()
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...(usableBounds(bounds, areas) ?? first),
    minWidth: least.width,
    minHeight: least.height,
    show: false,
    title: 'Caesura',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  const page = pageOf(window, home, log)
  const remember = () => preferences.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('resized', remember)
  window.on('moved', remember)
  window.on('maximize', remember)
  window.on('unmaximize', remember)
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`the page has died: ${reason} (${exitCode})`)
    crashes.died(page)
  })
  window.on('unresponsive', () => crashes.hangs(page))
  window.on('responsive', crashes.answers)
  // about:blank is the one address Chromium goes to without asking `will-navigate` (stopping it as it starts crashes Electron 33). It
  // holds nothing; the window comes home from it.
  window.webContents.on('did-navigate', (_event, url) => {
    if (mayNavigate(url)) return
    log(`brought home from ${url.slice(0, 200)}`)
    window.loadURL(home).catch((error: unknown) => log(`the page did not load: ${String(error)}`))
  })
  // A navigation of the page itself can replace this one; then it ends with ERR_ABORTED, which is no trouble.
  window.loadURL(home).catch((error: unknown) => log(`the page did not load: ${String(error)}`))
  return window
}
