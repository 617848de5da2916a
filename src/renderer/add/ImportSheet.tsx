// Files of other kinds, before they become jobs: what was understood of each, what it lacks, and how it begins. Nothing is added unasked.

import { Checkbox } from '@base-ui/react/checkbox'
import { Check, ChevronRight, CircleMinus, Wrench } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { formatWords } from '../../core/imports/format'
import type { ImportPreview, Opened } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import type { ImportDialog } from '../desk/dialogs'
import { intakeOf, receive } from '../library/intake'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural, short } from '../ui/times'
import './add.css'

/** From so many files on only the first lies open. */
const foldFrom = 3
const namedSpeakers = 4

const speakerWords = (names: readonly string[]): string => {
  if (names.length > namedSpeakers) return plural(names.length, 'speaker')
  return names.length === 1 && names[0] === 'Unknown speaker' ? 'nobody named' : names.join(', ')
}

const languageName = (code: string): string | null => {
  if (code === '') return null
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

const facts = ({ format, words, lengthMs, speakers, language }: ImportPreview): string =>
  [formatWords(format), plural(words, 'word'), short(lengthMs), speakerWords(speakers), languageName(language)]
    .filter((part) => part !== null)
    .join(' · ')

const Sentences = ({
  title,
  sign,
  sentences,
}: {
  readonly title: string
  readonly sign: 'lacks' | 'notes'
  readonly sentences: readonly string[]
}) =>
  sentences.length === 0 ? null : (
    <section className="import-says" data-sign={sign}>
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a fixed list in which sentences may repeat
          <li key={index}>
            {sign === 'lacks' ? <CircleMinus size={14} /> : <Wrench size={14} />}
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )

const Understood = ({ preview, shownBy }: { readonly preview: ImportPreview; readonly shownBy: string }) => (
  <div className="import-in" id={shownBy}>
    <ul className="import-lines selectable" aria-label="How it begins">
      {preview.lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a fixed list
        <li key={index}>
          <span className="import-time">{short(line.atMs)}</span>
          <span>
            <b>{line.speaker}</b> <span dir="auto">{line.text}</span>
          </span>
        </li>
      ))}
    </ul>
    <Sentences title="What it lacks" sign="lacks" sentences={preview.lacks} />
    <Sentences title="What was repaired" sign="notes" sentences={preview.notes} />
  </div>
)

const File = ({
  name,
  preview,
  wanted,
  onWanted,
  openAtFirst,
}: {
  readonly name: string
  readonly preview: ImportPreview
  readonly wanted: boolean
  readonly onWanted: (wanted: boolean) => void
  readonly openAtFirst: boolean
}) => {
  const [open, setOpen] = useState(openAtFirst)
  const inside = useId()
  return (
    <li className="import-file">
      <div className="import-head">
        <label className="check-line">
          <Checkbox.Root className="check" checked={wanted} onCheckedChange={onWanted} aria-label={`Add ${name}`}>
            <Checkbox.Indicator className="check-mark">
              <Check size={12} strokeWidth={3} />
            </Checkbox.Indicator>
          </Checkbox.Root>
          <span className="import-name">{name}</span>
        </label>
        <button
          type="button"
          className="import-fold"
          aria-expanded={open}
          aria-controls={inside}
          aria-label={`${open ? 'Hide' : 'Show'} what was understood of ${name}`}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={15} />
        </button>
      </div>
      <p className="import-facts">{facts(preview)}</p>
      {open ? <Understood preview={preview} shownBy={inside} /> : null}
    </li>
  )
}

export const ImportSheet = ({ dialog }: { readonly dialog: ImportDialog }) => {
  const app = useCaesura()
  const { bridge, dialogs } = app
  const { files, next } = dialog
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [doing, setDoing] = useState<string | null>(null)
  const stopped = useRef(false)
  const add = useRef<HTMLButtonElement>(null)
  const wanted = files.filter(({ preview }) => !left.has(preview.token))
  const [only] = files
  const single = files.length === 1 && only !== undefined ? only : null

  const close = () => {
    stopped.current = true
    if (next === null) dialogs.hide()
    else dialogs.show(next)
  }
  const addThem = async () => {
    const added: Opened[] = []
    stopped.current = false
    for (const [index, { name, preview }] of wanted.entries()) {
      // A file at a time: a long list shows how far it is, and can be called off between two.
      setDoing(wanted.length === 1 ? `Adding ${name}…` : `Adding ${index + 1} of ${wanted.length}…`)
      const answer = await bridge.addImports({ tokens: [preview.token] })
      if (answer.ok) added.push(...answer.value)
      else added.push({ name, outcome: { kind: 'refused', message: answer.message } })
      if (stopped.current) break
    }
    if (!stopped.current) dialogs.hide()
    receive({ ok: true, value: added }, intakeOf(app), stopped.current ? null : next)
  }
  return (
    <Sheet
      title={single ? single.name : `Add ${plural(files.length, 'file')}?`}
      lead={single ? facts(single.preview) : 'This is what Caesura understood. Each that stays ticked becomes a job.'}
      roomy
      scrolls
      onClose={close}
      firstFocus={add}
      foot={
        <>
          <div className="grow field-note" role="status">
            {doing ?? (single ? 'The file itself is kept as it is, whatever you change.' : '')}
          </div>
          <Button onClick={close}>Cancel</Button>
          <Button
            ref={add}
            look="primary"
            disabled={doing !== null || wanted.length === 0}
            onClick={() => void addThem()}
          >
            {files.length === 1 || wanted.length === 0 ? 'Add' : `Add ${plural(wanted.length, 'job')}`}
          </Button>
        </>
      }
    >
      {single ? (
        <Understood preview={single.preview} shownBy="import-single" />
      ) : (
        <ul className="import-files">
          {files.map(({ name, preview }, index) => (
            <File
              key={preview.token}
              name={name}
              preview={preview}
              wanted={!left.has(preview.token)}
              onWanted={(on) => {
                const now = new Set(left)
                if (on) now.delete(preview.token)
                else now.add(preview.token)
                setLeft(now)
              }}
              openAtFirst={files.length < foldFrom || index === 0}
            />
          ))}
        </ul>
      )}
    </Sheet>
  )
}
