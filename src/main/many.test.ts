import { describe, expect, test } from 'vitest'
import { fail, ok } from '../core/result'
import { createMany } from './many'

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const world = () => {
  const done: string[] = []
  let under = 0
  let most = 0
  let poked = 0
  const one = (verb: string) => async (id: string, tags?: readonly string[]) => {
    most = Math.max(most, ++under)
    await new Promise((resolve) => setImmediate(resolve))
    under--
    if (id === idOf(2)) return fail('disk-full', 'The disk is full.')
    done.push([verb, Number(id.slice(-4)), ...(tags ?? [])].join(' '))
    return ok(null)
  }
  const many = createMany({
    library: { trash: one('trash'), restore: one('restore'), remove: one('remove'), tag: one('tag') },
    poke: () => void poked++,
  })
  return { many, done, most: () => most, poked: () => poked }
}

describe('orders for many jobs', () => {
  test.each(['trashJobs', 'restoreJobs', 'deleteJobs'] as const)(
    '%s: each once, and one that fails keeps no other from it',
    async (verb) => {
      const { many, done, poked } = world()
      const result = await many[verb]({ jobIds: [idOf(1), idOf(2), idOf(3), idOf(1)] })
      expect(result).toEqual({
        ok: true,
        value: { done: [idOf(1), idOf(3)], failed: [{ jobId: idOf(2), message: 'The disk is full.' }] },
      })
      expect(done).toHaveLength(2)
      expect(poked()).toBe(1)
    },
  )

  test('tags go with their job', async () => {
    const { many, done } = world()
    await many.tagJobs({
      jobs: [
        { jobId: idOf(1), tags: ['a', 'b'] },
        { jobId: idOf(3), tags: [] },
      ],
    })
    expect(done).toEqual(['tag 1 a b', 'tag 3'])
  })

  test('thousands are written in portions', async () => {
    const { many, done, most } = world()
    await many.trashJobs({ jobIds: Array.from({ length: 1000 }, (_, n) => idOf(n + 10)) })
    expect([done.length, most()]).toEqual([1000, 32])
  })
})
