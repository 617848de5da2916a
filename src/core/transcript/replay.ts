// The document as it crosses from disk to the window: the snapshot's text and the journal's lines after it.

import { fail, ok, type Result } from '../result'
import { check, type Item, type Paragraph, type Speaker, speakerColours, type Timing, type Transcript } from './model'
import { applyAll, parseStepGroup, type Step, type StepGroup } from './step'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const timings: ReadonlySet<unknown> = new Set<Timing>(['source', 'split', 'joined', 'estimated', 'manual'])
const flag = (value: unknown): boolean => value === undefined || value === true

const isItem = (value: unknown): value is Item => {
  if (!isObject(value) || !('kind' in value && 'id' in value && 'startMs' in value && 'endMs' in value)) return false
  if (typeof value.id !== 'string' || typeof value.startMs !== 'number' || typeof value.endMs !== 'number') return false
  if ('cut' in value && !flag(value.cut)) return false
  if (value.kind === 'pause') return 'category' in value && typeof value.category === 'string'
  return (
    value.kind === 'word' &&
    'text' in value &&
    typeof value.text === 'string' &&
    'timing' in value &&
    timings.has(value.timing) &&
    !('breakAfter' in value && !flag(value.breakAfter)) &&
    !('joinAfter' in value && !flag(value.joinAfter))
  )
}
const isParagraph = (value: unknown): value is Paragraph =>
  isObject(value) &&
  'id' in value &&
  typeof value.id === 'string' &&
  'speakerId' in value &&
  typeof value.speakerId === 'string' &&
  'items' in value &&
  Array.isArray(value.items) &&
  value.items.every(isItem)
const isColour = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < speakerColours
const isSpeaker = (value: unknown): value is Speaker =>
  isObject(value) &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string' &&
  'pictoryId' in value &&
  (value.pictoryId === null || typeof value.pictoryId === 'string' || typeof value.pictoryId === 'number') &&
  !('colour' in value && !isColour(value.colour))

/** The same form as `transcriptSchema`, without a copy of every word: 30 ms instead of 100 at 100,000 words. A test holds the two together. */
const isTranscript = (value: unknown): value is Transcript =>
  isObject(value) &&
  'language' in value &&
  typeof value.language === 'string' &&
  'durationMs' in value &&
  (value.durationMs === null || (Number.isInteger(value.durationMs) && Number(value.durationMs) >= 0)) &&
  'speakers' in value &&
  Array.isArray(value.speakers) &&
  value.speakers.every(isSpeaker) &&
  'paragraphs' in value &&
  Array.isArray(value.paragraphs) &&
  value.paragraphs.every(isParagraph)

const isTime = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0
const isId = (value: unknown): value is string => typeof value === 'string' && value.length >= 1 && value.length <= 200
const isChanged = (value: unknown): value is Item =>
  isItem(value) &&
  isId(value.id) &&
  isTime(value.startMs) &&
  isTime(value.endMs) &&
  (value.kind === 'pause' || value.text !== '')
const areItems = (value: unknown): boolean => Array.isArray(value) && value.every(isChanged)
const areParagraphs = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((each) => isParagraph(each) && isId(each.id) && isId(each.speakerId) && each.items.every(isChanged))
const isSpeakerOrNone = (value: unknown): boolean => value === null || (isSpeaker(value) && isId(value.id))

const isStep = (value: unknown): value is Step => {
  if (!isObject(value) || !('kind' in value)) return false
  const place = 'at' in value && isTime(value.at)
  const paragraph = 'paragraphId' in value && isId(value.paragraphId)
  switch (value.kind) {
    case 'items':
      return (
        place &&
        paragraph &&
        'removed' in value &&
        areItems(value.removed) &&
        'inserted' in value &&
        areItems(value.inserted)
      )
    case 'split':
    case 'join':
      return (
        place && paragraph && 'newId' in value && isId(value.newId) && 'speakerId' in value && isId(value.speakerId)
      )
    case 'paragraphs':
      return (
        place &&
        'removed' in value &&
        areParagraphs(value.removed) &&
        'inserted' in value &&
        areParagraphs(value.inserted)
      )
    case 'assign':
      return paragraph && 'from' in value && isId(value.from) && 'to' in value && isId(value.to)
    case 'speaker':
      return (
        place && 'before' in value && isSpeakerOrNone(value.before) && 'after' in value && isSpeakerOrNone(value.after)
      )
    default:
      return false
  }
}

const isStepGroup = (value: unknown): value is StepGroup =>
  isObject(value) &&
  'label' in value &&
  typeof value.label === 'string' &&
  value.label.length <= 200 &&
  'at' in value &&
  typeof value.at === 'number' &&
  'steps' in value &&
  Array.isArray(value.steps) &&
  value.steps.every(isStep) &&
  !('begins' in value && !flag(value.begins))

/** What `parseStepGroup` does, without a copy: a history of 10,000 changes is read in a third of the time. A test holds the two together. */
export const readStepGroup = (line: string): Result<StepGroup, 'unreadable'> => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return fail('unreadable', 'A line of the edit journal is not JSON.')
  }
  return isStepGroup(value)
    ? ok(value)
    : fail('unreadable', 'A line of the edit journal is not a change to a transcript.')
}

/** A Transcript from JSON text, held to its form and its grammar. */
export const parseTranscript = (json: string): Result<Transcript, 'unreadable'> => {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return fail('unreadable', 'This transcript is damaged: it is not JSON.')
  }
  if (!isTranscript(value))
    return fail('unreadable', 'This transcript is damaged: it does not have the form of a transcript.')
  const [wrong] = check(value, 1)
  return wrong === undefined ? ok(value) : fail('unreadable', `This transcript is damaged. ${wrong}`)
}

/** What the document is after the journal's lines, and how many of them could be used. */
export type Replayed = {
  readonly transcript: Transcript
  readonly applied: number
  /** Why the next line could not be used; null when all were. */
  readonly stopped: string | null
}

/**
 * Applies the lines in order and stops at the first that does not fit. A line that stands twice is taken once: every group
 * carries its own time, so two equal ones are one that was written again after an answer got lost.
 */
export const replay = (snapshot: Transcript, lines: readonly string[]): Replayed => {
  let transcript = snapshot
  let applied = 0
  const seen = new Set<string>()
  for (const line of lines) {
    if (!seen.has(line)) {
      seen.add(line)
      const group = parseStepGroup(line)
      if (!group.ok) return { transcript, applied, stopped: group.message }
      const next = applyAll(transcript, group.value.steps)
      if (!next.ok) return { transcript, applied, stopped: next.message }
      transcript = next.value
    }
    applied++
  }
  const [wrong] = lines.length === 0 ? [] : check(transcript, 1)
  return { transcript, applied, stopped: wrong ?? null }
}
