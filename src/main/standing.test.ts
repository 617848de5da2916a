import { expect, test } from 'vitest'
import type { JobState, JobSummary } from '../core/job/job'
import type { KeyStatus } from '../ipc/contract'
import { standing } from './standing'

const job = (state: JobState): JobSummary => ({
  id: '00000000-0000-4000-8000-000000000000',
  title: 'A talk',
  origin: 'pictory',
  addedAt: 1,
  editedAt: null,
  state,
  words: null,
  durationMs: null,
  speakers: null,
  notes: 0,
  exported: [],
  media: null,
})
const waiting = { kind: 'waiting', nextCheckAt: 5, lastCheckAt: 4, asked: 1, trouble: null } as const
const offline = { ...waiting, trouble: { reason: 'offline', message: 'No network.', failures: 2 } } as const
const stale = { ...waiting, trouble: { reason: 'key-refused', message: 'No.', failures: 1 } } as const
const good: KeyStatus = { kind: 'kept', where: 'keychain', refused: false }
const refused: KeyStatus = { kind: 'kept', where: 'session', reason: 'x', refused: true }

test.each([
  ['no key', waiting, { kind: 'none' }, 'no-key'],
  ['no key, whatever else troubled it', offline, { kind: 'none' }, 'no-key'],
  ['a refused key', waiting, refused, 'key-refused'],
  ['a good key', waiting, good, null],
  ['a good key and other trouble', offline, good, 'offline'],
  ['a good key after a refused one', stale, good, null],
  ['a keychain that has not answered', waiting, null, null],
] as const)('a waiting job with %s', (_, state, status, reason) => {
  const shown = standing(job(state), status).state
  expect(shown.kind === 'waiting' && (shown.trouble?.reason ?? null)).toBe(reason)
})

test('any other job is as it is', () => {
  const ready = job({ kind: 'ready', completedAt: 1, gone: false })
  expect(standing(ready, { kind: 'none' })).toBe(ready)
})
