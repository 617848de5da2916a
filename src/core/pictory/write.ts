// Back to Pictory's JSON: the answer as it came, with the transcript as it is now. Segments and words keep their uids and every
// field that Caesura does not know; what was not edited is written as it stood, to the letter. What is cut is left out.
// Text, SRT and WebVTT inside the answer are the edited ones, so that it does not contradict itself.

import type { Item, Paragraph, Speaker, Transcript } from '../transcript/model'
import { arrayOf, isObject, textIn, type JsonObject } from './draft'
import { numberIn } from './numbers'
import { speakerKey, unknownSpeaker } from './speakers'

type Known = {
  readonly segments: ReadonlyMap<string, JsonObject>
  readonly entries: ReadonlyMap<string, JsonObject>
  /** What the list of a segment's entries is called: `word` in the legacy shape. */
  readonly listName: 'words' | 'word'
}

const uidOf = (value: JsonObject, place: string): string => {
  const uid = value['uid']
  const text = typeof uid === 'string' ? uid.trim() : typeof uid === 'number' ? String(uid) : ''
  return text === '' ? place : text
}

/** What stood where, by the ids that the reader gave (ids.ts, segments.ts). */
const knownOf = (segments: readonly unknown[]): Known => {
  const known = { segments: new Map<string, JsonObject>(), entries: new Map<string, JsonObject>() }
  let listName: Known['listName'] = 'words'
  for (const [at, segment] of segments.entries()) {
    if (!isObject(segment)) continue
    const place = `segment-${at + 1}`
    const id = uidOf(segment, place)
    if (!known.segments.has(id)) known.segments.set(id, segment)
    const now = arrayOf(segment['words'])
    const entries = now ?? arrayOf(segment['word'])
    if (now === null && entries !== null) listName = 'word'
    for (const [index, entry] of (entries ?? []).entries()) {
      if (!isObject(entry)) continue
      const entryId = uidOf(entry, `${place}-word-${index + 1}`)
      if (!known.entries.has(entryId)) known.entries.set(entryId, entry)
    }
  }
  return { ...known, listName }
}

/** Seconds; the number that stood there where it says the same. */
const seconds = (ms: number, was: unknown): unknown => (Math.round(numberIn(was) * 1000) === ms ? was : ms / 1000)

type Fields = Readonly<Record<string, unknown>>

const entryOf = (item: Item, voice: Voice, segmentVoice: unknown, was: JsonObject | undefined): Fields => {
  const times = {
    start_time: seconds(item.startMs, was?.['start_time']),
    end_time: seconds(item.endMs, was?.['end_time']),
  }
  const isSame = was !== undefined && (item.kind === 'pause' ? textIn(was['word']) === '' : was['word'] === item.text)
  // An entry that named nobody is its segment's speaker's, and goes on naming nobody while that holds.
  const isSilent =
    was !== undefined && speakerKey(was['speakerId']) === '' && speakerKey(segmentVoice) === speakerKey(voice)
  const speaker: Fields = isSilent || speakerKey(was?.['speakerId']) === speakerKey(voice) ? {} : { speakerId: voice }
  const own: Fields = { uid: item.id, ...was, word: item.kind === 'word' ? item.text : '', ...times, ...speaker }
  if (isSame) return { ...was, ...times, ...speaker }
  return item.kind === 'word'
    ? { ...own, is_pause: false, pause_size: '' }
    : { ...own, is_pause: true, pause_size: item.category }
}

const segmentOf = (paragraph: Paragraph, voice: Voice, known: Known): Fields | null => {
  const kept = paragraph.items.filter(({ cut }) => cut !== true)
  if (kept.length === 0) return null
  const was = known.segments.get(paragraph.id)
  const entries = kept.map((item) => entryOf(item, voice, was?.['speakerId'], known.entries.get(item.id)))
  const speaker: Fields =
    was !== undefined && speakerKey(was['speakerId']) === speakerKey(voice) ? {} : { speakerId: voice }
  return { uid: paragraph.id, ...was, ...speaker, [known.listName]: entries }
}

type Voice = string | number

/** Pictory's own ids where there are any; who was never named stays so, and who was added gets the next free number. */
const voicesOf = (speakers: readonly Speaker[], isAnswer: boolean): ReadonlyMap<string, Voice> => {
  let last = 0
  for (const { pictoryId } of speakers) last = Math.max(last, Number(pictoryId) || 0)
  return new Map(
    speakers.map(({ id, name, pictoryId }) => [id, pictoryId ?? (isAnswer && name === unknownSpeaker ? '' : ++last)]),
  )
}

/** Names are told where somebody gave them. */
const givenNames = (speakers: readonly Speaker[], voices: ReadonlyMap<string, Voice>): Fields => {
  const named = speakers.filter(({ name }) => name !== unknownSpeaker && !/^Speaker \d+$/u.test(name))
  return named.length === 0
    ? {}
    : { speakers: named.map(({ id, name }) => ({ speakerId: voices.get(id) ?? '', name })) }
}

export type PictoryExtras = {
  readonly txt: string
  readonly srt: string
  readonly vtt: string
}

/**
 * The whole answer as a value for JSON.
 * @param original the parsed answer that the transcript was read from, null where there is none (an imported job)
 * @param extras the texts that lie beside the transcript in the answer; those that it holds are replaced
 */
export const toPictory = (transcript: Transcript, original: unknown, extras: PictoryExtras): unknown => {
  const whole = isObject(original) ? original : {}
  const data = isObject(whole['data']) ? whole['data'] : null
  const inner = data ?? whole
  const segments = arrayOf(inner['transcript']) ?? arrayOf(whole['data']) ?? arrayOf(original) ?? []
  const known = knownOf(segments)
  const voices = voicesOf(transcript.speakers, original !== null)
  const written = transcript.paragraphs.flatMap((paragraph) => {
    const segment = segmentOf(paragraph, voices.get(paragraph.speakerId) ?? '', known)
    return segment === null ? [] : [segment]
  })
  const texts = Object.fromEntries(Object.entries(extras).filter(([name]) => name in inner))
  if (arrayOf(original) !== null) return written
  if (arrayOf(whole['data']) !== null) return { ...whole, data: written }
  const body = { ...inner, transcript: written, ...texts, ...givenNames(transcript.speakers, voices) }
  if (data !== null) return { ...whole, data: body }
  return original === null ? { success: true, data: { status: 'completed', ...body, ...extras } } : body
}
