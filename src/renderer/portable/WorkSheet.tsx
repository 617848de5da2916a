// How a long work gets on and what came of it: one sheet for all of them, which may be put aside while it runs.

import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import type { Work } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { percent, workTitles } from './work'
import './portable.css'

type Of<K extends Work['kind']> = Extract<Work, { kind: K }>

export const WorkBar = ({ work }: { readonly work: Of<'running'> }) => (
  <div
    className="work-bar"
    role="progressbar"
    aria-label={workTitles[work.work]}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={percent(work.share)}
  >
    <i style={{ transform: `scaleX(${work.share})` }} />
  </div>
)

const why: Readonly<Record<Of<'running'>['work'], string>> = {
  'back-up': 'You can go on working; changes from here on are in the next back-up.',
  'bring-back': 'You can go on working. Nothing that is here is changed.',
  move: 'Editing waits until the library is there. The old folder is left as it is.',
  check: 'You can go on working. The check changes nothing.',
}

const Running = ({ work }: { readonly work: Of<'running'> }) => {
  const { bridge, dialogs } = useCaesura()
  const cancel = useRef<HTMLButtonElement>(null)
  const stays = work.work === 'move'
  return (
    <Sheet
      title={workTitles[work.work]}
      lead={why[work.work]}
      stays={stays}
      onClose={dialogs.hide}
      firstFocus={cancel}
      foot={
        <>
          <div className="grow" />
          {stays ? null : <Button onClick={dialogs.hide}>Go on working</Button>}
          <Button ref={cancel} aria-disabled={work.ending} onClick={() => void bridge.cancelWork()}>
            {work.ending ? 'Ending…' : 'Cancel'}
          </Button>
        </>
      }
    >
      <div className="work">
        <WorkBar work={work} />
        <div className="work-says">
          <span className="one-line">{work.doing}</span>
          <span className="number">{percent(work.share)} %</span>
        </div>
        {/* Spoken in tenths, not with every file. */}
        <span className="visually-hidden" role="status">
          {`${workTitles[work.work]}, ${Math.floor(work.share * 10) * 10} percent`}
        </span>
      </div>
    </Sheet>
  )
}

const signs = {
  done: <CircleCheck size={16} />,
  cancelled: <CircleX size={16} />,
  failed: <CircleAlert size={16} />,
} as const

const Findings = ({ work }: { readonly work: Of<'ended'> }) => {
  const { desk, dialogs } = useCaesura()
  return (
    <ul className="findings" aria-label="What was found">
      {work.findings.map(({ jobId, title, what, toDo }, index) => {
        const goesOn = work.findings[index - 1]?.jobId === jobId
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a fixed list in which a job may stand twice
          <li key={index} className={goesOn ? 'goes-on' : undefined}>
            {goesOn ? null : (
              <button
                type="button"
                className="link finding-job"
                onClick={() => {
                  dialogs.hide()
                  void desk.select(jobId)
                }}
              >
                {title}
              </button>
            )}
            <p>{what}</p>
            <p className="finding-do">{toDo}</p>
          </li>
        )
      })}
      {work.more > 0 ? <li>{`… and ${work.more.toLocaleString('en')} more, all of them in the report.`}</li> : null}
    </ul>
  )
}

const Ended = ({ work }: { readonly work: Of<'ended'> }) => {
  const app = useCaesura()
  const done = useRef<HTMLButtonElement>(null)
  const close = () => {
    app.dialogs.hide()
    app.work.clear()
  }
  const save = async () => {
    const saved = await app.bridge.saveReport()
    if (!saved.ok) app.messages.say('The report was not saved.', { more: saved.message, failure: true })
    else if (saved.value !== null) app.messages.say(`${saved.value.name} is saved.`)
  }
  return (
    <Sheet
      title={work.title}
      onClose={close}
      firstFocus={done}
      scrolls={work.findings.length > 0}
      wide={work.findings.length > 0}
      foot={
        <>
          {work.report ? <Button onClick={() => void save()}>Save the report…</Button> : null}
          <div className="grow" />
          <Button ref={done} look="primary" onClick={close}>
            Done
          </Button>
        </>
      }
    >
      <div className="work work-ended" data-outcome={work.outcome}>
        {signs[work.outcome]}
        <div role="status">
          {work.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </div>
      {work.findings.length > 0 ? <Findings work={work} /> : null}
    </Sheet>
  )
}

export const WorkSheet = () => {
  const app = useCaesura()
  const work = useStore(app.work.store)
  switch (work.kind) {
    case 'none':
      return null
    case 'running':
      return <Running work={work} />
    case 'ended':
      return <Ended work={work} />
  }
}

/** At the foot of the list while the sheet is put aside. */
export const WorkStrip = () => {
  const { work: window, dialogs } = useCaesura()
  const work = useStore(window.store)
  const isShown = useStore(dialogs.store, ({ dialog }) => dialog?.kind === 'work')
  if (work.kind !== 'running' || isShown) return null
  return (
    <div className="work-strip">
      <div className="grow">
        <div className="work-strip-title">{workTitles[work.work]}</div>
        <WorkBar work={work} />
      </div>
      <Button size="small" onClick={() => dialogs.show({ kind: 'work' })}>
        Show
      </Button>
    </div>
  )
}
