// What a reader works on between its source and the Transcript. Mutable, and seen by nothing but the readers (here and core/imports).

import type { Timing } from '../transcript/model'

/** One shape for words and pauses, so that the loops over 100,000 of them stay fast. Unknown times are NaN. */
export type DraftItem = {
  kind: 'word' | 'pause'
  id: string
  /** '' for a pause. */
  text: string
  /** '' for a word. */
  category: string
  startMs: number
  endMs: number
  timing: Timing
}

export type DraftParagraph = {
  id: string
  speakerId: string
  items: DraftItem[]
}

export type JsonObject = { readonly [key: string]: unknown }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** The value as an array, null where it is none. */
export const arrayOf = (value: unknown): readonly unknown[] | null => (isArray(value) ? value : null)

/** Trimmed text, '' where the value is none. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
