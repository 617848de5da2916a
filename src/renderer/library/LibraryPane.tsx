// The library at the left: what to look for, the jobs, why they wait, and what to add.

import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { WorkStrip } from '../portable/WorkSheet'
import { Chips } from './Chips'
import { Foot } from './Foot'
import { HeldNote } from './HeldNote'
import { JobRows } from './JobRows'
import { SearchField } from './SearchField'
import { SelectionBar, SpokenChoice } from './SelectionBar'
import { Found } from '../search/Found'
import { UpdateNotice } from '../updates/UpdateNotice'
import './library.css'

export const LibraryPane = () => {
  const { library } = useCaesura()
  const trouble = useStore(library.store, (state) => state.trouble)
  const isChoosing = useStore(library.store, (state) => state.selection.ids.size > 0)
  return (
    <>
      <div className="library-top">
        <SearchField />
        <Chips />
      </div>
      {trouble === null ? null : (
        <div className="library-empty" role="alert">
          <p>{trouble}</p>
          <Button size="small" onClick={() => void library.load()}>
            Try again
          </Button>
        </div>
      )}
      <JobRows />
      <Found />
      <WorkStrip />
      <HeldNote />
      <UpdateNotice />
      {isChoosing ? <SelectionBar /> : <Foot />}
      <SpokenChoice />
    </>
  )
}
