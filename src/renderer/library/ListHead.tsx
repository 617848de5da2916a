// Over the rows: how many they are, which tag narrows them down, and in what order they stand. In the trash: how long it keeps them.

import { Menu } from '@base-ui/react/menu'
import { ArrowDownWideNarrow, Check, Tag } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { keptDays } from '../../core/job/trash'
import { useCaesura } from '../desk/caesura'
import { Tip } from '../ui/Tip'
import { plural } from '../ui/times'
import { sortKeys, sortWords, type SortKey } from './sort'
import { tagCounts } from './tags'

const Ticked = () => (
  <span className="pop-tick">
    <Menu.RadioItemIndicator>
      <Check size={14} />
    </Menu.RadioItemIndicator>
  </span>
)

const SortMenu = () => {
  const { settings, library } = useCaesura()
  const by = useStore(settings.store, (state) => state.sortBy)
  const reversed = useStore(settings.store, (state) => state.sortReversed)
  const { label, ways } = sortWords[by]
  const way = ways[reversed ? 1 : 0]
  const choose = (next: SortKey) => settings.set({ sortBy: next, sortReversed: false })
  const count = useStore(library.store, (state) => state.jobs.length + state.trash.length)
  // Looked at on the disk only while somebody wants to know.
  useEffect(() => {
    if (by === 'size' && count > 0) void library.measure(null)
  }, [library, by, count])
  return (
    <Menu.Root>
      <Tip says={`In order of: ${label.toLowerCase()}, ${way.toLowerCase()}`} side="bottom">
        <Menu.Trigger className="head-choice" aria-label={`Order: ${label}, ${way}`}>
          <span className="one-line">{by === 'added' && !reversed ? way : label}</span>
          <ArrowDownWideNarrow size={13} className={reversed ? 'turned' : ''} />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="pop">
            <Menu.RadioGroup value={by} onValueChange={choose}>
              {sortKeys.map((key) => (
                <Menu.RadioItem key={key} value={key} className="pop-item">
                  <Ticked />
                  <span className="grow">{sortWords[key].label}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <div className="pop-line" />
            <Menu.RadioGroup value={reversed} onValueChange={(next: boolean) => settings.set({ sortReversed: next })}>
              {ways.map((words, at) => (
                <Menu.RadioItem key={words} value={at === 1} className="pop-item">
                  <Ticked />
                  <span className="grow">{words}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const TagMenu = () => {
  const { library } = useCaesura()
  const jobs = useStore(library.store, (state) => (state.filter === 'trash' ? state.trash : state.jobs))
  const tag = useStore(library.store, (state) => state.tag)
  const counts = useMemo(() => tagCounts(jobs), [jobs])
  if (counts.length === 0 && tag === null) return null
  return (
    <Menu.Root>
      <Tip says="Only jobs with a tag" side="bottom">
        <Menu.Trigger className="head-choice" aria-label={tag === null ? 'Tags: all' : `Tags: only ${tag}`}>
          <Tag size={13} />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="pop of-tags">
            <Menu.RadioGroup value={tag} onValueChange={(next: string | null) => library.showTag(next)}>
              <Menu.RadioItem value={null} className="pop-item">
                <Ticked />
                <span className="grow">All jobs</span>
              </Menu.RadioItem>
              <div className="pop-line" />
              {counts.map((one) => (
                <Menu.RadioItem key={one.tag} value={one.tag} className="pop-item">
                  <Ticked />
                  <span className="grow one-line">#{one.tag}</span>
                  <span className="pop-note number">{one.count.toLocaleString('en')}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const TrashNote = () => {
  const { dialogs, library } = useCaesura()
  const trash = useStore(library.store, (state) => state.trash)
  if (trash.length === 0) return null
  return (
    <p className="trash-note">
      Jobs stay here for {keptDays} days at least, with all they have. Then they are deleted.{' '}
      <button
        type="button"
        className="link"
        onClick={() => dialogs.show({ kind: 'delete-jobs', jobIds: trash.map(({ id }) => id) })}
      >
        Empty the trash…
      </button>
    </p>
  )
}

/** @param shown how many rows there are. */
export const ListHead = ({ shown }: { readonly shown: number }) => {
  const { library } = useCaesura()
  const inTrash = useStore(library.store, (state) => state.filter === 'trash')
  const all = useStore(library.store, (state) => (state.filter === 'trash' ? state.trash : state.jobs).length)
  if (all === 0) return null
  return (
    <>
      <div className="list-head">
        <span className="grow number" role="status">
          {shown === all ? plural(all, 'job') : `${shown.toLocaleString('en')} of ${plural(all, 'job')}`}
        </span>
        <TagMenu />
        <SortMenu />
      </div>
      {inTrash ? <TrashNote /> : null}
    </>
  )
}
