import { ArrowRight, TriangleAlert } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { SpeakerStyle } from '../../core/formats/speaker'
import { runCommand } from '../commands'
import { presets, rulesOf } from '../captions/presets'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { Choose, Segments, type Choice } from '../ui/Choose'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { exportFile, styleFor, type ExportFormat } from './file'
import './export.css'

const shownCues = 12

const formats: readonly Choice<ExportFormat>[] = [
  { value: 'srt', label: 'SRT' },
  { value: 'vtt', label: 'WebVTT' },
]
const styles: Readonly<Record<ExportFormat, readonly Choice<SpeakerStyle>[]>> = {
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

export const Export = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { settings, bridge, dialogs, messages } = app
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const format = useStore(settings.store, (state) => state.format)
  const preset = useStore(settings.store, (state) => state.preset)
  const wished = useStore(settings.store, (state) => state.speakers)
  const speakers = styleFor({ format, speakers: wished })
  const file = useMemo(
    () => exportFile(transcript, { format, preset, speakers }),
    [transcript, format, preset, speakers],
  )
  const head = useMemo(() => file.head(shownCues), [file])
  const [saving, setSaving] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const save = useRef<HTMLButtonElement>(null)
  const name = format === 'srt' ? 'SRT' : 'WebVTT'
  const empty = file.cues.length === 0

  const write = async () => {
    setSaving(true)
    setTrouble(null)
    // What is on its way to the journal is saved first, so that the file never holds more than the library does.
    await document.session.flush()
    const saved = await bridge.saveExport({ jobId: document.jobId, format, text: file.text() })
    setSaving(false)
    if (!saved.ok) {
      setTrouble(saved.message)
      return
    }
    if (saved.value === null) return
    dialogs.hide()
    messages.say(`Saved ${saved.value.name}`, {
      more: `${plural(file.cues.length, 'cue')} · ${Math.max(1, Math.round(saved.value.bytes / 1024)).toLocaleString('en')} kB`,
      action: { label: 'Show in folder', run: () => void bridge.revealExport({ jobId: document.jobId }) },
    })
  }
  return (
    <Sheet
      wide
      title="Export subtitles"
      onClose={dialogs.hide}
      firstFocus={save}
      foot={
        <>
          <div className="grow export-sum number">
            {trouble === null ? (
              <>
                {plural(file.cues.length, 'cue')}
                {file.broken === 0 ? (
                  empty ? null : (
                    <span> · every rule kept</span>
                  )
                ) : (
                  <>
                    <span> · </span>
                    <TriangleAlert size={13} />
                    <span className="look-text">
                      {file.broken === 1
                        ? '1 cue breaks a rule'
                        : `${file.broken.toLocaleString('en')} cues break a rule`}
                    </span>
                    <button
                      type="button"
                      className="link"
                      onClick={() => {
                        dialogs.hide()
                        runCommand(app, 'next-marked')
                      }}
                    >
                      Show <ArrowRight size={12} />
                    </button>
                  </>
                )}
              </>
            ) : (
              <span className="wrong-text" role="alert">
                {trouble}
              </span>
            )}
          </div>
          <Button onClick={dialogs.hide}>Cancel</Button>
          <Button ref={save} look="primary" disabled={saving || empty} onClick={() => void write()}>
            Save {name}…
          </Button>
        </>
      }
    >
      <div className="export">
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
              value={speakers}
              choices={styles[format]}
              onChange={(next) => settings.set({ speakers: next })}
            />
          </div>
        </div>
        <figure className="export-page">
          <figcaption className="field-label">The file begins</figcaption>
          {empty ? (
            <p className="pane-empty">There are no words to write yet.</p>
          ) : (
            <pre className="mono selectable" tabIndex={0} aria-label="Beginning of the file">
              {head}
            </pre>
          )}
        </figure>
      </div>
    </Sheet>
  )
}
