// Begins a transcription at Pictory from a file or a URL. The job stands in the library at once and goes on by itself.

import { FileAudio, FileVideo, Info, TriangleAlert } from 'lucide-react'
import { useState, type ComponentProps, type FormEvent } from 'react'
import { useStore } from 'zustand'
import { languages } from '../../core/pictory/languages'
import type { Recording } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Choose, Segments, type Choice } from '../ui/Choose'
import { bytes } from '../ui/times'
import type { KeyDraft } from './KeyForm'
import { NeedKey } from './NeedKey'
import { guessKind, isListed, languageCode, pathOf, urlTrouble, type MediaKind } from './transcription'
import { QuotaLine } from './QuotaLine'

type Source = 'file' | 'url'
const sources: readonly Choice<Source>[] = [
  { value: 'file', label: 'A file on this computer' },
  { value: 'url', label: 'A URL' },
]
const kinds: readonly Choice<MediaKind>[] = [
  { value: 'video', label: 'Video' },
  { value: 'audio', label: 'Audio' },
]
const other = 'other'
const languageChoices: readonly Choice<string>[] = [
  ...languages.map(({ code, name }) => ({ value: code, label: name })),
  { value: other, label: 'Another code…' },
]

/** A line to write in, with what is to be known of it below, or what is wrong with it. */
const WrittenField = ({
  id,
  label,
  note,
  trouble,
  ...input
}: ComponentProps<'input'> & {
  readonly id: string
  readonly label: string
  readonly note: string
  readonly trouble: string | null
}) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    <input
      id={id}
      spellCheck={false}
      autoComplete="off"
      aria-invalid={trouble !== null}
      aria-describedby={`${id}-says`}
      {...input}
    />
    <span id={`${id}-says`} className={trouble === null ? 'field-note' : 'field-error'} aria-live="polite">
      {trouble ?? note}
    </span>
  </div>
)

export const NewTranscription = ({
  active,
  recording,
  onRecording,
  left,
  draft,
}: {
  readonly active: boolean
  readonly recording: Recording | null
  readonly onRecording: (recording: Recording) => void
  readonly left: readonly string[]
  readonly draft: KeyDraft
}) => {
  const { bridge, desk, dialogs, library, settings } = useCaesura()
  const needsKey = useStore(library.store, (state) => state.key?.kind === 'none')
  const remembered = useStore(settings.store, (state) => state.language)
  const [source, setSource] = useState<Source>('file')
  const [url, setUrl] = useState('')
  /** What the person said against the guess; null while they said nothing. */
  const [kind, setKind] = useState<MediaKind | null>(null)
  const [own, setOwn] = useState(isListed(remembered) ? null : remembered)
  const [trouble, setTrouble] = useState<{ readonly at: 'url' | 'language' | 'all'; readonly message: string } | null>(
    null,
  )
  const [busy, setBusy] = useState(false)
  // Pictory is asked for the minutes when somebody looks, and once.
  const [shown, setShown] = useState(active)
  if (active && !shown) setShown(true)
  // A file that came anew is what is meant, and its kind is guessed anew.
  const [taken, setTaken] = useState(recording)
  if (recording !== taken) {
    setTaken(recording)
    setSource('file')
    setKind(null)
    setTrouble(null)
  }

  const guessed = source === 'url' ? guessKind(pathOf(url)) : (recording?.kind ?? 'video')
  const mediaKind = kind ?? guessed
  const language = own === null ? remembered : languageCode(own)
  const ready = source === 'file' ? recording !== null : url.trim() !== ''

  const choose = async () => {
    const chosen = await bridge.chooseRecording()
    if (!chosen.ok) setTrouble({ at: 'all', message: chosen.message })
    else if (chosen.value !== null) onRecording(chosen.value)
  }
  const begin = async () => {
    if (!ready || busy) return
    const wrongUrl = source === 'url' ? urlTrouble(url.trim()) : null
    if (wrongUrl !== null) {
      setTrouble({ at: 'url', message: wrongUrl })
      return
    }
    if (language === null) {
      setTrouble({ at: 'language', message: 'A language code looks like en-US: letters, a hyphen, the country.' })
      return
    }
    const hide = dialogs.hideLater()
    setTrouble(null)
    setBusy(true)
    settings.set({ language })
    const begun = await bridge.startTranscription({
      source:
        source === 'file' && recording !== null
          ? { kind: 'file', token: recording.token }
          : { kind: 'url', url: url.trim() },
      mediaKind,
      language,
    })
    setBusy(false)
    if (!begun.ok) {
      setTrouble({ at: 'all', message: begun.message })
      return
    }
    hide()
    await desk.select(begun.value.jobId)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void begin()
  }

  if (needsKey)
    return (
      <>
        <div className="dialog-body">
          {active ? (
            <NeedKey
              why={
                recording === null
                  ? 'Pictory makes the transcription, and that needs the key.'
                  : `Pictory transcribes “${recording.name}”, and that needs the key.`
              }
              draft={draft}
            />
          ) : null}
        </div>
        <div className="dialog-foot">
          <div className="grow" />
          <Button onClick={dialogs.hide}>Cancel</Button>
        </div>
      </>
    )
  return (
    <>
      <form id="new-transcription" className="dialog-body" onSubmit={submit}>
        <Segments
          label="What to transcribe"
          value={source}
          choices={sources}
          wide
          onChange={(next) => {
            setSource(next)
            setKind(null)
            setTrouble(null)
          }}
        />
        {source === 'file' ? (
          <div className="field">
            <div className="chosen-file">
              {recording === null ? (
                <span className="grow quiet">Drop a recording on the window, or choose one.</span>
              ) : (
                <>
                  {recording.kind === 'audio' ? <FileAudio size={18} /> : <FileVideo size={18} />}
                  <span className="grow">
                    <b>{recording.name}</b>
                    <span className="number">{bytes(recording.bytes)}</span>
                  </span>
                </>
              )}
              <Button size="small" onClick={() => void choose()}>
                {recording === null ? 'Choose…' : 'Choose another…'}
              </Button>
            </div>
            {left.length === 0 ? null : (
              <p className="field-note" role="status">
                One recording is taken at a time: {recording?.name}. Not taken: {left.join(', ')}.
              </p>
            )}
          </div>
        ) : (
          <WrittenField
            id="source-url"
            label="URL of the recording"
            note="It must lead to the file itself, and be open to Pictory without signing in."
            trouble={trouble?.at === 'url' ? trouble.message : null}
            className="input"
            type="text"
            inputMode="url"
            placeholder="https://…/interview.mp4"
            value={url}
            maxLength={4000}
            onChange={(event) => {
              setUrl(event.target.value)
              setTrouble(null)
            }}
          />
        )}
        <div className="field-row">
          <div className="field">
            <span className="field-label">Spoken in</span>
            <Choose
              label="Spoken in"
              tall
              value={own === null ? remembered : other}
              choices={languageChoices}
              onChange={(next) => {
                setTrouble(null)
                if (next === other) setOwn('')
                else {
                  setOwn(null)
                  settings.set({ language: next })
                }
              }}
            />
          </div>
          <div className="field">
            <span className="field-label">Kind</span>
            <Segments label="Kind" value={mediaKind} choices={kinds} onChange={setKind} />
          </div>
        </div>
        {own === null ? null : (
          <WrittenField
            id="language-code"
            label="Language code"
            note="As Pictory writes it. It says no where it does not know one."
            trouble={trouble?.at === 'language' ? trouble.message : null}
            className="input mono short-input"
            placeholder="en-US"
            value={own}
            maxLength={24}
            onChange={(event) => {
              setOwn(event.target.value)
              setTrouble(null)
            }}
          />
        )}
        <div className="what-happens">
          <p>
            <Info size={14} />
            <span>
              {source === 'file'
                ? 'The file is uploaded to Pictory and transcribed there. It stays where it is on this computer, linked to the job, so that you can listen while you correct.'
                : 'Pictory fetches the file from this address and transcribes it. The recording itself can be linked to the job later.'}
            </span>
          </p>
          {shown ? <QuotaLine /> : null}
        </div>
      </form>
      <div className="dialog-foot">
        <div className="grow">
          {trouble?.at === 'all' ? (
            <span className="field-error" role="alert">
              <TriangleAlert size={13} /> {trouble.message}
            </span>
          ) : null}
        </div>
        <Button onClick={dialogs.hide}>Cancel</Button>
        <Button look="primary" type="submit" form="new-transcription" data-goes-on disabled={!ready || busy}>
          Begin
        </Button>
      </div>
    </>
  )
}
