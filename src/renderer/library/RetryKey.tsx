import { useState } from 'react'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { retryKey, tryKeyAgain } from './refused-key'

/** Beside what replaces a refused key: the same one may work again. */
export const RetryKey = ({ size }: { readonly size?: 'small' }) => {
  const app = useCaesura()
  const [busy, setBusy] = useState(false)
  return (
    <Button
      {...(size === undefined ? {} : { size })}
      aria-disabled={busy}
      onClick={() => {
        if (busy) return
        setBusy(true)
        void retryKey(app).finally(() => setBusy(false))
      }}
    >
      {busy ? tryKeyAgain.busy : tryKeyAgain.label}
    </Button>
  )
}
