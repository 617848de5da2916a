// Style guides of one's own: the same table as those that come with the app, as a file that anybody can read and write.

import { z } from 'zod'
import { fail, ok, type Result } from '../result'
import type { CaptionRules } from './rules'

/** A whole number from least to most, in a field of the sheet. */
export type GuideField = {
  readonly name: keyof CaptionRules
  readonly label: string
  readonly unit: string
  readonly least: number
  readonly most: number
}

export const guideFields = [
  { name: 'charsPerLine', label: 'Characters in a line', unit: '', least: 8, most: 120 },
  { name: 'maxLines', label: 'Lines', unit: '', least: 1, most: 4 },
  { name: 'minDurationMs', label: 'On screen at least', unit: 'ms', least: 0, most: 10_000 },
  { name: 'minDurationPerWordMs', label: '… for each word', unit: 'ms', least: 0, most: 2000 },
  { name: 'maxDurationMs', label: 'On screen at most', unit: 'ms', least: 1000, most: 30_000 },
  { name: 'minGapFrames', label: 'Between two cues', unit: 'frames', least: 0, most: 50 },
  { name: 'chainBelowMs', label: 'Gaps closed below', unit: 'ms', least: 0, most: 5000 },
  { name: 'hangMs', label: 'Stays after the last word', unit: 'ms', least: 0, most: 5000 },
  { name: 'frameRate', label: 'Frames a second', unit: '', least: 12, most: 120 },
] as const satisfies readonly GuideField[]

export const readingUnits = ['characters a second', 'words a minute'] as const
export const readingLimits = {
  'characters a second': { least: 1, most: 100 },
  'words a minute': { least: 40, most: 600 },
} as const

const whole = (name: (typeof guideFields)[number]['name']) => {
  const { least, most } = guideFields.find((field) => field.name === name) ?? { least: 0, most: 0 }
  return z.number().int().min(least).max(most)
}
const reading = (unit: (typeof readingUnits)[number]) =>
  z.strictObject({
    unit: z.literal(unit),
    limit: z.number().min(readingLimits[unit].least).max(readingLimits[unit].most),
  })

export const guideSchema = z.object({
  id: z.string().regex(/^own-[0-9a-f-]{8,40}$/),
  label: z.string().trim().min(1).max(60),
  charsPerLine: whole('charsPerLine'),
  maxLines: whole('maxLines'),
  reading: z.discriminatedUnion('unit', [reading('characters a second'), reading('words a minute')]),
  minDurationMs: whole('minDurationMs'),
  minDurationPerWordMs: whole('minDurationPerWordMs'),
  maxDurationMs: whole('maxDurationMs'),
  minGapFrames: whole('minGapFrames'),
  chainBelowMs: whole('chainBelowMs'),
  hangMs: whole('hangMs'),
  frameRate: z.number().min(12).max(120),
  oneThought: z.number().min(0.1).max(10),
  notes: z.string().max(300),
}) satisfies z.ZodType<CaptionRules>

/** Why these are no rules, as a sentence; null where they are. */
export const whyNoGuide = (rules: CaptionRules): string | null => {
  const read = guideSchema.safeParse(rules)
  if (!read.success) {
    const [where] = read.error.issues[0]?.path ?? []
    if (where === 'label') return 'Give it a name of 60 characters at most.'
    if (where === 'reading') {
      const { least, most } = readingLimits[rules.reading.unit]
      return `Reading speed: from ${least} to ${most} ${rules.reading.unit}.`
    }
    const field = guideFields.find(({ name }) => name === where)
    return field === undefined
      ? 'Some of its figures make no sense.'
      : `${field.label}: a whole number from ${field.least.toLocaleString('en')} to ${field.most.toLocaleString('en')}.`
  }
  return rules.maxDurationMs <= rules.minDurationMs ? 'A cue must be allowed to stay longer than it must.' : null
}

const kind = 'style guide'

/** The guide as a file: JSON, with what it is in front. */
export const writeGuide = ({ id: _id, languages: _languages, ...rules }: CaptionRules): string =>
  `${JSON.stringify({ caesura: kind, version: 1, ...rules }, null, 2)}\n`

/** @param id of the guide that is made of it. */
export const readGuide = (text: string, id: string): Result<CaptionRules, 'unreadable'> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail('unreadable', 'This is no JSON.')
  }
  const head = z.object({ caesura: z.literal(kind), version: z.number() }).safeParse(value)
  if (!head.success) return fail('unreadable', 'This is no style guide of Caesura.')
  if (head.data.version > 1) return fail('unreadable', 'This style guide is of a newer Caesura.')
  const read = guideSchema.safeParse({ ...Object(value), id })
  if (read.success) {
    const why = whyNoGuide(read.data)
    return why === null ? ok(read.data) : fail('unreadable', why)
  }
  const [where] = read.error.issues[0]?.path ?? []
  return fail('unreadable', `Its “${String(where ?? 'figures')}” is not as it should be.`)
}
