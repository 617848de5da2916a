import { expect, test } from 'vitest'
import type { Bridge } from '../../ipc/bridge'
import type { Calls } from '../../ipc/contract'
import { createFakeBridge, jobId, readyJob } from '../desk/fake.fixture'
import { createLibrary } from '../library/library'
import { resultRows } from './rows'
import { createSearch } from './search'

type Found = Calls['searchLibrary']['value']
type Hits = Calls['searchHits']['value']

const snippet = (word: number) => ({
  paragraph: 0,
  word,
  startMs: word * 100,
  speaker: 'Ann',
  parts: [{ text: 'desk', hit: true }],
  more: { before: false, after: false },
})
const found = (...hits: readonly number[]): Found => ({
  jobs: hits.map((many, n) => ({ jobId: jobId(n + 1), hits: many, names: 0 })),
  total: hits.length,
  pending: 0,
  of: hits.length,
})

/** Questions wait until the test answers them. */
const open = () => {
  const questions: { readonly query: string; readonly trashed: boolean; readonly answer: (found: Found) => void }[] = []
  const rows: { readonly query: string; readonly answer: (hits: Hits) => void }[] = []
  const over: Partial<Bridge> = {
    searchLibrary: ({ query, trashed }) =>
      new Promise((done) => {
        questions.push({ query, trashed, answer: (value) => done({ ok: true, value }) })
      }),
    searchHits: ({ query }) =>
      new Promise((done) => {
        rows.push({ query, answer: (value) => done({ ok: true, value }) })
      }),
  }
  const fake = createFakeBridge([readyJob(1), readyJob(2)], over)
  const library = createLibrary(fake.bridge)
  const search = createSearch(fake.bridge, library)
  return { ...fake, library, search, questions, rows, state: () => search.store.getState() }
}
const turn = () => new Promise((done) => void setTimeout(done, 0))

test('what is written is asked, the last answer counts, and an empty field shows nothing', async () => {
  const { library, questions, state } = open()
  library.search('de')
  library.search('desk')
  questions[1]?.answer(found(2))
  await turn()
  questions[0]?.answer(found(9, 9))
  await turn()
  expect(state()).toMatchObject({ query: 'desk', total: 1, jobs: [{ hits: 2 }] })
  library.search(' … ')
  expect(questions).toHaveLength(2)
  expect(state()).toMatchObject({ query: '', jobs: null })
})

test('the words of a row are asked once, for the query that is shown, and dropped where they come too late', async () => {
  const { library, questions, rows, search, state } = open()
  library.search('desk')
  questions[0]?.answer(found(5))
  await turn()
  void search.want(jobId(1))
  void search.want(jobId(1))
  expect(rows.map(({ query }) => query)).toEqual(['desk'])
  expect(resultRows(state()).map(({ kind }) => kind)).toEqual(['job', 'hit', 'hit', 'hit'])
  // The next question is under way: what is shown is still the first.
  library.search('desks')
  rows[0]?.answer({ names: [], hits: [snippet(1), snippet(9)], next: 4, pending: false })
  await turn()
  expect(resultRows(state()).flatMap((row) => (row.kind === 'hit' ? [row.snippet?.word] : []))).toEqual([1, 9])
  questions[1]?.answer(found(1))
  await turn()
  expect(state().shown.size).toBe(0)
  void search.want(jobId(1))
  expect(rows.map(({ query }) => query)).toEqual(['desk', 'desks'])
})

test('when the index changed it is asked again, and the words stay until the new ones have come', async () => {
  const { library, questions, rows, search, send, state } = open()
  library.search('desk')
  questions[0]?.answer({ ...found(1), pending: 1, of: 2 })
  await turn()
  void search.want(jobId(1))
  rows[0]?.answer({ names: [], hits: [snippet(1)], next: null, pending: false })
  await turn()
  send('searchChanged', { pending: 0, of: 2 })
  expect(state()).toMatchObject({ pending: 0, of: 2 })
  questions[1]?.answer(found(1, 1))
  await turn()
  expect(state().shown.has(jobId(1))).toBe(true)
  void search.want(jobId(1))
  expect(rows).toHaveLength(2)
})

test('the trash is asked where the trash is shown', async () => {
  const { library, questions } = open()
  library.search('desk')
  library.show('ready')
  library.show('trash')
  expect(questions.map(({ trashed }) => trashed)).toEqual([false, true])
})
