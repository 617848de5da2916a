import { Menu } from '@base-ui/react/menu'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Speaker } from '../../core/transcript/model'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { plural, short } from '../ui/times'
import { IconButton } from '../ui/Button'
import { Tip } from '../ui/Tip'
import { remove, renameOrAsk } from './changes'
import { ColourItems } from './ColourItems'
import { speakerPaint } from './colours'

const Name = ({ document, speaker }: { readonly document: OpenDocument; readonly speaker: Speaker }) => {
  const app = useCaesura()
  const [draft, setDraft] = useState<string | null>(null)
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const field = useRef<HTMLInputElement>(null)
  const editing = draft !== null
  useEffect(() => {
    if (editing) field.current?.select()
  }, [editing])
  const keep = () => {
    if (draft !== null) renameOrAsk(app, speaker.id, draft)
    setDraft(null)
  }
  if (draft !== null)
    return (
      <input
        ref={field}
        className="speaker-name"
        aria-label={`Name of ${speaker.name}`}
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
    )
  return (
    <button
      type="button"
      className="speaker-name one-line"
      title="Rename everywhere"
      disabled={readOnly}
      onClick={() => setDraft(speaker.name)}
    >
      {speaker.name}
    </button>
  )
}

const Colour = ({
  speaker,
  index,
  readOnly,
}: {
  readonly speaker: Speaker
  readonly index: number
  readonly readOnly: boolean
}) => (
  <Menu.Root>
    <Menu.Trigger
      className="speaker-colour"
      aria-label={`Colour of ${speaker.name}`}
      title={`Colour of ${speaker.name}`}
      disabled={readOnly}
    >
      <span className="speaker-mark" style={{ background: speakerPaint(speaker, index) }} />
    </Menu.Trigger>
    <Menu.Portal>
      <Menu.Positioner className="positioner" align="start" sideOffset={4} collisionPadding={8}>
        <Menu.Popup className="pop">
          <ColourItems speaker={speaker} index={index} />
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  </Menu.Root>
)

export const Speakers = ({ document }: { readonly document: OpenDocument }) => {
  const speakers = useStore(document.session.store, (state) => state.transcript.speakers)
  const app = useCaesura()
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const shares = useStore(document.derived.store, (state) => state.shares)
  let allMs = 0
  for (const { talkMs } of shares.values()) allMs += talkMs
  return (
    <div className="speaker-list">
      <ul aria-label="Speakers">
        {speakers.map((speaker, index) => {
          const share = shares.get(speaker.id) ?? { talkMs: 0, words: 0, paragraphs: 0 }
          const part = allMs === 0 ? 0 : share.talkMs / allMs
          const colour = speakerPaint(speaker, index)
          return (
            <li key={speaker.id} className="speaker">
              <Colour speaker={speaker} index={index} readOnly={readOnly} />
              <Name document={document} speaker={speaker} />
              {share.paragraphs === 0 && !readOnly ? (
                <Tip says={`Remove ${speaker.name}, who speaks nothing`}>
                  <IconButton label={`Remove ${speaker.name}`} size="small" onClick={() => remove(app, speaker.id)}>
                    <X size={14} />
                  </IconButton>
                </Tip>
              ) : (
                <span className="speaker-share">{part > 0 && part < 0.01 ? '< 1' : Math.round(part * 100)} %</span>
              )}
              <div className="speaker-bar" aria-hidden>
                <i style={{ background: colour, transform: `scaleX(${part})` }} />
              </div>
              <div className="speaker-line">
                {short(share.talkMs)} · {plural(share.words, 'word')} · {plural(share.paragraphs, 'paragraph')}
              </div>
            </li>
          )
        })}
      </ul>
      <p className="pane-fine">
        A name changes everywhere at once. To say who speaks one paragraph, click its name in the transcript. The mark
        beside a name chooses its colour.
      </p>
    </div>
  )
}
