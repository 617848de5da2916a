// The orders of core/job/orders.ts as buttons, menu entries and commands: their words, and how they are carried out.

import type { JobSummary } from '../../core/job/job'
import { applies, jobOrders, type JobOrder } from '../../core/job/orders'
import { pace } from '../../core/job/schedule'
import type { Caesura } from '../desk/caesura'
import { inWords, plural } from '../ui/times'

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

/** Gives the order; a failure is said. Answers how many jobs it changed, null after a failure. */
const give = async (app: Caesura, jobIds: readonly string[], order: JobOrder): Promise<number | null> => {
  let changed = 0
  for (let from = 0; from < jobIds.length; from += mostAtOnce) {
    const steered = await app.bridge.steerJobs({ jobIds: jobIds.slice(from, from + mostAtOnce), order })
    if (!steered.ok) {
      app.messages.say(failed[order], { more: steered.message, failure: true })
      return null
    }
    changed += steered.value.changed
  }
  return changed
}

/** One job: what comes of it shows in its row and on its page. What Pictory says of a cached one shows nowhere else, so it is said. */
export const steer = async (app: Caesura, jobId: string, order: JobOrder): Promise<void> => {
  const cached = app.library.job(jobId)?.state.kind === 'ready'
  const changed = await give(app, [jobId], order)
  const now = app.library.job(jobId)?.state
  if (order !== 'check' || !cached || changed !== 1 || now?.kind !== 'ready') return
  if (now.gone) app.messages.say('Pictory no longer has this job.', { more: 'It is safe here: nothing of it is lost.' })
  else app.messages.say('Pictory still has this job.')
}

export const forget = async (app: Caesura, jobId: string): Promise<void> => {
  const gone = await app.bridge.forgetJob({ jobId })
  if (!gone.ok) app.messages.say('The job was not taken off the list.', { more: gone.message, failure: true })
}

export const copyId = (app: Caesura, jobId: string): void => {
  void navigator.clipboard.writeText(jobId).then(
    () => app.messages.say('The job id is copied.'),
    () => app.messages.say('The job id could not be copied.', { more: jobId, failure: true }),
  )
}

type OrderForAll = Extract<JobOrder, 'check' | 'pause' | 'resume'>

/** Cached jobs are left out: whether Pictory still has them is asked one at a time. */
export const jobsFor = (app: Caesura, order: OrderForAll): readonly JobSummary[] =>
  app.library.store.getState().jobs.filter((job) => job.state.kind !== 'ready' && canOrder(order, job))

const done: Readonly<Record<OrderForAll, (count: number) => string>> = {
  check: (count) => `Pictory is asked about ${plural(count, 'job')} now.`,
  pause: (count) => `${plural(count, 'job')} paused.`,
  resume: (count) => `${plural(count, 'job')} resumed.`,
}

const nothing: Readonly<Record<OrderForAll, string>> = {
  check: 'There is no job to check: all are done or resting.',
  pause: 'There is no job to pause.',
  resume: 'No job is paused.',
}

/** Every job the order applies to, and a word on how many those were. */
export const steerAll = async (app: Caesura, order: OrderForAll): Promise<void> => {
  const changed = await give(
    app,
    jobsFor(app, order).map(({ id }) => id),
    order,
  )
  if (changed === null) return
  // One question a second for all jobs together: whoever asks about many is told how long that takes.
  const takesMs = changed * pace.spacingMs
  const more =
    order !== 'pause' && takesMs > 30_000 ? `One each second; the last one in about ${inWords(takesMs)}.` : null
  app.messages.say(changed === 0 ? nothing[order] : done[order](changed), more === null ? {} : { more })
}
