// Regular expressions in a thread of their own, which is ended when one takes too long; the next one gets a new thread.

import type { findIn } from '../../core/transcript/find'
import { fail, type Result } from '../../core/result'
import type { Question } from './expression.worker'

export type Answer = ReturnType<typeof findIn>

/** The thread as it is used here. */
export type Thread = {
  readonly ask: (question: Question) => void
  readonly end: () => void
}

export type Expressions = {
  /** 'slow' where it took longer than the deadline; 'aborted' where a newer question came. */
  readonly find: (question: Question) => Promise<Answer | Result<never, 'slow' | 'aborted'>>
}

/** @param setTimer runs something after so many ms; the answer calls it off. */
export const createExpressions = (
  start: (onAnswer: (answer: Answer) => void) => Thread,
  setTimer: (run: () => void, ms: number) => () => void,
  deadlineMs = 1500,
): Expressions => {
  let thread: Thread | null = null
  let settle: ((answer: Answer | Result<never, 'slow' | 'aborted'>) => void) | null = null
  const answer = (value: Answer | Result<never, 'slow' | 'aborted'>) => {
    settle?.(value)
    settle = null
  }
  return {
    find: (question) => {
      if (settle !== null) {
        // It is still at the one before: that thread may never come back.
        thread?.end()
        thread = null
        answer(fail('aborted', 'Another text is looked for.'))
      }
      return new Promise((resolve) => {
        if (thread === null) {
          const one = start((value) => {
            if (thread === one) answer(value)
          })
          thread = one
        }
        const mine = thread
        const callOff = setTimer(() => {
          if (thread !== mine || settle === null) return
          mine.end()
          thread = null
          answer(
            fail('slow', 'This expression takes too long. Make it simpler: one repetition inside another is slow.'),
          )
        }, deadlineMs)
        settle = (value) => {
          callOff()
          resolve(value)
        }
        mine.ask(question)
      })
    },
  }
}
