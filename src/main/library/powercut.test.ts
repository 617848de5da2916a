// The power goes at any disk call of a day's work: what was answered "done" is there, and no job is unreadable.

import { expect, test } from 'vitest'
import { dice } from '../../core/job/day.fixture'
import { type Result } from '../../core/result'
import { diskError } from './faulty'
import { fileOf, jobId, makeWorld, otherId, renamed, renamings, response, type World } from './library.fixture'
import { createPowerDisk, type PowerDisk } from './powercut.fixture'

const waitingId = '77777777-2222-4333-8444-555555555555'

/** What was acknowledged of a day. */
type Day = {
  added: boolean
  edits: number
  title: string | null
  ids: boolean
  cached: boolean
  trashed: boolean
  removed: boolean
}

const done = (result: Result<unknown>): boolean => result.ok

/** The same work each time, as far as the power allows. `Result`s that failed are just not acknowledged. */
const work = async (world: World, disk: PowerDisk): Promise<Day> => {
  const day: Day = { added: false, edits: 0, title: null, ids: false, cached: false, trashed: false, removed: false }
  const options = { dir: '/library', tailBytes: 600 }
  const here = await world.library(disk, options)
  day.added = done(await here.addFile(fileOf(response(jobId))))
  if (!day.added) return day
  const opened = await here.open(jobId)
  if (opened.ok) {
    const transcript = await world.document(here)
    for (const [from, to] of [
      [1, 1],
      [2, 4],
      [5, 5],
    ] as const)
      if (day.edits === from - 1 && done(await here.append(jobId, renamings(transcript, from, to)))) day.edits = to
    // A restart in between, with a tail that is long enough for a compaction.
    const again = await world.library(disk, options)
    if ((await again.open(jobId)).ok && day.edits === 5 && done(await again.append(jobId, renamings(transcript, 6, 7))))
      day.edits = 7
  }
  if (done(await here.rename(jobId, 'First'))) day.title = 'First'
  if (done(await here.rename(jobId, 'Second'))) day.title = 'Second'
  const ids = await here.addIds([otherId, waitingId])
  day.ids = ids.every(({ result }) => result.ok)
  day.cached =
    day.ids && done(await here.report(otherId, { kind: 'completed', bytes: response(otherId, 'Other words') }))
  day.trashed = day.ids && done(await here.trash(waitingId))
  day.removed = day.trashed && done(await here.remove(waitingId))
  return day
}

test('the power is cut at every disk call: nothing acknowledged is lost, whatever of the rest came through', async () => {
  const world = await makeWorld()
  let calls = 0
  const disk = (dead: number): PowerDisk => {
    calls = 0
    const made = createPowerDisk(() => (++calls >= dead ? diskError('EIO') : null))
    return made
  }
  const whole = await work(world, disk(Number.POSITIVE_INFINITY))
  expect(whole).toEqual({
    added: true,
    edits: 7,
    title: 'Second',
    ids: true,
    cached: true,
    trashed: true,
    removed: true,
  })
  const total = calls
  expect(total).toBeGreaterThan(60)
  const random = dice(1)
  for (let dead = 1; dead <= total + 1; dead++)
    for (let luck = 0; luck < 6; luck++) {
      const before = disk(dead)
      const day = await work(world, before)
      const after = await world.library(before.cut(random), { dir: '/library', tailBytes: 600 })
      const jobs = new Map(after.list().map((job) => [job.id, job]))
      const where = `power cut at call ${dead}, luck ${luck}`
      for (const job of jobs.values()) expect(job.state.kind, where).not.toBe('damaged')
      if (day.added) {
        expect(jobs.get(jobId)?.state.kind, where).toBe('ready')
        expect(renamed(await world.document(after)), where).toBeGreaterThanOrEqual(day.edits)
        if (day.title === 'Second') expect(jobs.get(jobId)?.title, where).toBe('Second')
        else if (day.title === 'First') expect(['First', 'Second'], where).toContain(jobs.get(jobId)?.title)
      }
      if (day.ids) expect(jobs.has(otherId), where).toBe(true)
      if (day.cached) expect(jobs.get(otherId)?.state.kind, where).toBe('ready')
      if (jobs.get(otherId)?.state.kind === 'ready') await world.document(after, otherId)
      // A power cut may bring back what was deleted for good, never out of the trash.
      if (day.trashed && jobs.has(waitingId)) expect(jobs.get(waitingId)?.trashedAt, where).not.toBeNull()
      if (day.ids && !day.trashed && dead > total) expect(jobs.has(waitingId), where).toBe(true)
    }
  await world.remove()
})
