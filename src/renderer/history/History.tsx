import { ChevronRight, FileText, History as HistoryIcon, TriangleAlert } from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { asSentence, listed, oneChange, phrases } from '../../core/history/words'
import { drawerBelow } from '../commands/panes'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import type { ListWindow } from '../ui/list-window'
import { useNow } from '../ui/ticker'
import { plural } from '../ui/times'
import { movedRow, useList } from '../ui/useList'
import type { Looking, Past, PastState } from './past'
import { originalName } from './restore'
import { historyRows, pointOf, sessionKey, type HistoryRow } from './rows'
import { lasting, timeOf, when } from './when'
import './history.css'

// The measures of a row in history.css, for rows that were not drawn yet.
const sessionPx = 74
const changePx = 51
const otherPx = 48

const estimate = ({ kind }: HistoryRow): number =>
  kind === 'session' ? sessionPx : kind === 'change' ? changePx : otherPx

/** Of so many kinds of changes at most, the others are counted. */
const mostPhrases = 5

const whatChanged = (past: Past, part: number, from: number, to: number): string => {
  const all = phrases(past.between(part, from, to))
  if (all.length === 0) return 'Nothing in the end: what was changed was taken back'
  return asSentence(listed(all, mostPhrases))
}

type RowProps = {
  readonly document: OpenDocument
  readonly parts: PastState['parts']
  readonly row: HistoryRow
  readonly index: number
  readonly top: number
  readonly active: boolean
  readonly chosen: boolean
  readonly now: number
  readonly list: ListWindow
  readonly onLook: (index: number) => void
  readonly onFold: (index: number) => void
}

const SessionWords = ({
  document,
  parts,
  row,
  now,
}: RowProps & { readonly row: { readonly kind: 'session' } & HistoryRow }) => {
  const sitting = parts[row.part]?.sittings[row.session]
  if (!sitting) return null
  const count = sitting.to - sitting.from
  return (
    <>
      <div className="history-when">
        <b>{asSentence(when(sitting.startedAt, now))}</b>
        <span>
          {lasting(sitting.endedAt - sitting.startedAt)} · {plural(count, 'change')}
        </span>
      </div>
      <div className="history-what" dir="auto">
        {whatChanged(document.past, row.part, sitting.from, sitting.to)}
      </div>
    </>
  )
}

const ChangeWords = ({
  document,
  parts,
  row,
}: RowProps & { readonly row: { readonly kind: 'change' } & HistoryRow }) => {
  const part = parts[row.part]
  const group = part?.timeline.groups[row.change]
  const fate = part?.fates[row.change]
  if (!group || !fate) return null
  const what = asSentence(oneChange(document.past.between(row.part, row.change, row.change + 1)))
  const back = fate.kind === 'undo' || fate.kind === 'redo'
  return (
    <>
      <div className="history-what" dir="auto">
        {fate.kind === 'undone' ? <s>{what}</s> : back ? group.label : what}
      </div>
      <div className="history-when">
        <span>
          {timeOf(group.at)} · {back ? what : group.label}
          {fate.kind === 'undone' ? ' · undone later' : ''}
        </span>
      </div>
    </>
  )
}

const Words = (props: RowProps) => {
  const app = useCaesura()
  const { row, document } = props
  switch (row.kind) {
    case 'session':
      return <SessionWords {...props} row={row} />
    case 'change':
      return <ChangeWords {...props} row={row} />
    case 'gap':
      return <div className="history-what">Some changes between these cannot be shown.</div>
    case 'original':
      return (
        <>
          <div className="history-when">
            <b>{asSentence(originalName(app, document.jobId))}</b>
          </div>
          <div className="history-what">Everything that was changed since it came</div>
        </>
      )
  }
}

const Row = memo((props: RowProps) => {
  const { row, index, top, active, chosen, list, onLook, onFold } = props
  const attach = useCallback((element: HTMLDivElement | null) => list.attachRow(index, element), [list, index])
  return (
    <div
      id={`history-row-${index}`}
      ref={attach}
      role="treeitem"
      aria-level={row.kind === 'change' ? 2 : 1}
      aria-expanded={row.kind === 'session' ? row.open : undefined}
      aria-selected={chosen}
      className={`history-row ${row.kind}${active ? ' active' : ''}`}
      style={{ top }}
      onClick={() => onLook(index)}
    >
      <span className="history-sign" aria-hidden>
        {row.kind === 'session' ? (
          <span
            className="history-fold"
            data-open={row.open}
            title={row.open ? 'Hide the single changes' : 'Show the single changes'}
            onClick={(event) => {
              event.stopPropagation()
              onFold(index)
            }}
          >
            <ChevronRight size={14} />
          </span>
        ) : row.kind === 'original' ? (
          <FileText size={14} />
        ) : row.kind === 'gap' ? (
          <TriangleAlert size={14} />
        ) : null}
      </span>
      <div className="history-words">
        <Words {...props} />
      </div>
    </div>
  )
})

const sameLooking = (looking: Looking | null, row: HistoryRow, parts: PastState['parts']): boolean => {
  const point = pointOf(parts, row)
  if (looking === null || point === null || looking.from.part !== point.part || looking.from.at !== point.at)
    return false
  const kinds = { session: 'session', change: 'change', all: 'original' } as const
  return kinds[looking.only] === row.kind
}

const List = ({ document, parts }: { readonly document: OpenDocument; readonly parts: PastState['parts'] }) => {
  const { dialogs, ticker } = useCaesura()
  const { past } = document
  // To the minute, so that the rows are not drawn anew each second.
  const now = useNow(ticker, 60_000)
  const looking = useStore(past.store, (state) => state.looking)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set<string>())
  const rows = useMemo(() => historyRows(parts, open), [parts, open])
  const heights = useMemo(() => rows.map(estimate), [rows])
  const [list, drawn] = useList(heights)
  const box = useRef<HTMLDivElement>(null)
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element
      list.attach(element)
    },
    [list],
  )
  const [active, setActive] = useState(0)
  const focusWanted = useStore(past.store, (state) => state.focusWanted)
  useEffect(() => {
    if (!focusWanted) return
    past.wantFocus(false)
    // A drawer that comes in with it takes the focus first, and is inert until then.
    requestAnimationFrame(() => box.current?.focus())
  }, [focusWanted, past])

  const look = useCallback(
    (index: number) => {
      const row = rows[index]
      const from = row === undefined ? null : pointOf(parts, row)
      setActive(index)
      if (row === undefined || from === null) return
      const sitting = row.kind === 'session' ? parts[row.part]?.sittings[row.session] : undefined
      past.look({
        from,
        to:
          row.kind === 'session'
            ? { part: row.part, at: sitting?.to ?? from.at }
            : row.kind === 'change'
              ? { part: row.part, at: row.change + 1 }
              : null,
        only: row.kind === 'session' ? 'session' : row.kind === 'change' ? 'change' : 'all',
      })
      // A drawer would cover what was asked for.
      if (window.innerWidth < drawerBelow.right) dialogs.drawer(null)
    },
    [rows, parts, past, dialogs],
  )
  const fold = useCallback(
    (index: number) => {
      const row = rows[index]
      if (row?.kind !== 'session') return
      const key = sessionKey(row.part, parts[row.part]?.sittings[row.session]?.from ?? 0)
      setActive(index)
      setOpen((before) => {
        const next = new Set(before)
        if (!next.delete(key)) next.add(key)
        return next
      })
    },
    [rows, parts],
  )
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[active]
    if (event.key === 'Enter' || event.key === ' ') look(active)
    else if (event.key === 'ArrowRight' && row?.kind === 'session') {
      if (!row.open) fold(active)
      else setActive(active + 1)
    } else if (event.key === 'ArrowLeft' && row?.kind === 'session' && row.open) fold(active)
    else if (event.key === 'ArrowLeft' && row?.kind === 'change') {
      const parent = rows.findLastIndex((each, index) => index < active && each.kind === 'session')
      setActive(parent)
      list.reveal(parent)
    } else {
      const to = movedRow(event.key, active, rows.length, list.page(sessionPx))
      if (to === null) return
      setActive(to)
      list.reveal(to)
    }
    event.preventDefault()
  }
  const { from, to, totalPx } = drawn
  return (
    <div
      ref={attach}
      className="history-list"
      role="tree"
      tabIndex={0}
      aria-label="Sessions of edits, newest first"
      aria-activedescendant={active >= from && active < to ? `history-row-${active}` : undefined}
      onScroll={list.look}
      onKeyDown={onKey}
    >
      <div style={{ height: totalPx }} role="presentation">
        {rows.slice(from, to).map((row, offset) => {
          const index = from + offset
          return (
            <Row
              key={
                row.kind === 'session' || row.kind === 'change'
                  ? `${row.kind} ${row.part}/${row.kind === 'session' ? row.session : row.change}`
                  : `${row.kind} ${index}`
              }
              document={document}
              parts={parts}
              row={row}
              index={index}
              top={list.top(index)}
              active={index === active}
              chosen={sameLooking(looking, row, parts)}
              now={now}
              list={list}
              onLook={look}
              onFold={fold}
            />
          )
        })}
      </div>
    </div>
  )
}

export const History = ({ document }: { readonly document: OpenDocument }) => {
  const { past, session } = document
  const { reading, parts, trouble } = useStore(past.store)
  const unsaved = useStore(session.store, ({ save }) => save.kind === 'unsaved')
  useEffect(() => past.watch(), [past])

  if (reading.kind === 'failed')
    return (
      <div className="pane-empty">
        <TriangleAlert size={20} />
        <p>{reading.message}</p>
        <Button size="small" onClick={() => void past.load()}>
          Try again
        </Button>
      </div>
    )
  if (parts.length === 0)
    return (
      <div className="pane-empty" role="status">
        <HistoryIcon size={20} />
        <p>
          {reading.kind === 'reading' && reading.changes > 0
            ? `Reading the history… ${plural(reading.changes, 'change')} so far`
            : 'Reading the history…'}
        </p>
      </div>
    )
  if (parts.every(({ timeline }) => timeline.groups.length === 0) && trouble === null)
    return (
      <div className="pane-empty">
        <HistoryIcon size={20} />
        <p>Nothing was changed here yet.</p>
        <p>
          Every change will be listed with its time. You can see what differs from any earlier point and go back to it
          without losing what came after.
        </p>
      </div>
    )
  return (
    <>
      {trouble === null ? null : (
        <p className="history-note" role="status">
          <TriangleAlert size={14} /> {trouble}
        </p>
      )}
      {unsaved ? (
        <p className="history-note" role="status">
          <TriangleAlert size={14} /> The last changes are listed once they are saved.
        </p>
      ) : null}
      <List document={document} parts={parts} />
      <p className="history-hint">
        Choose a point to see what changed since, and to restore it. Nothing is lost by that.
      </p>
    </>
  )
}
