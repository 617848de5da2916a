import { Menu } from '@base-ui/react/menu'
import { Columns2, Copy, Ellipsis, FileDown, FileUp, Pencil, Trash2 } from 'lucide-react'
import { useStore } from 'zustand'
import { useCaesura } from '../desk/caesura'
import { openGuide, removeGuide, saveGuide } from './guides'
import { ownGuide } from './presets'

/** What can be done with the style guide that is chosen. */
export const GuideMenu = () => {
  const app = useCaesura()
  const isOwn = useStore(app.settings.store, (state) => ownGuide(state) !== null)
  return (
    <Menu.Root>
      <Menu.Trigger
        className="button plain guide-menu"
        aria-label="Style guides"
        title="Style guides: compare, copy and change"
      >
        <Ellipsis size={15} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="start" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="pop">
            <Menu.Item className="pop-item" onClick={() => app.dialogs.show({ kind: 'compare-guides' })}>
              <Columns2 size={15} /> <span className="grow">Compare with another…</span>
            </Menu.Item>
            <div className="pop-line" />
            <Menu.Item className="pop-item" onClick={() => app.dialogs.show({ kind: 'guide', isNew: true })}>
              <Copy size={15} /> <span className="grow">Copy and change…</span>
            </Menu.Item>
            <Menu.Item
              className="pop-item"
              disabled={!isOwn}
              onClick={() => app.dialogs.show({ kind: 'guide', isNew: false })}
            >
              <Pencil size={15} /> <span className="grow">Change…</span>
            </Menu.Item>
            <div className="pop-line" />
            <Menu.Item className="pop-item" disabled={!isOwn} onClick={() => void saveGuide(app)}>
              <FileDown size={15} /> <span className="grow">Save as a file…</span>
            </Menu.Item>
            <Menu.Item className="pop-item" onClick={() => openGuide(app)}>
              <FileUp size={15} /> <span className="grow">Read from a file…</span>
            </Menu.Item>
            <div className="pop-line" />
            <Menu.Item className="pop-item" disabled={!isOwn} onClick={() => removeGuide(app)}>
              <Trash2 size={15} /> <span className="grow">Remove</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
