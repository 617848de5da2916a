// The keychain process: its own program, started by src/main/keychain.ts for one question and ended after it. keytar stays out of
// main because a hung keychain daemon would make the app impossible to quit for 50 s; a process of its own is simply killed.

import { z } from 'zod'

const questionSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('get'), service: z.string(), account: z.string() }),
  z.object({ verb: z.literal('set'), service: z.string(), account: z.string(), secret: z.string() }),
  z.object({ verb: z.literal('delete'), service: z.string(), account: z.string() }),
])
export type Question = z.infer<typeof questionSchema>

const ask = async (data: unknown): Promise<string | null> => {
  const question = questionSchema.parse(data)
  const { default: keytar } = await import('keytar')
  switch (question.verb) {
    case 'get':
      return keytar.getPassword(question.service, question.account)
    case 'set':
      await keytar.setPassword(question.service, question.account, question.secret)
      return null
    case 'delete':
      await keytar.deletePassword(question.service, question.account)
      return null
  }
}

/* oxlint-disable unicorn/require-post-message-target-origin -- a port between processes, not a window */
process.parentPort.on('message', ({ data }) => {
  ask(data).then(
    (value) => process.parentPort.postMessage({ ok: true, value }),
    (error: unknown) =>
      process.parentPort.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) }),
  )
})
