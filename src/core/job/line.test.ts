import { describe, expect, it } from 'vitest'
import type { JobSummary } from './job'
import { jobOf } from './job.fixture'
import { turnsOf } from './line'
import { added } from './schedule'

const job = (n: number, state: JobSummary['state']): JobSummary =>
  jobOf({ id: `cbbc5305-0a1b-4c2d-8e3f-${String(n).padStart(12, '0')}`, addedAt: n, state })
const turns = (states: readonly JobSummary['state'][], now: number) => {
  const jobs = states.map((state, n) => job(n, state))
  const found = turnsOf(jobs, now)
  return jobs.map(({ id }) => found.get(id) ?? null)
}
const trouble = (reason: 'no-key' | 'rate-limited' | 'offline') => ({ reason, message: '', failures: 1 })

describe('whose turn comes when', () => {
  it('gives one turn a second, the longest due first', () => {
    expect(
      turns(
        [
          { ...added, nextCheckAt: 90_000, lastCheckAt: 80_000 },
          { ...added, nextCheckAt: 50_000, lastCheckAt: 40_000 },
          added,
          { ...added, nextCheckAt: 200_000, lastCheckAt: 190_000 },
        ],
        100_000,
      ),
    ).toEqual([102_000, 101_000, 100_000, 200_000])
  })

  it('leaves the last of a thousand a thousand seconds away', () => {
    expect(
      turns(
        Array.from({ length: 1000 }, () => added),
        0,
      ).at(-1),
    ).toBe(999_000)
  })

  it('says nothing of jobs that wait for a person or for nobody knows how long', () => {
    expect(
      turns(
        [
          { ...added, paused: true },
          { ...added, trouble: trouble('no-key') },
          { ...added, nextCheckAt: null, trouble: trouble('offline') },
          { kind: 'stopped', at: 1 },
          { ...added, nextCheckAt: 300_000, trouble: trouble('rate-limited') },
        ],
        100_000,
      ),
    ).toEqual([null, null, null, null, 300_000])
  })
})
