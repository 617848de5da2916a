// The three wishes about a subtitle file: format, style guide, speakers. One set for one job and for many; the window remembers them.

import { useStore } from 'zustand'
import { styleFor, type CaptionFormat } from '../../core/formats/captions'
import type { SpeakerStyle } from '../../core/formats/speaker'
import { presets, rulesOf } from '../captions/presets'
import { useCaesura } from '../desk/caesura'
import { Choose, Segments, type Choice } from '../ui/Choose'

const formats: readonly Choice<CaptionFormat>[] = [
  { value: 'srt', label: 'SRT' },
  { value: 'vtt', label: 'WebVTT' },
]
export const formatNames = { srt: 'SRT', vtt: 'WebVTT' } as const

const styles: Readonly<Record<CaptionFormat, readonly Choice<SpeakerStyle>[]>> = {
  srt: [
    { value: 'none', label: 'Not shown' },
    { value: 'name', label: 'Name', note: 'Ann: at each change' },
    { value: 'dash', label: 'Dash', note: '- at each change' },
  ],
  vtt: [
    { value: 'none', label: 'Not shown' },
    { value: 'name', label: 'Name', note: 'Ann: at each change' },
    { value: 'dash', label: 'Dash', note: '- at each change' },
    { value: 'voice', label: 'Voice tag', note: '<v Ann> in every cue' },
  ],
}

export const Wishes = () => {
  const { settings } = useCaesura()
  const format = useStore(settings.store, (state) => state.format)
  const preset = useStore(settings.store, (state) => state.preset)
  const wished = useStore(settings.store, (state) => state.speakers)
  return (
    <div className="export-wishes">
      <div className="field">
        <span className="field-label">Format</span>
        <Segments
          wide
          label="Format"
          value={format}
          choices={formats}
          onChange={(next) => settings.set({ format: next })}
        />
      </div>
      <div className="field">
        <span className="field-label">Style guide</span>
        <Choose
          tall
          label="Style guide"
          value={rulesOf(preset).id}
          choices={presets.map(({ id, label, note }) => ({ value: id, label, note }))}
          onChange={(next) => settings.set({ preset: next })}
        />
        <span className="field-note">{rulesOf(preset).notes}</span>
      </div>
      <div className="field">
        <span className="field-label">Speakers</span>
        <Choose
          tall
          label="Speakers"
          value={styleFor({ format, speakers: wished })}
          choices={styles[format]}
          onChange={(next) => settings.set({ speakers: next })}
        />
      </div>
    </div>
  )
}
