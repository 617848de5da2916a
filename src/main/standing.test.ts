import { describe, expect, test } from 'vitest'
import type { JobState, JobSummary, WaitReason } from '../core/job/job'
import { jobOf } from '../core/job/job.fixture'
import { added } from '../core/job/schedule'
import type { KeyStatus } from '../ipc/contract'
import type { Hold } from './pictory/types'
import { standing } from './standing'

const job = (state: JobState): JobSummary => jobOf({ state })
const trouble = (reason: WaitReason) => ({ reason, message: `Own: ${reason}.`, failures: 2 })
const waiting = { ...added, nextCheckAt: 5000, lastCheckAt: 4000, asked: 1 }
const offline = { ...waiting, trouble: trouble('offline') }
const stale = { ...waiting, trouble: trouble('key-refused') }
const starting = {
  kind: 'starting',
  phase: 'preparing',
  sentBytes: 0,
  totalBytes: 9,
  nextTryAt: null,
  trouble: null,
} as const
const good: KeyStatus = { kind: 'kept', where: 'keychain', refused: false }
const refused: KeyStatus = { kind: 'kept', where: 'session', reason: 'x', refused: true }
const none: KeyStatus = { kind: 'none' }
const early: Hold = { reason: 'rate-limited', message: 'Slowly.', untilMs: 3000 }
const late: Hold = { ...early, untilMs: 9000 }

describe('a waiting job', () => {
  test.each<readonly [string, JobState, KeyStatus | null, Hold | null, string | null, number | null]>([
    ['no key', waiting, none, null, 'no-key', null],
    ['no key, whatever else troubled it', offline, none, null, 'no-key', null],
    ['no key before a hold', waiting, none, late, 'no-key', null],
    ['a refused key', waiting, refused, null, 'key-refused', null],
    ['a good key', waiting, good, null, null, 5000],
    ['a good key and other trouble', offline, good, null, 'offline', 5000],
    ['a good key after a refused one', stale, good, null, null, 5000],
    ['a keychain that has not answered', waiting, null, null, null, 5000],
    ['a hold', waiting, good, late, 'rate-limited', 9000],
    ['a hold that ends before its time', waiting, good, early, 'rate-limited', 5000],
    ['a hold, and never asked', added, good, late, 'rate-limited', 9000],
    ['a hold beside its own trouble', offline, good, late, 'rate-limited', 9000],
    ['a hold and a keychain that has not answered', stale, null, late, 'rate-limited', 9000],
  ])('with %s', (_, state, status, hold, reason, nextCheckAt) => {
    const shown = standing(job(state), status, hold).state
    if (shown.kind !== 'waiting') throw new Error('waits')
    expect([shown.trouble?.reason ?? null, shown.nextCheckAt]).toEqual([reason, nextCheckAt])
  })

  test('that is paused waits for the person alone', () => {
    const paused = { ...waiting, paused: true }
    for (const status of [none, refused, good, null])
      for (const hold of [late, null]) {
        expect(standing(job(paused), status, hold)).toEqual(job(paused))
        expect(standing(job({ ...stale, paused: true }), status, hold)).toEqual(job(paused))
        const own = job({ ...offline, paused: true })
        expect(standing(own, status, hold)).toBe(own)
      }
  })

  test('its own words give way to what holds all, and its count stays', () => {
    expect(standing(job(offline), good, late).state).toMatchObject({ trouble: { message: 'Slowly.', failures: 2 } })
  })
})

describe('a start', () => {
  test.each<readonly [string, JobState, KeyStatus | null, Hold | null, string | null, number | null]>([
    ['no key', starting, none, late, 'no-key', null],
    ['a refused key', starting, refused, null, 'key-refused', null],
    ['a hold', starting, good, late, 'rate-limited', 9000],
    ['nothing in its way', starting, good, null, null, null],
    ['trouble of its own', { ...starting, nextTryAt: 7, trouble: trouble('blocked') }, none, late, 'blocked', 7],
    ['a stale key trouble', { ...starting, trouble: trouble('no-key') }, good, null, null, null],
    ['a file on its way, which needs neither', { ...starting, phase: 'uploading' }, none, late, null, null],
  ])('with %s', (_, state, status, hold, reason, nextTryAt) => {
    const shown = standing(job(state), status, hold).state
    if (shown.kind !== 'starting') throw new Error('is starting')
    expect([shown.trouble?.reason ?? null, shown.nextTryAt]).toEqual([reason, nextTryAt])
  })
})

test('any other job is as it is', () => {
  const others: readonly JobState[] = [
    { kind: 'ready', completedAt: 1, gone: false },
    { kind: 'stopped', at: 1 },
    { kind: 'failed', message: 'm', at: 1 },
  ]
  for (const state of others) {
    const shown = job(state)
    expect(standing(shown, none, late)).toBe(shown)
  }
})
