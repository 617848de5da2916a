import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { Segments, type Choice } from '../ui/Choose'
import { Switch } from '../ui/Switch'

const rewinds: readonly Choice<'0' | '500' | '1000' | '2000' | '5000'>[] = [
  { value: '0', label: 'Off' },
  { value: '500', label: '½ s' },
  { value: '1000', label: '1 s' },
  { value: '2000', label: '2 s' },
  { value: '5000', label: '5 s' },
]

export const PlaybackSettings = () => {
  const { settings } = useCaesura()
  const { skipCuts, rewindMs, pauseTyping } = useStore(settings.store)
  const rewind = rewinds.find(({ value }) => Number(value) === rewindMs)?.value ?? '0'
  return (
    <section aria-labelledby="settings-playback">
      <h3 id="settings-playback">Playback</h3>
      <div className="setting">
        <div>
          <b>Pass over cuts</b>
          <p>What was cut is not heard. Switched off, everything is.</p>
        </div>
        <Switch label="Pass over cuts" on={skipCuts} onChange={(on) => settings.set({ skipCuts: on })} />
      </div>
      <div className="setting">
        <div>
          <b>Go back when playing goes on</b>
          <p>So much is heard again after a pause.</p>
        </div>
        <Segments
          label="Go back when playing goes on"
          value={rewind}
          choices={rewinds}
          onChange={(next) => settings.set({ rewindMs: Number(next) })}
        />
      </div>
      <div className="setting">
        <div>
          <b>Wait for typing</b>
          <p>Playing stops while you type into the text, and goes on a second after.</p>
        </div>
        <Switch label="Wait for typing" on={pauseTyping} onChange={(on) => settings.set({ pauseTyping: on })} />
      </div>
    </section>
  )
}
