// What the caption engine hands to the writers, the pane and the check. Cues are never stored: they are computed.

export type Cue = {
  /** Stable while its first word stays first: `cue-<id of first word>`. */
  readonly id: string
  readonly startMs: number
  readonly endMs: number
  /** One or more lines exactly as they break. Plain text, nothing escaped. */
  readonly lines: readonly string[]
  readonly speakerId: string
  readonly paragraphId: string
  /** Slice of the paragraph's items this cue was made of: first word … last word, both included. */
  readonly firstItem: number
  readonly lastItem: number
  /** An end of it or a place inside of it was marked by the user. */
  readonly byHand: boolean
  /** Why a limit could not be met, one entry per rule broken; [] when the cue is fine. */
  readonly marks: readonly CueMark[]
}

export type CueMark = {
  readonly rule: 'cps' | 'min-duration' | 'max-duration' | 'line-length' | 'lines' | 'gap' | 'text'
  readonly severity: 'wrong' | 'look'
  /** What was measured and what the limit is, in the rule's own unit (characters a second, ms, characters, lines). */
  readonly measured: number
  readonly limit: number
  /** "Speaker says 21 characters a second here. Limit 20." */
  readonly message: string
}

/** What a cue is that breaks a rule: "too fast". */
export const ruleWords: Readonly<Record<CueMark['rule'], string>> = {
  cps: 'too fast',
  'min-duration': 'too short',
  'max-duration': 'too long',
  'line-length': 'too wide',
  lines: 'too many lines',
  gap: 'too close',
  text: 'with odd text',
}
