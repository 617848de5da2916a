import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTurns } from './turns'
import type { SetTimer } from './types'

const spacingMs = 1000

/** Promises settle between two moments. */
const settle = async (): Promise<void> => {
  for (let n = 0; n < 5; n++) await Promise.resolve()
}

/** Time that goes on only when told; `wall` may be set apart from it, as a person or a time server does. */
const world = () => {
  let time = 0
  let wall = Date.parse('2026-10-21T07:28:00Z')
  let timers: { readonly at: number; readonly run: () => void }[] = []
  const setTimer: SetTimer = (afterMs, run) => {
    const timer = { at: time + afterMs, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  const pass = async (ms: number): Promise<void> => {
    const end = time + ms
    await settle()
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      wall += next.at - time
      time = next.at
      timers = timers.filter((other) => other !== next)
      next.run()
      await settle()
    }
    wall += end - time
    time = end
  }
  return {
    now: () => wall,
    setTimer,
    pass,
    setClock: (byMs: number) => {
      wall += byMs
    },
    elapsed: () => time,
    timers: () => timers.length,
  }
}

const never = () => new AbortController().signal

/** @param lateMs how late the poller's timers are: no timer is exact. */
const start = (lateMs = 0) => {
  const clock = world()
  const turns = createTurns({ now: clock.now, setTimer: clock.setTimer, spacingMs })
  const sent: (readonly [string, number])[] = []
  const send = async (name: string, signal = never(), place: 'first' | 'last' = 'last'): Promise<void> => {
    if (await turns.turn(signal, place)) sent.push([name, clock.elapsed()])
  }
  /** As the poller does it: looks, waits, takes. */
  const poll = (): void => {
    const wait = turns.nextAt() - clock.now()
    if (wait > 0) {
      clock.setTimer(wait + lateMs, poll)
      return
    }
    turns.take()
    sent.push(['poller', clock.elapsed()])
  }
  /** A poller with more to ask than it ever can. */
  const pollOn = (): void => {
    poll()
    clock.setTimer(spacingMs / 10, pollOn)
  }
  return { clock, turns, sent, send, poll, pollOn }
}

describe('the line', () => {
  test('the first goes at once, the others in their order, one per spacing', async () => {
    const { clock, sent, send } = start()
    for (const name of ['a', 'b', 'c']) void send(name)
    await clock.pass(5000)
    expect(sent).toEqual([
      ['a', 0],
      ['b', 1000],
      ['c', 2000],
    ])
    expect(clock.timers()).toBe(0)
  })

  test('what a person waits for comes before all others in line, and waits two spacings at most', async () => {
    const { clock, sent, send, pollOn } = start()
    for (let n = 0; n < 50; n++) void send('line')
    pollOn()
    for (let n = 0; n < 8; n++) {
      await clock.pass(1700)
      const at = clock.elapsed()
      void send('person', never(), 'first')
      await clock.pass(2000)
      expect(sent.filter(([name, when]) => name === 'person' && when >= at)).toHaveLength(1)
    }
  })

  test('after a rest nobody waits', async () => {
    const { clock, sent, send } = start()
    void send('a')
    await clock.pass(7300)
    void send('b')
    await clock.pass(1)
    expect(sent).toEqual([
      ['a', 0],
      ['b', 7300],
    ])
  })

  test('who gives up frees the place, and is told', async () => {
    const { clock, turns, sent, send } = start()
    const controller = new AbortController()
    void send('a')
    const left = turns.turn(controller.signal)
    void send('c')
    await clock.pass(500)
    controller.abort()
    expect(await left).toBe(false)
    await clock.pass(5000)
    expect(sent).toEqual([
      ['a', 0],
      ['c', 1000],
    ])
    expect(await turns.turn(AbortSignal.abort())).toBe(false)
  })

  test('giving up after the turn has come changes nothing', async () => {
    const { clock, turns, send, sent } = start()
    const controller = new AbortController()
    expect(await turns.turn(controller.signal)).toBe(true)
    void send('b')
    controller.abort()
    await clock.pass(5000)
    expect(sent).toEqual([['b', 1000]])
  })
})

describe('the poller', () => {
  test('alone: at once, then once per spacing', () => {
    const { clock, turns } = start()
    expect(turns.nextAt()).toBe(clock.now())
    turns.take()
    expect(turns.nextAt()).toBe(clock.now() + spacingMs)
  })

  test('the line comes before it', async () => {
    const { clock, sent, send, poll } = start()
    void send('a')
    void send('b')
    poll()
    await clock.pass(5000)
    expect(sent).toEqual([
      ['a', 0],
      ['b', 1000],
      ['poller', 2000],
    ])
  })

  test('its question counts for the line', async () => {
    const { clock, sent, send, poll } = start()
    poll()
    void send('a')
    await clock.pass(5000)
    expect(sent).toEqual([
      ['poller', 0],
      ['a', 1000],
    ])
  })

  test.each([0, 60])('neither starves where both want all they can get (timers %d ms late)', async (lateMs) => {
    const { clock, sent, send, pollOn } = start(lateMs)
    for (let n = 0; n < 200; n++) void send('line')
    pollOn()
    await clock.pass(100_000)
    const share = sent.filter(([name]) => name === 'poller').length / sent.length
    expect(sent.length).toBeGreaterThanOrEqual(95)
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.3)
  })

  test('a turn that it does not take is not kept for long', async () => {
    const { clock, turns, sent, send } = start()
    for (let n = 0; n < 9; n++) void send('line')
    turns.nextAt()
    await clock.pass(10_000)
    // Once, and then not again until it asks: 250 ms for the whole line.
    expect(sent.map(([, at]) => at)).toEqual([0, 1000, 2000, 3000, 4250, 5250, 6250, 7250, 8250])
  })
})

describe('a clock that is set', () => {
  test.each([-3_600_000, 3_600_000, -500, 500])('by %d ms: nobody waits longer than two spacings', async (byMs) => {
    const { clock, turns, sent, send, poll } = start()
    turns.take()
    void send('a')
    await clock.pass(100)
    clock.setClock(byMs)
    poll()
    await clock.pass(4000)
    expect(sent.map(([name]) => name).sort()).toEqual(['a', 'poller'])
  })
})

const step = fc.oneof(
  fc.record({ kind: fc.constant('send' as const) }),
  fc.record({ kind: fc.constant('leave' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('poll' as const) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(2500) }),
)

test('whoever comes and goes: one per spacing, in order, and everybody who stays is served', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { clock, sent, send, poll } = start()
      const waiting: AbortController[] = []
      const left = new Set<string>()
      let polls = 0
      for (const move of steps) {
        if (move.kind === 'send') {
          const controller = new AbortController()
          void send(String(waiting.length), controller.signal)
          waiting.push(controller)
        } else if (move.kind === 'leave') {
          waiting[move.which]?.abort()
          left.add(String(move.which))
        } else if (move.kind === 'poll') {
          polls++
          poll()
        } else await clock.pass(move.ms)
      }
      await clock.pass((steps.length + 10) * 2 * spacingMs)
      sent.forEach(([, at], index) => {
        const before = sent[index - 1]
        if (before !== undefined) expect(at - before[1]).toBeGreaterThanOrEqual(spacingMs)
      })
      const served = sent.filter(([name]) => name !== 'poller').map(([name]) => Number(name))
      expect(served).toEqual([...served].sort((a, b) => a - b))
      for (const [index] of waiting.entries()) if (!left.has(String(index))) expect(served).toContain(index)
      expect(sent.filter(([name]) => name === 'poller').length).toBe(polls)
      expect(clock.timers()).toBe(0)
    }),
    { numRuns: 300 },
  )
})
