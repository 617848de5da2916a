import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HttpAnswer, readAnswer } from './answer'

const id = '3f0c8a52-7d1e-4b6a-9c35-8e2f6b4d1a90'
const bytes = new Uint8Array([1, 2, 3])

const http = (status: number, body: unknown, over: Partial<HttpAnswer> = {}): HttpAnswer => ({
  status,
  contentType: 'application/json',
  retryAfterMs: null,
  bytes,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  ...over,
})
const page = '<!doctype html><h1>Blocked</h1>'
const html = { contentType: 'text/html' } as const
const trouble = (reason: string, retryAfterMs: number | null = null) => ({ kind: 'trouble', reason, retryAfterMs })
const transcript = [{ words: [{ word: 'a' }] }]

const rows: readonly (readonly [string, HttpAnswer, object])[] = [
  ['in progress', http(200, { job_id: id, data: { status: 'in-progress' } }), { kind: 'in-progress', mediaMs: null }],
  [
    'in progress, with the media’s length',
    http(200, { data: { status: 'in-progress', mediaInfo: { duration: 60 } } }),
    { kind: 'in-progress', mediaMs: 60_000 },
  ],
  [
    'in progress wins over a half transcript: nothing half-done is kept for ever',
    http(200, { data: { status: 'in-progress', transcript } }),
    { kind: 'in-progress' },
  ],
  [
    'completed',
    http(200, { job_id: id, success: true, data: { status: 'completed', transcript } }),
    { kind: 'completed', bytes },
  ],
  ['completed without a status', http(200, { success: true, data: { transcript } }), { kind: 'completed', bytes }],
  [
    'completed, list-item shape, capitals in the id',
    http(200, { success: true, data: { jobId: id.toUpperCase(), transcript } }),
    { kind: 'completed' },
  ],
  ['completed with nothing said', http(200, { data: { status: 'completed', transcript: [] } }), { kind: 'completed' }],
  ['completed, type missing', http(200, { data: { transcript } }, { contentType: '' }), { kind: 'completed' }],
  [
    'failed by status',
    http(200, { data: { status: 'failed', error_code: '4', error_message: 'Bad audio' } }),
    { kind: 'failed', message: 'Bad audio' },
  ],
  [
    'failed by success:false',
    http(200, { success: false, data: { error_message: 'No speech' } }),
    { kind: 'failed', message: 'No speech' },
  ],
  [
    'failed with a 400',
    http(400, { success: false, error_code: 17, error_message: 'INVALID' }),
    { kind: 'failed', message: 'INVALID' },
  ],
  [
    'failed with a code only',
    http(200, { success: false, data: { error_code: 17 } }),
    { kind: 'failed', message: 'Pictory gave the error 17 and no words.' },
  ],
  [
    'failed with nothing',
    http(200, { success: false }),
    { kind: 'failed', message: 'Pictory says that this job failed, and not why.' },
  ],
  [
    'failed, and an address in the words: it may hold a secret',
    http(200, {
      success: false,
      data: { error_message: 'Cannot read "https://me:pw@files.example/a.mp4?X-Amz-Signature=abc" (X-Amz-Date=1).' },
    }),
    { kind: 'failed', message: 'Cannot read "…" …' },
  ],
  [
    'failed, and a percent-encoded address',
    http(200, { success: false, error_message: 'Bad HTTPS%3A%2F%2Fx.example%2Fsecret in job' }),
    { kind: 'failed', message: 'Bad … in job' },
  ],
  ['cleaned', http(200, { data: { status: 'cleaned' } }), { kind: 'gone', why: 'cleaned' }],
  ['404', http(404, { message: 'x' }), { kind: 'gone', why: 'unknown' }],
  ['404, empty', http(404, ''), { kind: 'gone' }],
  [
    'error 5000',
    http(200, { success: false, data: { error_code: '5000', error_message: 'JOB_NOT_FOUND' } }),
    { kind: 'gone', why: 'unknown' },
  ],
  ['error 5000 as a number, in a 400', http(400, { success: false, error_code: 5000 }), { kind: 'gone' }],
  [
    'JOB_NOT_FOUND in a 500',
    http(500, { data: { error_code: '5000', error_message: 'JOB_NOT_FOUND' } }),
    { kind: 'gone' },
  ],
  [
    'a bare 5000 in a 500 may be the server’s own',
    http(500, { data: { error_code: '5000', error_message: 'Internal' } }),
    trouble('server-trouble'),
  ],
  ['404 page of something else', http(404, page, html), trouble('bad-answer')],
  [
    '401',
    http(401, { message: 'Unauthorized' }),
    { kind: 'key-refused', message: 'Pictory does not accept the API key. Pictory says: Unauthorized' },
  ],
  ['401, empty', http(401, ''), { kind: 'key-refused' }],
  ['403 JSON', http(403, { message: 'Forbidden' }), { kind: 'key-refused' }],
  ['403 page', http(403, page, html), trouble('blocked')],
  ['403, plain text', http(403, 'Forbidden', { contentType: 'text/plain' }), trouble('blocked')],
  ['403, empty', http(403, ''), trouble('blocked')],
  ['429', http(429, { message: 'Slow' }), trouble('rate-limited')],
  ['429 with Retry-After', http(429, '', { retryAfterMs: 7000 }), trouble('rate-limited', 7000)],
  ['500', http(500, 'oops'), trouble('server-trouble')],
  ['503 with Retry-After', http(503, page, { ...html, retryAfterMs: 3000 }), trouble('server-trouble', 3000)],
  ['408', http(408, ''), trouble('server-trouble')],
  ['407', http(407, ''), trouble('blocked')],
  ['302', http(302, ''), trouble('blocked')],
  ['200 page', http(200, page, html), trouble('bad-answer')],
  ['200 page that says it is JSON', http(200, page), trouble('bad-answer')],
  ['truncated', http(200, '{"data":{"transcript":[{"wor'), trouble('bad-answer')],
  ['empty', http(200, ''), trouble('bad-answer')],
  ['no UTF-8', http(200, '', { text: null }), trouble('bad-answer')],
  ['a number', http(200, '17'), trouble('bad-answer')],
  ['a list', http(200, '[]'), trouble('bad-answer')],
  [
    'another job’s answer',
    http(200, { job_id: 'ffffffff-7d1e-4b6a-9c35-8e2f6b4d1a90', data: { transcript } }),
    trouble('bad-answer'),
  ],
  [
    'completed without a transcript',
    http(200, { data: { status: 'completed', videoURL: 'x' } }),
    trouble('bad-answer'),
  ],
  ['an unknown state', http(200, { data: { status: 'dreaming' } }), trouble('bad-answer')],
  ['neither state nor transcript', http(200, { data: {} }), trouble('bad-answer')],
  ['a 418', http(418, { message: 'tea' }), trouble('bad-answer')],
]

describe('states and failures', () => {
  test.each(rows)('%s', (_, answer, expected) => {
    expect(readAnswer(answer, id)).toMatchObject(expected)
  })
})

test('no sentence holds the status, and each tells its cause apart', () => {
  const causes = [
    http(401, ''),
    http(403, page, html),
    http(404, ''),
    http(407, ''),
    http(429, ''),
    http(302, ''),
    http(500, ''),
    http(418, '{}'),
    http(200, page, html),
    http(200, ''),
    http(200, '{'),
    http(200, '[]'),
    http(200, '{}'),
    http(200, { data: { status: 'cleaned' } }),
  ]
  const sentences = causes.map((cause) => {
    const answer = readAnswer(cause, id)
    if (!('message' in answer)) throw new Error(answer.kind)
    return answer.message
  })
  for (const sentence of sentences) expect(sentence).not.toMatch(/\d/)
  // A list is JSON that is about no job; an object without anything says so in its own way.
  expect(new Set(sentences).size).toBe(causes.length)
  const alike = [408, 425, 500, 502, 503, 504].map((status) => readAnswer(http(status, ''), id))
  expect(new Set(alike.map((answer) => JSON.stringify(answer))).size).toBe(1)
})

test('whatever comes, it is one of the answers, and says something', () => {
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.jsonValue().map((data) => JSON.stringify({ data })),
    fc.constantFrom(page, ''),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 599 }),
      body,
      fc.constantFrom('', 'text/html', 'application/json'),
      (status, text, contentType) => {
        const answer = readAnswer(http(status, text, { contentType }), id)
        if ('message' in answer) expect(answer.message.length).toBeGreaterThan(10 - Math.min(9, text.length))
        if (answer.kind === 'completed') expect(answer.bytes).toBe(bytes)
      },
    ),
    { numRuns: 1000 },
  )
})
