// A style guide of one's own: its figures, checked as they are typed. The captions behind the sheet follow when it is kept.

import { useRef, useState } from 'react'
import { guideFields, readingLimits, readingUnits, whyNoGuide } from '../../core/captions/guide'
import type { CaptionRules } from '../../core/captions/rules'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Choose } from '../ui/Choose'
import { Sheet } from '../ui/Sheet'
import { copyOf, keepGuide } from './guides'
import { rulesOf } from './presets'

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')))

const thoughts = [
  { value: '1', label: 'as film: full cues' },
  { value: '2', label: 'shorter cues' },
  { value: '3', label: 'one phrase a cue' },
] as const

export const GuideSheet = ({ isNew }: { readonly isNew: boolean }) => {
  const app = useCaesura()
  const [start] = useState((): CaptionRules => {
    const chosen = rulesOf(app.settings.store.getState())
    return isNew ? copyOf(chosen) : chosen
  })
  const [label, setLabel] = useState(start.label)
  const [unit, setUnit] = useState(start.reading.unit)
  const [limit, setLimit] = useState(String(start.reading.limit))
  const [thought, setThought] = useState(String(Math.round(Math.min(3, start.oneThought))))
  const [figures, setFigures] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(guideFields.map(({ name }) => [name, String(start[name])])),
  )
  const first = useRef<HTMLInputElement>(null)
  const made: CaptionRules = {
    ...start,
    label: label.trim(),
    reading: { unit, limit: numberOf(limit) },
    oneThought: Number(thought),
    ...Object.fromEntries(guideFields.map(({ name }) => [name, numberOf(figures[name] ?? '')])),
  }
  const why = whyNoGuide(made)
  const keep = () => {
    if (why !== null) return
    app.dialogs.hide()
    keepGuide(app, made)
  }
  return (
    <Sheet
      title={isNew ? 'New style guide' : 'Change the style guide'}
      lead="Yours alone: those that come with Caesura stay as they are."
      roomy
      onClose={app.dialogs.hide}
      firstFocus={first}
      foot={
        <>
          <div className="grow guide-why" role="status">
            {why ?? ''}
          </div>
          <Button onClick={app.dialogs.hide}>Cancel</Button>
          <Button look="primary" disabled={why !== null} onClick={keep}>
            Keep it
          </Button>
        </>
      }
    >
      <form
        className="guide"
        onSubmit={(event) => {
          event.preventDefault()
          keep()
        }}
      >
        <div className="field guide-name">
          <label className="field-label" htmlFor="guide-label">
            Name
          </label>
          <input
            ref={first}
            id="guide-label"
            className="input"
            value={label}
            maxLength={60}
            onChange={(event) => setLabel(event.target.value)}
          />
        </div>
        <div className="field">
          <label className="field-label" htmlFor="guide-limit">
            Reading speed at most
          </label>
          <input
            id="guide-limit"
            className="input number"
            inputMode="decimal"
            value={limit}
            aria-invalid={
              !(numberOf(limit) >= readingLimits[unit].least && numberOf(limit) <= readingLimits[unit].most)
            }
            onChange={(event) => setLimit(event.target.value)}
          />
        </div>
        <div className="field">
          <span className="field-label">counted in</span>
          <Choose
            tall
            label="Reading speed counted in"
            value={unit}
            choices={readingUnits.map((value) => ({ value, label: value }))}
            onChange={setUnit}
          />
        </div>
        {guideFields.map(({ name, label: words, unit: of, least, most }) => {
          const value = numberOf(figures[name] ?? '')
          return (
            <div key={name} className="field">
              <label className="field-label" htmlFor={`guide-${name}`}>
                {words}
              </label>
              <span className="with-unit">
                <input
                  id={`guide-${name}`}
                  className="input number"
                  inputMode="numeric"
                  value={figures[name] ?? ''}
                  aria-invalid={!(value >= least && value <= most)}
                  onChange={(event) => setFigures({ ...figures, [name]: event.target.value })}
                />
                {of === '' ? null : <span>{of}</span>}
              </span>
            </div>
          )
        })}
        <div className="field">
          <span className="field-label">How full a cue is</span>
          <Choose tall label="How full a cue is" value={thought} choices={thoughts} onChange={setThought} />
        </div>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Sheet>
  )
}
