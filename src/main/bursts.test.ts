import { expect, test } from 'vitest'
import { createBursts } from './bursts'

const world = () => {
  const told: (readonly string[])[] = []
  const timers: (() => void)[] = []
  const bursts = createBursts<string>({
    tell: (all) => told.push(all),
    setTimer: (_, run) => {
      timers.push(run)
      return () => undefined
    },
    everyMs: 30,
  })
  return { told, bursts, pass: () => timers.shift()?.() }
}

test('one change is told at once, and the next after the rest as well', () => {
  const { told, bursts, pass } = world()
  bursts.add('a', 'a1')
  expect(told).toEqual([['a1']])
  pass()
  bursts.add('a', 'a2')
  expect(told).toEqual([['a1'], ['a2']])
})

test('a burst is told together, the newest of each', () => {
  const { told, bursts, pass } = world()
  for (const one of ['a1', 'b1', 'a2', 'c1']) bursts.add(one.slice(0, 1), one)
  bursts.drop('c')
  pass()
  expect(told).toEqual([['a1'], ['b1', 'a2']])
  bursts.add('d', 'd1')
  bursts.flush()
  bursts.flush()
  expect(told.at(-1)).toEqual(['d1'])
  expect(told).toHaveLength(3)
})
