// Commands about jobs: adding, opening, handing on, ordering, the trash, the library as a whole.

import { isOpenable, type JobSummary } from '../../core/job/job'
import type { JobOrder } from '../../core/job/orders'
import type { Caesura } from '../desk/caesura'
import { jobOf } from '../desk/desk'
import { addDialog } from '../desk/dialogs'
import { intakeOf, receive } from '../library/intake'
import { jobsFor, steerAll, type OrderForAll } from '../library/for-all'
import { canOrder, steer } from '../library/orders'
import { duplicate, restore, reveal, trash } from '../library/shelf'
import { chosenJobs, targetsIn } from '../library/targets'
import { startWork } from '../portable/commands'
import { saveCopy } from '../portable/copies'
import { always, hasDocument, type Command } from './command'

/** Takes files through the system's dialog. */
export const chooseFiles = async (app: Caesura): Promise<void> => receive(await app.bridge.chooseFiles(), intakeOf(app))

export const openSample = async (app: Caesura): Promise<void> => {
  const sample = await app.bridge.openSample()
  if (!sample.ok) {
    app.messages.say('The sample could not be opened.', { more: sample.message, failure: true })
    return
  }
  await app.desk.select(sample.value.jobId)
}

/** Links the recording behind the token, or one that is asked for; answers whether one is linked now. */
export const linkRecording = async (app: Caesura, token: string | null = null): Promise<boolean> => {
  const linked = await app.desk.link(token)
  if (!linked.ok) app.messages.say('The recording was not linked.', { more: linked.message, failure: true })
  else if (linked.value) app.messages.say(`${linked.value.name} is linked.`)
  return linked.ok && linked.value !== null
}

const selected = ({ desk }: Caesura) => jobOf(desk.store.getState().view)

const selectedJob = (app: Caesura): JobSummary | undefined => {
  const jobId = selected(app)
  const job = jobId === null ? undefined : app.library.job(jobId)
  return job?.trashedAt === null ? job : undefined
}

/** An order about the job that is looked at. */
const forThisJob = (order: JobOrder, label: string, keys: readonly string[] = []): Command => ({
  id: `${order}-job`,
  label,
  group: 'Job',
  keys,
  while: 'always',
  applies: (app) => {
    const job = selectedJob(app)
    return job !== undefined && canOrder(order, job)
  },
  run: (app) => {
    const jobId = selected(app)
    if (jobId !== null) void steer(app, jobId, order)
  },
})

const forAllJobs = (order: OrderForAll, label: string): Command => ({
  id: `${order}-all`,
  label,
  group: 'Job',
  keys: [],
  while: 'always',
  // From the application menu it answers with a word even where there is nothing to change; two are in the palette only.
  applies: (app) =>
    order === 'retry' || order === 'stop'
      ? jobsFor(app, order).length > 0
      : app.library.store.getState().jobs.length > 0,
  howMany: (app) => jobsFor(app, order).length,
  run: (app) => void steerAll(app, order),
})

/** An order about those jobs that are chosen in the list. */
const forChosen = (order: OrderForAll, label: string): Command => ({
  id: `${order}-chosen`,
  label,
  group: 'Job',
  keys: [],
  while: 'always',
  applies: (app) => jobsFor(app, order, chosenJobs(app)).length > 0,
  howMany: (app) => jobsFor(app, order, chosenJobs(app)).length,
  run: (app) => void steerAll(app, order, chosenJobs(app)),
})

const idsOf = (jobs: readonly JobSummary[]): readonly string[] => jobs.map(({ id }) => id)

/** Something with the jobs that are chosen, or with the one that is looked at. */
const forTargets = (
  where: 'list' | 'trash',
  { id, label, keys = [] }: { readonly id: string; readonly label: string; readonly keys?: readonly string[] },
  run: (app: Caesura, jobs: readonly JobSummary[]) => void,
): Command => ({
  id,
  label,
  group: 'Job',
  keys,
  while: keys.some((one) => one.endsWith('Backspace')) ? 'not-typing' : 'always',
  applies: (app) => targetsIn(where, app).length > 0,
  howMany: (app) => {
    const { length } = targetsIn(where, app)
    return length > 1 ? length : 0
  },
  run: (app) => run(app, targetsIn(where, app)),
})

export const jobCommands: readonly Command[] = [
  {
    id: 'add-jobs',
    label: 'Add jobs…',
    group: 'Job',
    keys: ['Mod-n'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show(addDialog('paste')),
  },
  {
    id: 'account-jobs',
    label: 'Add jobs from your account…',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show(addDialog('account')),
  },
  {
    id: 'new-transcription',
    label: 'New transcription…',
    group: 'Job',
    keys: ['Mod-Shift-n'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show(addDialog('start')),
  },
  {
    id: 'open-files',
    label: 'Open files…',
    group: 'Job',
    keys: ['Mod-o'],
    while: 'always',
    applies: always,
    run: (app) => void chooseFiles(app),
  },
  {
    id: 'open-sample',
    label: 'Open the sample',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: (app) => void openSample(app),
  },
  {
    id: 'export',
    label: 'Export…',
    group: 'Job',
    keys: ['Mod-e'],
    while: 'always',
    applies: hasDocument,
    run: ({ dialogs }) => dialogs.show({ kind: 'export' }),
  },
  {
    id: 'export-jobs',
    label: 'Export the chosen jobs…',
    group: 'Job',
    keys: ['Mod-Shift-e'],
    while: 'always',
    applies: (app) => chosenJobs(app).some(({ state, trashedAt }) => state.kind === 'ready' && trashedAt === null),
    howMany: (app) => chosenJobs(app).length,
    run: (app) => app.dialogs.show({ kind: 'export-jobs', jobIds: idsOf(chosenJobs(app)) }),
  },
  {
    id: 'save-copy',
    label: 'Save a copy as .caesura…',
    group: 'Job',
    keys: ['Mod-Shift-s'],
    while: 'always',
    applies: (app) => {
      const job = selectedJob(app)
      return job !== undefined && isOpenable(job.state)
    },
    run: (app) => {
      const jobId = selected(app)
      if (jobId !== null) void saveCopy(app, jobId)
    },
  },
  {
    id: 'rename-job',
    label: 'Rename this job…',
    group: 'Job',
    keys: ['F2'],
    while: 'always',
    applies: (app) => selectedJob(app) !== undefined,
    run: (app) => {
      const jobId = selected(app)
      if (jobId !== null) app.dialogs.show({ kind: 'rename-job', jobId })
    },
  },
  {
    id: 'link-recording',
    label: 'Link the recording…',
    group: 'Job',
    keys: ['Mod-Shift-l'],
    while: 'always',
    applies: hasDocument,
    run: (app) => void linkRecording(app),
  },
  forThisJob('check', 'Ask Pictory about this job now', ['F5']),
  forThisJob('pause', 'Pause this job'),
  forThisJob('resume', 'Resume this job'),
  forThisJob('stop', 'Stop this job'),
  forThisJob('retry', 'Try this job again'),
  forThisJob('go-on', 'Go on asking about this job'),
  forTargets('list', { id: 'tag-jobs', label: 'Tags…', keys: ['Mod-t'] }, ({ dialogs }, jobs) =>
    dialogs.show({ kind: 'tags', jobIds: idsOf(jobs) }),
  ),
  {
    id: 'duplicate-job',
    label: 'Duplicate this job',
    group: 'Job',
    keys: ['Mod-d'],
    while: 'always',
    applies: (app) => {
      const job = selectedJob(app)
      return job !== undefined && isOpenable(job.state)
    },
    run: (app) => {
      const job = selectedJob(app)
      if (job !== undefined) void duplicate(app, job)
    },
  },
  {
    id: 'reveal-job',
    label: 'Show the job’s folder',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: (app) => selected(app) !== null,
    run: (app) => {
      const jobId = selected(app)
      if (jobId !== null) void reveal(app, jobId)
    },
  },
  forTargets(
    'list',
    { id: 'trash-jobs', label: 'Move to the trash', keys: ['Mod-Backspace'] },
    (app, jobs) => void trash(app, jobs),
  ),
  forTargets('trash', { id: 'restore-jobs', label: 'Restore from the trash' }, (app, jobs) => void restore(app, jobs)),
  forTargets('trash', { id: 'delete-jobs', label: 'Delete for good…' }, ({ dialogs }, jobs) =>
    dialogs.show({ kind: 'delete-jobs', jobIds: idsOf(jobs) }),
  ),
  {
    id: 'empty-trash',
    label: 'Empty the trash…',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: ({ library }) => library.store.getState().trash.length > 0,
    howMany: ({ library }) => library.store.getState().trash.length,
    run: ({ library, dialogs }) => dialogs.show({ kind: 'delete-jobs', jobIds: idsOf(library.store.getState().trash) }),
  },
  forChosen('check', 'Check the chosen jobs now'),
  forChosen('pause', 'Pause the chosen jobs'),
  forChosen('resume', 'Resume the chosen jobs'),
  forChosen('stop', 'Stop the chosen jobs'),
  forChosen('retry', 'Try the chosen jobs again'),
  forAllJobs('check', 'Check all jobs now'),
  forAllJobs('pause', 'Pause all jobs'),
  forAllJobs('resume', 'Resume all jobs'),
  forAllJobs('retry', 'Try all failed and gone jobs again'),
  forAllJobs('stop', 'Stop all jobs'),
  {
    id: 'back-up',
    label: 'Back up all jobs…',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: (app) => void startWork(app, 'back-up'),
  },
  {
    id: 'bring-back',
    label: 'Bring in a back-up…',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: (app) => void startWork(app, 'bring-back'),
  },
  {
    id: 'check-library',
    label: 'Check the library',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: (app) => void startWork(app, 'check'),
  },
  {
    id: 'move-library',
    label: 'Move the library…',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: (app) => void startWork(app, 'move'),
  },
  {
    id: 'key',
    label: 'Pictory key…',
    group: 'Job',
    keys: [],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'key' }),
  },
]
