import { expect, it } from 'vitest'
import { createTicker } from './ticker'

it('ticks for all listeners by one timer, and not at all while nobody listens', () => {
  let now = 0
  let tick: (() => void) | null = null
  let started = 0
  const ticker = createTicker(() => now, {
    every: (run) => {
      tick = run
      return ++started
    },
    stop: () => {
      tick = null
    },
  })
  const heard: string[] = []
  expect(tick).toBeNull()
  const one = ticker.subscribe(() => heard.push(`one ${ticker.now()}`))
  const two = ticker.subscribe(() => heard.push(`two ${ticker.now()}`))
  now = 1000
  expect(ticker.now()).toBe(0) // steady between ticks: React reads it more than once
  const run = (): void => tick?.()
  run()
  expect(heard).toEqual(['one 1000', 'two 1000'])
  one()
  two()
  expect(tick).toBeNull()
  now = 9000
  const three = ticker.subscribe(() => {})
  expect(ticker.now()).toBe(9000) // not the time at which it last ticked
  expect(started).toBe(2)
  three()
})
