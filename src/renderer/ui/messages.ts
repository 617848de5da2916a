// Short words at the foot of the window, spoken by a screen reader too.

import { Toast } from '@base-ui/react/toast'
import type { Lengthy } from './lengthy'

/** What can be done about a message beside its action, while it stays: its button says `busy` until that is over. */
export type SlowAction = { readonly label: string; readonly busy: string; readonly run: () => Promise<void> }

export type MessageOptions = {
  readonly more?: string
  /** Puts the message away. */
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly second?: SlowAction
  /** A failure stays until it is put away, and is read out at once. */
  readonly failure?: boolean
}

/** What a message carries besides its words. */
export type MessageData = { readonly second?: SlowAction }

export const createMessages = () => {
  const manager = Toast.createToastManager<MessageData>()
  return {
    manager,
    /** Answers how to put the message away before its time. */
    say: (title: string, { more, action, second, failure = false }: MessageOptions = {}): (() => void) => {
      const id: string = manager.add({
        title,
        ...(more === undefined ? {} : { description: more }),
        ...(second === undefined ? {} : { data: { second } }),
        ...(action === undefined
          ? {}
          : {
              actionProps: {
                children: action.label,
                onClick: () => {
                  action.run()
                  manager.close(id)
                },
              },
            }),
        // Long enough to be read, and for an action to be reached.
        timeout: failure ? 0 : action ? 8000 : more ? 7000 : 4500,
        priority: failure ? 'high' : 'low',
      })
      return () => manager.close(id)
    },
    /**
     * For work on many things that the person waits for: after half a second a message says how far it is, with the way to stop. `over`
     * puts it away.
     */
    lengthy: (title: string): Lengthy & { readonly over: () => void } => {
      let stopped = false
      let id: string | null = null
      let far = ''
      const timer = setTimeout(() => {
        id = manager.add({
          title,
          description: far,
          timeout: 0,
          priority: 'low',
          actionProps: {
            children: 'Stop',
            onClick: () => {
              stopped = true
            },
          },
        })
      }, 500)
      return {
        isStopped: () => stopped,
        onProgress: (done, total) => {
          far = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
          if (id !== null) manager.update(id, { description: far })
        },
        over: () => {
          clearTimeout(timer)
          if (id !== null) manager.close(id)
        },
      }
    },
  }
}
export type Messages = ReturnType<typeof createMessages>
