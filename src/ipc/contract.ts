// The one contract between the window and main, and the only place where the bridge can be widened.
// A call has a schema for its argument and one for its value; main's door checks both (src/main/door.ts). An expected
// failure is a Result with one of `failureCodes` and a sentence a person understands. An event has a payload schema.

import { z } from 'zod'
import { formatSchema } from '../core/imports/format'
import { jobIdSchema, jobSummarySchema } from '../core/job/job'
import { mendWays } from '../core/job/mend'
import { guideSchema } from '../core/captions/guide'
import { presetIds } from '../core/captions/rules'
import { longestPattern } from '../core/formats/name'
import { fileFormats } from '../core/formats/table'
import { speakerStyles } from '../core/formats/speaker'
import { jobOrders } from '../core/job/orders'
import { isTag, mostTags } from '../core/job/tags'
import { accountPageSchema } from '../core/pictory/account'
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
  'no-key', // Pictory cannot be asked without one
  'key-refused',
  'pictory', // Pictory could not be asked, or said no; the message says why and in whose words
  'aborted', // the person called it off
] as const
export type FailureCode = (typeof failureCodes)[number]

/** How the key is kept: in the system keychain, only in this session's memory (with the reason), or not at all. */
export const keyStatusSchema = z.union([
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('kept'), where: z.literal('keychain'), refused: z.boolean() }),
  z.object({ kind: z.literal('kept'), where: z.literal('session'), reason: z.string(), refused: z.boolean() }),
])
export type KeyStatus = z.infer<typeof keyStatusSchema>

const mediaKind = z.enum(['audio', 'video'])
/** Of 100 hours: as long as a time of a subtitle file can be. */
const mostPeaks = 100 * 3600 * 100

/** A media file the person chose; its path stays in main behind a token that lasts as long as the app runs. */
export const recordingSchema = z.object({ token: z.uuid(), name: z.string(), kind: mediaKind, bytes: z.number() })
export type Recording = z.infer<typeof recordingSchema>

/** How Caesura deals with Pictory while nobody looks. */
export const serviceWishesSchema = z.object({
  /** A system notification when a job completes while the window is in the background. */
  notify: z.boolean(),
  /** A number on the dock or taskbar for jobs that completed unseen, and the progress of uploads. */
  badge: z.boolean(),
  /** After so long in progress a job is "still running"; null: from the media's length, else 6 h. */
  limitHours: z.number().min(0.25).max(240).nullable(),
  receiver: z.object({
    on: z.boolean(),
    /** null: any that is free. */
    port: z.number().int().min(1024).max(65_535).nullable(),
    /** Where the person's own tunnel is reached from outside, https; sent to Pictory as the webhook of jobs started here. */
    publicUrl: z.string().max(500).nullable(),
  }),
})
export type ServiceWishes = z.infer<typeof serviceWishesSchema>

export const serviceSchema = z.object({
  wishes: serviceWishesSchema,
  receiver: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('off') }),
    /** `url` is on loopback; `outside` is what Pictory is told, where there is a tunnel. */
    z.object({
      kind: z.literal('listening'),
      url: z.string(),
      outside: z.string().nullable(),
      hints: z.number(),
      lastHintAt: z.number().nullable(),
    }),
    z.object({ kind: z.literal('failed'), message: z.string() }),
  ]),
})
export type Service = z.infer<typeof serviceSchema>

/** A file of another kind as it was understood. It is no job yet: the window shows this and asks. `token` stands for the file. */
export const importPreviewSchema = z.object({
  token: z.uuid(),
  format: formatSchema,
  title: z.string(),
  words: z.number(),
  /** The recording's length where the file tells it, else where the last word ends. */
  lengthMs: z.number(),
  speakers: z.array(z.string()),
  /** BCP 47, '' when unknown. */
  language: z.string(),
  /** How it begins. */
  lines: z.array(z.object({ speaker: z.string(), atMs: z.number(), text: z.string() })),
  notes: z.array(z.string()),
  lacks: z.array(z.string()),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>
/** Long works with the whole library; one at a time. */
export const workKinds = ['back-up', 'bring-back', 'move', 'check'] as const
export type WorkKind = (typeof workKinds)[number]

export const workSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('running'),
    work: z.enum(workKinds),
    /** A sentence without its stop. */
    doing: z.string(),
    /** 0–1. */
    share: z.number(),
    /** Called off, and on its way out. */
    ending: z.boolean(),
  }),
  z.object({
    kind: z.literal('ended'),
    work: z.enum(workKinds),
    outcome: z.enum(['done', 'cancelled', 'failed']),
    title: z.string(),
    lines: z.array(z.string()),
    /** What a check found, the first 500; `more` says how many there are beyond. */
    findings: z.array(
      z.object({
        jobId: jobIdSchema,
        title: z.string(),
        weight: z.enum(['lost', 'mendable']),
        what: z.string(),
        toDo: z.string(),
      }),
    ),
    more: z.number(),
    /** `saveReport` has one to save. */
    report: z.boolean(),
  }),
])
export type Work = z.infer<typeof workSchema>

/** What a person may order about updates; 'tell' only asks how things stand. */
export const updateOrders = [
  'tell',
  'look',
  'daily',
  'only-when-asked',
  'download',
  'cancel',
  'install', // restart and install, as soon as everything is saved
  'later', // put the notice aside; an install that waits no longer does
] as const
export type UpdateOrder = (typeof updateOrders)[number]

export const updatesSchema = z.object({
  /** Who is asked, by name; null: this build looks for no updates. */
  from: z.string().nullable(),
  /** Looked for by itself once a day. */
  daily: z.boolean(),
  /** The last answer that could be believed. */
  lookedAt: z.number().nullable(),
  /** The person put it aside: only the settings still show it. */
  aside: z.boolean(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('idle') }),
    z.object({ kind: z.literal('looking') }),
    /** There is none newer than this. */
    z.object({ kind: z.literal('newest') }),
    /** `byHand`: why Caesura does not put it in place itself, and where it is found. */
    z.object({
      kind: z.literal('found'),
      version: z.string(),
      notes: z.string(),
      bytes: z.number(),
      byHand: z.object({ why: z.string(), page: z.string().nullable() }).nullable(),
    }),
    z.object({ kind: z.literal('downloading'), version: z.string(), bytes: z.number(), share: z.number() }),
    z.object({ kind: z.literal('ready'), version: z.string() }),
    /** Installing waits until everything is saved. */
    z.object({ kind: z.literal('waiting'), version: z.string(), why: z.string() }),
    z.object({ kind: z.literal('failed'), during: z.enum(['look', 'download', 'install']), message: z.string() }),
  ]),
})
export type Updates = z.infer<typeof updatesSchema>

/** One file or id that was handed in, and what became of it. */
export const openedSchema = z.object({
  name: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('added'), jobId: jobIdSchema, notes: z.number() }),
    z.object({ kind: z.literal('known'), jobId: jobIdSchema }),
    /** A portable job that is here already with other edits: it became a job of its own beside that one. */
    z.object({ kind: z.literal('beside'), jobId: jobIdSchema }),
    /** It is here already, in the trash. */
    z.object({ kind: z.literal('trashed'), jobId: jobIdSchema }),
    /** A list of job ids: the window shows what is in it before anything is added. */
    z.object({ kind: z.literal('ids'), text: z.string() }),
    /** Audio or video: to be linked to a job, or to be transcribed. `token` stands for its path. */
    z.object({ kind: z.literal('recording'), recording: recordingSchema }),
    /** A file of another kind, to be looked at before it becomes a job. */
    z.object({ kind: z.literal('preview'), preview: importPreviewSchema }),
    z.object({ kind: z.literal('refused'), message: z.string() }),
  ]),
})
export type Opened = z.infer<typeof openedSchema>

/** Where reading the journal goes on: a byte at which a line ends, and what the next line's seal goes on from (main/library/journal.ts). */
const journalPlaceSchema = z.strictObject({
  offset: z.number().int().nonnegative(),
  seal: z.string().max(64).nullable(),
})
export type JournalPlace = z.infer<typeof journalPlaceSchema>
/** Words of a cached transcript around a hit, with the place of the hit's first word (ordinals) for the editor to open at. */
const snippetSchema = z.object({
  paragraph: z.number().int(),
  word: z.number().int(),
  startMs: z.number(),
  speaker: z.string(),
  parts: z.array(z.object({ text: z.string(), hit: z.boolean() })),
  more: z.object({ before: z.boolean(), after: z.boolean() }),
})
export type SearchSnippet = z.infer<typeof snippetSchema>

/** How many jobs with a transcript are not in the index yet. */
const indexingSchema = z.object({ pending: z.number(), of: z.number() })

const nothing = z.undefined()
const oneJob = z.strictObject({ jobId: jobIdSchema })
const manyJobs = z.strictObject({ jobIds: z.array(jobIdSchema).min(1).max(5000) })

/** What became of one job of many that were exported. */
export const batchLineSchema = z.object({
  jobId: jobIdSchema,
  title: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('written'), name: z.string(), cues: z.number() }),
    /** It holds no transcript, or not all of it, or its file was to be left as it is. */
    z.object({ kind: z.literal('skipped'), message: z.string() }),
    z.object({ kind: z.literal('failed'), message: z.string() }),
    z.object({ kind: z.literal('stopped') }),
  ]),
})
export type BatchLine = z.infer<typeof batchLineSchema>

/** What came of an order for many jobs: those it was done to, and each that it could not be done to, with why. */
export const manyDoneSchema = z.object({
  done: z.array(jobIdSchema),
  failed: z.array(z.object({ jobId: jobIdSchema, message: z.string() })),
})
export type ManyDone = z.infer<typeof manyDoneSchema>

/** What a file shall be called (core/formats/name.ts), and the style guide's name, which may be part of it. */
const naming = z.strictObject({ pattern: z.string().min(1).max(longestPattern), guide: z.string().max(200) })

export const calls = {
  /** Every job, newest first. */
  listJobs: { args: nothing, value: z.array(jobSummarySchema) },
  /** Adds jobs to poll. The ids are already picked out and checked (core/job/ids.ts). */
  addJobs: { args: z.strictObject({ ids: z.array(jobIdSchema).min(1).max(5000) }), value: z.array(openedSchema) },
  /** See core/job/orders.ts. Answers with how many of them the order applied to; the others stay as they are. */
  steerJobs: {
    args: z.strictObject({ jobIds: z.array(jobIdSchema).min(1).max(5000), order: z.enum(jobOrders) }),
    value: z.object({ changed: z.number() }),
  },
  /** One page of the account's own list at Pictory, newest first; null for the first. A new call calls off the one before. */
  accountPage: { args: z.strictObject({ pageKey: z.string().max(8000).nullable() }), value: accountPageSchema },
  /** Calls off the page that is on its way. */
  stopAccountPage: { args: nothing, value: z.null() },
  /** Transcription minutes of the current billing term; null where Pictory does not tell them. */
  quota: { args: nothing, value: z.object({ used: z.number(), limit: z.number().nullable() }).nullable() },
  /** Shows a dialog to choose a media file; null when cancelled. */
  chooseRecording: { args: nothing, value: recordingSchema.nullable() },
  /** Begins a transcription at Pictory. Answers as soon as it stands in the library; it goes on by itself, and a restart takes it up. */
  startTranscription: {
    args: z.strictObject({
      source: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), token: z.uuid() }),
        z.strictObject({ kind: z.literal('url'), url: z.string().max(4000) }),
      ]),
      mediaKind,
      language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
    }),
    value: z.object({ jobId: jobIdSchema }),
  },
  service: { args: nothing, value: serviceSchema },
  /** Takes effect at once; a receiver that cannot listen says so in the answer. */
  changeService: { args: z.strictObject({ wishes: serviceWishesSchema }), value: serviceSchema },
  /** A new secret path for the receiver: the old one no longer works. */
  renewReceiver: { args: nothing, value: serviceSchema },
  /** Moves jobs to the trash, which keeps each with all it has for 30 days at least (core/job/trash.ts). What is under way at Pictory is no longer asked about. */
  trashJobs: { args: manyJobs, value: manyDoneSchema },
  /** Puts jobs back where they were, as they were. */
  restoreJobs: { args: manyJobs, value: manyDoneSchema },
  /** Deletes for good what lies in the trash; the window has asked. Anything else is refused. */
  deleteJobs: { args: manyJobs, value: manyDoneSchema },
  /** The tags each of these jobs has from now on. */
  tagJobs: {
    args: z.strictObject({
      jobs: z
        .array(z.strictObject({ jobId: jobIdSchema, tags: z.array(z.string().refine(isTag)).max(mostTags) }))
        .min(1)
        .max(5000),
    }),
    value: manyDoneSchema,
  },
  /** A job of its own with the same original and the edits so far. */
  duplicateJob: { args: oneJob, value: z.object({ jobId: jobIdSchema }) },
  /** Shows the job's folder in the system's file manager. */
  revealJob: { args: oneJob, value: z.null() },
  /** Bytes on the disk; null: of all jobs. Its own call, because it looks at every file: the list is there without it. */
  jobSizes: {
    args: z.strictObject({ jobIds: z.array(jobIdSchema).max(5000).nullable() }),
    value: z.array(z.object({ jobId: jobIdSchema, bytes: z.number() })),
  },
  renameJob: {
    args: z.strictObject({ jobId: jobIdSchema, title: z.string().trim().min(1).max(300) }),
    value: z.null(),
  },
  /**
   * A cached job for the editor. `snapshot` is a Transcript as JSON text (one string crosses once, with no deep clone);
   * `tail` holds the JSON lines of the step groups that come after it, in order. `notes` are the reader's repairs, `told` is what was wrong
   * with the files this time, `mends` what was mended at any time, newest last.
   */
  openJob: {
    args: oneJob,
    value: z.object({
      job: jobSummarySchema,
      snapshot: z.string(),
      tail: z.array(z.string()),
      notes: z.array(z.string()),
      /** What the original lacks of a full transcript, one sentence each. */
      lacks: z.array(z.string()),
      told: z.array(z.string()),
      mends: z.array(z.object({ at: z.number(), message: z.string() })),
      readOnly: z.string().nullable(),
    }),
  },
  /** The person's way on from damage (core/job/mend.ts); answers with what was done, as sentences. */
  mendJob: {
    args: z.strictObject({ jobId: jobIdSchema, how: z.enum(mendWays) }),
    value: z.object({ said: z.string() }),
  },
  /**
   * Appends step groups to the journal, 1 to 1,000 as one JSON array; answers after fsync with the number of groups the journal now holds.
   * One string, because that crosses without a deep clone: with 100,000 words deleted at once the next key waits a quarter of the time.
   */
  appendEdits: {
    args: z.strictObject({
      jobId: jobIdSchema,
      groups: z
        .string()
        .min(2)
        .max(64 * 1024 * 1024),
    }),
    value: z.object({ groups: z.number() }),
  },
  /**
   * The journal's lines from there on, for the History tab: opening a job brings only those after its snapshot. In pieces,
   * since a journal has no limit; a later call brings what was saved meanwhile. `trouble`: why it cannot be read on from there.
   */
  jobHistory: {
    args: z.strictObject({ jobId: jobIdSchema, from: journalPlaceSchema }),
    value: z.object({
      lines: z.array(z.object({ json: z.string(), endsAt: z.number() })),
      next: journalPlaceSchema,
      more: z.boolean(),
      trouble: z.string().nullable(),
    }),
  },
  /** A document those lines apply to, as JSON text: the original, or where that fails the snapshot, at its place in the journal. */
  jobBase: {
    args: z.strictObject({ jobId: jobIdSchema, which: z.enum(['original', 'snapshot']) }),
    value: z.object({ transcript: z.string(), at: journalPlaceSchema }),
  },
  /** Shows the open dialog; opens what was chosen. [] when cancelled. */
  chooseFiles: { args: nothing, value: z.array(openedSchema) },
  /** Files dropped on the window. Only the preload can make the paths (webUtils.getPathForFile). */
  openPaths: {
    args: z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(500) }),
    value: z.array(openedSchema),
  },
  /** Makes jobs of files that were shown (outcome 'preview'): nothing of another kind enters the library unseen. Each answers for itself. */
  addImports: { args: z.strictObject({ tokens: z.array(z.uuid()).min(1).max(500) }), value: z.array(openedSchema) },
  openSample: { args: nothing, value: z.object({ jobId: jobIdSchema }) },
  /** Pictory's answer as it came, as text, for the formats made of it; null for a job that is not Pictory's. */
  originalText: { args: oneJob, value: z.string().nullable() },
  /** Shows the save dialog and writes atomically; null when cancelled. */
  saveExport: {
    args: z.strictObject({
      jobId: jobIdSchema,
      format: z.enum(fileFormats),
      /** A text, or the bytes of a format that is none. */
      content: z.union([z.string().max(64 * 1024 * 1024), z.instanceof(Uint8Array)]),
      naming,
    }),
    value: z.object({ name: z.string(), bytes: z.number() }).nullable(),
  },
  /** Shows the file just exported in the system's file manager. */
  revealExport: { args: oneJob, value: z.null() },
  /** Shows the save dialog and writes the job as one portable `.caesura` file, whole or not at all; null when cancelled. */
  saveCopy: { args: oneJob, value: z.object({ name: z.string(), bytes: z.number() }).nullable() },
  /** The pointer went down on the job's row and may drag it out: its file is made now, so that the drag need not wait for it. */
  prepareDrag: { args: oneJob, value: z.null() },
  /** The drag begins: the system carries the file from here on. Its path stays in main. */
  dragJob: { args: oneJob, value: z.null() },
  /** Which cached jobs hold all of the query, best first, and how often: those in the list, or those in the trash. A new call calls off the one before ('aborted'). */
  searchLibrary: {
    args: z.strictObject({
      query: z.string().max(400),
      limit: z.number().int().min(1).max(1000),
      trashed: z.boolean(),
    }),
    value: indexingSchema.extend({
      jobs: z.array(z.object({ jobId: jobIdSchema, hits: z.number(), names: z.number() })),
      total: z.number(),
    }),
  },
  /** The words around the hits in one job, from the `from`th on: asked for the rows that are seen. `next` is where to go on. */
  searchHits: {
    args: z.strictObject({
      jobId: jobIdSchema,
      query: z.string().max(400),
      from: z.number().int().min(0),
      most: z.number().int().min(1).max(50),
    }),
    value: z.object({
      names: z.array(snippetSchema),
      hits: z.array(snippetSchema),
      next: z.number().nullable(),
      pending: z.boolean(),
    }),
  },
  /**
   * Shows a dialog to choose a folder for these jobs' files; null when cancelled. The folder stays in main behind the token; `existing` are
   * names that are taken there.
   */
  chooseBatchFolder: {
    args: z.strictObject({ jobIds: z.array(jobIdSchema).min(1).max(5000), format: z.enum(fileFormats), naming }),
    value: z.object({ token: z.uuid(), folder: z.string(), existing: z.array(z.string()) }).nullable(),
  },
  /** Writes the jobs that the token stands for, one after the other, and answers when all is done or it was stopped. One at a time. */
  exportJobs: {
    args: z.strictObject({
      token: z.uuid(),
      preset: z.union([z.enum(presetIds), guideSchema]),
      speakers: z.enum(speakerStyles),
      times: z.boolean(),
      afterCut: z.boolean(),
      forWindows: z.boolean(),
      existing: z.enum(['replace', 'keep-both', 'skip']),
    }),
    value: z.object({ lines: z.array(batchLineSchema) }),
  },
  stopExport: { args: nothing, value: z.null() },
  /** Shows the log in the system's file manager. */
  showLog: { args: nothing, value: z.null() },
  /** How it stands with updates, after the order. One that does not apply now changes nothing; how it goes on comes as `updatesChanged`. */
  updates: { args: z.strictObject({ order: z.enum(updateOrders) }), value: updatesSchema },
  /** Shows the folder that was exported into last in the system's file manager. */
  revealBatch: { args: nothing, value: z.null() },
  keyStatus: { args: nothing, value: keyStatusSchema },
  /** Tries the key at Pictory, for some seconds at most, and keeps it unless Pictory refuses it ('key-refused': the one before stays). */
  setKey: { args: z.strictObject({ key: z.string().max(500) }), value: keyStatusSchema },
  /** The refused key is tried once more; polling goes on if Pictory takes it now. */
  retryKey: { args: nothing, value: keyStatusSchema },
  forgetKey: { args: nothing, value: keyStatusSchema },
  /** Links a media file to the job: the recording behind the token, or with null one chosen in a dialog; null when cancelled. */
  linkMedia: {
    args: z.strictObject({ jobId: jobIdSchema, token: z.uuid().nullable() }),
    value: z.object({ name: z.string(), kind: mediaKind }).nullable(),
  },
  /** An opaque app:// address for the job's media, or null where none is linked. */
  mediaAddress: { args: oneJob, value: z.object({ url: z.string(), kind: mediaKind }).nullable() },
  /**
   * What is kept of the sound of the job's recording: 100 peaks of a second, a byte each; `peaks` is null where they are to be made, and then
   * to be kept under this stamp. Null where no recording is linked, or its file is gone.
   */
  peaks: {
    args: oneJob,
    value: z.object({ stamp: z.string(), peaks: z.instanceof(Uint8Array).nullable() }).nullable(),
  },
  keepPeaks: {
    args: z.strictObject({
      jobId: jobIdSchema,
      stamp: z.string().regex(/^[0-9a-f]{16}-\d{1,20}-\d{1,20}$/),
      peaks: z.instanceof(Uint8Array).refine(({ length }) => length <= mostPeaks),
    }),
    value: z.null(),
  },
  /**
   * The page's answer to the `closing` event: everything is saved (null), or why it could not be. Only the preload calls it, with what
   * the functions handed to `beforeClose` said.
   */
  readyToClose: { args: z.strictObject({ unsaved: z.string().max(2000).nullable() }), value: z.null() },
  /** Begins a long work after its dialogs; false when one of them was cancelled. How it gets on comes as `workChanged`. */
  startWork: { args: z.strictObject({ work: z.enum(workKinds) }), value: z.object({ started: z.boolean() }) },
  /** Calls the work off; it ends soon, and leaves nothing half-done. */
  cancelWork: { args: nothing, value: z.null() },
  /** The work as it is, for a page that comes later. */
  work: { args: nothing, value: workSchema },
  /** Saves a style guide of one's own as a file; null when cancelled. */
  saveGuide: { args: z.strictObject({ guide: guideSchema }), value: z.object({ name: z.string() }).nullable() },
  /** Saves the last check's report as text; null when cancelled. */
  saveReport: { args: nothing, value: z.object({ name: z.string() }).nullable() },
  /** What is known of the library's place beside `about`: its size, why it cannot be used, and the folder it moved from, by name. */
  libraryPlace: {
    args: nothing,
    value: z.object({
      jobs: z.number(),
      bytes: z.number(),
      trouble: z.string().nullable(),
      readOnly: z.string().nullable(),
      old: z.string().nullable(),
    }),
  },
  /** Asks for the folder of another library and starts the app again with it; false when cancelled. */
  useLibrary: { args: nothing, value: z.object({ restarts: z.boolean() }) },
  /** What is to become of the folder that the library moved from. */
  oldLibrary: { args: z.strictObject({ what: z.enum(['trash', 'keep']) }), value: z.null() },
  /** The window's commands as they are now, for the application menu, which takes those it offers. */
  menuState: {
    args: z.strictObject({
      entries: z
        .array(z.strictObject({ id: z.string().max(60), keys: z.string().max(60).nullable(), applies: z.boolean() }))
        .max(500),
    }),
    value: z.null(),
  },
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
  /** Pictory gave a job that was started here its id: what was shown under `from` is now `to`. Comes between the two's own events. */
  jobBecame: z.object({ from: jobIdSchema, to: jobIdSchema }),
  serviceChanged: serviceSchema,
  /** How far an export of many is; `title` is the one it is at, '' when it is through. */
  batchProgress: z.object({ done: z.number(), total: z.number(), title: z.string() }),
  /** The person clicked a notification. */
  showJob: z.object({ jobId: jobIdSchema }),
  /** Files that came by command line, second instance or the system; show what became of them. */
  filesOpened: z.array(openedSchema),
  keyChanged: keyStatusSchema,
  /** Something else would be found now: a job was indexed, or changed. */
  searchChanged: indexingSchema,
  workChanged: workSchema,
  updatesChanged: updatesSchema,
  /** A menu entry or a shortcut that main owns; the id of a command in the renderer's table. */
  command: z.object({ id: z.enum(commandIds) }),
  /** The window wants to close: save what is pending, then answer with `readyToClose`. The preload deals with it (`beforeClose`). */
  closing: z.null(),
  /** `restarted`: the page before this one died. `failed`: something in main did, and was caught at the last moment. */
  trouble: z.object({ kind: z.enum(['restarted', 'failed']) }),
} as const

export type Calls = {
  [K in keyof typeof calls]: { args: z.infer<(typeof calls)[K]['args']>; value: z.infer<(typeof calls)[K]['value']> }
}
export type CallName = keyof Calls
export type Events = { [K in keyof typeof events]: z.infer<(typeof events)[K]> }
export type EventName = keyof Events
