import { expect, test } from 'vitest'
import type { JobState } from './job'
import { applies, type JobOrder, jobOrders } from './orders'
import { added } from './schedule'

const starting = {
  kind: 'starting',
  phase: 'uploading',
  sentBytes: 5,
  totalBytes: 9,
  nextTryAt: null,
  trouble: null,
} as const
const trouble = { reason: 'offline', message: 'No network.', failures: 1 } as const

const table: readonly (readonly [name: string, state: JobState, orders: readonly JobOrder[]])[] = [
  ['just added', added, ['check', 'pause', 'stop']],
  ['waiting in trouble', { ...added, trouble }, ['check', 'pause', 'stop']],
  ['paused', { ...added, paused: true }, ['resume', 'stop']],
  ['overdue', { ...added, overdue: true }, ['check', 'pause', 'stop', 'go-on']],
  ['paused and overdue', { ...added, overdue: true, paused: true }, ['resume', 'stop']],
  ['starting', starting, ['stop']],
  ['starting in trouble', { ...starting, trouble }, ['check', 'stop']],
  ['stopped', { kind: 'stopped', at: 1 }, ['retry']],
  ['failed', { kind: 'failed', message: 'm', at: 1 }, ['retry']],
  ['gone', { kind: 'gone', why: 'cleaned', message: 'm', at: 1 }, ['retry']],
  ['ready', { kind: 'ready', completedAt: 1, gone: false }, ['check']],
  ['ready and gone at Pictory', { kind: 'ready', completedAt: 1, gone: true }, ['check']],
  ['damaged', { kind: 'damaged', message: 'm', openable: true, ways: [] }, []],
]

test.each(table)('a job that is %s takes these orders and no others', (_, state, orders) => {
  expect(jobOrders.filter((order) => applies(order, state, true))).toEqual(orders)
})

test.each(table)('none where Pictory has nothing to do with it: %s', (_, state) => {
  expect(jobOrders.filter((order) => applies(order, state, false))).toEqual([])
})
