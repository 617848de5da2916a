import { Switch as Base } from '@base-ui/react/switch'

/** On or off, at once. The label is what a screen reader says; the words beside it are the caller's. */
export const Switch = ({
  label,
  on,
  disabled = false,
  onChange,
}: {
  readonly label: string
  readonly on: boolean
  readonly disabled?: boolean
  readonly onChange: (on: boolean) => void
}) => (
  <Base.Root className="switch" aria-label={label} checked={on} disabled={disabled} onCheckedChange={onChange}>
    <Base.Thumb className="switch-thumb" />
  </Base.Root>
)
