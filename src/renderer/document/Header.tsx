import { Popover } from '@base-ui/react/popover'
import { Slider } from '@base-ui/react/slider'
import { PanelLeft, PanelRight, Redo2, Search, Timer, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { lengthOf } from '../../core/transcript/cuts'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { jobOf, type OpenDocument } from '../desk/desk'
import { shownTitle } from '../library/words'
import { Button } from '../ui/Button'
import { CommandButton } from '../ui/CommandButton'
import { plural, short } from '../ui/times'
import { Tip } from '../ui/Tip'
import type { SaveState } from '../session/types'

const Title = ({ jobId }: { readonly jobId: string }) => {
  const { library, bridge, messages } = useCaesura()
  const title = useStore(library.store, ({ jobs, trash }) => {
    const job = jobs.find((one) => one.id === jobId) ?? trash.find((one) => one.id === jobId)
    return job ? shownTitle(job) : ''
  })
  const [draft, setDraft] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const editing = draft !== null
  useEffect(() => {
    if (editing) field.current?.select()
  }, [editing])
  const keep = async () => {
    const wanted = draft?.trim() ?? ''
    setDraft(null)
    if (wanted === '' || wanted === title) return
    const renamed = await bridge.renameJob({ jobId, title: wanted })
    if (!renamed.ok) messages.say('The title was not changed.', { more: renamed.message, failure: true })
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void keep()
    else if (event.key === 'Escape') setDraft(null)
  }
  if (draft !== null)
    return (
      <input
        ref={field}
        className="title-input"
        aria-label="Title"
        value={draft}
        maxLength={300}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void keep()}
        onKeyDown={key}
      />
    )
  return (
    <h1>
      <button type="button" className="title-button one-line" title="Rename" onClick={() => setDraft(title)}>
        {title}
      </button>
    </h1>
  )
}

const saveWords = (save: SaveState): string => {
  switch (save.kind) {
    case 'saved':
      return 'All changes saved'
    case 'saving':
      return 'Saving…'
    case 'unsaved':
      return 'Not saved yet'
  }
}

/** A screen reader hears trouble at once, and that all is saved once the keyboard has rested; never per key. */
const SpokenSave = ({ document }: { readonly document: OpenDocument }) => {
  const [said, setSaid] = useState('')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = document.session.store.subscribe(({ save }, { save: before }) => {
      if (save === before) return
      clearTimeout(timer)
      if (save.kind === 'unsaved') setSaid(save.message)
      else timer = setTimeout(() => setSaid(save.kind === 'saved' ? 'All changes saved' : ''), 2000)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [document])
  return (
    <span className="visually-hidden" role="status" aria-live="polite">
      {said}
    </span>
  )
}

const StateLine = ({ document }: { readonly document: OpenDocument }) => {
  const save = useStore(document.session.store, (state) => state.save)
  const language = useStore(document.session.store, (state) => state.transcript.language)
  const words = useStore(document.derived.store, (state) => state.words)
  const endMs = useStore(document.derived.store, (state) => state.endMs)
  const cuts = useStore(document.derived.store, (state) => state.cuts)
  return (
    <div className="head-line">
      <span className={`save-${save.kind}`} data-testid="save-state">
        {saveWords(save)}
      </span>
      {words === 0 ? null : <span className="may-go">{plural(words, 'word')}</span>}
      {endMs === 0 ? null : <span className="may-go">{short(endMs)}</span>}
      {cuts.length === 0 ? null : <span className="may-go">{short(lengthOf(cuts))} cut</span>}
      {language === '' ? null : <span className="may-go">{language}</span>}
      <SpokenSave document={document} />
    </div>
  )
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

const ThresholdSlider = () => {
  const { settings } = useCaesura()
  const thresholdMs = useStore(settings.store, (state) => state.thresholdMs)
  return (
    <Slider.Root
      value={thresholdMs}
      min={0}
      max={5000}
      step={100}
      largeStep={500}
      onValueChange={(next) => settings.set({ thresholdMs: next })}
    >
      <Slider.Control className="slider">
        <Slider.Track className="slider-track">
          <Slider.Indicator className="slider-fill" />
          <Slider.Thumb
            className="slider-thumb"
            getAriaLabel={() => 'Show pauses from this length'}
            getAriaValueText={(_, value) => `${(value / 1000).toFixed(1)} seconds`}
          />
        </Slider.Track>
      </Slider.Control>
    </Slider.Root>
  )
}

const Threshold = () => {
  const { settings } = useCaesura()
  const thresholdMs = useStore(settings.store, (state) => state.thresholdMs)
  return (
    <>
      <div className="threshold">
        <span>
          Pauses ≥ <b>{seconds(thresholdMs)}</b>
        </span>
        <ThresholdSlider />
      </div>
      <Popover.Root>
        <Popover.Trigger className="button plain small threshold-chip number">
          <Timer size={14} /> ≥ {seconds(thresholdMs)}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className="positioner" sideOffset={6} collisionPadding={8}>
            <Popover.Popup className="pop threshold-pop">
              <Popover.Title className="threshold" render={<div />}>
                <span>
                  Show pauses from <b>{seconds(thresholdMs)}</b>
                </span>
              </Popover.Title>
              <ThresholdSlider />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </>
  )
}

/** What undo or redo would do, soon after it changed: rendered with the key it changed by, two tooltips were 0.7 ms of that. */
const useLabelSoon = ({ session: { store } }: OpenDocument, which: 'undoLabel' | 'redoLabel'): string | null => {
  const [label, setLabel] = useState(() => store.getState()[which])
  useEffect(() => {
    const show = () => setLabel(store.getState()[which])
    let timer: ReturnType<typeof setTimeout> | null = null
    show()
    const stop = store.subscribe((now, before) => {
      if (now[which] === before[which] || timer !== null) return
      timer = setTimeout(() => {
        timer = null
        show()
      }, 100)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [store, which])
  return label
}

const Undo = ({ document }: { readonly document: OpenDocument }) => {
  const label = useLabelSoon(document, 'undoLabel')
  return (
    <CommandButton id="undo" off={label === null} says={label === null ? 'Nothing to undo' : `Undo: ${label}`}>
      <Undo2 size={16} />
    </CommandButton>
  )
}
const Redo = ({ document }: { readonly document: OpenDocument }) => {
  const label = useLabelSoon(document, 'redoLabel')
  return (
    <CommandButton id="redo" off={label === null} says={label === null ? 'Nothing to redo' : `Redo: ${label}`}>
      <Redo2 size={16} />
    </CommandButton>
  )
}

const Tools = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const readOnly = useStore(document.session.store, (state) => state.readOnly !== null)
  const noText = useStore(app.desk.store, (state) => state.surface === null)
  return (
    <div className="head-tools" role="toolbar" aria-label="Document">
      {readOnly ? null : (
        <>
          <Undo document={document} />
          <Redo document={document} />
          <span className="head-gap" />
        </>
      )}
      <CommandButton
        id="find"
        off={noText}
        {...(noText ? { says: 'Find: the text is put away while you compare' } : {})}
      >
        <Search size={16} />
      </CommandButton>
      <span className="head-gap" />
      <Threshold />
      <span className="head-gap" />
      <Tip says="Write a subtitle file" of="export">
        <Button look="primary" onClick={() => runCommand(app, 'export')}>
          Export
        </Button>
      </Tip>
    </div>
  )
}

const PaneButton = ({ side, shown }: { readonly side: 'left' | 'right'; readonly shown: boolean }) =>
  shown ? null : (
    <span className={`side-${side}`}>
      <CommandButton
        id={side === 'left' ? 'toggle-library' : 'toggle-inspector'}
        says={side === 'left' ? 'Show the library' : 'Show captions and details'}
      >
        {side === 'left' ? <PanelLeft size={16} /> : <PanelRight size={16} />}
      </CommandButton>
    </span>
  )

/** `leftShown`, `rightShown`: the side panes stand beside the text; where one does not, a button brings it back. */
export const Header = ({ leftShown, rightShown }: { readonly leftShown: boolean; readonly rightShown: boolean }) => {
  const { desk } = useCaesura()
  const jobId = useStore(desk.store, ({ view }) => jobOf(view))
  const open = useStore(desk.store, ({ view }) => (view.kind === 'open' ? view.document : null))
  return (
    <header className={jobId === null ? 'head bare' : 'head'}>
      <PaneButton side="left" shown={leftShown} />
      <div className="head-words">
        {jobId === null ? null : <Title key={jobId} jobId={jobId} />}
        {open ? <StateLine document={open} /> : null}
      </div>
      {open ? <Tools document={open} /> : null}
      <PaneButton side="right" shown={rightShown} />
    </header>
  )
}
