// What can be done with a job of the list: the pointer's menu and the keyboard's (Shift-F10 on the row).

import { Menu } from '@base-ui/react/menu'
import { Copy, FileDown, FileInput, Film, Pencil, Trash2 } from 'lucide-react'
import { isOpenable, type JobSummary } from '../../core/job/job'
import { linkRecording } from '../commands'
import { useCaesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { saveCopy } from '../portable/copies'
import { copyId, forget, orderLabel, ordersFor, steer } from './orders'
import { orderSigns } from './order-signs'
import { shownTitle } from './words'

/** A row's menu stands at this place of the window. */
export type MenuAt = { readonly job: JobSummary; readonly rect: DOMRect }

export const JobMenu = ({ at, onClose }: { readonly at: MenuAt; readonly onClose: () => void }) => {
  const app = useCaesura()
  const { job } = at
  const cached = isOpenable(job.state)
  const orders = ordersFor(job)
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Menu.Portal>
        <Menu.Positioner
          className="positioner"
          anchor={{ getBoundingClientRect: () => at.rect }}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup className="pop" aria-label={`What to do with ${shownTitle(job)}`}>
            <Menu.Item className="pop-item" onClick={() => void app.desk.select(job.id)}>
              <FileInput size={15} /> <span className="grow">{cached ? 'Open' : 'Show'}</span>
            </Menu.Item>
            <Menu.Item className="pop-item" onClick={() => app.dialogs.show({ kind: 'rename-job', jobId: job.id })}>
              <Pencil size={15} /> <span className="grow">Rename…</span>
            </Menu.Item>
            {orders.length > 0 ? <div className="pop-line" /> : null}
            {orders.map((order) => (
              <Menu.Item key={order} className="pop-item" onClick={() => void steer(app, job.id, order)}>
                {orderSigns[order]} <span className="grow">{orderLabel(order, job)}</span>
              </Menu.Item>
            ))}
            {orders.length > 0 ? <div className="pop-line" /> : null}
            {cached ? (
              <Menu.Item
                className="pop-item"
                onClick={() =>
                  void app.desk.select(job.id).then(async () => {
                    // The desk stays where it is while something there is not saved.
                    if (jobOf(app.desk.store.getState().view) === job.id) await linkRecording(app)
                  })
                }
              >
                <Film size={15} />{' '}
                <span className="grow">{job.media ? 'Link another recording…' : 'Link the recording…'}</span>
              </Menu.Item>
            ) : null}
            {cached ? (
              <Menu.Item className="pop-item" onClick={() => void saveCopy(app, job.id)}>
                <FileDown size={15} /> <span className="grow">Save a copy as .caesura…</span>
              </Menu.Item>
            ) : null}
            {job.hasPictoryId ? (
              <Menu.Item className="pop-item" onClick={() => copyId(app, job.id)}>
                <Copy size={15} /> <span className="grow">Copy the job id</span>
              </Menu.Item>
            ) : null}
            {cached ? null : (
              <>
                <div className="pop-line" />
                <Menu.Item className="pop-item danger" onClick={() => void forget(app, job.id)}>
                  <Trash2 size={15} /> <span className="grow">Take off the list</span>
                </Menu.Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
