// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { command, runCommand } from '../commands/table'
import { jobId, readyJob, trashedJob, waitingJob } from '../desk/fake.fixture'
import { Standing } from '../document/Standing'
import { Toasts } from '../ui/Toasts'
import { DeleteJobs } from './DeleteJobs'
import { LibraryPane } from './LibraryPane'
import { sayTrashed } from './shelf'
import { chosenJobs } from './targets'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
// happy-dom draws nothing: a list needs a height to have rows in view.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 680 })

let page: TestWindow
afterEach(() => page.close())

const five = () => Array.from({ length: 5 }, (_, n) => readyJob(n + 1))
const list = () => {
  const found = document.getElementById('library-jobs')
  if (!found) throw new Error('the list is not there')
  return found
}
const row = (n: number) => {
  const found = document.getElementById(`job-${jobId(n)}`)
  if (!found) throw new Error(`no row ${n}`)
  return found
}
const rows = () => [...document.querySelectorAll('.job')].map((one) => Number(one.id.slice(-2)))
const chosen = () => [...document.querySelectorAll('.job[aria-selected="true"]')].map((one) => Number(one.id.slice(-2)))
const open = () => [...document.querySelectorAll('.job[aria-current="true"]')].map((one) => Number(one.id.slice(-2)))
const view = () => page.app.desk.store.getState().view.kind

describe('choosing in the list', () => {
  it('with the pointer: one more, one less, a range; a plain click opens and chooses none', async () => {
    page = await openWindow(five())
    await page.show(<LibraryPane />)
    expect(list().getAttribute('aria-multiselectable')).toBe('true')
    await page.click(row(4))
    expect([open(), chosen()]).toEqual([[4], [4]])
    await page.click(row(2), { ctrlKey: true })
    expect([open(), chosen()]).toEqual([[4], [4, 2]])
    await page.click(row(4), { metaKey: true })
    expect(chosen()).toEqual([2])
    await page.click(row(5), { shiftKey: true })
    expect(chosen()).toEqual([5, 4])
    expect(page.text()).toContain('2 chosen')
    await page.click(row(1))
    expect([open(), chosen()]).toEqual([[1], [1]])
    expect(page.text()).not.toContain('chosen')
  })

  it('with the keys: a range grows and shrinks, all, none, one by one', async () => {
    page = await openWindow(five())
    await page.show(<LibraryPane />)
    await page.key(list(), 'Home')
    await page.key(list(), 'ArrowDown', { shiftKey: true })
    await page.key(list(), 'ArrowDown', { shiftKey: true })
    expect(chosen()).toEqual([5, 4, 3])
    await page.key(list(), 'ArrowUp', { shiftKey: true })
    expect(chosen()).toEqual([5, 4])
    await page.key(list(), 'a', { ctrlKey: true })
    expect(chosen()).toEqual([5, 4, 3, 2, 1])
    await page.key(list(), 'Escape')
    expect(chosen()).toEqual([])
    await page.key(list(), 'End')
    await page.key(list(), ' ', { ctrlKey: true })
    expect(chosen()).toEqual([1])
    await page.key(list(), 'Home')
    expect(chosen()).toEqual([1])
    await page.key(list(), 'ArrowDown', { shiftKey: true })
    expect(chosen(), 'a range begins where the keyboard went, and lets go of the rest').toEqual([5, 4])
    await page.key(list(), 'Escape')
    expect(view()).toBe('nothing')
  })

  it('is let go with another view, and what leaves the list leaves the choice', async () => {
    page = await openWindow(five())
    await page.show(<LibraryPane />)
    await page.doing(() => runCommand(page.app, 'choose-all-jobs'))
    await page.doing(() => page.send('jobForgotten', { jobId: jobId(3) }))
    expect(chosenJobs(page.app).map(({ addedAt }) => addedAt)).toEqual([5, 4, 2, 1])
    await page.doing(() => page.app.library.show('ready'))
    expect(chosenJobs(page.app)).toEqual([])
  })

  it('offers what applies to all of them', async () => {
    page = await openWindow([waitingJob(1), readyJob(2), trashedJob(3)])
    const offered = () =>
      ['export-jobs', 'tag-jobs', 'trash-jobs', 'restore-jobs', 'delete-jobs', 'pause-chosen', 'resume-chosen'].filter(
        (id) => command(id).applies(page.app),
      )
    expect(offered()).toEqual([])
    page.app.library.select({ ids: new Set([jobId(1)]), anchor: null })
    expect(offered()).toEqual(['tag-jobs', 'trash-jobs', 'pause-chosen'])
    runCommand(page.app, 'choose-all-jobs')
    expect(offered()).toEqual(['export-jobs', 'tag-jobs', 'trash-jobs', 'pause-chosen'])
    expect(command('trash-jobs').howMany?.(page.app)).toBe(2)
    runCommand(page.app, 'pause-chosen')
    await vi.waitFor(() => expect(page.asked).toEqual(['steerJobs pause 1']))
    runCommand(page.app, 'show-trash')
    runCommand(page.app, 'choose-all-jobs')
    expect(offered()).toEqual(['restore-jobs', 'delete-jobs'])
  })
})

describe('the trash in the window', () => {
  it('takes the chosen ones and the next row is where the keyboard goes on; Undo opens what lay open again', async () => {
    page = await openWindow(five())
    await page.show(
      <>
        <LibraryPane />
        <Toasts />
      </>,
    )
    await page.click(row(5))
    await page.key(list(), 'ArrowDown', { shiftKey: true })
    await page.key(list(), 'Delete')
    expect(page.asked).toContain('trashJobs 2')
    expect([rows(), view()]).toEqual([[3, 2, 1], 'nothing'])
    expect(list().getAttribute('aria-activedescendant')).toBe(`job-${jobId(3)}`)
    expect(page.said).toEqual(['2 jobs are in the trash. Kept there for 30 days at least.'])
    await page.press('Undo')
    expect([rows(), open()]).toEqual([[5, 4, 3, 2, 1], [5]])
    expect(view()).toBe('open')
  })

  it.each([
    ['waiting', waitingJob(1), 'Pictory is no longer asked about it.'],
    ['ready', readyJob(1), null],
  ])('says what ends for a job that is %s', async (_, job, ends) => {
    page = await openWindow([job])
    await page.app.desk.select(job.id)
    runCommand(page.app, 'trash-jobs')
    await vi.waitFor(() =>
      expect(page.said).toEqual([
        `“Job 1” is in the trash. ${ends === null ? '' : `${ends} `}Kept there for 30 days at least.`,
      ]),
    )
  })

  it('shows a job in it with the way back, and opens it once it is restored', async () => {
    page = await openWindow([readyJob(1), trashedJob(2, { trashedAt: 0 })])
    await page.show(<LibraryPane />)
    expect(rows()).toEqual([1])
    await page.doing(() => page.app.library.show('trash'))
    expect(rows()).toEqual([2])
    expect(page.text()).toContain('Kept for 30 more days')
    await page.click(row(2))
    expect(view()).toBe('standing')
    await page.show(<Standing jobId={jobId(2)} />)
    expect(page.text()).toContain('In the trash')
    await page.press('Restore')
    expect(page.asked).toContain('restoreJobs 1')
    expect([view(), page.app.library.store.getState().filter]).toEqual(['open', 'all'])
  })

  it('what could not be moved is named, and stays', async () => {
    page = await openWindow(five(), {
      trashJobs: async () => ({
        ok: true,
        value: { done: [jobId(1)], failed: [{ jobId: jobId(2), message: 'The disk is full.' }] },
      }),
    })
    page.app.library.select({ ids: new Set([jobId(1), jobId(2)]), anchor: null })
    runCommand(page.app, 'trash-jobs')
    await vi.waitFor(() => expect(page.said).toHaveLength(2))
    expect(page.said[0]).toBe('Not everything could be moved to the trash. “Job 2”: The disk is full.')
    expect(page.app.library.store.getState().jobs).toHaveLength(4)
  })

  it('deletes for good only after the question, and only what lies in it', async () => {
    page = await openWindow([readyJob(1), trashedJob(2)])
    await page.show(<DeleteJobs jobIds={[jobId(1), jobId(2)]} />)
    expect(page.text()).toContain('Delete “Job 2” for good?')
    await page.press('Keep')
    expect(page.asked).toEqual([])
    await page.press('Delete for good')
    expect(page.asked).toEqual(['deleteJobs 1'])
    expect(page.said).toEqual(['“Job 2” is deleted for good.'])
  })

  it('an id that lies in it is offered back', async () => {
    page = await openWindow([trashedJob(2)])
    await page.show(<Toasts />)
    await page.doing(() => sayTrashed(page.app, jobId(2)))
    expect(page.said).toEqual(['“Job 2” is in the trash. It is here already, with all it had.'])
    await page.press('Restore')
    expect(page.asked).toContain('restoreJobs 1')
    expect(view()).toBe('open')
  })
})

describe('finding by tag', () => {
  it('in the field and by the filter', async () => {
    page = await openWindow([readyJob(1, { tags: ['Client A'] }), readyJob(2, { tags: ['Interview'] }), readyJob(3)])
    await page.show(<LibraryPane />)
    await page.doing(() => page.app.library.search('#inter 2'))
    expect(rows()).toEqual([2])
    await page.doing(() => page.app.library.search(''))
    await page.doing(() => page.app.library.showTag('client a'))
    expect(rows()).toEqual([1])
    expect(page.text()).toContain('1 of 3 jobs')
    await page.doing(() => page.app.desk.select(jobId(3)))
    expect(rows()).toEqual([3, 2, 1])
  })
})
