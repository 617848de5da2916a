// What a job is called before the person gives it a name.

import { type Transcript, words } from '../../core/transcript/model'

const most = 60
/** File names that say nothing about what was recorded. */
const empty = /^(response|job|transcript|transcription|data|download|untitled)?([ _-]?\(?\d*\)?)?$/i
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** "talk-12-min.json" → "talk-12-min"; null for a name that says nothing. */
export const titleOfFile = (name: string): string | null => {
  const stem = name.replace(/(\.json|\.txt)+$/i, '').trim()
  return empty.test(stem) || uuid.test(stem) ? null : stem.slice(0, 300)
}

/** The first words spoken, as far as they fit; null where there are none. */
export const titleOfWords = (transcript: Transcript): string | null => {
  let title = ''
  for (const paragraph of transcript.paragraphs)
    for (const word of words(paragraph)) {
      if (title.length + 1 + word.text.length > most) return title === '' ? `${word.text.slice(0, most)}…` : `${title}…`
      title = title === '' ? word.text : `${title} ${word.text}`
    }
  return title === '' ? null : title
}
