// Pictory's segments → draft paragraphs: who speaks, which words and pauses, in the order of the response. Times are taken
// over as they are here (NaN where unusable); core/pictory/times.ts makes them sound.

import type { DraftItem, DraftParagraph, JsonObject } from './draft'
import { arrayOf, isObject } from './draft'
import type { Ids } from './ids'
import type { Notes } from './notes'
import { longestSeconds, numberIn } from './numbers'
import type { SpeakerKey, Speakers } from './speakers'
import { speakerKey } from './speakers'
import { wordsIn } from './text'

type Tools = { readonly ids: Ids; readonly notes: Notes; readonly speakers: Speakers }

/** An entry with the speaker it names itself, '' for none. */
type Voiced = { readonly item: DraftItem; readonly key: SpeakerKey; readonly speakerId: unknown }

/** A time this little before zero is rounding and means zero, in seconds. */
const roundingSeconds = 1

const millisecondsIn = (value: unknown, notes: Notes): number => {
  const seconds = numberIn(value)
  if (seconds > longestSeconds) return Number.NaN
  if (seconds >= 0) return Math.round(seconds * 1000) + 0
  if (seconds > -roundingSeconds) {
    notes.add('negative', { startMs: 0 })
    return 0
  }
  return Number.NaN
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || value === 'true' || value === '1'

const wordText = (word: unknown): string =>
  typeof word === 'string' ? word : typeof word === 'number' && Number.isFinite(word) ? String(word) : ''

/** The list of a segment's entries: `words`, or `word` in the legacy shape; null where the entry is no segment. */
const listOf = (segment: JsonObject): readonly unknown[] | null => {
  const now = arrayOf(segment['words'])
  const legacy = arrayOf(segment['word'])
  return now !== null && (now.length > 0 || legacy === null) ? now : legacy
}

/** Shares startMs…endMs by length among words that stood in one entry; where there is no room the times stay unknown. */
export const shareOut = (
  texts: readonly string[],
  startMs: number,
  endMs: number,
): readonly { startMs: number; endMs: number }[] => {
  const room = endMs - startMs - texts.length
  if (!(room >= 0)) return texts.map((_, index) => ({ startMs: index === 0 ? startMs : Number.NaN, endMs: Number.NaN }))
  let letters = 0
  for (const text of texts) letters += text.length
  let before = 0
  return texts.map((text, index) => {
    const from = startMs + Math.floor((room * before) / letters) + index
    before += text.length
    return { startMs: from, endMs: startMs + Math.floor((room * before) / letters) + index + 1 }
  })
}

const readEntry = (entry: unknown, place: string, into: Voiced[], { ids, notes }: Tools): void => {
  const source: JsonObject | null = isObject(entry) ? entry : typeof entry === 'string' ? { word: entry } : null
  if (source === null) {
    notes.add('not-a-word', null)
    return
  }
  const { words, cleaned } = wordsIn(wordText(source['word']))
  const startMs = millisecondsIn(source['start_time'], notes)
  const endMs = millisecondsIn(source['end_time'], notes)
  const speakerId = source['speakerId']
  const key = speakerKey(speakerId)
  const [first] = words
  if (first === undefined) {
    if (Number.isNaN(startMs) || !(endMs > startMs || Number.isNaN(endMs))) {
      notes.add('pause-dropped', { startMs })
      return
    }
    const size = source['pause_size']
    const item: DraftItem = {
      kind: 'pause',
      id: ids.claim(source['uid'], place),
      text: '',
      category: typeof size === 'string' ? size : '',
      startMs,
      endMs,
      timing: 'source',
    }
    into.push({ item, key, speakerId })
    return
  }
  const item: DraftItem = {
    kind: 'word',
    id: ids.claim(source['uid'], place),
    text: first,
    category: '',
    startMs,
    endMs,
    timing: 'source',
  }
  into.push({ item, key, speakerId })
  if (cleaned) notes.add('invisible', item)
  if (isTrue(source['is_pause'])) notes.add('text-in-pause', item)
  if (words.length === 1) return
  notes.add('inner-space', item)
  const shares = shareOut(words, startMs, endMs)
  words.forEach((text, index) => {
    const share = shares[index] ?? { startMs: Number.NaN, endMs: Number.NaN }
    if (index === 0) Object.assign(item, share, { timing: 'split' })
    else
      into.push({
        item: {
          kind: 'word',
          id: ids.mint(`${place}-part-${index + 1}`),
          text,
          category: '',
          ...share,
          timing: 'split',
        },
        key,
        speakerId,
      })
  })
}

type Run = { key: SpeakerKey; speakerId: unknown; items: DraftItem[] }

/**
 * One run per change of voice. A word that names nobody is the segment's speaker's, where that names nobody either the previous
 * word's (the next one's at the beginning). A pause never starts a new voice.
 */
const runsOf = (voiced: readonly Voiced[], segmentKey: SpeakerKey, segmentSpeakerId: unknown): readonly Run[] => {
  const runs: Run[] = []
  let leading: DraftItem[] = []
  for (const { item, key: own, speakerId } of voiced) {
    const current = runs.at(-1)
    if (item.kind === 'pause') {
      if (current === undefined) leading.push(item)
      else current.items.push(item)
      continue
    }
    const key = own !== '' ? own : segmentKey
    if (current === undefined || (key !== '' && current.key !== '' && key !== current.key)) {
      runs.push({ key, speakerId: own !== '' ? speakerId : segmentSpeakerId, items: [...leading, item] })
      leading = []
      continue
    }
    if (current.key === '' && key !== '') Object.assign(current, { key, speakerId })
    current.items.push(item)
  }
  return runs
}

/** An entry of the transcript array that is no segment but a word or a pause by itself. */
const isLoose = (entry: unknown): boolean =>
  typeof entry === 'string' ||
  (isObject(entry) &&
    (typeof entry['word'] === 'string' ||
      isTrue(entry['is_pause']) ||
      (entry['start_time'] !== undefined && listOf(entry) === null)))

/** What every paragraph and pause of the response becomes, in the order of the response. Paragraphs hold at least one word. */
export const readSegments = (entries: readonly unknown[], tools: Tools): readonly DraftParagraph[] => {
  const { ids, notes, speakers } = tools
  const paragraphs: DraftParagraph[] = []
  /** Pauses before the first paragraph. */
  let leading: DraftItem[] = []

  const addSegment = (
    voiced: readonly Voiced[],
    uid: unknown,
    place: string,
    speakerId: unknown,
    loose: boolean,
  ): void => {
    const runs = runsOf(voiced, speakerKey(speakerId), speakerId)
    if (runs.length === 0) {
      // Pauses between segments close the paragraph before them.
      const open = paragraphs.at(-1)?.items ?? leading
      for (const { item } of voiced) open.push(item)
      if (voiced.length === 0) notes.add('empty-segment', null)
      return
    }
    if (runs.length > 1 && !loose) notes.add('mixed-speakers', runs[1]?.items[0] ?? null)
    runs.forEach((run, index) => {
      if (run.key === '') notes.add('no-speaker', run.items[0] ?? null)
      const id =
        index === 0 && !loose
          ? ids.claim(uid, place)
          : ids.mint(loose && index === 0 ? place : `${place}-part-${index + 1}`)
      const items = leading.length > 0 ? [...leading, ...run.items] : run.items
      leading = []
      paragraphs.push({ id, speakerId: speakers.idOf(run.key, run.speakerId), items })
    })
  }

  let loose: Voiced[] = []
  let loosePlace = ''
  const closeLoose = (): void => {
    if (loose.length > 0) addSegment(loose, undefined, loosePlace, undefined, true)
    loose = []
  }
  entries.forEach((entry, segmentIndex) => {
    const place = `segment-${segmentIndex + 1}`
    if (isLoose(entry)) {
      if (loose.length === 0) loosePlace = `${place}-paragraph`
      readEntry(entry, place, loose, tools)
      return
    }
    closeLoose()
    if (!isObject(entry)) {
      notes.add('not-a-word', null)
      return
    }
    const voiced: Voiced[] = []
    listOf(entry)?.forEach((word, wordIndex) => readEntry(word, `${place}-word-${wordIndex + 1}`, voiced, tools))
    addSegment(voiced, entry['uid'], place, entry['speakerId'], false)
  })
  closeLoose()
  return paragraphs
}
