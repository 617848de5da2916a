// Every change is a group of invertible steps. Undo, the journal on disk and the tests all use these same records.
// A step carries what it removes, so it inverts without looking at the document and refuses to apply where the document
// is not what it was made for: nothing is ever overwritten unseen.

import { z } from 'zod'
import { isModest } from '../pictory/json'
import { fail, ok, type Result } from '../result'
import { type Item, type Paragraph, type Speaker, speakerColours, type Transcript } from './model'

export type Step =
  /** Replaces a slice of one paragraph's items. */
  | {
      readonly kind: 'items'
      readonly paragraphId: string
      readonly at: number
      readonly removed: readonly Item[]
      readonly inserted: readonly Item[]
    }
  /** Items from `at` on leave `paragraphId` for the new paragraph `newId`, which follows it and is spoken by `speakerId`. */
  | {
      readonly kind: 'split'
      readonly paragraphId: string
      readonly at: number
      readonly newId: string
      readonly speakerId: string
    }
  /** The inverse: the paragraph after `paragraphId` (`newId`, spoken by `speakerId`) is appended to it at item `at`. */
  | {
      readonly kind: 'join'
      readonly paragraphId: string
      readonly at: number
      readonly newId: string
      readonly speakerId: string
    }
  /** Replaces a slice of the paragraphs. */
  | {
      readonly kind: 'paragraphs'
      readonly at: number
      readonly removed: readonly Paragraph[]
      readonly inserted: readonly Paragraph[]
    }
  /** Who speaks this paragraph. */
  | { readonly kind: 'assign'; readonly paragraphId: string; readonly from: string; readonly to: string }
  /** Adds (before null), removes (after null) or changes a speaker at an index of the list. */
  | { readonly kind: 'speaker'; readonly at: number; readonly before: Speaker | null; readonly after: Speaker | null }

/** One change as the person made it: one entry in history, one line in the journal. `at` is wall-clock ms. */
export type StepGroup = {
  readonly label: string
  readonly at: number
  readonly steps: readonly Step[]
  /** The first change of this transcript since the app was started: history begins a new session of edits with it. */
  readonly begins?: true
}

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
  joinAfter: z.literal(true).exactOptional(),
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
const speaker = z.object({
  id,
  name: z.string(),
  pictoryId: z.union([z.string(), z.number(), z.null()]),
  colour: z
    .number()
    .int()
    .min(0)
    .max(speakerColours - 1)
    .exactOptional(),
})
const at = z.number().int().nonnegative()

const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('items'), paragraphId: id, at, removed: items, inserted: items }),
  z.object({ kind: z.literal('split'), paragraphId: id, at, newId: id, speakerId: id }),
  z.object({ kind: z.literal('join'), paragraphId: id, at, newId: id, speakerId: id }),
  z.object({ kind: z.literal('paragraphs'), at, removed: paragraphs, inserted: paragraphs }),
  z.object({ kind: z.literal('assign'), paragraphId: id, from: id, to: id }),
  z.object({ kind: z.literal('speaker'), at, before: speaker.nullable(), after: speaker.nullable() }),
]) satisfies z.ZodType<Step>

/** A whole document, as a snapshot on disk holds it. The grammar is `check`'s (model.ts). */
export const transcriptSchema = z.object({
  speakers: z.array(speaker),
  paragraphs,
  language: z.string(),
  durationMs: timeMs.nullable(),
}) satisfies z.ZodType<Transcript>

export const stepGroupSchema = z.object({
  label: z.string().max(200),
  at: z.number(),
  steps: z.array(stepSchema),
  begins: z.literal(true).exactOptional(),
}) satisfies z.ZodType<StepGroup>

/** Values of a step come back from the journal as copies, so they are compared by what they say; a shared value is one look. */
export const sameItem = (a: Item, b: Item): boolean =>
  a === b ||
  (a.id === b.id &&
    a.startMs === b.startMs &&
    a.endMs === b.endMs &&
    a.cut === b.cut &&
    (a.kind === 'word'
      ? b.kind === 'word' &&
        a.text === b.text &&
        a.timing === b.timing &&
        a.breakAfter === b.breakAfter &&
        a.joinAfter === b.joinAfter
      : b.kind === 'pause' && a.category === b.category))

export const sameItems = (a: readonly Item[], b: readonly Item[]): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (const [index, item] of a.entries()) {
    const other = b[index]
    if (other === undefined || !sameItem(item, other)) return false
  }
  return true
}

export const sameParagraph = (a: Paragraph, b: Paragraph): boolean =>
  a === b || (a.id === b.id && a.speakerId === b.speakerId && sameItems(a.items, b.items))

export const sameSpeaker = (a: Speaker, b: Speaker): boolean =>
  a === b || (a.id === b.id && a.name === b.name && a.pictoryId === b.pictoryId && a.colour === b.colour)

const holds = (list: readonly Item[], at: number, slice: readonly Item[]): boolean => {
  if (at + slice.length > list.length) return false
  for (const [index, item] of slice.entries()) {
    const there = list[at + index]
    if (there === undefined || !sameItem(there, item)) return false
  }
  return true
}

/** toSpliced takes its values as arguments, and a pasted book has more of them than a call may have. */
const replaced = <T>(list: readonly T[], at: number, count: number, inserted: readonly T[]): T[] => [
  ...list.slice(0, at),
  ...inserted,
  ...list.slice(at + count),
]

type Conflict = Result<never, 'conflict'>
const conflict = (sentence: string): Conflict => fail('conflict', sentence)

/** The two lists a group of steps works on: copied once for the group, however many steps it holds. */
type Draft = { speakers: Speaker[]; paragraphs: Paragraph[]; lastFound: number }

/** Steps of one group walk through the document, so the search starts where the last one ended. */
const find = (draft: Draft, paragraphId: string): number => {
  const { paragraphs, lastFound } = draft
  for (let index = lastFound; index < paragraphs.length; index++) {
    if (paragraphs[index]?.id === paragraphId) return (draft.lastFound = index)
  }
  for (let index = Math.min(lastFound, paragraphs.length) - 1; index >= 0; index--) {
    if (paragraphs[index]?.id === paragraphId) return (draft.lastFound = index)
  }
  return -1
}

const gone = (paragraphId: string): Conflict => conflict(`The paragraph ${paragraphId} is not in the document.`)
const different = (what: string): Conflict => conflict(`${what} is not what this change was made for.`)

/** Changes the draft in place; on a conflict it may be left half changed, so the caller throws it away. */
const applyTo = (draft: Draft, step: Step): Conflict | null => {
  const { speakers, paragraphs } = draft
  switch (step.kind) {
    case 'items': {
      const index = find(draft, step.paragraphId)
      const paragraph = paragraphs[index]
      if (paragraph === undefined) return gone(step.paragraphId)
      if (!holds(paragraph.items, step.at, step.removed)) return different(`The text of paragraph ${paragraph.id}`)
      paragraphs[index] = {
        ...paragraph,
        items: replaced(paragraph.items, step.at, step.removed.length, step.inserted),
      }
      return null
    }
    case 'split': {
      const index = find(draft, step.paragraphId)
      const paragraph = paragraphs[index]
      if (paragraph === undefined) return gone(step.paragraphId)
      if (step.at > paragraph.items.length) return different(`Paragraph ${paragraph.id}`)
      if (paragraphs.some((other) => other.id === step.newId)) return conflict(`The id ${step.newId} is in use.`)
      if (!speakers.some((speaker) => speaker.id === step.speakerId))
        return conflict(`The speaker ${step.speakerId} is not in the document.`)
      paragraphs.splice(
        index,
        1,
        { ...paragraph, items: paragraph.items.slice(0, step.at) },
        { id: step.newId, speakerId: step.speakerId, items: paragraph.items.slice(step.at) },
      )
      return null
    }
    case 'join': {
      const index = find(draft, step.paragraphId)
      const paragraph = paragraphs[index]
      if (paragraph === undefined) return gone(step.paragraphId)
      const next = paragraphs[index + 1]
      if (
        next === undefined ||
        next.id !== step.newId ||
        next.speakerId !== step.speakerId ||
        paragraph.items.length !== step.at
      )
        return different(`What follows paragraph ${paragraph.id}`)
      paragraphs.splice(index, 2, { ...paragraph, items: [...paragraph.items, ...next.items] })
      return null
    }
    case 'paragraphs': {
      if (step.at + step.removed.length > paragraphs.length) return different('The end of the document')
      for (const [index, removed] of step.removed.entries()) {
        const there = paragraphs[step.at + index]
        if (there === undefined || !sameParagraph(there, removed)) return different(`Paragraph ${removed.id}`)
      }
      draft.paragraphs = replaced(paragraphs, step.at, step.removed.length, step.inserted)
      return null
    }
    case 'assign': {
      const index = find(draft, step.paragraphId)
      const paragraph = paragraphs[index]
      if (paragraph === undefined) return gone(step.paragraphId)
      if (paragraph.speakerId !== step.from) return different(`The speaker of paragraph ${paragraph.id}`)
      if (!speakers.some((speaker) => speaker.id === step.to))
        return conflict(`The speaker ${step.to} is not in the document.`)
      paragraphs[index] = { ...paragraph, speakerId: step.to }
      return null
    }
    case 'speaker': {
      const { at, before, after } = step
      if (before === null) {
        if (at > speakers.length) return different('The list of speakers')
        if (after === null) return null
        if (speakers.some((speaker) => speaker.id === after.id)) return conflict(`The id ${after.id} is in use.`)
        speakers.splice(at, 0, after)
        return null
      }
      const there = speakers[at]
      if (there === undefined || !sameSpeaker(there, before)) return different(`The speaker ${before.name}`)
      if (after !== null) {
        if (after.id !== before.id) return conflict('A speaker keeps its id.')
        speakers[at] = after
        return null
      }
      if (paragraphs.some((paragraph) => paragraph.speakerId === before.id))
        return conflict(`${before.name} still speaks somewhere.`)
      speakers.splice(at, 1)
      return null
    }
  }
}

/**
 * Applies the steps in order: all of them or none. The answer shares every paragraph no step touched.
 * Fails with 'conflict' where the document is not what a step was made for.
 * Cost: one copy of the list of paragraphs, whatever the number of words; 15 µs a key at 3,000 paragraphs of 33 words.
 */
export const applyAll = (transcript: Transcript, steps: readonly Step[]): Result<Transcript, 'conflict'> => {
  const draft: Draft = { speakers: [...transcript.speakers], paragraphs: [...transcript.paragraphs], lastFound: 0 }
  let speakersTouched = false
  for (const step of steps) {
    const refused = applyTo(draft, step)
    if (refused !== null) return refused
    if (step.kind === 'speaker') speakersTouched = true
  }
  return ok({
    ...transcript,
    speakers: speakersTouched ? draft.speakers : transcript.speakers,
    paragraphs: draft.paragraphs,
  })
}

/** One step; see `applyAll`. */
export const apply = (transcript: Transcript, step: Step): Result<Transcript, 'conflict'> =>
  applyAll(transcript, [step])

/** The step that takes this one back: `apply(apply(t, s), invert(s))` says exactly what `t` said. */
export const invert = (step: Step): Step => {
  switch (step.kind) {
    case 'items':
      return { ...step, removed: step.inserted, inserted: step.removed }
    case 'paragraphs':
      return { ...step, removed: step.inserted, inserted: step.removed }
    case 'split':
      return { ...step, kind: 'join' }
    case 'join':
      return { ...step, kind: 'split' }
    case 'assign':
      return { ...step, from: step.to, to: step.from }
    case 'speaker':
      return { ...step, before: step.after, after: step.before }
  }
}

export const invertAll = (steps: readonly Step[]): readonly Step[] => steps.map(invert).reverse()

/** The group that takes this one back; the label and the time stay for the caller to change. */
export const invertGroup = (group: StepGroup): StepGroup => ({ ...group, steps: invertAll(group.steps) })

/**
 * One step that does what `a` then `b` do, or null where they have to stay two. Only `items` steps on one paragraph
 * whose slices touch become one: that is what typing in one place makes.
 */
export const merge = (a: Step, b: Step): Step | null => {
  if (a.kind !== 'items' || b.kind !== 'items' || a.paragraphId !== b.paragraphId) return null
  const aEnd = a.at + a.inserted.length
  const bEnd = b.at + b.removed.length
  if (b.at > aEnd || bEnd < a.at) return null
  const from = Math.max(a.at, b.at)
  const to = Math.min(aEnd, bEnd)
  if (!sameItems(a.inserted.slice(from - a.at, to - a.at), b.removed.slice(from - b.at, to - b.at))) return null
  return {
    kind: 'items',
    paragraphId: a.paragraphId,
    at: Math.min(a.at, b.at),
    removed: [
      ...b.removed.slice(0, Math.max(0, a.at - b.at)),
      ...a.removed,
      ...b.removed.slice(Math.max(0, aEnd - b.at)),
    ],
    inserted: [
      ...a.inserted.slice(0, Math.max(0, b.at - a.at)),
      ...b.inserted,
      ...a.inserted.slice(Math.max(0, bEnd - a.at)),
    ],
  }
}

/** Adds `more` to the end of `steps`, merging where two become one. */
export const appendSteps = (steps: readonly Step[], more: readonly Step[]): readonly Step[] => {
  const all = [...steps]
  for (const step of more) {
    const last = all.at(-1)
    const merged = last === undefined ? null : merge(last, step)
    if (merged === null) all.push(step)
    else all[all.length - 1] = merged
  }
  return all
}

const stepGroupsSchema = z.array(stepGroupSchema).min(1).max(1000)

/** The step as it stands in the journal: a plain value for JSON. `parseStepGroup` reads it back. */
export const toJSON = (group: StepGroup): string => JSON.stringify(group)

/** One journal line read back; 'unreadable' with a sentence where it is no step group. */
export const parseStepGroup = (line: string): Result<StepGroup, 'unreadable'> => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return fail('unreadable', 'A line of the edit journal is not JSON.')
  }
  const parsed = stepGroupSchema.safeParse(value)
  return parsed.success
    ? ok(parsed.data)
    : fail('unreadable', 'A line of the edit journal is not a change to a transcript.')
}

/** 1 to 1,000 step groups out of one JSON array, as they cross from the window; 'malformed' where it is anything else. */
export const parseStepGroups = (json: string): Result<readonly StepGroup[], 'malformed'> => {
  const malformed = fail('malformed', 'These are no changes to a transcript. This is a bug in Caesura.')
  // 64 MB of brackets would take the parser a minute.
  if (!isModest(json)) return malformed
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return malformed
  }
  const parsed = stepGroupsSchema.safeParse(value)
  return parsed.success ? ok(parsed.data) : malformed
}
