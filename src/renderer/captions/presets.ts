// The style guides the person can choose, and the segmenter of each. A name this version does not know is the first.

import { presetIds, presets as table, type CaptionRules } from '../../core/captions/rules'
import { createSegmenter } from '../../core/captions/segment'
import type { Segment } from '../desk/derived'

export type Preset = {
  readonly id: string
  readonly label: string
  readonly note: string
  readonly rules: CaptionRules
}

const speedNote = ({ reading }: CaptionRules) =>
  reading.unit === 'characters a second' ? `${reading.limit} characters a second` : `${reading.limit} words a minute`

export const presets: readonly Preset[] = presetIds.map((id) => {
  const rules = table[id]
  return { id, label: rules.label, note: `${rules.charsPerLine} × ${rules.maxLines} · ${speedNote(rules)}`, rules }
})

export const rulesOf = (id: string): CaptionRules =>
  presets.find((preset) => preset.id === id)?.rules ?? table['netflix-en']

export const segmentFor = (id: string): Segment => createSegmenter(rulesOf(id))
