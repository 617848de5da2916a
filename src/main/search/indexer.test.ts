import { expect, test } from 'vitest'
import { jobId, stamp } from '../../core/search/search.fixture'
import { createIndexer, type Thread } from './indexer'

const threads = () => {
  const idle: (() => void)[] = []
  const afterIdle = (run: () => void) => {
    idle.push(run)
    return () => void idle.splice(idle.indexOf(run), 1)
  }
  const born: { readonly asked: number[]; answer: (answer: unknown) => void; end: (why: string) => void }[] = []
  const start = (): Thread => {
    const mine = { asked: [] as number[], answer: (_answer: unknown) => {}, end: (_why: string) => {} }
    born.push(mine)
    return {
      ask: ({ n }) => void mine.asked.push(n),
      onAnswer: (listener) => (mine.answer = listener),
      onEnd: (listener) => (mine.end = listener),
      end: () => mine.end('it was ended'),
    }
  }
  return { born, start, idle, afterIdle }
}

test('an index comes from the thread, begun with the first question', async () => {
  const { born, start, afterIdle } = threads()
  const index = createIndexer(start, afterIdle)
  expect(born).toEqual([])
  const first = index(jobId(1))
  born[0]?.answer({ n: 1, made: { parts: [new Uint8Array([1])], stamp } })
  expect(await first).toEqual({ parts: [new Uint8Array([1])], stamp })
  const second = index(jobId(2))
  born[0]?.answer({ n: 1, made: null })
  born[0]?.answer({ n: 2, made: null })
  expect(await second).toBeNull()
  expect(born).toHaveLength(1)
})

test('a thread that fails says why; one that dies is begun again for the next', async () => {
  const { born, start, afterIdle } = threads()
  const index = createIndexer(start, afterIdle)
  const first = index(jobId(1))
  born[0]?.answer({ n: 1, error: 'no room' })
  await expect(first).rejects.toThrow('no room')
  const second = index(jobId(1))
  born[0]?.end('it ended (1)')
  await expect(second).rejects.toThrow('it ended')
  const third = index(jobId(2))
  born[1]?.answer({ n: 3, made: null })
  expect(await third).toBeNull()
})

test('a thread that nobody asks is ended, and one begun for the next question', async () => {
  const { born, start, idle, afterIdle } = threads()
  const index = createIndexer(start, afterIdle)
  const first = index(jobId(1))
  expect(idle).toHaveLength(0)
  born[0]?.answer({ n: 1, made: null })
  await first
  const second = index(jobId(1))
  expect(idle).toHaveLength(0)
  born[0]?.answer({ n: 2, made: null })
  await second
  idle.shift()?.()
  const third = index(jobId(1))
  expect(born).toHaveLength(2)
  born[1]?.answer({ n: 3, made: null })
  expect(await third).toBeNull()
})
