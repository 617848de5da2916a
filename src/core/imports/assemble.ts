// From passages to a sound Transcript: words are cleaned, paragraphs formed, ids given, times settled, and what the source lacks is said.
//
// Ids are made of places ("paragraph-3", "word-17"): the same bytes give the same ids for ever, because edits on disk name words by them.
// A change here, or in a reader, that moves a word needs a new version of the journal.

import type { DraftItem, DraftParagraph } from '../pictory/draft'
import { createIds } from '../pictory/ids'
import type { Notes } from '../pictory/notes'
import { finish } from '../pictory/paragraphs'
import type { ReadFailure, ReadJob } from '../pictory/response'
import { shareOut } from '../pictory/segments'
import { createSpeakers } from '../pictory/speakers'
import { type EntryText, wordsIn } from '../pictory/text'
import { settleTimes } from '../pictory/times'
import { fail, ok, type Result } from '../result'
import { type Format, formatWords, pieceOf } from './format'
import type { Heard, HeardWord, Passage } from './heard'

/** A source as it was read: a job, how it was read, and what it lacks. */
export type Original = ReadJob & {
  readonly format: Format
  /** One plain sentence for each thing a full transcript has and this source has not. */
  readonly lacks: readonly string[]
}

type Timed = Pick<HeardWord, 'startMs' | 'endMs' | 'timing'>

/** Where a paragraph ends though the speaker goes on. */
const paragraphEnds = {
  /** A silence this long always parts. */
  silenceMs: 4000,
  /** One this long parts after the end of a sentence. */
  sentenceSilenceMs: 1500,
  /** So many words are enough: the next end of a sentence parts. */
  words: 60,
  /** So many are too many: the next end of a passage parts. */
  most: 200,
} as const

const sentenceEnd = /[.!?…。！？][)\]"'”’»]*$/u

export const assemble = (heard: Heard, format: Format, notes: Notes): Result<Original, ReadFailure> => {
  const ids = createIds(notes)
  const speakers = createSpeakers(ids)
  const drafts: DraftParagraph[] = []
  let paragraph: DraftParagraph | null = null
  let voice = ''
  let latestMs = Number.NaN
  let endMs = Number.NaN
  let count = 0

  const begin = (next: string): DraftParagraph => {
    voice = next
    const begun = { id: ids.mint(`paragraph-${drafts.length + 1}`), speakerId: speakers.idOf(next, null), items: [] }
    paragraph = begun
    drafts.push(begun)
    return begun
  }
  const parts = (startMs: number, isPassageStart: boolean): boolean => {
    const items = paragraph?.items
    if (items === undefined) return true
    if (isPassageStart && startMs < latestMs) return true
    const silenceMs = startMs - endMs
    if (silenceMs >= paragraphEnds.silenceMs) return true
    if (isPassageStart && items.length >= paragraphEnds.most) return true
    const ended = sentenceEnd.test(items.at(-1)?.text ?? '')
    return ended && (silenceMs >= paragraphEnds.sentenceSilenceMs || items.length >= paragraphEnds.words)
  }
  const put = (
    into: DraftParagraph,
    id: string,
    text: string,
    { startMs, endMs: untilMs, timing }: Timed,
  ): DraftItem => {
    const item: DraftItem = { kind: 'word', id: ids.mint(id), text, category: '', startMs, endMs: untilMs, timing }
    into.items.push(item)
    if (startMs >= 0) latestMs = startMs
    if (untilMs > startMs) endMs = untilMs
    return item
  }
  const add = (into: DraftParagraph, word: HeardWord, { words, cleaned }: EntryText): void => {
    count++
    const [only = ''] = words
    if (words.length === 1) {
      const item = put(into, `word-${count}`, only, word)
      if (cleaned) notes.add('invisible', item)
      return
    }
    const shares = shareOut(words, word.startMs, word.endMs)
    const timing = word.timing === 'source' ? 'split' : word.timing
    words.forEach((text, at) => {
      const id = at === 0 ? `word-${count}` : `word-${count}-part-${at + 1}`
      const item = put(into, id, text, { ...(shares[at] ?? word), timing })
      if (at === 0 && cleaned) notes.add('invisible', item)
      if (at === 0 && word.timing === 'source') notes.add('inner-space', item)
    })
  }
  const named = heard.passages.some((passage) => passage.voice !== '')
  for (const passage of heard.passages) {
    let isStart = true
    for (const word of passage.words) {
      const text = wordsIn(word.text)
      if (text.words.length === 0) continue
      const other = paragraph === null || passage.voice !== voice || (isStart && passage.fresh === true)
      const into: DraftParagraph =
        paragraph === null || other || parts(word.startMs, isStart) ? begin(passage.voice) : paragraph
      isStart = false
      if (named && passage.voice === '' && into.items.length === 0) notes.add('no-speaker', { startMs: word.startMs })
      add(into, word, text)
    }
  }
  if (drafts.length === 0)
    return fail('no-words', `${formatWords(format).replace(/^An? /u, 'This ')} holds not a single word.`)
  const lacks = lacksOf(heard, format, drafts)
  settleTimes(drafts, heard.durationMs ?? Number.POSITIVE_INFINITY, notes)
  const { paragraphs, endMs: lastMs } = finish(drafts, notes)
  return ok({
    jobId: null,
    format,
    lacks,
    transcript: {
      speakers: speakers.list(),
      paragraphs,
      language: heard.language,
      durationMs: heard.durationMs === null ? null : Math.max(heard.durationMs, lastMs),
    },
    notes: [...heard.told, ...notes.sentences()],
  })
}

/** Does a passage of several words have times for each? */
const isTimed = ({ words }: Passage): boolean => words.some(({ timing }) => timing === 'source' || timing === 'split')

const lacksOf = (heard: Heard, format: Format, drafts: readonly DraftParagraph[]): readonly string[] => {
  const { passages, language, durationMs } = heard
  const piece = pieceOf(format)
  const lacks = [...heard.lacks]
  const many = passages.filter(({ words }) => words.length > 1)
  const timed = many.filter(isTimed).length
  const placeless = passages.every(({ words }) => words.every(({ startMs }) => Number.isNaN(startMs)))
  if (placeless) lacks.push('It has no times at all: every word got a place by its length, one after the other.')
  else if (many.length > 0 && timed === 0)
    lacks.push(`It has no times for single words: they are estimated inside each ${piece}.`)
  else if (timed < many.length)
    lacks.push(
      `${many.length - timed === 1 ? `1 ${piece} has` : `${many.length - timed} ${piece}s have`} no times for single words: they are estimated inside it.`,
    )
  if (passages.every(({ voice }) => voice === ''))
    lacks.push('It does not say who speaks: everything is under one speaker.')
  lacks.push('It marks no pauses: silence shows as gaps between words.')
  const items = drafts.flatMap((draft) => draft.items)
  if (items.length >= 20 && !items.some(({ text }) => /[.,!?;:…。、！？，]$/u.test(text)))
    lacks.push('It has no punctuation.')
  if (
    items.length >= 20 &&
    !items.some(({ text }) => /\p{Lu}/u.test(text)) &&
    items.some(({ text }) => /\p{Ll}/u.test(text))
  )
    lacks.push('It has no capital letters.')
  if (language === '') lacks.push('It does not name the language.')
  if (durationMs === null) lacks.push('It does not tell how long the recording is.')
  return lacks
}
