import { Clock3 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Calls } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'

type Quota = Calls['quota']['value']

export const quotaWords = (quota: Quota): string => {
  if (quota === null) return 'Pictory does not say how many transcription minutes are left.'
  const used = Math.round(quota.used).toLocaleString('en')
  if (quota.limit === null) return `${used} transcription minutes used in this billing term.`
  const limit = Math.round(quota.limit).toLocaleString('en')
  return quota.used >= quota.limit
    ? `All ${limit} transcription minutes of this billing term are used; Pictory may say no.`
    : `${used} of ${limit} transcription minutes used in this billing term.`
}

/** The account's minutes; not knowing them hinders nothing. */
export const QuotaLine = () => {
  const { bridge } = useCaesura()
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof bridge.quota>> | null>(null)
  useEffect(() => {
    let here = true
    void bridge.quota().then((quota) => (here ? setAnswer(quota) : undefined))
    return () => {
      here = false
    }
  }, [bridge])
  return (
    <p className="number" aria-live="polite">
      <Clock3 size={14} />
      <span>
        {answer === null ? (
          'Asking Pictory for your transcription minutes…'
        ) : answer.ok ? (
          quotaWords(answer.value)
        ) : (
          <>
            The transcription minutes are not known just now. {answer.message}{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                setAnswer(null)
                void bridge.quota().then(setAnswer)
              }}
            >
              Ask again
            </button>
          </>
        )}
      </span>
    </p>
  )
}
