import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { Switch } from '../ui/Switch'
import { useNow } from '../ui/ticker'
import { UpdateButtons } from '../updates/UpdateButtons'
import { updateWords } from '../updates/updates'

export const UpdateSettings = () => {
  const { ticker, updates } = useCaesura()
  const stand = useStore(updates.store)
  const words = updateWords(stand, useNow(ticker, 1000))
  const { from } = stand
  return (
    <section aria-labelledby="settings-updates">
      <h3 id="settings-updates">Updates</h3>
      <div className="setting">
        <div>
          <b>New versions</b>
          <p role="status">{words}</p>
          {stand.state.kind === 'found' && stand.state.byHand !== null ? <p>{stand.state.byHand.why}</p> : null}
        </div>
        {from === null ? null : (
          <div className="setting-side">
            <UpdateButtons />
          </div>
        )}
      </div>
      {from === null ? null : (
        <div className="setting">
          <div>
            <b>Look once a day</b>
            <p>{`Asks ${from} for the list of versions while Caesura is open. Nothing of yours is sent. Off, it is asked at your click only.`}</p>
          </div>
          <Switch
            label="Look for updates once a day"
            on={stand.daily}
            onChange={(on) => void updates.order(on ? 'daily' : 'only-when-asked')}
          />
        </div>
      )}
    </section>
  )
}
