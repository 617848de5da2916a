import { useRef } from 'react'
import { commands } from '../commands/table'
import { type CommandGroup } from '../commands/command'
import { useCaesura } from '../desk/caesura'
import { Button } from '../ui/Button'
import { Sheet } from '../ui/Sheet'
import { Keys } from '../ui/Tip'
import { doubled } from './Palette'
import './palette.css'

const groups: readonly CommandGroup[] = ['Job', 'Edit', 'Words', 'Playback', 'Captions', 'View', 'Help']

type Row = { readonly id: string; readonly label: string; readonly keys: readonly string[] }

const Group = ({ name, rows }: { readonly name: string; readonly rows: readonly Row[] }) => (
  <section>
    <h3>{name}</h3>
    <dl>
      {rows.map(({ id, label, keys }) => (
        <div key={id}>
          <dt>{label.replace(/…$/u, '')}</dt>
          <dd>
            {keys.map((one) => (
              <Keys key={one} keys={one} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

export const Shortcuts = () => {
  const { desk, dialogs } = useCaesura()
  // Of the keys that name a speaker, those of the speakers there are.
  const inText = (desk.store.getState().surface?.commands ?? []).filter(
    ({ id, keys, applies }) => keys.length > 0 && !doubled.has(id) && (!id.startsWith('assign-speaker-') || applies()),
  )
  const done = useRef<HTMLButtonElement>(null)
  return (
    <Sheet
      wide
      scrolls
      title="Keyboard shortcuts"
      lead="Single letters and Space work while nothing is being typed; everything else works anywhere."
      onClose={dialogs.hide}
      firstFocus={done}
      foot={
        <>
          <div className="grow" />
          <Button ref={done} look="primary" onClick={dialogs.hide}>
            Done
          </Button>
        </>
      }
    >
      <div className="shortcuts">
        {groups.map((group) => {
          const rows = commands.filter((command) => command.group === group && command.keys.length > 0)
          return <Group key={group} name={group} rows={rows} />
        })}
        {inText.length === 0 ? null : <Group name="In the text" rows={inText} />}
      </div>
    </Sheet>
  )
}
