import { Menu } from '@base-ui/react/menu'
import {
  ArrowDownToLine,
  ArrowUpToLine,
  CaptionsOff,
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  CornerLeftUp,
  CornerRightDown,
  Hand,
  RotateCcw,
  SquareSplitVertical,
  WandSparkles,
} from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { Cue } from '../../core/captions/cue'
import { type CaptionRules, rulesIn } from '../../core/captions/rules'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Choose } from '../ui/Choose'
import { CommandButton } from '../ui/CommandButton'
import { exact, plural } from '../ui/times'
import { Tip } from '../ui/Tip'
import type { ListWindow } from '../ui/list-window'
import { movedRow, useList } from '../ui/useList'
import { nextMarked, speedOf, tally, type Tally } from './cues'
import { GuideMenu } from './GuideMenu'
import { presetsWith, rulesOf } from './presets'
import './captions.css'

// The measures of a row in captions.css: padding and border, a caption line, a mark's line with its distance.
const rowRim = 17
const lineHeight = 18
const markHeight = 18

const estimate = (cue: Cue) =>
  rowRim + Math.max(2 * lineHeight, cue.lines.length * lineHeight + cue.marks.length * markHeight)

const toneOf = (cue: Cue, share: number) => {
  const mark = cue.marks.find(({ rule }) => rule === 'cps')
  if (mark) return mark.severity
  return share > 0.9 ? 'look' : 'fine'
}

const Speed = ({ cue, rules }: { readonly cue: Cue; readonly rules: CaptionRules }) => {
  const { value, share } = speedOf(cue, rules)
  const shown: CSSProperties & Record<'--share', number> = { '--share': Math.min(1, share) }
  return (
    <div
      className="cue-speed"
      data-tone={toneOf(cue, share)}
      title={`${value.toFixed(1)} ${rules.reading.unit}. Limit ${rules.reading.limit}.`}
    >
      <i style={shown} />
      {Math.round(value)}
    </div>
  )
}

type RowProps = {
  readonly cue: Cue
  readonly index: number
  readonly count: number
  readonly top: number
  readonly state: 'now' | 'near' | 'quiet'
  readonly active: boolean
  readonly rules: CaptionRules
  readonly list: ListWindow
  readonly onGo: (index: number) => void
}

/** Drawn once per cue while it is in view: scrolling draws only the rows that come in. */
const Row = memo(({ cue, index, count, top, state, active, rules, list, onGo }: RowProps) => {
  const attach = useCallback((row: HTMLDivElement | null) => list.attachRow(index, row), [list, index])
  return (
    <div
      id={`cue-row-${index}`}
      ref={attach}
      role="option"
      aria-selected={state === 'now'}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={`cue ${state}${active ? ' active' : ''}`}
      style={{ top }}
      onClick={() => onGo(index)}
    >
      <div className="cue-times">
        <span>{exact(cue.startMs)}</span>
        <span>{exact(cue.endMs)}</span>
      </div>
      <div className="cue-lines" dir="auto">
        {cue.lines.map((line, number) => (
          // Lines have no identity of their own: their place in the cue is it.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={number}>{line}</div>
        ))}
      </div>
      <Speed cue={cue} rules={rules} />
      {cue.byHand ? (
        <span className="cue-hand" role="img" aria-label="Made by hand" title="Made by hand">
          <Hand size={11} />
        </span>
      ) : null}
      {cue.marks.map((mark) => (
        <div key={mark.rule} className={`cue-mark ${mark.severity}-text`}>
          {mark.message}
        </div>
      ))}
    </div>
  )
})

const List = ({ document, rules }: { readonly document: OpenDocument; readonly rules: CaptionRules }) => {
  const { desk } = useCaesura()
  const { derived, follower } = document
  const cues = useStore(derived.store, (state) => state.cues)
  const hours = useStore(derived.store, (state) => state.endMs >= 3_600_000)
  const near = useStore(follower.store, (state) => state.near)
  const at = useStore(follower.store, (state) => state.at)
  const heights = useMemo(() => cues.map(estimate), [cues])
  const [list, drawn] = useList(heights)
  const attach = useCallback((box: HTMLDivElement | null) => list.attach(box), [list])
  const chosen = useStore(desk.chosen, ({ cueId }) => cueId)
  const active = useMemo(() => (chosen === null ? -1 : cues.findIndex(({ id }) => id === chosen)), [cues, chosen])
  const choose = useCallback((cue: Cue | undefined) => desk.chosen.setState({ cueId: cue?.id ?? null }), [desk])
  /** The list follows the voice until the pointer or the wheel is on it. */
  const held = useRef(false)

  useEffect(() => {
    if (!held.current) list.reveal(near, 'middle')
  }, [near, list])

  const go = useCallback(
    (index: number) => {
      const cue = cues[index]
      if (!cue) return
      choose(cue)
      desk.goTo(cue.startMs)
    },
    [cues, desk, choose],
  )
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = active < 0 ? near : active
    if (event.key === 'Enter') go(row)
    else {
      const to = movedRow(event.key, row, cues.length, list.page(rowRim + 2 * lineHeight))
      if (to === null) return
      choose(cues[to])
      list.reveal(to)
    }
    event.preventDefault()
  }
  const { from, to, totalPx } = drawn
  return (
    <div
      ref={attach}
      className="cues"
      data-hours={hours}
      role="listbox"
      tabIndex={0}
      aria-label="Captions"
      aria-activedescendant={active >= from && active < to ? `cue-row-${active}` : undefined}
      onScroll={list.look}
      onKeyDown={onKey}
      onPointerEnter={() => {
        held.current = true
      }}
      onPointerLeave={() => {
        held.current = false
      }}
    >
      <div className="cues-in" style={{ height: totalPx }}>
        {cues.slice(from, to).map((cue, offset) => {
          const index = from + offset
          return (
            <Row
              key={cue.id}
              cue={cue}
              index={index}
              count={cues.length}
              top={list.top(index)}
              state={index === at ? 'now' : index === near ? 'near' : 'quiet'}
              active={index === active}
              rules={rules}
              list={list}
              onGo={go}
            />
          )
        })}
      </div>
    </div>
  )
}

const Sum = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const cues = useStore(document.derived.store, (state) => state.cues)
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const tallies = useMemo(() => tally(cues), [cues])
  const goTo = (kind: Tally) => {
    const cue = cues[nextMarked(cues, document.follower.store.getState().near, 1, kind)]
    if (cue) app.desk.goTo(cue.startMs)
  }
  return (
    <div className="cue-sum">
      <span>
        <b>{cues.length.toLocaleString('en')}</b> {cues.length === 1 ? 'cue' : 'cues'}
      </span>
      {tallies.slice(0, 1).map((kind) => (
        <span key={`${kind.severity} ${kind.words}`} className={`${kind.severity}-text`}>
          <Tip says={`Go to the next cue that is ${kind.words}`}>
            <button type="button" onClick={() => goTo(kind)}>
              {kind.count.toLocaleString('en')} {kind.words}
            </button>
          </Tip>
        </span>
      ))}
      {tallies.length > 0 ? (
        <Menu.Root>
          <Menu.Trigger className="cue-kinds">
            {tallies.length > 1 ? plural(tallies.length - 1, 'more kind') : 'Fix…'}
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className="positioner" align="end" sideOffset={4} collisionPadding={8}>
              <Menu.Popup className="pop" aria-label="Cues that break a rule, by kind">
                {tallies.map((kind) => (
                  <Menu.Item key={`${kind.severity} ${kind.words}`} className="pop-item" onClick={() => goTo(kind)}>
                    <span className={`grow ${kind.severity}-text`}>{kind.words}</span>
                    <span className="pop-note number">{kind.count.toLocaleString('en')}</span>
                  </Menu.Item>
                ))}
                <div className="pop-line" />
                <Menu.Item
                  className="pop-item"
                  disabled={readOnly}
                  onClick={() => app.dialogs.show({ kind: 'fix-cues' })}
                >
                  <span className="grow">Fix all of a kind…</span>
                </Menu.Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      ) : null}
    </div>
  )
}

/** What can be done to the cue that is chosen, or to the one of the caret. */
const Tools = () => (
  <div className="cue-tools" role="toolbar" aria-label="This cue">
    <CommandButton id="cue-split">
      <SquareSplitVertical size={15} />
    </CommandButton>
    <CommandButton id="cue-join-previous">
      <ArrowUpToLine size={15} />
    </CommandButton>
    <CommandButton id="cue-join-next">
      <ArrowDownToLine size={15} />
    </CommandButton>
    <span className="head-gap" />
    <CommandButton id="cue-word-previous">
      <CornerLeftUp size={15} />
    </CommandButton>
    <CommandButton id="cue-word-next">
      <CornerRightDown size={15} />
    </CommandButton>
    <span className="head-gap" />
    <CommandButton id="cue-in-earlier">
      <ChevronsLeft size={15} />
    </CommandButton>
    <CommandButton id="cue-in-later">
      <ChevronLeft size={15} />
    </CommandButton>
    <CommandButton id="cue-out-earlier">
      <ChevronRight size={15} />
    </CommandButton>
    <CommandButton id="cue-out-later">
      <ChevronsRight size={15} />
    </CommandButton>
    <span className="head-gap" />
    <CommandButton id="cue-fix">
      <WandSparkles size={14} />
    </CommandButton>
    <CommandButton id="cue-free">
      <RotateCcw size={14} />
    </CommandButton>
  </div>
)

export const Captions = ({ document }: { readonly document: OpenDocument }) => {
  const { settings } = useCaesura()
  const preset = useStore(settings.store, (state) => state.preset)
  const none = useStore(document.derived.store, (state) => state.cues.length === 0 && state.endMs > 0)
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const language = useStore(document.session.store, (state) => state.transcript.language)
  const guides = useStore(settings.store, (state) => state.guides)
  const rules = useMemo(() => rulesIn(rulesOf({ preset, guides }), language), [preset, guides, language])
  return (
    <>
      <div className="cue-bar">
        <Choose
          label="Style guide of the captions"
          value={rules.id}
          choices={presetsWith(guides).map(({ id, label, note }) => ({ value: id, label, note }))}
          onChange={(next) => settings.set({ preset: next })}
        />
        <GuideMenu />
        <Sum document={document} />
      </div>
      {none || readOnly ? null : <Tools />}
      {none ? (
        <div className="pane-empty">
          <CaptionsOff size={18} />
          <p>No words, so no captions. Type some, or check that the job heard speech.</p>
        </div>
      ) : (
        <List document={document} rules={rules} />
      )}
    </>
  )
}
