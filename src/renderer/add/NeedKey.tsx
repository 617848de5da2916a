import { KeyField, type KeyDraft } from './KeyForm'
import { Button } from '../ui/Button'

/** Stands where Pictory cannot be asked without a key: why, the field, and what follows. */
export const NeedKey = ({
  why,
  draft,
  onKept,
}: {
  readonly why: string
  readonly draft: KeyDraft
  readonly onKept?: () => void
}) => (
  <form
    className="need-key"
    onSubmit={(event) => {
      event.preventDefault()
      void draft.keep().then((kept) => (kept ? onKept?.() : undefined))
    }}
  >
    <p>{why}</p>
    <KeyField draft={draft} />
    <div>
      <Button type="submit" data-goes-on disabled={draft.busy}>
        Keep the key
      </Button>
    </div>
  </form>
)
