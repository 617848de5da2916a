// What every reader of foreign material makes of its source, before it becomes a document: who said which words, when.

import type { Notes } from '../pictory/notes'
import { longestSeconds, numberIn } from '../pictory/numbers'
import type { Timing } from '../transcript/model'

/** Times are ms of media time, NaN where the source has none. The text may still hold what no word may; assemble.ts mends it. */
export type HeardWord = {
  readonly text: string
  readonly startMs: number
  readonly endMs: number
  /** 'source' where both times are the source's own for this very word. */
  readonly timing: Timing
}

/** What is said in one go by one voice: a cue, a segment, an utterance. */
export type Passage = {
  /** The speaker's name as it is to be shown, '' where nobody is named. */
  readonly voice: string
  readonly words: readonly HeardWord[]
  /** It begins a paragraph of its own, whoever speaks. */
  readonly fresh?: boolean
}

export type Heard = {
  readonly passages: readonly Passage[]
  /** BCP 47, '' when unknown. */
  readonly language: string
  /** The recording's length where the source tells it. */
  readonly durationMs: number | null
  /** What the source lacks beyond what shows in the passages themselves, as sentences. */
  readonly lacks: readonly string[]
  /** What the reader mended beyond what `Notes` counts, as sentences. */
  readonly told: readonly string[]
}

/** A time this little before zero is rounding and means zero. */
const roundingMs = 1000

const sane = (ms: number, notes: Notes): number => {
  if (ms > longestSeconds * 1000) return Number.NaN
  if (ms >= 0) return Math.round(ms) + 0
  if (ms > -roundingMs) {
    notes.add('negative', { startMs: 0 })
    return 0
  }
  return Number.NaN
}

/** Seconds as a number or a numeric string → ms; NaN where unusable. */
export const fromSeconds = (value: unknown, notes: Notes): number => sane(numberIn(value) * 1000, notes)
/** The same of milliseconds. */
export const fromMs = (value: unknown, notes: Notes): number => sane(numberIn(value), notes)

/** "00:00:01,250" or "00:00:01.250" → ms; NaN for anything else. */
export const fromClock = (value: unknown): number => {
  const found = typeof value === 'string' ? /^(\d{1,3}):(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/u.exec(value.trim()) : null
  if (found === null) return Number.NaN
  const [, hours, minutes, seconds, fraction = ''] = found
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
}

/** No name but "nobody knows": AWS's and others' ways to say it. */
const nobody = /^(?:unknown|unk|uu|none|null|\?|-1|speaker[_ -]?unknown)$/iu

/**
 * The name to show for a recogniser's label: 0 → "Speaker 1" where counting starts at `first` = 0, "spk_0" and "SPEAKER_00" → "Speaker 1",
 * "A" → "Speaker A"; a name stays a name. '' where nobody is named.
 */
export const voiceOfLabel = (label: unknown, first: 0 | 1 = 0): string => {
  if (typeof label === 'number') return Number.isInteger(label) && label >= 0 ? `Speaker ${label + 1 - first}` : ''
  if (typeof label !== 'string') return ''
  const text = label.trim()
  if (text === '' || nobody.test(text)) return ''
  const counted = /^(?:spk|speaker)_(\d{1,4})$/iu.exec(text)
  if (counted !== null) return `Speaker ${Number(counted[1]) + 1}`
  if (/^\d{1,6}$/u.test(text)) return `Speaker ${Number(text) + 1 - first}`
  return /^[A-Z]$/u.test(text) ? `Speaker ${text}` : text
}

/** Languages that OpenAI's service names in English. Others stay unknown. */
const named: Readonly<Record<string, string>> = {
  arabic: 'ar',
  bulgarian: 'bg',
  catalan: 'ca',
  chinese: 'zh',
  croatian: 'hr',
  czech: 'cs',
  danish: 'da',
  dutch: 'nl',
  english: 'en',
  finnish: 'fi',
  french: 'fr',
  german: 'de',
  greek: 'el',
  hebrew: 'he',
  hindi: 'hi',
  hungarian: 'hu',
  indonesian: 'id',
  italian: 'it',
  japanese: 'ja',
  korean: 'ko',
  malay: 'ms',
  norwegian: 'no',
  persian: 'fa',
  polish: 'pl',
  portuguese: 'pt',
  romanian: 'ro',
  russian: 'ru',
  serbian: 'sr',
  slovak: 'sk',
  slovenian: 'sl',
  spanish: 'es',
  swedish: 'sv',
  tamil: 'ta',
  thai: 'th',
  turkish: 'tr',
  ukrainian: 'uk',
  urdu: 'ur',
  vietnamese: 'vi',
  welsh: 'cy',
}

/** "en_us" → "en-US", "English" → "en"; '' for what is no language. */
export const languageOf = (value: unknown): string => {
  if (typeof value !== 'string') return ''
  const text = value.trim().replaceAll('_', '-')
  const name = named[text.toLowerCase()]
  if (name !== undefined) return name
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/iu.test(text)) return ''
  const [language = '', ...rest] = text.split('-')
  return [language.toLowerCase(), ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))].join('-')
}
