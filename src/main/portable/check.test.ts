import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readOriginal } from '../library/read'
import { journalOf } from '../library/journal'
import type { Library } from '../library/jobs'
import { checkLibrary, reportText } from './check'
import { addJob, fileOf, filesBelow, idOf, libraryIn, rename, responseOf } from './library.fixture'

let folder = ''
let here: Library
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caesura-check-'))
  here = await libraryIn(folder)
  await addJob(here, idOf(1))
  await rename(here, idOf(1), 'Ann')
  await rename(here, idOf(1), 'Anna')
  await addJob(here, idOf(2), 'A second one')
  await here.addIds([idOf(3)])
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const path = (name: string): string => fileOf(folder, idOf(1), name)
const check = async (isCancelled = () => false) =>
  checkLibrary({ library: here, read: readOriginal }, { tell: () => {}, isCancelled })
const flip = async (name: string, at: number): Promise<void> => {
  const bytes = await readFile(path(name))
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(path(name), bytes)
}
/** What is on the disk, to the byte. */
const disk = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of await filesBelow(folder)) hash.update(name).update(await readFile(join(folder, name)))
  return hash.digest('hex')
}

test('a sound library', async () => {
  expect(await check()).toEqual({ ok: true, value: { jobs: 3, sound: 3, findings: [] } })
})

describe('each kind of damage is found, told with what to do, and nothing is changed', () => {
  const cases: readonly [string, () => Promise<void>, 'lost' | 'mendable', RegExp][] = [
    ['one flipped byte of the answer', () => flip('response.json', 100), 'mendable', /SHA-256 differs/u],
    ['a missing answer', () => rm(path('response.json')), 'mendable', /original is missing/u],
    ['one flipped byte of the snapshot', () => flip('snapshot.json', 300), 'mendable', /put together is damaged/u],
    ['one flipped byte of the first change', () => flip('edits.jsonl', 60), 'lost', /up to change 0/u],
    [
      'a torn last change',
      () => appendFile(path('edits.jsonl'), '120 +0123456789abcdef {"la'),
      'mendable',
      /never reached the disk/u,
    ],
    ['lines that are no changes', () => appendFile(path('edits.jsonl'), 'hello\nthere\n'), 'lost', /up to change 2/u],
    [
      'a change of something else',
      () =>
        writeFile(
          path('edits.jsonl'),
          journalOf(['{"label":"x","at":1,"steps":[{"kind":"assign","paragraphId":"no","from":"a","to":"b"}]}']),
        ),
      'lost',
      /Change 1 does not fit/u,
    ],
    [
      'a change that is none',
      () => writeFile(path('edits.jsonl'), journalOf(['{"label":7}'])),
      'lost',
      /Change 1 does not fit/u,
    ],
    ['a damaged description', () => writeFile(path('job.json'), '{'), 'lost', /description/u],
    ['a newer description', () => writeFile(path('job.json'), '{"schema":99}'), 'mendable', /newer Caesura/u],
  ]
  test.each(cases)('%s', async (_, damage, weight, sentence) => {
    await damage()
    const before = await disk()
    const checked = await check()
    if (!checked.ok) throw new Error(checked.message)
    expect(checked.value).toMatchObject({ jobs: 3, sound: 2 })
    expect(checked.value.findings).toEqual([
      {
        jobId: idOf(1),
        title: 'Talk 01',
        weight,
        what: expect.stringMatching(sentence),
        toDo: expect.stringMatching(/\.$/u),
      },
    ])
    expect(await disk()).toBe(before)
  })

  test('a journal shorter than what the snapshot has seen', async () => {
    const snapshot = await readFile(path('snapshot.json'), 'utf8')
    await writeFile(path('snapshot.json'), snapshot.replace('"journalBytes":0', '"journalBytes":99999'))
    const checked = await check()
    expect(checked).toMatchObject({ value: { findings: [{ what: expect.stringContaining('not the one') }] } })
  })

  test('nothing left at all', async () => {
    await rm(path('response.json'))
    await truncate(path('snapshot.json'), 5)
    const checked = await check()
    expect(checked).toMatchObject({ value: { sound: 2 } })
    expect(checked.ok ? checked.value.findings.map(({ what }) => what) : []).toContain(
      'No transcript can be read of it.',
    )
  })

  test('what is said of one flipped byte can be done: the same response makes it whole', async () => {
    await flip('response.json', 100)
    await addJob(here, idOf(1))
    expect(await readFile(path('response.json'))).toEqual(responseOf(idOf(1)))
    expect(await check()).toMatchObject({ value: { sound: 3 } })
  })
})

test('called off', async () => {
  expect(await check(() => true)).toMatchObject({ ok: false, code: 'aborted' })
})

test('the report as text', async () => {
  await flip('response.json', 100)
  const checked = await check()
  if (!checked.ok) throw new Error(checked.message)
  const text = reportText(checked.value, '2026-11-25 22:00')
  expect(text).toBe(`Check of the Caesura library, 2026-11-25 22:00
3 jobs checked, 2 sound.

Talk 01 (${idOf(1)})
  The original is not what it was when it was kept: its SHA-256 differs.
    Open the same original file or a back-up that holds this job: it is made whole from there.
`)
})
