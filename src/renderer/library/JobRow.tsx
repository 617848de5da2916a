// One row of the list: a dot, the title, two lines of words, the tags. The job that lies open, the jobs that are chosen and the row the
// keyboard is on are three things, and look like three.

import { Check, Ellipsis } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../core/job/job'
import { useCaesura } from '../desk/caesura'
import { dragHint, dragOut } from '../portable/copies'
import { useWordsNow } from '../ui/ticker'
import { bytes, plural } from '../ui/times'
import { turnOf } from './turns'
import { jobWords, shownTitle } from './words'

/** More have no room beside the words; the rest is told by its number, and by name where the pointer rests. */
const mostTags = 1

const Tags = ({ tags }: { readonly tags: readonly string[] }) => {
  if (tags.length === 0) return null
  const left = tags.length - mostTags
  return (
    <span className="row-tags" aria-label={plural(tags.length, 'tag')}>
      {tags.slice(0, mostTags).map((tag) => (
        <span key={tag} className="tag one-line">
          #{tag}
        </span>
      ))}
      {left > 0 ? <span className="tag">+{left}</span> : null}
    </span>
  )
}

/** The row's words, in full where the pointer rests; only this part re-renders, when the clock changes them. */
const RowWords = ({ job }: { readonly job: JobSummary }) => {
  const { library, settings, ticker } = useCaesura()
  const jobs = useStore(library.store, (state) => state.jobs)
  // In order of size the size is worth a word.
  const bySize = useStore(settings.store, (state) => state.sortBy === 'size')
  const size = useStore(library.store, (state) => (bySize ? state.sizes.get(job.id) : undefined))
  const wordsAt = (now: number) => jobWords(job, now, turnOf(jobs, job, now))
  const first = useWordsNow(ticker, (now) => wordsAt(now).first)
  const rest = useWordsNow(ticker, (now) => wordsAt(now).second)
  const second = size === undefined ? rest : `${bytes(size)} · ${rest}`
  const tags = job.tags.map((tag) => `#${tag}`).join(' ')
  return (
    <div title={[shownTitle(job), first, second, tags, dragHint(job)].filter(Boolean).join('\n')}>
      <div className="job-title one-line">{shownTitle(job)}</div>
      <div className="job-line">
        <span className="job-first one-line">{first}</span>
        <Tags tags={job.tags} />
      </div>
      <div className="job-second one-line">{second}</div>
    </div>
  )
}

export const JobRow = ({
  job,
  at,
  of,
  topPx,
  isOpen,
  isChosen,
  isMarked,
  isActive,
  onClick,
  onMenu,
}: {
  readonly job: JobSummary
  /** Its place in the list, from 0. */
  readonly at: number
  readonly of: number
  readonly topPx: number
  /** It lies on the desk. */
  readonly isOpen: boolean
  /** What is done next to the choice is done to it too. */
  readonly isChosen: boolean
  /** It is chosen by hand, not only because it lies open. */
  readonly isMarked: boolean
  /** Where the keyboard is. */
  readonly isActive: boolean
  readonly onClick: (event: MouseEvent) => void
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
      aria-selected={isChosen}
      aria-current={isOpen ? 'true' : undefined}
      aria-setsize={of}
      aria-posinset={at + 1}
      className={['job', isActive ? 'active' : '', isMarked ? 'marked' : ''].filter(Boolean).join(' ')}
      data-tone={tone}
      style={{ top: topPx }}
      {...dragOut(app, job)}
      onClick={onClick}
      onContextMenu={atPointer}
    >
      {isMarked ? (
        <span className="job-tick">
          <Check size={11} strokeWidth={3} />
        </span>
      ) : (
        <span className="dot" data-tone={tone} />
      )}
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
