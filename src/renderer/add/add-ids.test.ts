import { expect, test } from 'vitest'
import { createFakeBridge, jobId } from '../desk/fake.fixture'
import { pieceOfJobs } from '../ui/lengthy'
import { addIds } from './add-ids'

const ids = Array.from({ length: 2 * pieceOfJobs + 50 }, (_, n) => jobId(n))

test('thousands go in pieces, each told', async () => {
  const { bridge, asked } = createFakeBridge([])
  const far: number[] = []
  const added = await addIds(bridge, ids, { onProgress: (done) => far.push(done), isStopped: () => false })
  expect(added).toMatchObject({ ok: true, value: { left: 0 } })
  expect(added.ok && added.value.opened).toHaveLength(ids.length)
  expect(asked).toEqual([`addJobs ${pieceOfJobs}`, `addJobs ${pieceOfJobs}`, 'addJobs 50'])
  expect(far).toEqual([pieceOfJobs, 2 * pieceOfJobs, ids.length])
})

test('stopped: what was added stays, and the number of the others is known', async () => {
  const { bridge } = createFakeBridge([])
  let done = 0
  const added = await addIds(bridge, ids, { onProgress: (now) => (done = now), isStopped: () => done > 0 })
  expect(added).toMatchObject({ ok: true, value: { left: ids.length - pieceOfJobs } })
})

test('a failure is the answer', async () => {
  let calls = 0
  const { bridge } = createFakeBridge([], {
    addJobs: async () =>
      ++calls === 1 ? { ok: true, value: [] } : { ok: false, code: 'disk-full', message: 'The disk is full.' },
  })
  expect(await addIds(bridge, ids)).toMatchObject({ ok: false, code: 'disk-full' })
  expect(calls).toBe(2)
})
