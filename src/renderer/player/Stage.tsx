import { Menu } from '@base-ui/react/menu'
import { AudioLines, Check, Film, PictureInPicture2, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react'
import { useStore } from 'zustand'
import { linkRecording } from '../commands/jobs'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { stageLimits, stagePlaces, stageShapes, type StagePlace, type StageShape } from '../settings/settings'
import { useWindowHeight, useWindowWidth } from '../ui/useNarrow'
import { shapeWords, stageWords } from './places'
import './player.css'

const Caption = ({ document }: { readonly document: OpenDocument }) => {
  const at = useStore(document.follower.store, (state) => state.at)
  const cue = useStore(document.derived.store, (state) => state.cues[at])
  if (!cue) return null
  return (
    <div className="stage-caption" dir="auto" data-cue={cue.id}>
      {cue.lines.map((line, number) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line's place is its only identity
        <span key={number}>{line}</span>
      ))}
    </div>
  )
}

const LinkButton = ({ children }: { readonly children: string }) => {
  const app = useCaesura()
  return (
    <button
      type="button"
      className="stage-button"
      onClick={(event) => {
        event.stopPropagation()
        void linkRecording(app)
      }}
    >
      <Film size={14} /> {children}
    </button>
  )
}

/** Whether the picture stands upright, and whether that is another shape than the recording has. */
const useShape = () => {
  const { settings, player } = useCaesura()
  const wished = useStore(settings.store, (state) => state.stageShape)
  const isForUpright = useStore(settings.store, ({ preset }) => preset === 'shorts')
  const isVideo = useStore(player.store, ({ media }) => media?.kind === 'video')
  const isUpright = useStore(player.store, (state) => state.upright)
  const own = isVideo ? isUpright : isForUpright
  const upright = wished === 'auto' ? own : wished === 'upright'
  return { upright, fills: isVideo && upright !== own }
}

const Places = () => {
  const { settings } = useCaesura()
  const place = useStore(settings.store, (state) => state.stage)
  const shape = useStore(settings.store, (state) => state.stageShape)
  return (
    <Menu.Root>
      <Menu.Trigger
        className="stage-place"
        aria-label="Place and shape of the picture"
        title="Place and shape of the picture"
      >
        <PictureInPicture2 size={15} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="pop">
            <Menu.RadioGroup value={place} onValueChange={(stage: StagePlace) => settings.set({ stage })}>
              {stagePlaces.map((one) => (
                <Menu.RadioItem key={one} value={one} className="pop-item" closeOnClick>
                  <span className="grow">{stageWords[one].short}</span>
                  <Menu.RadioItemIndicator>
                    <Check size={14} />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <div className="pop-line" />
            <Menu.RadioGroup value={shape} onValueChange={(stageShape: StageShape) => settings.set({ stageShape })}>
              {stageShapes.map((one) => (
                <Menu.RadioItem key={one} value={one} className="pop-item" closeOnClick>
                  <span className="grow">{shapeWords[one].short}</span>
                  <Menu.RadioItemIndicator>
                    <Check size={14} />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** The picture with the caption that is due, or a plain stage where there is only sound, or nothing linked. */
const Box = ({ document }: { readonly document: OpenDocument }) => {
  const { player } = useCaesura()
  const media = useStore(player.store, (state) => state.media)
  const trouble = useStore(player.store, (state) => state.trouble)
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = host.current
    if (!place) return undefined
    return player.show(place)
  }, [player])
  const { upright, fills } = useShape()
  const picture = media?.kind === 'video' && trouble === null
  return (
    <div
      className="stage-box"
      data-picture={picture}
      data-upright={upright}
      data-fills={fills}
      onClick={() => player.toggle()}
    >
      <div ref={host} className="stage-host" hidden={!picture} />
      {media === null && trouble === null ? (
        <div className="stage-note">
          <p>No recording linked. The captions run in time without it.</p>
          <LinkButton>Link the recording</LinkButton>
        </div>
      ) : null}
      {media && trouble === null && media.kind === 'audio' ? (
        <div className="stage-name">
          <AudioLines size={14} /> <span className="one-line">{media.name}</span>
        </div>
      ) : null}
      {trouble === null ? null : (
        <div className="stage-note" role="status">
          <p>
            <TriangleAlert size={14} /> {trouble}
          </p>
          <LinkButton>Link it again</LinkButton>
        </div>
      )}
      <Caption document={document} />
    </div>
  )
}

type Held = { readonly x: number; readonly y: number; readonly moved: boolean }
const clickPixels = 3
const keyStep = 20

/** In the order of the window's own layout: with the captions it is as wide as their pane. */
const InPane = ({ document }: { readonly document: OpenDocument }) => (
  <section className="stage" aria-label="Preview">
    <Box document={document} />
    <Places />
  </section>
)

/** Above the text, as tall as its lower edge was drawn. */
const Above = ({ document }: { readonly document: OpenDocument }) => {
  const { settings } = useCaesura()
  const wanted = useStore(settings.store, (state) => state.stageHeight)
  const windowHeight = useWindowHeight()
  const { least, most } = stageLimits.height
  // The text keeps half of the window, whatever was chosen in a taller one.
  const height = Math.max(least, Math.min(wanted, Math.round(windowHeight * 0.5)))
  const held = useRef<{ readonly y: number; readonly height: number } | null>(null)
  const set = (next: number) => settings.set({ stageHeight: Math.round(Math.min(most, Math.max(least, next))) })
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { y: event.clientY, height }
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (held.current) set(held.current.height + event.clientY - held.current.y)
  }
  const up = () => {
    held.current = null
  }
  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    set(height + (event.key === 'ArrowDown' ? keyStep : -keyStep))
  }
  return (
    <section className="stage above" aria-label="Preview" style={{ height }}>
      <Box document={document} />
      <Places />
      <div
        role="separator"
        tabIndex={0}
        aria-label="Height of the picture"
        aria-orientation="horizontal"
        aria-valuenow={height}
        aria-valuemin={least}
        aria-valuemax={most}
        className="stage-edge"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onKeyDown={key}
      />
    </section>
  )
}

const margin = 12

/** Over the window, where it was put and as wide as it was made. */
const Over = ({ document }: { readonly document: OpenDocument }) => {
  const { settings } = useCaesura()
  const wanted = useStore(settings.store, (state) => state.stageWidth)
  const at = useStore(settings.store, (state) => state.stageAt)
  const windowWidth = useWindowWidth()
  const windowHeight = useWindowHeight()
  const { least, most } = stageLimits.width
  const { upright } = useShape()
  // Upright it covers as much of the window as it does wide.
  const shape = upright ? 16 / 9 : 9 / 16
  const width = Math.max(
    upright ? Math.round((least * 9) / 16) : least,
    Math.min(
      upright ? Math.round(wanted * 0.75) : wanted,
      Math.round(windowWidth * 0.8),
      Math.round((windowHeight * 0.7) / shape),
    ),
  )
  const height = Math.round(width * shape)
  // Above the player, which stays free.
  const room = {
    x: Math.max(1, windowWidth - width - margin * 2),
    y: Math.max(1, windowHeight - height - margin * 2 - 80),
  }
  const left = margin + at.x * room.x
  const top = margin + at.y * room.y
  const held = useRef<(Held & { readonly left: number; readonly top: number; readonly width: number }) | null>(null)
  const share = (pixels: number, all: number) => Math.min(1, Math.max(0, (pixels - margin) / all))
  const moveTo = (x: number, y: number) => settings.set({ stageAt: { x: share(x, room.x), y: share(y, room.y) } })
  const size = (next: number) =>
    settings.set({ stageWidth: Math.round(Math.min(most, Math.max(least, upright ? next / 0.75 : next))) })
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button') !== null)) return
    held.current = { x: event.clientX, y: event.clientY, moved: false, left, top, width }
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const grip = held.current
    if (!grip) return
    const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y]
    if (!grip.moved && Math.hypot(dx, dy) < clickPixels) return
    // Not at the press: a click must still be one on the picture.
    if (!grip.moved) event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { ...grip, moved: true }
    if (event.currentTarget.dataset['grip'] === 'size') size(grip.width + dx)
    else moveTo(grip.left + dx, grip.top + dy)
  }
  /** The end of a drag is no click on the picture. */
  const dragged = useRef(false)
  const up = () => {
    dragged.current = held.current?.moved ?? false
    held.current = null
  }
  const key = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    const by: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-keyStep, 0],
      ArrowRight: [keyStep, 0],
      ArrowUp: [0, -keyStep],
      ArrowDown: [0, keyStep],
    }
    const step = by[event.key]
    if (step !== undefined) moveTo(left + step[0], top + step[1])
    else if (event.key === '+' || event.key === '=') size(width + keyStep)
    else if (event.key === '-') size(width - keyStep)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const place: CSSProperties = { left, top, width, height }
  return (
    <section
      className="stage over"
      aria-label="Preview"
      aria-description="Arrow keys move it, plus and minus size it."
      tabIndex={0}
      style={place}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onClickCapture={(event) => {
        if (dragged.current) event.stopPropagation()
        dragged.current = false
      }}
      onKeyDown={key}
    >
      <Box document={document} />
      <Places />
      <div
        className="stage-grip"
        data-grip="size"
        aria-hidden
        onPointerDown={(event) => {
          event.stopPropagation()
          // It is small: the first movement may leave it already.
          event.currentTarget.setPointerCapture(event.pointerId)
          down(event)
        }}
        onPointerMove={(event) => {
          event.stopPropagation()
          move(event)
        }}
        onPointerUp={up}
      />
    </section>
  )
}

const parts: Readonly<Record<StagePlace, typeof InPane>> = { pane: InPane, above: Above, over: Over }

/** The stage, if this is the place where it is. */
export const Stage = ({ document, place }: { readonly document: OpenDocument; readonly place: StagePlace }) => {
  const { settings } = useCaesura()
  const chosen = useStore(settings.store, (state) => state.stage)
  const Part = parts[place]
  return chosen === place ? <Part document={document} /> : null
}
