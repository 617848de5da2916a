import { describe, expect, it } from 'vitest'
import { createFakeBridge, jobId, readyJob, waitingJob } from '../desk/fake.fixture'
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
    expect(shownJobs({ jobs, query, filter }).map(({ addedAt }) => addedAt)).toEqual(expected)
  })

  it('counts each job once', () => {
    expect(countsOf([failed, waitingJob(3), readyJob(1)])).toEqual({ all: 3, ready: 1, working: 1, 'needs-you': 1 })
  })
})

const take = (...opened: Parameters<typeof firstToOpen>[0]) => {
  const happened: string[] = []
  receive(
    { ok: true, value: opened },
    {
      say: (title, options) => happened.push(`say ${title}${options?.more ? ` ${options.more}` : ''}`),
      report: (list) => happened.push(`report ${list.length}`),
      select: (id) => happened.push(`select ${id.slice(-1)}`),
    },
  )
  return happened
}

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
  })
  it('does nothing when nothing was chosen', () => expect(take()).toEqual([]))
  it('has words for each outcome', () =>
    expect([added, known, refused].map(outcomeWords)).toEqual([
      'Opened · 2 notes from the reader',
      'Already here',
      'It is empty.',
    ]))
})
