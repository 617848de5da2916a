// In the place of the list where there is nothing to show: why, and the way back to all jobs.

import { CircleOff } from 'lucide-react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'

export const NoJobs = () => {
  const { library } = useCaesura()
  const none = useStore(library.store, ({ jobs }) => jobs.length === 0)
  const query = useStore(library.store, (state) => state.query)
  return (
    <div className="job-list">
      <div className="library-empty">
        {none ? (
          <p>Your jobs will appear here, with how they are getting on.</p>
        ) : (
          <>
            <CircleOff size={18} />
            <p>{query === '' ? 'No job is in this state.' : `No job matches “${query}”.`}</p>
            <Button
              size="small"
              onClick={() => {
                library.search('')
                library.show('all')
              }}
            >
              Show all jobs
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
