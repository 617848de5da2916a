// What the person is told when a part of the app failed.

import type { Events } from '../../ipc/contract'
import type { Caesura } from '../desk/caesura'

const words: Readonly<Record<Events['trouble']['kind'], { readonly title: string; readonly more: string }>> = {
  restarted: {
    title: 'The window had stopped and was started again.',
    more: 'Everything that was saved is here. What was typed in the last second may be missing.',
  },
  failed: {
    title: 'Something in Caesura failed.',
    more: 'What was saved is safe. If anything is odd from now on, quit and start again.',
  },
}

export const tellCrash = ({ messages, bridge }: Caesura, kind: Events['trouble']['kind']): void => {
  const { title, more } = words[kind]
  messages.say(title, { more, failure: true, action: { label: 'Show the log', run: () => void bridge.showLog() } })
}
