import { describe, expect, test } from 'vitest'
import { type CaptionProcess, createCaptioner, type Order } from './captioning'

const order: Order = {
  snapshot: '{}',
  tail: [],
  title: 'T',
  original: null,
  times: false,
  afterCut: false,
  forWindows: false,
  format: 'srt',
  preset: 'bbc',
  speakers: 'none',
}

const world = () => {
  const asked: Order[] = []
  type Fork = { answer: (message: unknown) => void; exit: (code: number) => void; killed: boolean }
  const forks: Fork[] = []
  const fork = (): CaptionProcess => {
    const one: Fork = { answer: () => {}, exit: () => {}, killed: false }
    forks.push(one)
    return {
      ask: (given) => void asked.push(given),
      onAnswer: (listener) => void (one.answer = listener),
      onExit: (listener) => void (one.exit = listener),
      kill: () => void (one.killed = true),
    }
  }
  return { captioner: createCaptioner(fork), asked, forks }
}

describe('the process that makes captions', () => {
  test('is started with the first order and serves the next', async () => {
    const { captioner, forks, asked } = world()
    expect(forks).toHaveLength(0)
    for (const text of ['a', 'b']) {
      const made = captioner.make(order)
      forks[0]?.answer({ ok: true, value: { content: text, cues: 1, nothing: null } })
      expect(await made).toEqual({ ok: true, value: { content: text, cues: 1, nothing: null } })
    }
    expect([forks.length, asked.length]).toEqual([1, 2])
  })

  test('a job it cannot make is said in its words', async () => {
    const { captioner, forks } = world()
    const made = captioner.make(order)
    forks[0]?.answer({ ok: false, message: 'It is damaged.' })
    expect(await made).toEqual({ ok: false, code: 'unreadable', message: 'It is damaged.' })
  })

  test.each([[null], [{ ok: true, value: 3 }], ['text']])(
    'nonsense (%j) is a failure of this job alone',
    async (message) => {
      const { captioner, forks } = world()
      const made = captioner.make(order)
      forks[0]?.answer(message)
      expect(await made).toMatchObject({ ok: false, code: 'unreadable' })
    },
  )

  test('one that dies costs its job, and another takes the next', async () => {
    const { captioner, forks } = world()
    const made = captioner.make(order)
    forks[0]?.exit(1)
    expect(await made).toMatchObject({ ok: false, message: expect.stringContaining('memory') })
    const next = captioner.make(order)
    forks[1]?.answer({ ok: true, value: { content: 'b', cues: 1, nothing: null } })
    expect(await next).toMatchObject({ ok: true })
  })

  test('ended, it is killed at once, and nothing is made any more', async () => {
    const { captioner, forks } = world()
    const made = captioner.make(order)
    captioner.end()
    expect(await made).toMatchObject({ ok: false, code: 'aborted' })
    expect(forks[0]?.killed).toBe(true)
    expect(await captioner.make(order)).toMatchObject({ ok: false, code: 'aborted' })
    expect(forks).toHaveLength(1)
  })
})
