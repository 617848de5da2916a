// Silence as the editor shows it: Pictory's markers, and the gaps between items that carry no marker.

import { unmarked } from './cuts'
import type { Paragraph, Pause } from './model'

export type Silence = {
  /** 'marker' is a pause of the document; 'gap' is only time that no item fills. */
  readonly kind: 'marker' | 'gap'
  readonly pause: Pause | null
  readonly startMs: number
  readonly endMs: number
  /** How many words of the paragraph stand before it. */
  readonly wordsBefore: number
}

/** From this length on a pause looks long. */
export const longPauseMs = 1_500

/** "1.4 s"; under a tenth of a second in hundredths, so that no pause reads as none. */
export const pauseLength = (ms: number): string => `${(ms / 1000).toFixed(ms < 100 ? 2 : 1)} s`

/** "pause, 1.4 seconds": what a screen reader says. */
export const pauseInWords = (silence: Pick<Silence, 'kind' | 'startMs' | 'endMs'>): string => {
  const ms = silence.endMs - silence.startMs
  const seconds = (ms / 1000).toFixed(ms < 100 ? 2 : 1)
  return `${silence.kind === 'gap' ? 'unmarked pause' : 'pause'}, ${seconds} ${seconds === '1.0' ? 'second' : 'seconds'}`
}

/**
 * Markers and gaps of at least `thresholdMs`, in order. `previousEndMs` is where the paragraph before ends: the gap from
 * there belongs to this one; null for none. A threshold of 0 shows every gap there is.
 */
export const silencesOf = (
  paragraph: Paragraph,
  thresholdMs: number,
  previousEndMs: number | null = null,
): readonly Silence[] => {
  const found: Silence[] = []
  let endMs = previousEndMs
  let wordsBefore = 0
  for (const item of paragraph.items) {
    if (endMs !== null && item.startMs > endMs && item.startMs - endMs >= thresholdMs)
      found.push({ kind: 'gap', pause: null, startMs: endMs, endMs: item.startMs, wordsBefore })
    if (item.kind === 'word') wordsBefore++
    else if (item.endMs - item.startMs >= thresholdMs)
      found.push({
        kind: item.category === unmarked ? 'gap' : 'marker',
        pause: item,
        startMs: item.startMs,
        endMs: item.endMs,
        wordsBefore,
      })
    endMs = item.endMs
  }
  return found
}
