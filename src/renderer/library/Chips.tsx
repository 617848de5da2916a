// Which jobs the list shows, by how they are getting on, with how many each has.

import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
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
]

/** 1010 → "1k": the chips stay on one line. */
const brief = (count: number) => (count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`)

export const Chips = () => {
  const { library } = useCaesura()
  const filter = useStore(library.store, (state) => state.filter)
  const jobs = useStore(library.store, (state) => state.jobs)
  const counts = useMemo(() => countsOf(jobs), [jobs])
  return (
    <RadioGroup
      className="chips"
      aria-label="Which jobs to show"
      value={filter}
      onValueChange={(next: Filter) => library.show(next)}
    >
      {filters.map(({ value, label }) =>
        // What the person put aside is rare: its chip comes with the first such job.
        value === 'resting' && counts.resting === 0 && filter !== 'resting' ? null : (
          <Radio.Root key={value} value={value} className="chip" render={<button type="button" />} nativeButton>
            {label}{' '}
            {counts[value] === 0 ? null : (
              <span title={counts[value].toLocaleString('en')}>{brief(counts[value])}</span>
            )}
          </Radio.Root>
        ),
      )}
    </RadioGroup>
  )
}
