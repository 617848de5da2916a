// Job ids out of whatever a person pastes: one id, a column of a spreadsheet, URLs, an e-mail, Pictory's JSON.

import { parseJson } from '../pictory/json'
import type { JobId } from './job'

const example = 'cbbc5305-0a1b-4c2d-8e3f-1234567890ab'

export type Junk = { readonly text: string; readonly message: string }

export type PickedIds = {
  /** Lower case, each once, in the order of the text. */
  readonly ids: readonly JobId[]
  /** Ids that stood there more than once, each once. */
  readonly duplicates: readonly JobId[]
  /** What looks like an id but is none, with one sentence each. */
  readonly junk: readonly Junk[]
}

const uuid = /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z]|-[0-9a-f])/gi
/** A member that names a job in Pictory's JSON; its words carry UUIDs too, which are no jobs. */
const namedInJson = /"job_?id"\s*:\s*"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/gi
const separators = /[\s,;:"'`<>()[\]{}=&?#/\\|]+/
const mostJunk = 50
/** Groups of letters and digits with hyphens, alone on a line: it stands where an id should, whatever it holds. */
const inItsPlace = /^(?=.*\d)[0-9a-z]+(?:-[0-9a-z]+)+$/i
const date = /^\d{1,4}-\d{1,2}-\d{1,4}$/

/** What word processors, URLs and JSON do to an id is undone: dashes, invisible characters, percent signs, written line breaks. */
const plain = (text: string): string =>
  text
    .replace(/[\u2010-\u2015\u2212\ufe63\uff0d]/g, '-')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/%2d/gi, '-')
    .replace(/%[0-9a-f]{2}/gi, ' ')
    .replace(/\\[nrt]/g, ' ')

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** The sentence for a token that was meant to be an id, null for ordinary text. */
const complaint = (token: string): Junk | null => {
  if (/^pictai_/i.test(token))
    return { text: 'pictai_…', message: 'This is an API key, not a job id. Enter it as the key instead.' }
  const text = short(token)
  const letters = token.replace(/[^0-9a-z]/gi, '')
  const hex = letters.replace(/[^0-9a-f]/gi, '').length
  const hyphens = token.split('-').length - 1
  // Meant as an id: mostly hexadecimal, about as long, and in groups or just without them.
  const meant =
    /^[0-9a-z-]+$/i.test(token) &&
    letters.length >= 20 &&
    letters.length <= 48 &&
    hex >= letters.length * 0.8 &&
    (hyphens >= 2 || hyphens === 0) &&
    /\d/.test(token)
  if (!meant) return null
  if (hyphens === 0 && letters.length === 32 && hex === 32)
    return { text, message: `“${text}” has no hyphens; a job id is a UUID such as ${example}.` }
  if (token.length !== 36)
    return { text, message: `“${text}” has ${token.length} characters; a job id is a UUID of 36 such as ${example}.` }
  const odd = /[^0-9a-f]/i.exec(letters)?.[0]
  if (odd !== undefined)
    return {
      text,
      message: `“${text}” holds “${odd}”, but a job id holds only the digits 0–9 and the letters a–f, such as ${example}.`,
    }
  return { text, message: `“${text}” has its hyphens in the wrong places; a job id is a UUID such as ${example}.` }
}

const junkIn = (text: string): readonly Junk[] => {
  const found = new Map<string, Junk>()
  for (const line of text.split(/[\r\n]+/)) {
    for (const token of line.split(separators)) {
      const junk = complaint(token.replace(/^[-.]+|[-.]+$/g, ''))
      if (junk !== null) found.set(junk.text, junk)
    }
    const alone = line.trim()
    if (inItsPlace.test(alone) && !date.test(alone) && !found.has(short(alone)))
      found.set(short(alone), {
        text: short(alone),
        message: `“${short(alone)}” is no job id; a job id is a UUID such as ${example}.`,
      })
    if (found.size >= mostJunk) break
  }
  return [...found.values()]
}

/** Picks every job id out of a text. Where the text holds nothing like an id, `junk` says so in one entry; an empty text gives nothing at all. */
export const pickJobIds = (pasted: string): PickedIds => {
  const text = plain(pasted)
  const named = Array.from(text.matchAll(namedInJson), ([, id = '']) => id.toLowerCase())
  const all = named.length > 0 ? named : Array.from(text.matchAll(uuid), ([id]) => id.toLowerCase())
  const ids = new Set<JobId>()
  const duplicates = new Set<JobId>()
  for (const id of all) (ids.has(id) ? duplicates : ids).add(id)
  const junk = named.length > 0 ? [] : junkIn(text.replace(uuid, ' '))
  const nothing = ids.size === 0 && junk.length === 0 && text.trim() !== ''
  return {
    ids: [...ids],
    duplicates: [...duplicates],
    junk: nothing
      ? [
          {
            text: short(text.trim()),
            message: `There is no job id in this text; a job id is a UUID such as ${example}.`,
          },
        ]
      : junk,
  }
}

/** A line of a subtitle file; the ids in one are no jobs. */
const cueTimes = /^[ \t]{0,8}(?:\d{1,4}:)?\d\d:\d\d[.,]\d{1,3}[ \t]{1,8}-->/m
const looksLikeJson = /^(?:\{|\[\s*(?:["[{]|$))/

/** So many characters of a table or note tell whether there are ids in it. */
const lookedAt = 2_000_000

const isList = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items))

/** Every string of a JSON array that holds nothing else. */
const stringsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : []

/**
 * What a file that is no response holds of job ids, as a text to show before anything is added: a table or note as it is, of JSON only
 * the ids that it names as jobs (or lists alone), one per line. Null for a file that holds none: also for a web page, a subtitle file and
 * JSON that breaks off, whose ids stand for other things.
 */
export const idsInFile = (text: string): string | null => {
  // Blanks at the front are passed once: there may be megabytes of them.
  const start = text.trimStart()
  if (start === '' || start.startsWith('<') || start.startsWith('WEBVTT') || cueTimes.test(start)) return null
  if (!looksLikeJson.test(start)) return plain(text.slice(0, lookedAt)).search(uuid) === -1 ? null : text
  const value = parseJson(text)
  if (value === undefined) return null
  const named = Array.from(text.matchAll(namedInJson), ([, id = '']) => id)
  // One job's own answer is no list, whatever it lacks: that is to be said of it.
  if (!isList(value) && new Set(named.map((id) => id.toLowerCase())).size === 1) return null
  const ids = named.length > 0 ? named : stringsOf(value).flatMap((entry) => pickJobIds(entry).ids)
  return ids.length > 0 ? ids.join('\n') : null
}

const mostHints = 20

/**
 * The jobs that the beginning of a message from outside may be about: those it names, else the first few ids in it. Nothing else of it is read.
 * Cheap, whatever it holds: 64 kB of the worst take under 2 ms.
 */
export const hintedIds = (text: string): readonly JobId[] => {
  const named = Array.from(text.matchAll(namedInJson), ([, id = '']) => id.toLowerCase())
  const ids = new Set<JobId>()
  const found = named.length > 0 ? named : Array.from(text.matchAll(uuid), ([id]) => id.toLowerCase())
  for (const id of found) {
    if (ids.size === mostHints) break
    ids.add(id)
  }
  return [...ids]
}
