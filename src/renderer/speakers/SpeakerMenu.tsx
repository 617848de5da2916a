import { Menu } from '@base-ui/react/menu'
import { Check, ChevronRight, Palette, Pencil, RotateCcw, TextSelect, UserPlus, UsersRound } from 'lucide-react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import type { SpeakerMenu as SpeakerMenuAt } from '../desk/dialogs'
import { canRestore, restoreToOriginal } from '../history/restore'
import { assign, nameOf } from './changes'
import { ColourItems } from './ColourItems'
import { speakerPaint } from './colours'

/** What can be done at a paragraph's label. It is anchored where the label was when it was clicked. */
export const SpeakerMenu = ({ document, at }: { readonly document: OpenDocument; readonly at: SpeakerMenuAt }) => {
  const app = useCaesura()
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const { paragraphId, speakerId } = at
  const place = transcript.speakers.findIndex(({ id }) => id === speakerId)
  const spokenBy = transcript.speakers[place]
  const some = (app.desk.store.getState().surface?.selectedWords().size ?? 0) > 1
  const others = transcript.speakers.map((speaker, index) => ({ speaker, colour: speakerPaint(speaker, index) }))
  const items = (reach: 'paragraph' | 'from-here' | 'words') =>
    others.map(({ speaker, colour }) => (
      <Menu.Item key={speaker.id} className="pop-item" onClick={() => assign(app, paragraphId, speaker.id, reach)}>
        <span className="speaker-mark" style={{ background: colour }} />
        <span className="grow one-line">{speaker.name}</span>
        {speaker.id === speakerId ? <Check size={14} /> : null}
      </Menu.Item>
    ))
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : app.dialogs.speakerMenu(null))}>
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
            aria-label={`Who speaks here: ${nameOf(transcript, speakerId)}`}
            finalFocus={() => {
              app.desk.store.getState().surface?.focus()
              return false
            }}
          >
            <Menu.Item className="pop-item" onClick={() => app.dialogs.show({ kind: 'rename-speaker', speakerId })}>
              <Pencil size={15} /> <span className="grow">Rename {nameOf(transcript, speakerId)}…</span>
            </Menu.Item>
            {spokenBy === undefined ? null : (
              <Menu.SubmenuRoot>
                <Menu.SubmenuTrigger className="pop-item">
                  <Palette size={15} /> <span className="grow">Colour</span>
                  <ChevronRight size={14} />
                </Menu.SubmenuTrigger>
                <Menu.Portal>
                  <Menu.Positioner className="positioner" sideOffset={-2} alignOffset={-4} collisionPadding={8}>
                    <Menu.Popup className="pop">
                      <ColourItems speaker={spokenBy} index={place} />
                    </Menu.Popup>
                  </Menu.Positioner>
                </Menu.Portal>
              </Menu.SubmenuRoot>
            )}
            <div className="pop-line" />
            <Menu.Group>
              <Menu.GroupLabel className="pop-label">This paragraph is spoken by</Menu.GroupLabel>
              {items('paragraph')}
              <Menu.Item className="pop-item" onClick={() => app.dialogs.show({ kind: 'new-speaker', paragraphId })}>
                <UserPlus size={15} /> <span className="grow">New speaker…</span>
              </Menu.Item>
            </Menu.Group>
            <div className="pop-line" />
            <Menu.SubmenuRoot>
              <Menu.SubmenuTrigger className="pop-item">
                <UsersRound size={15} /> <span className="grow">From here to the next change</span>
                <ChevronRight size={14} />
              </Menu.SubmenuTrigger>
              <Menu.Portal>
                <Menu.Positioner className="positioner" sideOffset={-2} alignOffset={-4} collisionPadding={8}>
                  <Menu.Popup className="pop">{items('from-here')}</Menu.Popup>
                </Menu.Positioner>
              </Menu.Portal>
            </Menu.SubmenuRoot>
            <Menu.SubmenuRoot>
              <Menu.SubmenuTrigger className="pop-item">
                <TextSelect size={15} />{' '}
                <span className="grow">{some ? 'The selected words' : 'From the caret on'}</span>
                <ChevronRight size={14} />
              </Menu.SubmenuTrigger>
              <Menu.Portal>
                <Menu.Positioner className="positioner" sideOffset={-2} alignOffset={-4} collisionPadding={8}>
                  <Menu.Popup className="pop">{items('words')}</Menu.Popup>
                </Menu.Positioner>
              </Menu.Portal>
            </Menu.SubmenuRoot>
            <div className="pop-line" />
            <Menu.Item
              className="pop-item"
              disabled={!canRestore(app, { kind: 'paragraph', id: paragraphId })}
              onClick={() => void restoreToOriginal(app, { kind: 'paragraph', id: paragraphId })}
            >
              <RotateCcw size={15} /> <span className="grow">Restore this paragraph to the original</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
