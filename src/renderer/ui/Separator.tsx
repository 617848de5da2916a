// The edge between two panes: drag it, or focus it and use the arrow keys; Enter folds the pane, Home and End go to its limits.

import { useRef, type KeyboardEvent, type PointerEvent } from 'react'

const keyStep = 16

export const Separator = ({
  label,
  side,
  width,
  least,
  most,
  onWidth,
  onFold,
}: {
  readonly label: string
  /** The side of the window the pane lies on. */
  readonly side: 'left' | 'right'
  readonly width: number
  readonly least: number
  readonly most: number
  readonly onWidth: (width: number) => void
  readonly onFold: () => void
}) => {
  const grip = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const sign = side === 'left' ? 1 : -1
  const limit = (wanted: number) => Math.round(Math.min(most, Math.max(least, wanted)))
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { x: event.clientX, width }
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!grip.current) return
    const wanted = grip.current.width + sign * (event.clientX - grip.current.x)
    // Pulled well below its least width, the pane folds away.
    if (wanted < least * 0.5) {
      grip.current = null
      onFold()
    } else onWidth(limit(wanted))
  }
  const up = () => {
    grip.current = null
  }
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const wanted: Readonly<Record<string, number>> = {
      ArrowLeft: width - sign * keyStep,
      ArrowRight: width + sign * keyStep,
      Home: least,
      End: most,
    }
    const to = wanted[event.key]
    if (to !== undefined) onWidth(limit(to))
    else if (event.key === 'Enter') onFold()
    else return
    event.preventDefault()
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      className={`separator ${side}`}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={key}
    />
  )
}
