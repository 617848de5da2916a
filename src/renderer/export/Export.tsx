import { ArrowRight, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { aboutFormat, isCaptions, isData, isProse } from '../../core/formats/table'
import { wordCount } from '../../core/transcript/model'
import { runCommand } from '../commands/table'
import { useCaesura, type Caesura } from '../desk/caesura'
import type { OpenDocument } from '../desk/desk'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { rulesOf } from '../captions/presets'
import { exportFile } from './file'
import { Wishes } from './Wishes'
import './export.css'

const shownCues = 12

/** Pictory's answer, asked for the first time a format needs it. */
const useOriginal = ({ bridge }: Caesura, jobId: string, isWanted: boolean) => {
  const [answer, setAnswer] = useState<{ readonly original: string | null; readonly refused: string | null } | null>(
    null,
  )
  useEffect(() => {
    if (!isWanted || answer !== null) return
    void bridge
      .originalText({ jobId })
      .then((read) =>
        setAnswer(read.ok ? { original: read.value, refused: null } : { original: null, refused: read.message }),
      )
  }, [bridge, jobId, isWanted, answer])
  return {
    original: answer?.original ?? null,
    waits: isWanted && answer === null,
    refused: isWanted ? (answer?.refused ?? null) : null,
  }
}

export const Export = ({ document }: { readonly document: OpenDocument }) => {
  const app = useCaesura()
  const { settings, bridge, dialogs, library, messages } = app
  const transcript = useStore(document.session.store, (state) => state.transcript)
  const format = useStore(settings.store, (state) => state.format)
  const preset = useStore(settings.store, (state) => state.preset)
  const guides = useStore(settings.store, (state) => state.guides)
  const speakers = useStore(settings.store, (state) => state.speakers)
  const times = useStore(settings.store, (state) => state.times)
  const afterCut = useStore(settings.store, (state) => state.afterCut)
  const forWindows = useStore(settings.store, (state) => state.forWindows)
  const media = useStore(library.store, () => library.job(document.jobId)?.media?.name ?? null)
  const title = useStore(library.store, () => library.job(document.jobId)?.title ?? '')
  const { original, waits, refused } = useOriginal(app, document.jobId, isData(format))
  const file = useMemo(
    () =>
      exportFile(
        { transcript, title, original, media },
        { format, rules: rulesOf({ preset, guides }), speakers, times, afterCut, forWindows },
      ),
    [transcript, title, original, media, format, preset, guides, speakers, times, afterCut, forWindows],
  )
  const head = useMemo(() => file.text(shownCues), [file])
  const [saving, setSaving] = useState(false)
  const [isNamed, setNamed] = useState(true)
  const [trouble, setTrouble] = useState<string | null>(null)
  const save = useRef<HTMLButtonElement>(null)
  const name = aboutFormat[format].extension.toUpperCase()
  const nothing = waits ? 'Reading Pictory’s answer…' : (refused ?? file.nothing)
  const holds = isCaptions(format) ? plural(file.cues.length, 'cue') : plural(wordCount(transcript), 'word')

  const write = async () => {
    const hide = dialogs.hideLater()
    setSaving(true)
    setTrouble(null)
    // What is on its way to the journal is saved first, so that the file never holds more than the library does.
    await document.session.flush()
    const naming = { pattern: settings.store.getState().pattern, guide: rulesOf({ preset, guides }).label }
    const content = file.bytes?.() ?? file.text()
    const saved = await bridge.saveExport({ jobId: document.jobId, format, content, naming })
    setSaving(false)
    if (!saved.ok) {
      setTrouble(saved.message)
      return
    }
    if (saved.value === null) return
    hide()
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
                  nothing !== null || !isCaptions(format) ? null : (
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
          <Button
            ref={save}
            look="primary"
            disabled={nothing !== null || !isNamed}
            aria-disabled={saving}
            onClick={() => (saving ? undefined : void write())}
          >
            Save as {name}…
          </Button>
        </>
      }
    >
      <div className="export">
        <Wishes job={{ id: document.jobId, title }} onName={setNamed} />
        <figure className="export-page">
          <figcaption className="field-label">The file begins</figcaption>
          {nothing !== null ? (
            <p className="pane-empty" role="status">
              {nothing}
            </p>
          ) : (
            <pre
              className={isProse(format) ? 'mono selectable wraps' : 'mono selectable'}
              tabIndex={0}
              aria-label="Beginning of the file"
            >
              {head}
            </pre>
          )}
        </figure>
      </div>
    </Sheet>
  )
}
