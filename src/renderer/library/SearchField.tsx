// The field over the list: what is written in it narrows the list down.

import { Search, X } from 'lucide-react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { IconButton } from '../ui/Button'

export const SearchField = () => {
  const { library } = useCaesura()
  const query = useStore(library.store, (state) => state.query)
  return (
    <div className="search-field" role="search">
      <Search size={14} />
      <input
        id="library-search"
        data-first-focus
        type="search"
        aria-label="Search jobs and transcripts"
        placeholder="Search jobs and transcripts"
        spellCheck={false}
        value={query}
        onChange={(event) => library.search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') {
            library.search('')
            event.preventDefault()
          }
          if (event.key === 'ArrowDown')
            (document.getElementById('library-jobs') ?? document.getElementById('found-rows'))?.focus()
        }}
      />
      {query === '' ? null : (
        <IconButton label="Clear the search" size="small" onClick={() => library.search('')}>
          <X size={13} />
        </IconButton>
      )}
    </div>
  )
}
