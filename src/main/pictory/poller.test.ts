import { afterEach, describe, expect, test } from 'vitest'
import { demoKey } from '../../../e2e/pictory/demo'
import { createSimulator } from '../../../e2e/pictory/simulator'
import type { JobAnswer, Outcome, WaitingState } from '../../core/job/answer'
import { added, pace } from '../../core/job/schedule'
import { createClient } from './client'
import { createPoller } from './poller'
import type { Poller } from './types'

const jobId = (n: number): string => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const progress: JobAnswer = { kind: 'in-progress', mediaMs: null }
const refused: JobAnswer = { kind: 'key-refused', message: 'no' }
const trouble = (
  reason: 'offline' | 'rate-limited' | 'server-trouble' | 'blocked',
  retryAfterMs: number | null = null,
): JobAnswer => ({ kind: 'trouble', reason, message: reason, retryAfterMs })

/** Lets everything run that waits for no timer. */
const settle = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await Promise.resolve()
}

const nothing = (): void => undefined
const nothingYet = (): Promise<void> => Promise.resolve()

type Asked = { readonly id: string; readonly at: number }

/** A world with its own clock: time passes only by `pass`, and timers run in order. */
const createWorld = (count: number) => {
  const start = 1_700_000_000_000
  let clock = start
  let timers: { at: number; run: () => void }[] = []
  const states = new Map<string, WaitingState>(Array.from({ length: count }, (_, n) => [jobId(n), added]))
  const asked: Asked[] = []
  const reported: { id: string; outcome: Outcome }[] = []
  const refusals: string[] = []
  const troubles: string[] = []
  const world = {
    start,
    states,
    asked,
    reported,
    refusals,
    troubles,
    online: true,
    hasKey: true,
    reportFails: false,
    inFlight: 0,
    mostInFlight: 0,
    /** What the server says; a promise keeps the question open. */
    answer: (_id: string): JobAnswer | Promise<JobAnswer> => progress,
    pass: async (ms: number): Promise<void> => {
      const until = clock + ms
      await settle()
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        clock = Math.max(clock, next.at)
        timers = timers.filter((timer) => timer !== next)
        next.run()
        await settle()
      }
      clock = until
    },
    timers: () => timers.length,
  }
  const poller = createPoller({
    client: {
      getJob: async (id, signal) => {
        asked.push({ id, at: clock - start })
        world.inFlight++
        world.mostInFlight = Math.max(world.mostInFlight, world.inFlight)
        try {
          return await Promise.race([
            world.answer(id),
            new Promise<JobAnswer>((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'aborted' }))),
          ])
        } finally {
          world.inFlight--
        }
      },
    },
    now: () => clock,
    random: () => 0.5,
    setTimer: (afterMs, run) => {
      const timer = { at: clock + afterMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    hasKey: () => world.hasKey,
    online: () => world.online,
    pollable: () => Array.from(states, ([id, state]) => ({ id, addedAt: start, limitMs: null, state })),
    report: async (id, outcome) => {
      if (world.reportFails) throw new Error('disk full')
      reported.push({ id, outcome })
      if (outcome.kind === 'waiting') states.set(id, outcome)
      else states.delete(id)
    },
    keyRefused: (message) => void refusals.push(message),
    trouble: (id) => void troubles.push(id),
  })
  return Object.assign(world, { poller })
}

describe('with its own clock', () => {
  test('asks each job every 15 s, a second apart, and stops for ever when it is complete', async () => {
    const world = createWorld(2)
    world.poller.start()
    await world.pass(16_500)
    expect(world.asked).toEqual([
      { id: jobId(0), at: 0 },
      { id: jobId(1), at: 1000 },
      { id: jobId(0), at: 15_000 },
      { id: jobId(1), at: 16_000 },
    ])
    world.answer = (id) =>
      id === jobId(0) ? { kind: 'completed', bytes: new Uint8Array([7]) } : { kind: 'failed', message: 'no' }
    await world.pass(60_000)
    expect(world.asked).toHaveLength(6)
    expect(world.reported.slice(-2).map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'completed' },
      { kind: 'failed' },
    ])
    expect(world.timers()).toBe(0)
  })

  test('never more than four in flight; an answer makes room', async () => {
    const world = createWorld(10)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    world.poller.start()
    await world.pass(30_000)
    expect(world.asked).toHaveLength(4)
    open[0]?.(progress)
    await world.pass(0)
    expect(world.asked).toHaveLength(5)
    expect(world.mostInFlight).toBe(pace.inFlight)
  })

  test('1,000 jobs stay within one question a second', async () => {
    const world = createWorld(1000)
    world.poller.start()
    await world.pass(1_100_000)
    expect(world.asked).toHaveLength(1101)
    for (let n = 1; n < world.asked.length; n++)
      expect((world.asked[n]?.at ?? 0) - (world.asked[n - 1]?.at ?? 0)).toBe(1000)
    expect(new Set(world.asked.slice(0, 1000).map(({ id }) => id)).size).toBe(1000)
  })

  test('a refused key stops everything and is asked for once; a new key goes on at once', async () => {
    const world = createWorld(6)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    world.poller.start()
    await world.pass(3500)
    for (const resolve of open) resolve(refused)
    await world.pass(3_600_000)
    expect(world.asked).toHaveLength(4)
    expect(world.refusals).toEqual(['no'])
    expect(world.timers()).toBe(0)
    expect(world.states.get(jobId(0))).toMatchObject({ nextCheckAt: null, trouble: { reason: 'key-refused' } })
    world.answer = () => progress
    world.poller.keyChanged()
    await world.pass(6000)
    expect(new Set(world.asked.slice(4).map(({ id }) => id)).size).toBe(6)
    world.answer = () => refused
    await world.pass(60_000)
    expect(world.refusals).toEqual(['no', 'no'])
  })

  test('a late refusal of the key before is not held against the new one', async () => {
    const world = createWorld(1)
    let late: (answer: JobAnswer) => void = nothing
    world.answer = () =>
      new Promise((resolve) => {
        late = resolve
      })
    world.poller.start()
    await world.pass(0)
    world.poller.keyChanged()
    world.answer = () => progress
    late(refused)
    await world.pass(2000)
    expect(world.refusals).toEqual([])
    expect(world.states.get(jobId(0))).toMatchObject({ trouble: null, asked: 1 })
  })

  test('without a key nothing is sent and no job is touched', async () => {
    const world = createWorld(2)
    world.hasKey = false
    world.poller.start()
    world.poller.checkNow(jobId(0))
    await world.pass(60_000)
    expect([world.asked, world.reported, world.timers()]).toEqual([[], [], 0])
    world.hasKey = true
    world.poller.keyChanged()
    await world.pass(0)
    expect(world.asked).toHaveLength(1)
  })

  test('"check now" goes first and at once; again while it is asked changes nothing', async () => {
    const world = createWorld(3)
    world.poller.start()
    await world.pass(4000)
    world.poller.checkNow(jobId(1))
    world.poller.checkNow(jobId(9))
    await world.pass(0)
    expect(world.asked.slice(3)).toEqual([{ id: jobId(1), at: 4000 }])
    await world.pass(500)
    world.poller.checkNow(jobId(2))
    await world.pass(500)
    expect(world.asked.slice(4)).toEqual([{ id: jobId(2), at: 5000 }])
  })

  test('a new job is noticed when told', async () => {
    const world = createWorld(0)
    world.poller.start()
    await world.pass(60_000)
    world.states.set(jobId(5), added)
    world.poller.poke()
    await world.pass(0)
    expect(world.asked).toEqual([{ id: jobId(5), at: 60_000 }])
  })

  test('429 holds everybody until Retry-After is over, also whom a person asks for', async () => {
    const world = createWorld(3)
    world.answer = () => trouble('rate-limited', 30_000)
    world.poller.start()
    await world.pass(0)
    world.answer = () => progress
    world.poller.checkNow(jobId(2))
    await world.pass(29_999)
    expect(world.asked).toHaveLength(1)
    await world.pass(5_000)
    expect(world.asked.slice(1)).toEqual([
      { id: jobId(2), at: 30_500 },
      { id: jobId(1), at: 31_500 },
      { id: jobId(0), at: 32_500 },
    ])
  })

  test('one job’s trouble is its own: the others keep their pace', async () => {
    const world = createWorld(2)
    world.answer = (id) => (id === jobId(0) ? trouble('server-trouble') : progress)
    world.poller.start()
    await world.pass(120_000)
    const mine = world.asked.filter(({ id }) => id === jobId(0)).map(({ at }) => at)
    expect(mine).toEqual([0, 20_000, 60_000])
    expect(world.asked.filter(({ id }) => id === jobId(1)).length).toBe(8)
  })

  test('without network it waits, looks every few seconds, and resumes at once', async () => {
    const world = createWorld(1)
    world.answer = () => trouble('offline')
    world.poller.start()
    await world.pass(3 * 60_000)
    const asked = world.asked.length
    expect(asked).toBeLessThan(12)
    const patient = [...world.states.values()].map(({ nextCheckAt }) => (nextCheckAt ?? 0) - world.start)
    expect(Math.min(...patient)).toBeGreaterThan(3 * 60_000 + 15_000)
    world.online = false
    await world.pass(8_000)
    expect(world.asked).toHaveLength(asked)
    const before = world.asked.length
    world.answer = () => progress
    world.online = true
    await world.pass(7_000)
    expect(new Set(world.asked.slice(before).map(({ id }) => id)).size).toBe(1)
    expect(world.states.get(jobId(0))).toMatchObject({ trouble: null })
  })

  test('a person who asks again breaks the wait for the network', async () => {
    const world = createWorld(1)
    world.answer = () => trouble('offline')
    world.poller.start()
    await world.pass(200_000)
    const before = world.asked.length
    world.poller.checkNow(jobId(0))
    await world.pass(0)
    expect(world.asked.length).toBe(before + 1)
  })

  test('sleep drops open questions unreported; waking asks what is due at once', async () => {
    const world = createWorld(1)
    world.answer = () => new Promise(() => undefined)
    world.poller.start()
    await world.pass(0)
    world.poller.suspend()
    await world.pass(8 * 3_600_000)
    expect([world.asked.length, world.reported.length, world.inFlight]).toEqual([1, 0, 0])
    world.answer = () => progress
    world.poller.resume()
    await world.pass(0)
    expect(world.asked).toHaveLength(2)
    expect(world.reported).toHaveLength(1)
  })

  test('stop ends open questions and waits for their reports', async () => {
    const world = createWorld(3)
    world.answer = () => new Promise(() => undefined)
    world.poller.start()
    await world.pass(2500)
    expect(world.inFlight).toBe(3)
    await world.poller.stop()
    expect([world.inFlight, world.reported.length, world.timers()]).toEqual([0, 0, 0])
    await world.pass(3_600_000)
    expect(world.asked).toHaveLength(3)
  })

  test('a report that fails is told, and the job is tried again after a minute, not at once', async () => {
    const world = createWorld(1)
    world.reportFails = true
    world.answer = () => ({ kind: 'completed', bytes: new Uint8Array() })
    world.poller.start()
    await world.pass(59_000)
    expect([world.asked.length, world.troubles]).toEqual([1, [jobId(0)]])
    world.reportFails = false
    await world.pass(2_000)
    expect(world.asked).toHaveLength(2)
    expect(world.states.size).toBe(0)
  })
})

/** Time runs a hundred times as fast for the poller: what it decides stays the same. */
const now = () => performance.timeOrigin + performance.now() * 100

describe('over HTTP, against the simulator', () => {
  let stop = nothingYet
  afterEach(() => stop())

  test('a job from in progress to complete, a failed one, one that is gone; then a refused key, and its replacement', async () => {
    const [a, b, c, d] = [jobId(1), jobId(2), jobId(3), jobId(4)]
    const simulator = createSimulator({
      jobs: [{ id: a }, { id: b, becomes: { kind: 'failed', message: 'No speech' } }],
    })
    const { url } = await simulator.listen()
    simulator.script(a, { kind: 'in-progress' }, { kind: 'server-error', status: 503 })
    let key = demoKey
    const states = new Map<string, WaitingState>([
      [a, added],
      [b, added],
      [c, added],
    ])
    const outcomes = new Map<string, Outcome['kind'][]>()
    const refusals: string[] = []
    let told = nothing
    const until = async (done: () => boolean): Promise<void> => {
      while (!done())
        await new Promise<void>((resolve) => {
          told = resolve
        })
    }
    const poller: Poller = createPoller({
      client: createClient({
        fetch,
        baseUrl: url,
        key: () => key,
        userAgent: 'Caesura/test',
        now,
        setTimer: (afterMs, run) => {
          const timer = setTimeout(run, afterMs)
          return () => clearTimeout(timer)
        },
      }),
      now,
      random: Math.random,
      setTimer: (afterMs, run) => {
        const timer = setTimeout(run, Math.ceil(afterMs / 100))
        return () => clearTimeout(timer)
      },
      hasKey: () => true,
      online: () => true,
      pollable: () => Array.from(states, ([id, state]) => ({ id, addedAt: now(), limitMs: null, state })),
      report: async (id, outcome) => {
        outcomes.set(id, [...(outcomes.get(id) ?? []), outcome.kind])
        if (outcome.kind === 'waiting') states.set(id, outcome)
        else states.delete(id)
        told()
      },
      keyRefused: (message) => {
        refusals.push(message)
        told()
      },
      trouble: (_, error) => {
        throw error
      },
    })
    stop = async () => {
      await poller.stop()
      await simulator.close()
    }
    poller.start()
    await until(() => states.size === 0)
    expect(Object.fromEntries(outcomes)).toEqual({
      [a]: ['waiting', 'waiting', 'completed'],
      [b]: ['failed'],
      [c]: ['gone'],
    })

    key = 'pictai_withdrawn'
    simulator.add({ id: d })
    states.set(d, added)
    poller.poke()
    await until(() => refusals.length > 0)
    expect(refusals).toEqual(['Pictory does not accept the API key (401). Pictory says: Unauthorized'])
    key = demoKey
    poller.keyChanged()
    await until(() => states.size === 0)
    expect(outcomes.get(d)?.at(-1)).toBe('completed')
  })
})
