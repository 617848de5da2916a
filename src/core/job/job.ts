// A job as the library keeps it and the window shows it.

import { z } from 'zod'
import { formatSchema } from '../imports/format'
import { mendWays } from './mend'

/** A Pictory job id: a UUID, lower case. Checked here before it may become part of a path or URL. */
export const jobIdSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
export type JobId = z.infer<typeof jobIdSchema>

/** Why polling has to wait, while the job itself is alive. */
export const waitReasonSchema = z.enum([
  'no-key',
  'key-refused',
  'offline',
  'rate-limited',
  'server-trouble',
  'blocked',
  'bad-answer',
  'disk',
])
export type WaitReason = z.infer<typeof waitReasonSchema>

/** Does it wait for the person's key? Then only the person can end it, and no time is known. */
export const needsKey = (reason: WaitReason | undefined): reason is 'no-key' | 'key-refused' =>
  reason === 'no-key' || reason === 'key-refused'

const troubleSchema = z.object({ reason: waitReasonSchema, message: z.string(), failures: z.number() }).nullable()

/** How far a transcription is that Caesura starts itself: in line, getting a place for the file, sending it, asking Pictory to begin. */
export const startPhases = ['queued', 'preparing', 'uploading', 'starting'] as const

export const jobStateSchema = z.discriminatedUnion('kind', [
  /** Being handed to Pictory by this app; it has no id of Pictory's yet, its own stands in. */
  z.object({
    kind: z.literal('starting'),
    phase: z.enum(startPhases),
    sentBytes: z.number(),
    /** null for a URL: nothing is sent. */
    totalBytes: z.number().nullable(),
    /** After a trouble; null when it goes on by itself at once. */
    nextTryAt: z.number().nullable(),
    trouble: troubleSchema,
  }),
  /** Added, never asked yet or asked and still in progress at Pictory. Times are wall-clock ms. */
  z.object({
    kind: z.literal('waiting'),
    nextCheckAt: z.number().nullable(),
    lastCheckAt: z.number().nullable(),
    asked: z.number(),
    trouble: troubleSchema,
    /** By the person: it stays in the list and is not asked about. */
    paused: z.boolean().default(false),
    /** In progress for longer than the limit: asked about once in 5 min until the person stops it or goes on. */
    overdue: z.boolean().default(false),
    /** From when the limit counts; null: from when it was added. Going on sets it. */
    countedFrom: z.number().nullable().default(null),
    /** The media's length where Pictory told it. */
    mediaMs: z.number().nullable().default(null),
    /** Pictory has said that it works on it. */
    begun: z.boolean().default(false),
  }),
  /** Given up by the person; `retry` takes it up again. */
  z.object({ kind: z.literal('stopped'), at: z.number() }),
  /** Cached: the response's bytes are on disk. `gone` when Pictory no longer has it, which is harmless. */
  z.object({ kind: z.literal('ready'), completedAt: z.number(), gone: z.boolean() }),
  /** Final, in Pictory's words. */
  z.object({ kind: z.literal('failed'), message: z.string(), at: z.number() }),
  /** Final: Pictory does not have it (any more) and it was never cached. */
  z.object({
    kind: z.literal('gone'),
    why: z.enum(['unknown', 'cleaned']).default('unknown'),
    message: z.string(),
    at: z.number(),
  }),
  /**
   * The files on disk are damaged; `message` says what and what could be saved. `openable` when there still is a transcript to open; `ways`
   * are what the person can order.
   */
  z.object({
    kind: z.literal('damaged'),
    message: z.string(),
    openable: z.boolean(),
    ways: z.array(z.enum(mendWays)).readonly().default([]),
  }),
])
export type JobState = z.infer<typeof jobStateSchema>

/** Is there a transcript to open, whole or what could be saved of it? */
export const isOpenable = (state: JobState): boolean =>
  state.kind === 'ready' || (state.kind === 'damaged' && state.openable)

const mediaLinkSchema = z.object({ name: z.string(), kind: z.enum(['audio', 'video']) })

/** What the list shows of a job; made by main, never holds a path. */
export const jobSummarySchema = z.object({
  id: jobIdSchema,
  title: z.string(),
  /** Where it came from. */
  origin: z.enum(['pictory', 'file', 'sample', 'copy']),
  /** What its original is: Pictory's own answer, or a file of another kind that was added here. */
  format: formatSchema,
  addedAt: z.number(),
  editedAt: z.number().nullable(),
  state: jobStateSchema,
  /** Known once cached. */
  words: z.number().nullable(),
  durationMs: z.number().nullable(),
  speakers: z.number().nullable(),
  /** How many repairs the reader made. */
  notes: z.number(),
  exported: z.array(z.string()),
  media: mediaLinkSchema.nullable(),
  /** Started from here: what was handed to Pictory. `name` is the file's name, or the host and last part of a URL. */
  start: z.object({ from: z.enum(['file', 'url']), name: z.string(), language: z.string() }).nullable(),
  /** Its id is Pictory's; false while a start has got none, and ours stands in. */
  hasPictoryId: z.boolean(),
  /** A question about it is on its way right now. */
  asking: z.boolean(),
  tags: z.array(z.string()),
  /** Since when it lies in the trash, wall-clock ms; null: it does not. There nobody is asked about it, and it cannot be opened. */
  trashedAt: z.number().nullable(),
})
export type JobSummary = z.infer<typeof jobSummarySchema>
