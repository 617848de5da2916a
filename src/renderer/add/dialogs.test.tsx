// @vitest-environment happy-dom
import { Toast } from '@base-ui/react/toast'
import { Tooltip } from '@base-ui/react/tooltip'
import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../ipc/bridge'
import { segmentFor } from '../captions/presets'
import { CaesuraContext, type Caesura } from '../desk/caesura'
import { createDesk } from '../desk/desk'
import { createDialogs } from '../desk/dialogs'
import { createFakeBridge, jobId, readyJob } from '../desk/fake.fixture'
import { openSession } from '../desk/open-session'
import { Export } from '../export/Export'
import { createLibrary } from '../library/library'
import { createPlayer } from '../player/player'
import { createSettings } from '../settings/settings'
import { createMessages } from '../ui/messages'
import { createTicker } from '../ui/ticker'
import { AddJobs } from './AddJobs'
import { KeyDialog } from './KeyDialog'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let root: Root
let fake: ReturnType<typeof createFakeBridge>
let app: Caesura

beforeEach(async () => {
  fake = createFakeBridge([readyJob(1, { title: 'The talk' })])
  const library = createLibrary(fake.bridge)
  await library.load()
  const settings = createSettings({ getItem: () => null, setItem: () => {} })
  const element = document.createElement('video')
  vi.spyOn(element, 'load').mockImplementation(() => {})
  const player = createPlayer(element, { request: () => 0, cancel: () => {} }, () => 0)
  const desk = createDesk({
    bridge: fake.bridge,
    library,
    player,
    settings,
    openSession: openSession(fake.bridge, { now: () => 1, setTimer: () => () => {}, newId: () => 'new' }),
    segmentFor,
    later: () => () => {},
    onStay: () => {},
  })
  app = {
    bridge: fake.bridge,
    library,
    desk,
    player,
    settings,
    dialogs: createDialogs(),
    messages: createMessages(),
    ticker: createTicker(() => 0, { every: () => 0, stop: () => {} }),
  }
  const place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})
afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
})

const show = (children: ReactNode) =>
  act(async () =>
    root.render(
      <CaesuraContext value={app}>
        <Toast.Provider toastManager={app.messages.manager}>
          <Tooltip.Provider>{children}</Tooltip.Provider>
        </Toast.Provider>
      </CaesuraContext>,
    ),
  )
const text = () => document.body.textContent
const field = (id: string) => {
  const found = document.getElementById(id)
  if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) throw new Error(`no field ${id}`)
  return found
}
const type = (id: string, value: string) =>
  act(async () => {
    const element = field(id)
    // React listens to the native setter, as when a person types.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value')?.set?.call(element, value)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  })
const press = (name: string) =>
  act(async () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === name)
    if (!button)
      throw new Error(
        `no button “${name}” among ${[...document.querySelectorAll('button')].map((one) => one.textContent).join(', ')}`,
      )
    button.click()
  })

describe('adding jobs', () => {
  it('tells as it is pasted what is new, here already, doubled, and no id', async () => {
    await show(<AddJobs />)
    await type('job-ids', `${jobId(1)} ${jobId(7)}, ${jobId(7).toUpperCase()} cbbc5305-0a1b-4c2d-8e3f-00000000beeg`)
    expect(text()).toContain('1 new job id')
    expect(text()).toContain('The talk is already here')
    expect(text()).toContain('One id appears twice')
    expect(text()).toContain('holds “g”')
    await press('Add 1 job')
    expect(fake.asked).toContain('addJobs 2')
    expect(app.dialogs.store.getState().dialog).toBeNull()
  })

  it('adds nothing while the key beside it is wrong, and says why', async () => {
    await show(<AddJobs />)
    await type('job-ids', jobId(7))
    await type('pictory-key', 'Bearer pictai_abcdefgh')
    await press('Add 1 job')
    expect(text()).toContain('Leave out “Bearer”')
    expect(fake.asked).toEqual([])
    await type('pictory-key', 'pictai_abcdefgh')
    await press('Add 1 job')
    expect(fake.asked).toEqual(['setKey', 'addJobs 1'])
  })

  it('has nothing to add in text without an id', async () => {
    await show(<AddJobs />)
    await type('job-ids', 'hello')
    expect(text()).toContain('There is no job id in this text')
    expect([...document.querySelectorAll('button')].find((one) => one.textContent === 'Add')?.disabled).toBe(true)
  })
})

describe('the key', () => {
  it('is refused here with a sentence before main ever sees it, and forgotten by the page once kept', async () => {
    await show(<KeyDialog />)
    await type('pictory-key', 'secret')
    await press('Keep the key')
    expect(text()).toContain('no Pictory API key')
    expect(field('pictory-key').getAttribute('aria-invalid')).toBe('true')
    expect(fake.asked).toEqual([])
    await type('pictory-key', 'pictai_abcdefgh')
    await press('Keep the key')
    expect(fake.asked).toEqual(['setKey'])
    expect(document.documentElement.innerHTML).not.toContain('pictai_abcdefgh')
  })
})

const full: Bridge['saveExport'] = async () => ({ ok: false, code: 'disk-full', message: 'The disk is full.' })

describe('exporting', () => {
  it('shows the file as it will be, and writes exactly that', async () => {
    await app.desk.select(jobId(1))
    const open = app.desk.document()
    if (!open) throw new Error('the job did not open')
    await show(<Export document={open} />)
    const page = document.querySelector('pre')?.textContent ?? ''
    expect(page).toMatch(/^1\n00:00:00,000 --> [\d:,]+\nGood morning\.\n\n2\n/u)
    await act(async () => app.settings.set({ speakers: 'name' }))
    expect(document.querySelector('pre')?.textContent).toContain('Ann: Good morning.')
    const shown = document.querySelector('pre')?.textContent ?? ''
    await press('Save SRT…')
    expect(fake.asked.at(-1)).toBe(`saveExport srt ${shown.length}`)
  })

  it('keeps the dialog open and says why when it cannot be written', async () => {
    app = { ...app, bridge: { ...app.bridge, saveExport: full } }
    app.dialogs.show({ kind: 'export' })
    await app.desk.select(jobId(1))
    const open = app.desk.document()
    if (!open) throw new Error('the job did not open')
    await show(<Export document={open} />)
    await press('Save SRT…')
    expect(text()).toContain('The disk is full.')
    expect(app.dialogs.store.getState().dialog).toEqual({ kind: 'export' })
  })
})
