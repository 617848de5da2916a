import { useRef, useState } from 'react'
import { Button } from './Button'
import { Sheet } from './Sheet'

/** Asks for one name. `onName` answers a sentence where the name cannot be taken. */
export const NameSheet = ({
  title,
  lead,
  label,
  start,
  action,
  trouble = null,
  onName,
  onClose,
}: {
  readonly title: string
  readonly lead?: string
  readonly label: string
  readonly start: string
  readonly action: string
  readonly trouble?: string | null
  readonly onName: (name: string) => string | null
  readonly onClose: () => void
}) => {
  const [name, setName] = useState(start)
  const field = useRef<HTMLInputElement>(null)
  const trimmed = name.trim()
  const go = () => (trimmed === '' ? field.current?.focus() : onName(trimmed))
  return (
    <Sheet
      title={title}
      {...(lead === undefined ? {} : { lead })}
      onClose={onClose}
      firstFocus={field}
      foot={
        <>
          <div className="grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={trimmed === ''} onClick={go}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <label htmlFor="name-sheet">{label}</label>
        <input
          ref={field}
          id="name-sheet"
          className="input"
          value={name}
          maxLength={300}
          autoComplete="off"
          aria-invalid={trouble !== null}
          aria-describedby="name-sheet-says"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
        <span id="name-sheet-says" className="field-error" role={trouble === null ? undefined : 'alert'}>
          {trouble}
        </span>
      </form>
    </Sheet>
  )
}
