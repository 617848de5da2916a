import { describe, expect, it } from 'vitest'
import { createFakeBridge, jobId, readyJob, trashedJob, waitingJob } from '../desk/fake.fixture'
import type { Dialog } from '../desk/dialogs'
import { firstToOpen, outcomeWords, receive } from './intake'
import { createLibrary, countsOf, shownJobs } from './library'

const failed = readyJob(9, { title: 'Kigali field notes', state: { kind: 'failed', message: 'x', at: 0 } })

describe('the list', () => {
  it('follows events, newest first, and never lets an older list undo them', async () => {
    const { bridge, send, setJobs } = createFakeBridge([waitingJob(1), readyJob(2)])
    const library = createLibrary(bridge)
    const loading = library.load()
    send('jobsChanged', [readyJob(1, { title: 'Now ready' })])
    await loading
    expect(library.store.getState().jobs.map(({ id, title }) => [id, title])).toEqual([
      [jobId(2), 'Job 2'],
      [jobId(1), 'Now ready'],
    ])
    send('jobsChanged', [readyJob(7)])
    expect(library.store.getState().jobs.map(({ id }) => id)).toEqual([jobId(7), jobId(2), jobId(1)])
    send('jobForgotten', { jobId: jobId(2) })
    expect(library.store.getState().jobs.map(({ id }) => id)).toEqual([jobId(7), jobId(1)])
    setJobs([])
    library.close()
    send('jobsChanged', [readyJob(8)])
    expect(library.store.getState().jobs.length).toBe(2)
  })

  it('says why it could not be read', async () => {
    const { bridge } = createFakeBridge([], {
      listJobs: async () => ({ ok: false, code: 'disk', message: 'The library folder is away.' }),
    })
    const library = createLibrary(bridge)
    await library.load()
    expect(library.store.getState()).toMatchObject({ loaded: true, trouble: 'The library folder is away.' })
  })

  it.each([
    ['', 'all', [9, 3, 1]],
    ['', 'ready', [1]],
    ['', 'working', [3]],
    ['', 'needs-you', [9]],
    ['job', 'all', [3, 1]],
    ['NOTES kig', 'all', [9]],
    ['cbbc5305', 'ready', [1]],
    ['nothing', 'all', []],
  ] as const)('for “%s” in %s shows %j', (query, filter, expected) => {
    const jobs = [failed, waitingJob(3), readyJob(1)]
    expect(shownJobs({ jobs, trash: [], query, filter, tag: null }).map(({ addedAt }) => addedAt)).toEqual(expected)
  })

  it('takes away only what hides the row that is to be seen', async () => {
    const { bridge } = createFakeBridge([failed, waitingJob(3), readyJob(1)])
    const library = createLibrary(bridge)
    await library.load()
    const after = (query: string, filter: Parameters<typeof library.show>[0], id: string) => {
      library.search(query)
      library.show(filter)
      library.reveal(id)
      const now = library.store.getState()
      return [now.query, now.filter, now.revealed?.jobId]
    }
    expect(after('job', 'working', jobId(3))).toEqual(['job', 'working', jobId(3)])
    expect(after('job', 'working', jobId(1))).toEqual(['job', 'all', jobId(1)])
    expect(after('kigali', 'ready', jobId(1))).toEqual(['', 'ready', jobId(1)])
    expect(after('kigali', 'resting', jobId(3))).toEqual(['', 'all', jobId(3)])
    const { revealed } = library.store.getState()
    library.reveal(jobId(3))
    expect(library.store.getState().revealed).not.toBe(revealed)
  })

  it('counts each job once', () => {
    expect(countsOf({ jobs: [failed, waitingJob(3), readyJob(1)], trash: [trashedJob(5)] })).toEqual({
      all: 3,
      ready: 1,
      working: 1,
      'needs-you': 1,
      resting: 0,
      trash: 1,
    })
  })
})

const shown = (dialog: Dialog | null): string => {
  if (dialog?.kind === 'report')
    return `report ${dialog.opened.length}${dialog.next === null ? '' : ` then ${shown(dialog.next)}`}`
  if (dialog?.kind === 'add')
    return ['add', dialog.place, ...dialog.names, dialog.text, dialog.recording?.name, ...dialog.left]
      .filter(Boolean)
      .join(' ')
  if (dialog?.kind === 'recording') return ['recording', dialog.recording.name, ...dialog.left].join(' ')
  return `${dialog?.kind}`
}
const taking = (isOpen: boolean, opened: Parameters<typeof firstToOpen>[0]) => {
  const happened: string[] = []
  receive(
    { ok: true, value: opened },
    {
      say: (title, options) => happened.push(`say ${title}${options?.more ? ` ${options.more}` : ''}`),
      sayTrashed: (id) => happened.push(`trashed ${id.slice(-1)}`),
      show: (dialog) => happened.push(shown(dialog)),
      select: (id) => happened.push(`select ${id.slice(-1)}`),
      isOpen: () => isOpen,
    },
  )
  return happened
}

const take = (...opened: Parameters<typeof firstToOpen>[0]) => taking(false, opened)

const recording = (name: string) =>
  ({
    name,
    outcome: { kind: 'recording', recording: { token: jobId(5), name, kind: 'video', bytes: 5 } },
  }) as const

describe('what was handed in', () => {
  const added = { name: 'a.json', outcome: { kind: 'added', jobId: jobId(1), notes: 2 } } as const
  const known = { name: 'b.json', outcome: { kind: 'known', jobId: jobId(2) } } as const
  const refused = { name: 'c.json', outcome: { kind: 'refused', message: 'It is empty.' } } as const

  it('opens the first that was added, before one that was here', () => {
    expect(take(known, added)).toEqual(['select 1', 'report 2'])
    expect(take(refused, known)).toEqual(['select 2', 'report 2'])
  })
  it('says one outcome in a message', () => {
    expect(take(added)).toEqual(['select 1', 'say a.json: opened · 2 notes from the reader'])
    expect(take(known)).toEqual(['select 2', 'say b.json: already here'])
    expect(take(refused)).toEqual(['say c.json was not opened. It is empty.'])
    expect(take({ name: 'd.json', outcome: { kind: 'trashed', jobId: jobId(4) } })).toEqual(['trashed 4'])
  })
  const ids = { name: 'list.csv', outcome: { kind: 'ids', text: jobId(7) } } as const
  const more = { name: 'more.txt', outcome: { kind: 'ids', text: jobId(8) } } as const
  it('shows lists of ids before anything is added, several as one', () => {
    expect(take(ids)).toEqual([`add paste list.csv ${jobId(7)}`])
    expect(take(ids, more)).toEqual([`add paste list.csv more.txt ${jobId(7)}\n${jobId(8)}`])
  })
  it('asks what a recording is for where a transcript lies open, and transcribes where none does', () => {
    expect(taking(true, [recording('a.mp4')])).toEqual(['recording a.mp4'])
    expect(take(recording('a.mp4'))).toEqual(['add start a.mp4'])
    expect(take(recording('a.mp4'), recording('b.mp4'), recording('c.mp4'))).toEqual(['add start a.mp4 b.mp4 c.mp4'])
  })
  it('says first what opened, then asks about the rest; a job and its recording belong together', () => {
    expect(take(added, recording('a.mp4'))).toEqual([
      'select 1',
      'say a.json: opened · 2 notes from the reader',
      'recording a.mp4',
    ])
    expect(take(added, known, ids)).toEqual(['select 1', `report 3 then add paste list.csv ${jobId(7)}`])
    expect(take(refused, ids)).toEqual([`report 2 then add paste list.csv ${jobId(7)}`])
    expect(take(ids, recording('a.mp4'))).toEqual([`add paste list.csv ${jobId(7)} a.mp4`])
  })
  it('does nothing when nothing was chosen', () => expect(take()).toEqual([]))
  it('has words for each outcome', () =>
    expect([added, known, ids, recording('a'), refused].map(outcomeWords)).toEqual([
      'Opened · 2 notes from the reader',
      'Already here',
      'Holds job ids; they are shown next',
      'A recording; what to do with it is asked next',
      'It is empty.',
    ]))
})
