// One word or one paragraph back to the original: its text, times and speaker, everything else staying as it is. The words
// of the original keep their ids through every edit, so what belongs to what is told by ids, never by the text.
//
// A word (in the examples “a” … are words of the original, “x”, “y” are not):
//   corrected        a B c    → a b c      it gets its text, times, cut and caption break back
//   retimed          b at 2.0 → b at 1.0   also where only its times or marks were changed
//   split            a b₁ x c → a b c      words made of it, within its own time, go with it
//   joined           a bc d   → a b c d    the words it swallowed come back with it
//   typed over       a x y d  → a b c d    a stretch of new words gives way to what stood between its neighbours
//   added            a x b    → a b        where nothing stood there, the new word alone goes
//   deleted          a c      → a b c      it comes back beside the word it stood beside, in that word's paragraph
//   no room          a word that was retimed into its time keeps that time: the restored one takes what is free of its own
//                    (then 'estimated'), and keeps the time it has where none is
//
// A paragraph (P, Q: paragraphs of the original):
//   changed          its words as they were; added ones go, deleted ones come back; its speaker too
//   split            P = P₁ + x   the words that went to x stay there: only what stands here, or nowhere, is restored
//   joined           P + Q in one → P, Q   it comes back as the paragraphs it was made of
//   moved in         words of a paragraph that still stands elsewhere: refused, since taking them out would lose them
//   speaker gone     where its speaker was merged into another, it keeps the speaker it has
//   new              a paragraph without a word of the original: there is nothing to restore

import { fail, ok, type Result } from '../result'
import type { Item, Paragraph, Transcript } from '../transcript/model'
import { sameItems, type Step } from '../transcript/step'
import { stepsTo } from './restore'

type Place = { readonly paragraph: number; readonly place: number }

/** Where everything of the original stands. Made once per original: 72 ms at 100,000 words. */
export type Original = {
  readonly transcript: Transcript
  /** Undefined for what is not of the original. */
  readonly placeOf: (id: string) => Place | undefined
}

/** More items than this no paragraph has: the longest jobs are a tenth of it, all in one. */
const mostItems = 2 ** 24

export const indexOriginal = (transcript: Transcript): Original => {
  // One number a word: an object for each would take twice the time.
  const places = new Map<string, number>()
  for (const [paragraph, { items }] of transcript.paragraphs.entries())
    for (const [place, { id }] of items.entries()) places.set(id, paragraph * mostItems + place)
  return {
    transcript,
    placeOf: (id) => {
      const both = places.get(id)
      return both === undefined ? undefined : { paragraph: Math.floor(both / mostItems), place: both % mostItems }
    },
  }
}

/** 'as-it-was': it says what the original says. 'not-there': the original knows nothing of it. 'elsewhere': see “moved in”. */
export type WhyNot = 'as-it-was' | 'not-there' | 'elsewhere'

const asItWas = (what: string) => fail('as-it-was', `${what} is as it was in the original.`)

/** Which of these stand anywhere in the document. Only they are looked for: a set of all its words would take ten times as long. */
const standingOf = (transcript: Transcript, wanted: readonly Item[]): ReadonlySet<string> => {
  const asked = new Set(wanted.map(({ id }) => id))
  const ids = new Set<string>()
  for (const { items } of transcript.paragraphs) for (const { id } of items) if (asked.has(id)) ids.add(id)
  return ids
}

const isOf = ({ placeOf }: Original, id: string): boolean => placeOf(id) !== undefined

const originalOf = ({ transcript, placeOf }: Original, id: string): Item | null => {
  const at = placeOf(id)
  return at === undefined ? null : (transcript.paragraphs[at.paragraph]?.items[at.place] ?? null)
}

/** The steps that restore the word, see above. */
export const restoreWord = (now: Transcript, original: Original, wordId: string): Result<readonly Step[], WhyNot> =>
  restoreWords(now, original, [wordId])

/** Several words that belong together, as one change; fails as the first does where none can be restored. */
export const restoreWords = (
  now: Transcript,
  original: Original,
  wordIds: readonly string[],
): Result<readonly Step[], WhyNot> => {
  let then = now
  let why: Result<never, WhyNot> = asItWas('This word')
  for (const wordId of wordIds) {
    const next = withWord(then, original, wordId)
    if (next.ok) then = next.value
    else why = next
  }
  const steps = stepsTo(now, then)
  return steps.length === 0 ? why : ok(steps)
}

/** The document with this one word restored. */
const withWord = (now: Transcript, original: Original, wordId: string): Result<Transcript, WhyNot> => {
  const index = now.paragraphs.findIndex(({ items }) => items.some(({ id }) => id === wordId))
  const paragraph = now.paragraphs[index]
  if (paragraph === undefined) return withDeleted(now, original, wordId)
  const at = paragraph.items.findIndex(({ id }) => id === wordId)
  const stretch = isOf(original, wordId)
    ? fromOriginal(now, paragraph, at, original)
    : typedOver(now, paragraph, at, original)
  if (stretch === null) return asItWas('This word')
  const { from, to, items } = stretch
  const fitted = fit(paragraph.items, from, to, items, now.durationMs ?? Infinity)
  return ok(withParagraphs(now, index, [{ ...paragraph, items: fitted }]))
}

/** The word stands nowhere: it comes back after the nearest one before it that still stands, or before the nearest after it. */
const withDeleted = (now: Transcript, original: Original, wordId: string): Result<Transcript, WhyNot> => {
  const place = original.placeOf(wordId)
  const was = originalOf(original, wordId)
  if (place === undefined || was === null) return fail('not-there', 'This word is not in the transcript.')
  const siblings = original.transcript.paragraphs[place.paragraph]?.items ?? []
  const standing = new Map<string, { readonly index: number; readonly at: number }>()
  for (const [index, { items }] of now.paragraphs.entries())
    for (const [at, { id }] of items.entries()) standing.set(id, { index, at })
  const before = siblings.slice(0, place.place).findLast(({ id }) => standing.has(id))
  const after = siblings.slice(place.place + 1).find(({ id }) => standing.has(id))
  const beside = standing.get(before?.id ?? after?.id ?? '')
  const paragraph = now.paragraphs[beside?.index ?? -1]
  if (beside === undefined || paragraph === undefined)
    return fail('not-there', 'Nothing of the paragraph of this word stands any more. Restore an earlier point instead.')
  const at = before === undefined ? beside.at : beside.at + 1
  const items = fit(paragraph.items, at, at, [was], now.durationMs ?? Infinity)
  return items.length === paragraph.items.length
    ? fail('not-there', 'There is no time left for this word between its neighbours.')
    : ok(withParagraphs(now, beside.index, [{ ...paragraph, items }]))
}

type Stretch = { readonly from: number; readonly to: number; readonly items: readonly Item[] }

/** The word is one of the original's: it comes back with what was split off it and what it swallowed. */
const fromOriginal = (now: Transcript, { items }: Paragraph, at: number, original: Original): Stretch | null => {
  const word = items[at]
  const place = word === undefined ? undefined : original.placeOf(word.id)
  const was = word === undefined ? null : originalOf(original, word.id)
  if (word === undefined || place === undefined || was === null) return null
  let to = at + 1
  for (let next = items[to]; next !== undefined && isPieceOf(next, was, original); next = items[to]) to++
  const swallowed: Item[] = []
  const siblings = original.transcript.paragraphs[place.paragraph]?.items ?? []
  const reach = items[to - 1]?.endMs ?? 0
  if (reach > was.endMs) {
    const following = siblings.slice(place.place + 1)
    const here = standingOf(now, following)
    for (const next of following) {
      if (here.has(next.id) || next.endMs > reach) break
      swallowed.push(next)
    }
  }
  const back = [was, ...swallowed]
  return to === at + 1 && sameItems(back, [word]) ? null : { from: at, to, items: back }
}

const isPieceOf = (item: Item, was: Item, original: Original): boolean =>
  item.kind === 'word' && !isOf(original, item.id) && item.startMs >= was.startMs && item.endMs <= was.endMs

/** The word is new: the stretch of new words around it gives way to what stood there, or it goes alone. */
const typedOver = (now: Transcript, { items }: Paragraph, at: number, original: Original): Stretch => {
  const isNew = (item: Item | undefined): boolean => item !== undefined && !isOf(original, item.id)
  let from = at
  while (isNew(items[from - 1])) from--
  let to = at + 1
  while (isNew(items[to])) to++
  const left = items[from - 1]
  const right = items[to]
  const leftAt = left === undefined ? undefined : original.placeOf(left.id)
  const rightAt = right === undefined ? undefined : original.placeOf(right.id)
  const paragraph = leftAt?.paragraph ?? rightAt?.paragraph
  const alone = { from: at, to: at + 1, items: [] }
  if (paragraph === undefined) return alone
  const all = original.transcript.paragraphs[paragraph]?.items ?? []
  const start = leftAt === undefined ? 0 : leftAt.place + 1
  const end = rightAt !== undefined && rightAt.paragraph === paragraph ? rightAt.place : all.length
  const between = all.slice(start, end)
  const here = standingOf(now, between)
  const missing = between.filter(({ id }) => !here.has(id))
  return missing.length === 0 ? alone : { from, to, items: missing }
}

/** Puts the restored items in place of a stretch, in what room their new neighbours leave of their own time. */
const fit = (
  items: readonly Item[],
  from: number,
  to: number,
  restored: readonly Item[],
  mediaEnd: number,
): readonly Item[] => {
  const floor = items[from - 1]?.endMs ?? 0
  const ceiling = items[to]?.startMs ?? mediaEnd
  const fits = restored.every(({ startMs, endMs }) => startMs >= floor && endMs <= ceiling)
  const placed = fits ? restored : squeezed(restored, floor, ceiling, items.slice(from, to))
  return [...items.slice(0, from), ...placed, ...items.slice(to)]
}

const squeezed = (
  restored: readonly Item[],
  floor: number,
  ceiling: number,
  present: readonly Item[],
): readonly Item[] => {
  const low = Math.max(floor, restored[0]?.startMs ?? floor)
  const high = Math.min(ceiling, restored.at(-1)?.endMs ?? ceiling)
  const room = { from: low, to: high }
  if (room.to - room.from < restored.length) {
    // Their own time is taken: they share the time that what stands here now has. Where even that is too short, the neighbours' gap.
    room.from = present[0]?.startMs ?? floor
    room.to = present.at(-1)?.endMs ?? room.from
    if (room.to - room.from < restored.length) {
      room.from = floor
      room.to = Number.isFinite(ceiling) ? ceiling : Math.max(room.to, floor + restored.length)
    }
  }
  // No millisecond for each: what stands here stays.
  if (room.to - room.from < restored.length) return present
  const span = room.to - room.from
  return restored.map((item, index): Item => {
    const startMs = room.from + Math.floor((span * index) / restored.length)
    const endMs = room.from + Math.floor((span * (index + 1)) / restored.length)
    return item.kind === 'word' ? { ...item, startMs, endMs, timing: 'estimated' } : { ...item, startMs, endMs }
  })
}

const withParagraphs = (now: Transcript, index: number, instead: readonly Paragraph[]): Transcript => ({
  ...now,
  paragraphs: now.paragraphs.toSpliced(index, 1, ...instead),
})

/** The steps that restore the paragraph, see above. */
export const restoreParagraph = (
  now: Transcript,
  original: Original,
  paragraphId: string,
): Result<readonly Step[], WhyNot> => {
  const index = now.paragraphs.findIndex(({ id }) => id === paragraphId)
  const paragraph = now.paragraphs[index]
  if (paragraph === undefined) return fail('not-there', 'This paragraph is not in the transcript.')
  const before = original.transcript.paragraphs
  const own = before.find(({ id }) => id === paragraphId)
  if (own !== undefined && own.speakerId === paragraph.speakerId && sameItems(own.items, paragraph.items))
    return asItWas('This paragraph')

  /** The paragraphs of the original that have a word here, in the order they had. */
  const sources = [
    ...new Set([
      ...paragraph.items.flatMap(({ id }) => original.placeOf(id)?.paragraph ?? []),
      ...(own === undefined ? [] : [before.indexOf(own)]),
    ]),
  ].sort((a, b) => a - b)
  if (sources.length === 0)
    return fail('not-there', 'The original does not have this paragraph: all of it was written here.')
  const standing = new Set(now.paragraphs.map(({ id }) => id))
  const main = own === undefined ? mainSource(paragraph, original) : before.indexOf(own)
  const elsewhere = sources.find((source) => {
    const id = before[source]?.id ?? ''
    return source !== main && standing.has(id) && id !== paragraphId
  })
  if (elsewhere !== undefined)
    return fail(
      'elsewhere',
      'Words were moved here from a paragraph that still stands. Restore an earlier point instead.',
    )

  const here = new Set(paragraph.items.map(({ id }) => id))
  const all = standingOf(
    now,
    sources.flatMap((source) => before[source]?.items ?? []),
  )
  const speakers = new Set(now.speakers.map(({ id }) => id))
  const back = sources.flatMap((source): readonly Paragraph[] => {
    const was = before[source]
    if (was === undefined) return []
    const items = slice(was.items, here, all)
    const free = was.id === paragraphId || !standing.has(was.id)
    const speakerId = speakers.has(was.speakerId) ? was.speakerId : paragraph.speakerId
    return [{ id: source === main && !free ? paragraphId : was.id, speakerId, items }]
  })
  const steps = stepsTo(now, withParagraphs(now, index, back))
  return steps.length === 0 ? asItWas('This paragraph') : ok(steps)
}

/** The paragraph of the original that most of the words come from. */
const mainSource = (paragraph: Paragraph, original: Original): number => {
  const votes = new Map<number, number>()
  for (const { id } of paragraph.items) {
    const source = original.placeOf(id)?.paragraph
    if (source !== undefined) votes.set(source, (votes.get(source) ?? 0) + 1)
  }
  let most = -1
  for (const [source, count] of votes) if (most === -1 || count > (votes.get(most) ?? 0)) most = source
  return most
}

/**
 * Of the original's items: what stands in this paragraph, and what stands nowhere between or beside it, up to the next that
 * stands elsewhere.
 */
const slice = (items: readonly Item[], here: ReadonlySet<string>, all: ReadonlySet<string>): readonly Item[] => {
  const first = items.findIndex(({ id }) => here.has(id))
  // Nothing of it is left here: all that stands nowhere comes back.
  if (first === -1) return items.filter(({ id }) => !all.has(id))
  const last = items.findLastIndex(({ id }) => here.has(id))
  let from = first
  while (from > 0 && !all.has(items[from - 1]?.id ?? '')) from--
  let to = last + 1
  while (to < items.length && !all.has(items[to]?.id ?? '')) to++
  return items.slice(from, to).filter(({ id }) => here.has(id) || !all.has(id))
}

/** A paragraph of the original of which nothing stands any more: it comes back behind the one it followed. */
export const restoreGone = (
  now: Transcript,
  original: Original,
  paragraphId: string,
): Result<readonly Step[], WhyNot> => {
  const before = original.transcript.paragraphs
  const at = before.findIndex(({ id }) => id === paragraphId)
  const was = before[at]
  if (was === undefined) return fail('not-there', 'This paragraph is not in the original.')
  if (now.paragraphs.some(({ id }) => id === paragraphId)) return restoreParagraph(now, original, paragraphId)
  const all = standingOf(now, was.items)
  const standing = new Map(now.paragraphs.map(({ id }, index) => [id, index]))
  const follows = before.slice(0, at).findLast(({ id }) => standing.has(id))
  const place = follows === undefined ? 0 : (standing.get(follows.id) ?? 0) + 1
  const speaker = original.transcript.speakers.find(({ id }) => id === was.speakerId)
  const known = speaker === undefined || now.speakers.some(({ id }) => id === was.speakerId)
  return ok(
    stepsTo(now, {
      ...now,
      speakers: known ? now.speakers : [...now.speakers, speaker],
      paragraphs: now.paragraphs.toSpliced(place, 0, { ...was, items: was.items.filter(({ id }) => !all.has(id)) }),
    }),
  )
}
