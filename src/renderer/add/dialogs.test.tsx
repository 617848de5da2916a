// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../ipc/bridge'
import type { Caesura } from '../desk/caesura'
import { addDialog } from '../desk/dialogs'
import { jobId, readyJob } from '../desk/fake.fixture'
import { Export } from '../export/Export'
import { AddSheet } from './AddSheet'
import { KeyDialog } from './KeyDialog'
import { RenameJob } from './RenameJob'
import { openWindow, type TestWindow } from './window.fixture'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
let app: Caesura

beforeEach(async () => {
  page = await openWindow([readyJob(1, { title: 'The talk' })])
  app = page.app
})
afterEach(() => page.close())

const twice = (count: number) => Array.from({ length: count * 2 }, (_, n) => jobId(7 + (n % count))).join(' ')

describe('adding jobs', () => {
  it('tells as it is pasted what is new, here already, doubled, and no id', async () => {
    await page.show(<AddSheet dialog={addDialog('paste')} />)
    await page.type(
      'job-ids',
      `${jobId(1)} ${jobId(7)}, ${jobId(7).toUpperCase()} cbbc5305-0a1b-4c2d-8e3f-00000000beeg`,
    )
    expect(page.text()).toContain('1 new job id')
    expect(page.text()).toContain('The talk is already here')
    expect(page.text()).toContain('cbbc5305…00007 appears twice')
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

  it('names the ids that are doubled, some of many', async () => {
    await page.show(<AddSheet dialog={addDialog('paste')} />)
    await page.type('job-ids', twice(2))
    expect(page.text()).toContain('cbbc5305…00007 and cbbc5305…00008 appear more than once; each is added once')
    await page.type('job-ids', twice(5))
    expect(page.text()).toContain(
      'cbbc5305…00007, cbbc5305…00008, cbbc5305…00009 and 2 others appear more than once; each is added once',
    )
  })

  it('says of many how long the first look takes', async () => {
    page.send('keyChanged', { kind: 'kept', where: 'keychain', refused: false })
    await page.show(<AddSheet dialog={addDialog('paste')} />)
    await page.type('job-ids', Array.from({ length: 1000 }, (_, n) => jobId(n + 2)).join('\n'))
    await page.press('Add 1,000 jobs')
    expect(page.said).toEqual(['1,000 jobs added. One each second: the last one is asked in about 17 min.'])
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

  it('that Pictory refuses stays in the open dialog, with why and with the one before', async () => {
    const before = { kind: 'kept', where: 'keychain', refused: false } as const
    let answer: ((value: Awaited<ReturnType<Bridge['setKey']>>) => void) | null = null
    await page.close()
    page = await openWindow([], {
      keyStatus: async () => ({ ok: true, value: before }),
      setKey: () => new Promise((resolve) => (answer = resolve)),
    })
    await page.doing(() => page.app.dialogs.show({ kind: 'key' }))
    await page.show(<KeyDialog />)
    await page.type('pictory-key', 'pictai_mistyped')
    await page.press('Replace the key')
    expect(page.text()).toContain('Asking Pictory about it…')
    expect(page.isDisabled('Replace the key')).toBe(true)
    await page.doing(() => answer?.({ ok: false, code: 'key-refused', message: 'Pictory refuses this key.' }))
    expect(page.text()).toContain('Pictory refuses this key.')
    expect(page.field('pictory-key').value).toBe('pictai_mistyped')
    expect(page.app.dialogs.store.getState().dialog).toEqual({ kind: 'key' })
    expect(page.app.library.store.getState().key).toEqual(before)
    expect(page.said).toEqual([])
    await page.show(null)
    await page.show(<KeyDialog />)
    expect(page.field('pictory-key').value).toBe('')
  })

  it.each([
    [{ ok: true, value: { kind: 'kept', where: 'keychain', refused: false } }, 'Key kept in the keychain'],
    [{ ok: false, code: 'key-refused', message: 'It is refused.' }, 'The key was not kept. It is refused.'],
  ] as const)('whose dialog was put away while it was tried is told of all the same', async (value, said) => {
    let answer: ((value: Awaited<ReturnType<Bridge['setKey']>>) => void) | null = null
    await page.close()
    page = await openWindow([], { setKey: () => new Promise((resolve) => (answer = resolve)) })
    await page.show(<KeyDialog />)
    await page.type('pictory-key', 'pictai_abcdefgh')
    await page.press('Keep the key')
    await page.show(null)
    // What was opened meanwhile stays.
    await page.doing(() => page.app.dialogs.show({ kind: 'settings' }))
    await page.doing(() => answer?.(value))
    expect(page.said).toEqual([said])
    expect(page.app.dialogs.store.getState().dialog).toEqual({ kind: 'settings' })
  })
})

describe('a sheet whose work is waited for', () => {
  it('puts itself away, not the one that came in its place', async () => {
    for (const next of [null, { kind: 'settings' } as const]) {
      let answer: (() => void) | null = null
      await page.close()
      page = await openWindow([readyJob(1)], {
        renameJob: () =>
          new Promise((resolve) => {
            answer = () => resolve({ ok: true, value: null })
          }),
      })
      await page.doing(() => page.app.dialogs.show({ kind: 'rename-job', jobId: jobId(1) }))
      await page.show(<RenameJob jobId={jobId(1)} />)
      await page.type('name-sheet', 'Another name')
      await page.press('Rename')
      if (next !== null) await page.doing(() => page.app.dialogs.show(next))
      await page.doing(() => answer?.())
      expect(page.app.dialogs.store.getState().dialog).toEqual(next)
    }
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
    await page.press('Save as SRT…')
    expect(page.asked.at(-1)).toBe(`saveExport srt ${shown.length}`)
  })

  it('keeps the dialog open and says why when it cannot be written', async () => {
    app = { ...app, bridge: { ...app.bridge, saveExport: full } }
    app.dialogs.show({ kind: 'export' })
    await app.desk.select(jobId(1))
    const open = app.desk.document()
    if (!open) throw new Error('the job did not open')
    await page.show(<Export document={open} />, app)
    await page.press('Save as SRT…')
    expect(page.text()).toContain('The disk is full.')
    expect(app.dialogs.store.getState().dialog).toEqual({ kind: 'export' })
  })
})
