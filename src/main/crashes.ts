// What becomes of a page that died or hangs. Every acknowledged edit is on disk, so a new page goes on where the old one stopped; one that
// dies again and again would do so for ever, so the person decides. Main's own failures are told once, not each.

import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron'
import type { Events } from '../ipc/contract'

type Page = {
  /** The same page anew. */
  readonly reload: () => void
  /** The page anew without the job that was open. */
  readonly loadEmpty: () => void
  /** Ends what hangs, which is then a page that died. */
  readonly crash: () => void
}

export type CrashDeps = {
  /** `dialog` itself, never its functions alone: tests put their own answer on it. */
  readonly dialog: { readonly showMessageBox: (options: MessageBoxOptions) => ReturnType<Dialog['showMessageBox']> }
  /** The page is gone: what is told now waits for the next one. */
  readonly gone: () => void
  readonly tell: (trouble: Events['trouble']) => void
  readonly now: () => number
  readonly quit: () => void
  readonly log: (line: string) => void
}

/** So many deaths in so long are no accident. */
const most = 3
const withinMs = 60_000
const tellAgainMs = 60_000

export type Crashes = {
  readonly died: (page: Page) => void
  readonly hangs: (page: Page) => void
  /** It answers again. */
  readonly answers: () => void
  /** An exception of main that nobody caught: logged by the caller, told here once a minute at most. */
  readonly failed: () => void
}

/** A window as it is used here. */
export const pageOf = ({ webContents }: BrowserWindow, home: string, log: (line: string) => void): Page => ({
  reload: () => webContents.reload(),
  loadEmpty: () => {
    webContents.loadURL(`${home}#empty`).catch((error: unknown) => log(`the page did not load: ${String(error)}`))
  },
  crash: () => webContents.forcefullyCrashRenderer(),
})

export const createCrashes = ({ dialog, gone, tell, now, quit, log }: CrashDeps): Crashes => {
  let deaths: readonly number[] = []
  let toldAt = -Infinity
  let asks = false

  const choose = async (page: Page): Promise<void> => {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: 'Caesura’s window keeps stopping.',
      detail: 'Everything that was saved is safe. What is open may be the cause.',
      buttons: ['Try Again', 'Open Without the Job', 'Quit'],
      defaultId: 1,
      cancelId: 2,
    })
    deaths = []
    if (response === 0) page.reload()
    else if (response === 1) page.loadEmpty()
    else quit()
  }

  return {
    died: (page) => {
      gone()
      asks = false
      deaths = [...deaths.filter((at) => now() - at < withinMs), now()]
      if (deaths.length >= most) {
        log('the page keeps dying: the person is asked')
        void choose(page)
        return
      }
      tell({ kind: 'restarted' })
      page.reload()
    },
    hangs: (page) => {
      if (asks) return
      asks = true
      log('the page does not answer')
      void dialog
        .showMessageBox({
          type: 'warning',
          message: 'Caesura’s window does not answer.',
          detail: 'It may be busy. Started again, it opens the job as it was saved last.',
          buttons: ['Wait', 'Start the Window Again'],
          defaultId: 0,
          cancelId: 0,
        })
        .then(({ response }) => {
          if (response === 1 && asks) page.crash()
          asks = false
        })
    },
    answers: () => {
      asks = false
    },
    failed: () => {
      if (now() - toldAt < tellAgainMs) return
      toldAt = now()
      tell({ kind: 'failed' })
    },
  }
}
