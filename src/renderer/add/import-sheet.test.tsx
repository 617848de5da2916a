// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportPreview, Opened } from '../../ipc/contract'
import type { Bridge } from '../../ipc/bridge'
import type { ImportDialog } from '../desk/dialogs'
import { addDialog } from '../desk/dialogs'
import { intakeOf, receive } from '../library/intake'
import { ImportSheet } from './ImportSheet'
import { openWindow, type TestWindow } from './window.fixture'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

const tokenOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const preview = (n: number, more: Partial<ImportPreview> = {}): ImportPreview => ({
  token: tokenOf(n),
  format: 'srt',
  title: `file ${n}`,
  words: 1204,
  lengthMs: 724_000,
  speakers: ['Ann', 'Ben'],
  language: '',
  lines: [{ speaker: 'Ann', atMs: 1000, text: `Beginning ${n}` }],
  notes: [`Repair ${n}.`],
  lacks: [`Lack ${n}.`],
  ...more,
})
const file = (n: number, more: Partial<ImportPreview> = {}) => ({ name: `file${n}.srt`, preview: preview(n, more) })
const shown = (n: number): Opened => ({ name: `file${n}.srt`, outcome: { kind: 'preview', preview: preview(n) } })
const refused = async ({ tokens }: { readonly tokens: readonly string[] }) => ({
  ok: true as const,
  value: tokens.map(() => ({ name: 'a.srt', outcome: { kind: 'refused', message: '“a.srt” has changed.' } as const })),
})

let page: TestWindow
const open = async (dialog: ImportDialog, over: Partial<Bridge> = {}) => {
  page = await openWindow([], over)
  page.app.dialogs.show(dialog)
  await page.show(<ImportSheet dialog={dialog} />)
}
beforeEach(async () => {
  page = await openWindow([])
})
afterEach(() => page.close())
/** The words beside a box tick it, as they do for a person. */
const wordsOf = (name: string) => {
  const found = [...document.querySelectorAll('.import-name')].find((one) => one.textContent === name)
  if (found === undefined) throw new Error(`no file ${name}`)
  return found
}

describe('one file of another kind', () => {
  it('is shown with what it is, says, lacks and needed', async () => {
    await open({ kind: 'import', files: [file(1, { language: 'de' })], next: null })
    expect(page.text()).toContain('A SubRip file · 1,204 words · 12:04 · Ann, Ben · German')
    for (const words of ['Beginning 1', 'Lack 1.', 'Repair 1.']) expect(page.text()).toContain(words)
    await page.press('Add')
    expect(page.asked).toContain(`addImports ${tokenOf(1)}`)
    expect(page.app.dialogs.store.getState().dialog).toBeNull()
  })

  it('is not added when it is not wanted; what else was dropped is asked next', async () => {
    const next = addDialog('paste', { text: 'x' })
    await open({ kind: 'import', files: [file(1)], next })
    await page.press('Cancel')
    expect(page.asked.filter((call) => call.startsWith('addImports'))).toEqual([])
    expect(page.app.dialogs.store.getState().dialog).toBe(next)
  })

  it('that cannot be added any more says why', async () => {
    await open({ kind: 'import', files: [file(1)], next: null }, { addImports: refused })
    await page.press('Add')
    expect(page.said).toEqual(['a.srt was not opened. “a.srt” has changed.'])
  })
})

describe('several files in one sheet', () => {
  it('only what stays ticked is added; all but the first are folded', async () => {
    await open({ kind: 'import', files: [file(1), file(2), file(3)], next: null })
    expect(page.text()).toContain('Beginning 1')
    expect(page.text()).not.toContain('Beginning 2')
    await page.press('Show what was understood of file2.srt')
    expect(page.text()).toContain('Lack 2.')
    await page.click(wordsOf('file1.srt'))
    await page.press('Add 2 jobs')
    expect(page.asked.filter((call) => call.startsWith('addImports'))).toEqual([
      `addImports ${tokenOf(2)}`,
      `addImports ${tokenOf(3)}`,
    ])
    expect(page.app.dialogs.store.getState().dialog).toMatchObject({ kind: 'report' })
  })

  it('nothing ticked adds nothing', async () => {
    await open({ kind: 'import', files: [file(1), file(2)], next: null })
    await page.click(wordsOf('file1.srt'))
    await page.click(wordsOf('file2.srt'))
    expect(page.isDisabled('Add')).toBe(true)
  })
})

describe('what is handed in', () => {
  it('files that come while others are looked at join them, each once', async () => {
    const intake = intakeOf(page.app)
    receive({ ok: true, value: [shown(1)] }, intake)
    receive({ ok: true, value: [shown(1), shown(2)] }, intake)
    expect(page.app.dialogs.store.getState().dialog).toMatchObject({
      kind: 'import',
      files: [{ name: 'file1.srt' }, { name: 'file2.srt' }],
    })
  })

  it('a list of ids beside them is asked about after them; a refused one is told before', () => {
    const ids: Opened = { name: 'ids.txt', outcome: { kind: 'ids', text: 'x' } }
    const bad: Opened = { name: 'bad.srt', outcome: { kind: 'refused', message: '“bad.srt” is empty.' } }
    receive({ ok: true, value: [shown(1), ids, bad] }, intakeOf(page.app))
    expect(page.app.dialogs.store.getState().dialog).toMatchObject({
      kind: 'report',
      next: { kind: 'import', next: { kind: 'add', text: 'x' } },
    })
  })
})
