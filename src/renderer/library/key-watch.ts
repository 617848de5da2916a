// Asks once for another key when Pictory refuses the one there is, and takes the question back when it is answered elsewhere.

import type { Caesura } from '../desk/caesura'
import type { KeyStatus } from '../../ipc/contract'

const isRefused = (key: KeyStatus | null): boolean => key?.kind === 'kept' && key.refused

export const watchKey = ({
  library,
  messages,
  dialogs,
}: Pick<Caesura, 'library' | 'messages' | 'dialogs'>): (() => void) => {
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
      more: 'Polling rests. Nothing is lost: it goes on when the key is replaced.',
      failure: true,
      action: { label: 'Replace the key…', run: () => dialogs.show({ kind: 'key' }) },
    })
  })
}
