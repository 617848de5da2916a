import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Calls } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { keyWords } from '../library/key-words'
import { LibrarySettings } from '../portable/LibrarySettings'
import { Button } from '../ui/Button'
import { Segments, type Choice } from '../ui/Choose'
import { Sheet } from '../ui/Sheet'
import type { Theme } from '../ui/theme'
import { PictorySettings } from './PictorySettings'
import { PlaybackSettings } from './PlaybackSettings'
import { UpdateSettings } from './UpdateSettings'
import './settings.css'

const themeChoices: readonly Choice<Theme>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

export const SettingsDialog = () => {
  const { bridge, dialogs, library, settings } = useCaesura()
  const theme = useStore(settings.store, (state) => state.theme)
  const status = useStore(library.store, (state) => state.key)
  const key = keyWords(status)
  const [about, setAbout] = useState<Calls['about']['value'] | null>(null)
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    let here = true
    void bridge.about().then((answer) => {
      if (here && answer.ok) setAbout(answer.value)
    })
    return () => {
      here = false
    }
  }, [bridge])
  return (
    <Sheet
      title="Settings"
      roomy
      onClose={dialogs.hide}
      firstFocus={done}
      foot={
        <>
          <div className="grow settings-about number">
            {about ? `Caesura ${about.version} · Electron ${about.electron} · ${about.platform}` : ' '}
          </div>
          <Button ref={done} look="primary" onClick={dialogs.hide}>
            Done
          </Button>
        </>
      }
    >
      <div className="settings">
        <section aria-labelledby="settings-window">
          <h3 id="settings-window">This window</h3>
          <div className="setting">
            <div>
              <b>Appearance</b>
            </div>
            <Segments
              label="Appearance"
              value={theme}
              choices={themeChoices}
              onChange={(next) => settings.set({ theme: next })}
            />
          </div>
        </section>
        <PlaybackSettings />
        <section aria-labelledby="settings-pictory">
          <h3 id="settings-pictory">Pictory</h3>
          <div className="setting">
            <div>
              <b>Pictory key</b>
              <p>{key.long}</p>
            </div>
            <Button size="small" onClick={() => dialogs.show({ kind: 'key' })}>
              {status?.kind === 'none' ? 'Enter the key…' : 'Change…'}
            </Button>
          </div>
          <PictorySettings />
          <div className="setting">
            <div>
              <b>Pictory’s address</b>
              <p className="mono selectable settings-path">{about?.pictory ?? '…'}</p>
            </div>
          </div>
        </section>
        <LibrarySettings path={about?.libraryPath ?? null} />
        <UpdateSettings />
      </div>
    </Sheet>
  )
}
