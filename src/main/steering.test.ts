import { expect, test } from 'vitest'
import type { JobId, JobState } from '../core/job/job'
import { added } from '../core/job/schedule'
import { createSteering } from './steering'

const idOf = (n: number): JobId => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const stumbled = { reason: 'server-trouble', message: 'm', failures: 1 } as const
const starting = {
  kind: 'starting',
  phase: 'queued',
  sentBytes: 0,
  totalBytes: null,
  nextTryAt: 9,
  trouble: stumbled,
} as const
/** By number: two that wait, a start, a cached one, one that is paused, one that is over. */
const states: readonly JobState[] = [
  added,
  added,
  starting,
  { kind: 'ready', completedAt: 1, gone: false },
  { ...added, paused: true },
  { kind: 'failed', message: 'm', at: 1 },
]

const named = (ids: readonly JobId[]) => ids.map((id) => Number(id.slice(-12))).join()

const check = async (...numbers: readonly number[]) => {
  const told: string[] = []
  const steer = createSteering({
    library: {
      state: (id) => {
        const state = states[Number(id.slice(-12))]
        return state === undefined ? null : { state, fromPictory: true }
      },
      steer: () => Promise.reject(new Error('not a check')),
    },
    poller: {
      checkNow: (id) => told.push(`now ${named([id])}`),
      checkAll: (ids) => ids.length > 0 && told.push(`all ${named(ids)}`),
      tryAgain: () => told.push('try again'),
      poke: () => {},
    },
    starts: { check: (id) => told.push(`start ${named([id])}`), poke: () => {} },
    recheck: {
      now: async (id) => {
        told.push(`cached ${named([id])}`)
        return { ok: true, value: null }
      },
      inTime: (ids) => ids.length > 0 && told.push(`in time ${named(ids)}`),
    },
  })
  const done = await steer({ jobIds: numbers.map(idOf), order: 'check' })
  return [done.ok ? done.value.changed : done, ...told]
}

test.each<readonly [string, readonly number[], readonly unknown[]]>([
  ['one that waits is asked for alone', [0], [1, 'now 0']],
  ['also when it is named twice', [1, 1], [1, 'now 1']],
  ['many are one order', [0, 1], [2, 'all 0,1']],
  ['one of many is not alone, whatever the others are', [0, 5], [1, 'all 0']],
  ['a start ends what may be ended of a hold, once it is first in line', [2], [1, 'start 2', 'try again']],
  ['a cached one is asked for while the person waits', [3], [1, 'cached 3']],
  ['all kinds at once', [0, 1, 2, 3, 4, 5, 9], [4, 'start 2', 'try again', 'all 0,1', 'in time 3']],
  ['nobody whom it applies to', [4, 5, 9], [0]],
])('"check now": %s', async (_, numbers, expected) => {
  expect(await check(...numbers)).toEqual(expected)
})
