// At the foot of the list: a new version, quietly. It takes no focus, covers nothing, and stays until it is dealt with or put aside.

import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Updates } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { bytes } from '../ui/times'
import { UpdateButtons } from './UpdateButtons'
import './updates.css'

type State = Updates['state']

/** Whether the list's foot shows it: not what only answers a question asked in the settings. */
const isShown = ({ aside, state }: Updates): boolean =>
  !aside &&
  (state.kind === 'found' ||
    state.kind === 'downloading' ||
    state.kind === 'ready' ||
    state.kind === 'waiting' ||
    (state.kind === 'failed' && state.during !== 'look'))

const titleOf = (state: State): string => {
  switch (state.kind) {
    case 'found':
      return `Caesura ${state.version} is there`
    case 'downloading':
      return `Downloading Caesura ${state.version}`
    case 'ready':
      return `Caesura ${state.version} is downloaded`
    case 'waiting':
      return `Waiting to install Caesura ${state.version}`
    case 'failed':
      return state.during === 'download' ? 'The update was not downloaded' : 'The update was not installed'
    case 'idle':
    case 'looking':
    case 'newest':
      return ''
  }
}

export const UpdateBar = ({ share, version }: { readonly share: number; readonly version: string }) => (
  <div
    className="work-bar"
    role="progressbar"
    aria-label={`Downloading Caesura ${version}`}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.floor(share * 100)}
  >
    <i style={{ transform: `scaleX(${share})` }} />
  </div>
)

const Says = ({ state }: { readonly state: State }) => {
  switch (state.kind) {
    case 'found':
      return (
        <>
          {state.notes === '' ? null : (
            <details className="update-notes">
              <summary>What is new</summary>
              {/* A list longer than the place for it is scrolled by the keyboard too. */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <div className="update-notes-text selectable" tabIndex={0} role="region" aria-label="What is new">
                {state.notes}
              </div>
            </details>
          )}
          <p>
            {state.byHand === null
              ? `${bytes(state.bytes)}. Nothing is downloaded before you say so.`
              : state.byHand.why}
          </p>
          {state.byHand?.page ? <p className="mono selectable update-page">{state.byHand.page}</p> : null}
        </>
      )
    case 'downloading':
      return (
        <>
          <UpdateBar share={state.share} version={state.version} />
          <p className="number">{`${Math.floor(state.share * 100)} % of ${bytes(state.bytes)}`}</p>
        </>
      )
    case 'ready':
      return <p>It is installed when you say so, and Caesura starts again. Quitting installs nothing.</p>
    case 'waiting':
      return <p>{`Caesura restarts as soon as everything is saved. ${state.why}`}</p>
    case 'failed':
      return <p>{state.message}</p>
    case 'idle':
    case 'looking':
    case 'newest':
      return null
  }
}

export const UpdateNotice = () => {
  const { updates } = useCaesura()
  const now = useStore(updates.store)
  const shown = isShown(now)
  const wasShown = useRef(shown)
  // Put aside, it takes the button with it that the keyboard was at.
  useEffect(() => {
    if (wasShown.current && !shown && document.activeElement === document.body)
      document.getElementById('transcript')?.focus({ preventScroll: true })
    wasShown.current = shown
  }, [shown])
  const title = titleOf(now.state)
  return (
    <>
      {shown ? (
        <section className="update" aria-label="Update" data-testid="update">
          <div className="update-title">{title}</div>
          <Says state={now.state} />
          <div className="update-buttons">
            <UpdateButtons inNotice />
          </div>
        </section>
      ) : null}
      {/* Spoken when it changes, without the share of a download, which changes all the time. */}
      <span className="visually-hidden" role="status">
        {shown ? `${title}.${now.state.kind === 'failed' ? ` ${now.state.message}` : ''}` : ''}
      </span>
    </>
  )
}
