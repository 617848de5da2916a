import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { CircleOff, Ellipsis, Plus, Search, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../core/job/job'
import { runCommand } from '../commands'
import { useCaesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { Button, IconButton } from '../ui/Button'
import { Tip } from '../ui/Tip'
import { useNow } from '../ui/ticker'
import { movedRow, useList } from '../ui/useList'
import { HeldNote } from './HeldNote'
import { JobMenu, type MenuAt } from './JobMenu'
import { keyWords } from './key-words'
import { countsOf, shownJobs, type Filter } from './library'
import { turnOf } from './turns'
import { jobWords, shownTitle } from './words'
import './library.css'

const rowHeight = 68
const filters: readonly { readonly value: Filter; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'ready', label: 'Ready' },
  { value: 'working', label: 'Working' },
  { value: 'needs-you', label: 'Needs you' },
  { value: 'resting', label: 'Resting' },
]

/** 1010 → "1k": the chips stay on one line. */
const brief = (count: number) => (count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`)

const Chips = () => {
  const { library } = useCaesura()
  const filter = useStore(library.store, (state) => state.filter)
  const jobs = useStore(library.store, (state) => state.jobs)
  const counts = useMemo(() => countsOf(jobs), [jobs])
  return (
    <RadioGroup
      className="chips"
      aria-label="Which jobs to show"
      value={filter}
      onValueChange={(next: Filter) => library.show(next)}
    >
      {filters.map(({ value, label }) =>
        // What the person put aside is rare: its chip comes with the first such job.
        value === 'resting' && counts.resting === 0 && filter !== 'resting' ? null : (
          <Radio.Root key={value} value={value} className="chip" render={<button type="button" />} nativeButton>
            {label}{' '}
            {counts[value] === 0 ? null : (
              <span title={counts[value].toLocaleString('en')}>{brief(counts[value])}</span>
            )}
          </Radio.Root>
        ),
      )}
    </RadioGroup>
  )
}

const SearchField = () => {
  const { library } = useCaesura()
  const query = useStore(library.store, (state) => state.query)
  return (
    <div className="search-field" role="search">
      <Search size={14} />
      <input
        id="library-search"
        data-first-focus
        type="search"
        aria-label="Filter jobs by title"
        placeholder="Filter jobs"
        spellCheck={false}
        value={query}
        onChange={(event) => library.search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') {
            library.search('')
            event.preventDefault()
          }
          if (event.key === 'ArrowDown') document.getElementById('library-jobs')?.focus()
        }}
      />
      {query === '' ? null : (
        <IconButton label="Clear the filter" size="small" onClick={() => library.search('')}>
          <X size={13} />
        </IconButton>
      )}
    </div>
  )
}

/** The row's words, in full where the pointer rests; only this part re-renders as the seconds go. */
const RowWords = ({ job }: { readonly job: JobSummary }) => {
  const { library, ticker } = useCaesura()
  const now = useNow(ticker)
  const jobs = useStore(library.store, (state) => state.jobs)
  const words = jobWords(job, now, turnOf(jobs, job, now))
  return (
    <div title={[shownTitle(job), words.first, words.second].join('\n')}>
      <div className="job-title one-line">{shownTitle(job)}</div>
      <div className="job-first one-line">{words.first}</div>
      <div className="job-second one-line">{words.second}</div>
    </div>
  )
}

const Jobs = () => {
  const app = useCaesura()
  const { library, desk, dialogs } = app
  const jobs = useStore(library.store, (state) => state.jobs)
  const query = useStore(library.store, (state) => state.query)
  const filter = useStore(library.store, (state) => state.filter)
  const selected = useStore(desk.store, (state) => jobOf(state.view))
  const shown = useMemo(() => shownJobs({ jobs, query, filter }), [jobs, query, filter])
  const heights = useMemo(() => Array.from({ length: shown.length }, () => rowHeight), [shown.length])
  const [list, drawn] = useList(heights)
  const attach = useCallback((box: HTMLDivElement | null) => list.attach(box), [list])
  const revealed = useStore(library.store, (state) => state.revealed)
  /** Where the keyboard is; what was revealed since the last key or click comes before that. */
  const [reached, setReached] = useState<{ readonly jobId: string; readonly after: typeof revealed } | null>(null)
  const activeId = reached?.after === revealed ? reached.jobId : (revealed?.jobId ?? null)
  const setActiveId = (jobId: string) => setReached({ jobId, after: revealed })
  const [menu, setMenu] = useState<MenuAt | null>(null)
  // A job that became another one, or left the list, is active no more: then it is the one on the desk.
  const own = shown.findIndex((job) => job.id === activeId)
  const active = own < 0 ? shown.findIndex((job) => job.id === selected) : own

  // What came to the desk from elsewhere (just added, out of the palette, a notification) is brought into view, and kept there while
  // rows come in above it, until the person moves in the list.
  const seen = useRef<typeof revealed>(null)
  const isHeld = useRef(false)
  const letGo = () => {
    isHeld.current = false
  }
  useEffect(() => {
    if (revealed !== seen.current) isHeld.current = true
    seen.current = revealed
    if (isHeld.current) list.reveal(shown.findIndex((job) => job.id === revealed?.jobId))
  }, [revealed, shown, list])

  const open = (jobId: string) => {
    setActiveId(jobId)
    dialogs.drawer(null)
    void desk.select(jobId)
  }
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    letGo()
    const job = shown[active]
    if ((event.key === 'Enter' || event.key === ' ') && job) open(job.id)
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && job) {
      const rect = document.getElementById(`job-${job.id}`)?.getBoundingClientRect()
      if (rect) setMenu({ job, rect })
    } else {
      const to = movedRow(event.key, active, shown.length, list.page(rowHeight))
      const next = to === null ? undefined : shown[to]
      if (to === null || !next) return
      setActiveId(next.id)
      list.reveal(to)
    }
    event.preventDefault()
  }
  const onMenu = (event: MouseEvent, job: JobSummary) => {
    event.preventDefault()
    setMenu({ job, rect: new DOMRect(event.clientX, event.clientY, 0, 0) })
  }

  if (shown.length === 0)
    return (
      <div className="job-list">
        <div className="library-empty">
          {jobs.length === 0 ? (
            <p>Your jobs will appear here, with how they are getting on.</p>
          ) : (
            <>
              <CircleOff size={18} />
              <p>{query === '' ? 'No job is in this state.' : `No job matches “${query}”.`}</p>
              <Button
                size="small"
                onClick={() => {
                  library.search('')
                  library.show('all')
                }}
              >
                Show all jobs
              </Button>
            </>
          )}
        </div>
      </div>
    )
  const { from, to, totalPx } = drawn
  return (
    <>
      <div
        ref={attach}
        id="library-jobs"
        className="job-list"
        role="listbox"
        tabIndex={0}
        aria-label="Jobs"
        aria-activedescendant={active >= from && active < to ? `job-${shown[active]?.id}` : undefined}
        onScroll={list.look}
        onWheel={letGo}
        onPointerDown={letGo}
        onKeyDown={onKey}
      >
        <div className="job-list-in" style={{ height: totalPx + 8 }}>
          {shown.slice(from, to).map((job, index) => {
            const { tone } = jobWords(job, 0)
            return (
              <div
                key={job.id}
                id={`job-${job.id}`}
                role="option"
                aria-selected={job.id === selected}
                aria-setsize={shown.length}
                aria-posinset={from + index + 1}
                className={from + index === active ? 'job active' : 'job'}
                data-tone={tone}
                style={{ top: list.top(from + index) }}
                onClick={() => open(job.id)}
                onContextMenu={(event) => onMenu(event, job)}
              >
                <span className="dot" data-tone={tone} />
                <RowWords job={job} />
                {/* For the pointer only: the keyboard opens the same menu with Shift-F10 on the row. */}
                <span
                  aria-hidden
                  className="icon-button small job-more"
                  onClick={(event) => {
                    event.stopPropagation()
                    setMenu({ job, rect: event.currentTarget.getBoundingClientRect() })
                  }}
                >
                  <Ellipsis size={15} />
                </span>
              </div>
            )
          })}
        </div>
      </div>
      {menu ? <JobMenu at={menu} onClose={() => setMenu(null)} /> : null}
    </>
  )
}

const Foot = () => {
  const app = useCaesura()
  const words = keyWords(useStore(app.library.store, (state) => state.key))
  return (
    <footer className="library-foot">
      <Tip says="Add jobs: ids, your account, a new transcription" keys="Mod-n" side="top">
        <Button size="small" onClick={() => runCommand(app, 'add-jobs')}>
          <Plus size={14} /> Add jobs
        </Button>
      </Tip>
      <Tip says={words.long} side="top">
        <button type="button" className="key-state" onClick={() => runCommand(app, 'key')}>
          <span className="dot" data-tone={words.tone} />
          <span>{words.short}</span>
        </button>
      </Tip>
    </footer>
  )
}

export const LibraryPane = () => {
  const { library } = useCaesura()
  const trouble = useStore(library.store, (state) => state.trouble)
  return (
    <>
      <div className="library-top">
        <SearchField />
        <Chips />
      </div>
      {trouble === null ? null : (
        <div className="library-empty" role="alert">
          <p>{trouble}</p>
          <Button size="small" onClick={() => void library.load()}>
            Try again
          </Button>
        </div>
      )}
      <Jobs />
      <HeldNote />
      <Foot />
    </>
  )
}
