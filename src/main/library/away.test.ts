import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileOf, jobId, makeWorld, otherId, response, type World } from './library.fixture'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.remove())

const away = (): string => join(world.dir, '..', 'unplugged')

test('a library whose folder went away while it was open is not made anew by anything that adds a job', async () => {
  const here = await world.added()
  const whole = await here.readWhole(jobId)
  await here.addIds([otherId])
  await rename(world.dir, away())
  const id = '22222222-2222-4333-8444-555555555555'
  const gone = { ok: false, code: 'disk', message: expect.stringContaining('its folder is not there') }
  expect(await here.addIds([id])).toEqual([{ id, result: expect.objectContaining(gone) }])
  expect(await here.addFile(fileOf(response(id)))).toMatchObject(gone)
  expect(await here.duplicate(jobId)).toMatchObject({ ok: false })
  if (whole.ok) {
    const record = { ...whole.value.record, id: otherId }
    expect(await here.addWhole({ ...whole.value, record })).toMatchObject({ ok: false })
  }
  expect(here.list().map((job) => job.id)).not.toContain(id)
  expect(existsSync(world.dir)).toBe(false)
  await rename(away(), world.dir)
  expect(await here.addIds([id])).toMatchObject([{ result: { ok: true } }])
  expect((await world.library()).list()).toHaveLength(3)
})

test('the same where only its folder of jobs is gone', async () => {
  const here = await world.added()
  await rm(join(world.dir, 'jobs'), { recursive: true })
  expect(await here.addIds([otherId])).toMatchObject([{ result: { ok: false } }])
  expect(existsSync(join(world.dir, 'jobs'))).toBe(false)
})

test('a job of it is not called damaged, and opens when the disk is back', async () => {
  const here = await world.added()
  await rename(world.dir, away())
  expect(await here.open(jobId)).toMatchObject({
    ok: false,
    message: 'The library’s folder is not there. Connect the disk it is on, and open the job again.',
  })
  expect(here.list()).toMatchObject([{ state: { kind: 'ready' } }])
  await rename(away(), world.dir)
  await world.open(here)
})
