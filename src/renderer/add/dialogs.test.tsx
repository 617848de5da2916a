// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../ipc/bridge'
import type { Caesura } from '../desk/caesura'
import { addDialog } from '../desk/dialogs'
import { jobId, readyJob } from '../desk/fake.fixture'
import { Export } from '../export/Export'
import { AddSheet } from './AddSheet'
import { KeyDialog } from './KeyDialog'
import { openWindow, type TestWindow } from './window.fixture'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
let app: Caesura

beforeEach(async () => {
  page = await openWindow([readyJob(1, { title: 'The talk' })])
  app = page.app
})
afterEach(() => page.close())

describe('adding jobs', () => {
  it('tells as it is pasted what is new, here already, doubled, and no id', async () => {
    await page.show(<AddSheet dialog={addDialog('paste')} />)
    await page.type(
      'job-ids',
      `${jobId(1)} ${jobId(7)}, ${jobId(7).toUpperCase()} cbbc5305-0a1b-4c2d-8e3f-00000000beeg`,
    )
    expect(page.text()).toContain('1 new job id')
    expect(page.text()).toContain('The talk is already here')
    expect(page.text()).toContain('One id appears twice')
    expect(page.text()).toContain('holds “g”')
    await page.press('Add 1 job')
    expect(page.asked).toContain('addJobs 2')
    expect(app.dialogs.store.getState().dialog).toBeNull()
  })

  it('adds nothing while the key beside it is wrong, and says why', async () => {
    await page.show(<AddSheet dialog={addDialog('paste')} />)
    await page.type('job-ids', jobId(7))
    await page.type('pictory-key', 'Bearer pictai_abcdefgh')
    await page.press('Add 1 job')
    expect(page.text()).toContain('Leave out “Bearer”')
    expect(page.asked).toEqual([])
    await page.type('pictory-key', 'pictai_abcdefgh')
    await page.press('Add 1 job')
    expect(page.asked).toEqual(['setKey', 'addJobs 1'])
  })

  it('has nothing to add in text without an id', async () => {
    await page.show(<AddSheet dialog={addDialog('paste')} />)
    await page.type('job-ids', 'hello')
    expect(page.text()).toContain('There is no job id in this text')
    expect(page.isDisabled('Add')).toBe(true)
  })
})

describe('the key', () => {
  it('is refused here with a sentence before main ever sees it, and forgotten by the page once kept', async () => {
    await page.show(<KeyDialog />)
    await page.type('pictory-key', 'secret')
    await page.press('Keep the key')
    expect(page.text()).toContain('no Pictory API key')
    expect(page.field('pictory-key').getAttribute('aria-invalid')).toBe('true')
    expect(page.asked).toEqual([])
    await page.type('pictory-key', 'pictai_abcdefgh')
    await page.press('Keep the key')
    expect(page.asked).toEqual(['setKey'])
    expect(document.documentElement.innerHTML).not.toContain('pictai_abcdefgh')
  })
})

const full: Bridge['saveExport'] = async () => ({ ok: false, code: 'disk-full', message: 'The disk is full.' })

describe('exporting', () => {
  it('shows the file as it will be, and writes exactly that', async () => {
    await app.desk.select(jobId(1))
    const open = app.desk.document()
    if (!open) throw new Error('the job did not open')
    await page.show(<Export document={open} />, app)
    const printed = document.querySelector('pre')?.textContent ?? ''
    expect(printed).toMatch(/^1\n00:00:00,000 --> [\d:,]+\nGood morning\.\n\n2\n/u)
    await page.doing(() => app.settings.set({ speakers: 'name' }))
    expect(document.querySelector('pre')?.textContent).toContain('Ann: Good morning.')
    const shown = document.querySelector('pre')?.textContent ?? ''
    await page.press('Save SRT…')
    expect(page.asked.at(-1)).toBe(`saveExport srt ${shown.length}`)
  })

  it('keeps the dialog open and says why when it cannot be written', async () => {
    app = { ...app, bridge: { ...app.bridge, saveExport: full } }
    app.dialogs.show({ kind: 'export' })
    await app.desk.select(jobId(1))
    const open = app.desk.document()
    if (!open) throw new Error('the job did not open')
    await page.show(<Export document={open} />, app)
    await page.press('Save SRT…')
    expect(page.text()).toContain('The disk is full.')
    expect(app.dialogs.store.getState().dialog).toEqual({ kind: 'export' })
  })
})
