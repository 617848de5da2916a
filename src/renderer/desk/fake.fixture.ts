// A bridge for tests: answers what the test puts in, keeps what was asked, and lets the test send events.

import type { JobSummary } from '../../core/job/job'
import { jobOf } from '../../core/job/job.fixture'
import { added } from '../../core/job/schedule'
import type { Transcript } from '../../core/transcript/model'
import { parseStepGroups } from '../../core/transcript/step'
import type { Bridge } from '../../ipc/bridge'
import type { EventName, Events, KeyStatus, Service, Updates } from '../../ipc/contract'

export const jobId = (n: number) => `cbbc5305-0a1b-4c2d-8e3f-${String(n).padStart(12, '0')}`

export const readyJob = (n: number, more: Partial<JobSummary> = {}): JobSummary =>
  jobOf({
    id: jobId(n),
    title: `Job ${n}`,
    addedAt: n,
    state: { kind: 'ready', completedAt: 0, gone: false },
    words: 2,
    durationMs: 2000,
    speakers: 1,
    ...more,
  })
export const trashedJob = (n: number, more: Partial<JobSummary> = {}): JobSummary =>
  readyJob(n, { trashedAt: 1, ...more })
export const waitingJob = (n: number, more: Partial<JobSummary> = {}): JobSummary =>
  readyJob(n, { state: added, ...more })
export const startingJob = (n: number, more: Partial<JobSummary> = {}): JobSummary =>
  readyJob(n, {
    state: { kind: 'starting', phase: 'queued', sentBytes: 0, totalBytes: 2_000_000, nextTryAt: null, trouble: null },
    start: { from: 'file', name: 'talk.mp4', language: 'en-US' },
    hasPictoryId: false,
    ...more,
  })

export const offService: Service = {
  wishes: { notify: true, badge: true, limitHours: null, receiver: { on: false, port: null, publicUrl: null } },
  receiver: { kind: 'off' },
}

export const noUpdates: Updates = {
  from: null,
  daily: false,
  lookedAt: null,
  aside: false,
  state: { kind: 'idle' },
}

export const smallTranscript: Transcript = {
  speakers: [
    { id: 's1', name: 'Ann', pictoryId: 1 },
    { id: 's2', name: 'Ben', pictoryId: 2 },
  ],
  paragraphs: [
    {
      id: 'p1',
      speakerId: 's1',
      items: [
        { kind: 'word', id: 'w1', text: 'Good', startMs: 0, endMs: 500, timing: 'source' },
        { kind: 'word', id: 'w2', text: 'morning.', startMs: 500, endMs: 1000, timing: 'source' },
      ],
    },
    {
      id: 'p2',
      speakerId: 's2',
      items: [{ kind: 'word', id: 'w3', text: 'Hello.', startMs: 1500, endMs: 2000, timing: 'source' }],
    },
  ],
  language: 'en',
  durationMs: 2000,
}

const done = <T>(value: T) => ({ ok: true, value }) as const

export const createFakeBridge = (jobs: readonly JobSummary[], over: Partial<Bridge> = {}) => {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const asked: string[] = []
  const noKey: KeyStatus = { kind: 'none' }
  let list = [...jobs]
  const note = (name: string) => asked.push(name)
  const bridge: Bridge = {
    platform: 'linux',
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set()
      set.add(listener)
      listeners.set(event, set)
      return () => set.delete(listener)
    },
    beforeClose: () => () => {},
    listJobs: async () => done([...list]),
    addJobs: async ({ ids }) => {
      note(`addJobs ${ids.length}`)
      return done(ids.map((id) => ({ name: id, outcome: { kind: 'added', jobId: id, notes: 0 } as const })))
    },
    steerJobs: async ({ jobIds, order }) => {
      note(`steerJobs ${order} ${jobIds.length}`)
      return done({ changed: jobIds.length })
    },
    accountPage: async ({ pageKey }) => {
      note(`accountPage ${pageKey ?? 'first'}`)
      return done({ jobs: [], others: 0, nextPageKey: null })
    },
    stopAccountPage: async () => {
      note('stopAccountPage')
      return done(null)
    },
    quota: async () => done({ used: 340, limit: 6000 }),
    chooseRecording: async () => done(null),
    startTranscription: async ({ source, mediaKind, language }) => {
      note(`startTranscription ${source.kind === 'file' ? source.token : source.url} ${mediaKind} ${language}`)
      return done({ jobId: jobId(90) })
    },
    service: async () => done(offService),
    changeService: async ({ wishes }) => {
      note(`changeService ${JSON.stringify(wishes)}`)
      return done({ ...offService, wishes })
    },
    renewReceiver: async () => {
      note('renewReceiver')
      return done(offService)
    },
    trashJobs: async ({ jobIds }) => {
      note(`trashJobs ${jobIds.length}`)
      return done({ done: [...jobIds], failed: [] })
    },
    restoreJobs: async ({ jobIds }) => {
      note(`restoreJobs ${jobIds.length}`)
      return done({ done: [...jobIds], failed: [] })
    },
    deleteJobs: async ({ jobIds }) => {
      note(`deleteJobs ${jobIds.length}`)
      return done({ done: [...jobIds], failed: [] })
    },
    tagJobs: async ({ jobs: tagged }) => {
      note(`tagJobs ${tagged.map(({ tags }) => tags.join('+')).join(' ')}`)
      return done({ done: tagged.map(({ jobId: id }) => id), failed: [] })
    },
    chooseBatchFolder: async ({ jobIds }) => {
      note(`chooseBatchFolder ${jobIds.length}`)
      return done({ token: jobId(92), folder: 'Subtitles', existing: [] })
    },
    exportJobs: async () => done({ lines: [] }),
    showLog: async () => {
      note('showLog')
      return done(null)
    },
    stopExport: async () => {
      note('stopExport')
      return done(null)
    },
    revealBatch: async () => {
      note('revealBatch')
      return done(null)
    },
    duplicateJob: async () => done({ jobId: jobId(91) }),
    revealJob: async () => done(null),
    jobSizes: async ({ jobIds }) =>
      done((jobIds ?? list.map(({ id }) => id)).map((id) => ({ jobId: id, bytes: 1000 }))),
    renameJob: async () => done(null),
    openJob: async ({ jobId: id }) => {
      note(`openJob ${id}`)
      const job = list.find((one) => one.id === id)
      if (!job) return { ok: false, code: 'not-found', message: 'This job is not here.' }
      return done({
        job,
        snapshot: JSON.stringify(smallTranscript),
        tail: [],
        notes: ['One repair.'],
        lacks: [],
        told: job.state.kind === 'damaged' ? [job.state.message] : [],
        mends: [],
        readOnly: null,
      })
    },
    mendJob: async ({ jobId: id, how }) => {
      note(`mendJob ${how} ${id}`)
      return done({ said: 'It is mended.' })
    },
    appendEdits: async ({ groups: text }) => {
      const read = parseStepGroups(text)
      const groups = read.ok ? read.value : []
      note(`appendEdits ${groups.map(({ label }) => label).join(', ')}`)
      return done({ groups: groups.length })
    },
    jobHistory: async () => done({ lines: [], next: { offset: 0, seal: null }, more: false, trouble: null }),
    menuState: async () => done(null),
    originalText: async () => done('{}'),
    jobBase: async () => done({ transcript: JSON.stringify(smallTranscript), at: { offset: 0, seal: null } }),
    chooseFiles: async () => done([]),
    openFiles: async () => done([]),
    addImports: async ({ tokens }) => {
      note(`addImports ${tokens.join(' ')}`)
      return done(
        tokens.map((_, index) => ({
          name: `file ${index + 1}`,
          outcome: { kind: 'added', jobId: jobId(80 + index), notes: 0 } as const,
        })),
      )
    },
    openSample: async () => done({ jobId: jobId(1) }),
    saveExport: async ({ format, content }) => {
      note(`saveExport ${format} ${content.length}`)
      return done({ name: `talk.${format}`, bytes: content.length })
    },
    revealExport: async () => done(null),
    saveCopy: async ({ jobId: id }) => {
      note(`saveCopy ${id}`)
      return done({ name: 'talk.caesura', bytes: 1000 })
    },
    prepareDrag: async ({ jobId: id }) => {
      note(`prepareDrag ${id}`)
      return done(null)
    },
    dragJob: async ({ jobId: id }) => {
      note(`dragJob ${id}`)
      return done(null)
    },
    searchLibrary: async ({ query }) => {
      note(`searchLibrary ${query}`)
      return done({ jobs: [], total: 0, pending: 0, of: 0 })
    },
    searchHits: async () => done({ names: [], hits: [], next: null, pending: false }),
    keyStatus: async () => done(noKey),
    setKey: async () => {
      note('setKey')
      return done({ kind: 'kept', where: 'keychain', refused: false } as const)
    },
    retryKey: async () => {
      note('retryKey')
      return done({ kind: 'kept', where: 'keychain', refused: false } as const)
    },
    forgetKey: async () => done(noKey),
    linkMedia: async ({ token }) => {
      note(`linkMedia ${token ?? 'asks'}`)
      return done(null)
    },
    mediaAddress: async () => done(null),
    peaks: async () => done(null),
    keepPeaks: async () => done(null),
    startWork: async ({ work }) => {
      note(`startWork ${work}`)
      return done({ started: true })
    },
    cancelWork: async () => {
      note('cancelWork')
      return done(null)
    },
    work: async () => done({ kind: 'none' } as const),
    updates: async ({ order }) => {
      note(`updates ${order}`)
      return done(noUpdates)
    },
    saveGuide: async () => done(null),
    saveReport: async () => {
      note('saveReport')
      return done({ name: 'check.txt' })
    },
    libraryPlace: async () => done({ jobs: list.length, bytes: 1_234_567, trouble: null, readOnly: null, old: null }),
    useLibrary: async () => done({ restarts: false }),
    oldLibrary: async ({ what }) => {
      note(`oldLibrary ${what}`)
      return done(null)
    },
    about: async () =>
      done({
        version: '0.1.0',
        electron: '33',
        platform: 'linux',
        libraryPath: '/library',
        pictory: 'https://example.test',
      }),
    ...over,
  }
  return {
    bridge,
    asked,
    setJobs: (next: readonly JobSummary[]) => {
      list = [...next]
    },
    send: <E extends EventName>(event: E, payload: Events[E]) => {
      for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[E]) => void)(payload)
    },
  }
}
