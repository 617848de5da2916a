// What the transcripts hold, beneath the jobs whose titles fit: a row for each job, the words around its first hits, one keystroke
// from the place itself.

import { TextSearch } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { clock } from '../../core/time'
import type { SearchSnippet } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { shownJobs } from '../library/library'
import { plural } from '../ui/times'
import { movedRow, useList } from '../ui/useList'
import { resultRows, rowHeights, type ResultRow } from './rows'
import type { Found as FoundJob, SearchState } from './search'
import './search.css'

/** "12 hits", "a speaker’s name": where a job was found. */
const whereWords = ({ hits, names }: FoundJob): string =>
  [hits === 0 ? null : plural(hits, 'hit'), names === 0 ? null : 'a speaker’s name']
    .filter((part) => part !== null)
    .join(' and ')

/** The count as it is shown and told: "14 jobs". */
export const headWords = ({ jobs, trouble }: Pick<SearchState, 'jobs' | 'trouble'>): string => {
  if (trouble !== null) return 'not now'
  if (jobs === null) return 'looking…'
  return jobs.length === 0 ? 'nothing' : plural(jobs.length, 'job')
}

const Words = ({ snippet }: { readonly snippet: SearchSnippet }) => (
  <>
    <div className="found-where one-line">
      {clock(snippet.startMs)} · {snippet.speaker}
    </div>
    <div className="found-words">
      {snippet.more.before ? '… ' : ''}
      {snippet.parts.map(({ text, hit }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of a snippet never move
        <span key={at}>
          {at === 0 ? '' : ' '}
          {hit ? <mark>{text}</mark> : text}
        </span>
      ))}
      {snippet.more.after ? ' …' : ''}
    </div>
  </>
)

const Results = ({ rows }: { readonly rows: readonly ResultRow[] }) => {
  const { desk, dialogs, search } = useCaesura()
  const query = useStore(search.store, (state) => state.query)
  const heights = useMemo(() => rows.map(({ kind }) => rowHeights[kind]), [rows])
  const [list, drawn] = useList(heights)
  const attach = useCallback((box: HTMLDivElement | null) => list.attach(box), [list])
  const [activeId, setActiveId] = useState<string | null>(null)
  const active = rows.findIndex(({ id }) => id === activeId)
  const { from, to, totalPx } = drawn

  useEffect(() => {
    for (const { job } of rows.slice(from, to)) void search.want(job.jobId)
  }, [rows, from, to, search])

  const open = (row: ResultRow) => {
    setActiveId(row.id)
    dialogs.drawer(null)
    const snippet =
      row.kind === 'hit' ? row.snippet : (search.store.getState().shown.get(row.job.jobId)?.hits[0] ?? null)
    const { paragraph, word, startMs } = snippet ?? { paragraph: 0, word: 0, startMs: 0 }
    void desk.openAt(row.job.jobId, { query, place: { paragraph, word, startMs } })
  }
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[active]
    if ((event.key === 'Enter' || event.key === ' ') && row) open(row)
    else if (event.key === 'ArrowUp' && active <= 0) document.getElementById('library-search')?.focus()
    else {
      const to = movedRow(event.key, active, rows.length, list.page(rowHeights.hit))
      const next = to === null ? undefined : rows[to]
      if (to === null || next === undefined) return
      setActiveId(next.id)
      list.reveal(to)
    }
    event.preventDefault()
  }
  return (
    <div
      ref={attach}
      id="found-rows"
      className="found-list"
      role="listbox"
      tabIndex={0}
      aria-label="In transcripts"
      aria-activedescendant={active >= from && active < to ? rows[active]?.id : undefined}
      onScroll={list.look}
      onFocus={() => {
        if (active < 0) setActiveId(rows[0]?.id ?? null)
      }}
      onKeyDown={onKey}
    >
      <div className="found-list-in" style={{ height: totalPx + 8 }}>
        {rows.slice(from, to).map((row, index) => {
          const title = desk.titleOf(row.job.jobId)
          return (
            <div
              key={row.id}
              id={row.id}
              role="option"
              aria-selected={from + index === active}
              aria-setsize={rows.length}
              aria-posinset={from + index + 1}
              className={`found-row found-${row.kind}${from + index === active ? ' active' : ''}`}
              style={{ top: list.top(from + index), height: rowHeights[row.kind] - 2 }}
              onClick={() => open(row)}
            >
              {row.kind === 'job' ? (
                <>
                  <span className="found-title one-line">{title}</span>{' '}
                  <span className="found-count">{whereWords(row.job)}</span>
                </>
              ) : row.snippet === null ? null : (
                <Words snippet={row.snippet} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Nothing while nothing is looked for. */
export const Found = () => {
  const { search, library } = useCaesura()
  const state = useStore(search.store)
  const wanted = useStore(library.store, ({ query }) => query)
  const listed = useStore(library.store)
  const { shown, jobs: answered } = state
  // The chips and a tag narrow this down as they do the list.
  const jobs = useMemo(() => {
    if (answered === null) return null
    const allowed = new Set(shownJobs({ ...listed, query: '' }).map(({ id }) => id))
    return answered.filter(({ jobId }) => allowed.has(jobId))
  }, [answered, listed])
  const rows = useMemo(() => resultRows({ jobs, shown }), [jobs, shown])
  if (wanted.trim() === '' || state.query === '') return null
  const { pending, of, trouble } = state
  return (
    <section className="found" aria-label="Search in transcripts">
      <div className="found-head" role="status">
        In transcripts: <span>{headWords({ jobs, trouble })}</span>
      </div>
      {pending === 0 ? null : (
        <p className="found-note">
          {pending === of
            ? 'The transcripts are being read for the first time.'
            : `${plural(pending, 'job is', 'jobs are')} still being read, of ${of.toLocaleString('en')}.`}{' '}
          What they hold comes in by itself.
        </p>
      )}
      {trouble === null ? null : <p className="found-note">{trouble}</p>}
      {rows.length > 0 ? (
        <Results rows={rows} />
      ) : jobs === null || trouble !== null ? null : (
        <div className="library-empty found-none">
          <TextSearch size={18} />
          <p>No transcript holds {wanted.trim().includes(' ') ? 'all of these words' : `“${wanted.trim()}”`}.</p>
        </div>
      )}
      {answered !== null && state.total > answered.length ? (
        <p className="found-note">
          The best {answered.length.toLocaleString('en')} are shown. Another word narrows them down.
        </p>
      ) : null}
    </section>
  )
}
