// The transcript as something to read: plain text, Markdown and DOCX share these blocks. What is cut is left out; every other
// word is there once, in order.

import { clock } from '../time'
import { words, type Paragraph, type Transcript } from '../transcript/model'
import { joinWords } from '../transcript/tokens'

export type ProseOptions = {
  /** The speaker's name before a paragraph: at each change, or nowhere. */
  readonly names: boolean
  /** The in-time of each paragraph. */
  readonly times: boolean
}

export type Block = {
  /** '' where none is to be written. */
  readonly name: string
  /** "1:02:03", '' where none is to be written. */
  readonly time: string
  readonly text: string
}

/** The words of a paragraph that are not cut, as one line. */
const keptText = (paragraph: Paragraph): string =>
  joinWords(
    words(paragraph)
      .filter((word) => word.cut !== true)
      .map(({ text }) => text),
  )

/** One block a paragraph that has words left. */
export const blocksOf = (transcript: Transcript, { names, times }: ProseOptions): readonly Block[] => {
  const speakers = new Map(transcript.speakers.map(({ id, name }) => [id, name]))
  const blocks: Block[] = []
  let speaker: string | null = null
  for (const paragraph of transcript.paragraphs) {
    const text = keptText(paragraph)
    const [first] = words(paragraph).filter((word) => word.cut !== true)
    if (first === undefined) continue
    blocks.push({
      name: names && paragraph.speakerId !== speaker ? (speakers.get(paragraph.speakerId) ?? '').trim() : '',
      time: times ? clock(first.startMs) : '',
      text,
    })
    speaker = paragraph.speakerId
  }
  return blocks
}
