import { CircleAlert, CircleCheck, Copy, FileText, History, Trash2 } from 'lucide-react'
import { useMemo, useState, type RefObject } from 'react'
import { useStore } from 'zustand'
import { pickJobIds } from '../../core/job/ids'
import { useCaesura } from '../desk/caesura'
import { firstLook } from '../library/for-all'
import { firstToOpen, intakeOf, receive } from '../library/intake'
import { shownTitle } from '../library/words'
import { Button } from '../ui/Button'
import { plural } from '../ui/times'
import { addIds } from './add-ids'
import { AddingBar, useAdding } from './Adding'
import { KeyField, type KeyDraft } from './KeyForm'

const shownJunk = 4
const namedDoubles = 3

/** "A appears twice; it is added once", "A, B, C and 4 others appear more than once; each is added once". */
const doubledWords = (names: readonly string[]): string => {
  const [only = ''] = names
  if (names.length === 1) return `${only} appears twice; it is added once`
  const left = names.length - namedDoubles
  const named = left > 0 ? [...names.slice(0, namedDoubles), plural(left, 'other')] : names
  return `${named.slice(0, -1).join(', ')} and ${named.at(-1)} appear more than once; each is added once`
}

/** Job ids out of any text; it says what it finds as the text comes. */
export const PasteIds = ({
  active,
  text,
  onText,
  names,
  field,
  draft,
}: {
  readonly active: boolean
  readonly text: string
  readonly onText: (text: string) => void
  /** Of the files the text came from. */
  readonly names: readonly string[]
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly draft: KeyDraft
}) => {
  const app = useCaesura()
  const { bridge, desk, dialogs, library, messages } = app
  const jobs = useStore(library.store, (state) => state.jobs)
  const needsKey = useStore(library.store, (state) => state.key?.kind === 'none')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [stopped, setStopped] = useState<string | null>(null)
  const adding = useAdding()
  const picked = useMemo(() => pickJobIds(text), [text])
  const trash = useStore(library.store, (state) => state.trash)
  const { fresh, known, trashed } = useMemo(() => {
    const here = new Map(jobs.map((job) => [job.id, job]))
    const away = new Map(trash.map((job) => [job.id, job]))
    return {
      fresh: picked.ids.filter((id) => !here.has(id) && !away.has(id)),
      trashed: picked.ids.flatMap((id) => away.get(id) ?? []),
      known: picked.ids.flatMap((id) => here.get(id) ?? []),
    }
  }, [jobs, trash, picked])

  const nameOf = (id: string): string => shownTitle(jobs.find((job) => job.id === id) ?? { id, title: '' })

  const add = async () => {
    const hide = dialogs.hideLater()
    // A key that was typed must be right; without one the jobs wait, and say so.
    if (needsKey && draft.text !== '' && !(await draft.keep())) return
    setBusy(true)
    const done = await addIds(bridge, picked.ids, adding.watch(picked.ids.length))
    setBusy(false)
    adding.over()
    if (!done.ok) {
      setTrouble(done.message)
      return
    }
    const { opened, left } = done.value
    // The sheet stays with what was not added, which is one click away.
    if (left > 0) {
      setStopped(`Stopped. ${plural(left, 'id')} of ${picked.ids.length.toLocaleString('en')} were not added.`)
      return
    }
    const added = { ok: true, value: [...opened] } as const
    hide()
    if (added.value.some(({ outcome }) => outcome.kind === 'refused')) {
      receive(added, intakeOf(app))
      return
    }
    if (added.value.some(({ outcome }) => outcome.kind === 'trashed')) {
      receive(added, intakeOf(app))
      return
    }
    const first = firstToOpen(added.value)
    if (first !== null) void desk.select(first)
    // One job speaks for itself in the centre; of many the number is worth a word.
    if (added.value.length > 1) {
      const more = [
        known.length > 0 ? `${plural(known.length, 'job')} here before.` : null,
        firstLook(app, fresh.length),
      ]
      const words = more.filter((part) => part !== null).join(' ')
      messages.say(`${plural(fresh.length, 'job')} added.`, words === '' ? {} : { more: words })
    }
  }
  const ready = !busy && !draft.busy && picked.ids.length > 0
  const count = fresh.length > 0 ? fresh.length : picked.ids.length
  return (
    <>
      <div className="dialog-body">
        <div className="field filling">
          <label htmlFor="job-ids">Job ids</label>
          <p className="field-note">
            From anywhere: one or many, out of an e-mail, a spreadsheet, a URL or Pictory’s own JSON. A file that holds
            ids can be dropped on the window.
          </p>
          {names.length === 0 ? null : (
            <p className="from-files">
              <FileText size={14} />
              <span>From {names.join(', ')}</span>
            </p>
          )}
          <textarea
            ref={field}
            id="job-ids"
            className="input mono"
            // The key field must be in view beside it, in a low window too.
            rows={needsKey ? 4 : 11}
            spellCheck={false}
            placeholder="cbbc5305-0a1b-4c2d-8e3f-1234567890ab"
            value={text}
            aria-invalid={picked.junk.length > 0 && picked.ids.length === 0}
            aria-describedby="job-ids-say"
            onChange={(event) => {
              onText(event.target.value)
              setTrouble(null)
              setStopped(null)
            }}
          />
          <ul id="job-ids-say" className="picked" aria-live="polite">
            {text.trim() === '' ? <li className="quiet">What Caesura finds in it shows here as you paste.</li> : null}
            {fresh.length === 0 ? null : (
              <li className="fine">
                <CircleCheck size={14} />
                <span>{plural(fresh.length, 'new job id')}</span>
              </li>
            )}
            {known.length === 0 ? null : (
              <li>
                <History size={14} />
                <span>
                  {known.length === 1 && known[0]
                    ? `${shownTitle(known[0])} is already here`
                    : `${plural(known.length, 'job')} already here`}
                </span>
              </li>
            )}
            {trashed.length === 0 ? null : (
              <li>
                <Trash2 size={14} />
                <span>
                  {trashed.length === 1 && trashed[0]
                    ? `${shownTitle(trashed[0])} is in the trash`
                    : `${plural(trashed.length, 'job')} in the trash`}
                </span>
              </li>
            )}
            {picked.duplicates.length === 0 ? null : (
              <li>
                <Copy size={14} />
                <span>{doubledWords(picked.duplicates.map((id) => nameOf(id)))}</span>
              </li>
            )}
            {picked.junk.slice(0, shownJunk).map((junk) => (
              <li key={junk.text} className="look">
                <CircleAlert size={14} />
                <span>{junk.message}</span>
              </li>
            ))}
            {picked.junk.length > shownJunk ? (
              <li className="look">
                <CircleAlert size={14} />
                <span>and {picked.junk.length - shownJunk} more that are no job ids</span>
              </li>
            ) : null}
          </ul>
        </div>
        {needsKey && active ? (
          <form
            className="ask-key"
            onSubmit={(event) => {
              event.preventDefault()
              if (ready) void add()
            }}
          >
            <KeyField draft={draft} />
            <p className="field-note">Without a key the jobs are added and wait.</p>
          </form>
        ) : null}
      </div>
      <div className="dialog-foot">
        <div className="grow" role="status">
          {trouble !== null ? (
            <span className="field-error">{trouble}</span>
          ) : stopped !== null && !busy ? (
            <span className="field-note number">{stopped}</span>
          ) : null}
        </div>
        {adding.shown === null ? <Button onClick={dialogs.hide}>Cancel</Button> : <AddingBar adding={adding} />}
        <Button look="primary" data-goes-on disabled={!ready} onClick={() => void add()}>
          {picked.ids.length === 0 ? 'Add' : fresh.length === 0 ? 'Show it' : `Add ${plural(count, 'job')}`}
        </Button>
      </div>
    </>
  )
}
