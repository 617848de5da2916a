// The thread of the search process that reads documents and takes them apart: half a second of work at 100,000 words, while the
// answers are given beside it.

import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { jobIdSchema } from '../core/job/job'
import { nodeDisk } from './library/disk'
import { readOriginal } from './library/read'
import { createIndexing } from './search/indexing'

const { dir } = z.object({ dir: z.string() }).parse(workerData)
const index = createIndexing(nodeDisk, dir, readOriginal)

/* oxlint-disable unicorn/require-post-message-target-origin -- a port between threads, not a window */
parentPort?.on('message', (raw: unknown) => {
  const { n, id } = z.object({ n: z.number(), id: jobIdSchema }).parse(raw)
  index(id).then(
    (made) => parentPort?.postMessage({ n, made }),
    (error: unknown) => parentPort?.postMessage({ n, error: error instanceof Error ? error.message : String(error) }),
  )
})
