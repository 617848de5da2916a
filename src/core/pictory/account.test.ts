import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountPageSchema, readAccountPage } from './account'
import { isObject } from './draft'
import { readResponse } from './response'

const id = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a90'
const other = '11111111-2222-4333-8444-555555555555'
const words = [
  { word: 'Rain', start_time: 0, end_time: 0.5 },
  { word: '', start_time: 0.5, end_time: 1.25, is_pause: true },
  { word: 'again.', start_time: '1.25', end_time: '2.0' },
]
const transcript = [{ uid: 's', speakerId: 1, words }]
const done = { words: 2, durationMs: 2000, about: 'Rain again.', status: 'completed', id }

const page = (...items: readonly unknown[]) => {
  const read = readAccountPage({ items, nextPageKey: null })
  if (!read.ok) throw new Error(read.message)
  return read.value
}

describe('one item', () => {
  const rows: readonly (readonly [string, unknown, object | null])[] = [
    ['completed', { success: true, data: { jobId: id, status: 'completed', transcript } }, done],
    ['without a status', { success: true, data: { jobId: id, transcript } }, done],
    ['capitals, blanks and the other name of the id', { data: { job_id: ` ${id.toUpperCase()} `, transcript } }, done],
    ['the id around the data', { job_id: id, success: true, data: { status: 'completed', transcript } }, done],
    ['no data around', { jobId: id, status: 'completed', transcript }, done],
    ['legacy shape', { data: { jobId: id, transcript: [{ uid: '', speakerId: '', word: words }] } }, done],
    [
      'legacy beside an empty list',
      { data: { jobId: id, transcript: [{ words: [], word: words }] } },
      { words: 2, durationMs: 2000 },
    ],
    ['words without segments', { data: { jobId: id, transcript: words } }, { words: 2, about: 'Rain again.' }],
    [
      'the media’s own length',
      { data: { jobId: id, transcript, mediaInfo: { duration: 61.5 } } },
      { durationMs: 61_500 },
    ],
    [
      'a length that the words contradict',
      { data: { jobId: id, transcript, mediaInfo: { duration: 0.2 } } },
      { durationMs: 2000 },
    ],
    ['a length in ms', { data: { jobId: id, transcript, mediaInfo: { duration: 61_500 } } }, { durationMs: 61_500 }],
    [
      'nothing said',
      { data: { jobId: id, status: 'completed', transcript: [] } },
      { status: 'completed', words: 0, durationMs: null, about: '' },
    ],
    ['nothing said, and a film', { data: { jobId: id, status: 'completed', transcript: [], videoURL: 'x' } }, null],
    ['words and a film: it can be captioned', { data: { jobId: id, transcript, videoURL: 'x' } }, done],
    [
      'in progress',
      { success: true, data: { jobId: id, status: 'in-progress' } },
      { id, status: 'unclear', words: null, durationMs: null, about: '' },
    ],
    [
      'in progress with a half transcript',
      { data: { jobId: id, status: 'in-progress', transcript } },
      { status: 'unclear', words: null },
    ],
    ['in progress, a render', { data: { jobId: id, status: 'in-progress', renderParams: {} } }, null],
    ['an unknown state', { data: { jobId: id, status: 'transcribing' } }, { status: 'unclear' }],
    [
      'failed',
      { success: false, data: { jobId: id, status: 'failed', error_message: 'Bad audio' } },
      { id, status: 'failed', words: null, durationMs: null, about: 'Bad audio' },
    ],
    [
      'failed by success alone, with an address in the words',
      { success: false, data: { jobId: id, error_message: 'No access to https://x.example/a?sig=1' } },
      { status: 'failed', about: 'No access to …' },
    ],
    ['failed, a storyboard', { success: false, data: { jobId: id, status: 'failed', storyboard: {} } }, null],
    ['an empty name of another kind says nothing', { data: { jobId: id, status: 'failed', preview: null } }, { id }],
    ['completed without a transcript', { data: { jobId: id, status: 'completed', videoURL: 'x' } }, null],
    ['a summary alone', { data: { jobId: id, status: 'completed', summary: 'Rain.' } }, null],
    ['a template', { data: { jobId: id, templateId: 'x', name: 'Intro' } }, null],
    ['cleaned away: nothing could be fetched', { data: { jobId: id, status: 'cleaned' } }, null],
    ['no state at all', { data: { jobId: id } }, null],
    ['no id', { data: { status: 'completed', transcript } }, null],
    ['no UUID', { data: { jobId: '../../etc/passwd', transcript } }, null],
    ['a number', 7, null],
    ['null', null, null],
    ['a list', [transcript], null],
  ]
  test.each(rows)('%s', (_, item, expected) => {
    const { jobs, others } = page(item)
    if (expected === null) expect({ jobs, others }).toEqual({ jobs: [], others: 1 })
    else {
      expect(jobs).toMatchObject([expected])
      expect(others).toBe(0)
    }
  })
})

const item = (jobId: string) => ({ data: { jobId, transcript } })

describe('the page', () => {
  test('keeps the order, counts the others, takes a job once', () => {
    const { jobs, others } = page(item(other), 1, item(id), item(other.toUpperCase()), null)
    expect(jobs.map((job) => job.id)).toEqual([other, id])
    expect(others).toBe(2)
  })

  test.each([
    ['next', 'next'],
    ['', null],
    [null, null],
    [undefined, null],
    [7, null],
  ])('nextPageKey %j → %j', (nextPageKey, expected) => {
    expect(readAccountPage({ items: [], nextPageKey })).toMatchObject({ ok: true, value: { nextPageKey: expected } })
  })

  test('inside data as well', () => {
    expect(readAccountPage({ success: true, data: { items: [], nextPageKey: 'x' } })).toMatchObject({
      value: { nextPageKey: 'x' },
    })
  })

  test.each([[null], [[]], ['text'], [{}], [{ items: {} }], [{ jobs: [] }]])('%j is no page', (value) => {
    expect(readAccountPage(value)).toMatchObject({ ok: false, code: 'bad-answer' })
  })

  test('whatever comes keeps the contract', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({ data: fc.record({ jobId: fc.constant(id), status: fc.string(), transcript: fc.jsonValue() }) }),
      fc.record({ data: fc.record({ job_id: fc.uuid(), transcript: fc.array(fc.jsonValue()) }) }),
    )
    fc.assert(
      fc.property(fc.array(anything), fc.jsonValue(), (items, nextPageKey) => {
        const read = readAccountPage({ items, nextPageKey })
        if (!read.ok) throw new Error(read.message)
        expect(accountPageSchema.parse(read.value)).toEqual(read.value)
        expect(read.value.jobs.length + read.value.others).toBeLessThanOrEqual(items.length)
        for (const { about } of read.value.jobs) expect(about.length).toBeLessThanOrEqual(401)
      }),
      { numRuns: 500 },
    )
  })
})

const about = (...said: readonly string[]) =>
  page({ data: { jobId: id, transcript: [{ words: said.map((word) => ({ word })) }] } }).jobs[0]?.about ?? ''

describe('the first words', () => {
  test('end at a whole word, and no later than 120 characters', () => {
    const text = about(...Array.from({ length: 100 }, (_, n) => `word${n},`))
    expect(text).toMatch(/^word0, word1, .*word\d+…$/)
    expect(text.length).toBeLessThanOrEqual(120)
  })

  test('a single endless word is cut between two characters', () => {
    const text = about('𝄞'.repeat(100))
    expect(text).toBe(`${'𝄞'.repeat(59)}…`)
  })
})

// The reader that the editor uses is the oracle: what the list promises is what opens.
describe('agrees with the reader of responses', () => {
  const folder = join(import.meta.dirname, 'fixtures')
  const responses = readdirSync(folder).flatMap((name) => {
    const value: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const read = readResponse(value)
    return isObject(value) && value['items'] === undefined && read.ok
      ? [{ name, value, transcript: read.value.transcript }]
      : []
  })

  test.each(responses)('$name', ({ name, value, transcript }) => {
    const [job] = page({ ...value, jobId: id, job_id: id }).jobs
    const items = transcript.paragraphs.flatMap((paragraph) => paragraph.items)
    const spoken = items.filter((item) => item.kind === 'word')
    expect(job?.words).toBe(spoken.length)
    const first = spoken.map((word) => word.text).join(' ')
    // The list takes the words as they stand; the reader puts segments in order of time.
    if (name !== 'late-segments.json') expect(first.startsWith((job?.about ?? '?').replace('…', ''))).toBe(true)
  })
})
