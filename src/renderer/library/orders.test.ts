// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { added } from '../../core/job/schedule'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { command, runCommand } from '../commands'
import { jobId, readyJob, startingJob, waitingJob } from '../desk/fake.fixture'
import { steer, steerAll } from './orders'
import { watchKey } from './key-watch'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())

const paused = (n: number) => waitingJob(n, { state: { ...added, paused: true } })

describe('orders for all', () => {
  it('go to every job they apply to, in portions, and say how many those were', async () => {
    const many = Array.from({ length: 5003 }, (_, n) => waitingJob(n + 10))
    page = await openWindow([...many, paused(1), readyJob(2), startingJob(3), readyJob(4, { origin: 'file' })])
    await steerAll(page.app, 'pause')
    expect(page.asked).toEqual(['steerJobs pause 5000', 'steerJobs pause 3'])
    expect(page.said).toEqual(['5,003 jobs paused.'])
  })

  it('a check of all leaves out what is cached or paused, and says how long many take', async () => {
    page = await openWindow([...Array.from({ length: 200 }, (_, n) => waitingJob(n + 10)), paused(1), readyJob(2)])
    await steerAll(page.app, 'check')
    expect(page.asked).toEqual(['steerJobs check 200'])
    expect(page.said[0]).toBe('Pictory is asked about 200 jobs now. One each second; the last one in about 4 min.')
  })

  it('say so where there is nothing to do, and what failed where it failed', async () => {
    page = await openWindow([readyJob(2)])
    expect(runCommand(page.app, 'resume-all')).toBe(true)
    await vi.waitFor(() => expect(page.said).toEqual(['No job is paused.']))
    expect(page.asked).toEqual([])
    await page.close()
    page = await openWindow([waitingJob(2)], {
      steerJobs: async () => ({ ok: false, code: 'disk', message: 'The disk is away.' }),
    })
    await steerAll(page.app, 'pause')
    expect(page.said).toEqual(['The job was not paused. The disk is away.'])
  })
})

describe('orders for the job on the desk', () => {
  it.each([
    ['waiting', waitingJob(1), ['check-job', 'pause-job', 'stop-job', 'forget-job']],
    ['paused', paused(1), ['resume-job', 'stop-job', 'forget-job']],
    ['starting', startingJob(1), ['stop-job', 'forget-job']],
    ['ready', readyJob(1), ['check-job']],
    ['from a file', readyJob(1, { origin: 'file' }), []],
  ])('%s', async (_, job, expected) => {
    page = await openWindow([job])
    await page.app.desk.select(job.id)
    const all = ['check-job', 'pause-job', 'resume-job', 'stop-job', 'retry-job', 'go-on-job', 'forget-job']
    expect(all.filter((id) => command(id).applies(page.app))).toEqual(expected)
  })

  it('says what Pictory said of a cached job', async () => {
    page = await openWindow([readyJob(1)], {
      steerJobs: async () => {
        page.send('jobsChanged', [readyJob(1, { state: { kind: 'ready', completedAt: 0, gone: true } })])
        return { ok: true, value: { changed: 1 } }
      },
    })
    await steer(page.app, jobId(1), 'check')
    expect(page.said).toEqual(['Pictory no longer has this job. It is safe here: nothing of it is lost.'])
  })
})

const kept = (refused: boolean) => ({ kind: 'kept', where: 'keychain', refused }) as const

describe('a refused key', () => {
  it('is asked for once, until another one is entered', async () => {
    page = await openWindow([waitingJob(1)])
    const stop = watchKey(page.app)
    page.send('keyChanged', kept(false))
    expect(page.said).toEqual([])
    page.send('keyChanged', kept(true))
    page.send('keyChanged', kept(true))
    expect(page.said).toEqual([
      'Pictory refused the key. Polling rests. Nothing is lost: it goes on when the key is replaced.',
    ])
    page.send('keyChanged', kept(false))
    page.send('keyChanged', kept(true))
    expect(page.said).toHaveLength(2)
    stop()
    page.send('keyChanged', kept(false))
    page.send('keyChanged', kept(true))
    expect(page.said).toHaveLength(2)
  })
})
