import { FileDown } from 'lucide-react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'

/** Shown while files hover over the window. The window itself takes the drop (document/drop.ts). */
export const Veil = () => {
  const { dialogs } = useCaesura()
  const dropping = useStore(dialogs.store, (state) => state.dropping)
  if (!dropping) return null
  return (
    <div className="veil" role="status">
      <div className="veil-in">
        <FileDown size={34} strokeWidth={1.5} />
        <b>Drop it here</b>
        <span>Saved Pictory responses open, one or many. A list of job ids is shown before anything is added.</span>
        <span>A recording is linked to the open job, or transcribed at Pictory.</span>
      </div>
    </div>
  )
}
