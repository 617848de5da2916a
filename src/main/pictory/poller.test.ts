import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { demoKey } from '../../../e2e/pictory/demo'
import { createSimulator } from '../../../e2e/pictory/simulator'
import type { JobAnswer, Outcome, WaitingState } from '../../core/job/answer'
import { added, pace } from '../../core/job/schedule'
import { createClient } from './client'
import { createPoller } from './poller'
import { createTurns } from './turns'
import type { Hold, Poller, SetTimer } from './types'

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

const nobodysLimit = (): number | null => null

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
  const holds: (Hold | null)[] = []
  const asking: string[] = []
  /** The wall clock is so far from the time that passes. */
  let clockOff = 0
  const world = {
    start,
    states,
    asked,
    reported,
    refusals,
    troubles,
    holds,
    asking,
    setClock: (byMs: number): void => {
      clockOff += byMs
    },
    online: true,
    hasKey: true,
    limitMs: nobodysLimit(),
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
  const wallClock = () => clock + clockOff
  const setTimer: SetTimer = (afterMs, run) => {
    const timer = { at: clock + afterMs, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((one) => one !== timer)
    }
  }
  const turns = createTurns({ now: wallClock, setTimer, spacingMs: pace.spacingMs })
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
    now: wallClock,
    random: () => 0.5,
    setTimer,
    turns,
    limitMs: () => world.limitMs,
    held: (hold) => void holds.push(hold),
    asking: (id, isAsking) => void asking.push(`${isAsking ? '+' : '-'}${Number(id.slice(-12))}`),
    hasKey: () => world.hasKey,
    online: () => world.online,
    pollable: () => Array.from(states, ([id, state]) => ({ id, addedAt: start, state })),
    report: async (id, outcome) => {
      if (world.reportFails) throw new Error('disk full')
      reported.push({ id, outcome })
      if (outcome.kind === 'waiting') states.set(id, outcome)
      else states.delete(id)
    },
    keyRefused: (message) => void refusals.push(message),
    trouble: (id) => void troubles.push(id),
  })
  return Object.assign(world, {
    poller,
    turns,
    now: () => clock - start,
    later: (ms: number, run: () => void) => void setTimer(ms, run),
  })
}

describe('with its own clock', () => {
  test('asks each job every 11 s at first, a second apart, and stops for ever when it is complete', async () => {
    const world = createWorld(2)
    world.poller.start()
    await world.pass(12_500)
    expect(world.asked).toEqual([
      { id: jobId(0), at: 0 },
      { id: jobId(1), at: 1000 },
      { id: jobId(0), at: 11_000 },
      { id: jobId(1), at: 12_000 },
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

  test('never more in flight than its places; an answer makes room', async () => {
    const world = createWorld(10)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    world.poller.start()
    await world.pass(30_000)
    expect(world.asked).toHaveLength(3)
    open[0]?.(progress)
    await world.pass(0)
    expect(world.asked).toHaveLength(4)
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
    expect(world.asked).toHaveLength(3)
    expect(world.refusals).toEqual(['no'])
    expect(world.timers()).toBe(0)
    expect(world.states.get(jobId(0))).toMatchObject({ nextCheckAt: null, trouble: { reason: 'key-refused' } })
    world.answer = () => progress
    world.poller.keyChanged()
    await world.pass(6000)
    expect(new Set(world.asked.slice(3).map(({ id }) => id)).size).toBe(6)
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
    expect(world.asked.filter(({ id }) => id === jobId(1)).length).toBe(11)
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

  test('a person who asks breaks a block by one question; the others wait for its answer', async () => {
    const world = createWorld(5)
    world.answer = () => trouble('blocked')
    world.poller.start()
    await world.pass(30_000)
    expect(world.asked).toHaveLength(1)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    world.poller.checkNow(jobId(3))
    await world.pass(0)
    expect(world.asked.slice(1)).toEqual([{ id: jobId(3), at: 30_000 }])
    world.poller.checkNow(jobId(4))
    await world.pass(5000)
    expect(world.asked).toHaveLength(2)
    // Not over: as long as before, not longer.
    open[0]?.(trouble('blocked'))
    await world.pass(119_000)
    expect(world.asked).toHaveLength(2)
    expect(world.holds.at(-1)).toMatchObject({ reason: 'blocked', untilMs: world.start + 155_000 })
    world.answer = () => progress
    world.poller.checkAll([jobId(0), jobId(1)])
    await world.pass(1000)
    expect(world.holds.at(-1)).toBeNull()
    expect(world.asked.slice(2).map(({ id }) => id)).toContain(jobId(4))
  })

  test('a block ends for a start as well; an account’s limit does not', async () => {
    const world = createWorld(0)
    world.poller.start()
    world.poller.heed(trouble('blocked'))
    expect(world.holds).toHaveLength(1)
    world.poller.tryAgain()
    expect(world.holds.slice(1)).toEqual([null])
    world.poller.heed(trouble('rate-limited'))
    world.poller.tryAgain()
    expect(world.holds.slice(2).map(told)).toEqual([['rate-limited', world.start + 60_000]])
    await world.poller.stop()
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

const told = (hold: Hold | null) => hold && [hold.reason, hold.untilMs]

describe('holds for all', () => {
  test('told when one begins, when it is found not to be over, and when it ends; nothing in between', async () => {
    const world = createWorld(5)
    world.answer = () => trouble('rate-limited', 30_000)
    world.poller.start()
    await world.pass(0)
    expect(world.holds.map(told)).toEqual([['rate-limited', world.start + 30_500]])
    await world.pass(40_000)
    expect(world.asked.map(({ at }) => at)).toEqual([0, 30_500])
    expect(world.holds.slice(1).map(told)).toEqual([['rate-limited', world.start + 61_000]])
    world.answer = () => progress
    await world.pass(60_000)
    expect(world.holds.slice(2)).toEqual([null])
    expect(world.asked.slice(2, 5).map(({ at }) => at)).toEqual([61_000, 62_000, 63_000])
  })

  test('after its time one question finds out for all; the others wait for it, but not for ever', async () => {
    const world = createWorld(6)
    world.answer = () => trouble('rate-limited', 30_000)
    world.poller.start()
    await world.pass(30_000)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    await world.pass(10_000)
    expect(world.asked).toHaveLength(2)
    open[0]?.(progress)
    await world.pass(2000)
    expect(world.asked).toHaveLength(5)
    world.poller.heed(trouble('rate-limited', 10_000))
    open[1]?.(progress)
    await world.pass(10_600 + pace.trialMs)
    expect(world.asked.length).toBeGreaterThan(5)
  })

  test('the limit of one account is not the next one’s', async () => {
    const world = createWorld(3)
    world.answer = () => trouble('rate-limited', 24 * 3_600_000)
    world.poller.start()
    await world.pass(10_000)
    expect(world.asked).toHaveLength(1)
    world.answer = () => progress
    world.poller.keyChanged()
    await world.pass(10_000)
    expect(world.asked).toHaveLength(1)
    world.poller.keyReplaced()
    world.poller.keyChanged()
    await world.pass(3000)
    expect(world.asked.length).toBeGreaterThan(2)
    expect(world.holds.at(-1)).toBeNull()
  })

  test('four questions that meet the limit together count as one', async () => {
    const world = createWorld(4)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    world.poller.start()
    await world.pass(5000)
    for (const resolve of open) resolve(trouble('rate-limited'))
    await world.pass(0)
    expect(world.holds.map(told)).toEqual([['rate-limited', world.start + 65_000]])
  })

  test('no network as the machine says it: told once, nothing sent, and told when it is back', async () => {
    const world = createWorld(3)
    world.online = false
    world.poller.start()
    await world.pass(3_600_000)
    expect([world.asked.length, world.holds.map((hold) => hold?.reason)]).toEqual([0, ['offline']])
    world.online = true
    world.poller.poke()
    await world.pass(2000)
    expect(world.asked).toHaveLength(3)
    expect(world.holds.slice(1)).toEqual([null])
  })

  test('an answer that was on its way does not end what the server asked for', async () => {
    const world = createWorld(2)
    const open: ((answer: JobAnswer) => void)[] = []
    world.answer = () => new Promise((resolve) => open.push(resolve))
    world.poller.start()
    await world.pass(1000)
    open[0]?.(trouble('rate-limited', 60_000))
    await world.pass(100)
    open[1]?.(progress)
    world.answer = () => progress
    await world.pass(59_000)
    expect([world.asked.length, world.holds.length]).toEqual([2, 1])
    await world.pass(2000)
    expect(world.asked.length).toBeGreaterThan(2)
  })

  test('with nobody to ask it ends by its time', async () => {
    const world = createWorld(0)
    world.poller.start()
    world.poller.heed(trouble('rate-limited', 60_000))
    await world.pass(59_000)
    expect(world.holds).toHaveLength(1)
    await world.pass(2000)
    expect(world.holds.slice(1)).toEqual([null])
    expect(world.timers()).toBe(0)
  })

  test('what another call met holds the polling: a limit, and a refused key until it is replaced', async () => {
    const world = createWorld(2)
    world.poller.start()
    await world.pass(1500)
    world.poller.heed(trouble('blocked'))
    world.poller.heed({ kind: 'key-refused', message: 'no' })
    world.poller.heed({ kind: 'key-refused', message: 'no' })
    await world.pass(3_600_000)
    expect([world.asked.length, world.refusals, world.timers()]).toEqual([2, ['no'], 0])
    world.poller.keyChanged()
    await world.pass(2000)
    expect(world.asked).toHaveLength(4)
    world.poller.heed(trouble('server-trouble'))
    world.poller.heed({ kind: 'aborted' })
    await world.pass(30_000)
    expect([world.asked.length, world.holds.at(-1)]).toEqual([6, null])
  })

  test('after a restart the account’s limit still holds', async () => {
    const world = createWorld(3)
    const limited = { reason: 'rate-limited', message: 'Slowly.', failures: 1 } as const
    world.states.set(jobId(0), {
      ...added,
      lastCheckAt: world.start - 1000,
      nextCheckAt: world.start + 90_000,
      trouble: limited,
    })
    world.poller.start()
    await world.pass(89_000)
    expect([world.asked.length, world.holds.map(told)]).toEqual([0, [['rate-limited', world.start + 90_000]]])
    await world.pass(5000)
    expect(world.asked).toHaveLength(3)
  })
})

describe('hints, orders and limits', () => {
  test('a hint asks at once, but not sooner than 10 s after the last question about that job', async () => {
    const world = createWorld(2)
    world.answer = () => ({ kind: 'trouble', reason: 'server-trouble', message: 'm', retryAfterMs: 600_000 })
    world.poller.start()
    await world.pass(4000)
    expect(world.poller.hint(jobId(0))).toBe(true)
    expect(world.poller.hint(jobId(0))).toBe(true)
    expect(world.poller.hint(jobId(9))).toBe(false)
    await world.pass(5999)
    expect(world.asked).toHaveLength(2)
    await world.pass(1)
    expect(world.asked.slice(2)).toEqual([{ id: jobId(0), at: 10_000 }])
    await world.pass(30_000)
    world.poller.hint(jobId(0))
    await world.pass(0)
    expect(world.asked.slice(3)).toEqual([{ id: jobId(0), at: 40_000 }])
  })

  test('a hint that comes while the job is asked about counts for the time after', async () => {
    const world = createWorld(1)
    let late: (answer: JobAnswer) => void = nothing
    world.answer = () =>
      new Promise((resolve) => {
        late = resolve
      })
    world.poller.start()
    await world.pass(2000)
    expect(world.poller.hint(jobId(0))).toBe(true)
    late(trouble('server-trouble', 600_000))
    await world.pass(11_000)
    expect(world.asked).toEqual([
      { id: jobId(0), at: 0 },
      { id: jobId(0), at: 12_000 },
    ])
  })

  test('a flood of hints asks nobody more often than every 10 s, and starves nobody', async () => {
    const world = createWorld(40)
    world.poller.start()
    for (let n = 0; n < 600; n++) {
      for (let hinted = 0; hinted < 12; hinted++) world.poller.hint(jobId(hinted))
      await world.pass(500)
    }
    for (let n = 0; n < 40; n++) {
      const times = world.asked.filter(({ id }) => id === jobId(n)).map(({ at }) => at)
      expect(times.length).toBeGreaterThanOrEqual(3)
      for (let k = 1; k < times.length; k++)
        expect((times[k] ?? 0) - (times[k - 1] ?? 0)).toBeGreaterThanOrEqual(10_000)
    }
  })

  test('after "check all" of a thousand a single order is the next question but one at most, and the newest first', async () => {
    const world = createWorld(1000)
    world.poller.start()
    world.poller.checkAll([...world.states.keys()])
    await world.pass(99_500)
    expect(world.asked).toHaveLength(100)
    world.poller.checkNow(jobId(900))
    world.poller.checkNow(jobId(901))
    await world.pass(3000)
    // Jobs that were asked before are due again, and have every second turn.
    const since = () => world.asked.slice(100).map(({ id, at }) => [Number(id.slice(-12)), at])
    expect(since().filter(([n]) => (n ?? 0) >= 900)).toEqual([
      [901, 100_000],
      [900, 102_000],
    ])
    // The same order again for all takes nothing from those that were asked for alone.
    world.poller.checkNow(jobId(950))
    world.poller.checkAll([...world.states.keys()])
    await world.pass(2000)
    expect(
      since()
        .filter(([n]) => (n ?? 0) >= 900)
        .slice(2),
    ).toEqual([[950, 103_000]])
    await world.pass(2_000_000)
    expect(new Set(world.asked.map(({ id }) => id)).size).toBe(1000)
  })

  test('orders one after the other do not starve those that are due', async () => {
    const world = createWorld(20)
    world.poller.start()
    await world.pass(25_000)
    const before = world.asked.length
    for (let n = 0; n < 120; n++) {
      world.poller.checkNow(jobId(n % 2))
      await world.pass(1000)
    }
    const others = world.asked.slice(before).filter(({ id }) => id !== jobId(0) && id !== jobId(1))
    expect(others.length).toBeGreaterThanOrEqual(50)
    expect(new Set(others.map(({ id }) => id)).size).toBe(18)
  })

  test('"check now" on a paused job, and a hint, do nothing', async () => {
    const world = createWorld(0)
    world.states.set(jobId(0), { ...added, paused: true })
    world.poller.start()
    world.poller.checkNow(jobId(0))
    expect(world.poller.hint(jobId(0))).toBe(false)
    await world.pass(60_000)
    expect([world.asked, world.timers()]).toEqual([[], 0])
  })

  test('the person’s limit makes a job overdue, and a larger one undoes it', async () => {
    const world = createWorld(1)
    world.limitMs = 60_000
    world.poller.start()
    await world.pass(90_000)
    expect(world.states.get(jobId(0))).toMatchObject({ overdue: true })
    const asked = world.asked.length
    await world.pass(30 * 60_000)
    expect(world.asked.length - asked).toBe(6)
    world.limitMs = 10 * 3_600_000
    await world.pass(6 * 60_000)
    expect(world.states.get(jobId(0))).toMatchObject({ overdue: false })
  })

  test('whoever else asks Pictory shares the one question a second', async () => {
    const world = createWorld(50)
    const others: number[] = []
    world.poller.start()
    for (let n = 0; n < 20; n++)
      void world.turns.turn(new AbortController().signal).then(() => others.push(world.now()))
    await world.pass(100_000)
    const all = [...others, ...world.asked.map(({ at }) => at)].toSorted((a, b) => a - b)
    expect(others).toHaveLength(20)
    expect(all.length).toBeGreaterThan(90)
    for (let n = 1; n < all.length; n++) expect((all[n] ?? 0) - (all[n - 1] ?? 0)).toBeGreaterThanOrEqual(1000)
  })
})

describe('a clock that is set', () => {
  test.each([
    ['back by an hour', -3_600_000],
    ['back by twenty seconds', -20_000],
    ['back by ten years', -3650 * 24 * 3_600_000],
    ['forward by an hour', 3_600_000],
    ['forward by ten years', 3650 * 24 * 3_600_000],
  ])('%s: nobody is forgotten, and the pace stays', async (_, byMs) => {
    const world = createWorld(8)
    world.poller.start()
    await world.pass(60_000)
    const before = world.asked.length
    world.setClock(byMs)
    await world.pass(60_000)
    const after = world.asked.slice(before)
    expect(new Set(after.map(({ id }) => id)).size).toBe(8)
    // At most one question that comes too early, each.
    expect(after.length).toBeLessThanOrEqual(8 * 6)
    for (let n = 1; n < world.asked.length; n++)
      expect((world.asked[n]?.at ?? 0) - (world.asked[n - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1000)
  })

  test('back while the server asked for time: it gets it, and no more than that again', async () => {
    const world = createWorld(3)
    world.answer = () => trouble('rate-limited', 600_000)
    world.poller.start()
    await world.pass(60_000)
    world.setClock(-24 * 3_600_000)
    world.poller.poke()
    world.answer = () => progress
    await world.pass(540_000)
    expect(world.asked).toHaveLength(1)
    await world.pass(62_000)
    expect(world.asked.length).toBeGreaterThan(1)
  })
})

test('whatever is called in whatever order: one question about a job at a time, a second apart, four in flight at most', async () => {
  const calls = fc.array(
    fc.tuple(
      fc.constantFrom('poke', 'check', 'all', 'again', 'hint', 'suspend', 'resume', 'key', 'heed', 'clock', 'pass'),
      fc.nat(5),
      fc.nat(9000),
    ),
    { maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(calls, async (steps) => {
      const world = createWorld(6)
      const perJob = new Map<string, number>()
      world.answer = async (id) => {
        perJob.set(id, (perJob.get(id) ?? 0) + 1)
        expect(perJob.get(id)).toBe(1)
        const answer = await new Promise<JobAnswer>((resolve) => {
          world.later(2500, () => resolve(world.asked.length % 7 === 0 ? refused : progress))
        })
        perJob.delete(id)
        return answer
      }
      world.poller.start()
      for (const [call, n, ms] of steps) {
        if (call === 'poke') world.poller.poke()
        else if (call === 'check') world.poller.checkNow(jobId(n))
        else if (call === 'all') world.poller.checkAll([jobId(n), jobId(5 - n)])
        else if (call === 'again') world.poller.tryAgain()
        else if (call === 'hint') world.poller.hint(jobId(n))
        else if (call === 'suspend') world.poller.suspend()
        else if (call === 'resume') world.poller.resume()
        else if (call === 'key') world.poller.keyChanged()
        else if (call === 'heed') world.poller.heed(trouble('offline'))
        else if (call === 'clock') world.setClock((n - 3) * ms)
        else await world.pass(ms)
        // A dropped question is over for the poller, not for this server.
        if (call === 'suspend') {
          await world.pass(0)
          perJob.clear()
        }
      }
      expect(world.mostInFlight).toBeLessThanOrEqual(pace.inFlight)
      // A clock that is set forward swallows the rest of one second, each time.
      const tooSoon = world.asked.filter(({ at }, k) => k > 0 && at - (world.asked[k - 1]?.at ?? 0) < 1000)
      expect(tooSoon.length).toBeLessThanOrEqual(steps.filter(([call, n]) => call === 'clock' && n > 3).length)
      world.poller.resume()
      world.poller.keyChanged()
      await world.pass(3_000)
      await world.poller.stop()
      const open = new Set<string>()
      for (const line of world.asking) {
        if (line.startsWith('+')) expect(open.has(line.slice(1))).toBe(false)
        if (line.startsWith('+')) open.add(line.slice(1))
        else expect(open.delete(line.slice(1))).toBe(true)
      }
      expect([open.size, world.troubles]).toEqual([0, []])
    }),
    { numRuns: 60 },
  )
})

/** Time runs a hundred times as fast for the poller: what it decides stays the same. */
const now = () => performance.timeOrigin + performance.now() * 100

const setTimer: SetTimer = (afterMs, run) => {
  const timer = setTimeout(run, Math.ceil(afterMs / 100))
  return () => clearTimeout(timer)
}

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
    const turns = createTurns({ now, setTimer, spacingMs: pace.spacingMs })
    const poller: Poller = createPoller({
      client: createClient({
        fetch,
        fetchOnce: fetch,
        baseUrl: url,
        key: () => key,
        isRefused: () => false,
        userAgent: 'Caesura/test',
        now,
        setTimer: (afterMs, run) => {
          const timer = setTimeout(run, afterMs)
          return () => clearTimeout(timer)
        },
        turns,
      }),
      now,
      random: Math.random,
      setTimer,
      turns,
      limitMs: () => null,
      held: nothing,
      asking: nothing,
      hasKey: () => true,
      online: () => true,
      pollable: () => Array.from(states, ([id, state]) => ({ id, addedAt: now(), state })),
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
    expect(refusals).toEqual(['Pictory does not accept the API key. Pictory says: Unauthorized'])
    key = demoKey
    poller.keyChanged()
    await until(() => states.size === 0)
    expect(outcomes.get(d)?.at(-1)).toBe('completed')
  })
})
