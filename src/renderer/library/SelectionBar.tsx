// At the foot of the list while several jobs are chosen: how many, and what can be done with all of them.

import { Menu } from '@base-ui/react/menu'
import { Download, Ellipsis, Tag, Trash2, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { command, runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { Button, IconButton } from '../ui/Button'
import { CommandButton } from '../ui/CommandButton'
import { Tip } from '../ui/Tip'
import { noSelection } from './selection'
import { orderSigns } from './order-signs'

/** Orders to Pictory's service, for those chosen jobs they apply to. */
const orders: readonly { readonly id: string; readonly sign: ReactNode }[] = [
  { id: 'check-chosen', sign: orderSigns.check },
  { id: 'pause-chosen', sign: orderSigns.pause },
  { id: 'resume-chosen', sign: orderSigns.resume },
  { id: 'stop-chosen', sign: orderSigns.stop },
  { id: 'retry-chosen', sign: orderSigns.retry },
]

const More = () => {
  const app = useCaesura()
  const applying = orders.filter(({ id }) => command(id).applies(app))
  if (applying.length === 0) return null
  return (
    <Menu.Root>
      <Tip says="Orders for all of them" side="top">
        <Menu.Trigger className="icon-button" aria-label="Orders for all of them">
          <Ellipsis size={16} />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="end" side="top" sideOffset={6} collisionPadding={8}>
          <Menu.Popup className="pop">
            {applying.map(({ id, sign }) => (
              <Menu.Item key={id} className="pop-item" onClick={() => runCommand(app, id)}>
                {sign} <span className="grow">{command(id).label}</span>
                <span className="pop-note number">{command(id).howMany?.(app).toLocaleString('en')}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

export const SelectionBar = () => {
  const app = useCaesura()
  const { library } = app
  const count = useStore(library.store, (state) => state.selection).ids.size
  const inTrash = useStore(library.store, (state) => state.filter === 'trash')
  const words = count === 1 ? '1 job chosen' : `${count.toLocaleString('en')} jobs chosen`
  return (
    <div className="selection-bar" role="toolbar" aria-label={words}>
      <Tip says="Choose none" keys="Escape" side="top">
        <IconButton label="Choose none" size="small" onClick={() => library.select(noSelection)}>
          <X size={14} />
        </IconButton>
      </Tip>
      <span className="grow number one-line">{count.toLocaleString('en')} chosen</span>
      {inTrash ? (
        <>
          <Button size="small" onClick={() => runCommand(app, 'restore-jobs')}>
            <Undo2 size={14} /> Restore
          </Button>
          <CommandButton id="delete-jobs" side="top">
            <Trash2 size={16} />
          </CommandButton>
        </>
      ) : (
        <>
          <CommandButton id="export-jobs" side="top" off={!command('export-jobs').applies(app)}>
            <Download size={16} />
          </CommandButton>
          <CommandButton id="tag-jobs" side="top">
            <Tag size={16} />
          </CommandButton>
          <CommandButton id="trash-jobs" side="top">
            <Trash2 size={16} />
          </CommandButton>
          <More />
        </>
      )}
    </div>
  )
}

/** A screen reader hears how many are chosen as the choice grows. */
export const SpokenChoice = () => {
  const { library } = useCaesura()
  const count = useStore(library.store, (state) => state.selection.ids.size)
  return (
    <span className="visually-hidden" role="status">
      {count === 0 ? '' : `${count.toLocaleString('en')} chosen`}
    </span>
  )
}
