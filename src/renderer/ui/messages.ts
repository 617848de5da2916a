// Short words at the foot of the window, spoken by a screen reader too.

import { Toast } from '@base-ui/react/toast'

export type MessageOptions = {
  readonly more?: string
  readonly action?: { readonly label: string; readonly run: () => void }
  /** A failure stays until it is put away, and is read out at once. */
  readonly failure?: boolean
}

export const createMessages = () => {
  const manager = Toast.createToastManager()
  return {
    manager,
    /** Answers how to put the message away before its time. */
    say: (title: string, { more, action, failure = false }: MessageOptions = {}): (() => void) => {
      const id: string = manager.add({
        title,
        ...(more === undefined ? {} : { description: more }),
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
        timeout: failure ? 0 : action ? 8000 : 4500,
        priority: failure ? 'high' : 'low',
      })
      return () => manager.close(id)
    },
  }
}
export type Messages = ReturnType<typeof createMessages>
