import { ArrowRight, TriangleAlert } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { aboutFormat, isProse } from '../../core/formats/table'
import { wordCount } from '../../core/transcript/model'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { exportFile } from './file'
import { Wishes } from './Wishes'
import './export.css'

const shownCues = 12

export const Export = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { settings, bridge, dialogs, library, messages } = app
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const format = useStore(settings.store, (state) => state.format)
  const preset = useStore(settings.store, (state) => state.preset)
  const speakers = useStore(settings.store, (state) => state.speakers)
  const times = useStore(settings.store, (state) => state.times)
  const title = useStore(library.store, () => library.job(document.jobId)?.title ?? '')
  const file = useMemo(
    () => exportFile(transcript, title, { format, preset, speakers, times }),
    [transcript, title, format, preset, speakers, times],
  )
  const head = useMemo(() => file.text(shownCues), [file])
  const [saving, setSaving] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const save = useRef<HTMLButtonElement>(null)
  const name = aboutFormat[format].label
  const empty = file.isEmpty
  const holds = isProse(format) ? plural(wordCount(transcript), 'word') : plural(file.cues.length, 'cue')

  const write = async () => {
    setSaving(true)
    setTrouble(null)
    // What is on its way to the journal is saved first, so that the file never holds more than the library does.
    await document.session.flush()
    const saved = await bridge.saveExport({ jobId: document.jobId, format, content: file.bytes?.() ?? file.text() })
    setSaving(false)
    if (!saved.ok) {
      setTrouble(saved.message)
      return
    }
    if (saved.value === null) return
    dialogs.hide()
    messages.say(`Saved ${saved.value.name}`, {
      more: `${holds} · ${Math.max(1, Math.round(saved.value.bytes / 1024)).toLocaleString('en')} kB`,
      action: { label: 'Show in folder', run: () => void bridge.revealExport({ jobId: document.jobId }) },
    })
  }
  return (
    <Sheet
      wide
      title="Export"
      onClose={dialogs.hide}
      firstFocus={save}
      foot={
        <>
          <div className="grow export-sum number">
            {trouble === null ? (
              <>
                {holds}
                {file.broken === 0 ? (
                  empty || isProse(format) ? null : (
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
        <Wishes />
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
