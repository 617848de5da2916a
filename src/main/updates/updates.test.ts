// What is done when, with a made-up feed, engine and clock: nothing that nobody asked for.

import { describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../core/result'
import type { UpdateOrder, Updates } from '../../ipc/contract'
import type { Preferences } from '../preferences'
import type { AskFailure } from './ask'
import type { Found } from './feed'
import { createUpdates } from './updates'

const found: Found = { version: '2.0.0', notes: 'New.', url: 'https://x.example/a.AppImage', sha512: '', bytes: 1000 }
const dayMs = 24 * 3600_000

type Answer = Result<Found | null, AskFailure>

const soon = () => new Promise((resolve) => setTimeout(resolve, 2))

const world = (
  own: { feed?: boolean; byHand?: string; daily?: boolean; unsaved?: (string | null)[]; trouble?: string } = {},
) => {
  const did: string[] = []
  const told: Updates[] = []
  const timers = new Set<{ at: number; run: () => void }>()
  let now = 1000 * dayMs
  let kept: Preferences['updates'] = { daily: own.daily ?? false, lookedAt: null, notNow: null }
  const answers: Answer[] = []
  const running: {
    finish?: (result: Result<null, 'aborted' | 'download'>) => void
    progress?: (share: number) => void
  } = {}
  const unsaved = [...(own.unsaved ?? [])]
  const updates = createUpdates({
    feed:
      own.feed === false
        ? null
        : {
            name: 'x.example',
            page: 'https://x.example/',
            ask: async () => {
              did.push('ask')
              return answers.shift() ?? ok(found)
            },
          },
    version: '1.0.0',
    byHand: own.byHand ?? null,
    engine: async () => ({
      download: (_found, onProgress) => {
        did.push('download')
        running.progress = onProgress
        return {
          done: new Promise((resolve) => (running.finish = resolve)),
          cancel: () => running.finish?.(fail('aborted', '')),
        }
      },
      trouble: async () => own.trouble ?? null,
      install: () => void did.push('install'),
    }),
    preferences: {
      get: () => ({
        bounds: null,
        maximized: false,
        exportFolder: null,
        openFolder: null,
        backUpFolder: null,
        service: { notify: true, badge: true, limitHours: null, receiver: { on: false, port: null, publicUrl: null } },
        updates: kept,
        receiverToken: null,
      }),
      set: (change) => (kept = change.updates ?? kept),
    },
    saved: async () => {
      did.push('saved?')
      return unsaved.shift() ?? null
    },
    leave: () => void did.push('leave'),
    now: () => now,
    setTimer: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    tell: (one) => void told.push(one),
    log: () => {},
  })
  return {
    did,
    told,
    answers,
    updates,
    kept: () => kept,
    finish: async (result: Result<null, 'aborted' | 'download'>) => {
      running.finish?.(result)
      await soon()
    },
    progress: (share: number) => running.progress?.(share),
    order: async (order: UpdateOrder): Promise<Updates> => {
      await updates.handler({ order })
      await soon()
      const answer = await updates.handler({ order: 'tell' })
      if (!answer.ok) throw new Error(answer.message)
      return answer.value
    },
    pass: async (ms: number) => {
      const until = now + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        now = next.at
        next.run()
        await soon()
      }
      now = until
    },
  }
}

describe('updates', () => {
  test('without a feed no order does anything, and no time brings a look', async () => {
    const { did, order, pass, updates } = world({ feed: false, daily: true })
    updates.start()
    for (const one of ['look', 'daily', 'download', 'install', 'later', 'cancel'] as const)
      expect((await order(one)).state).toEqual({ kind: 'idle' })
    await pass(10 * dayMs)
    expect(did).toEqual([])
  })

  test('with a feed nobody is asked before somebody said yes', async () => {
    const { did, order, pass, updates } = world()
    updates.start()
    await pass(10 * dayMs)
    expect(did).toEqual([])
    await order('daily')
    await pass(3 * dayMs + 3600_000)
    expect(did).toEqual(['ask', 'ask', 'ask', 'ask'])
    await order('only-when-asked')
    await pass(3 * dayMs)
    expect(did.length).toBe(4)
  })

  test('a daily look that fails says nothing; one that was asked for says why', async () => {
    const { answers, order, pass, updates, kept } = world({ daily: true })
    updates.start()
    answers.push(fail('offline', 'Nobody there.'), fail('offline', 'Nobody there.'))
    await pass(61_000)
    expect((await order('tell')).state).toEqual({ kind: 'idle' })
    expect(kept().lookedAt).toBeNull()
    expect((await order('look')).state).toEqual({ kind: 'failed', during: 'look', message: 'Nobody there.' })
  })

  test('what is found is downloaded by order only, and installed by another', async () => {
    const { did, finish, order, progress, updates } = world()
    expect((await order('look')).state).toMatchObject({ kind: 'found', version: '2.0.0', byHand: null })
    expect((await order('install')).state.kind).toBe('found')
    expect(did).toEqual(['ask'])
    expect((await order('download')).state).toMatchObject({ kind: 'downloading', share: 0 })
    progress(0.5)
    expect((await order('download')).state).toMatchObject({ kind: 'downloading', share: 0.5 })
    await finish(ok(null))
    expect((await order('tell')).state).toEqual({ kind: 'ready', version: '2.0.0' })
    // Quitting now installs nothing.
    expect(updates.atEnd()).toBe(false)
    expect(did).toEqual(['ask', 'download'])
  })

  test('called off before the updater itself is there, nothing is downloaded, and it can be ordered again', async () => {
    const { did, order, updates } = world()
    await order('look')
    await Promise.all([updates.handler({ order: 'download' }), updates.handler({ order: 'cancel' })])
    expect((await order('tell')).state.kind).toBe('found')
    expect(did).toEqual(['ask'])
    expect((await order('download')).state.kind).toBe('downloading')
  })

  test('a download is called off, fails, or stands still: each is told', async () => {
    const { finish, order, pass } = world()
    await order('look')
    await order('download')
    expect((await order('cancel')).state.kind).toBe('found')
    await order('download')
    await finish(fail('download', 'The disk is full.'))
    expect((await order('tell')).state).toEqual({ kind: 'failed', during: 'download', message: 'The disk is full.' })
    await order('download')
    await pass(61_000)
    expect((await order('tell')).state).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('stood still'),
    })
  })

  test('a restart waits for what is unsaved, and says why', async () => {
    const { did, finish, order, pass, told, updates } = world({ unsaved: ['The disk is full.', 'The disk is full.'] })
    await order('look')
    await order('download')
    await finish(ok(null))
    expect((await order('install')).state).toEqual({ kind: 'waiting', version: '2.0.0', why: 'The disk is full.' })
    expect(did.at(-1)).toBe('saved?')
    expect(updates.atEnd()).toBe(false)
    await pass(2_000)
    expect(did).not.toContain('leave')
    await pass(2_000)
    expect(did.at(-1)).toBe('leave')
    expect(told.at(-1)?.state.kind).toBe('waiting')
    expect(updates.atEnd()).toBe(true)
    expect(did.at(-1)).toBe('install')
  })

  test('a restart that waits can be taken back: then it does not happen, whatever is saved later', async () => {
    const { did, finish, order, pass, updates } = world({ unsaved: ['The disk is full.'] })
    await order('look')
    await order('download')
    await finish(ok(null))
    await order('install')
    expect(await order('later')).toMatchObject({ aside: true, state: { kind: 'ready' } })
    await pass(60_000)
    expect(did).not.toContain('leave')
    expect(updates.atEnd()).toBe(false)
  })

  test('what could not be put in place is told before anything is closed', async () => {
    const { did, finish, order } = world({ trouble: 'There is not enough room.' })
    await order('look')
    await order('download')
    await finish(ok(null))
    expect((await order('install')).state).toEqual({
      kind: 'failed',
      during: 'install',
      message: 'There is not enough room.',
    })
    expect(did).not.toContain('saved?')
  })

  test('“not now” is remembered for that version alone', async () => {
    const { answers, order, pass, updates } = world({ daily: true })
    updates.start()
    await pass(61_000)
    expect(await order('tell')).toMatchObject({ aside: false, state: { kind: 'found' } })
    expect(await order('later')).toMatchObject({ aside: true })
    await pass(dayMs + 3600_000)
    expect(await order('tell')).toMatchObject({ aside: true, state: { kind: 'found' } })
    answers.push(ok({ ...found, version: '2.0.1' }))
    await pass(dayMs + 3600_000)
    expect(await order('tell')).toMatchObject({ aside: false, state: { kind: 'found', version: '2.0.1' } })
  })

  test('what the system’s own packages bring is only told', async () => {
    const { did, order } = world({ byHand: 'The package manager does it.' })
    expect((await order('look')).state).toMatchObject({
      byHand: { why: 'The package manager does it.', page: 'https://x.example/' },
    })
    expect((await order('download')).state.kind).toBe('found')
    expect(did).toEqual(['ask'])
  })
})
