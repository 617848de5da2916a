import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { showing } from '../captions/cues'
import { nameOf } from '../speakers/changes'
import { short } from '../ui/times'
import type { Span } from './paint'
import { createStrip, type StripSurface } from './strip'
import { panned, whole, zoomed, type View } from './view'

/** A press that moves less than this is a click. */
const clickPixels = 3
const nearPlayhead = 6
const keyStepMs = 1000
const closer = 0.6

/** The paragraph the caret is in, as a span of time. */
const useCaretSpan = (document: OpenDocument): Span | null => {
  const { desk } = useCaesura()
  const paragraphId = useStore(desk.store, (state) => state.caret?.paragraphId ?? null)
  return useMemo(() => {
    const paragraph = document.session.store.getState().transcript.paragraphs.find(({ id }) => id === paragraphId)
    const first = paragraph?.items[0]
    const last = paragraph?.items.at(-1)
    return first && last ? { startMs: first.startMs, endMs: last.endMs } : null
  }, [document, paragraphId])
}

type Grip = { readonly x: number; readonly view: View; readonly scrub: boolean; readonly moved: boolean }

export const Strip = ({ document }: { readonly document: OpenDocument }) => {
  const { desk, player } = useCaesura()
  const runs = useStore(document.derived.store, (state) => state.runs)
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const cuts = useStore(document.derived.store, (state) => state.cuts)
  const here = useCaretSpan(document)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const playhead = useRef<HTMLDivElement>(null)
  const hint = useRef<HTMLDivElement>(null)
  const surface = useRef<StripSurface | null>(null)
  const grip = useRef<Grip | null>(null)
  const [zoomedIn, setZoomedIn] = useState(false)

  useEffect(() => {
    if (!box.current || !canvas.current || !playhead.current) return undefined
    const strip = createStrip(
      { box: box.current, canvas: canvas.current, playhead: playhead.current },
      player,
      setZoomedIn,
    )
    surface.current = strip
    return () => {
      surface.current = null
      strip.close()
    }
  }, [player])
  useEffect(() => surface.current?.setData({ runs, durationMs, here, cuts }), [runs, durationMs, here, cuts])

  const sayHint = (strip: StripSurface, clientX: number) => {
    const element = hint.current
    if (!element) return
    const ms = Math.min(Math.max(0, strip.msAt(clientX)), durationMs)
    const { transcript } = document.session.store.getState()
    const { cues } = document.derived.store.getState()
    const cue = cues[showing(cues, ms)]
    element.textContent = cue ? `${short(ms)}  ${nameOf(transcript, cue.speakerId)}` : short(ms)
    element.style.transform = `translateX(clamp(0px, calc(${strip.xOf(ms)}px - 50%), calc(${strip.width()}px - 100%)))`
  }
  const down = (event: PointerEvent<HTMLDivElement>) => {
    const strip = surface.current
    if (event.button !== 0 || !strip) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const scrub = !zoomedIn || Math.abs(x - strip.xOf(player.timeMs())) <= nearPlayhead
    grip.current = { x: event.clientX, view: strip.view(), scrub, moved: false }
    strip.hold(true)
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const strip = surface.current
    if (!strip) return
    sayHint(strip, event.clientX)
    const held = grip.current
    if (!held || (!held.moved && Math.abs(event.clientX - held.x) < clickPixels)) return
    grip.current = { ...held, moved: true }
    if (held.scrub) desk.goTo(strip.msAt(event.clientX))
    else {
      const perPixel = (held.view.toMs - held.view.fromMs) / Math.max(1, strip.width())
      strip.show(panned(held.view, (held.x - event.clientX) * perPixel, durationMs))
    }
  }
  const end = () => {
    const held = grip.current
    grip.current = null
    surface.current?.hold(false)
    return held
  }
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const held = end()
    if (held && !held.moved && surface.current) desk.goTo(surface.current.msAt(event.clientX))
  }
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const strip = surface.current
    if (!strip || event.ctrlKey || event.metaKey || event.altKey) return
    const ms = player.timeMs()
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: ms - keyStepMs,
      ArrowDown: ms - keyStepMs,
      ArrowRight: ms + keyStepMs,
      ArrowUp: ms + keyStepMs,
      PageDown: ms - 10 * keyStepMs,
      PageUp: ms + 10 * keyStepMs,
      Home: 0,
      End: durationMs,
    }
    const wanted = to[event.key]
    if (wanted !== undefined) desk.goTo(wanted)
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
        aria-description="Arrow keys move by a second, plus and minus zoom, zero shows the whole."
        aria-valuemin={0}
        aria-valuemax={Math.floor(durationMs / 1000)}
        aria-valuenow={0}
        data-panning={zoomedIn}
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
      {zoomedIn ? (
        <button type="button" className="strip-whole" onClick={() => surface.current?.show(whole(durationMs))}>
          Show all
        </button>
      ) : null}
    </div>
  )
}
