import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { keysOf, mainKey } from '../commands/shortcuts'
import { commands } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { jobWords, shownTitle } from '../library/words'
import { Keys } from '../ui/Tip'
import { plural } from '../ui/times'
import { ranked } from './find'
import './palette.css'

const shownJobs = 30
const countWords = (count: number): string => (count === 0 ? '' : plural(count, 'job'))

export const Palette = () => {
  const app = useCaesura()
  const jobs = useStore(app.library.store, (state) => state.jobs)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)

  const shortcuts = useStore(app.settings.store, (state) => state.shortcuts)
  const entries = useMemo(() => {
    const now = app.ticker.now()
    const jobEntries = jobs.map((job) => {
      const { tone, first } = jobWords(job, now)
      return {
        id: `job ${job.id}`,
        text: `${shownTitle(job)} ${job.id}`,
        label: shownTitle(job),
        section: 'Jobs',
        note: first,
        tone,
        keys: undefined,
        run: () => void app.desk.select(job.id),
      }
    })
    const commandEntries = commands
      .filter((command) => command.id !== 'palette' && command.applies(app))
      .map((command) => ({
        id: command.id,
        text: `${command.label} ${command.group}`,
        label: command.label,
        section: 'Commands',
        note: countWords(command.howMany?.(app) ?? 0),
        tone: null,
        keys: mainKey(keysOf(shortcuts, command)),
        run: () => command.run(app),
      }))
    return [...ranked(query, jobEntries).slice(0, query === '' ? 5 : shownJobs), ...ranked(query, commandEntries)]
  }, [app, jobs, query, shortcuts])
  const at = Math.min(active, entries.length - 1)

  useEffect(() => {
    document.getElementById(`palette-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const run = (index: number) => {
    const entry = entries[index]
    if (!entry) return
    app.dialogs.hide()
    // The sheet gives the focus back first; what the command focuses must win.
    setTimeout(entry.run, 0)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, entries.length))
    else if (event.key === 'ArrowUp') setActive((at - 1 + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter') run(at)
    else return
    event.preventDefault()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : app.dialogs.hide())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette" initialFocus={field}>
          <Dialog.Title className="visually-hidden">Commands and jobs</Dialog.Title>
          <div className="palette-field">
            <Search size={16} />
            <input
              ref={field}
              role="combobox"
              aria-expanded
              aria-controls="palette-list"
              aria-activedescendant={entries.length > 0 ? `palette-${at}` : undefined}
              aria-label="Command or job"
              placeholder="What would you like to do, or which job?"
              spellCheck={false}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value)
                setActive(0)
              }}
              onKeyDown={onKey}
            />
          </div>
          <div id="palette-list" role="listbox" aria-label="Found" className="palette-list">
            {entries.length === 0 ? <p className="palette-none">Nothing here is called “{query}”.</p> : null}
            {entries.map((entry, index) => (
              <div key={entry.id} role="presentation">
                {entry.section === entries[index - 1]?.section ? null : (
                  <div className="pop-label" role="presentation">
                    {entry.section}
                  </div>
                )}
                <div
                  id={`palette-${index}`}
                  role="option"
                  aria-selected={index === at}
                  className={index === at ? 'pop-item on' : 'pop-item'}
                  onPointerMove={() => setActive(index)}
                  onClick={() => run(index)}
                >
                  {entry.tone === null ? null : <span className="dot" data-tone={entry.tone} />}
                  <span className="grow one-line">{entry.label}</span>
                  {entry.note === '' ? null : <span className="pop-note number one-line">{entry.note}</span>}
                  {entry.keys === undefined ? null : <Keys keys={entry.keys} />}
                </div>
              </div>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
