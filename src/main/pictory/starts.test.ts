import { describe, expect, test } from 'vitest'
import type { StartingState, StartOutcome } from '../../core/job/answer'
import type { JobId } from '../../core/job/job'
import { fail, ok } from '../../core/result'
import type { Start } from '../library/record'
import { createStarts, type StartsDeps } from './starts'
import type { Asked, Uploaded, UploadPlace } from './types'

const base = 1_000_000_000_000
const idOf = (n: number): JobId => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const pictorys = 'cbbc5305-7d1e-4b6a-9c35-8e2f6b4d1a90'
const file = (own: Partial<Start> = {}): Start => ({
  source: { kind: 'file', path: '/talks/talk.mov', name: 'talk.mov', bytes: 100, modifiedMs: 5 },
  mediaKind: 'video',
  language: 'en-US',
  uploaded: null,
  askedAt: null,
  became: null,
  ...own,
})
const url = (own: Partial<Start> = {}): Start =>
  file({ source: { kind: 'url', url: 'https://x.test/a.mp3?s=1' }, ...own })
const queued: StartingState = {
  kind: 'starting',
  phase: 'queued',
  sentBytes: 0,
  totalBytes: 100,
  nextTryAt: null,
  trouble: null,
}
const trouble = { kind: 'trouble', reason: 'server-trouble', message: 'Pictory stumbled.', retryAfterMs: null } as const
const place: Asked<UploadPlace> = {
  kind: 'ok',
  value: { signedUrl: 'https://store.test/put?sig=1', fileUrl: 'https://store.test/talk.mov' },
}
const begun: Asked<{ jobId: JobId }> = { kind: 'ok', value: { jobId: pictorys } }

/** Answers come when the test says so, or at once where a value is given. */
const asked = <T>() => {
  const answers: (T | Promise<T>)[] = []
  const waiting: { readonly answer: (value: T) => void; readonly signal: AbortSignal }[] = []
  return {
    waiting,
    answer: (...values: (T | Promise<T>)[]) => answers.push(...values),
    ask: (signal: AbortSignal, aborted: T): Promise<T> => {
      const next = answers.shift()
      if (next !== undefined) return Promise.resolve(next)
      return new Promise((resolve) => {
        waiting.push({ answer: resolve, signal })
        signal.addEventListener('abort', () => resolve(aborted))
      })
    },
  }
}

/** Lets everything run that can. */
const settle = async () => {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve()
}
const slowly = async () => {
  for (let turn = 0; turn < 7; turn++) await Promise.resolve()
}

const world = (starts: readonly Start[], own: Partial<StartsDeps> = {}) => {
  const clock = { now: base }
  const calls: string[] = []
  /** Everything that was told of each job, in order. */
  const told: [JobId, StartOutcome, Partial<Start>][] = []
  const jobs = new Map<JobId, { start: Start; state: StartOutcome | { readonly kind: 'stopped' | 'waiting' } }>(
    starts.map((start, at) => [idOf(at), { start, state: queued }]),
  )
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const disk: { broken: ((change: Partial<Start>) => boolean) | null } = { broken: null }
  const places = asked<Asked<UploadPlace>>()
  const uploads = asked<Uploaded>()
  const orders = asked<Asked<{ jobId: JobId }>>()
  const became: [JobId, JobId][] = []
  const heeded: string[] = []
  const status = { key: true, online: true, heldUntil: 0, bugs: 0 }
  const library: StartsDeps['library'] = {
    starting: () =>
      [...jobs].flatMap(([id, { start, state }]) => (state.kind === 'starting' ? [{ id, start, state }] : [])),
    reportStart: async (id, state, change = {}) => {
      const job = jobs.get(id)
      if (job === undefined) return fail('not-found', 'Not here.')
      if (job.state.kind !== 'starting') {
        if (change.became !== undefined) jobs.set(id, { ...job, start: { ...job.start, became: change.became } })
        return fail('conflict', 'No longer starting.')
      }
      if (disk.broken?.(change) === true) return fail('disk-full', 'The disk is full.')
      jobs.set(id, { start: { ...job.start, ...change }, state })
      told.push([id, state, change])
      return ok(null)
    },
    startBecame: async (id, to) => {
      if (disk.broken?.({ became: to }) === true) return fail('disk-full', 'The disk is full.')
      if (jobs.get(id)?.state.kind !== 'starting') return fail('conflict', 'No longer starting.')
      became.push([id, to])
      jobs.delete(id)
      return ok(null)
    },
  }
  const deps: StartsDeps = {
    library,
    client: {
      placeFor: (wanted, signal) => {
        calls.push(`place ${wanted.fileName} ${wanted.contentType}`)
        return places.ask(signal, { kind: 'aborted' })
      },
      startTranscription: (order, signal) => {
        calls.push(`order ${order.fileUrl} ${order.mediaKind} ${order.language} ${order.webhook}`)
        return orders.ask(signal, { kind: 'aborted' })
      },
    },
    upload: (sent, to, progress, signal) => {
      calls.push(`put ${sent.path} ${sent.bytes} ${to.contentType} ${to.signedUrl}`)
      progress(40)
      return uploads.ask(signal, { kind: 'aborted' })
    },
    disk: { stat: async () => ({ kind: 'file', bytes: 100, modifiedMs: 5 }) },
    now: () => clock.now,
    random: () => 0.5,
    setTimer: (ms, run) => {
      const timer = { at: clock.now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    webhook: () => null,
    heed: (answer) => heeded.push(answer.kind === 'trouble' ? answer.reason : answer.kind),
    accepted: () => heeded.push('accepted'),
    hasKey: () => status.key,
    online: () => status.online,
    heldUntil: () => status.heldUntil,
    changed: () => calls.push('changed'),
    trouble: () => status.bugs++,
    ...own,
  }
  const made = createStarts(deps)
  const pass = async (ms: number) => {
    const end = clock.now + ms
    for (;;) {
      await settle()
      const next = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      timers.delete(next)
      clock.now = Math.max(clock.now, next.at)
      next.run()
    }
    clock.now = end
    await settle()
  }
  const start = async () => {
    made.start()
    await settle()
  }
  return {
    starts: made,
    start,
    settle,
    pass,
    clock,
    calls,
    told,
    jobs,
    timers,
    disk,
    places,
    uploads,
    orders,
    became,
    heeded,
    status,
    state: (n = 0) => jobs.get(idOf(n))?.state,
    ordered: () => calls.filter((call) => call.startsWith('order')).length,
  }
}

const order = 'order https://store.test/talk.mov video en-US null'

describe('a whole start', () => {
  test('of a file: a place, the file, the order, in this order and each on disk before the next', async () => {
    const one = world([file()], { webhook: () => 'https://tunnel.test/pictory/x' })
    one.places.answer(place)
    one.uploads.answer({ kind: 'done' })
    one.orders.answer(begun)
    await one.start()
    expect(one.calls).toEqual([
      'place talk.mov video/quicktime',
      'put /talks/talk.mov 100 video/quicktime https://store.test/put?sig=1',
      'order https://store.test/talk.mov video en-US https://tunnel.test/pictory/x',
      'changed',
    ])
    const kept = one.told.map(([, state, change]) => [state.kind === 'starting' && state.phase, Object.keys(change)])
    expect(kept).toEqual([
      ['preparing', ['source', 'uploaded']],
      ['uploading', []],
      ['starting', ['uploaded']],
      ['starting', ['askedAt']],
      ['starting', ['became']],
    ])
    expect(one.became).toEqual([[idOf(0), pictorys]])
  })

  test('of a URL: the order alone', async () => {
    const one = world([url()])
    one.orders.answer(begun)
    await one.start()
    expect(one.calls).toEqual(['order https://x.test/a.mp3?s=1 video en-US null', 'changed'])
  })

  test('progress is told at most four times a second', async () => {
    const tells: ((sent: number) => void)[] = []
    const one = world([file()], {
      upload: (_file, _place, tell) => {
        tells.push(tell)
        return new Promise(() => undefined)
      },
    })
    one.places.answer(place)
    await one.start()
    for (let sent = 0; sent <= 100; sent++) {
      await one.pass(10)
      for (const tell of tells) tell(sent)
    }
    // The store stops reading: what had left by then is shown all the same.
    await one.pass(1000)
    const shown = one.told.flatMap(([, state]) =>
      state.kind === 'starting' && state.phase === 'uploading' ? [state.sentBytes] : [],
    )
    // 1.01 s: the beginning, one for each quarter that is over, and the last one.
    expect(shown).toEqual([0, 23, 48, 73, 98, 100])
  })
})

describe('what is taken up after a restart', () => {
  test.each([
    [
      'a file that is at Pictory already',
      file({ uploaded: { fileUrl: 'https://store.test/talk.mov', at: base - 100_000 } }),
      [order],
    ],
    [
      'one that lay there for a day',
      file({ uploaded: { fileUrl: 'https://store.test/old', at: base - 24 * 3_600_000 } }),
      ['place talk.mov video/quicktime'],
    ],
    ['one that was never sent', file(), ['place talk.mov video/quicktime']],
    ['an order whose answer is known', file({ askedAt: 5, became: pictorys }), ['changed']],
  ])('%s', async (_, start, calls) => {
    const one = world([start])
    await one.start()
    expect(one.calls).toEqual(calls)
  })

  test('an order without an answer is never given again: it fails and says what to do', async () => {
    const one = world([file({ askedAt: 5 })])
    await one.start()
    await one.pass(48 * 3_600_000)
    expect(one.calls).toEqual([])
    expect(one.state()).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('look in the list of your account'),
    })
  })
})

describe('every trouble', () => {
  const passing: readonly (readonly [string, (one: ReturnType<typeof world>) => void, number])[] = [
    ['no place', (one) => one.places.answer({ ...trouble, reached: true }), 1],
    ['a broken upload', (one) => void (one.places.answer(place), one.uploads.answer(trouble)), 2],
    [
      'an order that never left',
      (one) =>
        void (
          one.places.answer(place),
          one.uploads.answer({ kind: 'done' }),
          one.orders.answer({ ...trouble, reached: false })
        ),
      3,
    ],
  ]
  test.each(passing)(
    '%s: the reason and the next try are shown, and it goes on by itself',
    async (_, prepare, calls) => {
      const one = world([file()])
      prepare(one)
      await one.start()
      expect(one.calls).toHaveLength(calls)
      expect(one.state()).toEqual({
        ...queued,
        nextTryAt: base + 20_000,
        trouble: { reason: 'server-trouble', message: 'Pictory stumbled.', failures: 1 },
      })
      await one.pass(19_999)
      expect(one.calls).toHaveLength(calls)
      one.places.answer(place)
      one.uploads.answer({ kind: 'done' })
      one.orders.answer(begun)
      await one.pass(1)
      expect(one.became).toEqual([[idOf(0), pictorys]])
    },
  )

  test('delays grow, and a wish of the server is kept', async () => {
    const one = world([url()])
    const delays: number[] = []
    one.orders.answer({ ...trouble, reached: false }, { ...trouble, reached: false })
    one.orders.answer({ ...trouble, reason: 'rate-limited', retryAfterMs: 90_000, reached: false })
    await one.start()
    for (let turn = 0; turn < 3; turn++) {
      const state = one.state()
      const next = state?.kind === 'starting' ? (state.nextTryAt ?? 0) : 0
      delays.push(next - one.clock.now)
      await one.pass(next - one.clock.now)
    }
    expect(delays).toEqual([20_000, 40_000, 90_500])
    expect(one.heeded).toEqual(['server-trouble', 'server-trouble', 'rate-limited'])
  })

  test('a store’s trouble is not Pictory’s: nobody else waits for it', async () => {
    const one = world([file()])
    one.places.answer(place)
    one.uploads.answer({ ...trouble, reason: 'rate-limited' })
    await one.start()
    expect(one.heeded).toEqual(['accepted'])
  })

  test('an order that may have arrived is final, says so, and is not repeated', async () => {
    const one = world([url()])
    one.orders.answer({ ...trouble, reached: true })
    await one.start()
    expect(one.state()).toMatchObject({
      kind: 'failed',
      message:
        'Pictory stumbled. The transcription may be under way: look in the list of your account before you start it again.',
    })
    await one.pass(48 * 3_600_000)
    expect(one.ordered()).toBe(1)
    expect(one.jobs.get(idOf(0))?.start.askedAt).toBe(base)
  })

  test('a refused place is asked for once more, then it is final', async () => {
    const one = world([file()])
    const no = { kind: 'refused', message: 'The place for the file is not valid any more.' } as const
    one.places.answer(place, place)
    one.uploads.answer(no, no)
    await one.start()
    expect(one.calls.filter((call) => call.startsWith('place'))).toHaveLength(2)
    expect(one.state()).toMatchObject({ kind: 'failed', message: no.message })
  })

  const final: readonly (readonly [string, (one: ReturnType<typeof world>) => void, string])[] = [
    [
      'no place, in Pictory’s words',
      (one) => one.places.answer({ kind: 'refused', message: 'Pictory says: no minutes left.' }),
      'no minutes left',
    ],
    [
      'the file changed on the way',
      (one) => void (one.places.answer(place), one.uploads.answer({ kind: 'source', message: '“talk.mov” changed.' })),
      'changed',
    ],
    [
      'no order, in Pictory’s words',
      (one) =>
        void (
          one.places.answer(place),
          one.uploads.answer({ kind: 'done' }),
          one.orders.answer({ kind: 'refused', message: 'Pictory says: INVALID_LANGUAGE' })
        ),
      'INVALID_LANGUAGE',
    ],
  ]
  test.each(final)('%s: final', async (_, prepare, words) => {
    const one = world([file()])
    prepare(one)
    await one.start()
    expect(one.state()).toMatchObject({ kind: 'failed', message: expect.stringContaining(words) })
    expect(one.jobs.get(idOf(0))?.start.askedAt).toBeNull()
  })

  test('a refused order keeps the file that is there, unless it is the file that Pictory does not find', async () => {
    for (const [words, kept] of [
      ['QUOTA_EXCEEDED', true],
      ['FILE_NOT_FOUND', false],
    ] as const) {
      const one = world([file()])
      one.places.answer(place)
      one.uploads.answer({ kind: 'done' })
      one.orders.answer({ kind: 'refused', message: words })
      await one.start()
      expect(one.jobs.get(idOf(0))?.start.uploaded !== null).toBe(kept)
    }
  })

  test.each([
    ['is gone', { stat: () => Promise.reject(new Error('ENOENT')) }, 'is not where it was'],
    [
      'is a folder now',
      { stat: async () => ({ kind: 'folder', bytes: 0, modifiedMs: 0 }) as const },
      'is not where it was',
    ],
    ['is empty', { stat: async () => ({ kind: 'file', bytes: 0, modifiedMs: 0 }) as const }, 'is empty'],
  ])('a file that %s is said before anything is asked, without its path', async (_, disk, words) => {
    const one = world([file()], { disk })
    await one.start()
    expect(one.calls).toEqual([])
    const state = one.state()
    expect(state).toMatchObject({ kind: 'failed', message: expect.stringContaining(`“talk.mov” ${words}`) })
    expect(JSON.stringify(state)).not.toContain('/talks')
  })

  test('a file that came without its path is to be chosen again, and nothing is sent', async () => {
    const without = file({ source: { kind: 'file', path: '', name: 'talk.mov', bytes: 100, modifiedMs: 5 } })
    const one = world([without], { disk: { stat: async () => ({ kind: 'file', bytes: 100, modifiedMs: 5 }) } })
    await one.start()
    expect(one.calls).toEqual([])
    expect(one.state()).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('“talk.mov” has to be chosen again'),
    })
  })

  test('a file that grew while it stood in line is sent as it is now', async () => {
    const one = world([file()], { disk: { stat: async () => ({ kind: 'file', bytes: 250, modifiedMs: 9 }) } })
    one.places.answer(place)
    await one.start()
    expect(one.calls[1]).toBe('put /talks/talk.mov 250 video/quicktime https://store.test/put?sig=1')
    expect(one.jobs.get(idOf(0))?.start.source).toMatchObject({ bytes: 250, modifiedMs: 9 })
  })
})

describe('the key', () => {
  test('without one nothing is begun; with one it goes on', async () => {
    const one = world([url()])
    one.status.key = false
    await one.start()
    expect(one.calls).toEqual([])
    one.status.key = true
    one.orders.answer(begun)
    one.starts.keyChanged()
    await one.settle()
    expect(one.became).toHaveLength(1)
  })

  test.each(['key-refused', 'no-key'] as const)(
    '%s: it waits, says so, and goes on with the next key',
    async (kind) => {
      const one = world([url(), url()])
      one.orders.answer({ kind, message: 'No.' }, { kind, message: 'No.' })
      await one.start()
      expect(one.state()).toMatchObject({ kind: 'starting', nextTryAt: null, trouble: { reason: kind } })
      await one.pass(3_600_000)
      expect(one.ordered()).toBe(2)
      expect(one.jobs.get(idOf(0))?.start.askedAt).toBeNull()
      one.orders.answer(begun, begun)
      one.starts.keyChanged()
      await one.settle()
      expect(one.became).toHaveLength(2)
      expect(one.heeded).toEqual([...(kind === 'key-refused' ? [kind, kind] : []), 'accepted', 'accepted'])
    },
  )

  test('a late refusal of the key before does not stop it', async () => {
    const one = world([url()])
    await one.start()
    one.starts.keyChanged()
    one.orders.answer(begun)
    one.orders.waiting[0]?.answer({ kind: 'key-refused', message: 'No.' })
    await one.settle()
    expect(one.became).toHaveLength(1)
    // The order that was repeated with the key of now.
    expect(one.heeded).toEqual(['accepted'])
  })

  test('what went through with the key before says nothing of the one that is there now', async () => {
    const one = world([url()])
    await one.start()
    one.starts.keyChanged()
    one.orders.waiting[0]?.answer(begun)
    await one.settle()
    expect(one.became).toHaveLength(1)
    expect(one.heeded).toEqual([])
  })
})

describe('the person', () => {
  test('stops an upload: it is broken off, and taking it up again begins afresh', async () => {
    const one = world([file()])
    one.places.answer(place)
    await one.start()
    const job = one.jobs.get(idOf(0))
    if (job === undefined) throw new Error('no job')
    one.jobs.set(idOf(0), { ...job, state: { kind: 'stopped' } })
    one.starts.poke()
    expect(one.uploads.waiting[0]?.signal.aborted).toBe(true)
    await one.settle()
    expect(one.state()).toEqual({ kind: 'stopped' })
    one.jobs.set(idOf(0), { ...job, state: queued })
    one.places.answer(place)
    one.uploads.answer({ kind: 'done' })
    one.orders.answer(begun)
    one.starts.poke()
    await one.settle()
    expect(one.became).toHaveLength(1)
  })

  test('stops and takes up at once: the old try never speaks for the new one', async () => {
    const one = world([file()])
    one.places.answer(place)
    await one.start()
    const job = one.jobs.get(idOf(0))
    if (job === undefined) throw new Error('no job')
    one.jobs.set(idOf(0), { ...job, state: { kind: 'stopped' } })
    one.starts.poke()
    one.jobs.set(idOf(0), { ...job, state: queued })
    one.starts.poke()
    await one.settle()
    expect(one.state()).toMatchObject({ kind: 'starting', phase: 'preparing' })
    expect(one.calls.filter((call) => call.startsWith('place'))).toHaveLength(2)
  })

  test('stops while the order is out: its answer is kept, and taking it up again orders nothing', async () => {
    const one = world([url()])
    await one.start()
    const job = one.jobs.get(idOf(0))
    if (job === undefined) throw new Error('no job')
    one.jobs.set(idOf(0), { ...job, state: { kind: 'stopped' } })
    one.starts.poke()
    expect(one.orders.waiting[0]?.signal.aborted).toBe(false)
    one.orders.waiting[0]?.answer(begun)
    await one.settle()
    expect(one.became).toEqual([])
    const stopped = one.jobs.get(idOf(0))
    expect(stopped).toMatchObject({ start: { became: pictorys }, state: { kind: 'stopped' } })
    if (stopped !== undefined) one.jobs.set(idOf(0), { ...stopped, state: queued })
    one.starts.poke()
    await one.settle()
    expect(one.became).toEqual([[idOf(0), pictorys]])
    expect(one.ordered()).toBe(1)
  })

  test('takes it off the list while the order is out: nothing becomes of it', async () => {
    const one = world([url()])
    await one.start()
    one.jobs.delete(idOf(0))
    one.starts.poke()
    one.orders.waiting[0]?.answer(begun)
    await one.settle()
    expect(one.became).toEqual([])
    await one.starts.stop()
  })

  test('checks now: what waits for its next try goes at once', async () => {
    const one = world([url(), url()])
    one.orders.answer({ ...trouble, reached: false }, { ...trouble, reached: false })
    await one.start()
    one.orders.answer(begun)
    one.starts.check(idOf(1))
    one.starts.check(idOf(7))
    await one.settle()
    expect(one.became).toEqual([[idOf(1), pictorys]])
  })

  test('checks now while all questions rest: it goes first, when they go on', async () => {
    const one = world([url(), url(), url(), url(), url(), url()])
    one.status.heldUntil = one.clock.now + 60_000
    await one.start()
    one.starts.check(idOf(5))
    await one.pass(59_999)
    expect(one.ordered()).toBe(0)
    one.orders.answer(begun)
    await one.pass(1)
    expect(one.became).toEqual([[idOf(5), pictorys]])
  })
})

describe('many at once', () => {
  test('two uploads at a time, the others stand in line; all get there, orders one by one', async () => {
    const many = Array.from({ length: 9 }, (_, at) => (at % 3 === 2 ? url() : file()))
    let open = 0
    let mostOpen = 0
    let out = 0
    let mostOut = 0
    const one = world(many, {
      upload: async () => {
        mostOpen = Math.max(mostOpen, ++open)
        await slowly()
        open--
        return { kind: 'done' }
      },
      client: {
        placeFor: async () => place,
        startTranscription: async () => {
          mostOut = Math.max(mostOut, ++out)
          await slowly()
          out--
          return begun
        },
      },
    })
    one.starts.start()
    for (let turn = 0; turn < 20; turn++) await one.settle()
    expect(one.became).toHaveLength(9)
    expect(mostOpen).toBe(2)
    expect(mostOut).toBe(1)
  })

  test('one that waits does not hold up the others', async () => {
    const one = world([file(), file(), file(), file()])
    one.places.answer({ ...trouble, reached: true }, place)
    await one.start()
    expect(one.calls.filter((call) => call.startsWith('place'))).toHaveLength(3)
  })
})

describe('the machine', () => {
  test('sleeps: an upload is broken off and taken up afterwards; an order is not', async () => {
    const one = world([file(), url()])
    one.places.answer(place)
    await one.start()
    one.starts.suspend()
    await one.settle()
    expect(one.state(0)).toEqual(queued)
    expect(one.orders.waiting[0]?.signal.aborted).toBe(false)
    one.orders.waiting[0]?.answer(begun)
    await one.settle()
    expect(one.became).toEqual([[idOf(1), pictorys]])
    await one.pass(3_600_000)
    one.places.answer(place)
    one.uploads.answer({ kind: 'done' })
    one.orders.answer(begun)
    one.starts.resume()
    await one.settle()
    expect(one.became).toHaveLength(2)
  })

  test('has no network: nothing is begun until it is back, and what waited for it goes at once', async () => {
    const one = world([url()])
    one.orders.answer(
      { ...trouble, reason: 'offline', reached: false },
      { ...trouble, reason: 'offline', reached: false },
    )
    await one.start()
    await one.pass(5_000)
    expect(one.ordered()).toBe(2)
    one.status.online = false
    await one.pass(600_000)
    expect(one.ordered()).toBe(2)
    one.status.online = true
    one.orders.answer(begun)
    await one.pass(5_000)
    expect(one.became).toHaveLength(1)
  })

  test('rests while all questions to Pictory rest', async () => {
    const one = world([url()])
    one.status.heldUntil = one.clock.now + 60_000
    await one.start()
    await one.pass(59_999)
    expect(one.calls).toEqual([])
    one.orders.answer(begun)
    await one.pass(1)
    expect(one.became).toHaveLength(1)
  })

  test('has its clock set back by a day: nothing waits for a day', async () => {
    const one = world([url()])
    one.orders.answer({ ...trouble, reached: false })
    await one.start()
    one.clock.now -= 24 * 3_600_000
    one.orders.answer(begun)
    one.starts.poke()
    await one.pass(20_000)
    expect(one.became).toHaveLength(1)
  })

  test('has a full disk: nothing is ordered that could not be remembered', async () => {
    const one = world([url()])
    one.disk.broken = (change) => typeof change.askedAt === 'number'
    await one.start()
    expect(one.ordered()).toBe(0)
    expect(one.state()).toMatchObject({ kind: 'starting', trouble: { message: 'The disk is full.' } })
    one.disk.broken = null
    one.orders.answer(begun)
    await one.pass(60_000)
    expect(one.became).toHaveLength(1)
  })

  test('has a full disk when the id comes: it is saved as soon as it can be, and never ordered again', async () => {
    const one = world([url()])
    one.disk.broken = (change) => change.became !== undefined
    one.orders.answer(begun)
    await one.start()
    await one.pass(600_000)
    expect(one.ordered()).toBe(1)
    expect(one.became).toEqual([])
    expect(one.state()).toMatchObject({
      kind: 'starting',
      phase: 'starting',
      trouble: { message: 'The disk is full.' },
    })
    one.disk.broken = null
    await one.pass(60_000)
    expect(one.became).toEqual([[idOf(0), pictorys]])
    expect(one.ordered()).toBe(1)
  })

  test('has a bug in it: told, and tried again later', async () => {
    let broken = true
    const one = world([url()], {
      webhook: () => {
        if (broken) throw new Error('a bug')
        return null
      },
    })
    await one.start()
    expect(one.status.bugs).toBe(1)
    broken = false
    await one.pass(60_000)
    // It may have got as far as the order: that is said, not done again.
    expect(one.state()).toMatchObject({ kind: 'failed' })
  })
})

describe('quitting', () => {
  test('breaks off uploads, waits for an order that is out, and begins nothing more', async () => {
    const one = world([file(), url(), url()])
    one.places.answer(place)
    await one.start()
    let stopped = false
    const stopping = one.starts.stop().then(() => (stopped = true))
    await one.settle()
    expect(one.uploads.waiting[0]?.signal.aborted).toBe(true)
    expect(stopped).toBe(false)
    one.orders.waiting[0]?.answer(begun)
    await stopping
    expect(one.became).toEqual([[idOf(1), pictorys]])
    expect(one.ordered()).toBe(1)
    expect(one.jobs.get(idOf(2))?.start.askedAt).toBeNull()
    expect(one.timers.size).toBe(0)
  })

  test('does not wait for ever: what is not answered by then is left for the next start to say', async () => {
    const one = world([url()])
    await one.start()
    const stopping = one.starts.stop()
    await one.pass(3_500)
    await stopping
    expect(one.jobs.get(idOf(0))?.start.askedAt).toBe(base)
    expect(one.state()).toMatchObject({ kind: 'starting' })
  })
})
