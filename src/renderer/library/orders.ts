// The orders of core/job/orders.ts as buttons, menu entries and commands: their words, and how they are carried out.

import type { JobSummary, WaitReason } from '../../core/job/job'
import { applies, jobOrders, type JobOrder } from '../../core/job/orders'
import type { Caesura } from '../desk/caesura'
import { inPieces, pieceOfJobs, unwatched } from '../ui/lengthy'
import { inWords, plural } from '../ui/times'
import type { Waiting } from './words'

/** Pictory is never asked about a job that came from a file or is the sample. */
export const isFromPictory = (job: Pick<JobSummary, 'origin'>): boolean => job.origin === 'pictory'

export const canOrder = (order: JobOrder, job: JobSummary): boolean => applies(order, job.state, isFromPictory(job))

/** What the state asks for comes first, what ends it last. */
const shownOrder: Readonly<Record<JobOrder, number>> = { 'go-on': 0, resume: 1, retry: 2, check: 3, pause: 4, stop: 5 }

export const ordersFor = (job: JobSummary): readonly JobOrder[] =>
  jobOrders.filter((order) => canOrder(order, job)).sort((a, b) => shownOrder[a] - shownOrder[b])

/** What the order is called for this job. */
export const orderLabel = (order: JobOrder, { state }: Pick<JobSummary, 'state'>): string => {
  switch (order) {
    case 'check':
      return state.kind === 'ready' ? 'Check at Pictory' : state.kind === 'starting' ? 'Try again now' : 'Check now'
    case 'pause':
      return 'Pause'
    case 'resume':
      return 'Resume'
    case 'stop':
      return state.kind === 'starting' && state.phase === 'uploading' ? 'Cancel the upload' : 'Stop'
    case 'retry':
      return 'Try again'
    case 'go-on':
      return 'Go on asking'
  }
}

const failed: Readonly<Record<JobOrder, string>> = {
  check: 'Pictory could not be asked.',
  pause: 'The job was not paused.',
  resume: 'The job was not resumed.',
  stop: 'The job was not stopped.',
  retry: 'The job was not taken up again.',
  'go-on': 'The job was not changed.',
}

/** As many as one call takes. */
const mostAtOnce = 5000

const doing: Readonly<Record<JobOrder, string>> = {
  check: 'Asking about',
  pause: 'Pausing',
  resume: 'Resuming',
  stop: 'Stopping',
  retry: 'Taking up',
  'go-on': 'Going on with',
}

/** Gives the order; a failure is said, and so is how far it is where it takes long. Answers how many jobs it changed, null after a failure. */
export const give = async (app: Caesura, jobIds: readonly string[], order: JobOrder): Promise<number | null> => {
  let changed = 0
  let failure: string | null = null
  // A question costs no write, and one alone is asked otherwise than many: it is not cut up.
  const size = order === 'check' ? mostAtOnce : pieceOfJobs
  const long = jobIds.length > size ? app.messages.lengthy(`${doing[order]} ${plural(jobIds.length, 'job')}…`) : null
  await inPieces(jobIds, size, long ?? unwatched, async (piece) => {
    const steered = await app.bridge.steerJobs({ jobIds: piece, order })
    if (steered.ok) changed += steered.value.changed
    else failure = steered.message
    return steered.ok
  })
  long?.over()
  if (failure === null) return changed
  app.messages.say(failed[order], { more: failure, failure: true })
  return null
}

/** After an order to ask that cannot be followed at once. A connection that failed is tried again at once: of that nothing need be said. */
const sayWhyNotNow = ({ messages, ticker, dialogs }: Caesura, { trouble, nextCheckAt }: Waiting): void => {
  const label = trouble === null ? null : keyAction(trouble.reason)
  if (trouble?.reason === 'rate-limited')
    messages.say(`Pictory asked us to wait; this job is asked first${inTime(nextCheckAt, ticker.read())}.`)
  else if (trouble?.reason === 'offline' && nextCheckAt === null)
    messages.say('There is no network; this job is asked first when it is back.')
  else if (label !== null)
    messages.say(`This job waits for ${trouble?.reason === 'no-key' ? 'your' : 'another'} key.`, {
      action: { label, run: () => dialogs.show({ kind: 'key' }) },
    })
}

/** ", in 40 s"; nothing where no time is known, or where it has come. */
export const inTime = (at: number | null, now: number): string =>
  at === null || at <= now ? '' : `, in ${inWords(at - now)}`

/** What ends the wait for a key; null for any other wait. */
export const keyAction = (reason: WaitReason): string | null =>
  reason === 'no-key' ? 'Enter the key…' : reason === 'key-refused' ? 'Replace the key…' : null

/** One job: what comes of it shows in its row and on its page. What Pictory says of a cached one shows nowhere else, so it is said. */
export const steer = async (app: Caesura, jobId: string, order: JobOrder): Promise<void> => {
  const before = app.library.job(jobId)?.state
  const changed = await give(app, [jobId], order)
  if (order !== 'check' || changed !== 1) return
  if (before?.kind === 'waiting') sayWhyNotNow(app, before)
  const now = app.library.job(jobId)?.state
  if (before?.kind !== 'ready' || now?.kind !== 'ready') return
  if (now.gone) app.messages.say('Pictory no longer has this job.', { more: 'It is safe here: nothing of it is lost.' })
  else app.messages.say('Pictory still has this job.')
}

export const copyId = (app: Caesura, jobId: string): void => {
  void navigator.clipboard.writeText(jobId).then(
    () => app.messages.say('The job id is copied.'),
    () => app.messages.say('The job id could not be copied.', { more: jobId, failure: true }),
  )
}
