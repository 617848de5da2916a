// The rows of the account's list, only those in view drawn. One tab stop: arrows move, Space picks, Shift takes the range.

import { Check } from 'lucide-react'
import { useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand'
import type { AccountJob } from '../../core/pictory/account'
import { plural, short } from '../ui/times'
import { movedRow, useList } from '../ui/useList'
import type { AccountList } from './account-list'

const rowHeight = 50

const stateWords: Readonly<Record<AccountJob['status'], string | null>> = {
  completed: null,
  unclear: 'In progress · Pictory does not say yet what it will be',
  failed: 'Failed at Pictory',
}

export const accountRowWords = (job: AccountJob, isHere: boolean): { first: string; second: string } => {
  const size = [
    job.durationMs === null ? null : short(job.durationMs),
    job.words === null ? null : plural(job.words, 'word'),
  ]
  const second = [isHere ? 'Here already' : null, stateWords[job.status], ...size].filter((part) => part !== null)
  return {
    first: job.about === '' ? (job.status === 'unclear' ? 'No words yet' : 'Without words') : job.about,
    second: second.join(' · '),
  }
}

export const AccountRows = ({ list, here }: { readonly list: AccountList; readonly here: ReadonlySet<string> }) => {
  const jobs = useStore(list.store, (state) => state.jobs)
  const picked = useStore(list.store, (state) => state.picked)
  const heights = useMemo(() => Array.from({ length: jobs.length }, () => rowHeight), [jobs.length])
  const [rows, drawn] = useList(heights)
  const attach = useCallback((box: HTMLDivElement | null) => rows.attach(box), [rows])
  const [active, setActive] = useState(0)
  /** Where a range begins: the row that was picked or put back last. */
  const [anchor, setAnchor] = useState(0)

  const pick = (row: number, range: boolean) => {
    const job = jobs[row]
    if (!job) return
    setActive(row)
    if (range) {
      list.range(anchor, row)
      return
    }
    setAnchor(row)
    if (!here.has(job.id)) list.toggle(job.id)
  }
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === ' ') pick(active, event.shiftKey)
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') list.takeAll(true)
    else {
      const to = movedRow(event.key, active, jobs.length, rows.page(rowHeight))
      if (to === null) return
      setActive(to)
      rows.reveal(to)
      if (event.shiftKey) list.range(anchor, to)
    }
    event.preventDefault()
  }
  const { from, to, totalPx } = drawn
  return (
    <div
      ref={attach}
      className="account-list"
      role="listbox"
      aria-multiselectable
      tabIndex={0}
      aria-label="Transcriptions of your account"
      aria-activedescendant={active >= from && active < to ? `account-${jobs[active]?.id}` : undefined}
      onScroll={rows.look}
      onKeyDown={onKey}
    >
      <div className="account-list-in" style={{ height: totalPx }} role="presentation">
        {jobs.slice(from, to).map((job, index) => {
          const row = from + index
          const isHere = here.has(job.id)
          const isPicked = picked.has(job.id) && !isHere
          const words = accountRowWords(job, isHere)
          return (
            <div
              key={job.id}
              id={`account-${job.id}`}
              role="option"
              aria-selected={isPicked}
              aria-disabled={isHere || undefined}
              aria-setsize={jobs.length}
              aria-posinset={row + 1}
              className={row === active ? 'account-row active' : 'account-row'}
              data-status={job.status}
              style={{ top: rows.top(row) }}
              onClick={(event: MouseEvent) => pick(row, event.shiftKey)}
            >
              <span className="check" data-checked={isPicked ? '' : undefined} aria-hidden>
                {isPicked ? <Check size={12} strokeWidth={3} /> : null}
              </span>
              <div className="account-words">
                <div className="account-first one-line" title={words.first}>
                  {words.first}
                </div>
                <div className="account-second number">
                  <span className="one-line">{words.second}</span>
                  <span className="mono" title={job.id}>
                    {job.id.slice(0, 8)}…{job.id.slice(-5)}
                  </span>
                </div>
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}
