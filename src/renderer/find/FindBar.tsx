import { CaseSensitive, ChevronDown, ChevronUp, Regex, Replace, ReplaceAll, WholeWord, X } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button, IconButton } from '../ui/Button'
import { Choose } from '../ui/Choose'
import { Tip } from '../ui/Tip'
import './find.css'

const everybody = 'everybody'

const Option = ({
  label,
  on,
  onChange,
  children,
}: {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
}) => (
  <Tip says={label}>
    <button type="button" className="find-option" aria-label={label} aria-pressed={on} onClick={() => onChange(!on)}>
      {children}
    </button>
  </Tip>
)

/** "3 of 47", "47 hits", "No hit". */
const countWords = (at: number, count: number): string => {
  if (count === 0) return 'No hit'
  const all = count.toLocaleString('en')
  return at < 0 ? `${all} ${count === 1 ? 'hit' : 'hits'}` : `${(at + 1).toLocaleString('en')} of ${all}`
}

/** Find and replace, above the text. */
export const FindBar = ({ document }: { readonly document: OpenDocument }) => {
  const { find } = useCaesura()
  const { wanted, by, speakerId, found, at, trouble, isReplacing } = useStore(find.store)
  const speakers = useStore(document.session.store, (state) => state.transcript.speakers)
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const field = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  // Asked for once more, with other text selected or for replacing.
  useEffect(
    () =>
      find.onAsked((wish) => {
        const target = wish === 'replace' && find.store.getState().wanted.text !== '' ? second.current : field.current
        target?.focus()
        target?.select()
      }),
    [find],
  )
  useEffect(() => document.session.onChange(find.textChanged), [document, find])

  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') find.close()
    else if (event.key === 'Enter' && event.target === second.current)
      void (event.ctrlKey || event.metaKey ? find.replaceAll() : find.replace())
    else if (event.key === 'Enter' && event.target === field.current)
      void (event.shiftKey ? find.previous() : find.next())
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const none = found.length === 0
  return (
    <section className="find-bar" aria-label="Find and replace" onKeyDown={key}>
      <div className="find-row">
        <input
          ref={field}
          className="input"
          aria-label="Find"
          placeholder="Find"
          spellCheck={false}
          autoComplete="off"
          value={wanted.text}
          aria-invalid={trouble !== null}
          aria-describedby="find-says"
          onChange={(event) => find.want({ text: event.target.value })}
        />
        <Option label="Match case" on={wanted.matchCase} onChange={(matchCase) => find.want({ matchCase })}>
          <CaseSensitive size={16} />
        </Option>
        <Option label="Whole words" on={wanted.wholeWords} onChange={(wholeWords) => find.want({ wholeWords })}>
          <WholeWord size={16} />
        </Option>
        <Option label="Regular expression" on={wanted.regexp} onChange={(regexp) => find.want({ regexp })}>
          <Regex size={15} />
        </Option>
        {speakers.length < 2 ? null : (
          <Choose
            label="Spoken by"
            value={speakers.some(({ id }) => id === speakerId) ? (speakerId ?? everybody) : everybody}
            choices={[
              { value: everybody, label: 'Everybody' },
              ...speakers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(next) => find.within(next === everybody ? null : next)}
          />
        )}
        <span className="find-count number" role="status">
          {wanted.text === '' || trouble !== null ? '' : countWords(at, found.length)}
        </span>
        <Tip says="Previous hit" of="find-previous">
          <IconButton label="Previous hit" size="small" disabled={none} onClick={() => void find.previous()}>
            <ChevronUp size={15} />
          </IconButton>
        </Tip>
        <Tip says="Next hit" of="find-next">
          <IconButton label="Next hit" size="small" disabled={none} onClick={() => void find.next()}>
            <ChevronDown size={15} />
          </IconButton>
        </Tip>
        <Tip says="Close" keys="Escape">
          <IconButton label="Close find and replace" size="small" onClick={find.close}>
            <X size={15} />
          </IconButton>
        </Tip>
      </div>
      {isReplacing && !readOnly ? (
        <div className="find-row">
          <input
            ref={second}
            className="input"
            aria-label="Replace by"
            placeholder="Replace by"
            spellCheck={false}
            autoComplete="off"
            value={by}
            onChange={(event) => find.replaceBy(event.target.value)}
          />
          <Button size="small" disabled={none} onClick={() => void find.replace()}>
            <Replace size={14} /> Replace
          </Button>
          <Button size="small" disabled={none} onClick={() => void find.replaceAll()}>
            <ReplaceAll size={14} /> Replace all
          </Button>
          {wanted.regexp ? <span className="find-note">$1, $2 … stand for what is in brackets.</span> : null}
        </div>
      ) : null}
      <p id="find-says" className="find-trouble" role={trouble === null ? undefined : 'alert'}>
        {trouble}
      </p>
    </section>
  )
}
