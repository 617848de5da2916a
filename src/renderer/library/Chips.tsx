// Which jobs the list shows, by how they are getting on, with how many each has; the trash; and the tag that narrows it down.

import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { countsOf, type Filter } from './library'

const filters: readonly { readonly value: Filter; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'ready', label: 'Ready' },
  { value: 'working', label: 'Working' },
  { value: 'needs-you', label: 'Needs you' },
  { value: 'resting', label: 'Resting' },
  { value: 'trash', label: 'Trash' },
]
/** What the person put aside or away is rare: its chip comes with the first such job. */
const rare = new Set<Filter>(['resting', 'trash'])

/** 1010 → "1k": the chips stay on one line. */
const brief = (count: number) => (count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`)

const TagChip = ({ tag }: { readonly tag: string }) => {
  const { library } = useCaesura()
  return (
    <button
      type="button"
      className="chip of-tag"
      aria-label={`Only jobs with the tag ${tag}: show all`}
      title="Show all"
      onClick={() => library.showTag(null)}
    >
      <b className="one-line">#{tag}</b> <X size={12} />
    </button>
  )
}

export const Chips = () => {
  const { library } = useCaesura()
  const filter = useStore(library.store, (state) => state.filter)
  const tag = useStore(library.store, (state) => state.tag)
  const jobs = useStore(library.store, (state) => state.jobs)
  const trash = useStore(library.store, (state) => state.trash)
  const counts = useMemo(() => countsOf({ jobs, trash }), [jobs, trash])
  return (
    <div className="chip-rows">
      <RadioGroup
        className="chips"
        aria-label="Which jobs to show"
        value={filter}
        onValueChange={(next: Filter) => library.show(next)}
      >
        {filters.map(({ value, label }) =>
          rare.has(value) && counts[value] === 0 && filter !== value ? null : (
            <Radio.Root key={value} value={value} className="chip" render={<button type="button" />} nativeButton>
              {label}{' '}
              {counts[value] === 0 ? null : (
                <span title={counts[value].toLocaleString('en')}>{brief(counts[value])}</span>
              )}
            </Radio.Root>
          ),
        )}
      </RadioGroup>
      {tag === null ? null : <TagChip tag={tag} />}
    </div>
  )
}
