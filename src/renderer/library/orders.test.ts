// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JobSummary } from '../../core/job/job'
import { added } from '../../core/job/schedule'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { command } from '../commands/table'
import { jobId, readyJob, startingJob, waitingJob } from '../desk/fake.fixture'
import { steer } from './orders'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())

const paused = (n: number) => waitingJob(n, { state: { ...added, paused: true } })

describe('orders for the job on the desk', () => {
  it.each([
    ['waiting', waitingJob(1), ['check-job', 'pause-job', 'stop-job']],
    ['paused', paused(1), ['resume-job', 'stop-job']],
    ['starting', startingJob(1), ['stop-job']],
    ['ready', readyJob(1), ['check-job']],
    ['from a file', readyJob(1, { origin: 'file' }), []],
  ])('%s', async (_, job, expected) => {
    page = await openWindow([job])
    await page.app.desk.select(job.id)
    const all = ['check-job', 'pause-job', 'resume-job', 'stop-job', 'retry-job', 'go-on-job']
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

  // The clock of the test window stands at 0.
  it.each<[string, Partial<Extract<JobSummary['state'], { kind: 'waiting' }>>, string[]]>([
    [
      'asked to wait',
      { nextCheckAt: 40_000, trouble: { reason: 'rate-limited', message: 'x', failures: 1 } },
      ['Pictory asked us to wait; this job is asked first, in 40 s.'],
    ],
    [
      'without a network',
      { nextCheckAt: null, trouble: { reason: 'offline', message: 'x', failures: 1 } },
      ['There is no network; this job is asked first when it is back.'],
    ],
    ['without a key', { trouble: { reason: 'no-key', message: 'x', failures: 0 } }, ['This job waits for your key.']],
    [
      'with a refused key',
      { trouble: { reason: 'key-refused', message: 'x', failures: 1 } },
      ['This job waits for another key.'],
    ],
    [
      'what is tried again at once',
      { nextCheckAt: 40_000, trouble: { reason: 'blocked', message: 'x', failures: 1 } },
      [],
    ],
    ['nothing wrong', { nextCheckAt: 40_000 }, []],
  ])('a check of one job says why it is not asked now: %s', async (_, more, said) => {
    page = await openWindow([waitingJob(1, { state: { ...added, ...more } })])
    await steer(page.app, jobId(1), 'check')
    expect(page.asked).toEqual(['steerJobs check 1'])
    expect(page.said).toEqual(said)
  })
})
