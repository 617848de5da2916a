// Many jobs as subtitle files: the wishes once, one folder, what to do about files that are there, how far it is, and what became of each.

import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { presetFor, rulesOf } from '../captions/presets'
import { aboutFormat } from '../../core/formats/table'
import type { JobSummary } from '../../core/job/job'
import type { BatchLine, Calls, Events } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Progress } from '../document/Progress'
import { shownTitle } from '../library/words'
import { Button } from '../ui/Button'
import { Choose, type Choice } from '../ui/Choose'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import { batchTitle, inOrder, leftOut, lineWords, writable } from './batch'
import { Wishes } from './Wishes'
import './export.css'
import '../add/add.css'

type Existing = Calls['exportJobs']['args']['existing']
type Folder = NonNullable<Calls['chooseBatchFolder']['value']>
type Stage =
  | { readonly kind: 'wishes' }
  | { readonly kind: 'existing'; readonly folder: Folder }
  | { readonly kind: 'running'; readonly folder: string; readonly isStopping: boolean }
  | { readonly kind: 'over'; readonly folder: string; readonly lines: readonly BatchLine[] }

const existingChoices: readonly Choice<Existing>[] = [
  { value: 'keep-both', label: 'Keep both', note: 'The new files get a number: “Talk (2)”' },
  { value: 'replace', label: 'Replace', note: 'The files that are there are lost' },
  { value: 'skip', label: 'Leave those out', note: 'The files that are there stay as they are' },
]
const mostNamed = 4
const mostLines = 300

const signs = {
  written: <CircleCheck size={15} />,
  skipped: <CircleSlash size={15} />,
  failed: <CircleAlert size={15} />,
  stopped: <CircleSlash size={15} />,
} as const

const Lines = ({ lines }: { readonly lines: readonly BatchLine[] }) => (
  <ul className="report batch-report">
    {inOrder(lines)
      .slice(0, mostLines)
      .map((line) => (
        <li key={line.jobId} data-kind={line.outcome.kind === 'failed' ? 'refused' : line.outcome.kind}>
          {signs[line.outcome.kind]}
          <div>
            <div className="report-name">{shownTitle({ id: line.jobId, title: line.title })}</div>
            <div className="report-says">{lineWords(line)}</div>
          </div>
        </li>
      ))}
    {lines.length > mostLines ? <li>and {(lines.length - mostLines).toLocaleString('en')} more</li> : null}
  </ul>
)

const Running = ({ folder }: { readonly folder: string }) => {
  const { bridge } = useCaesura()
  const [progress, setProgress] = useState<Events['batchProgress'] | null>(null)
  useEffect(() => bridge.on('batchProgress', setProgress), [bridge])
  const { done, total, title } = progress ?? { done: 0, total: 1, title: '' }
  return (
    <div className="batch-running">
      <p>Writing into the folder “{folder}”. Each file is written whole or not at all.</p>
      <Progress label="Export" done={done / total} />
      <p className="number one-line batch-now" role="status">
        {progress === null ? 'Starting…' : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`}
        {title === '' ? '' : ` · ${title}`}
      </p>
    </div>
  )
}

const There = ({
  folder,
  choice,
  onChoice,
}: {
  readonly folder: Folder
  readonly choice: Existing
  readonly onChoice: (choice: Existing) => void
}) => {
  const { existing } = folder
  const left = existing.length - mostNamed
  const what = existing.length === 1 ? 'What becomes of it?' : 'What becomes of them?'
  return (
    <div className="batch-there">
      <p>
        {existing.length === 1
          ? `One file is in the folder “${folder.folder}” already:`
          : `${existing.length.toLocaleString('en')} files are in the folder “${folder.folder}” already:`}
      </p>
      <ul className="batch-names">
        {existing.slice(0, mostNamed).map((name) => (
          <li key={name} className="one-line">
            {name}
          </li>
        ))}
        {left > 0 ? <li>and {left.toLocaleString('en')} more</li> : null}
      </ul>
      <div className="field">
        <span className="field-label">{what}</span>
        <Choose tall label={what} value={choice} choices={existingChoices} onChange={onChoice} />
        <span className="field-note">{existingChoices.find(({ value }) => value === choice)?.note}.</span>
      </div>
    </div>
  )
}

export const BatchExport = ({ jobIds }: { readonly jobIds: readonly string[] }) => {
  const { bridge, desk, dialogs, library, messages, settings } = useCaesura()
  const format = useStore(settings.store, (state) => state.format)
  const [jobs] = useState(() =>
    jobIds.map((id) => library.job(id)).filter((job): job is JobSummary => job !== undefined),
  )
  const [stage, setStage] = useState<Stage>({ kind: 'wishes' })
  const [choice, setChoice] = useState<Existing>('keep-both')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [isNamed, setNamed] = useState(true)
  const first = useRef<HTMLButtonElement>(null)
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  // The button that was pressed is gone with its stage: the keyboard goes on at the one that leads on.
  useEffect(() => {
    if (stage.kind !== 'wishes') first.current?.focus()
  }, [stage.kind])
  const count = writable(jobs).length
  const without = leftOut(jobs)

  const run = async ({ token, folder }: Folder, existing: Existing) => {
    setTrouble(null)
    setStage({ kind: 'running', folder, isStopping: false })
    const { preset, guides, speakers, times, afterCut, forWindows } = settings.store.getState()
    // What is on its way to the journal is saved first, so that no file holds less than the person sees.
    await desk.document()?.session.flush()
    const done = await bridge.exportJobs({
      token,
      preset: presetFor({ preset, guides }),
      speakers,
      times,
      afterCut,
      forWindows,
      existing,
    })
    if (!done.ok) {
      setTrouble(done.message)
      setStage({ kind: 'wishes' })
      return
    }
    const { lines } = done.value
    // Another sheet has come in its place: the outcome is said all the same.
    if (!isHere.current) messages.say(`${batchTitle(lines)}.`, { action: { label: 'Show in folder', run: reveal } })
    setStage({ kind: 'over', folder, lines })
  }
  const choose = async () => {
    setBusy(true)
    setTrouble(null)
    const { pattern, preset, guides } = settings.store.getState()
    const naming = { pattern, guide: rulesOf({ preset, guides }).label }
    const chosen = await bridge.chooseBatchFolder({ jobIds: [...jobIds], format, naming })
    setBusy(false)
    if (!chosen.ok) setTrouble(chosen.message)
    else if (chosen.value !== null) {
      if (chosen.value.existing.length > 0) setStage({ kind: 'existing', folder: chosen.value })
      else await run(chosen.value, 'keep-both')
    }
  }
  const stop = () => {
    setStage((now) => (now.kind === 'running' ? { ...now, isStopping: true } : now))
    void bridge.stopExport()
  }
  function reveal() {
    void bridge.revealBatch().then((shown) => {
      if (!shown.ok) messages.say('The folder was not shown.', { more: shown.message, failure: true })
    })
  }
  const close = () => (stage.kind === 'running' ? stop() : dialogs.hide())
  const title =
    stage.kind === 'over'
      ? batchTitle(stage.lines)
      : stage.kind === 'running'
        ? `Exporting ${plural(jobs.length, 'job')}`
        : `Export ${plural(jobs.length, 'job')}`
  return (
    <Sheet
      roomy
      scrolls={stage.kind === 'over'}
      title={title}
      {...(stage.kind === 'wishes'
        ? { lead: 'Each becomes a file, all in one folder. Names that would be the same get a number.' }
        : {})}
      onClose={close}
      firstFocus={first}
      foot={
        <>
          <div className="grow">
            {trouble !== null ? (
              <span className="wrong-text" role="alert">
                {trouble}
              </span>
            ) : stage.kind === 'wishes' && without !== null ? (
              <span className="field-note">{without}</span>
            ) : null}
          </div>
          {stage.kind === 'wishes' ? (
            <>
              <Button onClick={dialogs.hide}>Cancel</Button>
              <Button
                ref={first}
                look="primary"
                disabled={count === 0 || !isNamed}
                aria-disabled={busy}
                onClick={() => (busy ? undefined : void choose())}
              >
                Choose a folder…
              </Button>
            </>
          ) : stage.kind === 'existing' ? (
            <>
              <Button onClick={() => setStage({ kind: 'wishes' })}>Back</Button>
              <Button ref={first} look="primary" onClick={() => void run(stage.folder, choice)}>
                Export {aboutFormat[format].label}
              </Button>
            </>
          ) : stage.kind === 'running' ? (
            <Button ref={first} onClick={stop} aria-disabled={stage.isStopping}>
              {stage.isStopping ? 'Stopping…' : 'Stop'}
            </Button>
          ) : (
            <>
              {stage.lines.some(({ outcome }) => outcome.kind === 'written') ? (
                <Button onClick={reveal}>Show in folder</Button>
              ) : null}
              <Button ref={first} look="primary" onClick={dialogs.hide}>
                Done
              </Button>
            </>
          )}
        </>
      }
    >
      {stage.kind === 'wishes' ? (
        <Wishes job={jobs[0] ?? null} onName={setNamed} />
      ) : stage.kind === 'existing' ? (
        <There folder={stage.folder} choice={choice} onChoice={setChoice} />
      ) : stage.kind === 'running' ? (
        <Running folder={stage.folder} />
      ) : (
        <Lines lines={stage.lines} />
      )}
    </Sheet>
  )
}
