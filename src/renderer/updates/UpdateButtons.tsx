// What can be done about an update now; the same in the notice and in the settings.

import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'

export const UpdateButtons = ({ inNotice = false }: { readonly inNotice?: boolean }) => {
  const { messages, updates } = useCaesura()
  const { state } = useStore(updates.store)
  const { order } = updates
  const later = (words: string) =>
    inNotice ? (
      <Button size="small" look="plain" onClick={() => void order('later')}>
        {words}
      </Button>
    ) : null
  switch (state.kind) {
    case 'idle':
    case 'newest':
      return (
        <Button size="small" onClick={() => void order('look')}>
          Look for updates
        </Button>
      )
    case 'looking':
      return (
        <Button size="small" aria-disabled>
          Looking…
        </Button>
      )
    case 'found': {
      const { byHand } = state
      if (byHand === null)
        return (
          <>
            <Button size="small" look="primary" onClick={() => void order('download')}>
              Download
            </Button>
            {later('Not now')}
          </>
        )
      const { page } = byHand
      return (
        <>
          {page === null ? null : (
            <Button
              size="small"
              onClick={() =>
                void navigator.clipboard.writeText(page).then(
                  () => messages.say('The address is copied.'),
                  () => messages.say('The address could not be copied.', { more: page, failure: true }),
                )
              }
            >
              Copy the page’s address
            </Button>
          )}
          {later('Not now')}
        </>
      )
    }
    case 'downloading':
      return (
        <Button size="small" onClick={() => void order('cancel')}>
          Cancel
        </Button>
      )
    case 'ready':
      return (
        <>
          <Button size="small" look="primary" onClick={() => void order('install')}>
            Restart and install
          </Button>
          {later('Later')}
        </>
      )
    case 'waiting':
      return (
        <Button size="small" onClick={() => void order('later')}>
          Do not restart
        </Button>
      )
    case 'failed':
      return (
        <>
          <Button size="small" onClick={() => void order(state.during)}>
            {state.during === 'look' ? 'Look again' : 'Try again'}
          </Button>
          {later('Not now')}
        </>
      )
  }
}
