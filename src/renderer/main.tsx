// The composition root of the window: builds everything once and hands it down. Clock, storage, frames and the bridge to
// main enter here and nowhere else.

// The shared style sheets come before any part brings its own.
import '@fontsource-variable/inter/opsz.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { Toast } from '@base-ui/react/toast'
import { Tooltip } from '@base-ui/react/tooltip'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { segmentFor } from './captions/presets'
import { listenToKeys } from './commands/keyboard'
import { runFromMenu, tellMenu } from './commands/menu'
import { CaesuraContext, type Caesura } from './desk/caesura'
import { createDesk, whyUnsaved } from './desk/desk'
import type { Later } from './desk/derived'
import { createDialogs } from './desk/dialogs'
import { tellCrash } from './document/crashed'
import { listenToDrops } from './document/drop'
import { createExpressions, type Answer, type Thread } from './find/expressions'
import { createFind } from './find/find'
import { intakeOf, receive } from './library/intake'
import { createLibrary } from './library/library'
import { watchKey } from './library/refused-key'
import { createPlayer } from './player/player'
import type { SoundReport } from './player/peaks.worker'
import { createSound, type SoundThread } from './player/sound'
import { tellTrouble, watchWork } from './portable/commands'
import { createWork } from './portable/work'
import { openSession } from './desk/open-session'
import { createSearch } from './search/search'
import { createService } from './settings/service'
import { rememberWishes } from './export/remembered'
import { createSettings } from './settings/settings'
import { createMessages } from './ui/messages'
import { applyTheme } from './ui/theme'
import { createTicker } from './ui/ticker'
import { Toasts } from './ui/Toasts'
import { createUpdatesWindow } from './updates/updates'

const bridge = window.caesura

/** After the quiet, at the next idle moment, and in any case within half a second. */
const later: Later = (run, ms) => {
  let idle = 0
  const timer = setTimeout(() => {
    idle = requestIdleCallback(run, { timeout: 500 })
  }, ms)
  return () => {
    clearTimeout(timer)
    cancelIdleCallback(idle)
  }
}

const timer = (run: () => void, ms: number) => {
  const handle = setTimeout(run, ms)
  return () => clearTimeout(handle)
}

const startThread = (onAnswer: (answer: Answer) => void): Thread => {
  const worker = new Worker(new URL('./find/expression.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }) => onAnswer(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, not a window
    ask: (question) => worker.postMessage(question),
    end: () => worker.terminate(),
  }
}

const startSound = (url: string, onReport: (report: SoundReport) => void): SoundThread => {
  const worker = new Worker(new URL('./player/peaks.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }) => onReport(data))
  worker.addEventListener('error', () => onReport({ kind: 'failed', why: 'unreadable' }))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, not a window
  worker.postMessage({ url })
  return { end: () => worker.terminate() }
}

const library = createLibrary(bridge)
const search = createSearch(bridge, library)
const settings = createSettings(localStorage)
const dialogs = createDialogs()
const messages = createMessages()
const picture = document.createElement('video')
picture.setAttribute('aria-label', 'The recording')
const player = createPlayer(
  picture,
  { request: requestAnimationFrame.bind(window), cancel: cancelAnimationFrame.bind(window) },
  () => performance.now(),
)
const sound = createSound({ bridge, settings, start: startSound })
const desk = createDesk({
  bridge,
  library,
  player,
  sound,
  settings,
  openSession: openSession(bridge, {
    now: Date.now,
    setTimer: timer,
    newId: () => crypto.randomUUID(),
  }),
  segmentFor,
  later,
  onStay: (message) =>
    messages.say('This job stays open.', { more: `${message} Open the other one when it is saved.`, failure: true }),
  onLost: (message) => messages.say(message),
  onHit: (text) => find.look(text),
})
rememberWishes(
  {
    jobId: () => desk.document()?.jobId ?? null,
    isForMany: () => dialogs.store.getState().dialog?.kind === 'export-jobs',
    subscribe: desk.store.subscribe,
  },
  settings,
)
const find = createFind({
  desk,
  messages,
  expressions: createExpressions(startThread, timer),
  later,
})
const ticker = createTicker(Date.now, {
  every: (run, ms) => setInterval(run, ms),
  stop: (handle) => clearInterval(Number(handle)),
})
const service = createService(bridge)
const work = createWork(bridge)
const updates = createUpdatesWindow(bridge)
const app: Caesura = {
  bridge,
  library,
  search,
  desk,
  find,
  player,
  sound,
  settings,
  service,
  work,
  updates,
  dialogs,
  messages,
  ticker,
}

applyTheme(document.documentElement, settings.store, window.matchMedia('(prefers-color-scheme: dark)'))
listenToKeys(app, window)
tellMenu(app, later)
listenToDrops(app, window)
bridge.on('command', ({ id }) => runFromMenu(app, id))
bridge.on('filesOpened', (opened) => receive({ ok: true, value: opened }, intakeOf(app)))
bridge.on('trouble', ({ kind }) => tellCrash(app, kind))
bridge.on('showJob', ({ jobId }) => void desk.select(jobId))
bridge.on('jobBecame', ({ from, to }) => {
  const { dialog } = dialogs.store.getState()
  if (dialog?.kind === 'rename-job' && dialog.jobId === from) dialogs.show({ kind: 'rename-job', jobId: to })
})
watchKey(app)
watchWork(app)
void work.load()
void updates.order('tell')
void tellTrouble(app)
bridge.beforeClose(async () => {
  // A document that is being left for another job is the open one until all of it is saved.
  const open = desk.document()
  if (!open) return null
  await open.session.flush()
  return whyUnsaved(open.session.store.getState().save)
})

const start = async () => {
  await library.load()
  // A page that kept dying comes back without the job that may be the cause.
  const isEmpty = location.hash === '#empty'
  if (isEmpty) history.replaceState(null, '', location.pathname)
  const { lastJobId } = settings.store.getState()
  // A file from the command line may have opened something already.
  if (
    !isEmpty &&
    lastJobId !== null &&
    desk.store.getState().view.kind === 'nothing' &&
    library.job(lastJobId)?.trashedAt === null
  )
    await desk.select(lastJobId)
}
void start()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root.')
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <CaesuraContext value={app}>
        <Toast.Provider toastManager={messages.manager} limit={3}>
          <Tooltip.Provider delay={450} closeDelay={0}>
            <App />
          </Tooltip.Provider>
          <Toasts />
        </Toast.Provider>
      </CaesuraContext>
    </CSPProvider>
  </StrictMode>,
)
