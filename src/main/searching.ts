// The search process: its own program, started by src/main/search.ts and there as long as the app is. Reading a document of 100,000
// words and taking it apart holds a processor for half a second: here neither the window nor main notices, and in a thread of its own not
// even the answers.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { merge } from '../core/search/merge'
import { nodeDisk } from './library/disk'
import type { Thread } from './search/indexer'
import type { Order, Report } from './search/messages'
import { stampOf } from './search/stamp'
import { createStore, type Store, type Work } from './search/store'

/* oxlint-disable unicorn/require-post-message-target-origin -- a port between processes, not a window */
const say = (report: Report): void => process.parentPort.postMessage(report)

const soon = (): Promise<void> => new Promise((done) => void setImmediate(done))
const wait = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms))

/** The window asks again when something else would be found: four times a second is enough. */
const tellMs = 250

const indexingThread = (dir: string): Thread => {
  const worker = new Worker(join(import.meta.dirname, 'indexing.js'), { workerData: { dir } })
  return {
    ask: (question) => worker.postMessage(question),
    onAnswer: (listener) => void worker.on('message', listener),
    onEnd: (listener) => {
      worker.once('error', (error) => listener(error.message))
      worker.once('exit', (code) => listener(`its thread ended (${code})`))
    },
    end: () => void worker.terminate(),
  }
}

const idleMs = 60_000
const afterIdle = (run: () => void): (() => void) => {
  const timer = setTimeout(run, idleMs)
  return () => clearTimeout(timer)
}

/** Loaded with the first job that has no index yet: with zod and the readers, all but the first start do without. */
const indexerOf = (dir: string): Work['index'] => {
  let indexer: Promise<Work['index']> | null = null
  return async (id) => {
    indexer ??= import('./search/indexer').then(({ createIndexer }) =>
      createIndexer(() => indexingThread(dir), afterIdle),
    )
    return (await indexer)(id)
  }
}

let opened: Promise<Store> | null = null

const open = async ({ dir, writable, jobs }: Extract<Order, { kind: 'open' }>): Promise<Store> => {
  let latest = { pending: 0, of: 0 }
  let isTelling = false
  const store = createStore({
    dir,
    disk: nodeDisk,
    newId: randomUUID,
    writable,
    work: {
      stamp: (id) => stampOf(nodeDisk, dir, id),
      index: indexerOf(dir),
      merge: (inputs, write) => merge(inputs, write, soon),
    },
    wait,
    changed: (progress) => {
      latest = progress
      if (isTelling) return
      isTelling = true
      setTimeout(() => {
        isTelling = false
        say({ kind: 'changed', ...latest })
      }, tellMs)
    },
    doing: (id) => say({ kind: 'doing', id }),
    log: (line) => say({ kind: 'log', line }),
  })
  await store.open(jobs)
  return store
}

const obey = async (order: Order): Promise<void> => {
  if (order.kind === 'open') {
    opened ??= open(order)
    await opened
    return
  }
  const store = await opened
  if (store === null) return
  switch (order.kind) {
    case 'put':
      return store.put(order.jobs)
    case 'gone':
      return store.gone(order.id)
    case 'search':
      return say({ kind: 'answer', n: order.n, value: await store.search(order.query, order.limit, order.trashed) })
    case 'hits':
      return say({ kind: 'answer', n: order.n, value: await store.hits(order.id, order.query, order.from, order.most) })
    case 'close':
      await store.close()
      return say({ kind: 'closed' })
  }
}

process.parentPort.on('message', ({ data }) => {
  const order: Order = data
  obey(order).catch((error: unknown) => {
    say({ kind: 'log', line: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    if ('n' in order) say({ kind: 'failed', n: order.n })
  })
})
