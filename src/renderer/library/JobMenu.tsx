// What can be done with a job of the list, or with all that are chosen: the pointer's menu and the keyboard's (Shift-F10 on the row).

import { Menu } from '@base-ui/react/menu'
import {
  Copy,
  CopyPlus,
  Download,
  FileDown,
  FileInput,
  Film,
  FolderOpen,
  History,
  Pencil,
  Tag,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { isOpenable, type JobSummary } from '../../core/job/job'
import { linkRecording } from '../commands/jobs'
import { runCommand } from '../commands/table'
import { useCaesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { saveCopy } from '../portable/copies'
import { plural } from '../ui/times'
import { copyId, orderLabel, ordersFor, steer } from './orders'
import { orderSigns } from './order-signs'
import { duplicate, named, restore, reveal, trash } from './shelf'
import { chosenJobs } from './targets'

/** A row's menu stands at this place of the window. */
export type MenuAt = { readonly job: JobSummary; readonly rect: DOMRect }

const Item = ({
  sign,
  label,
  danger = false,
  onClick,
}: {
  readonly sign: ReactNode
  readonly label: string
  readonly danger?: boolean
  readonly onClick: () => void
}) => (
  <Menu.Item className={danger ? 'pop-item danger' : 'pop-item'} onClick={onClick}>
    {sign} <span className="grow">{label}</span>
  </Menu.Item>
)

const Line = () => <div className="pop-line" />

const idsOf = (jobs: readonly JobSummary[]) => jobs.map(({ id }) => id)

const OfOne = ({ job }: { readonly job: JobSummary }) => {
  const app = useCaesura()
  const cached = isOpenable(job.state)
  const orders = ordersFor(job)
  /** The desk stays where it is while something there is not saved. */
  const whenOpen = async (run: () => unknown) => {
    await app.desk.select(job.id)
    if (jobOf(app.desk.store.getState().view) === job.id) await run()
  }
  return (
    <>
      <Item
        sign={<FileInput size={15} />}
        label={cached ? 'Open' : 'Show'}
        onClick={() => void app.desk.select(job.id)}
      />
      <Item
        sign={<Pencil size={15} />}
        label="Rename…"
        onClick={() => app.dialogs.show({ kind: 'rename-job', jobId: job.id })}
      />
      <Item
        sign={<Tag size={15} />}
        label="Tags…"
        onClick={() => app.dialogs.show({ kind: 'tags', jobIds: [job.id] })}
      />
      {cached ? (
        <>
          <Item
            sign={<Download size={15} />}
            label="Export…"
            onClick={() => void whenOpen(() => runCommand(app, 'export'))}
          />
          <Item
            sign={<History size={15} />}
            label="History"
            onClick={() => void whenOpen(() => runCommand(app, 'history'))}
          />
          <Item sign={<CopyPlus size={15} />} label="Duplicate" onClick={() => void duplicate(app, job)} />
        </>
      ) : null}
      {orders.length > 0 ? <Line /> : null}
      {orders.map((order) => (
        <Item
          key={order}
          sign={orderSigns[order]}
          label={orderLabel(order, job)}
          onClick={() => void steer(app, job.id, order)}
        />
      ))}
      <Line />
      {cached ? (
        <Item
          sign={<Film size={15} />}
          label={job.media ? 'Link another recording…' : 'Link the recording…'}
          onClick={() => void whenOpen(() => linkRecording(app))}
        />
      ) : null}
      {cached ? (
        <Item
          sign={<FileDown size={15} />}
          label="Save a copy as .caesura…"
          onClick={() => void saveCopy(app, job.id)}
        />
      ) : null}
      <Item sign={<FolderOpen size={15} />} label="Show in folder" onClick={() => void reveal(app, job.id)} />
      {job.hasPictoryId ? (
        <Item sign={<Copy size={15} />} label="Copy the job id" onClick={() => copyId(app, job.id)} />
      ) : null}
      <Line />
      <Item sign={<Trash2 size={15} />} label="Move to the trash" danger onClick={() => void trash(app, [job])} />
    </>
  )
}

const OfMany = ({ jobs }: { readonly jobs: readonly JobSummary[] }) => {
  const app = useCaesura()
  return (
    <>
      <div className="pop-label">{plural(jobs.length, 'job')} chosen</div>
      <Item
        sign={<Download size={15} />}
        label="Export…"
        onClick={() => app.dialogs.show({ kind: 'export-jobs', jobIds: idsOf(jobs) })}
      />
      <Item
        sign={<Tag size={15} />}
        label="Tags…"
        onClick={() => app.dialogs.show({ kind: 'tags', jobIds: idsOf(jobs) })}
      />
      <Line />
      <Item sign={<Trash2 size={15} />} label="Move to the trash" danger onClick={() => void trash(app, jobs)} />
    </>
  )
}

const InTrash = ({ jobs }: { readonly jobs: readonly JobSummary[] }) => {
  const app = useCaesura()
  const [only] = jobs
  return (
    <>
      <Item sign={<Undo2 size={15} />} label="Restore" onClick={() => void restore(app, jobs)} />
      {jobs.length === 1 && only ? (
        <Item sign={<FolderOpen size={15} />} label="Show in folder" onClick={() => void reveal(app, only.id)} />
      ) : null}
      <Line />
      <Item
        sign={<Trash2 size={15} />}
        label="Delete for good…"
        danger
        onClick={() => app.dialogs.show({ kind: 'delete-jobs', jobIds: idsOf(jobs) })}
      />
    </>
  )
}

export const JobMenu = ({ at, onClose }: { readonly at: MenuAt; readonly onClose: () => void }) => {
  const app = useCaesura()
  const chosen = chosenJobs(app)
  // The menu of a row that is not among the chosen is about that row alone.
  const jobs = chosen.length > 1 && chosen.some(({ id }) => id === at.job.id) ? chosen : [at.job]
  const [only] = jobs
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
          <Menu.Popup className="pop" aria-label={`What to do with ${named(jobs).replaceAll(/[“”]/gu, '')}`}>
            {at.job.trashedAt !== null ? (
              <InTrash jobs={jobs} />
            ) : jobs.length === 1 && only ? (
              <OfOne job={only} />
            ) : (
              <OfMany jobs={jobs} />
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
