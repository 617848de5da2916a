// Captions made outside of main: reading, cutting into cues and writing 100,000 words takes a thread for 1.1 s on two busy cores, in which
// main would save no key and move no window; handing the text over takes 0.3 s. So a process of its own does it, which is killed where the
// person stops it, and whose end, also for want of memory, costs one job of the batch and never the app.

import { z } from 'zod'
import type { FileWish } from '../../core/formats/make'
import { fail, ok, type Result } from '../../core/result'

export type Order = FileWish & {
  readonly title: string
  /** Pictory's answer, for the formats made of it. */
  readonly original: string | null
  /** See `openJob`. */
  readonly snapshot: string
  readonly tail: readonly string[]
}
export type Made = {
  readonly content: string | Uint8Array
  /** 0 for all but captions. */
  readonly cues: number
  /** Why there is nothing to write. */
  readonly nothing: string | null
}

export type Captioner = {
  /** One order at a time. Never rejects. */
  readonly make: (order: Order) => Promise<Result<Made, 'unreadable' | 'aborted'>>
  readonly end: () => void
}

/** The process as it is used here. */
export type CaptionProcess = {
  readonly ask: (order: Order) => void
  readonly onAnswer: (listener: (answer: unknown) => void) => void
  readonly onExit: (listener: (code: number) => void) => void
  readonly kill: () => void
}

const answerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    value: z.object({
      content: z.union([z.string(), z.instanceof(Uint8Array)]),
      cues: z.number(),
      nothing: z.string().nullable(),
    }),
  }),
  z.object({ ok: z.literal(false), message: z.string() }),
])

/** @param fork starts the process; called with the first order, and again after one that ended by itself. */
export const createCaptioner = (fork: () => CaptionProcess): Captioner => {
  let child: CaptionProcess | null = null
  let isOver = false
  let settle: ((result: Result<Made, 'unreadable' | 'aborted'>) => void) | null = null
  const answer = (result: Result<Made, 'unreadable' | 'aborted'>): void => {
    settle?.(result)
    settle = null
  }

  const started = (): CaptionProcess => {
    const one = fork()
    one.onAnswer((message) => {
      const read = answerSchema.safeParse(message)
      if (!read.success) answer(fail('unreadable', 'Making the captions failed. This is a bug in Caesura.'))
      else answer(read.data.ok ? ok(read.data.value) : fail('unreadable', read.data.message))
    })
    one.onExit(() => {
      if (child === one) child = null
      answer(fail('unreadable', 'Making the captions failed: this job may be too large for this computer’s memory.'))
    })
    return one
  }

  return {
    make: (order) =>
      new Promise((resolve) => {
        if (isOver) {
          resolve(fail('aborted', 'This was called off.'))
          return
        }
        settle = resolve
        child ??= started()
        child.ask(order)
      }),
    end: () => {
      isOver = true
      answer(fail('aborted', 'This was called off.'))
      child?.kill()
      child = null
    },
  }
}
