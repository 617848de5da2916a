// Every change is a group of invertible steps. Undo, the journal on disk and the tests all use these same records.
// A step carries what it removes, so it inverts without looking at the document and refuses to apply where the document
// is not what it was made for: nothing is ever overwritten unseen.

import { z } from 'zod'
import type { Item, Paragraph, Speaker } from './model'

export type Step =
  /** Replaces a slice of one paragraph's items. */
  | { readonly kind: 'items'; readonly paragraphId: string; readonly at: number; readonly removed: readonly Item[]; readonly inserted: readonly Item[] }
  /** Items from `at` on leave `paragraphId` for the new paragraph `newId`, which follows it and is spoken by `speakerId`. */
  | { readonly kind: 'split'; readonly paragraphId: string; readonly at: number; readonly newId: string; readonly speakerId: string }
  /** The inverse: the paragraph after `paragraphId` (`newId`, spoken by `speakerId`) is appended to it at item `at`. */
  | { readonly kind: 'join'; readonly paragraphId: string; readonly at: number; readonly newId: string; readonly speakerId: string }
  /** Replaces a slice of the paragraphs. */
  | { readonly kind: 'paragraphs'; readonly at: number; readonly removed: readonly Paragraph[]; readonly inserted: readonly Paragraph[] }
  /** Who speaks this paragraph. */
  | { readonly kind: 'assign'; readonly paragraphId: string; readonly from: string; readonly to: string }
  /** Adds (before null), removes (after null) or changes a speaker at an index of the list. */
  | { readonly kind: 'speaker'; readonly at: number; readonly before: Speaker | null; readonly after: Speaker | null }

/** One change as the person made it: one entry in history, one line in the journal. `at` is wall-clock ms. */
export type StepGroup = { readonly label: string; readonly at: number; readonly steps: readonly Step[] }

const timeMs = z.number().int().nonnegative()
const id = z.string().min(1).max(200)
const wordSchema = z.object({
  kind: z.literal('word'),
  id,
  text: z.string().min(1),
  startMs: timeMs,
  endMs: timeMs,
  timing: z.enum(['source', 'split', 'joined', 'estimated', 'manual']),
  cut: z.literal(true).exactOptional(),
  breakAfter: z.literal(true).exactOptional(),
})
const pauseSchema = z.object({
  kind: z.literal('pause'),
  id,
  startMs: timeMs,
  endMs: timeMs,
  category: z.string(),
  cut: z.literal(true).exactOptional(),
})
const items = z.array(z.discriminatedUnion('kind', [wordSchema, pauseSchema]))
const paragraphs = z.array(z.object({ id, speakerId: id, items }))
const speaker = z.object({ id, name: z.string(), pictoryId: z.union([z.string(), z.number(), z.null()]) })
const at = z.number().int().nonnegative()

export const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('items'), paragraphId: id, at, removed: items, inserted: items }),
  z.object({ kind: z.literal('split'), paragraphId: id, at, newId: id, speakerId: id }),
  z.object({ kind: z.literal('join'), paragraphId: id, at, newId: id, speakerId: id }),
  z.object({ kind: z.literal('paragraphs'), at, removed: paragraphs, inserted: paragraphs }),
  z.object({ kind: z.literal('assign'), paragraphId: id, from: id, to: id }),
  z.object({ kind: z.literal('speaker'), at, before: speaker.nullable(), after: speaker.nullable() }),
]) satisfies z.ZodType<Step>

export const stepGroupSchema = z.object({ label: z.string().max(200), at: z.number(), steps: z.array(stepSchema) }) satisfies z.ZodType<StepGroup>
