// What waiting costs: questions to Pictory, and the poller with the library behind it over 24 simulated hours. Node's engine, no window.
// The disk is one in memory, so that what is measured is our own work.

import { dirname } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from '@playwright/test'
import { dayStart, dice, type Life, simulate } from '../src/core/job/day.fixture'
import { pace } from '../src/core/job/schedule'
/* oxlint-disable no-restricted-imports -- not the built app is measured here, but these rooms alone */
import type { Disk } from '../src/main/library/disk'
import { openLibrary } from '../src/main/library/jobs'
import { readOriginal } from '../src/main/library/read'
import { createPoller } from '../src/main/pictory/poller'
import { createTurns } from '../src/main/pictory/turns'
import type { SetTimer } from '../src/main/pictory/types'
/* oxlint-enable no-restricted-imports */
import { type Figure, figure, publish } from './figures'

const hour = 3_600_000
const jobId = (n: number): string => `be000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Jobs that never end, in a world without trouble. */
const lives = (count: number): readonly Life[] =>
  Array.from({ length: count }, (_, n) => ({
    id: jobId(n),
    addedMs: 0,
    endsMs: 1000 * hour,
    end: { kind: 'aborted' },
    mediaMs: null,
  }))

const perHour = (count: number, hours: number): number[] => {
  const { sent } = simulate({
    lengthMs: hours * hour,
    lives: lives(count),
    random: dice(count),
    weather: () => null,
    asleep: [],
    newKeyAfterMs: 0,
    latencyMs: () => 300,
  })
  return Array.from(
    { length: hours },
    (_, nth) => sent.filter((ms) => nth * hour <= ms && ms < (nth + 1) * hour).length,
  )
}

test('requests per hour', async () => {
  const figures: Figure[] = []
  for (const count of [1, 10, 1000]) {
    const hours = perHour(count, 8)
    const jobs = count === 1 ? '1 job' : `${count.toLocaleString('en')} jobs`
    const target = `≤ ${(hour / pace.spacingMs).toLocaleString('en')}`
    figures.push(figure(`${jobs}, first hour`, null, 'requests', hours.slice(0, 1), target))
    figures.push(figure(`${jobs}, second to sixth hour`, null, 'requests', hours.slice(1, 6), target))
    figures.push(figure(`${jobs}, overdue`, null, 'requests', hours.slice(7), target))
  }
  await publish('service-requests', `Node ${process.versions.node}`, figures)
})

/** As much of a disk as the library needs. */
const diskInMemory = (): Disk => {
  const files = new Map<string, Buffer>()
  const missing = (): Error => Object.assign(new Error('not there'), { code: 'ENOENT' })
  const below = (path: string): string[] => [...files.keys()].filter((one) => one.startsWith(`${path}/`))
  return {
    open: async (path) => ({
      write: async (bytes) => void files.set(path, Buffer.from(bytes)),
      sync: async () => {},
      truncate: async () => {},
      size: async () => files.get(path)?.length ?? 0,
      read: async () => files.get(path) ?? Buffer.alloc(0),
      close: async () => {},
    }),
    readFile: async (path) => {
      const bytes = files.get(path)
      if (bytes === undefined) throw missing()
      return bytes
    },
    rename: async (from, to) => {
      // A file is the usual case; looking through all for a folder would be the dearest part of the bench.
      const file = files.get(from)
      const moved = file === undefined ? below(from) : [from]
      for (const path of moved) {
        files.set(to + path.slice(from.length), files.get(path) ?? Buffer.alloc(0))
        files.delete(path)
      }
    },
    remove: async (path) => {
      files.delete(path)
    },
    makeFolder: async () => {},
    addFolder: async () => {},
    list: async (path) => [...files.keys()].filter((one) => dirname(one) === path),
    stat: async () => {
      throw missing()
    },
    syncFolder: async () => {},
  }
}

const collectGarbage = ((): (() => void) => {
  setFlagsFromString('--expose_gc')
  const gc: unknown = runInNewContext('gc')
  return () => {
    if (typeof gc === 'function') gc()
  }
})()
const heapMb = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed / 2 ** 20
}

test('1,000 jobs wait for 24 hours', async () => {
  test.setTimeout(20 * 60_000)
  let clock = dayStart
  let timers: { readonly at: number; readonly run: () => void }[] = []
  const now = (): number => clock
  const setTimer: SetTimer = (afterMs, run) => {
    const timer = { at: clock + afterMs, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((one) => one !== timer)
    }
  }
  let ids = 0
  const before = heapMb()
  const library = await openLibrary({
    dir: '/library',
    disk: diskInMemory(),
    now,
    newId: () => jobId(1_000_000 + ids++),
    read: readOriginal,
    readOnly: null,
    changed: () => {},
    forgotten: () => {},
    became: () => {},
    log: () => {},
  })
  await library.addIds(Array.from({ length: 1000 }, (_, n) => jobId(n)))
  let asked = 0
  const random = dice(1)
  const turns = createTurns({ now, setTimer, spacingMs: pace.spacingMs })
  const poller = createPoller({
    client: {
      getJob: (_, signal) =>
        new Promise((resolve) => {
          asked++
          signal.addEventListener('abort', () => resolve({ kind: 'aborted' }))
          setTimer(300, () => resolve({ kind: 'in-progress', mediaMs: null }))
        }),
    },
    now,
    random,
    setTimer,
    hasKey: () => true,
    online: () => true,
    pollable: library.waiting,
    report: async (id, outcome) => void (await library.report(id, outcome)),
    keyRefused: () => {},
    turns,
    limitMs: () => 1000 * hour,
    asking: () => {},
    held: () => {},
    trouble: (_, error) => {
      throw error
    },
  })
  /** Lets everything run that waits for no timer. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const passHour = async (): Promise<number> => {
    const until = clock + hour
    const cpu = process.cpuUsage()
    for (;;) {
      await settle()
      const next = timers.reduce((a, b) => (b.at < a.at ? b : a), { at: Number.POSITIVE_INFINITY, run: () => {} })
      if (next.at > until) break
      clock = Math.max(clock, next.at)
      timers = timers.filter((timer) => timer !== next)
      next.run()
    }
    clock = until
    const { user, system } = process.cpuUsage(cpu)
    return (user + system) / 1000
  }
  poller.start()
  const cpu: number[] = [await passHour()]
  const afterOne = heapMb()
  while (cpu.length < 24) cpu.push(await passHour())
  const afterAll = heapMb()
  await poller.stop()
  await publish('service', `Node ${process.versions.node}`, [
    figure('questions in 24 hours', null, 'requests', [asked], '≤ 86,400'),
    figure('processor time per hour', null, 'ms', cpu),
    figure('heap before', null, 'MB', [before]),
    figure('heap after an hour', null, 'MB', [afterOne]),
    figure('heap after 24 hours', null, 'MB', [afterAll]),
  ])
})
