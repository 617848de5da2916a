// Closing the window and quitting, so that an edit made the moment before is on disk. Main tells the page, the page saves what is
// pending and answers; only then does the window go. Every wait has an end, and
// where it ends without an answer the person is asked: silence is never taken for "saved".

import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron'

export type ClosingDeps = {
  readonly window: Pick<BrowserWindow, 'destroy' | 'isDestroyed'>
  /** Sends the `closing` event; false when there is no page that could answer. */
  readonly tell: () => boolean
  /** Resolves when every write in main is answered. */
  readonly settle: () => Promise<void>
  readonly dialog: { readonly showMessageBox: (options: MessageBoxOptions) => ReturnType<Dialog['showMessageBox']> }
  readonly setTimer: (afterMs: number, run: () => void) => () => void
  readonly quit: () => void
  readonly log: (line: string) => void
}

/** For the page's answer. The page saves within milliseconds; a slow disk answers through main's own queue, which is waited for longer. */
const pageMs = 3000
const diskMs = 5000

export type Closing = {
  /** For the window's `close` event. */
  readonly onClose: (event: { readonly preventDefault: () => void }) => void
  /** The page's answer. */
  readonly ready: (unsaved: string | null) => void
  /** Has everything saved, and answers null, or why it is not. Nobody is asked, and the window stays. */
  readonly saved: () => Promise<string | null>
  /** After `saved` said so: the window goes at once, and the app with it. */
  readonly leave: () => void
  /** For the app's `before-quit` event: the window's end is then the app's. */
  readonly onQuit: () => void
}

export const createClosing = (deps: ClosingDeps): Closing => {
  const { window, tell, settle, setTimer } = deps
  let quitting = false
  let closing = false
  let answered: ((unsaved: string | null) => void) | null = null

  const within = <T>(ms: number, late: T, work: Promise<T>): Promise<T> =>
    new Promise((resolve) => {
      const cancel = setTimer(ms, () => resolve(late))
      const done = (value: T) => {
        cancel()
        resolve(value)
      }
      work.then(done, () => done(late))
    })

  const page = (): Promise<string | null> =>
    new Promise((resolve) => {
      answered = resolve
      if (!tell()) resolve(null)
    })

  const saved = async (): Promise<string | null> => {
    const said = await within(pageMs, 'The window has not answered whether everything is saved.', page())
    const settled = await within(
      diskMs,
      false,
      settle().then(() => true),
    )
    return said ?? (settled ? null : 'The disk has not answered yet.')
  }

  const close = async (): Promise<void> => {
    const unsaved = await saved()
    if (unsaved !== null && !(await mayLose(unsaved))) {
      quitting = false
      return
    }
    if (!window.isDestroyed()) window.destroy()
    if (quitting) deps.quit()
  }

  const mayLose = async (unsaved: string): Promise<boolean> => {
    const { response } = await deps.dialog.showMessageBox({
      type: 'warning',
      message: 'Your last changes are not saved.',
      detail: `${unsaved}\n\nIf you close now, they are lost.`,
      buttons: ['Keep Caesura Open', 'Close and Lose Them'],
      defaultId: 0,
      cancelId: 0,
    })
    return response === 1
  }

  return {
    onClose: (event) => {
      event.preventDefault()
      if (closing) return
      closing = true
      void close().finally(() => (closing = false))
    },
    ready: (unsaved) => answered?.(unsaved),
    saved: async () => (closing ? 'Caesura is closing.' : saved()),
    leave: () => {
      if (!window.isDestroyed()) window.destroy()
      deps.quit()
    },
    onQuit: () => (quitting = true),
  }
}
