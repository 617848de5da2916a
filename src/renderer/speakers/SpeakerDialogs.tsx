import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { NameSheet } from '../ui/NameSheet'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { addAndAssign, merge, nameOf, renameOrAsk } from './changes'

export const RenameSpeaker = ({
  document,
  speakerId,
}: {
  readonly document: OpenDocument
  readonly speakerId: string
}) => {
  const app = useCaesura()
  const name = useStore(document.session.store, (state) => nameOf(state.transcript, speakerId))
  return (
    <NameSheet
      title={`Rename ${name}`}
      lead="The name changes everywhere in this transcript and in its captions."
      label="Name"
      start={name}
      action="Rename"
      onClose={app.dialogs.hide}
      onName={(wanted) => {
        if (wanted === name) app.dialogs.hide()
        else renameOrAsk(app, speakerId, wanted)
        return null
      }}
    />
  )
}

export const NewSpeaker = ({ paragraphId }: { readonly paragraphId: string }) => {
  const app = useCaesura()
  const [trouble, setTrouble] = useState<string | null>(null)
  return (
    <NameSheet
      title="New speaker"
      lead="Who speaks this paragraph?"
      label="Name"
      start=""
      action="Add"
      trouble={trouble}
      onClose={app.dialogs.hide}
      onName={(wanted) => {
        const refused = addAndAssign(app, paragraphId, wanted)
        setTrouble(refused)
        if (refused === null) app.dialogs.hide()
        return refused
      }}
    />
  )
}

export const MergeSpeakers = ({
  document,
  speakerId,
  intoId,
}: {
  readonly document: OpenDocument
  readonly speakerId: string
  readonly intoId: string
}) => {
  const app = useCaesura()
  const from = useStore(document.session.store, (state) => nameOf(state.transcript, speakerId))
  const into = useStore(document.session.store, (state) => nameOf(state.transcript, intoId))
  const count = useStore(document.derived.store, (state) => state.shares.get(speakerId)?.paragraphs ?? 0)
  const go = useRef<HTMLButtonElement>(null)
  return (
    <Sheet
      title={`Are ${from} and ${into} the same person?`}
      lead={`There is a speaker called ${into} already. Merging gives the ${plural(count, 'paragraph')} of ${from} to ${into}. One undo brings both back.`}
      onClose={app.dialogs.hide}
      firstFocus={go}
      foot={
        <>
          <div className="grow" />
          <Button onClick={app.dialogs.hide}>Keep both</Button>
          <Button
            ref={go}
            look="primary"
            onClick={() => {
              merge(app, speakerId, intoId)
              app.dialogs.hide()
            }}
          >
            Merge into {into}
          </Button>
        </>
      }
    >
      {null}
    </Sheet>
  )
}
