// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WaitReason } from '../../core/job/job'
import { added } from '../../core/job/schedule'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { command, runCommand } from '../commands/table'
import { jobId, readyJob, startingJob, waitingJob } from '../desk/fake.fixture'
import { Toasts } from '../ui/Toasts'
import { firstLook, jobsFor, steerAll } from './for-all'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())

const paused = (n: number) => waitingJob(n, { state: { ...added, paused: true } })
const failed = (n: number) => readyJob(n, { state: { kind: 'failed', message: 'x', at: 0 } })
const gone = (n: number) => readyJob(n, { state: { kind: 'gone', why: 'cleaned', message: 'x', at: 0 } })
const stopped = (n: number) => readyJob(n, { state: { kind: 'stopped', at: 0 } })
const held = (n: number, reason: WaitReason, nextCheckAt: number | null) =>
  waitingJob(n, { state: { ...added, nextCheckAt, trouble: { reason, message: 'x', failures: 1 } } })

describe('orders for all', () => {
  it('go to every job they apply to, in portions, and say how many those were', async () => {
    const many = Array.from({ length: 5003 }, (_, n) => waitingJob(n + 10))
    page = await openWindow([...many, paused(1), readyJob(2), startingJob(3), readyJob(4, { origin: 'file' })])
    await steerAll(page.app, 'pause')
    // 25 pieces of 200 and the rest: in between it can be stopped.
    expect(page.asked).toEqual([...Array.from({ length: 25 }, () => 'steerJobs pause 200'), 'steerJobs pause 3'])
    expect(page.said).toEqual(['5,003 jobs paused.'])
  })

  it('a check of all leaves out what is cached or paused, and says how long many take', async () => {
    page = await openWindow([...Array.from({ length: 200 }, (_, n) => waitingJob(n + 10)), paused(1), readyJob(2)])
    await steerAll(page.app, 'check')
    expect(page.asked).toEqual(['steerJobs check 200'])
    expect(page.said[0]).toBe(
      'Pictory is asked about 200 jobs now. One each second: the last one is asked in about 3 min.',
    )
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

  // The clock of the test window stands at 0.
  it.each<[string, number, WaitReason, number | null, string]>([
    ['asked to wait', 8, 'rate-limited', 40_000, '8 jobs are asked as soon as Pictory allows, in 40 s.'],
    ['one, asked to wait', 1, 'rate-limited', 40_000, '1 job is asked as soon as Pictory allows, in 40 s.'],
    ['due after that', 8, 'rate-limited', 0, '8 jobs are asked as soon as Pictory allows.'],
    ['no network', 8, 'offline', null, '8 jobs are asked as soon as the network is back.'],
    [
      'no connection',
      8,
      'offline',
      40_000,
      'Pictory is tried again now. One job finds out; the others follow once it gets through.',
    ],
    [
      'blocked',
      8,
      'blocked',
      40_000,
      'Pictory is tried again now. One job finds out; the others follow once it gets through.',
    ],
    ['one, blocked', 1, 'blocked', 40_000, 'Pictory is tried again now.'],
    ['no key', 8, 'no-key', null, '8 jobs wait for your key.'],
    ['a refused key', 1, 'key-refused', null, '1 job waits for another key.'],
    ['troubles of their own', 8, 'server-trouble', 40_000, 'Pictory is asked about 8 jobs now.'],
  ])('a check of all says what comes of it while all are held: %s', async (_, count, reason, at, said) => {
    page = await openWindow(Array.from({ length: count }, (_job, n) => held(n + 1, reason, at)))
    await steerAll(page.app, 'check')
    expect(page.asked).toEqual([`steerJobs check ${count}`])
    expect(page.said).toEqual([said])
  })

  it('a check of all is told as usual while one job gets on', async () => {
    page = await openWindow([held(1, 'rate-limited', 40_000), held(2, 'rate-limited', 40_000), waitingJob(3)])
    await steerAll(page.app, 'check')
    expect(page.said).toEqual(['Pictory is asked about 3 jobs now.'])
  })

  it('tries again what failed or is gone, and leaves stopped what was stopped', async () => {
    page = await openWindow([failed(1), gone(2), stopped(3), waitingJob(4), readyJob(5)])
    expect(jobsFor(page.app, 'retry').map(({ id }) => id)).toEqual([jobId(2), jobId(1)])
    expect(command('retry-all').howMany?.(page.app)).toBe(2)
    await steerAll(page.app, 'retry')
    expect(page.asked).toEqual(['steerJobs retry 2'])
    expect(page.said).toEqual(['2 jobs are tried again.'])
  })

  it('stops all, and takes them up again as they were', async () => {
    const given: string[] = []
    page = await openWindow([waitingJob(1), paused(2), startingJob(3), readyJob(4), failed(5)], {
      steerJobs: async ({ jobIds, order }) => {
        given.push(`${order} ${jobIds.map((id) => id.slice(-1)).join('')}`)
        return { ok: true, value: { changed: jobIds.length } }
      },
    })
    await page.show(<Toasts />)
    await page.doing(() => steerAll(page.app, 'stop'))
    expect(page.said).toEqual(['3 jobs stopped.'])
    await page.press('Take up again')
    expect(given).toEqual(['stop 321', 'retry 321', 'pause 2'])
  })

  it('are offered where there is something to stop or to try again', async () => {
    page = await openWindow([readyJob(1)])
    const offered = () => ['retry-all', 'stop-all', 'pause-all'].filter((id) => command(id).applies(page.app))
    expect(offered()).toEqual(['pause-all'])
    page.send('jobsChanged', [failed(2), paused(3)])
    expect(offered()).toEqual(['retry-all', 'stop-all', 'pause-all'])
  })
})

const kept = (refused: boolean) => ({ kind: 'kept', where: 'keychain', refused }) as const

describe('how long the first look takes', () => {
  it('is said of more jobs than are asked in half a minute', async () => {
    page = await openWindow([waitingJob(1)])
    page.send('keyChanged', kept(false))
    expect(firstLook(page.app, 30)).toBeNull()
    expect(firstLook(page.app, 31)).toBe('One each second: the last one is asked in about 31 s.')
    expect(firstLook(page.app, 1000)).toBe('One each second: the last one is asked in about 17 min.')
  })
  it('is not promised while nobody can be asked', async () => {
    page = await openWindow([held(1, 'rate-limited', 40_000), held(2, 'rate-limited', 40_000)])
    expect(firstLook(page.app, 1000)).toBe('They wait for your key.')
    page.send('keyChanged', kept(true))
    expect(firstLook(page.app, 1000)).toBe('They wait for another key.')
    page.send('keyChanged', kept(false))
    expect(firstLook(page.app, 1000)).toBe('They are asked as soon as Pictory can be.')
  })
})
