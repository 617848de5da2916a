// The list itself: the rows in view, the keyboard's place among them, and the menu of one.

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { movedRow, useList } from '../ui/useList'
import { JobMenu, type MenuAt } from './JobMenu'
import { JobRow } from './JobRow'
import { shownJobs } from './library'
import { NoJobs } from './NoJobs'

const rowHeight = 68

export const JobRows = () => {
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

  if (shown.length === 0) return <NoJobs />
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
          {shown.slice(from, to).map((job, index) => (
            <JobRow
              key={job.id}
              job={job}
              at={from + index}
              of={shown.length}
              topPx={list.top(from + index)}
              isOpen={job.id === selected}
              isActive={from + index === active}
              onOpen={() => open(job.id)}
              onMenu={(rect) => setMenu({ job, rect })}
            />
          ))}
        </div>
      </div>
      {menu ? <JobMenu at={menu} onClose={() => setMenu(null)} /> : null}
    </>
  )
}
