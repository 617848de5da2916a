// The calls about the API key: a key is tried at Pictory before it takes the place of another, and a refused one can be tried again.

import { checkKey } from '../core/job/key'
import { fail, ok } from '../core/result'
import type { Handlers } from './door'
import type { Client, Heed } from './pictory/types'
import type { Secrets } from './secrets'

/** A person waits in front of the dialog; with its turn in the line included. */
const trialMs = 6_000

export type KeyCallsDeps = {
  readonly secrets: Pick<Secrets, 'key' | 'status' | 'set' | 'forget'>
  readonly client: Pick<Client, 'tryKey'>
  /** Aborted after so long, or when the app ends. */
  readonly timeout: (ms: number) => AbortSignal
  /** Another key is kept, or none. */
  readonly changed: () => void
  /** What an answer to a question with this key means for all others. */
  readonly heedFor: (key: string) => Heed
}

export const createKeyCalls = ({
  secrets,
  client,
  timeout,
  changed,
  heedFor,
}: KeyCallsDeps): Pick<Handlers, 'keyStatus' | 'setKey' | 'retryKey' | 'forgetKey'> => {
  /** Counts what the person ordered: a trial that is answered late changes nothing that was ordered after it. */
  let orders = 0

  return {
    keyStatus: async () => ok(await secrets.status()),

    setKey: async ({ key }) => {
      const checked = checkKey(key)
      if (!checked.ok) return checked
      const mine = ++orders
      const trial = await client.tryKey(checked.value, timeout(trialMs))
      if (mine !== orders) return fail('aborted', 'Something else was done with the key meanwhile.')
      if (trial.kind === 'refused')
        return fail('key-refused', 'Pictory refuses this key. Check it, and paste it again.')
      // What nobody can tell is no refusal: polling finds out.
      const status = await secrets.set(checked.value)
      changed()
      return status
    },

    retryKey: async () => {
      await secrets.status()
      const key = secrets.key()
      if (key === null) return fail('no-key', 'There is no API key yet.')
      const trial = await client.tryKey(key, timeout(trialMs))
      heedFor(key)(trial.kind === 'refused' ? { kind: 'key-refused', message: trial.message } : { kind: 'accepted' })
      return ok(await secrets.status())
    },

    forgetKey: async () => {
      orders++
      const status = await secrets.forget()
      changed()
      return status
    },
  }
}
