import './pauses.css'
import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { lengthOf } from '../../core/transcript/cuts'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { Choose } from '../ui/Choose'
import { Sheet } from '../ui/Sheet'
import { plural, short } from '../ui/times'
import { hasCuts, keepMany, planMany, planSplits, restoreAll, splitMany } from './changes'

const everybody = 'everybody'

/** Seconds as typed, "1,5" too; null for what is none or longer than a minute. */
export const readSeconds = (text: string): number | null => {
  const ms = Math.round(Number(text.trim().replace(',', '.')) * 1000)
  return text.trim() !== '' && ms >= 0 && ms <= 60_000 ? ms : null
}

const Seconds = ({
  id,
  label,
  text,
  onText,
}: {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
}) => {
  const wrong = readSeconds(text) === null
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="with-unit">
        <input
          id={id}
          className="input number"
          inputMode="decimal"
          value={text}
          aria-invalid={wrong}
          aria-describedby={`${id}-says`}
          onChange={(event) => onText(event.target.value)}
        />
        <span>s</span>
      </span>
      <span id={`${id}-says`} className="field-error" role={wrong ? 'alert' : undefined}>
        {wrong ? 'Seconds, from 0 to 60.' : ''}
      </span>
    </div>
  )
}

const titles = { shorten: 'Shorten pauses', split: 'Split at pauses' } as const
const leads = {
  shorten:
    'The recording stays as it is: what is cut is passed over in playback and left out of captions, and can be restored.',
  split: 'A new paragraph begins after each of these pauses, spoken by the same speaker. No time changes.',
} as const

/** Shortens or cuts every pause that is longer than so much, or splits there, in one change; says before what that does. */
export const PausesSheet = ({
  document,
  overMs,
  wish,
}: {
  readonly document: OpenDocument
  readonly overMs: number
  readonly wish: 'shorten' | 'split'
}) => {
  const app = useCaesura()
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const cuts = useStore(document.derived.store, (state) => state.cuts)
  const [over, setOver] = useState(String(overMs / 1000))
  const [to, setTo] = useState('0.3')
  const [speaker, setSpeaker] = useState(everybody)
  const first = useRef<HTMLButtonElement>(null)
  const [longerMs, keepMs] = [readSeconds(over), readSeconds(to)]
  const filter = useMemo(
    () => (longerMs === null ? null : { overMs: longerMs, speakerId: speaker === everybody ? null : speaker }),
    [longerMs, speaker],
  )
  const plan = useMemo(
    () => (filter === null || keepMs === null || wish === 'split' ? null : planMany(app, filter, keepMs)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the plan reads the transcript through the app
    [app, transcript, filter, keepMs, wish],
  )
  const splits = useMemo(
    () => (filter === null || wish === 'shorten' ? [] : planSplits(app, filter)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the plan reads the transcript through the app
    [app, transcript, filter, wish],
  )
  const cutMs = lengthOf(cuts)
  const choices = [
    { value: everybody, label: 'Everybody' },
    ...transcript.speakers.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const count = wish === 'split' ? splits.length : (plan?.count ?? 0)
  const go = () => {
    app.dialogs.hide()
    if (wish === 'split') splitMany(app, splits)
    else if (plan !== null && keepMs !== null) keepMany(app, plan, keepMs)
  }
  const says = (): string => {
    if (filter === null || (wish === 'shorten' && plan === null)) return ''
    if (wish === 'split')
      return count === 0
        ? 'No pause inside of a paragraph is longer.'
        : `${plural(count, 'pause')}; as many paragraphs more.`
    if (plan === null || count === 0) return 'No pause is longer, or all of them are so already.'
    return plan.savedMs >= 0
      ? `${plural(count, 'pause')}; the whole becomes ${short(plan.savedMs)} shorter.`
      : `${plural(count, 'pause')}; the whole becomes ${short(-plan.savedMs)} longer again.`
  }
  return (
    <Sheet
      title={titles[wish]}
      lead={leads[wish]}
      onClose={app.dialogs.hide}
      firstFocus={first}
      foot={
        <>
          <div className="grow">
            {wish === 'shorten' && hasCuts(app) ? (
              <Button onClick={() => restoreAll(app)}>Restore all cuts ({short(cutMs)})</Button>
            ) : null}
          </div>
          <Button onClick={app.dialogs.hide}>Cancel</Button>
          <Button ref={first} look="primary" disabled={count === 0} onClick={go}>
            {wish === 'split' ? 'Split at' : keepMs === 0 ? 'Cut' : 'Shorten'}{' '}
            {filter === null ? '' : plural(count, 'pause')}
          </Button>
        </>
      }
    >
      <div className="pauses-sheet" data-wish={wish}>
        <Seconds id="pauses-over" label="Pauses longer than" text={over} onText={setOver} />
        {wish === 'shorten' ? <Seconds id="pauses-to" label="become this long" text={to} onText={setTo} /> : null}
        <div className="field">
          <span className="field-label">In the paragraphs of</span>
          <Choose tall label="In the paragraphs of" value={speaker} choices={choices} onChange={setSpeaker} />
        </div>
      </div>
      <p className="pauses-says number" role="status">
        {says()}
      </p>
    </Sheet>
  )
}
