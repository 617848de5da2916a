// The library in the settings: where it is, how large, and what can be done with all of it.

import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Calls } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { plural } from '../ui/times'
import { startWork, openAnotherLibrary } from './commands'
import './portable.css'

type Place = Calls['libraryPlace']['value']

const size = (bytes: number): string =>
  bytes < 999_500
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : bytes < 999_500_000
      ? `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
      : `${(bytes / 1e9).toLocaleString('en', { maximumFractionDigits: 1 })} GB`

const Old = ({ name, onDone }: { readonly name: string; readonly onDone: () => void }) => {
  const { bridge, messages } = useCaesura()
  const [busy, setBusy] = useState(false)
  const choose = async (what: 'trash' | 'keep') => {
    setBusy(true)
    const done = await bridge.oldLibrary({ what })
    setBusy(false)
    if (!done.ok) {
      messages.say('The old folder was not moved.', { more: done.message, failure: true })
      return
    }
    if (what === 'trash') messages.say(`“${name}” is in the bin.`)
    onDone()
  }
  return (
    <div className="setting">
      <div>
        <b>Before it moved</b>
        <p>{`The old library (“${name}”) was left as it was. All of it is in the new one, and was compared.`}</p>
      </div>
      <div className="setting-side">
        <Button size="small" disabled={busy} onClick={() => void choose('trash')}>
          Move it to the bin
        </Button>
        <Button size="small" disabled={busy} onClick={() => void choose('keep')}>
          Leave it there
        </Button>
      </div>
    </div>
  )
}

export const LibrarySettings = ({ path }: { readonly path: string | null }) => {
  const app = useCaesura()
  const { bridge, messages } = app
  const work = useStore(app.work.store, ({ kind }) => kind === 'running')
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    let here = true
    void bridge.libraryPlace().then((answer) => {
      if (here && answer.ok) setPlace(answer.value)
    })
    return () => {
      here = false
    }
  }, [bridge])
  const wrong = place?.trouble ?? place?.readOnly ?? null
  return (
    <section aria-labelledby="settings-library">
      <h3 id="settings-library">Library</h3>
      <div className="setting tall library-place">
        <div className="setting-row">
          <div>
            <b>Where it is</b>
            <p>
              {place === null
                ? 'Jobs, edits and everything fetched are in this folder.'
                : `${plural(place.jobs, 'job')}, ${size(place.bytes)}. Jobs, edits and everything fetched are in this folder.`}
            </p>
            <p className="mono selectable settings-path">{path ?? '…'}</p>
            {wrong === null ? null : (
              <p className="library-wrong" role="alert">
                {wrong}
              </p>
            )}
          </div>
          <Button
            size="small"
            disabled={path === null}
            onClick={() => {
              if (path === null) return
              void navigator.clipboard.writeText(path).then(
                () => messages.say('The path is copied.'),
                () => messages.say('The path could not be copied.', { more: path, failure: true }),
              )
            }}
          >
            Copy path
          </Button>
        </div>
        <div className="library-does">
          <Button size="small" disabled={work || wrong !== null} onClick={() => void startWork(app, 'move')}>
            Move the library…
          </Button>
          <Button size="small" disabled={work} onClick={() => void openAnotherLibrary(app)}>
            Use another library…
          </Button>
        </div>
      </div>
      {place === null || place.old === null ? null : (
        <Old name={place.old} onDone={() => setPlace({ ...place, old: null })} />
      )}
      <div className="setting">
        <div>
          <b>Back-up</b>
          <p>One file with every job, its edits and its links. Recordings are not in it.</p>
        </div>
        <div className="setting-side">
          <Button size="small" disabled={work} onClick={() => void startWork(app, 'back-up')}>
            Back up all jobs…
          </Button>
          <Button size="small" disabled={work || wrong !== null} onClick={() => void startWork(app, 'bring-back')}>
            Bring in a back-up…
          </Button>
        </div>
      </div>
      <div className="setting">
        <div>
          <b>Check</b>
          <p>Reads every job and compares it with what was noted when it was kept. Changes nothing.</p>
        </div>
        <Button size="small" disabled={work} onClick={() => void startWork(app, 'check')}>
          Check the library
        </Button>
      </div>
    </section>
  )
}
