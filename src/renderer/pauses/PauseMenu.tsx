import { Menu } from '@base-ui/react/menu'
import { ListFilter, RotateCcw, Scissors, SplitSquareHorizontal } from 'lucide-react'
import { useStore } from 'zustand'
import { silenceAt } from '../../core/transcript/cuts'
import { pauseLength } from '../../core/transcript/pauses'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import type { PauseMenu as PauseMenuAt } from '../desk/dialogs'
import { cutInWords } from '../editor/marks'
import { keepOne } from './changes'

/** To what a pause is shortened with one press, in ms. */
const lengths = [1000, 500, 300, 100] as const

/** What can be done with one silence. It is anchored where its mark was when it was clicked, or at the caret. */
export const PauseMenu = ({ document, at }: { readonly document: OpenDocument; readonly at: PauseMenuAt }) => {
  const app = useCaesura()
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const silence = silenceAt(transcript, at.index, at.wordsBefore)
  if (silence === null) return null
  const { startMs, endMs, cutMs } = silence
  const ms = endMs - startMs
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : app.dialogs.pauseMenu(null))}>
      <Menu.Portal>
        <Menu.Positioner
          className="positioner"
          anchor={{ getBoundingClientRect: () => at.anchor }}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup
            className="pop"
            aria-label={cutMs > 0 ? cutInWords(silence) : `Pause, ${pauseLength(ms)}`}
            finalFocus={() => {
              if (app.dialogs.store.getState().dialog === null) app.desk.store.getState().surface?.focus()
              return false
            }}
          >
            <Menu.Group>
              <Menu.GroupLabel className="pop-label number">
                Pause of {pauseLength(ms)}
                {cutMs > 0 ? ` · ${pauseLength(cutMs)} cut` : ''}
              </Menu.GroupLabel>
              {cutMs === ms ? null : (
                <Menu.Item className="pop-item" disabled={readOnly} onClick={() => keepOne(app, at, 0)}>
                  <Scissors size={15} /> <span className="grow">Cut it</span>
                </Menu.Item>
              )}
              {lengths
                .filter((keep) => keep < ms && ms - keep !== cutMs)
                .map((keep) => (
                  <Menu.Item
                    key={keep}
                    className="pop-item number"
                    disabled={readOnly}
                    onClick={() => keepOne(app, at, keep)}
                  >
                    <span className="pop-gap" /> <span className="grow">Shorten to {pauseLength(keep)}</span>
                  </Menu.Item>
                ))}
              {cutMs === 0 ? null : (
                <Menu.Item className="pop-item" disabled={readOnly} onClick={() => keepOne(app, at, 'all')}>
                  <RotateCcw size={15} /> <span className="grow">Restore it</span>
                </Menu.Item>
              )}
            </Menu.Group>
            <div className="pop-line" />
            <Menu.Item
              className="pop-item"
              disabled={readOnly || at.wordsBefore === 0}
              onClick={() => app.desk.store.getState().surface?.splitAt(at.index, at.wordsBefore)}
            >
              <SplitSquareHorizontal size={15} /> <span className="grow">Split the paragraph here</span>
            </Menu.Item>
            <Menu.Item
              className="pop-item"
              disabled={readOnly}
              onClick={() => app.dialogs.show({ kind: 'pauses', overMs: Math.max(0, ms - 1), wish: 'shorten' })}
            >
              <ListFilter size={15} /> <span className="grow">All pauses as long as this…</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
