// In the place of the list where there is nothing to show: why, and the way back to all jobs.

import { CircleOff, Trash2 } from 'lucide-react'
import { useStore } from 'zustand'
import { keptDays } from '../../core/job/trash'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'

export const NoJobs = () => {
  const { library } = useCaesura()
  const none = useStore(library.store, ({ jobs, trash }) => jobs.length + trash.length === 0)
  const query = useStore(library.store, (state) => state.query)
  const filter = useStore(library.store, (state) => state.filter)
  const tag = useStore(library.store, (state) => state.tag)
  const noTrash = useStore(library.store, ({ trash }) => filter === 'trash' && trash.length === 0)
  const allTrashed = useStore(library.store, ({ jobs }) => filter === 'all' && jobs.length === 0)
  if (none)
    return (
      <div className="job-list">
        <div className="library-empty">
          <p>Your jobs will appear here, with how they are getting on.</p>
        </div>
      </div>
    )
  // The transcripts may hold what no title does: they are right beneath.
  if (query.trim() !== '')
    return (
      <div className="job-list">
        <p className="no-title">No title fits.</p>
      </div>
    )
  const why =
    tag !== null
      ? `No job here has the tag “${tag}”.`
      : allTrashed
        ? 'All your jobs are in the trash.'
        : 'No job is in this state.'
  return (
    <div className="job-list">
      <div className="library-empty">
        {noTrash ? <Trash2 size={18} /> : <CircleOff size={18} />}
        <p>
          {noTrash
            ? `The trash is empty. What you move here stays for ${keptDays} days at least, with all it has, and can be restored.`
            : why}
        </p>
        {allTrashed && query === '' && tag === null ? (
          <Button size="small" onClick={() => library.show('trash')}>
            Show the trash
          </Button>
        ) : (
          <Button size="small" onClick={library.showAll}>
            Show all jobs
          </Button>
        )}
      </div>
    </div>
  )
}
