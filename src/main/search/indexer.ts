// The thread that makes indexes (src/main/indexing.ts), asked from the search process: one job at a time, begun with the first, and again
// after it died. It keeps the document that is being edited; when nobody has asked for a minute it is ended, and its memory with it.

import { z } from 'zod'
import type { JobId } from '../../core/job/job'
import type { Work } from './store'

/** The thread as it is used here. */
export type Thread = {
  readonly ask: (question: { readonly n: number; readonly id: JobId }) => void
  readonly onAnswer: (listener: (answer: unknown) => void) => void
  /** It died, of what the sentence says. */
  readonly onEnd: (listener: (why: string) => void) => void
  readonly end: () => void
}

const answerSchema = z.object({
  n: z.number(),
  error: z.string().optional(),
  made: z
    .object({
      parts: z.array(z.instanceof(Uint8Array)),
      stamp: z.object({
        snapshotBytes: z.number(),
        snapshotMs: z.number(),
        journalBytes: z.number(),
        journalMs: z.number(),
      }),
    })
    .nullish(),
})

/** @param idle runs once when nothing was asked for long; the answer calls it off. Rejects where the thread could not do it, or died of it. */
export const createIndexer = (start: () => Thread, idle: (run: () => void) => () => void): Work['index'] => {
  let stay: (() => void) | null = null
  const rest = () => {
    const mine = thread
    thread = null
    mine?.end()
  }
  let thread: Thread | null = null
  let last = 0
  let waiting: { readonly n: number; readonly done: (answer: z.infer<typeof answerSchema>) => void } | null = null
  const begin = (): Thread => {
    const mine = start()
    mine.onAnswer((raw) => {
      const answer = answerSchema.parse(raw)
      if (answer.n === waiting?.n) waiting.done(answer)
    })
    mine.onEnd((why) => {
      if (thread !== mine) return
      thread = null
      waiting?.done({ n: last, error: why })
    })
    return mine
  }
  return async (id) => {
    stay?.()
    thread ??= begin()
    const n = ++last
    const asked = thread
    const answer = await new Promise<z.infer<typeof answerSchema>>((done) => {
      waiting = { n, done }
      asked.ask({ n, id })
    })
    waiting = null
    stay = idle(rest)
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.made ?? null
  }
}
