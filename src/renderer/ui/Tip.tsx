import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { useCaesura } from '../desk/caesura'
import { keycaps } from './keys'

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

/** A hint on hover and focus: what the control does and its shortcut. The control itself carries the accessible name. */
export const Tip = ({
  children,
  says,
  keys,
  side = 'bottom',
}: {
  readonly children: ReactElement
  readonly says: ReactNode
  readonly keys?: string | undefined
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}) => (
  <Tooltip.Root>
    <Tooltip.Trigger render={children} />
    <Tooltip.Portal>
      <Tooltip.Positioner className="positioner" side={side} sideOffset={6} collisionPadding={8}>
        <Tooltip.Popup className="tip">
          <span>{says}</span>
          {keys === undefined ? null : <Keys keys={keys} />}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  </Tooltip.Root>
)
