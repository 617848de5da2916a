import { CircleAlert, CircleCheck, History } from 'lucide-react'
import { useRef } from 'react'
import type { Opened } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { outcomeWords } from '../library/intake'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { plural } from '../ui/times'
import './add.css'

const signs = {
  added: <CircleCheck size={15} />,
  known: <History size={15} />,
  refused: <CircleAlert size={15} />,
} as const

/** What became of several files, one line each. */
export const Report = ({ opened }: { readonly opened: readonly Opened[] }) => {
  const { dialogs, desk } = useCaesura()
  const done = useRef<HTMLButtonElement>(null)
  const refused = opened.filter(({ outcome }) => outcome.kind === 'refused').length
  const fine = opened.length - refused
  return (
    <Sheet
      title={refused === 0 ? `${plural(fine, 'file')} opened` : `${fine} of ${plural(opened.length, 'file')} opened`}
      onClose={dialogs.hide}
      firstFocus={done}
      foot={
        <>
          <div className="grow" />
          <Button ref={done} look="primary" onClick={dialogs.hide}>
            Done
          </Button>
        </>
      }
    >
      <ul className="report">
        {opened.map((one, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a fixed list in which names may repeat
          <li key={index} data-kind={one.outcome.kind}>
            {signs[one.outcome.kind]}
            <div>
              <div className="report-name">
                {one.outcome.kind === 'refused' ? (
                  one.name
                ) : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      if (one.outcome.kind !== 'refused') void desk.select(one.outcome.jobId)
                      dialogs.hide()
                    }}
                  >
                    {one.name}
                  </button>
                )}
              </div>
              <div className="report-says">{outcomeWords(one)}</div>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
