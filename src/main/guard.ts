// What no page may do, whatever got into it. Tables with a reason per line; applied to every web contents that is ever made.

import type { App, Session, Shell, WebContents } from 'electron'
import { home, origin } from './scheme'

/** The only addresses a window may go to: a reload of our own page. Everything else, app:// included, stays where it is. */
export const mayNavigate = (url: string): boolean => {
  const at = url.indexOf('#')
  const page = at === -1 ? url : url.slice(0, at)
  return page === home || page === `${origin}/`
}

/** Pages that open in the person's own browser. Compared by origin and path, so nothing else on these hosts opens. */
const externalPages: readonly { readonly origin: string; readonly path: string; readonly reason: string }[] = [
  {
    origin: 'https://docs.pictory.ai',
    path: '/',
    reason: 'Pictory’s documentation, where the API and its limits are told',
  },
  { origin: 'https://app.pictory.ai', path: '/', reason: 'where a person gets an API key and sees the jobs' },
]

export const mayOpenOutside = (url: string): boolean => {
  try {
    const { origin, pathname, username, password } = new URL(url)
    return (
      username === '' &&
      password === '' &&
      externalPages.some((page) => page.origin === origin && pathname.startsWith(page.path))
    )
  } catch {
    return false
  }
}

/** What our own page may do, with the reason. */
export const grantedPermissions: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying a job id, at the person’s own click',
}

/** Every other permission Chromium can ask for is denied. Those one might miss, with the reason why they are not needed. */
const deniedPermissions: Readonly<Record<string, string>> = {
  media: 'Caesura plays files; it never records',
  geolocation: 'nothing depends on where the person is',
  notifications: 'main shows them, as the person wishes in the settings; the page may not',
  midi: 'no such device is used',
  pointerLock: 'the pointer is the person’s',
  fullscreen: 'the window has its own full screen, by the menu',
  openExternal: 'links out go through externalPages',
  'clipboard-read': 'pasting is the person’s own key press and needs no permission',
  'display-capture': 'the screen is not our business',
  hid: 'no such device is used',
  serial: 'no such device is used',
  usb: 'no such device is used',
  fileSystem: 'files go through main’s dialogs',
}

export type GuardDeps = { readonly shell: Pick<Shell, 'openExternal'>; readonly log: (line: string) => void }

const granted = (permission: string, contents: WebContents | null): boolean =>
  Object.hasOwn(grantedPermissions, permission) && contents !== null && mayNavigate(contents.getURL())

export const guardSession = (session: Session, log: (line: string) => void): void => {
  session.setPermissionCheckHandler((contents, permission) => granted(permission, contents))
  session.setPermissionRequestHandler((contents, permission, answer) => {
    if (granted(permission, contents)) {
      answer(true)
      return
    }
    log(`permission ${permission} denied: ${deniedPermissions[permission] ?? 'nothing needs it'}`)
    answer(false)
  })
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

const stayHome =
  (log: (line: string) => void) =>
  (event: { readonly url: string; readonly preventDefault: () => void }): void => {
    if (mayNavigate(event.url)) return
    event.preventDefault()
    log(`navigation refused: ${event.url.slice(0, 200)}`)
  }

/**
 * Before `ready`. Chromium's spelling check fetches dictionaries from Google's servers as soon as a session is made, also where no window
 * checks spelling and where the check is switched off: only without a language there is nothing to fetch.
 */
export const guardNetwork = (app: App): void => {
  app.on('session-created', (session) => {
    session.setSpellCheckerEnabled(false)
    session.setSpellCheckerLanguages([])
  })
}

/** Before the first window is made. */
export const guardContents = (app: App, { shell, log }: GuardDeps): void => {
  app.on('web-contents-created', (_event, contents) => {
    const stay = stayHome(log)
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', (event) => {
      // The page has no frames.
      if (event.isMainFrame) stay(event)
      else event.preventDefault()
    })
    contents.on('will-redirect', stay)
    // A policy has no say over WebRTC: without this a page could send packets past it.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url).catch(() => log(`could not be opened outside: ${url}`))
      else log(`window refused: ${url.slice(0, 200)}`)
      return { action: 'deny' }
    })
  })
}
