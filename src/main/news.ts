// Events to the window. What happens before the page can listen waits for it (a file on the command line is opened while the
// page still loads); what happens while there is no window is told by the next page asking for the list.

import type { EventName, Events } from '../ipc/contract'

export type News = {
  readonly tell: <E extends EventName>(event: E, payload: Events[E]) => void
  /** The page's preload listens from now on. */
  readonly open: (send: (event: EventName, payload: unknown) => void) => void
  /** The page is gone or loading anew. */
  readonly shut: () => void
  readonly isOpen: () => boolean
}

const mostWaiting = 200
/** What a new page learns by asking as well: where too much waits, this goes first, the oldest of it. */
const asked: ReadonlySet<EventName> = new Set<EventName>([
  'jobsChanged',
  'jobForgotten',
  'jobBecame',
  'serviceChanged',
  'keyChanged',
  'searchChanged',
  'workChanged',
  'updatesChanged',
])

export const createNews = (): News => {
  let send: ((event: EventName, payload: unknown) => void) | null = null
  const waiting: [EventName, unknown][] = []
  return {
    tell: (event, payload) => {
      if (send !== null) {
        send(event, payload)
        return
      }
      waiting.push([event, payload])
      if (waiting.length <= mostWaiting) return
      const oldest = waiting.findIndex(([name]) => asked.has(name))
      waiting.splice(oldest === -1 ? mostWaiting : oldest, 1)
    },
    open: (to) => {
      send = to
      for (const [event, payload] of waiting.splice(0)) to(event, payload)
    },
    shut: () => (send = null),
    isOpen: () => send !== null,
  }
}
