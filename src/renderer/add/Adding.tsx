// The foot of a sheet while many ids are added: how far it is, and the way to stop.

import { useRef, useState } from 'react'
import type { Lengthy } from '../ui/lengthy'
import { Button } from '../ui/Button'

/** Fewer are added before anybody could read a number. */
const fewIds = 300

export type Adding = {
  /** Null while nothing is being added, or too little to be watched. */
  readonly shown: { readonly done: number; readonly total: number } | null
  /** For `addIds`; begins a new count. */
  readonly watch: (total: number) => Lengthy
  readonly over: () => void
  readonly stop: () => void
}

export const useAdding = (): Adding => {
  const [shown, setShown] = useState<Adding['shown']>(null)
  const stopped = useRef(false)
  return {
    shown,
    watch: (total) => {
      stopped.current = false
      setShown(total < fewIds ? null : { done: 0, total })
      return {
        onProgress: (done) => setShown(total < fewIds ? null : { done, total }),
        isStopped: () => stopped.current,
      }
    },
    over: () => setShown(null),
    stop: () => {
      stopped.current = true
    },
  }
}

export const AddingBar = ({ adding: { shown, stop } }: { readonly adding: Adding }) =>
  shown === null ? null : (
    <>
      <div className="adding">
        <span className="number">
          {shown.done.toLocaleString('en')} of {shown.total.toLocaleString('en')} added…
        </span>
        <div
          className="bar-of-work"
          role="progressbar"
          aria-label="Adding jobs"
          aria-valuemin={0}
          aria-valuemax={shown.total}
          aria-valuenow={shown.done}
        >
          <i style={{ transform: `scaleX(${shown.done / shown.total})` }} />
        </div>
      </div>
      <Button onClick={stop}>Stop</Button>
    </>
  )
