import { memo, useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { compareCues, type Pair } from '../../core/captions/compare'
import { type Cue, ruleWords } from '../../core/captions/cue'
import { createSegmenter } from '../../core/captions/segment'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { Choose } from '../ui/Choose'
import { Sheet } from '../ui/Sheet'
import { Switch } from '../ui/Switch'
import { exact, plural } from '../ui/times'
import type { ListWindow } from '../ui/list-window'
import { movedRow, useList } from '../ui/useList'
import { tally } from './cues'
import { presetsWith, rulesOf } from './presets'

// The measures of a row in captions.css: padding and border; a cue's time, line and distance to the next one.
const rowRim = 13
const timeHeight = 16
const lineHeight = 18
const cueGap = 6
const heightOf = (cues: readonly Cue[]): number =>
  cues.reduce((sum, { lines }) => sum + timeHeight + lines.length * lineHeight + cueGap, -cueGap)
const estimate = ({ left, right }: Pair): number => rowRim + Math.max(heightOf(left), heightOf(right))

const kindWords: Readonly<Record<Pair['kind'], string>> = {
  same: 'The same in both',
  timed: 'The same text at other times',
  parted: 'Parted in another way',
}

const Side = ({ cues }: { readonly cues: readonly Cue[] }) => (
  <div className="compare-side">
    {cues.map((cue) => (
      <div key={cue.id} className="compare-cue">
        <div className="compare-time number">
          {exact(cue.startMs)} – {exact(cue.endMs)}
          {cue.marks.map(({ rule, severity, message }) => (
            <span key={`${severity} ${rule}`} className={`${severity}-text`} title={message}>
              {ruleWords[rule]}
            </span>
          ))}
        </div>
        {cue.lines.map((line, number) => (
          // oxlint-disable-next-line react/no-array-index-key -- a line's place is its only identity
          <div key={number} className="compare-line" dir="auto">
            {line}
          </div>
        ))}
      </div>
    ))}
  </div>
)

type RowProps = {
  readonly pair: Pair
  readonly index: number
  readonly count: number
  readonly top: number
  readonly active: boolean
  readonly list: ListWindow
  readonly onGo: (index: number) => void
}

const Row = memo(({ pair, index, count, top, active, list, onGo }: RowProps) => {
  const attach = useCallback((row: HTMLDivElement | null) => list.attachRow(index, row), [list, index])
  return (
    <div
      id={`compare-row-${index}`}
      ref={attach}
      role="option"
      aria-selected={active}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-description={kindWords[pair.kind]}
      className={`compare-row ${pair.kind}${active ? ' active' : ''}`}
      style={{ top }}
      onClick={() => onGo(index)}
    >
      <Side cues={pair.left} />
      <Side cues={pair.right} />
    </div>
  )
})

const Rows = ({ pairs, onGo }: { readonly pairs: readonly Pair[]; readonly onGo: (pair: Pair) => void }) => {
  const heights = useMemo(() => pairs.map(estimate), [pairs])
  const [list, drawn] = useList(heights)
  const attach = useCallback((box: HTMLDivElement | null) => list.attach(box), [list])
  const [active, setActive] = useState(0)
  const go = useCallback(
    (index: number) => {
      const pair = pairs[index]
      if (pair) onGo(pair)
    },
    [pairs, onGo],
  )
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') go(active)
    else {
      const to = movedRow(event.key, active, pairs.length, list.page(60))
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
      className="compare-rows"
      role="listbox"
      tabIndex={0}
      aria-label="Cues of both style guides, side by side"
      aria-activedescendant={active >= from && active < to ? `compare-row-${active}` : undefined}
      onScroll={list.look}
      onKeyDown={onKey}
    >
      <div className="cues-in" style={{ height: totalPx }}>
        {pairs.slice(from, to).map((pair, offset) => {
          const index = from + offset
          return (
            <Row
              key={`${pair.left[0]?.id ?? ''} ${pair.right[0]?.id ?? ''}`}
              pair={pair}
              index={index}
              count={pairs.length}
              top={list.top(index)}
              active={index === active}
              list={list}
              onGo={go}
            />
          )
        })}
      </div>
    </div>
  )
}

const Counts = ({ cues }: { readonly cues: readonly Cue[] }) => (
  <div className="compare-counts number">
    {plural(cues.length, 'cue')}
    {tally(cues).map(({ rule, severity, words, count }) => (
      <span key={`${severity} ${rule}`} className={`${severity}-text`}>
        {count.toLocaleString('en')} {words}
      </span>
    ))}
  </div>
)

/** The cues by two style guides, side by side: where they differ, and how many break what. */
export const CompareSheet = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const preset = useStore(app.settings.store, (state) => state.preset)
  const guides = useStore(app.settings.store, (state) => state.guides)
  const wanted = useStore(app.settings.store, (state) => state.compareWith)
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const [isAll, setAll] = useState(false)
  const choices = presetsWith(guides).map(({ id, label, note }) => ({ value: id, label, note }))
  const own = rulesOf({ preset, guides })
  const other = rulesOf({ preset: wanted, guides })
  const left = useMemo(() => createSegmenter(own)(transcript), [own, transcript])
  const right = useMemo(() => createSegmenter(other)(transcript), [other, transcript])
  const pairs = useMemo(() => compareCues(left, right), [left, right])
  const parted = useMemo(() => pairs.filter(({ kind }) => kind === 'parted'), [pairs])
  const timed = useMemo(() => pairs.filter(({ kind }) => kind === 'timed').length, [pairs])
  const first = useRef<HTMLButtonElement>(null)
  const go = useCallback(
    (pair: Pair) => {
      app.dialogs.hide()
      app.desk.goTo((pair.left[0] ?? pair.right[0])?.startMs ?? 0)
    },
    [app],
  )
  const shown = isAll ? pairs : parted
  return (
    <Sheet title="Compare style guides" broad onClose={() => app.dialogs.hide()} firstFocus={first} bare>
      <div className="compare-head">
        <div>
          <Choose
            label="Style guide on the left: the one of the captions"
            value={own.id}
            choices={choices}
            onChange={(id) => app.settings.set({ preset: id })}
          />
          <Counts cues={left} />
        </div>
        <div>
          <Choose
            label="Style guide on the right"
            value={other.id}
            choices={choices}
            onChange={(id) => app.settings.set({ compareWith: id })}
          />
          <Counts cues={right} />
        </div>
      </div>
      {shown.length === 0 ? (
        <p className="compare-none">
          {pairs.length === 0
            ? 'There are no words, so there are no captions.'
            : timed === 0
              ? 'Both make the same captions.'
              : 'Both part the words in the same way; only times differ.'}
        </p>
      ) : (
        <Rows key={`${own.id} ${other.id} ${isAll}`} pairs={shown} onGo={go} />
      )}
      <div className="dialog-foot compare-foot">
        <Switch label="Also where they part the words in the same way" on={isAll} onChange={setAll} />
        <span>All</span>
        <span className="grow compare-says" role="status">
          Of {plural(pairs.length, 'place')} {parted.length.toLocaleString('en')} {parted.length === 1 ? 'is' : 'are'}{' '}
          parted otherwise, {timed.toLocaleString('en')} at other times
        </span>
        <Button
          disabled={own.id === other.id}
          onClick={() => app.settings.set({ preset: other.id, compareWith: own.id })}
        >
          Use the one on the right
        </Button>
        <Button ref={first} look="primary" onClick={() => app.dialogs.hide()}>
          Done
        </Button>
      </div>
    </Sheet>
  )
}
