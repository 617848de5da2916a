import { expect, it } from 'vitest'
import { ok } from '../../core/result'
import { createExpressions, type Answer } from './expressions'

const world = () => {
  const threads: { readonly answer: (answer: Answer) => void; ended: boolean; asked: number }[] = []
  let due: (() => void) | null = null
  const expressions = createExpressions(
    (onAnswer) => {
      const thread = { answer: onAnswer, ended: false, asked: 0 }
      threads.push(thread)
      return {
        ask: () => void thread.asked++,
        end: () => {
          thread.ended = true
        },
      }
    },
    (run) => {
      due = run
      return () => (due = null)
    },
  )
  return { threads, expressions, late: () => due?.() }
}
const question = { lines: [], wanted: { text: 'a', matchCase: false, wholeWords: false, regexp: true }, by: null }

it('uses one thread for as long as it answers', async () => {
  const { threads, expressions } = world()
  for (let n = 0; n < 2; n++) {
    const found = expressions.find(question)
    threads[0]?.answer(ok([]))
    expect(await found).toEqual(ok([]))
  }
  expect(threads.map(({ asked, ended }) => [asked, ended])).toEqual([[2, false]])
})

it('ends a thread that takes too long, and says so; the next question has a new one', async () => {
  const { threads, expressions, late } = world()
  const slow = expressions.find(question)
  late()
  expect(await slow).toMatchObject({ ok: false, code: 'slow' })
  expect(threads[0]?.ended).toBe(true)
  const next = expressions.find(question)
  threads[0]?.answer(ok([{ line: 0, from: 0, to: 1, by: null }]))
  threads[1]?.answer(ok([]))
  expect(await next).toEqual(ok([]))
})

it('gives up a question that a newer one follows', async () => {
  const { threads, expressions } = world()
  const first = expressions.find(question)
  const second = expressions.find(question)
  expect(await first).toMatchObject({ ok: false, code: 'aborted' })
  expect(threads[0]?.ended).toBe(true)
  threads[1]?.answer(ok([]))
  expect(await second).toEqual(ok([]))
})
