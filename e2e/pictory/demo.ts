// The jobs of `npm run demo`: fixed ids, so that they can be pasted again and the tests and pictures know them.

import type { JobSeed } from './simulator'

export const demoKey = 'pictai_demo_0123456789abcdef'

export type DemoJob = JobSeed & { readonly about: string }

export const demoJobs: readonly DemoJob[] = [
  {
    id: 'a3f1c20e-27b4-4f3a-9d61-0b8c4e7f1a01',
    completesAfterMs: 20_000,
    about: 'completes 20 s after it was first asked about',
  },
  { id: '1be5d7a4-27b4-4f3a-9d61-0b8c4e7f1a02', completesAfterMs: 0, about: 'is complete already' },
  { id: 'c0942f6b-27b4-4f3a-9d61-0b8c4e7f1a03', completesAfterMs: 0, about: 'is complete already' },
  {
    id: '7d18e3b5-27b4-4f3a-9d61-0b8c4e7f1a04',
    completesAfterMs: Number.POSITIVE_INFINITY,
    about: 'stays in progress for ever',
  },
  {
    id: 'e64a90c1-27b4-4f3a-9d61-0b8c4e7f1a05',
    completesAfterMs: 8_000,
    becomes: { kind: 'failed' },
    about: 'fails after 8 s',
  },
  { id: '2f7bd853-27b4-4f3a-9d61-0b8c4e7f1a06', becomes: { kind: 'not-found' }, about: 'is not known' },
  { id: '98c3e01d-27b4-4f3a-9d61-0b8c4e7f1a07', becomes: { kind: 'cleaned' }, about: 'was cleaned away' },
  {
    id: '5a1e0c9d-27b4-4f3a-9d61-0b8c4e7f1a08',
    becomes: { kind: 'server-error', status: 503 },
    about: 'always meets a server in trouble',
  },
  { id: 'b47f26e8-27b4-4f3a-9d61-0b8c4e7f1a09', becomes: { kind: 'truncated' }, about: 'always breaks off half-way' },
  { id: '0d9a6c37-27b4-4f3a-9d61-0b8c4e7f1a10', about: 'is rate limited at first (asks for 20 s), then complete' },
]

/** What the first questions about a job meet before its own life begins. */
export const demoScripts: readonly (readonly [
  jobId: string,
  scene: { readonly kind: 'rate-limited'; readonly retryAfter: number },
])[] = [['0d9a6c37-27b4-4f3a-9d61-0b8c4e7f1a10', { kind: 'rate-limited', retryAfter: 20 }]]
