import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useStore } from 'zustand'
import { moveWordTo } from '../../core/transcript/manual'
import { showing } from '../captions/cues'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { nameOf } from '../speakers/changes'
import { clock, short } from '../ui/times'
import { setTime } from '../words/changes'
import { edgeAt, type WordEdge } from './near'
import { scaleHeight, type Span } from './paint'
import { createStrip, type StripSurface } from './strip'
import { following, panned, whole, zoomed, type View } from './view'

/** A press that moves less than this is a click. */
const clickPixels = 3
const nearPlayhead = 6
const nearEdge = 5
const keyStepMs = 1000
/** Keys that move, by how much; with Shift they take what they pass along. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -keyStepMs,
  ArrowDown: -keyStepMs,
  ArrowRight: keyStepMs,
  ArrowUp: keyStepMs,
  PageDown: -10 * keyStepMs,
  PageUp: 10 * keyStepMs,
  Home: -Infinity,
  End: Infinity,
}
const closer = 0.6

/** The paragraph the caret is in, as a span of time. */
const caretSpan = (document: OpenDocument, paragraphId: string | null): Span | null => {
  const paragraph = document.session.store.getState().transcript.paragraphs.find(({ id }) => id === paragraphId)
  const first = paragraph?.items[0]
  const last = paragraph?.items.at(-1)
  return first && last ? { startMs: first.startMs, endMs: last.endMs } : null
}
/** The strip follows the caret when it has rested so long: drawn with the key, it was 0.8 ms of it. */
const restMs = 100

/** What a hand has hold of: the playhead, the whole strip by its time marks, the edge of a word, or words to be selected. */
type Grip = { readonly x: number; readonly ms: number; readonly moved: boolean } & (
  | { readonly kind: 'playhead' | 'select' }
  | { readonly kind: 'pan'; readonly view: View }
  | { readonly kind: 'edge'; readonly at: WordEdge }
)

type Reach = { readonly fromMs: number; readonly toMs: number }
const between = ({ fromMs, toMs }: Reach): Span => ({ startMs: Math.min(fromMs, toMs), endMs: Math.max(fromMs, toMs) })

/** How far the reading of the sound is, and why there is none. */
const SoundLine = () => {
  const app = useCaesura()
  const sound = useStore(app.sound.store, (state) => state.sound)
  if (sound.kind === 'failed')
    return (
      <div className="strip-sound" role="status">
        {sound.message}
      </div>
    )
  if (sound.kind !== 'reading') return null
  return (
    <div className="strip-sound" role="status">
      <span className="number">Reading the sound, {Math.floor(sound.part * 100)} %</span>
      <button type="button" onClick={() => app.sound.stop()}>
        Stop
      </button>
    </div>
  )
}

export const Strip = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { desk, player, sound } = app
  const runs = useStore(document.derived.store, (state) => state.runs)
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const cuts = useStore(document.derived.store, (state) => state.cuts)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const playhead = useRef<HTMLDivElement>(null)
  const hint = useRef<HTMLDivElement>(null)
  const surface = useRef<StripSurface | null>(null)
  const grip = useRef<Grip | null>(null)
  /** What is being selected with keys: from where, and to where. */
  const reach = useRef<Reach | null>(null)
  const [zoomedIn, setZoomedIn] = useState(false)
  const transcript = () => document.session.store.getState().transcript

  useEffect(() => {
    if (!box.current || !canvas.current || !playhead.current) return undefined
    const strip = createStrip(
      { box: box.current, canvas: canvas.current, playhead: playhead.current },
      player,
      () => document.session.store.getState().transcript,
      setZoomedIn,
    )
    surface.current = strip
    // None of these passes through React: they change with every line that is scrolled and every piece that is read.
    const showSound = () => {
      const now = sound.store.getState().sound
      strip.setData({ peaks: now.kind === 'reading' || now.kind === 'drawn' ? now.peaks : null })
    }
    const showText = () => {
      const { inView, selected } = desk.shown.getState()
      const isSelecting = grip.current?.kind === 'select' || reach.current !== null
      strip.setData(isSelecting ? { inView } : { inView, selected })
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const showCaret = () => {
      const paragraphId = desk.store.getState().caret?.paragraphId ?? null
      strip.setData({ here: caretSpan(document, paragraphId) })
    }
    showSound()
    showText()
    showCaret()
    const stops = [
      desk.store.subscribe(({ caret }, { caret: before }) => {
        if (caret?.paragraphId === before?.paragraphId) return
        clearTimeout(timer)
        timer = setTimeout(showCaret, restMs)
      }),
      sound.store.subscribe(showSound),
      desk.shown.subscribe(showText),
      document.session.onChange(strip.textChanged),
    ]
    return () => {
      surface.current = null
      clearTimeout(timer)
      for (const stop of stops) stop()
      strip.close()
    }
  }, [player, desk, sound, document])
  useEffect(() => surface.current?.setData({ runs, durationMs, cuts }), [runs, durationMs, cuts])

  /** A word with its edge where the hand has it, as it would be. */
  const drawn = ({ wordId, edge }: WordEdge, ms: number) => moveWordTo(transcript(), wordId, edge, Math.round(ms))?.word
  const readOnly = () => document.session.store.getState().readOnly !== null
  const within = (ms: number) => Math.min(Math.max(0, ms), durationMs)

  const say = (strip: StripSurface, ms: number, text: string) => {
    const element = hint.current
    if (!element) return
    element.textContent = text
    element.style.transform = `translateX(clamp(0px, calc(${strip.xOf(ms)}px - 50%), calc(${strip.width()}px - 100%)))`
  }
  const sayHint = (strip: StripSurface, ms: number) => {
    const { cues } = document.derived.store.getState()
    const cue = cues[showing(cues, ms)]
    say(strip, ms, cue ? `${short(ms)}  ${nameOf(transcript(), cue.speakerId)}` : short(ms))
  }
  const edgeUnder = (strip: StripSurface, clientX: number): WordEdge | null => {
    if (readOnly()) return null
    const words = strip.words()
    const reachMs = Math.abs(strip.msAt(clientX + nearEdge) - strip.msAt(clientX))
    return words.length === 0 ? null : edgeAt(words, strip.msAt(clientX), reachMs)
  }
  const grasp = (strip: StripSurface, event: PointerEvent<HTMLDivElement>): Grip => {
    const area = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - area.left, event.clientY - area.top]
    const base = { x: event.clientX, ms: strip.msAt(event.clientX), moved: false }
    if (Math.abs(x - strip.xOf(player.timeMs())) <= nearPlayhead) return { ...base, kind: 'playhead' }
    if (y > strip.height() - scaleHeight)
      return zoomedIn ? { ...base, kind: 'pan', view: strip.view() } : { ...base, kind: 'playhead' }
    const at = edgeUnder(strip, event.clientX)
    return at === null ? { ...base, kind: 'select' } : { ...base, kind: 'edge', at }
  }
  const down = (event: PointerEvent<HTMLDivElement>) => {
    const strip = surface.current
    if (event.button !== 0 || !strip) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = grasp(strip, event)
    strip.hold(true)
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const strip = surface.current
    if (!strip) return
    const ms = within(strip.msAt(event.clientX))
    const held = grip.current
    if (!held) {
      sayHint(strip, ms)
      const area = event.currentTarget.getBoundingClientRect()
      const overScale = event.clientY - area.top > strip.height() - scaleHeight
      event.currentTarget.dataset['over'] =
        !overScale && edgeUnder(strip, event.clientX) ? 'edge' : overScale && zoomedIn ? 'scale' : 'text'
      return
    }
    if (!held.moved && Math.abs(event.clientX - held.x) < clickPixels) return
    grip.current = { ...held, moved: true }
    switch (held.kind) {
      case 'playhead':
        sayHint(strip, ms)
        return desk.goTo(ms)
      case 'pan': {
        const perPixel = (held.view.toMs - held.view.fromMs) / Math.max(1, strip.width())
        return strip.show(panned(held.view, (held.x - event.clientX) * perPixel, durationMs))
      }
      case 'select': {
        const selected = between({ fromMs: held.ms, toMs: ms })
        say(strip, ms, `${short(selected.startMs)} – ${short(selected.endMs)}`)
        return strip.setData({ selected })
      }
      case 'edge': {
        const word = drawn(held.at, ms)
        if (word === undefined) return undefined
        const at = held.at.edge === 'in' ? word.startMs : word.endMs
        const by = at - held.at.ms
        say(strip, at, `${clock(at).join('.')}  ${by < 0 ? '−' : '+'}${Math.abs(by)} ms`)
        return strip.setData({ moving: { wordId: word.id, startMs: word.startMs, endMs: word.endMs } })
      }
    }
  }
  /** Lets go without doing anything. */
  const end = () => {
    const held = grip.current
    grip.current = null
    surface.current?.hold(false)
    surface.current?.setData({ moving: null, selected: desk.shown.getState().selected })
    return held
  }
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const held = end()
    const strip = surface.current
    if (!held || !strip) return
    const ms = within(strip.msAt(event.clientX))
    if (!held.moved) return desk.goTo(ms)
    if (held.kind === 'edge') setTime(app, held.at.wordId, held.at.edge, Math.round(ms))
    if (held.kind === 'select') desk.store.getState().surface?.selectTime(Math.min(held.ms, ms), Math.max(held.ms, ms))
    return undefined
  }
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const strip = surface.current
    if (!strip || event.ctrlKey || event.metaKey || event.altKey) return
    const ms = player.timeMs()
    const by = steps[event.key]
    const before = reach.current
    if (by !== undefined) {
      const toMs = within(ms + by)
      desk.goTo(toMs)
      strip.show(following(strip.view(), toMs, durationMs))
      reach.current = event.shiftKey ? { fromMs: before?.fromMs ?? ms, toMs } : null
      strip.setData({ selected: reach.current === null ? desk.shown.getState().selected : between(reach.current) })
    } else if (event.key === 'Enter' && before !== null) {
      reach.current = null
      const { startMs, endMs } = between(before)
      desk.store.getState().surface?.selectTime(startMs, endMs)
    } else if (event.key === 'Escape' && grip.current !== null) end()
    else if (event.key === '+' || event.key === '=') strip.show(zoomed(strip.view(), closer, ms, durationMs))
    else if (event.key === '-') strip.show(zoomed(strip.view(), 1 / closer, ms, durationMs))
    else if (event.key === '0') strip.show(whole(durationMs))
    else return
    event.preventDefault()
  }
  return (
    <div className="strip">
      <div
        ref={box}
        className="strip-box"
        role="slider"
        tabIndex={0}
        aria-label="Position in the recording"
        aria-description="Arrow keys move by a second, with Shift they take along what they pass, and Enter selects its words; plus and minus zoom, zero shows the whole."
        aria-valuemin={0}
        aria-valuemax={Math.floor(durationMs / 1000)}
        aria-valuenow={0}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={end}
        onKeyDown={key}
      >
        <canvas ref={canvas} aria-hidden />
        <div ref={playhead} className="playhead" aria-hidden />
      </div>
      <div ref={hint} className="strip-hint number" aria-hidden />
      <div className="strip-corner">
        <SoundLine />
        {zoomedIn ? (
          <button type="button" className="strip-whole" onClick={() => surface.current?.show(whole(durationMs))}>
            Show all
          </button>
        ) : null}
      </div>
    </div>
  )
}
