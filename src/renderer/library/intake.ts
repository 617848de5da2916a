// What happens after files or ids were handed in: one outcome is a short message, several are a list, and the first job
// that came in opens. Lists of ids, recordings and files of other kinds are no jobs yet: what is to become of them is asked in a sheet.

import type { Result } from '../../core/result'
import type { Opened } from '../../ipc/contract'
import type { Caesura } from '../desk/caesura'
import { addDialog, type Dialog, type ImportDialog } from '../desk/dialogs'
import { sayTrashed } from './shelf'

export type Intake = {
  readonly say: (title: string, options?: { readonly more?: string; readonly failure?: boolean }) => void
  /** It lies in the trash: says so and offers it back. */
  readonly sayTrashed: (jobId: string) => void
  readonly show: (dialog: Dialog) => void
  readonly select: (jobId: string) => void
  /** Does a transcript lie open? */
  readonly isOpen: () => boolean
}

export const intakeOf = (app: Caesura): Intake => {
  const { messages, dialogs, desk } = app
  return {
    say: messages.say,
    sayTrashed: (jobId) => sayTrashed(app, jobId),
    show: (dialog) => dialogs.show(dialog.kind === 'import' ? joined(dialogs.store.getState().dialog, dialog) : dialog),
    select: (jobId) => void desk.select(jobId),
    // While jobs are being added a recording is meant for that.
    isOpen: () => desk.document() !== null && dialogs.store.getState().dialog?.kind !== 'add',
  }
}

/** The job to open: the first added, else the first already here. */
export const firstToOpen = (opened: readonly Opened[]): string | null => {
  for (const wanted of ['added', 'beside', 'known'] as const) {
    for (const { outcome } of opened) if (outcome.kind === wanted) return outcome.jobId
  }
  return null
}

export const outcomeWords = ({ outcome }: Opened): string => {
  switch (outcome.kind) {
    case 'added':
      return outcome.notes === 0
        ? 'Opened'
        : `Opened · ${outcome.notes} ${outcome.notes === 1 ? 'note' : 'notes'} from the reader`
    case 'known':
      return 'Already here'
    case 'beside':
      return 'Here already with other edits; this one was put beside it'
    case 'trashed':
      return 'In the trash'
    case 'ids':
      return 'Holds job ids; they are shown next'
    case 'recording':
      return 'A recording; what to do with it is asked next'
    case 'preview':
      return 'Of another kind; what was understood of it is shown next'
    case 'refused':
      return outcome.message
  }
}

/** What is shown of files of other kinds, before anything else is asked; `next` where there are none. */
const showFirst = (opened: readonly Opened[], next: Dialog | null): Dialog | null => {
  const files = opened.flatMap(({ name, outcome }) =>
    outcome.kind === 'preview' ? [{ name, preview: outcome.preview }] : [],
  )
  return files.length === 0 ? next : { kind: 'import', files, next }
}

/** Files that come while others are looked at join them; the same file again stays one. */
const joined = (shown: Dialog | null, dialog: ImportDialog): ImportDialog => {
  if (shown?.kind !== 'import') return dialog
  const here = new Set(shown.files.map(({ preview }) => preview.token))
  const files = [...shown.files, ...dialog.files.filter(({ preview }) => !here.has(preview.token))]
  return { ...dialog, files, next: dialog.next ?? shown.next }
}

/** What has to be asked about lists of ids and recordings, null where there are none. `isOpen`: a job with a transcript lies open or opens now. */
export const askAbout = (opened: readonly Opened[], isOpen: boolean): Dialog | null => {
  const lists = opened.flatMap(({ name, outcome }) => (outcome.kind === 'ids' ? [{ name, text: outcome.text }] : []))
  const recordings = opened.flatMap(({ outcome }) => (outcome.kind === 'recording' ? [outcome.recording] : []))
  const [recording = null, ...others] = recordings
  const left = others.map(({ name }) => name)
  if (lists.length > 0)
    return addDialog('paste', {
      text: lists.map(({ text }) => text).join('\n'),
      names: lists.map(({ name }) => name),
      recording,
      left,
    })
  if (recording === null) return null
  return isOpen ? { kind: 'recording', recording, left } : addDialog('start', { recording, left })
}

const asked: ReadonlySet<Opened['outcome']['kind']> = new Set(['ids', 'recording', 'preview'])

/** @param then what is asked when all this has been told and asked; null for nothing. */
export const receive = (result: Result<readonly Opened[]>, intake: Intake, then: Dialog | null = null): void => {
  if (!result.ok) {
    intake.say('Nothing was opened.', { more: result.message, failure: true })
    if (then !== null) intake.show(then)
    return
  }
  const opened = result.value
  const jobId = firstToOpen(opened)
  if (jobId !== null) intake.select(jobId)
  const next = showFirst(opened, askAbout(opened, jobId !== null || intake.isOpen()) ?? then)
  const settled = opened.filter(({ outcome }) => !asked.has(outcome.kind))
  const [only] = settled
  if (settled.length > 1 || (only && next !== null && only.outcome.kind === 'refused')) {
    intake.show({ kind: 'report', opened, next })
    return
  }
  if (only?.outcome.kind === 'refused')
    intake.say(`${only.name} was not opened.`, { more: only.outcome.message, failure: true })
  else if (only?.outcome.kind === 'trashed') intake.sayTrashed(only.outcome.jobId)
  else if (only) intake.say(`${only.name}: ${outcomeWords(only).toLowerCase()}`)
  if (next !== null) intake.show(next)
}
