import type { ReactNode } from 'react'
import { command, runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { IconButton } from './Button'
import { ariaKeys } from './keys'
import { Tip } from './Tip'
import { useKeys } from './useKeys'

/** An icon button of a command in the table: its label, tooltip and shortcut come from there. */
export const CommandButton = ({
  id,
  children,
  says,
  off = false,
  pressed,
  side,
}: {
  readonly id: string
  readonly children: ReactNode
  /** What it would do just now, where that says more than the label: "Undo typing". */
  readonly says?: string
  readonly off?: boolean
  readonly pressed?: boolean
  readonly side?: 'top' | 'bottom'
}) => {
  const app = useCaesura()
  const { label } = command(id)
  const first = useKeys(id)
  const shown = says ?? label.replace(/…$/u, '')
  return (
    <Tip says={shown} keys={first} {...(side === undefined ? {} : { side })}>
      <IconButton
        label={shown}
        aria-disabled={off || undefined}
        aria-pressed={pressed}
        aria-keyshortcuts={first === undefined ? undefined : ariaKeys(first, app.bridge.platform)}
        onClick={() => (off ? undefined : runCommand(app, id))}
      >
        {children}
      </IconButton>
    </Tip>
  )
}
