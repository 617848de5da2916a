// Going back as a new change: the steps from the document as it is to the document as it was. Nothing is taken out of the
// journal; what came after the point stays in it, and undo brings it back exactly.

import { difference } from '../transcript/difference'
import type { Paragraph, Speaker, Transcript } from '../transcript/model'
import { sameParagraph, sameSpeaker, type Step } from '../transcript/step'
import { rising } from './order'

/** `old` and `at`: where it begins in the document as it is, and in the one that was. */
type Hunk = {
  readonly old: number
  readonly at: number
  readonly olds: readonly Paragraph[]
  readonly news: readonly Paragraph[]
}

/**
 * Steps that make `now` say exactly what `then` says: the identical ids, words, times, speakers and their order. [] where it
 * does already. Only what differs is in them, so that a restore of a long transcript is no longer than the change it undoes.
 */
export const stepsTo = (now: Transcript, then: Transcript): readonly Step[] => {
  const speakers = speakerSteps(now, then)
  return [...speakers.before, ...paragraphSteps(speakers.paragraphs, then.paragraphs), ...speakers.after]
}

/**
 * A speaker can only go when nobody is spoken by it, and keeps its place in the list as long as it is there. So those that
 * `then` lacks go last, and one that stands elsewhere in the list is given up (another one speaks for it meanwhile) and
 * comes anew in its place.
 */
const speakerSteps = (
  now: Transcript,
  then: Transcript,
): {
  readonly before: readonly Step[]
  readonly after: readonly Step[]
  /** The paragraphs once the first steps are done. */
  readonly paragraphs: readonly Paragraph[]
} => {
  const before: Step[] = []
  let list: Speaker[] = [...now.speakers]
  let { paragraphs } = now
  const wanted = new Map(then.speakers.map((speaker, place) => [speaker.id, place]))
  const common = now.speakers.filter(({ id }) => wanted.has(id))
  const stays = rising(common.map(({ id }) => wanted.get(id) ?? 0))
  const misplaced = common.filter((_, index) => stays[index] !== true)
  const deputy = common.find((_, index) => stays[index] === true)
  for (const speaker of misplaced) {
    if (deputy === undefined) continue
    before.push(
      ...paragraphs.flatMap((paragraph): readonly Step[] =>
        paragraph.speakerId === speaker.id
          ? [{ kind: 'assign', paragraphId: paragraph.id, from: speaker.id, to: deputy.id }]
          : [],
      ),
    )
    paragraphs = paragraphs.map((paragraph) =>
      paragraph.speakerId === speaker.id ? { ...paragraph, speakerId: deputy.id } : paragraph,
    )
    before.push({ kind: 'speaker', at: list.indexOf(speaker), before: speaker, after: null })
    list = list.filter((each) => each !== speaker)
  }
  let place = 0
  for (const speaker of then.speakers) {
    const at = list.findIndex(({ id }) => id === speaker.id)
    const there = list[at]
    if (there === undefined) {
      before.push({ kind: 'speaker', at: place, before: null, after: speaker })
      list = list.toSpliced(place, 0, speaker)
      place++
      continue
    }
    if (!sameSpeaker(there, speaker)) {
      before.push({ kind: 'speaker', at, before: there, after: speaker })
      list = list.with(at, speaker)
    }
    place = at + 1
  }
  const after: Step[] = []
  for (const speaker of list.filter(({ id }) => !wanted.has(id))) {
    after.push({ kind: 'speaker', at: list.indexOf(speaker), before: speaker, after: null })
    list = list.filter((each) => each !== speaker)
  }
  return { before, after, paragraphs }
}

/**
 * From the start to the end: what stands before a step is as it was already, so its place is that of the document that was.
 * Looking for the paragraph of a step goes on where the last one ended: the other way round took three times as long.
 */
const paragraphSteps = (olds: readonly Paragraph[], news: readonly Paragraph[]): readonly Step[] =>
  apart(hunksOf(olds, news), olds, news).flatMap(stepsOf)

/** The stretches that differ, in order. A stretch begins at a paragraph both lists have wherever there is one. */
const hunksOf = (olds: readonly Paragraph[], news: readonly Paragraph[]): readonly Hunk[] => {
  let start = 0
  const shortest = Math.min(olds.length, news.length)
  const same = (a: number, b: number): boolean => {
    const old = olds[a]
    const next = news[b]
    return old !== undefined && next !== undefined && sameParagraph(old, next)
  }
  while (start < shortest && same(start, start)) start++
  let end = 0
  while (end < shortest - start && same(olds.length - 1 - end, news.length - 1 - end)) end++
  const oldEnd = olds.length - end
  const newEnd = news.length - end
  const placeOf = new Map<string, number>()
  for (let index = start; index < oldEnd; index++) placeOf.set(olds[index]?.id ?? '', index)
  const common: number[] = []
  const places: number[] = []
  for (let index = start; index < newEnd; index++) {
    const old = placeOf.get(news[index]?.id ?? '')
    if (old === undefined) continue
    common.push(index)
    places.push(old)
  }
  const stays = rising(places)
  const marks: { readonly old: number; readonly next: number }[] = [{ old: start, next: start }]
  for (const [index, next] of common.entries()) {
    const old = places[index]
    if (stays[index] === true && old !== undefined && !(old === start && next === start)) marks.push({ old, next })
  }
  const hunks: Hunk[] = []
  let until = { old: oldEnd, next: newEnd }
  for (const mark of marks.toReversed()) {
    const before = olds.slice(mark.old, until.old)
    const after = news.slice(mark.next, until.next)
    until = mark
    const [only] = before
    const [other] = after
    const unchanged =
      before.length === 1 &&
      after.length === 1 &&
      only !== undefined &&
      other !== undefined &&
      sameParagraph(only, other)
    if (!unchanged && before.length + after.length > 0)
      hunks.push({ old: mark.old, at: mark.next, olds: before, news: after })
  }
  return hunks.reverse()
}

/**
 * Where a word or a paragraph goes from one stretch to another, it would be in the document twice, or not at all, between
 * the two: then all that differs is one stretch.
 */
const apart = (
  hunks: readonly Hunk[],
  olds: readonly Paragraph[],
  news: readonly Paragraph[],
): readonly (Hunk & { readonly mixed: boolean })[] => {
  // Nearly all stretches are one paragraph with the same words before and after: nothing comes to it or leaves it.
  const own = hunks.map(({ olds: [old, ...more], news: [next, ...others] }) =>
    old !== undefined && next !== undefined && more.length + others.length === 0 ? sameIds(old, next) : false,
  )
  const home = new Map<string, number>()
  for (const [index, hunk] of hunks.entries()) {
    if (own[index] === true) continue
    for (const paragraph of hunk.olds) {
      home.set(paragraph.id, index)
      for (const item of paragraph.items) home.set(item.id, index)
    }
  }
  const elsewhere = (id: string, index: number) => (home.get(id) ?? index) !== index
  const mixed = hunks.some(
    (hunk, index) =>
      own[index] !== true &&
      hunk.news.some(({ id, items }) => elsewhere(id, index) || items.some((item) => elsewhere(item.id, index))),
  )
  if (!mixed) return hunks.map((hunk) => ({ ...hunk, mixed: false }))
  const first = hunks[0]
  const last = hunks.at(-1)
  if (first === undefined || last === undefined) return []
  return [
    {
      old: first.old,
      at: first.at,
      olds: olds.slice(first.old, last.old + last.olds.length),
      news: news.slice(first.at, last.at + last.news.length),
      mixed: true,
    },
  ]
}

const sameIds = (old: Paragraph, next: Paragraph): boolean =>
  old.id === next.id &&
  old.items.length === next.items.length &&
  old.items.every(({ id }, at) => next.items[at]?.id === id)

const stepsOf = ({ at, olds, news, mixed }: Hunk & { readonly mixed: boolean }): readonly Step[] => {
  if (mixed) return [{ kind: 'paragraphs', at, removed: olds, inserted: news }]
  const [old] = olds
  const [next] = news
  // The first of a stretch keeps its id: a change of speaker is told as one, not as another paragraph.
  if (old === undefined || next === undefined || old.id !== next.id || old.speakerId === next.speakerId)
    return difference(at, olds, news)
  return [
    { kind: 'assign', paragraphId: old.id, from: old.speakerId, to: next.speakerId },
    ...difference(at, [{ ...old, speakerId: next.speakerId }, ...olds.slice(1)], news),
  ]
}
