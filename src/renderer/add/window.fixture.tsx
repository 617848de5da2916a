// A window for tests of sheets: every part real but the bridge, and the ways a person acts on a page.

import { Toast } from '@base-ui/react/toast'
import { Tooltip } from '@base-ui/react/tooltip'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { JobSummary } from '../../core/job/job'
import type { Bridge } from '../../ipc/bridge'
import { segmentFor } from '../captions/presets'
import { CaesuraContext, type Caesura } from '../desk/caesura'
import { createDesk } from '../desk/desk'
import { createDialogs } from '../desk/dialogs'
import { createFakeBridge } from '../desk/fake.fixture'
import { openSession } from '../desk/open-session'
import { createExpressions } from '../find/expressions'
import { createFind } from '../find/find'
import { createLibrary } from '../library/library'
import { createPlayer } from '../player/player'
import { createSound } from '../player/sound'
import { createSearch } from '../search/search'
import { createWork } from '../portable/work'
import { createService } from '../settings/service'
import { createSettings } from '../settings/settings'
import { createMessages } from '../ui/messages'
import { createTicker } from '../ui/ticker'
import { createUpdatesWindow } from '../updates/updates'

const field = (id: string): HTMLInputElement | HTMLTextAreaElement => {
  const found = document.getElementById(id)
  if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) throw new Error(`no field ${id}`)
  return found
}
const named = (selector: string, name: string): HTMLElement => {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => !one.closest('[hidden]'))
  const found = all.find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name)
  if (!found) throw new Error(`no “${name}” among ${all.map((one) => one.textContent).join(', ')}`)
  return found
}

export const openWindow = async (jobs: readonly JobSummary[], over: Partial<Bridge> = {}) => {
  const fake = createFakeBridge(jobs, over)
  const library = createLibrary(fake.bridge)
  await library.load()
  const kept = new Map<string, string>()
  const settings = createSettings({
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  })
  const element = document.createElement('video')
  element.load = () => {}
  const player = createPlayer(element, { request: () => 0, cancel: () => {} }, () => 0)
  const sound = createSound({ bridge: fake.bridge, settings, start: () => ({ end: () => {} }) })
  const desk = createDesk({
    bridge: fake.bridge,
    library,
    player,
    sound,
    settings,
    openSession: openSession(fake.bridge, { now: () => 1, setTimer: () => () => {}, newId: () => 'new' }),
    segmentFor,
    later: () => () => {},
    onStay: () => {},
    onLost: () => {},
    onHit: () => {},
  })
  const said: string[] = []
  const messages = createMessages()
  const app: Caesura = {
    bridge: fake.bridge,
    library,
    search: createSearch(fake.bridge, library),
    desk,
    find: createFind({
      desk,
      messages,
      expressions: createExpressions(
        () => ({ ask: () => {}, end: () => {} }),
        () => () => {},
      ),
      later: () => () => {},
    }),
    player,
    sound,
    settings,
    service: createService(fake.bridge),
    work: createWork(fake.bridge),
    updates: createUpdatesWindow(fake.bridge),
    dialogs: createDialogs(),
    messages: {
      ...messages,
      say: (title, options) => {
        said.push(options?.more === undefined ? title : `${title} ${options.more}`)
        return messages.say(title, options)
      },
    },
    ticker: createTicker(() => 0, { every: () => 0, stop: () => {} }),
  }
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)

  const buttons = 'button, [role=tab], [role=radio], [role=switch]'
  return {
    ...fake,
    app,
    /** What was said in messages. */
    said,
    show: (children: ReactNode, shownApp: Caesura = app) =>
      act(async () =>
        root.render(
          <CaesuraContext value={shownApp}>
            <Toast.Provider toastManager={app.messages.manager}>
              <Tooltip.Provider>{children}</Tooltip.Provider>
            </Toast.Provider>
          </CaesuraContext>,
        ),
      ),
    text: () => document.body.textContent ?? '',
    field,
    type: (id: string, value: string) =>
      act(async () => {
        const element = field(id)
        // React listens to the native setter, as when a person types.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value')?.set?.call(element, value)
        element.dispatchEvent(new Event('input', { bubbles: true }))
      }),
    press: (name: string) => act(async () => named(buttons, name).click()),
    isDisabled: (name: string) => named(buttons, name).hasAttribute('disabled'),
    click: (element: Element, held: MouseEventInit = {}) =>
      act(async () => {
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, ...held }))
      }),
    key: (element: Element, key: string, held: KeyboardEventInit = {}) =>
      act(async () => {
        element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }))
      }),
    doing: (run: () => unknown) =>
      act(async () => {
        await run()
      }),
    close: async () => {
      await act(async () => root.unmount())
      document.body.replaceChildren()
    },
  }
}
export type TestWindow = Awaited<ReturnType<typeof openWindow>>
