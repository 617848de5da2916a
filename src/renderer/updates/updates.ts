// Updates as the window knows them. Main owns the truth: this store follows its event and passes on what the person orders.

import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../../ipc/bridge'
import type { UpdateOrder, Updates } from '../../ipc/contract'
import { ago } from '../ui/times'

const none: Updates = { from: null, daily: false, lookedAt: null, aside: false, state: { kind: 'idle' } }

export const createUpdatesWindow = (bridge: Pick<Bridge, 'updates' | 'on'>) => {
  const store = createStore<Updates>(() => none)
  const close = bridge.on('updatesChanged', (updates) => store.setState(updates, true))
  const order = async (what: UpdateOrder): Promise<void> => {
    const answer = await bridge.updates({ order: what })
    if (answer.ok) store.setState(answer.value, true)
  }
  return { store, order, close }
}
export type UpdatesWindow = ReturnType<typeof createUpdatesWindow>

/** How it stands, as one sentence for the settings. `now` is wall-clock ms. */
export const updateWords = ({ from, lookedAt, state }: Updates, now: number): string => {
  if (from === null) return 'This build looks for no updates.'
  switch (state.kind) {
    case 'idle':
      return lookedAt === null ? `Not looked for yet. ${from} would be asked.` : `Last looked ${ago(lookedAt, now)}.`
    case 'looking':
      return `Asking ${from}…`
    case 'newest':
      return 'There is none: this is the newest version.'
    case 'found':
      return `Version ${state.version} is there.`
    case 'downloading':
      return `Version ${state.version} is being downloaded, ${Math.floor(state.share * 100)} %.`
    case 'ready':
      return `Version ${state.version} is downloaded. Nothing is installed before you say so.`
    case 'waiting':
      return `Waiting to restart into version ${state.version}. ${state.why}`
    case 'failed':
      return state.message
  }
}
