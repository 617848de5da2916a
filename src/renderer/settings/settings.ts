// What the window remembers for itself: looks and habits, nothing of the work. A value that does not read is its default.

import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { guideSchema } from '../../core/captions/guide'
import { speakerStyles } from '../../core/formats/speaker'
import { readPattern, usualPattern } from '../../core/formats/name'
import { fileFormats } from '../../core/formats/table'
import { longestEntry, mostEntries } from '../../core/transcript/glossary'
import { kinds } from '../../core/transcript/provenance'
import { sortKeys } from '../library/sort'
import { isChord } from '../ui/keys'
import { themes } from '../ui/theme'

export const rightTabs = ['captions', 'speakers', 'history', 'details'] as const
export type RightTab = (typeof rightTabs)[number]

export const paneLimits = {
  left: { least: 244, most: 420, usual: 276 },
  right: { least: 320, most: 680, usual: 412 },
} as const

const width = (side: keyof typeof paneLimits) =>
  z.number().min(paneLimits[side].least).max(paneLimits[side].most).catch(paneLimits[side].usual)

export const stagePlaces = ['pane', 'above', 'over'] as const
export type StagePlace = (typeof stagePlaces)[number]
/** `auto`: as the recording is, and upright without one where the style guide is for upright videos. */
export const stageShapes = ['auto', 'wide', 'upright'] as const
export type StageShape = (typeof stageShapes)[number]
export const stageLimits = { height: { least: 120, most: 720 }, width: { least: 220, most: 1280 } } as const

/** How far a nudge moves a time: a frame, or so many ms. */
export const nudgeSteps = ['frame', '10', '100'] as const
export type NudgeStep = (typeof nudgeSteps)[number]
export const mostRewindMs = 5000
export const mostGuides = 50

/** What a person wishes of the files of a job. */
const wishShape = {
  /** The style guide. */
  preset: z.string().catch('netflix-en'),
  format: z.enum(fileFormats).catch('srt'),
  speakers: z.enum(speakerStyles).catch('none'),
  /** Of prose: each paragraph with its in-time. */
  times: z.boolean().catch(true),
  /** Of captions: in the time of what is left, where something is cut. */
  afterCut: z.boolean().catch(false),
  /** Line ends of Windows and a byte order mark. */
  forWindows: z.boolean().catch(false),
}
/** So many jobs are remembered: 40 kB at most. */
export const mostWishes = 300

const settingsSchema = z.object({
  /** Keys that a person gave commands, by the commands' ids; [] for none. */
  shortcuts: z
    .record(z.string(), z.array(z.string().refine(isChord)).max(4).readonly())
    .readonly()
    .catch({}),
  /** Corrections that are always made. */
  glossary: z
    .array(
      z.object({
        find: z.string().min(1).max(longestEntry),
        write: z.string().min(1).max(longestEntry),
        matchCase: z.boolean(),
      }),
    )
    .max(mostEntries)
    .readonly()
    .catch([]),
  theme: z.enum(themes).catch('system'),
  leftWidth: width('left'),
  rightWidth: width('right'),
  leftOpen: z.boolean().catch(true),
  rightOpen: z.boolean().catch(true),
  rightTab: z.enum(rightTabs).catch('captions'),
  /** The times of words, under the text. */
  wordBar: z.boolean().catch(false),
  wordKind: z.enum(kinds).catch('estimated'),
  nudgeStep: z.enum(nudgeSteps).catch('frame'),
  /** Where the picture is: with the captions, above the text, or over the window. */
  stage: z.enum(stagePlaces).catch('pane'),
  stageShape: z.enum(stageShapes).catch('auto'),
  /** How tall it is above the text, and how wide over the window, in CSS px. */
  stageHeight: z.number().min(stageLimits.height.least).max(stageLimits.height.most).catch(240),
  stageWidth: z.number().min(stageLimits.width.least).max(stageLimits.width.most).catch(380),
  /** Its corner over the window, as shares of the room there is for it. */
  stageAt: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).catch({ x: 1, y: 1 }),
  /** The sound of the recording is drawn behind the strip. */
  waveform: z.boolean().catch(true),
  /** While playing, what is cut is passed over. */
  skipCuts: z.boolean().catch(true),
  /** Heard again when playing goes on after a pause. */
  rewindMs: z.number().int().min(0).max(mostRewindMs).catch(0),
  /** Playing waits while something is typed into the text. */
  pauseTyping: z.boolean().catch(false),
  thresholdMs: z.number().int().min(0).max(5000).catch(300),
  ...wishShape,
  /** The style guide that it was compared with last. */
  compareWith: z.string().catch('bbc'),
  /** Style guides of one's own. */
  guides: z.array(guideSchema).max(mostGuides).readonly().catch([]),
  /** What exported files are called. */
  pattern: z
    .string()
    .refine((text) => readPattern(text).ok)
    .catch(usualPattern),
  /** What was last wished for the files of a job, the last job last. */
  wishes: z
    .array(z.object({ jobId: z.string(), ...wishShape }))
    .max(mostWishes)
    .readonly()
    .catch([]),
  /** What the last new transcription was spoken in. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .catch('en-US'),
  lastJobId: z.string().nullable().catch(null),
  /** The order of the list. */
  sortBy: z.enum(sortKeys).catch('added'),
  sortReversed: z.boolean().catch(false),
})
export type SettingsState = z.infer<typeof settingsSchema>

type Keep = Pick<Storage, 'getItem' | 'setItem'>
const place = 'caesura.window'

const read = (keep: Keep): SettingsState => {
  try {
    const found: unknown = JSON.parse(keep.getItem(place) ?? '{}')
    return settingsSchema.parse(typeof found === 'object' && found !== null ? found : {})
  } catch {
    return settingsSchema.parse({})
  }
}

export const createSettings = (keep: Keep) => {
  const store = createStore<SettingsState>(() => read(keep))
  store.subscribe((state) => keep.setItem(place, JSON.stringify(state)))
  return { store, set: (change: Partial<SettingsState>) => store.setState(change) }
}
export type Settings = ReturnType<typeof createSettings>
