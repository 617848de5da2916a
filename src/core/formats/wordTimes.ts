// WebVTT with the time of every word inside the cue (`<00:00:01.000>`): players show words as they are said. The times stand
// strictly inside the cue and ascend, as the specification wants; a word that has none of its own that fits gets no tag.

import type { Cue } from '../captions/cue'
import { vttTime } from '../time'
import type { Transcript } from '../transcript/model'
import type { WritableCue } from './speaker'
import { escapeVtt } from './vtt'

/** The cues with their payloads ready for `writeVtt`. */
export const withWordTimes = (cues: readonly Cue[], transcript: Transcript): readonly WritableCue[] => {
  const paragraphs = new Map(transcript.paragraphs.map((paragraph) => [paragraph.id, paragraph]))
  return cues.map((cue) => {
    const { startMs, endMs, lines, firstItem, lastItem } = cue
    const text = lines.join('\n')
    const items = paragraphs.get(cue.paragraphId)?.items.slice(firstItem, lastItem + 1) ?? []
    let ready = ''
    let written = 0
    let lastMs = startMs
    for (const item of items) {
      if (item.kind === 'pause' || item.cut === true) continue
      // The lines are these words in this order; what is between them is blanks and line breaks.
      const at = text.indexOf(item.text, written)
      if (at < 0) continue
      ready += escapeVtt(text.slice(written, at))
      if (item.startMs > lastMs && item.startMs < endMs && at > 0) {
        ready += `<${vttTime(item.startMs)}>`
        lastMs = item.startMs
      }
      ready += escapeVtt(item.text)
      written = at + item.text.length
    }
    return { startMs, endMs, lines, speakerId: cue.speakerId, ready: ready + escapeVtt(text.slice(written)) }
  })
}
