// The account of `npm run demo`: fixed ids, so that they can be pasted again and the tests and pictures know them.

import type { JobSeed } from './account'
import { makeAccount } from './accounts'
import type { Scene } from './scenes'

export const demoKey = 'pictai_demo_0123456789abcdef'

export type DemoJob = JobSeed & {
  readonly about: string
  /** What the first questions about it meet before its own life begins. */
  readonly first?: readonly Scene[]
  /** For a while nothing else moves either: kept out of the list, so that taking all of it shows a lively account. */
  readonly holdsAll?: boolean
}

const minute = 60_000

/** One for every state and failure a person may want to see. */
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
  {
    id: '2f7bd853-27b4-4f3a-9d61-0b8c4e7f1a06',
    becomes: { kind: 'not-found' },
    unlisted: true,
    about: 'is not known',
  },
  { id: '98c3e01d-27b4-4f3a-9d61-0b8c4e7f1a07', becomes: { kind: 'cleaned' }, about: 'was cleaned away' },
  {
    id: '5a1e0c9d-27b4-4f3a-9d61-0b8c4e7f1a08',
    becomes: { kind: 'server-error', status: 503 },
    unlisted: true,
    about: 'always meets a server in trouble',
  },
  {
    id: 'b47f26e8-27b4-4f3a-9d61-0b8c4e7f1a09',
    becomes: { kind: 'truncated' },
    unlisted: true,
    about: 'always breaks off half-way',
  },
  {
    id: '0d9a6c37-27b4-4f3a-9d61-0b8c4e7f1a10',
    first: [{ kind: 'rate-limited', retryAfter: 20 }],
    holdsAll: true,
    about: 'is rate limited at first (asks for 20 s), then complete',
  },
  {
    id: '6b20f5d9-27b4-4f3a-9d61-0b8c4e7f1a11',
    first: [{ kind: 'rate-limited', retryAfter: { dateInMs: 45_000 } }, { kind: 'in-progress' }],
    holdsAll: true,
    about: 'is rate limited until a time 45 s from then, then in progress, then complete',
  },
  {
    id: 'f1d7348a-27b4-4f3a-9d61-0b8c4e7f1a12',
    first: [{ kind: 'blocked' }],
    holdsAll: true,
    about: 'is blocked by a firewall’s page once, then complete',
  },
  {
    id: '40c6e9b2-27b4-4f3a-9d61-0b8c4e7f1a13',
    first: [{ kind: 'page' }, { kind: 'gzip', flaw: 'broken' }, { kind: 'drop' }],
    about: 'meets a web page, a garbled answer and a broken connection, then complete',
  },
  {
    id: '83ea57c0-27b4-4f3a-9d61-0b8c4e7f1a14',
    becomes: { kind: 'slow', headersAfterMs: 4_000, pieceEveryMs: 1_000 },
    about: 'comes slowly: its answer takes 14 s',
  },
  {
    id: 'd95b1f64-27b4-4f3a-9d61-0b8c4e7f1a15',
    becomes: { kind: 'large', bytes: 50 * 1024 * 1024 },
    about: 'is complete, with an answer of 50 MB',
  },
  { id: '3c08a7ed-27b4-4f3a-9d61-0b8c4e7f1a16', legacy: true, about: 'is complete, in Pictory’s older shape' },
  {
    id: 'ae72c51b-27b4-4f3a-9d61-0b8c4e7f1a17',
    first: [{ kind: 'key-refused' }],
    holdsAll: true,
    about: 'has the key refused once: it has to be entered again',
  },
  {
    id: '9fd4830c-27b4-4f3a-9d61-0b8c4e7f1a18',
    changesAfterwards: true,
    about: 'is complete, and says something else when asked again',
  },
]

const lively: readonly DemoJob[] = [
  { id: '51e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b01', completesAfterMs: minute / 2, about: 'completes after half a minute' },
  { id: '52e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b02', completesAfterMs: minute, about: 'completes after a minute' },
  {
    id: '53e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b03',
    completesAfterMs: minute,
    becomes: { kind: 'failed', message: 'No speech was found in the file.' },
    about: 'fails after a minute',
  },
  {
    id: '54e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b04',
    completesAfterMs: 1.5 * minute,
    about: 'completes after a minute and a half',
  },
  {
    id: '55e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b05',
    completesAfterMs: 2 * minute,
    first: [{ kind: 'in-progress' }, { kind: 'in-progress' }, { kind: 'rate-limited', retryAfter: 15 }],
    about: 'is rate limited on the way, completes after two minutes',
  },
  {
    id: '56e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b06',
    completesAfterMs: 2.5 * minute,
    first: [{ kind: 'in-progress' }, { kind: 'server-error', status: 502 }],
    about: 'meets a server in trouble, completes after two minutes and a half',
  },
  {
    id: '57e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b07',
    completesAfterMs: 3 * minute,
    becomes: { kind: 'failed', message: 'The media could not be decoded.' },
    about: 'fails after three minutes',
  },
  { id: '58e3b7f0-27b4-4f3a-9d61-0b8c4e7f1b08', completesAfterMs: 4 * minute, about: 'completes after four minutes' },
]

/** They move by themselves, asked about or not, for the first minutes after the demo began. */
export const livelyJobs: readonly DemoJob[] = lively.map((job) => ({ ...job, counts: 'when-added' }))

/** Oldest first: what was gathered over the months, and the jobs above as the newest. */
export const demoAccount: readonly JobSeed[] = [
  ...makeAccount({ transcriptions: 44, others: 14, seed: 2026 }),
  ...livelyJobs,
  ...demoJobs.map((job) => (job.holdsAll === true ? { ...job, unlisted: true } : job)),
]

export const demoScripts: readonly (readonly [jobId: string, scenes: readonly Scene[]])[] = [
  ...livelyJobs,
  ...demoJobs,
].flatMap(({ id, first }) => (first === undefined ? [] : [[id, first] as const]))
