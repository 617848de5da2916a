// The corrections a person always makes: kept for all jobs, applied to the open one after a look at each place.

import { ArrowRight, Plus, Trash2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import {
  corrections,
  longestEntry,
  mostEntries,
  whyNoEntry,
  type Correction,
  type Entry,
} from '../../core/transcript/glossary'
import { useCaesura } from '../desk/caesura'
import { sayUndoable } from '../desk/undoable'
import { Button, IconButton } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import './glossary.css'

const around = 34

/** The place with some of what stands around it. */
const Place = ({
  one,
  text,
  on,
  onChange,
}: {
  readonly one: Correction
  readonly text: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}) => (
  <li>
    <label className="glossary-place" dir="auto">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {one.from > around ? '… ' : ''}
        {text.slice(Math.max(0, one.from - around), one.from)}
        <s>{one.was}</s> <b>{one.by}</b>
        {text.slice(one.to, one.to + around)}
        {text.length > one.to + around ? ' …' : ''}
      </span>
    </label>
  </li>
)

const mostShown = 500

/** Every place that would be changed; what is not wanted is unticked. */
const Preview = ({
  found,
  lines,
  onBack,
}: {
  readonly found: readonly Correction[]
  readonly lines: readonly string[]
  readonly onBack: () => void
}) => {
  const app = useCaesura()
  const [left, setLeft] = useState<ReadonlySet<Correction>>(new Set())
  const chosen = found.filter((one) => !left.has(one))
  const apply = () => {
    app.dialogs.hide()
    const { surface } = app.desk.store.getState()
    if (surface?.replaceFound(chosen) !== true) return
    const session = app.desk.document()?.session
    if (session !== undefined) sayUndoable(app.messages, session, `${plural(chosen.length, 'place')} corrected.`)
  }
  return (
    <>
      <div className="dialog-body" tabIndex={0}>
        {found.length === 0 ? (
          <p className="pane-empty">Nothing in this job is written otherwise than the glossary says.</p>
        ) : (
          <ul className="glossary-places" aria-label="Places">
            {found.slice(0, mostShown).map((one) => (
              <Place
                key={`${one.line} ${one.from}`}
                one={one}
                text={lines[one.line] ?? ''}
                on={!left.has(one)}
                onChange={(on) => {
                  const next = new Set(left)
                  if (on) next.delete(one)
                  else next.add(one)
                  setLeft(next)
                }}
              />
            ))}
          </ul>
        )}
        {found.length > mostShown ? (
          <p className="field-note">
            And {(found.length - mostShown).toLocaleString('en')} more places of the same kinds.
          </p>
        ) : null}
      </div>
      <div className="dialog-foot">
        <div className="grow">
          <Button onClick={onBack}>Back</Button>
        </div>
        <Button onClick={app.dialogs.hide}>Cancel</Button>
        <Button look="primary" disabled={chosen.length === 0} onClick={apply}>
          Correct {plural(chosen.length, 'place')}
        </Button>
      </div>
    </>
  )
}

export const GlossarySheet = ({ find }: { readonly find: string }) => {
  const app = useCaesura()
  const { settings, desk, dialogs } = app
  const entries = useStore(settings.store, (state) => state.glossary)
  const [draft, setDraft] = useState<Entry>({ find, write: '', matchCase: false })
  const [trouble, setTrouble] = useState<string | null>(null)
  const [previewing, setPreviewing] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const surface = useStore(desk.store, (state) => state.surface)
  const readOnly = desk.document()?.session.store.getState().readOnly !== null
  const lines = useMemo(() => (previewing ? (surface?.lines() ?? []) : []), [previewing, surface])
  const found = useMemo(() => (previewing ? corrections(lines, entries) : []), [previewing, lines, entries])
  const add = () => {
    const why =
      whyNoEntry(draft) ?? (entries.length >= mostEntries ? `A glossary holds ${mostEntries} entries at most.` : null)
    setTrouble(why)
    if (why !== null) return
    const entry = { ...draft, find: draft.find.trim(), write: draft.write.trim() }
    settings.set({ glossary: [...entries.filter((one) => one.find !== entry.find), entry] })
    setDraft({ find: '', write: '', matchCase: false })
    first.current?.focus()
  }
  return (
    <Sheet
      roomy
      bare
      title={previewing ? 'Apply the glossary' : 'Glossary'}
      lead={
        previewing
          ? 'Untick what is right as it is. All of it is one change.'
          : 'How you always write it: names and words the recogniser gets wrong. It is kept for all jobs.'
      }
      onClose={dialogs.hide}
      firstFocus={find === '' ? first : second}
    >
      {previewing ? (
        <Preview found={found} lines={lines} onBack={() => setPreviewing(false)} />
      ) : (
        <>
          <div className="dialog-body">
            <form
              className="glossary-new"
              onSubmit={(event) => {
                event.preventDefault()
                add()
              }}
            >
              <input
                ref={first}
                className="input"
                aria-label="Find"
                placeholder="Find"
                maxLength={longestEntry}
                value={draft.find}
                onChange={(event) => setDraft({ ...draft, find: event.target.value })}
              />
              <ArrowRight size={15} />
              <input
                ref={second}
                className="input"
                aria-label="Write"
                placeholder="Write"
                maxLength={longestEntry}
                value={draft.write}
                aria-invalid={trouble !== null}
                aria-describedby="glossary-says"
                onChange={(event) => setDraft({ ...draft, write: event.target.value })}
              />
              <label className="glossary-case">
                <input
                  type="checkbox"
                  checked={draft.matchCase}
                  onChange={(event) => setDraft({ ...draft, matchCase: event.target.checked })}
                />
                Match case
              </label>
              <Button type="submit" size="small">
                <Plus size={14} /> Add
              </Button>
            </form>
            <p id="glossary-says" className="field-error" role={trouble === null ? undefined : 'alert'}>
              {trouble}
            </p>
            {entries.length === 0 ? <p className="pane-empty">Nothing is in the glossary yet.</p> : null}
            <ul className="glossary-entries" aria-label="Entries">
              {entries.map((entry) => (
                <li key={entry.find}>
                  <span className="grow one-line" dir="auto">
                    {entry.find}
                  </span>
                  <ArrowRight size={14} />
                  <span className="grow one-line" dir="auto">
                    {entry.write}
                  </span>
                  <span className="field-note">{entry.matchCase ? 'match case' : ''}</span>
                  <IconButton
                    label={`Remove ${entry.find}`}
                    size="small"
                    onClick={() => settings.set({ glossary: entries.filter((one) => one !== entry) })}
                  >
                    <Trash2 size={14} />
                  </IconButton>
                </li>
              ))}
            </ul>
          </div>
          <div className="dialog-foot">
            <div className="grow">{plural(entries.length, 'entry', 'entries')}</div>
            <Button onClick={dialogs.hide}>Done</Button>
            <Button
              look="primary"
              disabled={entries.length === 0 || surface === null || readOnly}
              onClick={() => setPreviewing(true)}
            >
              Apply to this job…
            </Button>
          </div>
        </>
      )}
    </Sheet>
  )
}
