// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { jobId, startingJob, waitingJob } from '../desk/fake.fixture'
import { JobMenu } from './JobMenu'
import { LibraryPane } from './LibraryPane'
import { Standing } from '../document/Standing'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
// happy-dom draws nothing: a list needs a height to have rows in view.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 680 })

let page: TestWindow
afterEach(() => page.close())

const list = () => {
  const found = document.getElementById('library-jobs')
  if (!found) throw new Error('the list is not there')
  return found
}
/** The rows that are wholly in view, by their numbers. */
const inView = () =>
  [...document.querySelectorAll<HTMLElement>('.job')]
    .filter(({ style }) => {
      const top = Number.parseFloat(style.top) - list().scrollTop
      return top >= 0 && top + 68 <= 680
    })
    .map(({ id }) => Number(id.slice(-6)))

describe('the row of the job on the desk', () => {
  it('comes into view when the job was opened from elsewhere, and stays where it is when not', async () => {
    page = await openWindow(Array.from({ length: 300 }, (_, n) => waitingJob(n + 1)))
    await page.show(<LibraryPane />)
    expect(inView()).not.toContain(100)
    await page.doing(() => page.app.desk.select(jobId(100)))
    expect(inView()).toContain(100)
    expect(list().getAttribute('aria-activedescendant')).toBe(`job-${jobId(100)}`)
    const { scrollTop } = list()
    await page.doing(() => page.send('jobsChanged', [waitingJob(250, { title: 'Renamed' })]))
    expect(list().scrollTop).toBe(scrollTop)
  })

  it('stays in view while rows come in above it, until the person moves in the list', async () => {
    page = await openWindow([waitingJob(1)])
    await page.show(<LibraryPane />)
    await page.doing(() => page.app.desk.select(jobId(1)))
    const come = (from: number) =>
      page.doing(() =>
        page.send(
          'jobsChanged',
          Array.from({ length: 50 }, (_, n) => waitingJob(from + n)),
        ),
      )
    await come(10)
    expect(inView()).toContain(1)
    await page.doing(() => list().dispatchEvent(new Event('wheel', { bubbles: true })))
    list().scrollTop = 0
    await come(100)
    expect(inView()).not.toContain(1)
    expect(list().scrollTop).toBe(0)
  })

  it('goes on from there with the keys', async () => {
    page = await openWindow(Array.from({ length: 300 }, (_, n) => waitingJob(n + 1)))
    await page.show(<LibraryPane />)
    await page.key(list(), 'End')
    expect(list().getAttribute('aria-activedescendant')).toBe(`job-${jobId(1)}`)
    await page.doing(() => page.app.desk.select(jobId(100)))
    await page.key(list(), 'ArrowDown')
    expect(list().getAttribute('aria-activedescendant')).toBe(`job-${jobId(99)}`)
  })

  it('is shown where the filter hid it, also when the job lay open already', async () => {
    page = await openWindow([waitingJob(1), waitingJob(2)])
    await page.show(<LibraryPane />)
    await page.doing(() => page.app.desk.select(jobId(1)))
    await page.doing(() => page.app.library.show('resting'))
    expect(document.getElementById('library-jobs')).toBeNull()
    await page.doing(() => page.app.desk.select(jobId(1)))
    expect(page.app.library.store.getState().filter).toBe('all')
    expect(inView()).toContain(1)
  })
})

const stopped = (hasPictoryId: boolean) => startingJob(1, { state: { kind: 'stopped', at: 0 }, hasPictoryId })

describe('an id that is only ours', () => {
  it.each([true, false])('is not offered as Pictory’s (has one: %s)', async (hasPictoryId) => {
    page = await openWindow([stopped(hasPictoryId)])
    await page.show(<Standing jobId={jobId(1)} />)
    expect(page.text().includes('Job id')).toBe(hasPictoryId)
    expect(page.text().includes(jobId(1))).toBe(hasPictoryId)
    await page.show(<JobMenu at={{ job: stopped(hasPictoryId), rect: new DOMRect() }} onClose={() => {}} />)
    expect(page.text().includes('Copy the job id')).toBe(hasPictoryId)
  })

  it('of a start that is tried again, its facts say when and nothing twice', async () => {
    page = await openWindow([
      startingJob(1, {
        state: {
          kind: 'starting',
          phase: 'uploading',
          sentBytes: 0,
          totalBytes: 10,
          nextTryAt: 13_000,
          trouble: { reason: 'offline', message: 'x', failures: 1 },
        },
      }),
    ])
    await page.show(<Standing jobId={jobId(1)} />)
    const facts = [...document.querySelectorAll('.standing-facts > div')].map((one) => one.textContent)
    expect(facts).toContain('Next tryin 13 s')
  })
})
