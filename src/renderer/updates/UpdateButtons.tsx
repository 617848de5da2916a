// What can be done about an update now; the same in the notice and in the settings.

import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { UpdateOrder } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import './updates.css'

const Choices = ({
  inNotice,
  order,
}: {
  readonly inNotice: boolean
  readonly order: (what: UpdateOrder) => Promise<void>
}) => {
  const { messages, updates } = useCaesura()
  const { state } = useStore(updates.store)
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
              Copy address
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

export const UpdateButtons = ({ inNotice = false }: { readonly inNotice?: boolean }) => {
  const { updates } = useCaesura()
  const kind = useStore(updates.store, ({ state }) => state.kind)
  const box = useRef<HTMLDivElement>(null)
  const ordered = useRef(false)
  const before = useRef(kind)
  // An order takes its own button away: the keyboard goes on with what can be ordered then.
  useEffect(() => {
    if (kind === before.current) return
    before.current = kind
    if (!ordered.current) return
    if (document.activeElement === document.body || document.activeElement?.getAttribute('role') === 'dialog')
      box.current?.querySelector('button')?.focus()
  }, [kind])
  return (
    <div
      ref={box}
      className="update-choices"
      onBlur={({ relatedTarget }) => {
        // To another place by the person's own wish, and not because the button went.
        if (relatedTarget !== null) ordered.current = false
      }}
    >
      <Choices
        inNotice={inNotice}
        order={(what) => {
          ordered.current = true
          return updates.order(what)
        }}
      />
    </div>
  )
}
