// Everything a person can do from anywhere, in one table: menus, tooltips, shortcuts and the palette all read it, and
// main's menu sends these ids. `applies` answers "would this do something now?", so that a menu and a key agree.
//
// Keys. `while: 'always'` works in a text field too, so such a key is never a character or a caret movement.
// Playback has two sets: plain letters as editing suites have them (J K L, Space) when nothing is being typed, and
// F7 F8 F9 (back, play, on; where many keyboards print those signs) at any time; Ctrl-Space plays and pauses while typing.

import { isOpenable, type JobSummary } from '../core/job/job'
import type { JobOrder } from '../core/job/orders'
import type { Caesura } from './desk/caesura'
import { jobOf } from './desk/desk'
import { nextMarked } from './captions/cues'
import { addDialog } from './desk/dialogs'
import { atCaret, canRestore, restoreToOriginal } from './history/restore'
import { intakeOf, receive } from './library/intake'
import { jobsFor, steerAll, type OrderForAll } from './library/for-all'
import { canOrder, steer } from './library/orders'
import { duplicate, restore, reveal, trash } from './library/shelf'
import { sortKeys, sortWords } from './library/sort'
import { chooseAll, chosenJobs, targetsIn } from './library/targets'
import { startWork } from './portable/commands'
import { saveCopy } from './portable/copies'
import { matches, parseChord, type Pressed } from './ui/keys'

export type CommandGroup = 'Job' | 'Edit' | 'Playback' | 'Captions' | 'View' | 'Help'
export type Command = {
  readonly id: string
  readonly label: string
  readonly group: CommandGroup
  readonly keys: readonly string[]
  readonly while: 'always' | 'not-typing'
  readonly applies: (app: Caesura) => boolean
  /** To how many jobs it would be done. */
  readonly howMany?: (app: Caesura) => number
  readonly run: (app: Caesura) => void
}

const always = () => true
const hasDocument = ({ desk }: Caesura) => desk.document() !== null
const hasSurface = ({ desk }: Caesura) => desk.store.getState().surface !== null
const canPlay = ({ player }: Caesura) => player.store.getState().durationMs > 0
const jumpMs = 5000
const rateStep = 0.25

const places = ['library', 'transcript', 'inspector', 'player'] as const

/** Moves the focus to the next of the four places, or the one before. */
const stepPlace = ({ desk }: Caesura, direction: 1 | -1) => {
  const { surface } = desk.store.getState()
  const at = places.findIndex((id) => document.getElementById(id)?.contains(document.activeElement))
  for (let step = 1; step <= places.length; step++) {
    const index = (Math.max(at, direction === 1 ? at : 0) + direction * step + places.length * 2) % places.length
    const place = document.getElementById(places[index] ?? '')
    const target = place?.querySelector<HTMLElement>('[data-first-focus]') ?? place
    if (target && target.offsetParent !== null && !target.closest('[inert]')) {
      // The text lies in a shadow root, which no selector reaches into.
      if (surface && place?.id === 'transcript') surface.focus()
      else target.focus()
      return
    }
  }
}

const jumpToMarked = (app: Caesura, direction: 1 | -1) => {
  const open = app.desk.document()
  if (!open) return
  const { cues } = open.derived.store.getState()
  const cue = cues[nextMarked(cues, open.follower.store.getState().near, direction)]
  if (!cue) return
  app.settings.set({ rightTab: 'captions', rightOpen: true })
  app.desk.goTo(cue.startMs)
}
const hasMarked = ({ desk }: Caesura) =>
  desk
    .document()
    ?.derived.store.getState()
    .cues.some((cue) => cue.marks.length > 0) ?? false

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

const sortCommands = sortKeys.map((by): Command => ({
  id: `sort-${by}`,
  label: `Order the list: ${sortWords[by].label.toLowerCase()}`,
  group: 'View',
  keys: [],
  while: 'always',
  applies: ({ settings }) => settings.store.getState().sortBy !== by,
  run: ({ settings }) => settings.set({ sortBy: by, sortReversed: false }),
}))

export const commands: readonly Command[] = [
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

  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Mod-z'],
    while: 'not-typing',
    applies: ({ desk }) => (desk.document()?.session.store.getState().undoLabel ?? null) !== null,
    run: ({ desk }) => void desk.document()?.session.undo(),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Mod-Shift-z', 'Mod-y'],
    while: 'not-typing',
    applies: ({ desk }) => (desk.document()?.session.store.getState().redoLabel ?? null) !== null,
    run: ({ desk }) => void desk.document()?.session.redo(),
  },
  {
    id: 'restore-paragraph',
    label: 'Restore the paragraph to the original',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: (app) => canRestore(app, atCaret(app, 'paragraph')),
    run: (app) => void restoreToOriginal(app, atCaret(app, 'paragraph')),
  },
  {
    id: 'restore-word',
    label: 'Restore the word to the original',
    group: 'Edit',
    keys: [],
    while: 'always',
    applies: (app) => canRestore(app, atCaret(app, 'word')),
    run: (app) => void restoreToOriginal(app, atCaret(app, 'word')),
  },
  {
    id: 'find',
    label: 'Find in the transcript',
    group: 'Edit',
    keys: ['Mod-f'],
    while: 'always',
    applies: hasSurface,
    run: ({ desk }) => desk.store.getState().surface?.find(),
  },

  {
    id: 'play',
    label: 'Play or pause',
    group: 'Playback',
    keys: ['Space', 'k', 'F8', 'Ctrl-Space'],
    while: 'always',
    applies: canPlay,
    run: ({ player }) => player.toggle(),
  },
  {
    id: 'back',
    label: 'Back 5 seconds',
    group: 'Playback',
    keys: ['j', 'F7'],
    while: 'always',
    applies: canPlay,
    run: ({ desk, player }) => desk.goTo(player.timeMs() - jumpMs),
  },
  {
    id: 'on',
    label: 'Forward 5 seconds',
    group: 'Playback',
    keys: ['l', 'F9'],
    while: 'always',
    applies: canPlay,
    run: ({ desk, player }) => desk.goTo(player.timeMs() + jumpMs),
  },
  {
    id: 'slower',
    label: 'Slower',
    group: 'Playback',
    keys: ['Shift-F7'],
    while: 'always',
    applies: canPlay,
    run: ({ player }) => player.setRate(player.store.getState().rate - rateStep),
  },
  {
    id: 'faster',
    label: 'Faster',
    group: 'Playback',
    keys: ['Shift-F9'],
    while: 'always',
    applies: canPlay,
    run: ({ player }) => player.setRate(player.store.getState().rate + rateStep),
  },
  {
    id: 'to-playing',
    label: 'Show the playing word',
    group: 'Playback',
    keys: ['Mod-j'],
    while: 'always',
    applies: hasSurface,
    run: ({ desk }) => desk.store.getState().surface?.scrollToPlaying(),
  },

  {
    id: 'next-marked',
    label: 'Next cue that breaks a rule',
    group: 'Captions',
    keys: ['F4'],
    while: 'always',
    applies: hasMarked,
    run: (app) => jumpToMarked(app, 1),
  },
  {
    id: 'previous-marked',
    label: 'Previous cue that breaks a rule',
    group: 'Captions',
    keys: ['Shift-F4'],
    while: 'always',
    applies: hasMarked,
    run: (app) => jumpToMarked(app, -1),
  },

  {
    id: 'palette',
    label: 'Commands and jobs…',
    group: 'View',
    keys: ['Mod-k'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'palette' }),
  },
  {
    id: 'search-library',
    label: 'Filter the library',
    group: 'View',
    keys: ['Mod-Shift-f'],
    while: 'always',
    applies: always,
    run: focusSearch,
  },
  {
    id: 'show-trash',
    label: 'Show the trash',
    group: 'View',
    keys: [],
    while: 'always',
    applies: ({ library }) => library.store.getState().filter !== 'trash',
    run: (app) => {
      showLibrary(app)
      app.library.show('trash')
    },
  },
  {
    id: 'choose-all-jobs',
    label: 'Choose all jobs in the list',
    group: 'View',
    keys: [],
    while: 'always',
    applies: ({ library }) => library.store.getState().jobs.length > 0,
    run: (app) => {
      showLibrary(app)
      chooseAll(app)
      requestAnimationFrame(() => document.getElementById('library-jobs')?.focus())
    },
  },
  ...sortCommands,
  {
    id: 'sort-reversed',
    label: 'Order the list the other way round',
    group: 'View',
    keys: [],
    while: 'always',
    applies: always,
    run: ({ settings }) => settings.set({ sortReversed: !settings.store.getState().sortReversed }),
  },
  {
    id: 'toggle-library',
    label: 'Show or hide the library',
    group: 'View',
    keys: ['Mod-b'],
    while: 'always',
    applies: always,
    run: (app) => togglePane(app, 'left'),
  },
  {
    id: 'toggle-inspector',
    label: 'Show or hide captions and details',
    group: 'View',
    keys: ['Mod-Alt-b'],
    while: 'always',
    applies: always,
    run: (app) => togglePane(app, 'right'),
  },
  {
    id: 'history',
    label: 'History',
    group: 'View',
    keys: ['Mod-Shift-h'],
    while: 'always',
    applies: hasDocument,
    run: showHistory,
  },
  {
    id: 'next-place',
    label: 'Next part of the window',
    group: 'View',
    keys: ['F6'],
    while: 'always',
    applies: always,
    run: (app) => stepPlace(app, 1),
  },
  {
    id: 'previous-place',
    label: 'Previous part of the window',
    group: 'View',
    keys: ['Shift-F6'],
    while: 'always',
    applies: always,
    run: (app) => stepPlace(app, -1),
  },
  {
    id: 'settings',
    label: 'Settings…',
    group: 'View',
    keys: ['Mod-,'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'settings' }),
  },

  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['F1'],
    while: 'always',
    applies: always,
    run: ({ dialogs }) => dialogs.show({ kind: 'shortcuts' }),
  },
]

/** Below these widths the pane is a drawer over the transcript. The style sheet says the same. */
export const drawerBelow = { left: 760, right: 1000 } as const

function togglePane({ dialogs, settings }: Caesura, side: 'left' | 'right'): void {
  if (window.innerWidth < drawerBelow[side]) {
    dialogs.drawer(dialogs.store.getState().drawer === side ? null : side)
    return
  }
  const state = settings.store.getState()
  settings.set(side === 'left' ? { leftOpen: !state.leftOpen } : { rightOpen: !state.rightOpen })
}

function showHistory(app: Caesura): void {
  app.settings.set({ rightTab: 'history', rightOpen: true })
  if (window.innerWidth < drawerBelow.right) app.dialogs.drawer('right')
  app.desk.document()?.past.wantFocus(true)
}

function showLibrary(app: Caesura): void {
  if (window.innerWidth < drawerBelow.left) app.dialogs.drawer('left')
  else app.settings.set({ leftOpen: true })
}

function focusSearch(app: Caesura): void {
  showLibrary(app)
  // The pane may only now come to be.
  requestAnimationFrame(() => document.getElementById('library-search')?.focus())
}

const byId = new Map(commands.map((command) => [command.id, command]))

/** Throws on an id that is not in the table. */
export const command = (id: string): Command => {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no command “${id}”.`)
  return found
}

/** Runs a command where it applies; answers whether it did. An unknown id, from an older menu, does nothing. */
export const runCommand = (app: Caesura, id: string): boolean => {
  const found = byId.get(id)
  if (!found || !found.applies(app)) return false
  found.run(app)
  return true
}

const chords = commands.flatMap((one) => one.keys.map((keys) => ({ command: one, chord: parseChord(keys) })))

/** A key that writes: a character without a modifier. It never acts while something is being typed. */
export const writes = (keys: string): boolean => {
  const chord = parseChord(keys)
  return chord.key.length === 1 && !chord.mod && !chord.ctrl && !chord.alt
}

/** The command of a key press, or null. `typing`: the focus is in a text field. `onControl`: Space would press a button. */
export const commandFor = (pressed: Pressed, platform: string, typing: boolean, onControl: boolean): Command | null => {
  for (const { command: one, chord } of chords) {
    if (!matches(chord, pressed, platform)) continue
    const plain = chord.key.length === 1 && !chord.mod && !chord.ctrl && !chord.alt
    if (typing && (plain || one.while === 'not-typing')) continue
    if (onControl && plain && chord.key === ' ') continue
    return one
  }
  return null
}

const isTyping = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'range'))

const isControl = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, input, [role=tab], [role=option], [role=radio], [role=menuitem]') !== null

/** Listens to the keyboard for the whole window. A sheet that is open keeps all but the palette's own key to itself. */
export const listenToKeys = (app: Caesura, target: Window): (() => void) => {
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const { dialog } = app.dialogs.store.getState()
    const from = event.composedPath()[0]
    const found = commandFor(event, app.bridge.platform, isTyping(from), isControl(from))
    if (!found) return
    if (dialog !== null) {
      if (found.id === 'palette' && dialog.kind === 'palette') {
        event.preventDefault()
        app.dialogs.hide()
      }
      return
    }
    if (!found.applies(app)) return
    event.preventDefault()
    found.run(app)
  }
  target.addEventListener('keydown', down)
  return () => target.removeEventListener('keydown', down)
}
