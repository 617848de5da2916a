import { expect, test } from 'vitest'
import { createProgress } from './progress'

const world = () => {
  let time = 5000
  let timer: { readonly at: number; readonly run: () => void } | null = null
  const told: (readonly [number, number])[] = []
  const progress = createProgress({
    now: () => time,
    setTimer: (afterMs, run) => {
      timer = { at: time + afterMs, run }
      return () => {
        timer = null
      }
    },
    everyMs: 100,
    tell: (bytes) => told.push([time - 5000, bytes]),
  })
  const passTo = (at: number): void => {
    const due = timer
    if (due !== null && due.at <= at + 5000) {
      timer = null
      time = due.at
      due.run()
    }
    time = at + 5000
  }
  return { progress, told, passTo }
}

test('a thousand figures in a second are ten, and the last one follows', () => {
  const { progress, told, passTo } = world()
  for (let at = 0; at < 1000; at++) {
    passTo(at)
    progress.sent(at + 1)
  }
  passTo(1200)
  expect(told.length).toBe(11)
  told.forEach(([at], index) => {
    const before = told[index - 1]
    if (before !== undefined) expect(at - before[0]).toBeGreaterThanOrEqual(100)
  })
  expect(told.at(-1)?.[1]).toBe(1000)
})

test('a rare figure is told at once', () => {
  const { progress, told, passTo } = world()
  progress.sent(1)
  passTo(500)
  progress.sent(2)
  expect(told).toEqual([
    [0, 1],
    [500, 2],
  ])
})

test('a clock that is set back holds nothing up', () => {
  const { progress, told, passTo } = world()
  progress.sent(1)
  passTo(-4000)
  progress.sent(2)
  passTo(-3900)
  expect(told.map(([, bytes]) => bytes)).toEqual([1, 2])
})

test('nothing after the end', () => {
  const { progress, told, passTo } = world()
  progress.sent(1)
  progress.sent(2)
  progress.stop()
  passTo(1000)
  expect(told).toEqual([[0, 1]])
})
