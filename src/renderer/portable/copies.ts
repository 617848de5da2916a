// A job as one file that opens anywhere: saved where the person says, or dragged out of its row.

import type { DragEvent, PointerEvent } from 'react'
import { isOpenable, type JobSummary } from '../../core/job/job'
import type { Caesura } from '../desk/caesura'

/** What was typed the moment before is in the copy too. */
const flushed = async ({ desk }: Caesura, jobId: string): Promise<void> => {
  const open = desk.document()
  if (open?.jobId === jobId) await open.session.flush()
}

export const saveCopy = async (app: Caesura, jobId: string): Promise<void> => {
  await flushed(app, jobId)
  const saved = await app.bridge.saveCopy({ jobId })
  if (!saved.ok) app.messages.say('The copy was not saved.', { more: saved.message, failure: true })
  else if (saved.value !== null)
    app.messages.say(`${saved.value.name} is saved.`, {
      more: 'It holds the transcript with all its changes, and opens in Caesura on any computer. The recording is not in it.',
    })
}

/** So long the button stays down before it may be a drag: a click makes no file. */
const holdMs = 140
let hold: ReturnType<typeof setTimeout> | undefined

const drag = async (app: Caesura, jobId: string): Promise<void> => {
  await flushed(app, jobId)
  const begun = await app.bridge.dragJob({ jobId })
  if (!begun.ok) app.messages.say('The job cannot be dragged out.', { more: begun.message, failure: true })
}

/** What is said of dragging where the pointer rests on a row. */
export const dragHint = (job: JobSummary): string =>
  isOpenable(job.state)
    ? 'Drag it out of the window for a file of it.'
    : 'Without a transcript it cannot be dragged out.'

/** For a row of the list: the page's own drag is called off, and the system carries the job's file in its place. */
export const dragOut = (app: Caesura, job: JobSummary) =>
  isOpenable(job.state)
    ? {
        draggable: true,
        onPointerDown: ({ button, pointerType }: PointerEvent) => {
          clearTimeout(hold)
          if (button === 0 && pointerType !== 'touch')
            hold = setTimeout(() => void app.bridge.prepareDrag({ jobId: job.id }), holdMs)
        },
        onPointerUp: () => clearTimeout(hold),
        onDragStart: (event: DragEvent) => {
          event.preventDefault()
          clearTimeout(hold)
          void drag(app, job.id)
        },
      }
    : { draggable: false }
