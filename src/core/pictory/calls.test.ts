import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from './answer'
import { readListed, readPlace, readQuota, readStarted } from './calls'

const id = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a90'
const http = (status: number, body: unknown, over: Partial<HttpAnswer> = {}): HttpAnswer => ({
  status,
  contentType: 'application/json',
  retryAfterMs: null,
  bytes: new Uint8Array(),
  text: typeof body === 'string' ? body : JSON.stringify(body),
  ...over,
})
const page = '<!doctype html><h1>Blocked</h1>'
const html = { contentType: 'text/html' } as const
const trouble = (reason: string, reached: boolean, retryAfterMs: number | null = null) => ({
  kind: 'trouble',
  reason,
  reached,
  retryAfterMs,
})

describe('what every call can meet', () => {
  const rows: readonly (readonly [string, HttpAnswer, object])[] = [
    ['401', http(401, { message: 'Unauthorized' }), { kind: 'key-refused' }],
    ['403 JSON', http(403, { message: 'Forbidden' }), { kind: 'key-refused' }],
    [
      '403 about the plan is no bad key: polling goes on',
      http(403, { success: false, data: { error_message: 'Transcription quota exceeded for your plan.' } }),
      { kind: 'refused', message: 'Pictory says: Transcription quota exceeded for your plan.' },
    ],
    ['403 page', http(403, page, html), trouble('blocked', false)],
    ['407', http(407, ''), trouble('blocked', false)],
    ['429', http(429, { message: 'Slow' }, { retryAfterMs: 7000 }), trouble('rate-limited', false, 7000)],
    ['500: it may have begun', http(500, 'oops'), trouble('server-trouble', true)],
    ['503', http(503, page, { ...html, retryAfterMs: 3000 }), trouble('server-trouble', true, 3000)],
    ['504', http(504, ''), trouble('server-trouble', true)],
    ['408', http(408, ''), trouble('server-trouble', true)],
    ['303', http(303, ''), trouble('blocked', true)],
    ['200 page', http(200, page, html), trouble('bad-answer', true)],
    ['404 page', http(404, page, html), trouble('bad-answer', true)],
    ['truncated', http(200, '{"data":{"jo'), trouble('bad-answer', true)],
    ['empty', http(200, ''), trouble('bad-answer', true)],
    ['no UTF-8', http(200, '', { text: null }), trouble('bad-answer', true)],
    [
      '400 in words',
      http(400, { success: false, data: { error_code: '4000', error_message: 'Invalid language' } }),
      { kind: 'refused', message: 'Pictory says: Invalid language' },
    ],
    [
      '402',
      http(402, { message: 'Payment required: no minutes left' }),
      { kind: 'refused', message: 'Pictory says: Payment required: no minutes left' },
    ],
    [
      '400, a code only',
      http(400, { error_code: 4000 }),
      { kind: 'refused', message: 'Pictory says no with the error 4000, and not why.' },
    ],
    ['400, nothing', http(400, ''), { kind: 'refused', message: 'Pictory says no, and not why.' }],
    ['404 JSON', http(404, { message: 'Not Found' }), { kind: 'refused', message: 'Pictory says: Not Found' }],
    [
      'success:false',
      http(200, { success: false, data: { error_message: 'Quota exceeded' } }),
      { kind: 'refused', message: 'Pictory says: Quota exceeded' },
    ],
    [
      'success:false inside data',
      http(200, { data: { success: false, message: 'No' } }),
      { kind: 'refused', message: 'Pictory says: No' },
    ],
  ]
  test.each(rows)('%s', (_, answer, expected) => {
    for (const read of [readStarted, readQuota, readListed]) expect(read(answer)).toMatchObject(expected)
    expect(readPlace(answer, () => true)).toMatchObject(expected)
  })

  test('no address leaves in words, whoever repeats it', () => {
    const secret = 'https://files.example/a.mp4?X-Amz-Signature=5ecret'
    for (const body of [
      { success: false, data: { error_message: `Cannot fetch ${secret}` } },
      { error_message: `Cannot fetch ${encodeURIComponent(secret)}` },
      { message: 'Bad /a.mp4?X-Amz-Signature=5ecret' },
    ])
      for (const status of [200, 400, 401, 403]) {
        const answer = readStarted(http(status, { success: false, ...body }))
        expect(answer).toHaveProperty('message')
        expect(JSON.stringify(answer)).not.toContain('5ecret')
        expect(JSON.stringify(answer)).not.toContain('files.example')
      }
  })

  test('whatever comes, it is one of the answers, and says something', () => {
    const body = fc.oneof(fc.json(), fc.string(), fc.constantFrom(page, ''))
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), body, (status, text) => {
        for (const answer of [
          readStarted(http(status, text)),
          readListed(http(status, text)),
          readQuota(http(status, text)),
          readPlace(http(status, text), () => true),
        ])
          if (answer.kind !== 'ok') expect(answer.message.length).toBeGreaterThan(10)
      }),
      { numRuns: 500 },
    )
  })
})

describe('start', () => {
  test.each([
    [{ success: true, data: { jobId: id } }],
    [{ data: { job_id: id.toUpperCase() } }],
    [{ jobId: ` ${id} ` }],
    [{ job_id: id, data: {} }],
  ])('%j', (body) => {
    expect(readStarted(http(200, body))).toEqual({ kind: 'ok', value: { jobId: id } })
  })

  test.each([[{}], [[]], [{ data: { jobId: 7 } }], [{ data: { jobId: '../x' } }], ['7'], ['null']])(
    '%j names no job: it may have begun',
    (body) => {
      expect(readStarted(http(200, body))).toMatchObject(trouble('bad-answer', true))
    },
  )
})

const isSafe = (address: string): boolean => address.startsWith('https://store.example/')

describe('place', () => {
  const signedUrl = 'https://store.example/a?sig=5ecret'
  const url = 'https://store.example/a'

  test('both addresses', () => {
    const body = { success: true, data: { signedUrl, url, key: 'a' } }
    expect(readPlace(http(200, body), isSafe)).toEqual({ kind: 'ok', value: { signedUrl, fileUrl: url } })
  })

  test.each([
    [{ signedUrl }],
    [{ url }],
    [{ signedUrl: 'http://store.example/a?sig=5ecret', url }],
    [{ signedUrl, url: 'file:///etc/passwd' }],
    [{ signedUrl: 7, url }],
  ])('%j is no place, and is not repeated', (data) => {
    const answer = readPlace(http(200, { success: true, data }), isSafe)
    expect(answer).toMatchObject(trouble('bad-answer', true))
    expect(JSON.stringify(answer)).not.toContain('store.example')
  })
})

describe('quota', () => {
  test.each([
    [{ transcriptionMinutes: { used: 340, limit: 6000 } }, { used: 340, limit: 6000 }],
    [
      { success: true, data: { transcriptionMinutes: { used: '3.5', limit: '60' } } },
      { used: 3.5, limit: 60 },
    ],
    [{ transcriptionMinutes: { used: 0 } }, { used: 0, limit: null }],
    [{ transcriptionMinutes: { used: 9, limit: -1 } }, { used: 9, limit: null }],
    [{ transcriptionMinutes: { used: 9, limit: null } }, { used: 9, limit: null }],
    [{ transcriptionMinutes: { limit: 60 } }, null],
    [{ transcriptionMinutes: 7 }, null],
    [{ videoMinutes: { used: 1, limit: 2 } }, null],
    [{}, null],
  ])('%j → %j', (body, value) => {
    expect(readQuota(http(200, body))).toEqual({ kind: 'ok', value })
  })

  test('a list is no quota', () => {
    expect(readQuota(http(200, '[]'))).toMatchObject(trouble('bad-answer', true))
  })
})

test('the list', () => {
  const body = { items: [{ data: { jobId: id, status: 'in-progress' } }, 7], nextPageKey: 'x' }
  expect(readListed(http(200, body))).toMatchObject({
    kind: 'ok',
    value: { jobs: [{ id, status: 'unclear' }], others: 1, nextPageKey: 'x' },
  })
  expect(readListed(http(200, {}))).toMatchObject(trouble('bad-answer', true))
})
