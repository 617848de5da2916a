// The style guides the person can choose, those that come with the app and their own, and the segmenter of each. A name that is none of
// them is the first.

import { presetIds, presets as table, type CaptionRules, type PresetId } from '../../core/captions/rules'
import { createSegmenter } from '../../core/captions/segment'
import type { Segment } from '../desk/derived'
import type { SettingsState } from '../settings/settings'

export type Preset = {
  readonly id: string
  readonly label: string
  readonly note: string
}
/** Which guide is chosen, and which there are beside those of the app. */
export type Guides = Pick<SettingsState, 'preset' | 'guides'>

const speedNote = ({ reading }: CaptionRules) =>
  reading.unit === 'characters a second' ? `${reading.limit} characters a second` : `${reading.limit} words a minute`

const presetOf = (rules: CaptionRules): Preset => ({
  id: rules.id,
  label: rules.label,
  note: `${rules.charsPerLine} × ${rules.maxLines} · ${speedNote(rules)}`,
})

const ofApp: readonly Preset[] = presetIds.map((id) => presetOf(table[id]))

/** All there are, those of the app first. */
export const presetsWith = (guides: Guides['guides']): readonly Preset[] => [...ofApp, ...guides.map(presetOf)]

const idOf = (preset: string): PresetId => presetIds.find((id) => id === preset) ?? 'netflix-en'

export const ownGuide = ({ preset, guides }: Guides): CaptionRules | null =>
  guides.find(({ id }) => id === preset) ?? null

export const rulesOf = (chosen: Guides): CaptionRules => ownGuide(chosen) ?? table[idOf(chosen.preset)]

/** As main is told of it. */
export const presetFor = (chosen: Guides): PresetId | NonNullable<Guides['guides'][number]> =>
  chosen.guides.find(({ id }) => id === chosen.preset) ?? idOf(chosen.preset)

export const segmentFor = (chosen: Guides): Segment => createSegmenter(rulesOf(chosen))
