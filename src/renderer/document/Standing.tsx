// The centre for a job that holds no transcript (yet): how it stands, what happens next, what can be done, and the facts.

import {
  CircleStop,
  CloudOff,
  Copy,
  Hourglass,
  KeyRound,
  LoaderCircle,
  OctagonX,
  PauseCircle,
  ShieldAlert,
  Trash2,
  TriangleAlert,
  Upload,
} from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../core/job/job'
import { useCaesura } from '../desk/caesura'
import { addDialog } from '../desk/dialogs'
import { copyId, orderLabel, ordersFor, steer } from '../library/orders'
import { orderSigns } from '../library/order-signs'
import { RetryKey } from '../library/RetryKey'
import { turnOf } from '../library/turns'
import { restore, reveal, trash } from '../library/shelf'
import { due, dueNext, jobWords, keptWords, nextOf, type Tone } from '../library/words'
import { Button, IconButton } from '../ui/Button'
import { Tip } from '../ui/Tip'
import { useNow } from '../ui/ticker'
import { ago, plural } from '../ui/times'
import { standingWords, type Sign } from './standing-words'
import { MendButtons } from './Mend'
import { Progress, share } from './Progress'
import { startedFacts } from './started'

const signs: Readonly<Record<Sign, ReactNode>> = {
  key: <KeyRound size={20} />,
  offline: <CloudOff size={20} />,
  blocked: <ShieldAlert size={20} />,
  patience: <Hourglass size={20} />,
  work: <LoaderCircle size={20} />,
  upload: <Upload size={20} />,
  paused: <PauseCircle size={20} />,
  stopped: <CircleStop size={20} />,
  failed: <OctagonX size={20} />,
  gone: <CloudOff size={20} />,
  damaged: <TriangleAlert size={20} />,
}

const Frame = ({
  tone,
  sign,
  title,
  children,
  buttons,
  after,
}: {
  readonly tone: Tone
  readonly sign: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly buttons?: ReactNode
  readonly after?: ReactNode
}) => (
  <div className="centre">
    <div className="standing">
      <div className="sign" data-tone={tone}>
        {sign}
      </div>
      <h2>{title}</h2>
      {children}
      {buttons}
      {after}
    </div>
  </div>
)

const Buttons = ({ job }: { readonly job: JobSummary }) => {
  const app = useCaesura()
  const { state } = job
  const reason = state.kind === 'waiting' || state.kind === 'starting' ? state.trouble?.reason : undefined
  const key = reason === 'no-key' ? 'Enter the key…' : reason === 'key-refused' ? 'Replace the key…' : null
  // Without a key there is nobody to ask.
  const orders = ordersFor(job).filter((order) => key === null || order !== 'check')
  const box = useRef<HTMLDivElement>(null)
  const ordered = useRef(false)
  const shown = `${key ?? ''} ${orders.join(' ')}`
  // An order often takes its own button away: the keyboard stays where it was, at what can be ordered now.
  useEffect(() => {
    if (!ordered.current || shown === '') return
    ordered.current = false
    if (document.activeElement === document.body) box.current?.querySelector('button')?.focus()
  }, [shown])
  return (
    <div ref={box} className="buttons">
      {key === null ? null : (
        <Button look="primary" onClick={() => app.dialogs.show({ kind: 'key' })}>
          {key}
        </Button>
      )}
      {reason === 'key-refused' ? <RetryKey /> : null}
      {state.kind === 'gone' && state.why === 'cleaned' ? (
        <Button onClick={() => app.dialogs.show(addDialog('start'))}>New transcription…</Button>
      ) : null}
      {state.kind === 'damaged' ? (
        <>
          <MendButtons jobId={job.id} ways={state.ways} />
          <Button onClick={() => void reveal(app, job.id)}>Show its folder</Button>
        </>
      ) : null}
      {orders.map((order) => (
        <Button
          key={order}
          onClick={() => {
            ordered.current = true
            void steer(app, job.id, order)
          }}
        >
          {orderSigns[order]} {orderLabel(order, job)}
        </Button>
      ))}
      <Button look="plain" onClick={() => void trash(app, [job])}>
        Move to the trash
      </Button>
    </div>
  )
}

type Fact = readonly [name: string, value: ReactNode]

const factsOf = (job: JobSummary, now: number, turnAt: number | null): readonly Fact[] => {
  const { state } = job
  const facts: Fact[] = [['Added', ago(job.addedAt, now)]]
  if (state.kind === 'waiting') {
    facts.push(['Asked', state.asked === 0 ? 'Not yet' : state.asked === 1 ? 'Once' : plural(state.asked, 'time')])
    if (state.lastCheckAt !== null) facts.push(['Last asked', ago(state.lastCheckAt, now)])
    const next = nextOf(state, turnAt)
    if (next !== null) facts.push(['Next check', dueNext(next, now)])
  }
  if (state.kind === 'starting' && state.nextTryAt !== null) facts.push(['Next try', due(state.nextTryAt, now)])
  if (state.kind === 'stopped') facts.push(['Stopped', ago(state.at, now)])
  if (state.kind === 'failed') facts.push(['Failed', ago(state.at, now)])
  if (state.kind === 'gone') facts.push(['Asked', ago(state.at, now)])
  return [...facts, ...startedFacts(job)]
}

const Facts = ({
  job,
  now,
  turnAt,
}: {
  readonly job: JobSummary
  readonly now: number
  readonly turnAt: number | null
}) => {
  const app = useCaesura()
  return (
    <dl className="facts standing-facts">
      {factsOf(job, now, turnAt).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {job.hasPictoryId ? (
        <div>
          <dt>Job id</dt>
          <dd className="copyable">
            <span className="mono selectable">{job.id}</span>
            <Tip says="Copy the job id">
              <IconButton label="Copy the job id" size="small" onClick={() => copyId(app, job.id)}>
                <Copy size={13} />
              </IconButton>
            </Tip>
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

/** A job that lies in the trash: how long it is kept, and the way back. */
const InTrash = ({ job, trashedAt }: { readonly job: JobSummary; readonly trashedAt: number }) => {
  const app = useCaesura()
  const now = useNow(app.ticker)
  return (
    <Frame
      tone="quiet"
      sign={<Trash2 size={20} />}
      title="In the trash"
      buttons={
        <div className="buttons">
          <Button look="primary" onClick={() => void restore(app, [job], true).then(() => app.desk.select(job.id))}>
            Restore
          </Button>
          <Button look="plain" onClick={() => app.dialogs.show({ kind: 'delete-jobs', jobIds: [job.id] })}>
            Delete for good…
          </Button>
        </div>
      }
      after={
        <dl className="facts standing-facts">
          <div>
            <dt>Moved here</dt>
            <dd>{ago(trashedAt, now)}</dd>
          </div>
          <div>
            <dt>Before</dt>
            <dd>{(job.state.kind === 'ready' ? 'Ready · ' : '') + jobWords({ ...job, trashedAt: null }, now).first}</dd>
          </div>
        </dl>
      }
    >
      <p>
        It is {keptWords(trashedAt, now)}, with its transcript, every change, its title and its tags. Restored, it is
        back in the list as it was.
      </p>
      {job.state.kind === 'waiting' || job.state.kind === 'starting' ? (
        <p>It was not finished. In the trash Pictory is not asked about it; restored, Caesura goes on with it.</p>
      ) : null}
    </Frame>
  )
}

export const Standing = ({ jobId }: { readonly jobId: string }) => {
  const { library, ticker } = useCaesura()
  const now = useNow(ticker)
  const jobs = useStore(library.store, (state) => state.jobs)
  const trashed = useStore(library.store, ({ trash }) => trash.find((one) => one.id === jobId))
  const job = jobs.find((one) => one.id === jobId)
  if (trashed !== undefined && trashed.trashedAt !== null)
    return <InTrash job={trashed} trashedAt={trashed.trashedAt} />
  if (!job || job.state.kind === 'ready') return <div className="centre" />
  const turnAt = turnOf(jobs, job, now)
  const words = standingWords(job, now, turnAt)
  const passed = share(job)
  return (
    <Frame
      tone={words.tone}
      sign={signs[words.sign]}
      title={words.title}
      buttons={<Buttons job={job} />}
      after={<Facts job={job} now={now} turnAt={turnAt} />}
    >
      {/* Told when it changes, without the share of an upload, which changes all the time. */}
      <span className="visually-hidden" role="status">
        {words.title.replace(/ · \d+ %$/u, '')}
      </span>
      {words.said === null ? null : <p className="selectable">In Pictory’s words: “{words.said}”</p>}
      {words.lines.map((line) => (
        <p key={line} className="selectable">
          {line}
        </p>
      ))}
      {passed === null ? null : <Progress done={passed} />}
      {words.next === null ? null : <p className="standing-next">{words.next}</p>}
    </Frame>
  )
}

export const Refused = ({ jobId, message }: { readonly jobId: string; readonly message: string }) => {
  const app = useCaesura()
  const { desk, library } = app
  const state = useStore(library.store, ({ jobs }) => jobs.find(({ id }) => id === jobId)?.state)
  return (
    <Frame
      tone="wrong"
      sign={<TriangleAlert size={20} />}
      title="This job did not open"
      buttons={
        <div className="buttons">
          <Button onClick={() => void desk.retry()}>Try again</Button>
          {state?.kind === 'damaged' ? (
            <>
              <MendButtons jobId={jobId} ways={state.ways.filter((way) => way !== 'look-again')} />
              <Button onClick={() => void reveal(app, jobId)}>Show its folder</Button>
            </>
          ) : null}
        </div>
      }
    >
      <p>{message}</p>
      {state?.kind === 'damaged' ? (
        <p>If you have its original as a file, drop that file on the window. Nothing that lies here is thrown away.</p>
      ) : null}
    </Frame>
  )
}

const lines = [
  [100, 94, 97, 62],
  [96, 100, 91, 98, 40],
  [99, 73],
] as const
export const Opening = () => (
  <div className="centre" aria-busy role="status" aria-label="Opening">
    <div className="skeleton" aria-hidden>
      {lines.map((widths) => (
        <div key={widths.join()}>
          {widths.map((width) => (
            <i key={width} style={{ width: `${width}%` }} />
          ))}
        </div>
      ))}
    </div>
  </div>
)
