import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inPieces, unwatched } from './lengthy'
import { createMessages } from './messages'

const numbers = Array.from({ length: 10 }, (_, n) => n)

test.each([
  ['all, in pieces', 4, 99, [4, 4, 2], 10],
  ['stopped after two', 4, 2, [4, 4], 8],
  ['stopped before it began', 4, 0, [], 0],
] as const)('%s', async (_, size, stopAfter, pieces, done) => {
  const handed: number[] = []
  const far: number[] = []
  const lengthy = { onProgress: (n: number) => far.push(n), isStopped: () => handed.length >= stopAfter }
  const work = async (piece: readonly number[]) => {
    handed.push(piece.length)
    return true
  }
  expect(await inPieces(numbers, size, lengthy, work)).toBe(done)
  expect(handed).toEqual(pieces)
  expect(far.at(-1) ?? 0).toBe(done)
})

test('a piece that fails ends it', async () => {
  let pieces = 0
  expect(await inPieces(numbers, 3, unwatched, async () => ++pieces < 2)).toBe(3)
  expect(pieces).toBe(2)
})

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('work that is short says nothing; long work says how far it is, and can be stopped', () => {
  const messages = createMessages()
  type Shown = {
    readonly title?: unknown
    readonly description?: unknown
    readonly actionProps?: { onClick?: unknown }
  }
  const shown: Shown[] = []
  messages.manager[' subscribe'](({ action, options }) => {
    if (action === 'add' || action === 'update') shown.push(options)
  })
  const short = messages.lengthy('Pausing 3 jobs…')
  vi.advanceTimersByTime(400)
  short.over()
  vi.advanceTimersByTime(1000)
  expect(shown).toEqual([])
  const long = messages.lengthy('Pausing 5,000 jobs…')
  long.onProgress(200, 5000)
  vi.advanceTimersByTime(600)
  expect(shown).toMatchObject([{ title: 'Pausing 5,000 jobs…', description: '200 of 5,000' }])
  long.onProgress(400, 5000)
  expect(shown.at(-1)).toMatchObject({ updates: { description: '400 of 5,000' } })
  expect(long.isStopped()).toBe(false)
  const stop = shown[0]?.actionProps?.onClick
  if (typeof stop === 'function') stop()
  expect(long.isStopped()).toBe(true)
  long.over()
})
