// The centre for a job that holds no transcript (yet): how it stands, and what can be done.

import { CloudOff, Hourglass, KeyRound, LoaderCircle, OctagonX, ShieldAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { JobSummary } from '../../core/job/job'
import { useCaesura } from '../desk/caesura'
import { jobWords, nextCheck, type Tone } from '../library/words'
import { Button } from '../ui/Button'
import { useNow } from '../ui/ticker'
import { ago } from '../ui/times'

const Frame = ({
  tone,
  sign,
  title,
  children,
  buttons,
  fine,
}: {
  readonly tone: Tone
  readonly sign: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly buttons?: ReactNode
  readonly fine?: ReactNode
}) => (
  <div className="centre">
    <div className="standing">
      <div className="sign" data-tone={tone}>
        {sign}
      </div>
      <h2>{title}</h2>
      {children}
      {buttons === undefined ? null : <div className="buttons">{buttons}</div>}
      {fine === undefined ? null : <div className="fine">{fine}</div>}
    </div>
  </div>
)

const Waiting = ({
  job,
  state,
}: {
  readonly job: JobSummary
  readonly state: Extract<JobSummary['state'], { kind: 'waiting' }>
}) => {
  const { ticker, bridge, dialogs, messages } = useCaesura()
  const now = useNow(ticker)
  const { trouble, nextCheckAt, lastCheckAt } = state
  const check = async () => {
    const asked = await bridge.checkJobNow({ jobId: job.id })
    if (!asked.ok) messages.say('Pictory could not be asked.', { more: asked.message, failure: true })
  }
  const askNow = <Button onClick={() => void check()}>Check now</Button>
  const coming = nextCheck(nextCheckAt, now)
  const next = coming === null ? null : `${coming}.`
  const fine = (
    <>
      {lastCheckAt === null ? `Added ${ago(job.addedAt, now)}` : `Last asked ${ago(lastCheckAt, now)}`} ·{' '}
      <span className="mono selectable">{job.id}</span>
    </>
  )
  if (trouble?.reason === 'no-key' || trouble?.reason === 'key-refused')
    return (
      <Frame
        tone="look"
        sign={<KeyRound size={20} />}
        title={trouble.reason === 'no-key' ? 'Waiting for your key' : 'Pictory refused the key'}
        buttons={
          <Button look="primary" onClick={() => dialogs.show({ kind: 'key' })}>
            {trouble.reason === 'no-key' ? 'Enter the key…' : 'Replace the key…'}
          </Button>
        }
        fine={fine}
      >
        <p>{trouble.message}</p>
      </Frame>
    )
  if (trouble)
    return (
      <Frame
        tone={jobWords(job, now).tone}
        sign={
          trouble.reason === 'offline' ? (
            <CloudOff size={20} />
          ) : trouble.reason === 'blocked' ? (
            <ShieldAlert size={20} />
          ) : (
            <Hourglass size={20} />
          )
        }
        title={
          trouble.reason === 'offline'
            ? 'Waiting for a connection'
            : trouble.reason === 'blocked'
              ? 'Blocked on the way'
              : 'Waiting for Pictory'
        }
        buttons={askNow}
        fine={fine}
      >
        <p>{trouble.message}</p>
        {next === null ? null : <p>{next}</p>}
      </Frame>
    )
  const span = nextCheckAt !== null && lastCheckAt !== null ? nextCheckAt - lastCheckAt : 0
  const passed = span > 0 && lastCheckAt !== null ? Math.min(1, Math.max(0, (now - lastCheckAt) / span)) : 0
  return (
    <Frame
      tone="work"
      sign={<LoaderCircle size={20} />}
      title={state.asked === 0 ? 'Waiting for its first check' : 'In progress at Pictory'}
      buttons={askNow}
      fine={fine}
    >
      <p>The transcript opens here the moment it is ready. You can close Caesura; it asks again when it is back.</p>
      <div className="bar-of-work" aria-hidden>
        <i style={{ transform: `scaleX(${passed})` }} />
      </div>
      <p>{next}</p>
    </Frame>
  )
}

export const Standing = ({ jobId }: { readonly jobId: string }) => {
  const { library, bridge, messages, ticker } = useCaesura()
  const now = useNow(ticker)
  const job = useStore(library.store, ({ jobs }) => jobs.find((one) => one.id === jobId))
  if (!job) return <div className="centre" />
  const forget = async () => {
    const gone = await bridge.forgetJob({ jobId })
    if (!gone.ok) messages.say('The job was not taken off the list.', { more: gone.message, failure: true })
  }
  const off = <Button onClick={() => void forget()}>Take off the list</Button>
  const { state } = job
  switch (state.kind) {
    case 'waiting':
      return <Waiting job={job} state={state} />
    case 'failed':
      return (
        <Frame
          tone="wrong"
          sign={<OctagonX size={20} />}
          title="Pictory could not transcribe this"
          buttons={off}
          fine={
            <>
              Failed {ago(state.at, now)} · <span className="mono selectable">{job.id}</span>
            </>
          }
        >
          <p>In Pictory’s words: “{state.message}”</p>
          <p>This is final at Pictory. Start the job there again and add its new id here.</p>
        </Frame>
      )
    case 'gone':
      return (
        <Frame
          tone="wrong"
          sign={<CloudOff size={20} />}
          title="Not at Pictory"
          buttons={off}
          fine={
            <>
              Asked {ago(state.at, now)} · <span className="mono selectable">{job.id}</span>
            </>
          }
        >
          <p>{state.message}</p>
          <p>It was not cached here before. If you saved its response as a file, drop that file on the window.</p>
        </Frame>
      )
    case 'damaged':
      return (
        <Frame
          tone="wrong"
          sign={<TriangleAlert size={20} />}
          title="The files of this job are damaged"
          fine={<span className="mono selectable">{job.id}</span>}
        >
          <p>{state.message}</p>
        </Frame>
      )
    case 'ready':
      return <div className="centre" />
  }
}

export const Refused = ({ message }: { readonly message: string }) => {
  const { desk } = useCaesura()
  return (
    <Frame
      tone="wrong"
      sign={<TriangleAlert size={20} />}
      title="This job did not open"
      buttons={<Button onClick={() => void desk.retry()}>Try again</Button>}
    >
      <p>{message}</p>
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
