// One row of the list: a dot, the title, two lines of words.

import { Ellipsis } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../core/job/job'
import { useCaesura } from '../desk/caesura'
import { dragHint, dragOut } from '../portable/copies'
import { useNow } from '../ui/ticker'
import { turnOf } from './turns'
import { jobWords, shownTitle } from './words'

/** The row's words, in full where the pointer rests; only this part re-renders as the seconds go. */
const RowWords = ({ job }: { readonly job: JobSummary }) => {
  const { library, ticker } = useCaesura()
  const now = useNow(ticker)
  const jobs = useStore(library.store, (state) => state.jobs)
  const words = jobWords(job, now, turnOf(jobs, job, now))
  return (
    <div title={[shownTitle(job), words.first, words.second, dragHint(job)].join('\n')}>
      <div className="job-title one-line">{shownTitle(job)}</div>
      <div className="job-first one-line">{words.first}</div>
      <div className="job-second one-line">{words.second}</div>
    </div>
  )
}

export const JobRow = ({
  job,
  at,
  of,
  topPx,
  isOpen,
  isActive,
  onOpen,
  onMenu,
}: {
  readonly job: JobSummary
  /** Its place in the list, from 0. */
  readonly at: number
  readonly of: number
  readonly topPx: number
  readonly isOpen: boolean
  /** Where the keyboard is. */
  readonly isActive: boolean
  readonly onOpen: () => void
  readonly onMenu: (rect: DOMRect) => void
}) => {
  const app = useCaesura()
  const { tone } = jobWords(job, 0)
  const atPointer = (event: MouseEvent) => {
    event.preventDefault()
    onMenu(new DOMRect(event.clientX, event.clientY, 0, 0))
  }
  return (
    <div
      id={`job-${job.id}`}
      role="option"
      aria-selected={isOpen}
      aria-setsize={of}
      aria-posinset={at + 1}
      className={isActive ? 'job active' : 'job'}
      data-tone={tone}
      style={{ top: topPx }}
      {...dragOut(app, job)}
      onClick={onOpen}
      onContextMenu={atPointer}
    >
      <span className="dot" data-tone={tone} />
      <RowWords job={job} />
      {/* For the pointer only: the keyboard opens the same menu with Shift-F10 on the row. */}
      <span
        aria-hidden
        className="icon-button small job-more"
        onClick={(event) => {
          event.stopPropagation()
          onMenu(event.currentTarget.getBoundingClientRect())
        }}
      >
        <Ellipsis size={15} />
      </span>
    </div>
  )
}
