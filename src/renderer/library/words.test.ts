import { describe, expect, it } from 'vitest'
import type { JobSummary } from '../../core/job/job'
import { jobOf } from '../../core/job/job.fixture'
import { added } from '../../core/job/schedule'
import { ago, bytes, clock, exact, inWords, lasted, roughly } from '../ui/times'
import { share } from '../document/Progress'
import { standingWords } from '../document/standing-words'
import { turnOf } from './turns'
import { heldFor } from './held'
import { heldWords } from './HeldNote'
import { orderLabel, ordersFor } from './orders'
import { jobWords, shownTitle } from './words'

const now = new Date(2026, 4, 20, 15, 30).getTime()
const id = 'cbbc5305-0a1b-4c2d-8e3f-1234567890ab'
const job = (state: JobSummary['state'], more: Partial<JobSummary> = {}): JobSummary =>
  jobOf({ id, title: 'Board interview', addedAt: now - 4 * 60_000, state, ...more })
const waiting = (more: Partial<Extract<JobSummary['state'], { kind: 'waiting' }>>): JobSummary['state'] => ({
  ...added,
  nextCheckAt: now + 12_000,
  lastCheckAt: now - 3000,
  asked: 2,
  begun: true,
  ...more,
})
const starting = (
  more: Partial<Extract<JobSummary['state'], { kind: 'starting' }>>,
  job_: Partial<JobSummary> = {},
): JobSummary =>
  job(
    {
      kind: 'starting',
      phase: 'queued',
      sentBytes: 0,
      totalBytes: 340_000_000,
      nextTryAt: null,
      trouble: null,
      ...more,
    },
    { start: { from: 'file', name: 'talk.mp4', language: 'en-US' }, ...job_ },
  )
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
      job(waiting({ asked: 0, lastCheckAt: null, begun: false })),
      'work',
      'working',
      'waiting for its first check',
      'Next check in 12 s · added 4 min ago',
    ],
    [
      'asked, but without an answer that says so',
      job(waiting({ asked: 1, begun: false })),
      'work',
      'working',
      'waiting for its first answer',
      'Next check in 12 s',
    ],
    ['to be asked at once', job(waiting({ nextCheckAt: null })), 'work', 'working', 'in progress', 'Next check is due'],
    [
      'until nobody knows when',
      job(waiting({ nextCheckAt: null, trouble: { reason: 'offline', message: 'x', failures: 1 } })),
      'quiet',
      'working',
      'waiting for a connection',
      'Asked just now',
    ],
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
      'Gone at Pictory · safe here',
    ],
    [
      'exported and edited',
      job(ready(), { durationMs: 7_204_000, speakers: 1, exported: ['srt', 'vtt'], editedAt: now - 120_000 }),
      'ok',
      'ready',
      '2:00:04 · 1 speaker',
      'Exported SRT, WebVTT · edited 2 min ago',
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
      job({ kind: 'gone', why: 'unknown', message: 'x', at: now }),
      'wrong',
      'needs-you',
      'Pictory does not know this job',
      'just now',
    ],
    [
      'cleaned away',
      job({ kind: 'gone', why: 'cleaned', message: 'x', at: now }),
      'wrong',
      'needs-you',
      'Cleaned away at Pictory',
      'just now',
    ],
    ['in line', starting({}), 'work', 'working', 'In line to be uploaded', 'talk.mp4 · 340 MB'],
    [
      'in line, from a URL',
      starting({ totalBytes: null }, { start: { from: 'url', name: 'host … a.mp4', language: 'en-US' } }),
      'work',
      'working',
      'In line to be started',
      'host … a.mp4',
    ],
    ['preparing', starting({ phase: 'preparing' }), 'work', 'working', 'Preparing the upload', 'talk.mp4 · 340 MB'],
    [
      'uploading',
      starting({ phase: 'uploading', sentBytes: 147_000_000 }),
      'work',
      'working',
      'Uploading · 43 %',
      '147 MB of 340 MB',
    ],
    [
      'not all of it uploaded',
      starting({ phase: 'uploading', sentBytes: 339_999_999 }),
      'work',
      'working',
      'Uploading · 99 %',
      '339 MB of 340 MB',
    ],
    ['starting', starting({ phase: 'starting' }), 'work', 'working', 'Asking Pictory to begin', 'talk.mp4 · 340 MB'],
    [
      'start in trouble',
      starting({
        phase: 'uploading',
        nextTryAt: now + 40_000,
        trouble: { reason: 'offline', message: 'x', failures: 2 },
      }),
      'quiet',
      'working',
      'waiting for a connection',
      'Trying again in 40 s',
    ],
    [
      'start without a key',
      starting({ trouble: { reason: 'no-key', message: 'x', failures: 0 } }),
      'look',
      'needs-you',
      'waiting for your key',
      'In line to be uploaded',
    ],
    ['paused', job(waiting({ paused: true })), 'quiet', 'resting', 'Paused', 'Asked just now'],
    [
      'paused before it was asked',
      job(waiting({ ...added, paused: true })),
      'quiet',
      'resting',
      'Paused',
      'Added 4 min ago',
    ],
    [
      'overdue',
      job(waiting({ overdue: true, nextCheckAt: now + 190_000 }), { addedAt: now - 7.9 * 3_600_000 }),
      'look',
      'needs-you',
      'Still running after 7 h',
      'Next check in 4 min',
    ],
    [
      'overdue and in trouble',
      job(waiting({ overdue: true, trouble: { reason: 'offline', message: 'x', failures: 1 } })),
      'quiet',
      'needs-you',
      'waiting for a connection',
      'Next check in 12 s',
    ],
    ['asking', job(waiting({}), { asking: true }), 'work', 'working', 'in progress', 'Asking Pictory now…'],
    ['a cached one is asked about', job(ready(), { asking: true }), 'ok', 'ready', 'ready', 'Asking Pictory now…'],
    ['stopped', job({ kind: 'stopped', at: now - 120_000 }), 'quiet', 'resting', 'Stopped', '2 min ago'],
    [
      'damaged',
      job({ kind: 'damaged', message: 'What is left is kept.', openable: true, ways: [] }),
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

describe('every state', () => {
  const code = /\b(no-key|key-refused|rate-limited|server-trouble|bad-answer|undefined|null|NaN)\b/u
  it.each(['no-key', 'key-refused', 'offline', 'rate-limited', 'server-trouble', 'blocked', 'bad-answer'] as const)(
    'has words for %s and never a code',
    (reason) => {
      const why = { reason, message: 'Why.', failures: 3 }
      for (const one of [job(waiting({ trouble: why })), starting({ trouble: why, nextTryAt: now + 5000 })]) {
        const row = jobWords(one, now)
        const page = standingWords(one, now)
        expect([row.first, row.second, page.title, ...page.lines, page.next ?? ''].join(' ')).not.toMatch(code)
        expect(page.lines).toContain('Why.')
      }
    },
  )

  it('quotes Pictory where it speaks, and says plainly what failed here', () => {
    const state = { kind: 'failed', message: 'No audio.', at: now } as const
    expect(standingWords(job(state), now)).toMatchObject({ said: 'No audio.', tone: 'wrong' })
    const begun = standingWords(job(state, { start: { from: 'file', name: 'talk.mp4', language: 'en-US' } }), now)
    expect(begun.said).toBeNull()
    expect(begun.lines).toEqual(['No audio.', '“talk.mp4” can be tried again from here.'])
  })

  it('says what comes next and when, and nothing of it while it is paused', () => {
    expect(standingWords(job(waiting({})), now).next).toBe('Next check in 12 s.')
    expect(standingWords(job(waiting({}), { asking: true }), now).next).toBe('Asking Pictory now…')
    expect(standingWords(job(waiting({ paused: true })), now).next).toBeNull()
    expect(standingWords(starting({ phase: 'uploading', sentBytes: 1_500_000 }), now).next).toBe('1.5 MB of 340 MB')
  })

  it('measures an upload, and nothing that Pictory does', () => {
    expect(share(starting({ phase: 'uploading', sentBytes: 85_000_000 }))).toBe(0.25)
    expect(share(starting({ phase: 'starting', sentBytes: 340_000_000 }))).toBeNull()
    expect(share(job(waiting({ lastCheckAt: now - 4000 })))).toBeNull()
  })

  it('says of a blocked job what the person can do', () => {
    expect(standingWords(job(trouble('blocked')), now).lines).toContain(
      'Switch off a VPN, or ask whoever runs this network to allow api.pictory.ai; then check again.',
    )
    expect(standingWords(job(trouble('offline')), now).lines.join()).not.toContain('VPN')
  })

  it('never calls a job in progress that Pictory did not call so', () => {
    const titles = [{ asked: 0, begun: false }, { asked: 1, begun: false }, { begun: true }].map(
      (more) => standingWords(job(waiting(more)), now).title,
    )
    expect(titles).toEqual(['Waiting for its first check', 'Waiting for its first answer', 'In progress at Pictory'])
  })

  it('tells a job that was cleaned away from one that Pictory does not know', () => {
    const [cleaned, unknown] = (['cleaned', 'unknown'] as const).map((why) =>
      standingWords(job({ kind: 'gone', why, message: 'x', at: now }), now),
    )
    expect(cleaned?.title).toBe('Cleaned away at Pictory')
    expect(cleaned?.lines.join()).toContain('Transcribe the recording again')
    expect(unknown?.title).toBe('Pictory does not know this job')
    expect(unknown?.lines.join()).not.toContain('again')
  })
})

describe('a long line', () => {
  const line = Array.from({ length: 1000 }, (_, n) =>
    job(added, { id: `${id.slice(0, -4)}${String(1000 + n)}`, addedAt: now + n }),
  )
  const at = (n: number, when = now) => {
    const one = line[n]
    if (!one) throw new Error('no such job')
    return {
      row: jobWords(one, when, turnOf(line, one, when)),
      page: standingWords(one, when, turnOf(line, one, when)),
    }
  }
  it('says when the turn comes, and only where that is later than the job’s own time', () => {
    expect(at(0).row.second).toBe('Next check is due')
    expect(at(3).row.second).toBe('Next check is due')
    expect(at(4).row.second).toBe('Its turn comes in about 4 s')
    expect(at(720).row.second).toBe('Its turn comes in about 12 min')
    expect(at(999).page.next).toBe('Its turn comes in about 17 min.')
  })

  it('is counted again with the next second and with the next list, and not in between', () => {
    const [, second] = line
    if (!second) throw new Error('no such job')
    const own = (ahead: number) => [
      ...Array.from({ length: ahead }, (_, n) => job(added, { id: `${id.slice(0, -4)}${String(3000 + n)}` })),
      second,
    ]
    expect(turnOf(own(5), second, now)).toBe(now + 5000)
    expect(turnOf(own(90), second, now)).toBe(now + 90_000)
    const same = own(5)
    expect([0, 999, 1000].map((passed) => turnOf(same, second, now + passed))).toEqual([
      now + 5000,
      now + 5000,
      now + 6000,
    ])
  })

  it('does not hold up a job whose own time is later', () => {
    const late = job(waiting({ nextCheckAt: now + 25 * 60_000 }))
    expect(turnOf([...line, late], late, now)).toBeNull()
    const due = job(waiting({ nextCheckAt: now + 600_000 }))
    expect(turnOf([...line, due], due, now)).toBe(now + 1_000_000)
    const paused = job(waiting({ paused: true }))
    expect(turnOf([...line, paused], paused, now)).toBeNull()
  })
})

const many = (states: readonly JobSummary['state'][]) =>
  states.map((state, n) => job(state, { id: `${id.slice(0, -2)}${10 + n}` }))

describe('one reason for all', () => {
  const limited = (at: number) =>
    waiting({ nextCheckAt: at, trouble: { reason: 'rate-limited', message: 'Later.', failures: 1 } })
  it.each<[string, JobSummary['state'][], ReturnType<typeof heldFor>]>([
    ['nobody waits', [ready(), ready()], null],
    ['one job says it itself', [limited(now + 5000)], null],
    [
      'all are held, until the first of them is asked',
      [limited(now + 9000), limited(now + 5000), ready(), waiting({ paused: true })],
      { reason: 'rate-limited', message: 'Later.', untilMs: now + 5000, jobs: 2 },
    ],
    ['one gets on', [limited(now + 5000), limited(now + 5000), waiting({})], null],
    [
      'an upload that gets on is no sign for the others',
      [
        limited(now),
        limited(now),
        { kind: 'starting', phase: 'uploading', sentBytes: 1, totalBytes: 2, nextTryAt: null, trouble: null },
      ],
      { reason: 'rate-limited', message: 'Later.', untilMs: now, jobs: 2 },
    ],
    ['their own troubles', [trouble('server-trouble'), trouble('bad-answer')], null],
    [
      'one has a trouble of its own',
      [limited(now), limited(now), trouble('server-trouble')],
      { reason: 'rate-limited', message: 'Later.', untilMs: now, jobs: 2 },
    ],
    [
      'the key comes before the network',
      [trouble('offline'), trouble('offline'), trouble('no-key'), trouble('no-key')],
      { reason: 'no-key', message: 'why', untilMs: now + 12_000, jobs: 2 },
    ],
  ])('%s', (_, states, expected) => expect(heldFor(many(states))).toEqual(expected))

  it('in words, with when or what ends it', () => {
    const held = { reason: 'offline', message: 'x', untilMs: now + 40_000, jobs: 1000 } as const
    expect(heldWords(held, now)).toEqual({
      first: 'Waiting for a connection',
      second: '1,000 jobs wait · next try in 40 s',
    })
    expect(heldWords(held, now + 50_000).second).toBe('1,000 jobs wait · the next try is due')
    expect(heldWords({ ...held, reason: 'no-key', untilMs: null, jobs: 2 }, now)).toEqual({
      first: '2 jobs wait for your key',
      second: 'They go on by themselves once it is there.',
    })
  })
})

const labels = (one: JobSummary) => ordersFor(one).map((order) => orderLabel(order, one))

describe('orders', () => {
  it.each<[string, JobSummary, string[]]>([
    ['waiting', job(waiting({})), ['Check now', 'Pause', 'Stop']],
    ['paused', job(waiting({ paused: true })), ['Resume', 'Stop']],
    ['overdue', job(waiting({ overdue: true })), ['Go on asking', 'Check now', 'Pause', 'Stop']],
    ['uploading', starting({ phase: 'uploading' }), ['Cancel the upload']],
    [
      'in line, in trouble',
      starting({ trouble: { reason: 'offline', message: 'x', failures: 1 } }),
      ['Try again now', 'Stop'],
    ],
    ['stopped', job({ kind: 'stopped', at: now }), ['Try again']],
    ['failed', job({ kind: 'failed', message: 'x', at: now }), ['Try again']],
    ['gone', job({ kind: 'gone', why: 'unknown', message: 'x', at: now }), ['Try again']],
    ['ready', job(ready()), ['Check at Pictory']],
    ['a file', job(ready(), { origin: 'file' }), []],
    ['the sample', job(ready(), { origin: 'sample' }), []],
    ['damaged', job({ kind: 'damaged', message: 'x', openable: true, ways: [] }), []],
  ])('%s', (_, one, expected) => expect(labels(one)).toEqual(expected))
})

describe('times', () => {
  it.each([
    [4000, '4 s'],
    [99_400, '99 s'],
    [100_000, '2 min'],
    [999_000, '17 min'],
    [5_000_000, '83 min'],
    [7_300_000, '2 h'],
    [0, '1 s'],
  ])('%i ms are roughly %s', (ms, words) => expect(roughly(ms)).toBe(words))

  it.each([
    [0, '0 min'],
    [59 * 60_000, '59 min'],
    [7.99 * 3_600_000, '7 h'],
    [71.9 * 3_600_000, '71 h'],
    [73 * 3_600_000, '3 days'],
  ])('%i ms have lasted %s', (ms, words) => expect(lasted(ms)).toBe(words))

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [42_400_000, '42 MB'],
    [339_999_999, '339 MB'],
    [1_260_000_000, '1.3 GB'],
  ])('%i bytes are %s', (count, words) => expect(bytes(count)).toBe(words))

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
