// How Caesura deals with Pictory while nobody looks, as the window knows it. Main owns the truth: this store follows its event.

import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../../ipc/bridge'
import type { Service, ServiceWishes } from '../../ipc/contract'

export type ServiceState = {
  /** null until main has told. */
  readonly service: Service | null
  /** Why the last change or look did not work; null when it did. */
  readonly trouble: string | null
}

type Answer = Awaited<ReturnType<Bridge['service']>>

export const createService = (bridge: Pick<Bridge, 'service' | 'changeService' | 'renewReceiver' | 'on'>) => {
  const store = createStore<ServiceState>(() => ({ service: null, trouble: null }))
  const take = (answer: Answer) =>
    store.setState(answer.ok ? { service: answer.value, trouble: null } : { trouble: answer.message })
  const stop = bridge.on('serviceChanged', (service) => store.setState({ service }))
  return {
    store,
    load: async () => take(await bridge.service()),
    /** The other wishes stay as they are. */
    change: async (wishes: Partial<ServiceWishes>) => {
      const { service } = store.getState()
      if (service !== null) take(await bridge.changeService({ wishes: { ...service.wishes, ...wishes } }))
    },
    renew: async () => take(await bridge.renewReceiver()),
    close: stop,
  }
}
export type ServiceWindow = ReturnType<typeof createService>
