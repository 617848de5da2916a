// The room of captions: from a transcript to cues. It knows words, times and style guides; it knows nothing of files,
// screens or how a transcript came to be. This file is the one table of style guides, as data.

/** What a reader can take in: characters a second (most guides) or words a minute (BBC). */
export type ReadingSpeed =
  | { readonly unit: 'characters a second'; readonly limit: number }
  | { readonly unit: 'words a minute'; readonly limit: number }

export type CaptionRules = {
  readonly id: string
  readonly label: string
  /** In graphemes: what a reader counts as one character. */
  readonly charsPerLine: number
  /** What is half as wide as an ideograph (Latin letters, figures, blanks, half-width katakana) counts a half. */
  readonly halfWidth?: true
  readonly maxLines: number
  readonly reading: ReadingSpeed
  /** The shortest a cue may be on screen: the longer of a fixed time and a time for each of its words. */
  readonly minDurationMs: number
  readonly minDurationPerWordMs: number
  readonly maxDurationMs: number
  /** Between two cues, in frames: what it is in milliseconds depends on `frameRate`. */
  readonly minGapFrames: number
  /** A gap shorter than this flickers: it is closed to the minimum gap. */
  readonly chainBelowMs: number
  /** How long a cue may stay after its last word where there is room. */
  readonly hangMs: number
  /** Frames a second of the video: a setting of the user, the preset holds the usual one. */
  readonly frameRate: number
  /** How firmly a cue keeps to one thought: 1 as in film, more where a cue should hold one phrase. */
  readonly oneThought: number
  readonly notes: string
  /** What the guide has otherwise for a language, by the primary part of its tag. */
  readonly languages?: Readonly<Record<string, Partial<Pick<CaptionRules, 'charsPerLine' | 'halfWidth' | 'reading'>>>>
}

/** The rules as they are for a language (BCP 47, '' when unknown); the same value where the guide has nothing of its own for it. */
export const rulesIn = (rules: CaptionRules, language: string): CaptionRules => {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  const own =
    rules.languages !== undefined && Object.hasOwn(rules.languages, primary) ? rules.languages[primary] : undefined
  return own === undefined ? rules : { ...rules, ...own }
}

const perSecond = (limit: number): ReadingSpeed => ({ unit: 'characters a second', limit })

export const presetIds = [
  'netflix-en',
  'netflix-en-children',
  'netflix',
  'bbc',
  'sdh',
  'amazon',
  'arte',
  'shorts',
  'cea608',
] as const
export type PresetId = (typeof presetIds)[number]

/** What most guides have in common: two lines of 42, five sixths of a second to seven, two frames between cues. */
const film: Omit<CaptionRules, 'id' | 'label' | 'notes'> = {
  charsPerLine: 42,
  maxLines: 2,
  reading: { unit: 'characters a second', limit: 20 },
  minDurationMs: 833,
  minDurationPerWordMs: 0,
  maxDurationMs: 7000,
  minGapFrames: 2,
  chainBelowMs: 500,
  hangMs: 500,
  frameRate: 24,
  oneThought: 1,
}

export const presets: Readonly<Record<PresetId, CaptionRules>> = {
  // Netflix, "English Timed Text Style Guide" and "Timed Text Style Guide: General Requirements": 42 × 2, 20 cps for
  // adults, 5/6 s to 7 s, two frames between cues, gaps of 3–11 frames closed.
  'netflix-en': {
    ...film,
    id: 'netflix-en',
    label: 'Netflix English',
    notes: 'Two lines of 42, at most 20 characters a second, two frames between cues.',
  },
  // The same guide, programmes for children: 17 cps.
  'netflix-en-children': {
    ...film,
    id: 'netflix-en-children',
    label: 'Netflix English, children',
    reading: { unit: 'characters a second', limit: 17 },
    notes: 'As Netflix English, at most 17 characters a second.',
  },
  // Netflix, the guides of most other languages in Latin letters: 17 cps.
  netflix: {
    ...film,
    id: 'netflix',
    label: 'Netflix, other languages',
    reading: { unit: 'characters a second', limit: 17 },
    notes:
      'Two lines of 42, at most 17 characters a second: most languages in Latin letters; others by their own guides.',
    // Netflix, "Japanese", "Chinese (Simplified)", "Chinese (Traditional)", "Korean", "Thai", "Hindi", "Arabic Timed Text Style Guide":
    // programmes for adults. Japanese is for lines from left to right. The Japanese and Korean guides
    // count half-width characters, blanks and Latin letters a half; the Chinese ones do not say, and count them one here, which is stricter.
    languages: {
      ja: { charsPerLine: 13, halfWidth: true, reading: perSecond(4) },
      zh: { charsPerLine: 16, reading: perSecond(9) },
      ko: { charsPerLine: 16, halfWidth: true, reading: perSecond(12) },
      th: { charsPerLine: 35 },
      hi: { reading: perSecond(22) },
      ar: { reading: perSecond(20) },
    },
  },
  // BBC Subtitle Guidelines, online: 37 characters as the safe line, 160–180 words a minute with 0.3 s a word as the
  // floor; a gap between cues is at least a second, else there is none.
  bbc: {
    id: 'bbc',
    label: 'BBC online',
    charsPerLine: 37,
    maxLines: 2,
    reading: { unit: 'words a minute', limit: 180 },
    minDurationMs: 300,
    minDurationPerWordMs: 300,
    maxDurationMs: 7000,
    minGapFrames: 0,
    chainBelowMs: 1000,
    hangMs: 500,
    frameRate: 25,
    oneThought: 1,
    notes: 'Two lines of 37, reading speed in words a minute, gaps under a second closed.',
  },
  // For people who do not hear, as HappyScribe's guide has it: a second at least.
  sdh: {
    ...film,
    id: 'sdh',
    label: 'SDH',
    minDurationMs: 1000,
    notes:
      'Two lines of 42, at most 20 characters a second, a second at least on screen; other scripts by their own limits.',
    // That guide knows Latin letters only; these are the sections on SDH of Netflix’ guides of single languages.
    languages: {
      ja: { charsPerLine: 13, halfWidth: true, reading: perSecond(7) },
      zh: { charsPerLine: 16, reading: perSecond(11) },
      ko: { charsPerLine: 16, halfWidth: true, reading: perSecond(14) },
      th: { charsPerLine: 35 },
      hi: { reading: perSecond(25) },
      ar: { reading: perSecond(23) },
    },
  },
  // Amazon Prime Video, timed text: 17 cps, a second at least, two frames between cues.
  amazon: {
    ...film,
    id: 'amazon',
    label: 'Amazon',
    reading: { unit: 'characters a second', limit: 17 },
    minDurationMs: 1000,
    notes: 'Two lines of 42, at most 17 characters a second, a second at least on screen.',
  },
  // Arte: 40 × 2, 20 cps, one to ten seconds, 200 ms (five frames of 25) between cues.
  arte: {
    ...film,
    id: 'arte',
    label: 'Arte',
    charsPerLine: 40,
    minDurationMs: 1000,
    maxDurationMs: 10_000,
    minGapFrames: 5,
    frameRate: 25,
    notes: 'Two lines of 40, one to ten seconds, five frames between cues.',
  },
  // Upright phone video, 9:16: our own figures from what such videos do; short lines, quick cues, one thought each.
  shorts: {
    id: 'shorts',
    label: 'Shorts 9:16',
    charsPerLine: 24,
    maxLines: 2,
    reading: { unit: 'characters a second', limit: 25 },
    minDurationMs: 700,
    minDurationPerWordMs: 0,
    maxDurationMs: 5000,
    minGapFrames: 0,
    chainBelowMs: 500,
    hangMs: 500,
    frameRate: 30,
    oneThought: 3,
    notes: 'Two short lines for upright video, one thought per cue.',
  },
  // Closed captions of US television (CEA-608): 32 columns.
  cea608: {
    ...film,
    id: 'cea608',
    label: 'CEA-608',
    charsPerLine: 32,
    minDurationMs: 1000,
    frameRate: 30,
    notes: 'Two lines of 32 columns, at most 20 characters a second.',
  },
}

/** The least gap between two cues in whole ms: 2 frames at 24 a second are 83. */
export const minGapMs = (rules: CaptionRules): number => Math.round((rules.minGapFrames * 1000) / rules.frameRate)

/** The shortest time on screen for a cue of so many words, in ms. */
export const minDurationFor = (rules: CaptionRules, words: number): number =>
  Math.max(rules.minDurationMs, rules.minDurationPerWordMs * words)

/** The time a reader needs for a text, in ms (not rounded). */
export const readingTimeMs = ({ reading }: CaptionRules, characters: number, words: number): number => {
  switch (reading.unit) {
    case 'characters a second':
      return (characters * 1000) / reading.limit
    case 'words a minute':
      return (words * 60_000) / reading.limit
  }
}

/** How fast a text must be read that is shown so long, in the unit of the rules. */
export const readingSpeed = (
  { reading }: CaptionRules,
  characters: number,
  words: number,
  durationMs: number,
): number => {
  switch (reading.unit) {
    case 'characters a second':
      return (characters * 1000) / durationMs
    case 'words a minute':
      return (words * 60_000) / durationMs
  }
}
