import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { useCaesura } from '../desk/caesura'
import { keycaps } from './keys'
import { useKeys } from './useKeys'

export const Keys = ({ keys }: { readonly keys: string }) => {
  const { bridge } = useCaesura()
  return (
    <span className="keys">
      {keycaps(keys, bridge.platform).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}

/** The keys of a command, nothing where it has none. */
export const KeysOf = ({ id }: { readonly id: string }) => {
  const keys = useKeys(id)
  return keys === undefined ? null : <Keys keys={keys} />
}

/** A hint on hover and focus: what the control does and its shortcut. The control itself carries the accessible name. */
export const Tip = ({
  children,
  says,
  keys,
  of,
  side = 'bottom',
}: {
  readonly children: ReactElement
  readonly says: ReactNode
  readonly keys?: string | undefined
  /** The command whose keys are shown. */
  readonly of?: string
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}) => {
  const own = useKeys(of)
  const shown = keys ?? own
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="positioner" side={side} sideOffset={6} collisionPadding={8}>
          <Tooltip.Popup className="tip">
            <span>{says}</span>
            {shown === undefined ? null : <Keys keys={shown} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
