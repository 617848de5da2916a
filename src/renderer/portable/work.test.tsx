// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { jobId, readyJob } from '../desk/fake.fixture'
import type { Bridge } from '../../ipc/bridge'
import type { Work } from '../../ipc/contract'
import { SettingsDialog } from '../settings/SettingsDialog'
import { openAnotherLibrary, startWork, tellTrouble, watchWork } from './commands'
import { saveCopy } from './copies'
import { WorkSheet, WorkStrip } from './WorkSheet'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())
const open = async (over: Partial<Bridge> = {}) => {
  page = await openWindow([readyJob(1)], over)
}
const running = (over: Partial<Extract<Work, { kind: 'running' }>> = {}): Work => ({
  kind: 'running',
  work: 'back-up',
  doing: 'Copying “Talk”',
  share: 0.42,
  ending: false,
  ...over,
})
const ended = (over: Partial<Extract<Work, { kind: 'ended' }>> = {}): Work => ({
  kind: 'ended',
  work: 'check',
  outcome: 'done',
  title: 'All 3 jobs are sound.',
  lines: ['Every change fits.'],
  findings: [],
  more: 0,
  report: true,
  ...over,
})
const dialogKind = () => page.app.dialogs.store.getState().dialog?.kind ?? null

describe('a long work', () => {
  it('shows how far it is, is put aside into a strip, and comes back from there', async () => {
    await open()
    await page.doing(() => startWork(page.app, 'back-up'))
    expect(page.asked).toContain('startWork back-up')
    expect(dialogKind()).toBe('work')
    await page.show(<WorkSheet />)
    await page.doing(() => page.send('workChanged', running()))
    const bar = document.querySelector('[role=progressbar]')
    expect(bar?.getAttribute('aria-valuenow')).toBe('42')
    expect(bar?.getAttribute('aria-label')).toBe('Backing up all jobs')
    expect(document.querySelector('[role=status]')?.textContent).toBe('Backing up all jobs, 40 percent')
    await page.press('Go on working')
    expect(dialogKind()).toBeNull()
    await page.show(<WorkStrip />)
    await page.press('Show')
    expect(dialogKind()).toBe('work')
  })

  it('is called off, and says that it ends', async () => {
    await open()
    await page.show(<WorkSheet />)
    await page.doing(() => page.send('workChanged', running()))
    await page.press('Cancel')
    expect(page.asked).toContain('cancelWork')
    await page.doing(() => page.send('workChanged', running({ ending: true })))
    expect(page.text()).toContain('Ending…')
  })

  it('that moves the library cannot be put aside', async () => {
    await open()
    page.app.dialogs.show({ kind: 'work' })
    await page.show(<WorkSheet />)
    await page.doing(() => page.send('workChanged', running({ work: 'move' })))
    expect(page.text()).not.toContain('Go on working')
    await page.key(document.querySelector('[role=dialog]') ?? document.body, 'Escape')
    expect(dialogKind()).toBe('work')
  })

  it('that ends out of sight says so, and its outcome is put away when it was read', async () => {
    await open()
    const stop = watchWork(page.app)
    await page.doing(() => page.send('workChanged', running({ work: 'check' })))
    await page.doing(() => page.send('workChanged', ended()))
    expect(page.said).toEqual(['All 3 jobs are sound.'])
    stop()
    page.app.dialogs.show({ kind: 'work' })
    await page.show(<WorkSheet />)
    expect(page.text()).toContain('Every change fits.')
    await page.press('Save the report…')
    expect(page.asked).toContain('saveReport')
    expect(page.said.at(-1)).toBe('check.txt is saved.')
    await page.press('Done')
    expect(page.app.work.store.getState().kind).toBe('none')
  })

  it('tells what was found in words, with what to do, and leads to the job', async () => {
    await open()
    page.app.dialogs.show({ kind: 'work' })
    await page.show(<WorkSheet />)
    const finding = {
      jobId: jobId(1),
      title: 'Talk',
      weight: 'lost',
      what: 'It is damaged.',
      toDo: 'Open it.',
    } as const
    await page.doing(() => page.send('workChanged', ended({ outcome: 'failed', findings: [finding], more: 7 })))
    expect(page.text()).toContain('It is damaged.')
    expect(page.text()).toContain('Open it.')
    expect(page.text()).toContain('… and 7 more')
    await page.press('Talk')
    expect(dialogKind()).toBeNull()
    await vi.waitFor(() => expect(page.app.desk.document()?.jobId).toBe(jobId(1)))
  })

  it('that cannot begin says why', async () => {
    await open({ startWork: async () => ({ ok: false, code: 'conflict', message: 'Something else is going on.' }) })
    await page.doing(() => startWork(page.app, 'move'))
    expect(page.said).toEqual(['The library was not moved. Something else is going on.'])
    expect(dialogKind()).toBeNull()
  })

  it('of which the dialog was cancelled shows nothing', async () => {
    await open({ startWork: async () => ({ ok: true, value: { started: false } }) })
    await page.doing(() => startWork(page.app, 'back-up'))
    expect(dialogKind()).toBeNull()
  })
})

describe('the library in the settings', () => {
  const place = { jobs: 3, bytes: 2_345_678, trouble: null, readOnly: null, old: null }

  it('says where it is and how large, and begins each work', async () => {
    await open({ libraryPlace: async () => ({ ok: true, value: place }) })
    await page.show(<SettingsDialog />)
    expect(page.text()).toContain('3 jobs, 2.3 MB.')
    expect(page.text()).toContain('/library')
    for (const [button, work] of [
      ['Back up all jobs…', 'back-up'],
      ['Bring in a back-up…', 'bring-back'],
      ['Move the library…', 'move'],
      ['Check the library', 'check'],
    ] as const) {
      await page.press(button)
      expect(page.asked).toContain(`startWork ${work}`)
    }
  })

  it('a library that is not there: the sentence, and another one can be chosen; nothing is brought in or moved', async () => {
    const trouble = 'Your library’s folder is not there.'
    await open({ libraryPlace: async () => ({ ok: true, value: { ...place, trouble, readOnly: trouble } }) })
    await page.show(<SettingsDialog />)
    expect(document.querySelector('[role=alert]')?.textContent).toBe(trouble)
    expect(page.isDisabled('Move the library…')).toBe(true)
    expect(page.isDisabled('Bring in a back-up…')).toBe(true)
    expect(page.isDisabled('Use another library…')).toBe(false)
    await page.doing(() => tellTrouble(page.app))
    expect(page.said).toEqual([`Your library cannot be opened. ${trouble}`])
  })

  it('after a move the old folder is left or goes to the bin', async () => {
    await open({ libraryPlace: async () => ({ ok: true, value: { ...place, old: 'library' } }) })
    await page.show(<SettingsDialog />)
    expect(page.text()).toContain('The old library (“library”) was left as it was.')
    await page.press('Move it to the bin')
    expect(page.asked).toContain('oldLibrary trash')
    expect(page.text()).not.toContain('The old library')
  })

  it('the bin refused: it is said, and the choice stays', async () => {
    await open({
      libraryPlace: async () => ({ ok: true, value: { ...place, old: 'library' } }),
      oldLibrary: async () => ({ ok: false, code: 'disk', message: 'There is no bin.' }),
    })
    await page.show(<SettingsDialog />)
    await page.press('Move it to the bin')
    expect(page.said).toEqual(['The old folder was not moved. There is no bin.'])
    expect(page.text()).toContain('The old library (“library”)')
  })

  it('another library: the app starts again, or a sentence', async () => {
    await open({ useLibrary: async () => ({ ok: false, code: 'not-found', message: 'This folder is no library.' }) })
    await page.doing(() => openAnotherLibrary(page.app))
    expect(page.said).toEqual(['The library was not changed. This folder is no library.'])
  })
})

it('a copy is saved with what was typed the moment before', async () => {
  await open()
  await page.doing(() => page.app.desk.select(jobId(1)))
  const flush = vi.spyOn(page.app.desk.document()?.session ?? { flush: () => {} }, 'flush')
  await page.doing(() => saveCopy(page.app, jobId(1)))
  expect(flush).toHaveBeenCalled()
  expect(page.asked).toContain(`saveCopy ${jobId(1)}`)
  expect(page.said.at(-1)).toContain('talk.caesura is saved.')
})
