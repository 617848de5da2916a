import { expect, test } from 'vitest'
import { createPlace } from './place'

const open = new AbortController().signal

const held = () => {
  const ends: (() => void)[] = []
  const done = new Promise<void>((resolve) => {
    ends.push(resolve)
  })
  return { done, end: () => ends[0]?.() }
}

test('one at a time, in the order in which they came', async () => {
  const place = createPlace()
  const first = held()
  const told: string[] = []
  const one = place.take(() => first.done.then(() => told.push('one')), open)
  const two = place.take(async () => told.push('two'), open)
  const three = place.take(async () => told.push('three'), open)
  await Promise.resolve()
  expect(told).toEqual([])
  first.end()
  await Promise.all([one, two, three])
  expect(told).toEqual(['one', 'two', 'three'])
})

test('who calls it off in line does not wait, and keeps nobody waiting', async () => {
  const place = createPlace()
  const first = held()
  const off = new AbortController()
  const one = place.take(() => first.done, open)
  const two = place.take(async () => 'two', off.signal)
  const three = place.take(async () => 'three', open)
  off.abort()
  expect(await two).toBeNull()
  first.end()
  await one
  expect(await three).toBe('three')
  expect(await place.take(async () => 'four', AbortSignal.abort())).toBeNull()
})

test('what fails frees the place', async () => {
  const place = createPlace()
  await expect(place.take(() => Promise.reject(new Error('no')), open)).rejects.toThrow('no')
  expect(await place.take(async () => 'next', open)).toBe('next')
})
