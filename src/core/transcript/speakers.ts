// What can be done with speakers, as steps. Nothing here asks or decides: a caller that got null or steps applies them as
// one change, so that each is one undo.

import type { Paragraph, Speaker, Transcript } from './model'
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

/** At the end of the list, so that the colours of the others stay. [] where the id is taken or the name empty. */
export const addSpeaker = (transcript: Transcript, speaker: Speaker): readonly Step[] => {
  const after = { ...speaker, name: tidyName(speaker.name) }
  return indexOf(transcript, speaker.id) >= 0 || after.name === ''
    ? []
    : [{ kind: 'speaker', at: transcript.speakers.length, before: null, after }]
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
