// The comparison in the place of the text, for reading: what is gone is struck through, what is new is underlined, and each
// is said in words too. Only the rows in view are on the page.

import { Menu } from '@base-ui/react/menu'
import { ArrowLeft, ChevronsUpDown, History as HistoryIcon, RotateCcw, Undo2 } from 'lucide-react'
import {
  memo,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { useStore } from 'zustand'
import { compare, isEmpty, type Comparison, type Mark, type Span } from '../../core/history/compare'
import { indexOriginal, type Original } from '../../core/history/original'
import { asSentence, listed, phrases } from '../../core/history/words'
import type { Paragraph, Speaker, Word } from '../../core/transcript/model'
import { pauseInWords } from '../../core/transcript/pauses'
import { joinWords } from '../../core/transcript/tokens'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { speakerPaint } from '../speakers/colours'
import { Button } from '../ui/Button'
import { Segments } from '../ui/Choose'
import type { ListWindow } from '../ui/list-window'
import { useNow } from '../ui/ticker'
import { plural, short } from '../ui/times'
import { Tip } from '../ui/Tip'
import { movedRow, useList } from '../ui/useList'
import type { Looking } from './past'
import { backToText, originalName, pointAt, restoreParagraphTo, restorePoint, restoreWordsTo } from './restore'
import { changesRows, type ChangesRow } from './rows'
import { when } from './when'
import './history.css'

const textOf = (words: readonly Word[]): string => joinWords(words.map(({ text }) => text))

const markWords: Readonly<Record<Mark, string>> = {
  retimed: 'other times',
  cut: 'cut',
  uncut: 'no longer cut',
  break: 'caption break set',
  unbreak: 'caption break taken away',
}

/** What a screen reader says beside what is drawn. */
const Said = ({ children }: { readonly children: string }) => <span className="visually-hidden">{children}</span>

/** What a change of the text can be taken back by: the words whose restoring brings the stretch back. */
type Restorable = { readonly ids: readonly string[]; readonly says: string }

type WordMenuAt = Restorable & { readonly rect: DOMRect }
type OnWord = ((at: WordMenuAt) => void) | null

const Changed = ({
  what,
  onWord,
  children,
}: {
  readonly what: Restorable
  readonly onWord: OnWord
  readonly children: ReactNode
}) =>
  onWord === null ? (
    <span className="diff-change">{children}</span>
  ) : (
    <button
      type="button"
      className="diff-change"
      tabIndex={-1}
      aria-haspopup="menu"
      onClick={(event: MouseEvent<HTMLButtonElement>) =>
        onWord({ ...what, rect: event.currentTarget.getBoundingClientRect() })
      }
    >
      {children}
    </button>
  )

const Marks = ({ marks }: { readonly marks: readonly Mark[] }) =>
  marks.length === 0 ? null : <Said>{` (${marks.map((mark) => markWords[mark]).join(', ')})`}</Said>

const pauseWhat = {
  added: 'added',
  removed: 'removed',
  cut: 'cut',
  uncut: 'no longer cut',
  retimed: 'other times',
} as const

const SpanText = ({ span, onWord }: { readonly span: Span; readonly onWord: OnWord }) => {
  switch (span.kind) {
    case 'kept':
      return (
        <span className={span.marks.map((mark) => `diff-${mark}`).join(' ')}>
          {textOf(span.words)}
          <Marks marks={span.marks} />
        </span>
      )
    case 'corrected':
      return (
        <Changed what={{ ids: [span.after.id], says: `Back to “${span.before.text}”` }} onWord={onWord}>
          <Said>corrected from </Said>
          <del>{span.before.text}</del>
          <Said> to </Said> <ins>{span.after.text}</ins>
          <Marks marks={span.marks} />
          <Said>, </Said>
        </Changed>
      )
    case 'added':
      return (
        <Changed
          what={{ ids: span.words.map(({ id }) => id), says: `Take out “${textOf(span.words)}”` }}
          onWord={span.moved ? null : onWord}
        >
          <Said>{span.moved ? 'moved here: ' : 'added: '}</Said>
          <ins className={span.moved ? 'moved' : undefined}>{textOf(span.words)}</ins>
          <Said>, </Said>
        </Changed>
      )
    case 'removed':
      return (
        <Changed
          what={{ ids: span.words.map(({ id }) => id), says: `Bring back “${textOf(span.words)}”` }}
          onWord={span.moved ? null : onWord}
        >
          <Said>{span.moved ? 'moved away: ' : 'removed: '}</Said>
          <del className={span.moved ? 'moved' : undefined}>{textOf(span.words)}</del>
          <Said>, </Said>
        </Changed>
      )
    case 'pause': {
      const words = `${pauseInWords({ ...span.pause, kind: 'marker' })}, ${pauseWhat[span.what]}`
      return <span className="diff-pill">{words}</span>
    }
    case 'joined':
      return <span className="diff-pill">joined here</span>
  }
}

const nameOf = (speakers: readonly Speaker[], id: string): string =>
  speakers.find((speaker) => speaker.id === id)?.name ?? 'Nobody'

const Label = ({ paragraph, speakers }: { readonly paragraph: Paragraph; readonly speakers: readonly Speaker[] }) => {
  const index = speakers.findIndex(({ id }) => id === paragraph.speakerId)
  const startMs = paragraph.items[0]?.startMs
  return (
    <span className="diff-label">
      <b style={{ color: speakerPaint(speakers[index], index) }}>{nameOf(speakers, paragraph.speakerId)}</b>
      {startMs === undefined ? null : <span className="number">{short(startMs)}</span>}
    </span>
  )
}

/** What cannot be seen in the words of the row. */
const notesOf = (row: ChangesRow & { readonly kind: 'changed' }, before: readonly Speaker[]): readonly string[] => {
  const marked = new Map<Mark, number>()
  for (const span of row.spans) {
    if (span.kind !== 'kept' && span.kind !== 'corrected') continue
    const count = span.kind === 'kept' ? span.words.length : 1
    for (const mark of span.marks) marked.set(mark, (marked.get(mark) ?? 0) + count)
  }
  return [
    ...(row.began === 'split' ? ['Split from the paragraph above'] : row.began === 'new' ? ['New paragraph'] : []),
    ...(row.moved ? ['Moved here'] : []),
    ...(row.speakerBefore === null ? [] : [`Was spoken by ${nameOf(before, row.speakerBefore)}`]),
    ...[...marked].map(([mark, count]) =>
      mark === 'break' || mark === 'unbreak'
        ? `${plural(count, 'word')}: ${markWords[mark]}`
        : `${plural(count, 'word')} ${mark === 'retimed' ? 'with other times' : markWords[mark]}`,
    ),
  ]
}

type RowProps = {
  readonly row: ChangesRow
  readonly index: number
  readonly count: number
  readonly top: number
  readonly active: boolean
  readonly comparison: Comparison
  readonly list: ListWindow
  readonly onUnfold: (from: number) => void
  /** Null where nothing may be changed. */
  readonly onParagraph: ((paragraphId: string, what: 'standing' | 'gone') => void) | null
  readonly onWord: OnWord
}

const RowBody = ({ row, active, comparison, onUnfold, onParagraph, onWord }: RowProps) => {
  const { before, after } = comparison
  switch (row.kind) {
    case 'fold':
      return (
        <button type="button" className="diff-fold" tabIndex={active ? 0 : -1} onClick={() => onUnfold(row.from)}>
          <ChevronsUpDown size={13} /> {plural(row.count, 'paragraph')} unchanged
        </button>
      )
    case 'plain': {
      const paragraph = after.paragraphs[row.index]
      if (!paragraph) return null
      return (
        <>
          <div className="diff-head">
            <Label paragraph={paragraph} speakers={after.speakers} />
            <span className="diff-notes">unchanged</span>
          </div>
          <p className="diff-text unchanged" dir="auto">
            {textOf(paragraph.items.filter((item) => item.kind === 'word'))}
          </p>
        </>
      )
    }
    case 'changed':
    case 'gone': {
      const gone = row.kind === 'gone'
      const notes = gone ? ['Paragraph removed'] : notesOf(row, before.speakers)
      return (
        <>
          <div className="diff-head">
            <Label paragraph={row.paragraph} speakers={gone ? before.speakers : after.speakers} />
            <span className="diff-notes">{notes.join(' · ')}</span>
            {onParagraph === null || (row.kind === 'changed' && row.began === 'new') ? null : (
              <Button
                size="small"
                look="plain"
                tabIndex={active ? 0 : -1}
                onClick={() => onParagraph(row.paragraph.id, gone ? 'gone' : 'standing')}
              >
                <RotateCcw size={13} /> Restore this paragraph
              </Button>
            )}
          </div>
          <p className="diff-text selectable" dir="auto">
            {row.spans.length === 0 ? <Said>A paragraph without words</Said> : null}
            {row.spans.map((span, at) => (
              // Spans have no identity of their own: their place in the row is it.
              // oxlint-disable-next-line react/no-array-index-key
              <span key={at}>
                <SpanText span={span} onWord={onWord} />{' '}
              </span>
            ))}
          </p>
        </>
      )
    }
  }
}

const Row = memo((props: RowProps) => {
  const { row, index, count, top, active, list } = props
  const attach = useCallback((element: HTMLElement | null) => list.attachRow(index, element), [list, index])
  return (
    <article
      id={`change-row-${index}`}
      ref={attach}
      aria-posinset={index + 1}
      aria-setsize={count}
      tabIndex={active ? 0 : -1}
      className={`diff-row ${row.kind}`}
      style={{ top }}
    >
      <div className="diff-in">
        <RowBody {...props} />
      </div>
    </article>
  )
})

// The measures of a row in history.css, for rows that were not drawn yet: 66 characters a line.
const lineHeight = 26
const rim = 52
const linesOf = (characters: number) => Math.max(1, Math.ceil(characters / 66))
const estimate = (row: ChangesRow, comparison: Comparison): number => {
  if (row.kind === 'fold') return 40
  const paragraph = row.kind === 'plain' ? comparison.after.paragraphs[row.index] : row.paragraph
  return rim + lineHeight * linesOf((paragraph?.items.length ?? 0) * 6)
}

const Feed = ({
  comparison,
  label,
  onParagraph,
  onWord,
}: Pick<RowProps, 'comparison' | 'onParagraph' | 'onWord'> & { readonly label: string }) => {
  const [shown, setShown] = useState<ReadonlySet<number>>(new Set<number>())
  const rows = useMemo(() => changesRows(comparison, shown), [comparison, shown])
  const heights = useMemo(() => rows.map((row) => estimate(row, comparison)), [rows, comparison])
  const [list, drawn] = useList(heights)
  const attach = useCallback((box: HTMLDivElement | null) => list.attach(box), [list])
  const [active, setActive] = useState(0)
  /** A key asked for the row, which may only now come to be. */
  const wanted = useRef(false)
  useEffect(() => {
    const row = wanted.current ? document.getElementById(`change-row-${active}`) : null
    if (row === null) return
    wanted.current = false
    row.focus({ preventScroll: true })
  })
  const unfold = useCallback((from: number) => setShown((before) => new Set(before).add(from)), [])

  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement)) return
    const row = rows[active]
    const place = document.getElementById(`change-row-${active}`)
    if (event.key === 'Enter' && event.target === place && row?.kind === 'fold') unfold(row.from)
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const stops = [...(place?.querySelectorAll<HTMLElement>('button') ?? [])]
      const at = stops.indexOf(event.target) + (event.key === 'ArrowRight' ? 1 : -1)
      if (at < 0) place?.focus()
      else stops[Math.min(at, stops.length - 1)]?.focus()
    } else {
      const to = movedRow(event.key, active, rows.length, list.page(rim + 3 * lineHeight))
      if (to === null) return
      wanted.current = true
      setActive(to)
      list.reveal(to)
    }
    event.preventDefault()
  }
  const { from, to, totalPx } = drawn
  return (
    <div
      ref={attach}
      className="diff"
      role="feed"
      aria-label={label}
      onScroll={list.look}
      onKeyDown={onKey}
      onFocus={(event) => {
        const row = event.target.closest('article')?.id.replace('change-row-', '')
        if (row !== undefined) setActive(Number(row))
      }}
    >
      <div className="diff-rows" style={{ height: totalPx }}>
        {rows.slice(from, to).map((row, offset) => {
          const index = from + offset
          return (
            <Row
              key={
                row.kind === 'fold'
                  ? `fold ${row.from}`
                  : row.kind === 'plain'
                    ? `plain ${row.index}`
                    : row.paragraph.id
              }
              row={row}
              index={index}
              count={rows.length}
              top={list.top(index)}
              active={index === active}
              comparison={comparison}
              list={list}
              onUnfold={unfold}
              onParagraph={onParagraph}
              onWord={onWord}
            />
          )
        })}
      </div>
    </div>
  )
}

const WordMenu = ({
  at,
  onRestore,
  onClose,
}: {
  readonly at: WordMenuAt
  readonly onRestore: () => void
  readonly onClose: () => void
}) => (
  <Menu.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
    <Menu.Portal>
      <Menu.Positioner
        className="positioner"
        anchor={{ getBoundingClientRect: () => at.rect }}
        align="start"
        sideOffset={4}
        collisionPadding={8}
      >
        <Menu.Popup className="pop" aria-label="What to do with this change">
          <Menu.Item className="pop-item" onClick={onRestore}>
            <Undo2 size={15} /> <span className="grow one-line diff-menu">{at.says}</span>
          </Menu.Item>
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  </Menu.Root>
)

/** The point lies before what was chosen. */
const restoreWords: Readonly<Record<Looking['only'], string>> = {
  all: 'Restore the original',
  session: 'Restore to before this session',
  change: 'Restore to before this change',
}

/** At most so many kinds of changes in the head; the rows say the rest. */
const mostPhrases = 6

/** The comparison that is looked at. `document` lies open beneath; its text comes back with Escape. */
export const Changes = ({
  document: open,
  looking,
}: {
  readonly document: OpenDocument
  readonly looking: Looking
}) => {
  const app = useCaesura()
  const { past, session } = open
  const transcript = useStore(session.store, (state) => state.transcript)
  const readOnly = useStore(session.store, (state) => state.readOnly)
  const now = useNow(app.ticker, 60_000)
  const [reach, setReach] = useState<'since' | 'only'>('since')
  const [word, setWord] = useState<WordMenuAt | null>(null)
  const then = useMemo(() => past.at(looking.from), [past, looking])
  const until = useMemo(
    () => (reach === 'only' && looking.to !== null ? past.at(looking.to) : transcript),
    [past, looking, reach, transcript],
  )
  const comparison = useMemo(() => compare(then, until), [then, until])
  const index = useRef<Original | null>(null)
  /** Made when something is restored: 72 ms at 100,000 words. */
  const thenIndexed = useCallback((): Original => {
    if (index.current?.transcript !== then) index.current = indexOriginal(then)
    return index.current
  }, [then])

  const atMs = pointAt(open, looking.from)
  const isOriginal = looking.only === 'all' || atMs === null
  const since = isOriginal ? originalName(app, open.jobId) : when(atMs, now)
  const title =
    reach === 'only'
      ? `What changed ${looking.only === 'session' ? `in the session of ${since}` : `with one change, ${since}`}`
      : `What changed since ${since}`
  const sum = asSentence(listed(phrases(comparison), mostPhrases))
  const editable = readOnly === null && reach === 'since'

  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => {
      const { dialog, drawer } = app.dialogs.store.getState()
      if (event.key !== 'Escape' || event.defaultPrevented || dialog !== null || drawer !== null) return
      // A menu or a field that is being written in has its own Escape.
      if (document.querySelector('.pop[data-open]') !== null || event.target instanceof HTMLInputElement) return
      backToText(app, open)
    }
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [app, open])

  return (
    <>
      <div className="diff-top">
        <div className="diff-title">
          <h2>{title}</h2>
          <p role="status">{isEmpty(comparison) ? 'Nothing: the transcript says the same.' : `${sum}.`}</p>
        </div>
        <div className="diff-tools">
          {looking.to === null ? null : (
            <Segments
              label="How much is compared"
              value={reach}
              choices={[
                { value: 'since', label: 'Since then' },
                { value: 'only', label: looking.only === 'session' ? 'Only this session' : 'Only this change' },
              ]}
              onChange={setReach}
            />
          )}
          <span className="grow" />
          <Tip says="Back to the transcript" keys="Escape">
            <Button data-first-focus="" onClick={() => backToText(app, open)}>
              <ArrowLeft size={14} /> Back to the transcript
            </Button>
          </Tip>
          {readOnly === null ? (
            <Button look="primary" onClick={() => restorePoint(app, open, looking.from)}>
              <HistoryIcon size={14} /> {restoreWords[isOriginal ? 'all' : looking.only]}
            </Button>
          ) : null}
        </div>
        {readOnly === null ? null : <p className="diff-closed">This can be looked at, not restored. {readOnly}</p>}
      </div>
      {isEmpty(comparison) ? (
        <div className="centre">
          <div className="standing">
            <span className="sign">
              <HistoryIcon size={20} />
            </span>
            <p>
              {reach === 'only'
                ? 'What was changed here was taken back, so nothing differs.'
                : 'The transcript is what it was at this point.'}
            </p>
          </div>
        </div>
      ) : (
        <Feed
          key={`${looking.from.part}/${looking.from.at} ${reach}`}
          comparison={comparison}
          label={title}
          onParagraph={
            editable ? (paragraphId, what) => restoreParagraphTo(app, open, thenIndexed(), paragraphId, what) : null
          }
          onWord={editable ? setWord : null}
        />
      )}
      {word === null ? null : (
        <WordMenu
          at={word}
          onClose={() => setWord(null)}
          onRestore={() => void restoreWordsTo(app, open, thenIndexed(), word.ids)}
        />
      )}
    </>
  )
}
