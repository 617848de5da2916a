// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AccountPage } from '../../core/pictory/account'
import type { Bridge } from '../../ipc/bridge'
import type { Recording } from '../../ipc/contract'
import { addDialog } from '../desk/dialogs'
import { jobId, readyJob, startingJob } from '../desk/fake.fixture'
import { AddSheet } from './AddSheet'
import { RecordingSheet } from './RecordingSheet'
import { openWindow, type TestWindow } from './window.fixture'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
// happy-dom draws nothing: a list needs a height to have rows in view.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 5000 })

let page: TestWindow
afterEach(() => page.close())

const withKey: Partial<Bridge> = {
  keyStatus: async () => ({ ok: true, value: { kind: 'kept', where: 'keychain', refused: false } }),
}
const open = async (place: Parameters<typeof addDialog>[0], over: Partial<Bridge> = {}, given = {}) => {
  page = await openWindow([readyJob(1, { title: 'The talk' })], { ...withKey, ...over })
  const dialog = addDialog(place, given)
  await page.doing(() => page.app.dialogs.show(dialog))
  await page.show(<AddSheet dialog={dialog} />)
}
const rows = () => [...document.querySelectorAll('.account-row')]
const picked = () => rows().flatMap((row, at) => (row.getAttribute('aria-selected') === 'true' ? [at] : []))

const ofAccount = (numbers: readonly number[], nextPageKey: string | null): AccountPage => ({
  jobs: numbers.map((n) => ({ id: jobId(n), status: 'completed', words: n, durationMs: 61_000, about: `Words ${n}` })),
  others: 2,
  nextPageKey,
})

describe('from the account', () => {
  it('shows each transcription with what is known of it, and which are here already', async () => {
    await open('account', { accountPage: async () => ({ ok: true, value: ofAccount([1, 2, 3], null) }) })
    expect(page.text()).toContain('Looked at 5 jobs · 3 transcriptions · 2 others left out · that is all of them')
    expect(rows().map((row) => row.querySelector('.account-second')?.textContent)).toEqual([
      'Here already · 1:01 · 1 wordcbbc5305…00001',
      '1:01 · 2 wordscbbc5305…00002',
      '1:01 · 3 wordscbbc5305…00003',
    ])
  })

  it('picks by click, range and keys, and adds exactly that', async () => {
    await open('account', { accountPage: async () => ({ ok: true, value: ofAccount([1, 2, 3, 4, 5, 6], null) }) })
    expect(page.isDisabled('Add')).toBe(true)
    const [first, second, , fourth] = rows()
    const list = document.querySelector('[aria-multiselectable]')
    if (!first || !second || !fourth || !list) throw new Error('the list is not there')
    await page.click(first)
    expect(picked()).toEqual([])
    await page.click(second)
    await page.click(fourth, { shiftKey: true })
    expect(picked()).toEqual([1, 2, 3])
    await page.key(list, 'End')
    await page.key(list, ' ')
    expect(picked()).toEqual([1, 2, 3, 5])
    await page.press('Add 4 jobs')
    expect(page.asked).toContain('addJobs 4')
    expect(page.said).toEqual(['4 jobs added.'])
    expect(page.app.dialogs.store.getState().dialog).toBeNull()
  })

  it('stays while pages still come, so that what is here can be added and the rest too', async () => {
    const answers: ((value: AccountPage) => void)[] = []
    await open('account', {
      accountPage: () => new Promise((resolve) => answers.push((value) => resolve({ ok: true, value }))),
    })
    expect(page.text()).toContain('Asking Pictory for the first page…')
    await page.doing(() => answers.shift()?.(ofAccount([2, 3], 'b')))
    const all = document.querySelector<HTMLInputElement>('.check-line input')
    if (!all) throw new Error('no box for all')
    await page.doing(() => all.click())
    await page.press('Add these 2 now')
    expect(page.app.dialogs.store.getState().dialog).not.toBeNull()
    expect(page.text()).toContain('2 jobs added.')
    await page.doing(() => page.send('jobsChanged', [readyJob(2), readyJob(3)]))
    await page.doing(() => answers.shift()?.(ofAccount([4], null)))
    await page.press('Add 1 job')
    expect(page.asked.filter((line) => line.startsWith('addJobs'))).toEqual(['addJobs 2', 'addJobs 1'])
    expect(page.said).toEqual(['3 jobs added.'])
  })

  it('says what went wrong and tries again; putting the sheet away calls the page off', async () => {
    let broken = true
    await open('account', {
      accountPage: () =>
        broken
          ? Promise.resolve({ ok: false, code: 'pictory', message: 'Pictory has trouble.' })
          : new Promise(() => {}),
    })
    expect(page.text()).toContain('Pictory has trouble.')
    broken = false
    await page.press('Try again')
    expect(page.text()).not.toContain('Pictory has trouble.')
    await page.show(null)
    expect(page.asked).toContain('stopAccountPage')
  })

  it('asks for the key where there is none, and looks once it is there', async () => {
    await open('account', { keyStatus: async () => ({ ok: true, value: { kind: 'none' } }) })
    expect(page.asked).toEqual([])
    await page.type('pictory-key', 'pictai_abcdefgh')
    await page.doing(() => page.field('pictory-key').form?.requestSubmit())
    expect(page.asked).toEqual(['setKey', 'accountPage first'])
  })
})

const state = () => document.querySelector('.check-line [role=checkbox]')?.getAttribute('aria-checked')

describe('all new ones', () => {
  const failing: AccountPage = {
    jobs: [
      ...ofAccount([1, 2, 3], null).jobs,
      { id: jobId(4), status: 'failed', words: null, durationMs: null, about: '' },
    ],
    others: 0,
    nextPageKey: null,
  }
  it('says what it leaves out, and is mixed while some of them are taken', async () => {
    await open('account', { accountPage: async () => ({ ok: true, value: failing }) })
    expect(page.text()).toContain('All 2 new ones · without 1 that failed at Pictory')
    const [, second, third, fourth] = rows()
    const input = document.querySelector<HTMLInputElement>('.check-line input')
    if (!second || !third || !fourth || !input) throw new Error('the list is not there')
    expect(state()).toBe('false')
    await page.doing(() => input.click())
    expect(state()).toBe('true')
    await page.click(second)
    expect(state()).toBe('mixed')
    await page.click(third)
    expect(state()).toBe('false')
    // What failed counts for nothing here.
    await page.click(fourth)
    expect(state()).toBe('false')
    await page.click(second)
    await page.click(third)
    expect(state()).toBe('true')
    await page.click(third)
    await page.doing(() => input.click())
    expect(state()).toBe('true')
    expect(picked()).toEqual([1, 2, 3])
  })
})

describe('Ctrl-Enter', () => {
  it('adds what is picked of the account, from wherever the focus is', async () => {
    await open('account', { accountPage: async () => ({ ok: true, value: ofAccount([2, 3], null) }) })
    const list = document.querySelector('[aria-multiselectable]')
    if (!list) throw new Error('the list is not there')
    await page.key(list, 'Enter', { ctrlKey: true })
    expect(page.asked.filter((line) => line.startsWith('addJobs'))).toEqual([])
    await page.key(list, ' ')
    await page.key(list, 'Enter', { ctrlKey: true })
    expect(page.asked).toContain('addJobs 1')
  })

  it('begins the transcription, and adds what is pasted; on a Mac with Cmd', async () => {
    await open('start', begun, { recording })
    const tab = document.querySelector('[role=tab]')
    if (!tab) throw new Error('no tabs')
    await page.key(tab, 'Enter', { metaKey: true })
    expect(page.asked).toContain(`startTranscription ${recording.token} audio en-US`)
    await page.close()
    await open('paste', {}, { text: jobId(2) })
    await page.key(page.field('job-ids'), 'Enter')
    expect(page.asked).not.toContain('addJobs 1')
    await page.key(page.field('job-ids'), 'Enter', { ctrlKey: true })
    expect(page.asked).toContain('addJobs 1')
  })

  it('keeps the key where that is what is asked for', async () => {
    await open('start', { keyStatus: async () => ({ ok: true, value: { kind: 'none' } }) })
    await page.type('pictory-key', 'pictai_abcdefgh')
    await page.key(page.field('pictory-key'), 'Enter', { ctrlKey: true })
    expect(page.asked).toContain('setKey')
  })
})

const recording: Recording = {
  token: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
  name: 'interview.mp3',
  kind: 'audio',
  bytes: 42_000_000,
}
const begun: Partial<Bridge> = {
  chooseRecording: async () => ({ ok: true, value: recording }),
}

describe('a new transcription', () => {
  it('of a chosen file: what it is, what it costs, what happens; then the job is shown', async () => {
    await open('start', begun)
    expect(page.text()).toContain('340 of 6,000 transcription minutes used')
    expect(page.isDisabled('Begin')).toBe(true)
    await page.press('Choose…')
    expect(page.text()).toContain('interview.mp342 MB')
    page.setJobs([startingJob(90)])
    await page.doing(() => document.querySelector<HTMLFormElement>('#new-transcription')?.requestSubmit())
    expect(page.asked).toContain(`startTranscription ${recording.token} audio en-US`)
    expect(page.app.desk.store.getState().view).toEqual({ kind: 'standing', jobId: jobId(90) })
    expect(page.app.dialogs.store.getState().dialog).toBeNull()
  })

  it('takes the person’s word for the kind', async () => {
    await open('start', begun, { recording })
    await page.press('Video')
    await page.doing(() => document.querySelector<HTMLFormElement>('#new-transcription')?.requestSubmit())
    expect(page.asked).toContain(`startTranscription ${recording.token} video en-US`)
  })

  it('of a URL: guesses the kind from its path, refuses what Pictory cannot fetch', async () => {
    await open('start')
    await page.press('A URL')
    const submit = () =>
      page.doing(() => document.querySelector<HTMLFormElement>('#new-transcription')?.requestSubmit())
    for (const [bad, says] of [
      ['talk.mp4', 'This is no URL.'],
      ['http://example.org/talk.mp4', 'over https only'],
      ['https://me:secret@example.org/talk.mp4', 'Leave out the name and the password'],
    ] as const) {
      await page.type('source-url', bad)
      await submit()
      expect(page.text(), bad).toContain(says)
    }
    expect(page.asked.filter((line) => line.startsWith('startTranscription'))).toEqual([])
    await page.type('source-url', ' https://example.org/a/talk.m4a?sig=x.mp4 ')
    await submit()
    expect(page.asked).toContain('startTranscription https://example.org/a/talk.m4a?sig=x.mp4 audio en-US')
  })

  it('remembers the language, also one that is not in the list', async () => {
    await open('start', begun, { recording })
    await page.doing(() => page.app.settings.set({ language: 'cy-GB' }))
    await page.close()
    await open('start', begun, { recording })
    await page.doing(() => page.app.settings.set({ language: 'cy-GB' }))
    await page.show(null)
    await page.show(<AddSheet dialog={addDialog('start', { recording })} />)
    await page.type('language-code', 'EN_gb!')
    const submit = () =>
      page.doing(() => document.querySelector<HTMLFormElement>('#new-transcription')?.requestSubmit())
    await submit()
    expect(page.text()).toContain('A language code looks like en-US')
    await page.type('language-code', ' CY_gb ')
    await submit()
    expect(page.asked).toContain(`startTranscription ${recording.token} audio cy-GB`)
    expect(page.app.settings.store.getState().language).toBe('cy-GB')
  })

  it('stays and says why when it cannot begin; the minutes may be unknown without harm', async () => {
    await open(
      'start',
      {
        quota: async () => ({ ok: false, code: 'pictory', message: 'Pictory did not answer.' }),
        startTranscription: async () => ({ ok: false, code: 'unreadable', message: 'The file is not there any more.' }),
      },
      { recording },
    )
    expect(page.text()).toContain('The transcription minutes are not known just now. Pictory did not answer.')
    await page.doing(() => document.querySelector<HTMLFormElement>('#new-transcription')?.requestSubmit())
    expect(page.text()).toContain('The file is not there any more.')
    expect(page.app.dialogs.store.getState().dialog).not.toBeNull()
  })
})

describe('dropped into the sheet', () => {
  it('adds its ids to what was typed, and names its file', async () => {
    await open('start')
    await page.press('Paste ids')
    await page.type('job-ids', jobId(2))
    await page.show(<AddSheet dialog={addDialog('paste', { text: jobId(3), names: ['list.csv'] })} />)
    expect(page.field('job-ids').value).toBe(`${jobId(2)}\n${jobId(3)}`)
    expect(page.text()).toContain('From list.csv')
    await page.press('Add 2 jobs')
    expect(page.asked).toContain('addJobs 2')
  })

  it('a recording replaces the one before; of several it says which is taken', async () => {
    await open('start', begun, { recording })
    await page.show(
      <AddSheet
        dialog={addDialog('start', {
          recording: { ...recording, name: 'second.mp4', kind: 'video' },
          left: ['third.mp4'],
        })}
      />,
    )
    expect(page.text()).toContain('One recording is taken at a time: second.mp4. Not taken: third.mp4.')
  })
})

const lying = async (over: Partial<Bridge> = {}) => {
  page = await openWindow([readyJob(1, { title: 'The talk' })], over)
  await page.doing(() => page.app.desk.select(jobId(1)))
  await page.show(<RecordingSheet recording={recording} left={[]} />)
}
const way = (words: string) => {
  const found = [...document.querySelectorAll('.way')].find((one) => one.textContent.includes(words))
  if (!found) throw new Error(`no way “${words}”`)
  return found
}

describe('a recording while a transcript lies open', () => {
  it('is linked by its token', async () => {
    await lying({
      linkMedia: async ({ token }) =>
        token === recording.token
          ? { ok: true, value: { name: recording.name, kind: 'audio' } }
          : { ok: false, code: 'not-found', message: 'Another token.' },
    })
    await page.click(way('Link it to “The talk”'))
    expect(page.said).toEqual(['interview.mp3 is linked.'])
  })

  it('or is to be transcribed, in the place for that', async () => {
    await lying()
    await page.click(way('Transcribe it at Pictory'))
    expect(page.app.dialogs.store.getState().dialog).toEqual(addDialog('start', { recording }))
  })
})
