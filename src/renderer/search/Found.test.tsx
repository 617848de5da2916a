// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { openWindow, type TestWindow } from '../add/window.fixture'
import { jobId, readyJob } from '../desk/fake.fixture'
import { LibraryPane } from '../library/LibraryPane'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
// happy-dom draws nothing: a list needs a height to have rows in view.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 680 })

let page: TestWindow
afterEach(() => page.close())

const snippet = (paragraph: number, text: string) => ({
  paragraph,
  word: 0,
  startMs: 1500,
  speaker: 'Ben',
  parts: [{ text, hit: true }],
  more: { before: true, after: false },
})
const list = () => {
  const found = document.getElementById('found-rows')
  if (!found) throw new Error('there are no results')
  return found
}
const options = () => [...list().querySelectorAll('[role=option]')].map((row) => row.textContent)

const open = async (pending = 0) => {
  page = await openWindow([readyJob(1, { title: 'Monday' }), readyJob(2, { title: 'Tuesday', tags: ['board'] })], {
    searchLibrary: async ({ query }) => ({
      ok: true,
      value:
        query === 'hello'
          ? {
              jobs: [
                { jobId: jobId(2), hits: 2, names: 0 },
                { jobId: jobId(1), hits: 1, names: 1 },
              ],
              total: 2,
              pending,
              of: 2,
            }
          : { jobs: [], total: 0, pending, of: 2 },
    }),
    searchHits: async ({ jobId: id }) => ({
      ok: true,
      value: {
        names: [],
        hits: id === jobId(2) ? [snippet(1, 'Hello.'), snippet(1, 'hello again')] : [snippet(1, 'Hello.')],
        next: null,
        pending: false,
      },
    }),
  })
  await page.show(<LibraryPane />)
}

test('jobs and their hits are rows of one list; the keys move in it, Enter opens the hit', async () => {
  await open()
  await page.type('library-search', 'hello')
  expect(page.text()).toContain('In transcripts: 2 jobs')
  expect(page.text()).toContain('No title fits.')
  expect(options()).toEqual([
    'Tuesday 2 hits',
    '0:01 · Ben… Hello.',
    '0:01 · Ben… hello again',
    'Monday 1 hit and a speaker’s name',
    '0:01 · Ben… Hello.',
  ])
  await page.key(page.field('library-search'), 'ArrowDown')
  expect(document.activeElement).toBe(list())
  await page.key(list(), 'ArrowDown')
  await page.key(list(), 'Enter')
  expect(page.asked).toContain(`openJob ${jobId(2)}`)
  // The search stays: the next hit is a key away.
  expect(page.field('library-search').value).toBe('hello')
  expect(options()).toHaveLength(5)
  await page.key(list(), 'Home')
  await page.key(list(), 'ArrowUp')
  expect(document.activeElement).toBe(page.field('library-search'))
})

test('a tag narrows the results down as it does the list', async () => {
  await open()
  await page.type('library-search', 'hello')
  await page.doing(() => page.app.library.store.setState({ tag: 'board' }))
  expect(page.text()).toContain('In transcripts: 1 job')
  expect(options()).toHaveLength(3)
})

test('nothing found is said, and so is what is not read yet', async () => {
  await open(2)
  await page.type('library-search', 'xylophone')
  expect(page.text()).toContain('In transcripts: nothing')
  expect(page.text()).toContain('The transcripts are being read for the first time.')
  await page.doing(() => page.send('searchChanged', { pending: 1, of: 2 }))
  await page.doing(() => page.app.search.store.setState({ pending: 1 }))
  expect(page.text()).toContain('1 job is still being read, of 2.')
})
