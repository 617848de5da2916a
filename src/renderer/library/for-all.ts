// Orders for every job they apply to, and the word on what came of them.

import type { JobSummary } from '../../core/job/job'
import type { JobOrder } from '../../core/job/orders'
import { pace } from '../../core/job/schedule'
import type { Caesura } from '../desk/caesura'
import type { MessageOptions } from '../ui/messages'
import { plural, roughly } from '../ui/times'
import { heldFor, type Held } from './held'
import { canOrder, give, inTime, keyAction } from './orders'

export type OrderForAll = Exclude<JobOrder, 'go-on'>

/** Of jobs that an order applies to, whether it is meant for them when it is given for all. */
const isMeant: Readonly<Record<OrderForAll, (job: JobSummary) => boolean>> = {
  // Whether Pictory still has a cached job is asked one at a time.
  check: ({ state }) => state.kind !== 'ready',
  pause: () => true,
  resume: () => true,
  stop: () => true,
  // What the person stopped stays stopped.
  retry: ({ state }) => state.kind === 'failed' || state.kind === 'gone',
}

/** @param among all jobs of the list, or those that were chosen in it. */
export const jobsFor = (
  app: Caesura,
  order: OrderForAll,
  among: readonly JobSummary[] = app.library.store.getState().jobs,
): readonly JobSummary[] => among.filter((job) => canOrder(order, job) && isMeant[order](job))

const areOrIs = (count: number): string => `${plural(count, 'job')} ${count === 1 ? 'is' : 'are'}`

const done: Readonly<Record<OrderForAll, (count: number) => string>> = {
  check: (count) => `Pictory is asked about ${plural(count, 'job')} now.`,
  pause: (count) => `${plural(count, 'job')} paused.`,
  resume: (count) => `${plural(count, 'job')} resumed.`,
  stop: (count) => `${plural(count, 'job')} stopped.`,
  retry: (count) => `${areOrIs(count)} tried again.`,
}

const nothing: Readonly<Record<OrderForAll, string>> = {
  check: 'There is no job to check: all are done or resting.',
  pause: 'There is no job to pause.',
  resume: 'No job is paused.',
  stop: 'There is no job to stop.',
  retry: 'No job has failed or is gone.',
}

/** One question a second for all jobs together: whoever asks about more than this many is told how long that takes. */
const fewJobs = 30

/** Null for few jobs. */
export const howLong = (count: number): string | null =>
  count > fewJobs ? `One each second: the last one is asked in about ${roughly(count * pace.spacingMs)}.` : null

/** On what was just added, beside how many those are; null where their rows say it soon enough. */
export const firstLook = ({ library }: Pick<Caesura, 'library'>, count: number): string | null => {
  const { key, jobs } = library.store.getState()
  if (count <= fewJobs) return null
  if (key?.kind === 'none') return 'They wait for your key.'
  if (key?.kind === 'kept' && key.refused) return 'They wait for another key.'
  return heldFor(jobs) === null ? howLong(count) : 'They are asked as soon as Pictory can be.'
}

type Said = readonly [title: string, options: MessageOptions]

/** A check for all while all of them are held: none is asked now, or one that finds out for the others. */
const checkHeld = ({ dialogs, ticker }: Caesura, { reason, untilMs }: Held, count: number): Said => {
  const label = keyAction(reason)
  if (label !== null)
    return [
      `${plural(count, 'job')} wait${count === 1 ? 's' : ''} for ${reason === 'no-key' ? 'your' : 'another'} key.`,
      { action: { label, run: () => dialogs.show({ kind: 'key' }) } },
    ]
  if (reason === 'rate-limited')
    return [`${areOrIs(count)} asked as soon as Pictory allows${inTime(untilMs, ticker.read())}.`, {}]
  if (untilMs === null) return [`${areOrIs(count)} asked as soon as the network is back.`, {}]
  // What may be over is tried at once (core/job/hold.ts).
  return [
    'Pictory is tried again now.',
    count > 1 ? { more: 'One job finds out; the others follow once it gets through.' } : {},
  ]
}

const ids = (jobs: readonly JobSummary[]): readonly string[] => jobs.map(({ id }) => id)

/** Gives the stopped ones back what they were: asked about, or paused. */
const takeUpAgain = async (app: Caesura, stopped: readonly JobSummary[]): Promise<void> => {
  if ((await give(app, ids(stopped), 'retry')) === null) return
  await give(app, ids(stopped.filter(({ state }) => state.kind === 'waiting' && state.paused)), 'pause')
}

/** Every job the order applies to, and a word on how many those were. */
export const steerAll = async (app: Caesura, order: OrderForAll, among?: readonly JobSummary[]): Promise<void> => {
  const jobs = jobsFor(app, order, among)
  const held = order === 'check' ? heldFor(jobs, 1) : null
  const changed = await give(app, ids(jobs), order)
  if (changed === null) return
  if (changed === 0) {
    app.messages.say(nothing[order])
    return
  }
  if (held !== null) {
    app.messages.say(...checkHeld(app, held, changed))
    return
  }
  const more = order === 'pause' || order === 'stop' ? null : howLong(changed)
  app.messages.say(done[order](changed), {
    ...(more === null ? {} : { more }),
    ...(order === 'stop' ? { action: { label: 'Take up again', run: () => void takeUpAgain(app, jobs) } } : {}),
  })
}
