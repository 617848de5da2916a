// A key that Pictory refuses: said once, taken back when it is settled elsewhere, and tried again without typing it.

import type { Caesura } from '../desk/caesura'
import type { KeyStatus } from '../../ipc/contract'

const isRefused = (key: KeyStatus | null): boolean => key?.kind === 'kept' && key.refused

export const tryKeyAgain = { label: 'Try this key again', busy: 'Asking Pictory about it…' } as const

type Parts = Pick<Caesura, 'bridge' | 'library' | 'messages' | 'dialogs'>

/** Asks Pictory once more about the key there is; takes some seconds at most. */
export const retryKey = async ({ bridge, library, messages }: Parts): Promise<void> => {
  const tried = await bridge.retryKey()
  if (!tried.ok) {
    messages.say('The key could not be tried.', { more: tried.message, failure: true })
    return
  }
  library.store.setState({ key: tried.value })
  if (isRefused(tried.value))
    messages.say('Pictory still refuses this key.', { more: 'Polling rests until it works or is replaced.' })
  else if (tried.value.kind === 'kept') messages.say('The key is in use again.', { more: 'Polling goes on.' })
}

/** Answers how to stop watching. */
export const watchKey = (app: Parts): (() => void) => {
  const { library, messages, dialogs } = app
  let away: (() => void) | null = null
  return library.store.subscribe(({ key }, { key: before }) => {
    if (key === before) return
    if (!isRefused(key)) {
      away?.()
      away = null
      return
    }
    // Said again of the same key it is no news.
    if (isRefused(before)) return
    away = messages.say('Pictory refused the key.', {
      more: 'Polling rests. Nothing is lost: it goes on when the key is replaced, or is tried again and works.',
      failure: true,
      action: { label: 'Replace the key…', run: () => dialogs.show({ kind: 'key' }) },
      second: { ...tryKeyAgain, run: () => retryKey(app) },
    })
  })
}
