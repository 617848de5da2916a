import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { keyWords } from '../library/key-words'
import { RetryKey } from '../library/RetryKey'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { KeyField, useKeyDraft } from './KeyForm'
import './add.css'

export const KeyDialog = () => {
  const { bridge, dialogs, library, messages } = useCaesura()
  const status = useStore(library.store, (state) => state.key)
  const words = keyWords(status)
  const draft = useKeyDraft()
  const field = useRef<HTMLInputElement>(null)
  const [forgetting, setForgetting] = useState(false)
  const has = status?.kind === 'kept'
  const keep = async () => {
    const hide = dialogs.hideLater()
    if (!(await draft.keep())) {
      field.current?.focus()
      return
    }
    hide()
    const { key } = library.store.getState()
    // A refusal is said by whoever watches the key (library/refused-key.ts).
    if (key?.kind === 'kept' && key.refused) return
    const { short, more } = keyWords(key)
    messages.say(short, more === undefined ? {} : { more })
  }
  const forget = async () => {
    setForgetting(true)
    const forgotten = await bridge.forgetKey()
    setForgetting(false)
    if (!forgotten.ok) {
      messages.say('The key was not forgotten.', { more: forgotten.message, failure: true })
      return
    }
    library.store.setState({ key: forgotten.value })
    messages.say('The key is forgotten.')
  }
  return (
    <Sheet
      title="Pictory key"
      lead="With it Caesura asks Pictory how your jobs are getting on, and fetches them once they are done."
      onClose={dialogs.hide}
      firstFocus={field}
      foot={
        <>
          <div className="grow">
            {has ? (
              <Button look="plain" className="danger" disabled={forgetting} onClick={() => void forget()}>
                Forget the key
              </Button>
            ) : null}
          </div>
          <Button onClick={dialogs.hide}>Cancel</Button>
          <Button look="primary" disabled={draft.busy} onClick={() => void keep()}>
            {has ? 'Replace the key' : 'Keep the key'}
          </Button>
        </>
      }
    >
      {has ? (
        <div className={words.tone === 'look' ? 'note warn' : 'note'}>
          <span className="dot" data-tone={words.tone} />
          <span className="grow">{words.long}</span>
          {status.refused ? <RetryKey size="small" /> : null}
        </div>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <KeyField draft={draft} field={field} />
      </form>
    </Sheet>
  )
}
