import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { Command, CommandGroup } from '../commands/command'
import { given as withKeys, keysOf, whyNot, type Shortcuts as Given } from '../commands/shortcuts'
import { commands } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { chordOf } from '../ui/keys'
import { Sheet } from '../ui/Sheet'
import { Keys } from '../ui/Tip'
import './palette.css'

const groups: readonly CommandGroup[] = ['Job', 'Edit', 'Text', 'Words', 'Playback', 'Captions', 'View', 'Help']
const groupWords: Readonly<Partial<Record<CommandGroup, string>>> = { Text: 'In the text', Words: 'Times of words' }

const wordsOf = ({ label }: Command): string => label.replace(/…$/u, '')

/** The keys a person gave it are put in the table's place, or taken back. */
const without = (given: Given, id: string): Given =>
  Object.fromEntries(Object.entries(given).filter(([other]) => other !== id))

/** Waits for the keys that a command is to have. */
const Recorder = ({ command, onDone }: { readonly command: Command; readonly onDone: () => void }) => {
  const { settings, bridge } = useCaesura()
  const given = useStore(settings.store, (state) => state.shortcuts)
  const [pressed, setPressed] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const why = pressed === null ? null : whyNot(pressed, command, commands, given, bridge.platform)
  const keep = (keys: string) => {
    settings.set({ shortcuts: withKeys(keys, command, commands, given, bridge.platform) })
    onDone()
  }
  const key = (event: KeyboardEvent) => {
    // Tab goes on to the buttons, Escape leaves all as it is.
    if (event.key === 'Tab' || event.target !== box.current) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      onDone()
      return
    }
    const chord = chordOf(event, bridge.platform)
    if (chord === null) return
    if (whyNot(chord, command, commands, given, bridge.platform) === null) keep(chord)
    else setPressed(chord)
  }
  return (
    <div className="recorder" onKeyDown={key}>
      <div
        ref={box}
        className="recorder-keys"
        role="textbox"
        tabIndex={0}
        aria-label={`New keys for ${wordsOf(command)}`}
        aria-describedby="recorder-says"
      >
        {pressed === null ? 'Press the keys…' : <Keys keys={pressed} />}
      </div>
      <p id="recorder-says" role="status">
        {why === null
          ? 'Escape leaves it as it is.'
          : why.kind === 'reserved'
            ? why.message
            : `These keys are those of ${why.by.map((other) => `“${wordsOf(other)}”`).join(' and ')}.`}
      </p>
      {why?.kind === 'taken' && pressed !== null ? (
        <Button size="small" onClick={() => keep(pressed)}>
          Take them over
        </Button>
      ) : null}
      <Button size="small" onClick={onDone}>
        Cancel
      </Button>
    </div>
  )
}

const Row = ({
  command,
  recording,
  onRecord,
}: {
  readonly command: Command
  readonly recording: boolean
  readonly onRecord: (id: string | null) => void
}) => {
  const { settings } = useCaesura()
  const given = useStore(settings.store, (state) => state.shortcuts)
  const keys = keysOf(given, command)
  const isOwn = command.id in given
  const button = useRef<HTMLButtonElement>(null)
  const done = () => {
    onRecord(null)
    requestAnimationFrame(() => button.current?.focus())
  }
  return (
    <div className="shortcut" data-recording={recording}>
      <dt>{wordsOf(command)}</dt>
      <dd>
        {keys.length === 0 ? (
          <span className="shortcut-none">–</span>
        ) : (
          keys.map((one) => <Keys key={one} keys={one} />)
        )}
        {/* Enter in the text is what every text has. */}
        {command.id === 'split-paragraph' ? null : (
          <span className="shortcut-ways">
            <button ref={button} type="button" className="link" onClick={() => onRecord(command.id)}>
              Change<span className="visually-hidden"> the keys of {wordsOf(command)}</span>
            </button>
            {isOwn ? (
              <button
                type="button"
                className="link"
                onClick={() => settings.set({ shortcuts: without(given, command.id) })}
              >
                Reset<span className="visually-hidden"> the keys of {wordsOf(command)}</span>
              </button>
            ) : keys.length > 0 ? (
              <button
                type="button"
                className="link"
                onClick={() => settings.set({ shortcuts: { ...given, [command.id]: [] } })}
              >
                Clear<span className="visually-hidden"> the keys of {wordsOf(command)}</span>
              </button>
            ) : null}
          </span>
        )}
      </dd>
      {recording ? <Recorder command={command} onDone={done} /> : null}
    </div>
  )
}

/** Every command with its keys, which can be changed here. */
export const Shortcuts = () => {
  const { settings, dialogs } = useCaesura()
  const given = useStore(settings.store, (state) => state.shortcuts)
  const [query, setQuery] = useState('')
  const [recording, setRecording] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase()
    return commands.filter(({ label, group }) =>
      `${label} ${groupWords[group] ?? group}`.toLowerCase().includes(wanted),
    )
  }, [query])
  const changed = Object.keys(given).length
  return (
    <Sheet
      large
      title="Keyboard shortcuts"
      lead="Single letters and Space work while nothing is being typed, the keys “in the text” only there; everything else works anywhere."
      onClose={dialogs.hide}
      firstFocus={field}
      bare
    >
      <div className="shortcut-field">
        <Search size={15} />
        <input
          ref={field}
          className="input"
          aria-label="Search the shortcuts"
          placeholder="Search the shortcuts"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div className="dialog-body shortcuts">
        {shown.length === 0 ? <p className="palette-none">No command is called “{query}”.</p> : null}
        {groups.map((group) => {
          const rows = shown.filter((command) => command.group === group)
          return rows.length === 0 ? null : (
            <section key={group}>
              <h3>{groupWords[group] ?? group}</h3>
              <dl>
                {rows.map((command) => (
                  <Row
                    key={command.id}
                    command={command}
                    recording={recording === command.id}
                    onRecord={setRecording}
                  />
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      <div className="dialog-foot">
        <div className="grow">
          {changed === 0 ? null : (
            <Button onClick={() => settings.set({ shortcuts: {} })}>Reset all {changed.toLocaleString('en')}</Button>
          )}
        </div>
        <Button look="primary" onClick={dialogs.hide}>
          Done
        </Button>
      </div>
    </Sheet>
  )
}
