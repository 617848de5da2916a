import { Menu } from '@base-ui/react/menu'
import { Check, Pause, Play, Repeat } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { runCommand } from '../commands/table'
import { useCaesura, useOpenDocument } from '../desk/caesura'
import { CommandButton } from '../ui/CommandButton'
import { ariaKeys } from '../ui/keys'
import { clock, short } from '../ui/times'
import { KeysOf, Tip } from '../ui/Tip'
import { Strip } from './Strip'
import './player.css'

const Five = ({ back }: { readonly back: boolean }) => (
  <svg
    width={22}
    height={22}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.4}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
  >
    <g {...(back ? {} : { transform: 'matrix(-1 0 0 1 20 0)' })}>
      <path d="M4.2 6.4A7 7 0 1 1 3 10.3" />
      <path d="M3.6 2.8v3.9h3.9" />
    </g>
    <text x={10} y={13.4} textAnchor="middle" fontSize={8.6} fontWeight={650} fill="currentColor" stroke="none">
      5
    </text>
  </svg>
)

/** The big clock: written straight into its element, 60 times a second. */
const Clock = () => {
  const { player } = useCaesura()
  const main = useRef<HTMLSpanElement>(null)
  const rest = useRef<HTMLElement>(null)
  useEffect(() => {
    let shown = ''
    const look = (ms: number) => {
      const [whole, hundredths] = clock(ms)
      if (main.current && whole !== shown) {
        shown = whole
        main.current.textContent = whole
      }
      if (rest.current) rest.current.textContent = `.${hundredths}`
    }
    look(player.timeMs())
    return player.onTime(look)
  }, [player])
  const durationMs = useStore(player.store, (state) => state.durationMs)
  return (
    <div className="clock number" role="timer" aria-label="Position" aria-live="off">
      <div>
        <span ref={main} data-testid="clock" />
        <small ref={rest} />
      </div>
      <div className="clock-all">of {short(durationMs)}</div>
    </div>
  )
}

const rates = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
const rateWords = (rate: number) => `${rate.toFixed(2).replace(/0$/u, '')}×`

const Rate = () => {
  const { player } = useCaesura()
  const rate = useStore(player.store, (state) => state.rate)
  return (
    <Menu.Root>
      <Tip says="Speed" side="top">
        <Menu.Trigger className="button plain rate number" aria-label={`Speed ${rateWords(rate)}`}>
          {rateWords(rate)}
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className="positioner" side="top" align="end" sideOffset={6} collisionPadding={8}>
          <Menu.Popup className="pop number">
            <Menu.RadioGroup value={rate} onValueChange={(next: number) => player.setRate(next)}>
              {rates.map((one) => (
                <Menu.RadioItem key={one} value={one} className="pop-item" closeOnClick>
                  <span className="grow">{rateWords(one)}</span>
                  <Menu.RadioItemIndicator>
                    <Check size={14} />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <div className="pop-line" />
            <div className="pop-label keys-line">
              Slower <KeysOf id="slower" /> faster <KeysOf id="faster" />
            </div>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** What is played again and again, and the way out of it. */
const Loop = () => {
  const { player } = useCaesura()
  const loop = useStore(player.store, (state) => state.loop)
  if (loop === null) return null
  const words = `${short(loop.startMs)}–${short(loop.endMs)}`
  return (
    <Tip says={`Plays ${words} again and again. Press to end that.`} of="loop" side="top">
      <button
        type="button"
        className="button plain loop number"
        aria-label={`End the loop ${words}`}
        onClick={() => player.setLoop(null)}
      >
        <Repeat size={14} />
      </button>
    </Tip>
  )
}

export const PlayerBar = () => {
  const app = useCaesura()
  const { player } = app
  const open = useOpenDocument()
  const playing = useStore(player.store, (state) => state.playing)
  const can = useStore(player.store, (state) => state.durationMs > 0)
  return (
    <>
      <div className="controls">
        <CommandButton id="back" off={!can} side="top">
          <Five back />
        </CommandButton>
        <Tip says={playing ? 'Pause' : 'Play'} of="play" side="top">
          <button
            type="button"
            data-first-focus
            className="play"
            aria-label={playing ? 'Pause' : 'Play'}
            aria-keyshortcuts={ariaKeys('Space', app.bridge.platform)}
            disabled={!can}
            onClick={() => runCommand(app, 'play')}
          >
            {playing ? (
              <Pause size={18} fill="currentColor" strokeWidth={0} />
            ) : (
              <Play size={18} fill="currentColor" strokeWidth={0} />
            )}
          </button>
        </Tip>
        <CommandButton id="on" off={!can} side="top">
          <Five back={false} />
        </CommandButton>
        <Clock />
      </div>
      {open ? (
        <Strip key={open.jobId} document={open} />
      ) : (
        <div className="strip empty">Who speaks when, drawn here once a transcript is open</div>
      )}
      <div className="rate-side">
        <Loop />
        <Rate />
      </div>
    </>
  )
}
