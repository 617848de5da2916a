import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobSummary } from '../../core/job/job'
import { added } from '../../core/job/schedule'
import { jobId, readyJob, trashedJob, waitingJob } from '../desk/fake.fixture'
import { sorted, sortKeys, type SortKey } from './sort'

const short = readyJob(1, { title: 'Talk 2', words: 10, durationMs: 1000, editedAt: 5 })
const long = readyJob(2, { title: 'talk 10', words: 900, durationMs: 90_000, editedAt: 4 })
const late = waitingJob(3, { title: 'Älter', words: null, durationMs: null })
const failed = readyJob(4, {
  title: 'Board',
  words: null,
  durationMs: null,
  state: { kind: 'failed', message: 'x', at: 0 },
})
const paused = waitingJob(5, { title: '', state: { ...added, paused: true }, words: null, durationMs: null })
const all = [short, long, late, failed, paused]
const sizes = new Map([
  [jobId(1), 10],
  [jobId(2), 3000],
  [jobId(4), 200],
])
const numbers = (jobs: readonly JobSummary[]) => jobs.map(({ addedAt }) => addedAt)

describe('the order of the list', () => {
  // What is not known comes last, whichever way round; equals stand newest first.
  it.each<[SortKey, number[], number[]]>([
    ['added', [5, 4, 3, 2, 1], [1, 2, 3, 4, 5]],
    ['edited', [1, 2, 5, 4, 3], [2, 1, 5, 4, 3]],
    ['title', [3, 4, 5, 1, 2], [2, 1, 5, 4, 3]],
    ['length', [2, 1, 5, 4, 3], [1, 2, 5, 4, 3]],
    ['words', [2, 1, 5, 4, 3], [1, 2, 5, 4, 3]],
    ['state', [4, 3, 2, 1, 5], [5, 2, 1, 3, 4]],
    ['size', [2, 4, 1, 5, 3], [1, 4, 2, 5, 3]],
  ])('by %s', (by, expected, reversed) => {
    expect(numbers(sorted(all, { by, reversed: false }, sizes))).toEqual(expected)
    expect(numbers(sorted(all, { by, reversed: true }, sizes))).toEqual(reversed)
  })

  it('in the trash goes by when a job came there', () => {
    const jobs = [trashedJob(1, { trashedAt: 9 }), trashedJob(2, { trashedAt: 7 })]
    expect(numbers(sorted(jobs, { by: 'added', reversed: false }))).toEqual([1, 2])
  })

  it('keeps every job, and is the same whatever the order before', () => {
    const job = fc.record({ n: fc.nat(30), words: fc.option(fc.nat(3)), title: fc.constantFrom('a', 'A', 'b', '') })
    fc.assert(
      fc.property(
        fc.uniqueArray(job, { selector: ({ n }) => n }),
        fc.constantFrom(...sortKeys),
        fc.boolean(),
        (given, by, reversed) => {
          const jobs = given.map(({ n, ...more }) => readyJob(n, { ...more, addedAt: n % 5 }))
          const once = sorted(jobs, { by, reversed })
          expect(new Set(once.map(({ id }) => id)).size).toBe(jobs.length)
          expect(sorted(jobs.toReversed(), { by, reversed })).toEqual(once)
        },
      ),
    )
  })
})
