import { describe, expect, it } from 'vitest'
import type { JobSummary } from '../../core/job/job'
import { ago, clock, exact, inWords } from '../ui/times'
import { jobWords, shownTitle } from './words'

const now = new Date(2026, 4, 20, 15, 30).getTime()
const id = 'cbbc5305-0a1b-4c2d-8e3f-1234567890ab'
const job = (state: JobSummary['state'], more: Partial<JobSummary> = {}): JobSummary => ({
  id,
  title: 'Board interview',
  origin: 'pictory',
  addedAt: now - 4 * 60_000,
  editedAt: null,
  state,
  words: null,
  durationMs: null,
  speakers: null,
  notes: 0,
  exported: [],
  media: null,
  ...more,
})
const waiting = (more: Partial<Extract<JobSummary['state'], { kind: 'waiting' }>>): JobSummary['state'] => ({
  kind: 'waiting',
  nextCheckAt: now + 12_000,
  lastCheckAt: now - 3000,
  asked: 2,
  trouble: null,
  ...more,
})
const trouble = (
  reason: 'no-key' | 'key-refused' | 'offline' | 'rate-limited' | 'server-trouble' | 'blocked' | 'bad-answer',
) => waiting({ trouble: { reason, message: 'why', failures: 1 } })
const ready = (gone = false): JobSummary['state'] => ({ kind: 'ready', completedAt: now, gone })

describe('a job in words', () => {
  it.each<[string, JobSummary, string, string, string, string]>([
    ['in progress', job(waiting({})), 'work', 'working', 'in progress', 'Next check in 12 s'],
    ['due', job(waiting({ nextCheckAt: now })), 'work', 'working', 'in progress', 'Next check is due'],
    [
      'never asked',
      job(waiting({ asked: 0, lastCheckAt: null })),
      'work',
      'working',
      'waiting for its first check',
      'Next check in 12 s · added 4 min ago',
    ],
    ['without a time', job(waiting({ nextCheckAt: null })), 'work', 'working', 'in progress', 'Asked just now'],
    [
      'asked a while ago',
      job(waiting({ lastCheckAt: now - 120_000 })),
      'work',
      'working',
      'in progress',
      'Next check in 12 s · asked 2 min ago',
    ],
    ['no key', job(trouble('no-key')), 'look', 'needs-you', 'waiting for your key', 'Asked just now'],
    ['refused', job(trouble('key-refused')), 'look', 'needs-you', 'Pictory refused the key', 'Asked just now'],
    ['offline', job(trouble('offline')), 'quiet', 'working', 'waiting for a connection', 'Next check in 12 s'],
    [
      'slow down',
      job(trouble('rate-limited')),
      'work',
      'working',
      'Pictory asked us to slow down',
      'Next check in 12 s',
    ],
    ['server', job(trouble('server-trouble')), 'quiet', 'working', 'Pictory has trouble', 'Next check in 12 s'],
    ['blocked', job(trouble('blocked')), 'look', 'needs-you', 'blocked on the way', 'Next check in 12 s'],
    ['odd answer', job(trouble('bad-answer')), 'quiet', 'working', 'an answer we cannot read', 'Next check in 12 s'],
    [
      'gone but safe',
      job(ready(true), { durationMs: 301_000, speakers: 2 }),
      'ok',
      'ready',
      '5:01 · 2 speakers',
      'Not at Pictory · safe here',
    ],
    [
      'exported and edited',
      job(ready(), { durationMs: 7_204_000, speakers: 1, exported: ['srt', 'vtt'], editedAt: now - 120_000 }),
      'ok',
      'ready',
      '2:00:04 · 1 speaker',
      'Exported SRT, VTT · edited 2 min ago',
    ],
    ['notes', job(ready(), { notes: 274 }), 'ok', 'ready', 'ready', '274 notes from the reader'],
    [
      'failed',
      job({ kind: 'failed', message: 'No audio.', at: now - 86_400_000 }),
      'wrong',
      'needs-you',
      'Failed · No audio.',
      'yesterday 15:30',
    ],
    [
      'gone',
      job({ kind: 'gone', message: 'x', at: now }),
      'wrong',
      'needs-you',
      'Pictory does not know this job',
      'just now',
    ],
    [
      'damaged',
      job({ kind: 'damaged', message: 'What is left is kept.', openable: true }),
      'wrong',
      'needs-you',
      'Damaged on disk',
      'What is left is kept.',
    ],
  ])('%s', (_, summary, tone, group, first, second) => {
    expect(jobWords(summary, now)).toEqual({ tone, group, first, second })
  })

  it('counts down to 1 s and then says that a check is due, which is all that is known', () => {
    const said = [0, 1000, 11_000, 11_999, 12_000, 15_000].map(
      (passed) => jobWords(job(waiting({})), now + passed).second.split(' · ')[0],
    )
    expect(said).toEqual([
      'Next check in 12 s',
      'Next check in 11 s',
      'Next check in 1 s',
      'Next check in 1 s',
      'Next check is due',
      'Next check is due',
    ])
  })

  it('keeps both ends of an id where there is no title', () => {
    expect(shownTitle({ id, title: '' })).toBe('cbbc5305…890ab')
    expect(shownTitle({ id, title: id })).toBe('cbbc5305…890ab')
    expect(shownTitle({ id, title: 'Talk' })).toBe('Talk')
  })
})

describe('times', () => {
  it.each([
    [12_000, '12 s'],
    [11_001, '12 s'],
    [0, '0 s'],
    [-5, '0 s'],
    [60_000, '1 min'],
    [61_000, '2 min'],
    [3_600_000, '1 h'],
    [5_400_000, '2 h'],
  ])('%i ms to go is %s', (ms, words) => expect(inWords(ms)).toBe(words))

  it.each([
    [now - 10_000, 'just now'],
    [now - 60_000, '1 min ago'],
    [now - 59 * 60_000, '59 min ago'],
    [new Date(2026, 4, 20, 9, 5).getTime(), 'today 09:05'],
    [new Date(2026, 4, 19, 23, 59).getTime(), 'yesterday 23:59'],
    [new Date(2026, 4, 3).getTime(), '3 May'],
    [new Date(2025, 11, 31).getTime(), '31 Dec 2025'],
  ])('%i is %s', (at, words) => expect(ago(at, now)).toBe(words))

  it('shows cue times to the millisecond and the clock to the hundredth', () => {
    expect([exact(0), exact(41_200), exact(3_723_004)]).toEqual(['00:00.000', '00:41.200', '1:02:03.004'])
    expect([clock(0), clock(44_869), clock(36_000_999)]).toEqual([
      ['00:00:00', '00'],
      ['00:00:44', '86'],
      ['10:00:00', '99'],
    ])
  })
})
