// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { jobId, readyJob } from '../desk/fake.fixture'
import { Toasts } from '../ui/Toasts'
import { changedTags, changeTags, suggestions, tagCounts } from './tags'
import { TagJobs } from './TagJobs'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let page: TestWindow
afterEach(() => page.close())

const tagged = (n: number, ...tags: string[]) => readyJob(n, { tags })

describe('tags', () => {
  it('are counted whatever their case, in order of their names', async () => {
    page = await openWindow([])
    expect(tagCounts([tagged(1, 'b 10', 'A'), tagged(2, 'a', 'b 2'), tagged(3)])).toEqual([
      { tag: 'A', count: 2 },
      { tag: 'b 2', count: 1 },
      { tag: 'b 10', count: 1 },
    ])
  })

  it.each([
    [['a'], { add: ['b'], remove: [] }, ['a', 'b']],
    [['a'], { add: ['A'], remove: [] }, ['a']],
    [['a', 'b'], { add: [], remove: ['B'] }, ['a']],
    [['a'], { add: ['a'], remove: ['a'] }, ['a']],
  ])('%j changed by %j', async (before, change, after) => {
    page = await openWindow([])
    expect(changedTags(before, change)).toEqual(after)
  })

  it('are suggested by what was typed: what begins so first, then by use; none twice', async () => {
    page = await openWindow([])
    const all = [
      { tag: 'client A', count: 1 },
      { tag: 'old clients', count: 9 },
      { tag: 'client B', count: 4 },
    ]
    expect(suggestions(all, '#cli', ['client a']).map(({ tag }) => tag)).toEqual(['client B', 'old clients'])
    expect(suggestions(all, '', []).map(({ tag }) => tag)).toEqual(['old clients', 'client B', 'client A'])
  })

  it('are only saved where they change, and what was taken away can be had back', async () => {
    page = await openWindow([tagged(1, 'a', 'b'), tagged(2, 'b'), tagged(3)])
    await page.show(<Toasts />)
    const jobs = page.app.library.store.getState().jobs
    await page.doing(() => changeTags(page.app, jobs, { add: ['c'], remove: ['b'] }))
    expect(page.asked).toEqual(['tagJobs c c a+c'])
    expect(page.said).toEqual(['3 jobs: #c added, #b taken away.'])
    await page.press('Undo')
    expect(page.asked.at(-1)).toBe('tagJobs  b a+b')
    await changeTags(page.app, jobs, { add: [], remove: ['never'] })
    expect(page.asked).toHaveLength(2)
  })

  it('that could not be saved are said, with the job and why', async () => {
    page = await openWindow([tagged(1), tagged(2)], {
      tagJobs: async () => ({
        ok: true,
        value: { done: [jobId(1)], failed: [{ jobId: jobId(2), message: 'The disk is full.' }] },
      }),
    })
    await changeTags(page.app, page.app.library.store.getState().jobs, { add: ['x'], remove: [] })
    expect(page.said).toEqual(['Not all tags could be saved. “Job 2”: The disk is full.', '“Job 1”: #x added.'])
  })
})

const field = () => page.field('tag-field')

describe('the sheet for tags', () => {
  it('shows what all have and what some have; adds with a comma, gives to all, takes away', async () => {
    page = await openWindow([tagged(1, 'both', 'one'), tagged(2, 'both'), tagged(3, 'used')])
    await page.show(<TagJobs jobIds={[jobId(1), jobId(2)]} />)
    await page.type('tag-field', 'new one')
    await page.key(field(), ',')
    expect([...document.querySelectorAll('.tag-box .tag')].map((tag) => tag.textContent)).toEqual([
      '#both',
      '#one1 of 2',
      '#new one',
    ])
    await page.press('one: on 1 of 2, give it to all')
    await page.press('Take both away')
    await page.press('Save')
    expect(page.asked).toEqual(['tagJobs one+new one new one+one'])
  })

  it('takes what is still in the field, and says where it cannot', async () => {
    page = await openWindow([tagged(1)])
    await page.show(<TagJobs jobIds={[jobId(1)]} />)
    await page.type('tag-field', 'x'.repeat(41))
    await page.press('Save')
    expect(page.text()).toContain('A tag has at most 40 characters.')
    expect(page.asked).toEqual([])
    await page.type('tag-field', '#last , other')
    await page.press('Save')
    expect(page.asked).toEqual(['tagJobs last+other'])
  })
})
