// How Caesura deals with Pictory while nobody looks, as the person wishes it: kept in the preferences, and the webhook receiver as they say.

import { ok } from '../core/result'
import type { Service } from '../ipc/contract'
import type { Handlers } from './door'
import type { Receiver, ReceiverWishes } from './pictory/receiver'
import type { PreferenceStore } from './preferences'

export type ReceivingDeps = {
  readonly preferences: Pick<PreferenceStore, 'get' | 'set'>
  readonly receiver: Receiver
  /** 128 bits of the system's random or more, in letters of base64url. */
  readonly newToken: () => string
  /** Wishes other than the receiver's take effect. */
  readonly changed: (service: Service) => void
}

export type Receiving = {
  readonly service: () => Service
  /** Makes the receiver what the wishes say. */
  readonly apply: () => Promise<void>
  readonly handlers: Pick<Handlers, 'service' | 'changeService' | 'renewReceiver'>
}

export const createReceiving = ({ preferences, receiver, newToken, changed }: ReceivingDeps): Receiving => {
  /** What the receiver was last told to be; null: off. */
  let wished: ReceiverWishes | null = null

  const service = (): Service => ({ wishes: preferences.get().service, receiver: receiver.status() })

  const apply = async (): Promise<void> => {
    const { service: wishes, receiverToken } = preferences.get()
    const { on, port, publicUrl } = wishes.receiver
    if (!on) {
      const was = wished
      wished = null
      if (was !== null) await receiver.stop()
      return
    }
    const token = receiverToken ?? newToken()
    if (receiverToken === null) preferences.set({ receiverToken: token })
    const same = wished?.port === port && wished.publicUrl === publicUrl && wished.token === token
    // What failed is tried again: the port may be free by now.
    if (same && receiver.status().kind === 'listening') return
    wished = { port, publicUrl, token }
    await receiver.start(wished)
  }

  const answer = async () => {
    await apply()
    const now = service()
    changed(now)
    return ok(now)
  }

  return {
    service,
    apply,
    handlers: {
      service: async () => ok(service()),
      changeService: ({ wishes }) => {
        preferences.set({ service: wishes })
        return answer()
      },
      renewReceiver: () => {
        preferences.set({ receiverToken: newToken() })
        return answer()
      },
    },
  }
}
