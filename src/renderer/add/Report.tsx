import { CircleAlert, CircleCheck, CopyPlus, FileAudio, FileSearch, History, ListPlus, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import type { Opened } from '../../ipc/contract'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import type { Dialog } from '../desk/dialogs'
import { outcomeWords } from '../library/intake'
import { restore } from '../library/shelf'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import './add.css'

const signs = {
  added: <CircleCheck size={15} />,
  known: <History size={15} />,
  beside: <CopyPlus size={15} />,
  trashed: <Trash2 size={15} />,
  ids: <ListPlus size={15} />,
  recording: <FileAudio size={15} />,
  preview: <FileSearch size={15} />,
  refused: <CircleAlert size={15} />,
} as const

const Name = ({ one, onOpen }: { readonly one: Opened; readonly onOpen: () => void }) => {
  const { desk } = useCaesura()
  const { outcome } = one
  if (outcome.kind !== 'added' && outcome.kind !== 'known' && outcome.kind !== 'beside') return one.name
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        void desk.select(outcome.jobId)
        onOpen()
      }}
    >
      {one.name}
    </button>
  )
}

/** The way back for what lies in the trash. */
const Restore = ({ one: { outcome } }: { readonly one: Opened }) => {
  const app = useCaesura()
  const isThere = useStore(
    app.library.store,
    ({ trash }) => outcome.kind === 'trashed' && trash.some(({ id }) => id === outcome.jobId),
  )
  if (outcome.kind !== 'trashed') return null
  if (!isThere) return '· restored'
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        const job = app.library.job(outcome.jobId)
        if (job !== undefined) void restore(app, [job], true)
      }}
    >
      Restore
    </button>
  )
}

/** What became of several files, one line each; what is left to ask about them comes after it. */
export const Report = ({ opened, next }: { readonly opened: readonly Opened[]; readonly next: Dialog | null }) => {
  const { dialogs } = useCaesura()
  const done = useRef<HTMLButtonElement>(null)
  const refused = opened.filter(({ outcome }) => outcome.kind === 'refused').length
  const fine = opened.filter(
    ({ outcome: { kind } }) => kind === 'added' || kind === 'known' || kind === 'beside',
  ).length
  const close = () => (next === null ? dialogs.hide() : dialogs.show(next))
  return (
    <Sheet
      title={
        refused === 0 && fine === opened.length
          ? `${plural(fine, 'file')} opened`
          : `${fine} of ${plural(opened.length, 'file')} opened`
      }
      onClose={close}
      firstFocus={done}
      foot={
        <>
          <div className="grow" />
          <Button ref={done} look="primary" onClick={close}>
            {next === null ? 'Done' : 'Next…'}
          </Button>
        </>
      }
    >
      <ul className="report">
        {opened.map((one, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a fixed list in which names may repeat
          <li key={index} data-kind={one.outcome.kind}>
            {signs[one.outcome.kind]}
            <div>
              <div className="report-name">
                <Name one={one} onOpen={close} />
              </div>
              <div className="report-says">
                {outcomeWords(one)} <Restore one={one} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
