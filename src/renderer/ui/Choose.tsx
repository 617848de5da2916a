import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { Select } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'

export type Choice<V extends string> = { readonly value: V; readonly label: string; readonly note?: string }

type Props<V extends string> = {
  readonly label: string
  readonly value: V
  readonly choices: readonly Choice<V>[]
  readonly onChange: (value: V) => void
}

/** One of many, in a popup. */
export const Choose = <V extends string>({
  label,
  value,
  choices,
  onChange,
  tall = false,
}: Props<V> & { readonly tall?: boolean }) => (
  <Select.Root<V> items={choices} value={value} onValueChange={(next) => (next === null ? undefined : onChange(next))}>
    <Select.Trigger className={tall ? 'select tall' : 'select'} aria-label={label}>
      <Select.Value className="one-line" />
      <Select.Icon>
        <ChevronsUpDown size={13} />
      </Select.Icon>
    </Select.Trigger>
    <Select.Portal>
      <Select.Positioner
        className="positioner"
        align="start"
        sideOffset={4}
        alignItemWithTrigger={false}
        collisionPadding={8}
      >
        <Select.Popup className="pop of-select">
          {choices.map((choice) => (
            <Select.Item key={choice.value} value={choice.value} className="pop-item">
              <span className="grow">
                <Select.ItemText>{choice.label}</Select.ItemText>
                {choice.note === undefined ? null : <div className="pop-note">{choice.note}</div>}
              </span>
              <Select.ItemIndicator>
                <Check size={14} />
              </Select.ItemIndicator>
            </Select.Item>
          ))}
        </Select.Popup>
      </Select.Positioner>
    </Select.Portal>
  </Select.Root>
)

/** One of few, side by side. */
export const Segments = <V extends string>({
  label,
  value,
  choices,
  onChange,
  wide = false,
}: Props<V> & { readonly wide?: boolean }) => (
  <RadioGroup
    aria-label={label}
    className={wide ? 'segments wide' : 'segments'}
    value={value}
    onValueChange={(next: V) => onChange(next)}
  >
    {choices.map((choice) => (
      <Radio.Root
        key={choice.value}
        value={choice.value}
        className="segment"
        render={<button type="button" />}
        nativeButton
      >
        {choice.label}
      </Radio.Root>
    ))}
  </RadioGroup>
)
