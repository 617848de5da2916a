// The wishes about a file: format, and what that format lets one choose. One set for one job and for many; the window remembers them.

import { useState } from 'react'
import { useStore } from 'zustand'
import { nameBy, nameParts, type NamePart, readPattern } from '../../core/formats/name'
import type { SpeakerStyle } from '../../core/formats/speaker'
import {
  aboutFormat,
  fileFormats,
  hasLineEnds,
  isCaptions,
  isProse,
  styleFor,
  type FileFormat,
} from '../../core/formats/table'
import { presetsWith, rulesOf } from '../captions/presets'
import { useCaesura } from '../desk/caesura'
import { Choose, Segments, type Choice } from '../ui/Choose'

const formats: readonly Choice<FileFormat>[] = fileFormats.map((value) => ({ value, ...aboutFormat[value] }))

const styles: Readonly<Record<SpeakerStyle, Choice<SpeakerStyle>>> = {
  none: { value: 'none', label: 'Not shown' },
  name: { value: 'name', label: 'Name', note: 'Ann: at each change' },
  dash: { value: 'dash', label: 'Dash', note: '- at each change' },
  voice: { value: 'voice', label: 'Voice', note: 'told to the player, not on screen' },
}

const clocks = [
  { value: 'recording', label: 'The recording' },
  { value: 'cut', label: 'The cut' },
] as const

const partNames: readonly NamePart[] = ['title', 'id', 'guide', 'format', 'date']

const lineEnds = [
  { value: 'plain', label: 'Plain' },
  { value: 'windows', label: 'Windows, BOM' },
] as const

const yesNo = [
  { value: 'yes', label: 'Shown' },
  { value: 'no', label: 'Not shown' },
] as const

/** What the files are called: a pattern, and the name that it makes for one of the jobs. */
const Name = ({
  job,
  guide,
  format,
  onName,
}: {
  readonly job: { readonly id: string; readonly title: string } | null
  readonly guide: string
  readonly format: FileFormat
  /** Whether the pattern makes a name. */
  readonly onName: (isNamed: boolean) => void
}) => {
  const { settings } = useCaesura()
  const kept = useStore(settings.store, (state) => state.pattern)
  const [text, setText] = useState(kept)
  const read = readPattern(text)
  const write = (next: string) => {
    setText(next)
    const made = readPattern(next)
    onName(made.ok)
    if (made.ok) settings.set({ pattern: made.value })
  }
  const facts = {
    title: job?.title ?? 'Title',
    id: job?.id ?? 'id',
    guide,
    format,
    date: new Intl.DateTimeFormat('sv-SE').format(),
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor="export-name">
        Name
      </label>
      <input
        id="export-name"
        className="input"
        value={text}
        aria-invalid={!read.ok}
        aria-describedby="export-name-says"
        onChange={(event) => write(event.target.value)}
      />
      <span
        id="export-name-says"
        className={read.ok ? 'field-note' : 'field-error'}
        role={read.ok ? undefined : 'alert'}
      >
        {read.ok ? `${nameBy(read.value, facts)}.${aboutFormat[format].extension}` : read.message}
      </span>
      <div className="name-parts">
        {partNames.map((part) => (
          <button
            key={part}
            type="button"
            title={`Puts in ${nameParts[part]}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => write(`${text.trim()} {${part}}`.trim())}
          >
            {`{${part}}`}
          </button>
        ))}
      </div>
    </div>
  )
}

/** @param job whose name is shown as the example; of many the first. */
export const Wishes = ({
  job,
  onName,
}: {
  readonly job: { readonly id: string; readonly title: string } | null
  readonly onName: (isNamed: boolean) => void
}) => {
  const { settings } = useCaesura()
  const format = useStore(settings.store, (state) => state.format)
  const preset = useStore(settings.store, (state) => state.preset)
  const guides = useStore(settings.store, (state) => state.guides)
  const rules = rulesOf({ preset, guides })
  const wished = useStore(settings.store, (state) => state.speakers)
  const times = useStore(settings.store, (state) => state.times)
  const afterCut = useStore(settings.store, (state) => state.afterCut)
  const forWindows = useStore(settings.store, (state) => state.forWindows)
  const { speakers } = aboutFormat[format]
  return (
    <div className="export-wishes">
      <div className="field">
        <span className="field-label">Format</span>
        <Choose
          tall
          label="Format"
          value={format}
          choices={formats}
          onChange={(next) => settings.set({ format: next })}
        />
        <span className="field-note">For {aboutFormat[format].note}.</span>
      </div>
      {!isCaptions(format) ? null : (
        <div className="field">
          <span className="field-label">Style guide</span>
          <Choose
            tall
            label="Style guide"
            value={rules.id}
            choices={presetsWith(guides).map(({ id, label, note }) => ({ value: id, label, note }))}
            onChange={(next) => settings.set({ preset: next })}
          />
          <span className="field-note">{rules.notes}</span>
        </div>
      )}
      {speakers.length === 1 ? null : (
        <div className="field">
          <span className="field-label">Speakers</span>
          <Choose
            tall
            label="Speakers"
            value={styleFor(format, wished)}
            choices={speakers.map((style) => styles[style])}
            onChange={(next) => settings.set({ speakers: next })}
          />
        </div>
      )}
      {isCaptions(format) ? (
        <div className="field">
          <span className="field-label">Times of</span>
          <Segments
            wide
            label="Times of"
            value={afterCut ? 'cut' : 'recording'}
            choices={clocks}
            onChange={(next) => settings.set({ afterCut: next === 'cut' })}
          />
          <span className="field-note">They differ where pauses or words are cut.</span>
        </div>
      ) : null}
      {hasLineEnds(format) ? (
        <div className="field">
          <span className="field-label">Line ends</span>
          <Segments
            wide
            label="Line ends"
            value={forWindows ? 'windows' : 'plain'}
            choices={lineEnds}
            onChange={(next) => settings.set({ forWindows: next === 'windows' })}
          />
        </div>
      ) : null}
      {isProse(format) ? (
        <div className="field">
          <span className="field-label">Times of paragraphs</span>
          <Segments
            wide
            label="Times of paragraphs"
            value={times ? 'yes' : 'no'}
            choices={yesNo}
            onChange={(next) => settings.set({ times: next === 'yes' })}
          />
        </div>
      ) : null}
      <Name job={job} guide={rules.label} format={format} onName={onName} />
    </div>
  )
}
