// The system keychain, asked through a process of its own (keys.ts): one question in flight, three seconds for an answer.

import { z } from 'zod'
import type { Question } from './keys'

export type Keychain = {
  readonly get: () => Promise<string | null>
  readonly set: (secret: string) => Promise<void>
  readonly delete: () => Promise<void>
}

/** The keychain process as it is used here. */
export type Child = {
  readonly ask: (question: Question) => void
  readonly onAnswer: (listener: (answer: unknown) => void) => void
  readonly onExit: (listener: (code: number) => void) => void
  readonly kill: () => void
}

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.string().nullable() }),
  z.object({ ok: z.literal(false), message: z.string() }),
])

const service = 'Caesura'
const account = 'Pictory API key'

/** Every promise settles within `limitMs` of its turn. @param fork starts the process. */
export const createKeychain = (fork: () => Child, limitMs = 3000): Keychain => {
  let turn: Promise<unknown> = Promise.resolve()
  const ask = (question: Question): Promise<string | null> => {
    const answer = turn.then(() => askOnce(fork, question, limitMs))
    turn = answer.catch(() => {})
    return answer
  }
  return {
    get: () => ask({ verb: 'get', service, account }),
    set: async (secret) => void (await ask({ verb: 'set', service, account, secret })),
    delete: async () => void (await ask({ verb: 'delete', service, account })),
  }
}

const askOnce = async (fork: () => Child, question: Question, limitMs: number): Promise<string | null> => {
  const child = fork()
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise<string | null>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`it did not answer in ${limitMs / 1000} s`)), limitMs)
      child.onAnswer((message) => {
        const answer = answerSchema.safeParse(message)
        if (!answer.success) reject(new Error('it answered nonsense'))
        else if (answer.data.ok) resolve(answer.data.value)
        else reject(new Error(answer.data.message))
      })
      child.onExit((code) => reject(new Error(`its process ended (${code})`)))
      child.ask(question)
    })
  } finally {
    clearTimeout(timer)
    child.kill()
  }
}
