// What can be done with speakers, as steps. Nothing here asks or decides: a caller that got null or steps applies them as
// one change, so that each is one undo.

import { type Item, type Paragraph, type Speaker, speakerColours, type Transcript } from './model'
import type { Step } from './step'

const indexOf = (transcript: Transcript, speakerId: string): number =>
  transcript.speakers.findIndex((each) => each.id === speakerId)

/** Names as people compare them: blanks at the ends and runs of blanks do not count, nor does case. */
export const sameName = (a: string, b: string): boolean => tidyName(a).toLowerCase() === tidyName(b).toLowerCase()
export const tidyName = (name: string): string => name.trim().replace(/\s+/gu, ' ')

/** The other speaker who already has this name, null where there is none: renaming to it means merging. */
export const namesake = (transcript: Transcript, speakerId: string, name: string): Speaker | null =>
  transcript.speakers.find((each) => each.id !== speakerId && sameName(each.name, name)) ?? null

/** [] where the speaker is not there, or the name is empty or the one it has. Ask `namesake` first: this does not merge. */
export const renameSpeaker = (transcript: Transcript, speakerId: string, name: string): readonly Step[] => {
  const at = indexOf(transcript, speakerId)
  const before = transcript.speakers[at]
  const tidy = tidyName(name)
  return before === undefined || tidy === '' || tidy === before.name
    ? []
    : [{ kind: 'speaker', at, before, after: { ...before, name: tidy } }]
}

/** Which of the colours this speaker has: the one that was chosen, else by the place in the list, round again after the last. */
export const colourOf = (speaker: Speaker | undefined, index: number): number =>
  speaker?.colour ?? Math.max(0, index) % speakerColours

/** `null` gives the colour back to the place in the list. [] where the speaker is not there, or has just this one chosen. */
export const recolourSpeaker = (transcript: Transcript, speakerId: string, colour: number | null): readonly Step[] => {
  const at = indexOf(transcript, speakerId)
  const before = transcript.speakers[at]
  if (before === undefined || (before.colour ?? null) === colour) return []
  const { colour: _, ...plain } = before
  return [{ kind: 'speaker', at, before, after: colour === null ? plain : { ...plain, colour } }]
}

/** At the end of the list, so that the colours of the others stay. [] where the id is taken or the name empty. */
export const addSpeaker = (transcript: Transcript, speaker: Speaker): readonly Step[] => {
  const after = { ...speaker, name: tidyName(speaker.name) }
  return indexOf(transcript, speaker.id) >= 0 || after.name === ''
    ? []
    : [{ kind: 'speaker', at: transcript.speakers.length, before: null, after }]
}

/** [] for one who still speaks, or is not there: whoever spoke is merged into somebody instead. */
export const removeSpeaker = ({ speakers, paragraphs }: Transcript, speakerId: string): readonly Step[] => {
  const at = speakers.findIndex((each) => each.id === speakerId)
  const before = speakers[at]
  return before === undefined || paragraphs.some((each) => each.speakerId === speakerId)
    ? []
    : [{ kind: 'speaker', at, before, after: null }]
}

const assign = (paragraph: Paragraph, to: string): readonly Step[] =>
  paragraph.speakerId === to ? [] : [{ kind: 'assign', paragraphId: paragraph.id, from: paragraph.speakerId, to }]

/** `into` speaks all that `speakerId` spoke, and takes its Pictory id where it has none of its own. */
export const mergeSpeakers = (transcript: Transcript, speakerId: string, intoId: string): readonly Step[] => {
  const at = indexOf(transcript, speakerId)
  const intoAt = indexOf(transcript, intoId)
  const gone = transcript.speakers[at]
  const into = transcript.speakers[intoAt]
  if (gone === undefined || into === undefined || gone === into) return []
  const heir: readonly Step[] =
    into.pictoryId === null && gone.pictoryId !== null
      ? [{ kind: 'speaker', at: intoAt, before: into, after: { ...into, pictoryId: gone.pictoryId } }]
      : []
  return [
    ...transcript.paragraphs.flatMap((paragraph) =>
      paragraph.speakerId === speakerId ? assign(paragraph, intoId) : [],
    ),
    ...heir,
    { kind: 'speaker', at, before: gone, after: null },
  ]
}

/** [] where it is spoken by `speakerId` already, or is not there. */
export const assignParagraph = (transcript: Transcript, paragraphId: string, speakerId: string): readonly Step[] => {
  const paragraph = transcript.paragraphs.find((each) => each.id === paragraphId)
  return paragraph === undefined || indexOf(transcript, speakerId) < 0 ? [] : assign(paragraph, speakerId)
}

/** This paragraph and those after it, up to the next change of speaker. */
export const assignFromHere = (transcript: Transcript, paragraphId: string, speakerId: string): readonly Step[] => {
  const start = transcript.paragraphs.findIndex((each) => each.id === paragraphId)
  const from = transcript.paragraphs[start]?.speakerId
  if (from === undefined || indexOf(transcript, speakerId) < 0) return []
  const change = transcript.paragraphs.findIndex((each, index) => index > start && each.speakerId !== from)
  return transcript.paragraphs.slice(start, change < 0 ? undefined : change).flatMap((each) => assign(each, speakerId))
}

const isWord = ({ kind }: Item): boolean => kind === 'word'

/**
 * These words, which stand in a row, and what is between them: their paragraphs are split where they begin and end, and what lies between
 * is spoken by `speakerId`. [] where none of them is spoken by somebody else.
 * @param newId called for each paragraph that is made, two at most.
 */
export const assignWords = (
  transcript: Transcript,
  ids: ReadonlySet<string>,
  speakerId: string,
  newId: () => string,
): readonly Step[] => {
  if (indexOf(transcript, speakerId) < 0) return []
  return transcript.paragraphs.flatMap((paragraph) => {
    const { items } = paragraph
    const from = items.findIndex(({ id }) => ids.has(id))
    if (from < 0 || paragraph.speakerId === speakerId) return []
    const to = items.findLastIndex(({ id }) => ids.has(id)) + 1
    const steps: Step[] = []
    // The rest first, so that the places before it still count.
    if (items.slice(to).some(isWord))
      steps.push({
        kind: 'split',
        paragraphId: paragraph.id,
        at: to,
        newId: newId(),
        speakerId: paragraph.speakerId,
      })
    if (items.slice(0, from).some(isWord))
      steps.push({ kind: 'split', paragraphId: paragraph.id, at: from, newId: newId(), speakerId })
    else steps.push(...assign(paragraph, speakerId))
    return steps
  })
}
