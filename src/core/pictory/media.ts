// The media's length as a response tells it. The names inside `mediaInfo` were never documented, nor its unit.

import type { DraftParagraph } from './draft'
import { isObject, type JsonObject } from './draft'
import type { Notes } from './notes'
import { longestSeconds, numberIn } from './numbers'

const durationName =
  /^(?:(?:media|video|audio|file|total)[_-]?)?(?:duration|length)(?:[_-]?in)?[_-]?(ms|msec|millis|milliseconds|s|sec|secs|seconds)?$/i
const deepest = 3
const clockText = /^(\d{1,3}):(\d{1,2}):(\d{1,2}(?:[.,]\d{1,9})?)$/

type Told = { readonly value: number; readonly unit: 'ms' | 's' | 'unknown' }

const find = (object: JsonObject, depth: number): Told | null => {
  for (const [name, value] of Object.entries(object)) {
    const unit = durationName.exec(name)
    if (unit === null) continue
    const time = typeof value === 'string' && value.length < 30 ? clockText.exec(value.trim()) : null
    if (time !== null)
      return { value: Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3]?.replace(',', '.')), unit: 's' }
    const number = numberIn(value)
    if (number > 0) return { value: number, unit: unit[1] === undefined ? 'unknown' : /^m/i.test(unit[1]) ? 'ms' : 's' }
  }
  if (depth === deepest) return null
  for (const value of Object.values(object)) {
    const inner = isObject(value) ? find(value, depth + 1) : null
    if (inner !== null) return inner
  }
  return null
}

/** So many starts may lie after the media's end before the length itself is doubted: one in a hundred. */
const strayShare = 0.01
const slackMs = 1000

/**
 * The media's length in ms, null when unknown or contradicted by the words. Everything else Pictory sends is in seconds, so a
 * length without a named unit is too, unless it is a whole number that covers every word when taken for milliseconds: in seconds
 * the media would then be a thousand times longer than what is said in it.
 */
export const mediaLength = (mediaInfo: unknown, paragraphs: readonly DraftParagraph[]): number | null => {
  const told = isObject(mediaInfo) ? find(mediaInfo, 0) : null
  if (told === null) return null
  let lastMs = 0
  let starts = 0
  for (const { items } of paragraphs)
    for (const { startMs, endMs } of items) {
      if (startMs >= 0) starts++
      if (startMs > lastMs) lastMs = startMs
      if (endMs > lastMs) lastMs = endMs
    }
  const inMs = Math.round(told.value)
  const inSeconds = Math.round(told.value * 1000)
  const looksLikeMs = Number.isInteger(told.value) && inMs >= 1000 && inMs >= lastMs
  const lengthMs = told.unit === 'ms' || (told.unit === 'unknown' && lastMs > 0 && looksLikeMs) ? inMs : inSeconds
  if (lengthMs > longestSeconds * 1000) return null
  let strays = 0
  for (const { items } of paragraphs) for (const { startMs } of items) if (startMs > lengthMs + slackMs) strays++
  return strays <= starts * strayShare ? lengthMs : null
}

/** Takes back times that lie after the media's end: a start so late is no start, an end so late is the end of the media. */
export const distrust = (paragraphs: readonly DraftParagraph[], lengthMs: number, notes: Notes): void => {
  for (const { items } of paragraphs)
    for (const item of items) {
      if (item.startMs > lengthMs + slackMs) {
        item.startMs = Number.NaN
        item.endMs = Number.NaN
        notes.add('after-media', item)
      } else if (item.endMs > lengthMs + slackMs) {
        item.endMs = Math.max(lengthMs, item.startMs + 1)
        notes.add('after-media', item)
      }
    }
}
