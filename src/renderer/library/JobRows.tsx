// The list itself: the rows in view, the keyboard's place among them, and the menu of one.

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { movedRow, useList } from '../ui/useList'
import { JobMenu, type MenuAt } from './JobMenu'
import { JobRow } from './JobRow'
import { listed } from './library'
import { ListHead } from './ListHead'
import { NoJobs } from './NoJobs'
import { noSelection, ranged, toggled } from './selection'
import { chooseAll } from './targets'

const rowHeight = 68

export const JobRows = () => {
  const app = useCaesura()
  const { library, desk, dialogs, settings } = app
  const jobs = useStore(library.store, (state) => state.jobs)
  const query = useStore(library.store, (state) => state.query)
  const filter = useStore(library.store, (state) => state.filter)
  const trash = useStore(library.store, (state) => state.trash)
  const tag = useStore(library.store, (state) => state.tag)
  const sizes = useStore(library.store, (state) => state.sizes)
  const selection = useStore(library.store, (state) => state.selection)
  const by = useStore(settings.store, (state) => state.sortBy)
  const reversed = useStore(settings.store, (state) => state.sortReversed)
  const selected = useStore(desk.store, (state) => jobOf(state.view))
  const shown = useMemo(
    () => listed({ jobs, trash, query, filter, tag, sizes }, { by, reversed }),
    [jobs, trash, query, filter, tag, sizes, by, reversed],
  )
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

  const idsShown = () => shown.map(({ id }) => id)
  const open = (jobId: string) => {
    setActiveId(jobId)
    library.select(noSelection)
    dialogs.drawer(null)
    void desk.select(jobId)
  }
  const openId = shown.some(({ id }) => id === selected) ? selected : null
  const toggle = (jobId: string) => {
    setActiveId(jobId)
    library.select(toggled(selection, jobId, openId))
  }
  /** From where the range began, or from the row that the keyboard is on. */
  const reach = (jobId: string) => {
    const next = ranged(selection, idsShown(), shown[active]?.id ?? openId, jobId)
    setActiveId(jobId)
    library.select(next)
  }
  const onClick = (event: MouseEvent, jobId: string) => {
    if (event.shiftKey) reach(jobId)
    else if (event.ctrlKey || event.metaKey) toggle(jobId)
    else open(jobId)
  }
  /** After the rows that go away the keyboard goes on at the next one that stays. */
  const putAway = () => {
    const going = selection.ids.size > 0 ? selection.ids : new Set([shown[active]?.id ?? ''])
    const next = shown.slice(active + 1).find(({ id }) => !going.has(id)) ?? shown.findLast(({ id }) => !going.has(id))
    if (selection.ids.size === 0) library.select({ ids: going, anchor: null })
    runCommand(app, filter === 'trash' ? 'delete-jobs' : 'trash-jobs')
    if (next !== undefined && filter !== 'trash') setActiveId(next.id)
  }
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    letGo()
    const job = shown[active]
    const isMod = event.ctrlKey || event.metaKey
    if (event.key === ' ' && (isMod || event.shiftKey) && job) toggle(job.id)
    else if ((event.key === 'Enter' || event.key === ' ') && !isMod && job) open(job.id)
    else if (event.key.toLowerCase() === 'a' && isMod && !event.shiftKey && !event.altKey) chooseAll(app)
    else if (event.key === 'Escape' && selection.ids.size > 0) library.select(noSelection)
    else if ((event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) && job) putAway()
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && job) {
      const rect = document.getElementById(`job-${job.id}`)?.getBoundingClientRect()
      if (rect) setMenu({ job, rect })
    } else {
      const to = movedRow(event.key, active, shown.length, list.page(rowHeight))
      const next = to === null ? undefined : shown[to]
      if (to === null || !next) return
      if (event.shiftKey) reach(next.id)
      else {
        // The next range begins here, not where an older one did.
        if (selection.anchor !== null) library.select({ ids: selection.ids, anchor: null })
        setActiveId(next.id)
      }
      list.reveal(to)
    }
    event.preventDefault()
  }

  if (shown.length === 0)
    return (
      <>
        <ListHead shown={0} />
        <NoJobs />
      </>
    )
  const { from, to, totalPx } = drawn
  return (
    <>
      <ListHead shown={shown.length} />
      <div
        ref={attach}
        id="library-jobs"
        className="job-list"
        role="listbox"
        tabIndex={0}
        aria-label="Jobs"
        aria-multiselectable
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
              isChosen={selection.ids.size === 0 ? job.id === selected : selection.ids.has(job.id)}
              isMarked={selection.ids.has(job.id)}
              isActive={from + index === active}
              onClick={(event) => onClick(event, job.id)}
              onMenu={(rect) => setMenu({ job, rect })}
            />
          ))}
        </div>
      </div>
      {menu ? <JobMenu at={menu} onClose={() => setMenu(null)} /> : null}
    </>
  )
}
