// What a person does with jobs of the list, one or many: to the trash and back, for good, a copy, its folder. Whatever goes away says so
// with the way back.

import type { JobSummary } from '../../core/job/job'
import { keptDays } from '../../core/job/trash'
import type { Result } from '../../core/result'
import type { ManyDone } from '../../ipc/contract'
import type { Caesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { plural } from '../ui/times'
import { shownTitle } from './words'

/** As many as one call takes. */
const mostAtOnce = 5000

/** "“Board meeting”", "12 jobs": as a sentence begins. */
export const named = (jobs: readonly Pick<JobSummary, 'id' | 'title'>[]): string => {
  const [only] = jobs
  return jobs.length === 1 && only ? `“${shownTitle(only)}”` : plural(jobs.length, 'job')
}
const isOrAre = (jobs: readonly unknown[]): string => (jobs.length === 1 ? 'is' : 'are')

/** In portions; the first portion that fails as a whole ends it, and what was done before counts. */
export const inPortions = async <J>(
  all: readonly J[],
  give: (portion: readonly J[]) => Promise<Result<ManyDone>>,
): Promise<ManyDone & { readonly trouble: string | null }> => {
  const done: string[] = []
  const failed: ManyDone['failed'] = []
  for (let at = 0; at < all.length; at += mostAtOnce) {
    const given = await give(all.slice(at, at + mostAtOnce))
    if (!given.ok) return { done, failed, trouble: given.message }
    done.push(...given.value.done)
    failed.push(...given.value.failed)
  }
  return { done, failed, trouble: null }
}

/** Says why some, or all, could not be changed. */
export const sayFailed = (
  { messages, library }: Caesura,
  what: string,
  { failed, trouble }: Awaited<ReturnType<typeof inPortions>>,
): void => {
  const [first] = failed
  if (trouble !== null) messages.say(`${what}.`, { more: trouble, failure: true })
  else if (first !== undefined) {
    const job = library.job(first.jobId)
    const others = failed.length > 1 ? ` And ${plural(failed.length - 1, 'other')}.` : ''
    const name = job === undefined ? '' : `${named([job])}: `
    messages.say(`${what}.`, { more: `${name}${first.message}${others}`, failure: true })
  }
}

const idsOf = (jobs: readonly Pick<JobSummary, 'id'>[]): string[] => jobs.map(({ id }) => id)

const those = (jobs: readonly JobSummary[], jobIds: readonly string[]): readonly JobSummary[] => {
  const wanted = new Set(jobIds)
  return jobs.filter(({ id }) => wanted.has(id))
}

/** What ends with the move, as a sentence; null where nothing is under way. */
const whatEnds = (jobs: readonly JobSummary[]): string | null => {
  const under = jobs.filter(({ state }) => state.kind === 'waiting' || state.kind === 'starting')
  const [first] = under
  if (first === undefined) return null
  if (jobs.length > 1)
    return `${plural(under.length, 'of them was', 'of them were')} under way: Caesura has stopped that.`
  if (first.state.kind === 'starting' && first.state.phase === 'uploading') return 'Its upload was stopped.'
  return first.state.kind === 'starting' ? 'It is not started.' : 'Pictory is no longer asked about it.'
}

export const restore = async (app: Caesura, jobs: readonly JobSummary[], quietly = false): Promise<void> => {
  const outcome = await inPortions(idsOf(jobs), (jobIds) => app.bridge.restoreJobs({ jobIds }))
  sayFailed(app, 'Not everything could be restored', outcome)
  const back = those(jobs, outcome.done)
  app.library.moved(outcome.done, null)
  const { filter, trash: left } = app.library.store.getState()
  // Nothing is left to look at there.
  if (filter === 'trash' && left.length === 0) app.library.show('all')
  if (back.length > 0 && !quietly) app.messages.say(`${named(back)} ${isOrAre(back)} back in the list.`)
}

/** What was to be added lies in the trash: says so, and offers it back. */
export const sayTrashed = (app: Caesura, jobId: string): void => {
  const job = app.library.job(jobId)
  if (job === undefined) return
  app.messages.say(`${named([job])} is in the trash.`, {
    more: 'It is here already, with all it had.',
    action: {
      label: 'Restore',
      run: () => void restore(app, [job], true).then(() => app.desk.select(jobId)),
    },
  })
}

export const trash = async (app: Caesura, jobs: readonly JobSummary[]): Promise<void> => {
  const { desk, library, messages, ticker } = app
  if (jobs.length === 0) return
  const open = desk.document()
  const looked = jobOf(desk.store.getState().view)
  // What is on its way to the journal goes along.
  if (open !== null && jobs.some(({ id }) => id === open.jobId)) await open.session.flush()
  const ends = whatEnds(jobs)
  const outcome = await inPortions(idsOf(jobs), (jobIds) => app.bridge.trashJobs({ jobIds }))
  sayFailed(app, 'Not everything could be moved to the trash', outcome)
  const moved = those(jobs, outcome.done)
  if (moved.length === 0) return
  library.moved(outcome.done, ticker.read())
  const { filter } = library.store.getState()
  const putAway = messages.say(`${named(moved)} ${isOrAre(moved)} in the trash.`, {
    more: `${ends === null ? '' : `${ends} `}Kept there for ${keptDays} days at least.`,
    action: {
      label: 'Undo',
      run: () =>
        void restore(app, moved, true).then(async () => {
          library.show(filter)
          if (looked !== null && moved.some(({ id }) => id === looked)) await desk.select(looked)
        }),
    },
  })
  // The way back is of no use once they are back by another way, or gone for good.
  const ids = new Set(outcome.done)
  const stop = library.store.subscribe(({ trash: there }) => {
    if (there.some(({ id }) => ids.has(id))) return
    stop()
    putAway()
  })
}

/** Asked before, once (DeleteJobs.tsx). */
export const deleteForGood = async (app: Caesura, jobs: readonly JobSummary[]): Promise<void> => {
  const outcome = await inPortions(idsOf(jobs), (jobIds) => app.bridge.deleteJobs({ jobIds }))
  sayFailed(app, 'Not everything could be deleted', outcome)
  const gone = those(jobs, outcome.done)
  if (gone.length > 0) app.messages.say(`${named(gone)} ${isOrAre(gone)} deleted for good.`)
}

export const duplicate = async (app: Caesura, job: JobSummary): Promise<void> => {
  const { bridge, desk, messages } = app
  const open = desk.document()
  if (open?.jobId === job.id) await open.session.flush()
  const copied = await bridge.duplicateJob({ jobId: job.id })
  if (!copied.ok) {
    messages.say(`${named([job])} was not duplicated.`, { more: copied.message, failure: true })
    return
  }
  await desk.select(copied.value.jobId)
  messages.say(`${named([job])} is duplicated.`, {
    more: 'The copy lies open. What you change in it changes nothing in the first.',
  })
}

export const reveal = async (app: Caesura, jobId: string): Promise<void> => {
  const shown = await app.bridge.revealJob({ jobId })
  if (!shown.ok) app.messages.say('The folder was not shown.', { more: shown.message, failure: true })
}
