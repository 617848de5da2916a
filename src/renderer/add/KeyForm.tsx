import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useStore } from 'zustand'
import { checkKey } from '../../core/job/key'
import { useCaesura } from '../desk/caesura'
import { keyWords } from '../library/key-words'
import { IconButton } from '../ui/Button'

export type KeyDraft = {
  readonly text: string
  readonly trouble: string | null
  /** Pictory is being asked about it; that takes some seconds at most. */
  readonly busy: boolean
  readonly write: (text: string) => void
  /**
   * Has the key tried at Pictory and kept; answers whether it is kept and its form is still there. A refused one stays in the field, with
   * why; the text is forgotten once it is kept or the form is put away.
   */
  readonly keep: () => Promise<boolean>
}

export const useKeyDraft = (): KeyDraft => {
  const { bridge, library, messages } = useCaesura()
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  return {
    text,
    trouble,
    busy,
    write: (next) => {
      setText(next)
      setTrouble(null)
    },
    keep: async () => {
      if (busy) return false
      const checked = checkKey(text)
      if (!checked.ok) {
        setTrouble(checked.message)
        return false
      }
      setBusy(true)
      const kept = await bridge.setKey({ key: checked.value })
      setBusy(false)
      if (kept.ok) library.store.setState({ key: kept.value })
      if (!here.current) {
        // The form was put away meanwhile: what became of the key is said where the person is now.
        if (kept.ok) messages.say(keyWords(kept.value).short)
        else messages.say('The key was not kept.', { more: kept.message, failure: true })
        return false
      }
      if (!kept.ok) {
        setTrouble(kept.message)
        return false
      }
      setText('')
      return true
    },
  }
}

export const KeyField = ({
  draft,
  field,
}: {
  readonly draft: KeyDraft
  readonly field?: RefObject<HTMLInputElement | null>
}) => {
  const { library } = useCaesura()
  const inMemory = useStore(library.store, ({ key }) => key?.kind === 'kept' && key.where === 'session')
  const [seen, setSeen] = useState(false)
  return (
    <div className="field">
      <label htmlFor="pictory-key">Pictory API key</label>
      <div className="secret">
        <input
          ref={field}
          id="pictory-key"
          className="input mono"
          type={seen ? 'text' : 'password'}
          placeholder="pictai_…"
          autoComplete="off"
          spellCheck={false}
          value={draft.text}
          readOnly={draft.busy}
          aria-invalid={draft.trouble !== null}
          aria-describedby="pictory-key-says"
          onChange={(event) => draft.write(event.target.value)}
        />
        <IconButton label={seen ? 'Hide the key' : 'Show the key'} size="small" onClick={() => setSeen(!seen)}>
          {seen ? <EyeOff size={14} /> : <Eye size={14} />}
        </IconButton>
      </div>
      <div id="pictory-key-says" aria-live="polite">
        {draft.busy ? (
          <span className="field-note">Asking Pictory about it…</span>
        ) : draft.trouble === null ? (
          <span className="field-note">
            {inMemory
              ? 'It stays in memory until you quit, and goes to Pictory, nowhere else.'
              : 'It goes into this computer’s keychain, or this session’s memory where there is none, and to Pictory; nowhere else.'}
          </span>
        ) : (
          <span className="field-error">{draft.trouble}</span>
        )}
      </div>
    </div>
  )
}
