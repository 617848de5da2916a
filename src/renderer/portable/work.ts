// The long works with the whole library, as the window knows them. Main owns the truth: this store follows its event.

import { createStore } from 'zustand/vanilla'
import type { Bridge } from '../../ipc/bridge'
import type { Work, WorkKind } from '../../ipc/contract'

export const createWork = (bridge: Pick<Bridge, 'work' | 'on'>) => {
  const store = createStore<Work>(() => ({ kind: 'none' }))
  const stop = bridge.on('workChanged', (work) => store.setState(work, true))
  return {
    store,
    /** For a page that came later than the work. */
    load: async () => {
      const now = await bridge.work()
      if (now.ok && store.getState().kind === 'none') store.setState(now.value, true)
    },
    /** What has ended is put away. */
    clear: () => {
      if (store.getState().kind === 'ended') store.setState({ kind: 'none' }, true)
    },
    close: stop,
  }
}
export type WorkWindow = ReturnType<typeof createWork>

/** What is going on, as a title. */
export const workTitles: Readonly<Record<WorkKind, string>> = {
  'back-up': 'Backing up all jobs',
  'bring-back': 'Bringing in a back-up',
  move: 'Moving the library',
  check: 'Checking the library',
}

export const percent = (share: number): number => Math.round(share * 100)
