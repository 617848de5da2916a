import { describe, expect, test } from 'vitest'
import { fail, ok } from '../core/result'
import { type CallName, calls } from '../ipc/contract'
import { type Caller, createDoor, type Handlers, isHeavier } from './door'

const origin = 'app://caesura'
const ours = { name: 'our window' }
const jobId = '00000000-0000-4000-8000-000000000000'
const good: Caller = { sender: ours, senderFrame: { parent: null, origin } }

const world = (own: Partial<Handlers> = {}) => {
  const reached: string[] = []
  const lines: string[] = []
  const missing = (name: CallName) => async () => {
    reached.push(name)
    return fail('not-found', 'not in this test')
  }
  const none: Handlers = {
    listJobs: missing('listJobs'),
    addJobs: missing('addJobs'),
    steerJobs: missing('steerJobs'),
    accountPage: missing('accountPage'),
    stopAccountPage: missing('stopAccountPage'),
    quota: missing('quota'),
    chooseRecording: missing('chooseRecording'),
    startTranscription: missing('startTranscription'),
    service: missing('service'),
    changeService: missing('changeService'),
    renewReceiver: missing('renewReceiver'),
    trashJobs: missing('trashJobs'),
    restoreJobs: missing('restoreJobs'),
    deleteJobs: missing('deleteJobs'),
    tagJobs: missing('tagJobs'),
    duplicateJob: missing('duplicateJob'),
    revealJob: missing('revealJob'),
    jobSizes: missing('jobSizes'),
    chooseBatchFolder: missing('chooseBatchFolder'),
    exportJobs: missing('exportJobs'),
    showLog: missing('showLog'),
    stopExport: missing('stopExport'),
    revealBatch: missing('revealBatch'),
    renameJob: missing('renameJob'),
    openJob: missing('openJob'),
    mendJob: missing('mendJob'),
    appendEdits: missing('appendEdits'),
    jobHistory: missing('jobHistory'),
    jobBase: missing('jobBase'),
    menuState: missing('menuState'),
    originalText: missing('originalText'),
    dragJob: missing('dragJob'),
    prepareDrag: missing('prepareDrag'),
    saveCopy: missing('saveCopy'),
    addImports: missing('addImports'),
    chooseFiles: missing('chooseFiles'),
    openPaths: missing('openPaths'),
    openSample: missing('openSample'),
    saveExport: missing('saveExport'),
    revealExport: missing('revealExport'),
    searchLibrary: missing('searchLibrary'),
    searchHits: missing('searchHits'),
    keyStatus: missing('keyStatus'),
    setKey: missing('setKey'),
    retryKey: missing('retryKey'),
    forgetKey: missing('forgetKey'),
    linkMedia: missing('linkMedia'),
    mediaAddress: missing('mediaAddress'),
    peaks: missing('peaks'),
    keepPeaks: missing('keepPeaks'),
    readyToClose: missing('readyToClose'),
    startWork: missing('startWork'),
    cancelWork: missing('cancelWork'),
    work: missing('work'),
    updates: missing('updates'),
    saveReport: missing('saveReport'),
    saveGuide: missing('saveGuide'),
    libraryPlace: missing('libraryPlace'),
    useLibrary: missing('useLibrary'),
    oldLibrary: missing('oldLibrary'),
    about: missing('about'),
  }
  const door = createDoor({
    handlers: { ...none, ...own },
    isOurs: (sender) => sender === ours,
    origin,
    log: (line) => lines.push(line),
  })
  return { door, reached, lines }
}

describe('who may call', () => {
  const strangers: readonly [string, Caller][] = [
    ['another window', { sender: {}, senderFrame: { parent: null, origin } }],
    ['a frame that is gone', { sender: ours, senderFrame: null }],
    ['a frame inside our window', { sender: ours, senderFrame: { parent: {}, origin } }],
    ['data:', { sender: ours, senderFrame: { parent: null, origin: 'null' } }],
    ['another host of our scheme', { sender: ours, senderFrame: { parent: null, origin: 'app://caesura.evil' } }],
    ['a web page', { sender: ours, senderFrame: { parent: null, origin: 'https://example.com' } }],
    ['no origin', { sender: ours, senderFrame: { parent: null, origin: '' } }],
  ]
  test.each(strangers)('%s is refused at every call, before any handler', async (_, caller) => {
    const { door, reached } = world()
    for (const name of Object.keys(calls))
      expect(await door(name, caller, undefined)).toMatchObject({ ok: false, code: 'untrusted' })
    expect(reached).toEqual([])
  })

  test('our own top frame is served', async () => {
    const { door, reached } = world({ keyStatus: async () => ok({ kind: 'none' }) })
    expect(await door('keyStatus', good, undefined)).toEqual({ ok: true, value: { kind: 'none' } })
    expect(await door('listJobs', good, undefined)).toMatchObject({ code: 'not-found' })
    expect(reached).toEqual(['listJobs'])
  })
})

describe('what may be asked', () => {
  const loop: Record<string, unknown> = {}
  loop['self'] = loop
  const wrong: readonly [string, unknown, string][] = [
    ['nope', undefined, 'malformed'],
    ['toString', undefined, 'malformed'],
    ['__proto__', undefined, 'malformed'],
    ['listJobs', {}, 'malformed'],
    ['listJobs', null, 'malformed'],
    ['openJob', undefined, 'malformed'],
    ['openJob', { jobId: '../../etc/passwd' }, 'malformed'],
    ['openJob', { jobId: jobId.toUpperCase().replaceAll('0', 'A') }, 'malformed'],
    ['openJob', { jobId: `${jobId}\n` }, 'malformed'],
    ['openJob', { jobId, path: '/' }, 'malformed'],
    ['openJob', [jobId], 'malformed'],
    ['setKey', { key: 'x'.repeat(501) }, 'malformed'],
    ['setKey', { key: 'x'.repeat(100_000) }, 'too-large'],
    ['renameJob', { jobId, title: ' \n ' }, 'malformed'],
    ['openPaths', { paths: ['x'.repeat(4097)] }, 'malformed'],
    ['addJobs', { ids: Array.from({ length: 500_000 }, () => 'x') }, 'too-large'],
    ['saveExport', { jobId, format: 'srt', content: 'x'.repeat(65 * 1024 * 1024) }, 'too-large'],
    ['saveExport', { jobId, format: '../x', content: '', naming: { pattern: 'x', guide: '' } }, 'malformed'],
    ['saveExport', { jobId, format: 'srt', content: '', naming: { pattern: 'x'.repeat(121), guide: '' } }, 'malformed'],
    ['appendEdits', { jobId, groups: [{ label: 'x', at: 1, steps: [{ kind: 'items' }] }] }, 'malformed'],
    ['appendEdits', { jobId, groups: 'x'.repeat(65 * 1024 * 1024) }, 'too-large'],
    ['steerJobs', { jobIds: [], order: 'check' }, 'malformed'],
    ['steerJobs', { jobIds: [jobId], order: 'forget' }, 'malformed'],
    ['steerJobs', { jobIds: Array.from({ length: 5001 }, () => jobId), order: 'stop' }, 'malformed'],
    ['steerJobs', { jobIds: Array.from({ length: 50_000 }, () => jobId), order: 'stop' }, 'too-large'],
    [
      'startTranscription',
      { source: { kind: 'file', path: '/etc/passwd' }, mediaKind: 'audio', language: 'en-US' },
      'malformed',
    ],
    [
      'startTranscription',
      { source: { kind: 'file', token: '../x' }, mediaKind: 'audio', language: 'en-US' },
      'malformed',
    ],
    [
      'startTranscription',
      { source: { kind: 'url', url: 'x'.repeat(9000) }, mediaKind: 'audio', language: 'en-US' },
      'too-large',
    ],
    [
      'startTranscription',
      { source: { kind: 'url', url: 'https://x' }, mediaKind: 'audio', language: 'en-US"' },
      'malformed',
    ],
    ['linkMedia', { jobId, token: '/etc/passwd' }, 'malformed'],
    ['changeService', { wishes: { notify: true, badge: true, limitHours: 1e9, receiver: null } }, 'malformed'],
    ['about', loop, 'too-large'],
    ['about', new Uint8Array(1_000_000), 'too-large'],
    ['about', new Map([['a', 'x'.repeat(100_000)]]), 'too-large'],
  ]
  test.each(wrong)('%s %#: refused', async (name, args, code) => {
    const { door, reached } = world()
    expect(await door(name, good, args)).toMatchObject({ ok: false, code })
    expect(reached).toEqual([])
  })

  test('5,000 jobs are steered in one call', async () => {
    const { door, reached } = world()
    const jobIds = Array.from({ length: 5000 }, () => jobId)
    expect(await door('steerJobs', good, { jobIds, order: 'pause' })).toMatchObject({ code: 'not-found' })
    expect(reached).toEqual(['steerJobs'])
  })

  test('the weighing stops at the limit', () => {
    let looked = 0
    const bomb = Array.from({ length: 1000 }, () => ({
      get x() {
        looked++
        return 'y'
      },
    }))
    expect(isHeavier(bomb, 100)).toBe(true)
    expect(looked).toBeLessThan(20)
    expect(isHeavier({ a: 'xx', b: [1, null] }, 100)).toBe(false)
  })
})

describe('what is answered', () => {
  test('a handler that throws: told as a bug, logged, and the door stays open', async () => {
    const { door, lines } = world({ keyStatus: () => Promise.reject(new Error('boom')) })
    expect(await door('keyStatus', good, undefined)).toMatchObject({
      ok: false,
      code: 'failed',
      message: expect.not.stringContaining('boom'),
    })
    expect(lines.join()).toContain('boom')
  })

  test('a handler that throws at once', async () => {
    const { door } = world({
      keyStatus: () => {
        throw new Error('at once')
      },
    })
    expect(await door('keyStatus', good, undefined)).toMatchObject({ ok: false, code: 'failed' })
  })

  test('an answer out of contract never reaches the window', async () => {
    const { door, lines } = world({ mediaAddress: async () => ok(JSON.parse('{"url":5,"path":"/home/someone"}')) })
    const answer = await door('mediaAddress', good, { jobId })
    expect(answer).toMatchObject({ ok: false, code: 'failed' })
    expect(JSON.stringify(answer)).not.toContain('/home')
    expect(lines).toHaveLength(1)
  })
})
