// The one contract between the window and main, and the only place where the bridge can be widened.
// A call has a schema for its argument and one for its value; main's door checks both (src/main/door.ts). An expected
// failure is a Result with one of `failureCodes` and a sentence a person understands. An event has a payload schema.

import { z } from 'zod'
import { jobIdSchema, jobSummarySchema } from '../core/job/job'
import { stepGroupSchema } from '../core/transcript/step'
import { commandIds } from './commands'

export const failureCodes = [
  'untrusted', // the caller is not our window
  'malformed', // the argument does not fit the schema
  'too-large', // the argument is larger than the call takes
  'failed', // a bug on the other side; the message says that it is one
  'not-found',
  'not-a-job', // a file or answer that holds no transcript
  'unreadable',
  'read-only',
  'disk-full',
  'disk', // any other trouble with the disk
  'bad-key',
  'keychain', // the system keychain did not do what was asked
  'conflict',
  'no-media',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** How the key is kept: in the system keychain, only in this session's memory (with the reason), or not at all. */
export const keyStatusSchema = z.union([
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('kept'), where: z.literal('keychain'), refused: z.boolean() }),
  z.object({ kind: z.literal('kept'), where: z.literal('session'), reason: z.string(), refused: z.boolean() }),
])
export type KeyStatus = z.infer<typeof keyStatusSchema>

/** One file or id that was handed in, and what became of it. */
export const openedSchema = z.object({
  name: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('added'), jobId: jobIdSchema, notes: z.number() }),
    z.object({ kind: z.literal('known'), jobId: jobIdSchema }),
    z.object({ kind: z.literal('refused'), message: z.string() }),
  ]),
})
export type Opened = z.infer<typeof openedSchema>

const nothing = z.undefined()
const oneJob = z.strictObject({ jobId: jobIdSchema })

export const calls = {
  /** Every job, newest first. */
  listJobs: { args: nothing, value: z.array(jobSummarySchema) },
  /** Adds jobs to poll. The ids are already picked out and checked (core/job/ids.ts). */
  addJobs: { args: z.strictObject({ ids: z.array(jobIdSchema).min(1).max(5000) }), value: z.array(openedSchema) },
  /** Ask Pictory about this job now. */
  checkJobNow: { args: oneJob, value: z.null() },
  /** Takes a job that holds no transcript off the list (nothing cached is ever removed by this). */
  forgetJob: { args: oneJob, value: z.null() },
  renameJob: {
    args: z.strictObject({ jobId: jobIdSchema, title: z.string().trim().min(1).max(300) }),
    value: z.null(),
  },
  /**
   * A cached job for the editor. `snapshot` is a Transcript as JSON text (one string crosses once, with no deep clone);
   * `tail` holds the JSON lines of the step groups that come after it, in order. `notes` are the reader's repairs.
   */
  openJob: {
    args: oneJob,
    value: z.object({
      job: jobSummarySchema,
      snapshot: z.string(),
      tail: z.array(z.string()),
      notes: z.array(z.string()),
      readOnly: z.string().nullable(),
    }),
  },
  /** Appends step groups to the journal; answers after fsync with the number of groups the journal now holds. */
  appendEdits: {
    args: z.strictObject({ jobId: jobIdSchema, groups: z.array(stepGroupSchema).min(1).max(1000) }),
    value: z.object({ groups: z.number() }),
  },
  /** Shows the open dialog; opens what was chosen. [] when cancelled. */
  chooseFiles: { args: nothing, value: z.array(openedSchema) },
  /** Files dropped on the window. Only the preload can make the paths (webUtils.getPathForFile). */
  openPaths: {
    args: z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(500) }),
    value: z.array(openedSchema),
  },
  openSample: { args: nothing, value: z.object({ jobId: jobIdSchema }) },
  /** Shows the save dialog and writes atomically; null when cancelled. */
  saveExport: {
    args: z.strictObject({
      jobId: jobIdSchema,
      format: z.enum(['srt', 'vtt']),
      text: z.string().max(64 * 1024 * 1024),
    }),
    value: z.object({ name: z.string(), bytes: z.number() }).nullable(),
  },
  /** Shows the file just exported in the system's file manager. */
  revealExport: { args: oneJob, value: z.null() },
  keyStatus: { args: nothing, value: keyStatusSchema },
  /** Keeps the key; it must start with `pictai_`. */
  setKey: { args: z.strictObject({ key: z.string().max(500) }), value: keyStatusSchema },
  forgetKey: { args: nothing, value: keyStatusSchema },
  /** Shows a dialog to link a media file to the job; null when cancelled. */
  linkMedia: { args: oneJob, value: z.object({ name: z.string(), kind: z.enum(['audio', 'video']) }).nullable() },
  /** An opaque app:// address for the job's media, or null where none is linked. */
  mediaAddress: { args: oneJob, value: z.object({ url: z.string(), kind: z.enum(['audio', 'video']) }).nullable() },
  /**
   * The page's answer to the `closing` event: everything is saved (null), or why it could not be. Only the preload calls it, with what
   * the functions handed to `beforeClose` said.
   */
  readyToClose: { args: z.strictObject({ unsaved: z.string().max(2000).nullable() }), value: z.null() },
  about: {
    args: nothing,
    value: z.object({
      version: z.string(),
      electron: z.string(),
      platform: z.string(),
      libraryPath: z.string(),
      pictory: z.string(),
    }),
  },
} as const

export const events = {
  /** Jobs that were added or changed, whole. */
  jobsChanged: z.array(jobSummarySchema),
  jobForgotten: z.object({ jobId: jobIdSchema }),
  /** Files that came by command line, second instance or the system; show what became of them. */
  filesOpened: z.array(openedSchema),
  keyChanged: keyStatusSchema,
  /** A menu entry or a shortcut that main owns; the id of a command in the renderer's table. */
  command: z.object({ id: z.enum(commandIds) }),
  /** The window wants to close: save what is pending, then answer with `readyToClose`. The preload deals with it (`beforeClose`). */
  closing: z.null(),
} as const

export type Calls = {
  [K in keyof typeof calls]: { args: z.infer<(typeof calls)[K]['args']>; value: z.infer<(typeof calls)[K]['value']> }
}
export type CallName = keyof Calls
export type Events = { [K in keyof typeof events]: z.infer<(typeof events)[K]> }
export type EventName = keyof Events
