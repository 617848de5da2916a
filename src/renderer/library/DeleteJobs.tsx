// The one question before something is deleted for good.

import { useRef } from 'react'
import type { JobSummary } from '../../core/job/job'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { deleteForGood, named } from './shelf'

export const DeleteJobs = ({ jobIds }: { readonly jobIds: readonly string[] }) => {
  const app = useCaesura()
  const { dialogs, library } = app
  const keep = useRef<HTMLButtonElement>(null)
  const jobs = jobIds
    .map((id) => library.job(id))
    .filter((job): job is JobSummary => job !== undefined && job.trashedAt !== null)
  return (
    <Sheet
      title={`Delete ${named(jobs)} for good?`}
      lead={`The transcript${jobs.length === 1 ? '' : 's'}, every change and Pictory’s own answer are deleted from this computer. This cannot be undone. Recordings and exported files stay where they are.`}
      bare
      onClose={dialogs.hide}
      firstFocus={keep}
      foot={
        <>
          <div className="grow" />
          <Button ref={keep} onClick={dialogs.hide}>
            Keep
          </Button>
          <Button
            className="danger"
            onClick={() => {
              dialogs.hide()
              void deleteForGood(app, jobs)
            }}
          >
            Delete for good
          </Button>
        </>
      }
    >
      {null}
    </Sheet>
  )
}
