// What differs between two states of one document. Words keep their ids through every edit, so nothing is guessed from the
// text: paragraphs that are the same value are passed over, and only words of the others are laid side by side, by id.
// 100,000 words in 3,300 paragraphs: 6 ms after 300 changes, 34 ms where every paragraph changed, 67 ms after 10,000 changes with
// 400 splits and joins among them (bench/history.bench.ts, on a busy machine).
//
// How words become rows: changed paragraphs that share a word or an id are one cluster, whatever was split, joined or moved
// between them. A cluster's words before and after are two lists; the words in both whose order stayed are kept, a word in
// one list only is removed or added, a word in both whose order changed has moved. The rows are the paragraphs as they are
// after, each with what is gone from it where it stood.

import type { Item, Paragraph, Pause, Speaker, Transcript, Word } from '../transcript/model'
import { sameParagraph } from '../transcript/step'
import { rising } from './order'

/** What happened to a word that stayed, beside its text. */
export type Mark = 'retimed' | 'cut' | 'uncut' | 'break' | 'unbreak'

export type Span =
  /** Words that stayed, with the same marks, [] where nothing happened to them. */
  | { readonly kind: 'kept'; readonly words: readonly Word[]; readonly marks: readonly Mark[] }
  | { readonly kind: 'corrected'; readonly before: Word; readonly after: Word; readonly marks: readonly Mark[] }
  | { readonly kind: 'added'; readonly words: readonly Word[]; readonly moved: boolean }
  | { readonly kind: 'removed'; readonly words: readonly Word[]; readonly moved: boolean }
  | { readonly kind: 'pause'; readonly pause: Pause; readonly what: 'added' | 'removed' | 'cut' | 'uncut' | 'retimed' }
  /** Here two paragraphs became one. */
  | { readonly kind: 'joined' }

export type Row =
  /** So many paragraphs from this one of the document after are what they were. */
  | { readonly kind: 'same'; readonly from: number; readonly count: number }
  | {
      readonly kind: 'changed'
      readonly paragraph: Paragraph
      readonly spans: readonly Span[]
      /** 'split': it begins inside what was one paragraph. 'new': no word of it was there before. */
      readonly began: 'as before' | 'split' | 'new'
      /** It stands elsewhere among the paragraphs. */
      readonly moved: boolean
      /** Who spoke it before; null where that is still so, or it is new. */
      readonly speakerBefore: string | null
    }
  | { readonly kind: 'gone'; readonly paragraph: Paragraph; readonly spans: readonly Span[] }

export type SpeakerChange =
  | { readonly kind: 'renamed'; readonly before: Speaker; readonly after: Speaker }
  | { readonly kind: 'added'; readonly speaker: Speaker }
  | { readonly kind: 'removed'; readonly speaker: Speaker }

export type Counts = {
  readonly corrected: number
  readonly added: number
  readonly removed: number
  readonly moved: number
  readonly retimed: number
  readonly cut: number
  readonly uncut: number
  readonly breaks: number
  readonly unbreaks: number
  readonly pausesCut: number
  readonly pausesUncut: number
  readonly pausesAdded: number
  readonly pausesRemoved: number
  readonly pausesRetimed: number
  readonly splits: number
  readonly joins: number
  readonly paragraphsAdded: number
  readonly paragraphsRemoved: number
  readonly paragraphsMoved: number
}

export type Comparison = {
  readonly before: Transcript
  readonly after: Transcript
  readonly rows: readonly Row[]
  readonly speakers: readonly SpeakerChange[]
  /** Paragraphs given to another speaker, by that speaker's id. */
  readonly given: ReadonlyMap<string, number>
  readonly counts: Counts
}

type Tally = { -readonly [K in keyof Counts]: number }
const nothing = (): Tally => ({
  corrected: 0,
  added: 0,
  removed: 0,
  moved: 0,
  retimed: 0,
  cut: 0,
  uncut: 0,
  breaks: 0,
  unbreaks: 0,
  pausesCut: 0,
  pausesUncut: 0,
  pausesAdded: 0,
  pausesRemoved: 0,
  pausesRetimed: 0,
  splits: 0,
  joins: 0,
  paragraphsAdded: 0,
  paragraphsRemoved: 0,
  paragraphsMoved: 0,
})

const speakerChanges = (before: readonly Speaker[], after: readonly Speaker[]): readonly SpeakerChange[] => {
  if (before === after) return []
  const changes: SpeakerChange[] = []
  const old = new Map(before.map((speaker) => [speaker.id, speaker]))
  for (const speaker of after) {
    const was = old.get(speaker.id)
    if (was === undefined) changes.push({ kind: 'added', speaker })
    else if (was.name !== speaker.name) changes.push({ kind: 'renamed', before: was, after: speaker })
    old.delete(speaker.id)
  }
  for (const speaker of old.values()) changes.push({ kind: 'removed', speaker })
  return changes
}

const isPlain = (before: Word, after: Word): boolean =>
  before === after ||
  (before.text === after.text &&
    before.startMs === after.startMs &&
    before.endMs === after.endMs &&
    before.timing === after.timing &&
    before.cut === after.cut &&
    before.breakAfter === after.breakAfter)

const marksOf = (before: Word, after: Word, counts: Tally): readonly Mark[] => {
  const marks: Mark[] = []
  if (before.startMs !== after.startMs || before.endMs !== after.endMs || before.timing !== after.timing) {
    marks.push('retimed')
    counts.retimed++
  }
  if (before.cut !== after.cut) {
    marks.push(after.cut === true ? 'cut' : 'uncut')
    counts[after.cut === true ? 'cut' : 'uncut']++
  }
  if (before.breakAfter !== after.breakAfter) {
    marks.push(after.breakAfter === true ? 'break' : 'unbreak')
    counts[after.breakAfter === true ? 'breaks' : 'unbreaks']++
  }
  return marks
}

const sameMarks = (a: readonly Mark[], b: readonly Mark[]): boolean =>
  a.length === b.length && a.every((mark, index) => mark === b[index])

const unmarked: readonly Mark[] = []

/** The spans of one row as they grow: neighbours of one kind are one span. */
const createSpans = () => {
  const spans: Span[] = []
  let open: Word[] = []
  return {
    spans,
    /** A word to which nothing happened: nearly all are, and one costs no more than its place. */
    plain: (word: Word) => {
      const last = spans.at(-1)
      if (last?.kind === 'kept' && last.marks.length === 0) open.push(word)
      else {
        open = [word]
        spans.push({ kind: 'kept', words: open, marks: unmarked })
      }
    },
    push: (span: Span) => {
      const last = spans.at(-1)
      const goesOn =
        last !== undefined &&
        ((span.kind === 'kept' && last.kind === 'kept' && sameMarks(last.marks, span.marks)) ||
          (span.kind === 'added' && last.kind === 'added' && last.moved === span.moved) ||
          (span.kind === 'removed' && last.kind === 'removed' && last.moved === span.moved))
      if (goesOn && 'words' in span) {
        open.push(...span.words)
        return
      }
      if ('words' in span) {
        open = [...span.words]
        spans.push({ ...span, words: open })
      } else spans.push(span)
    },
  }
}

type Placed = { readonly item: Item; readonly paragraph: number }

/** Sets of numbers that grow together (union–find). */
const createClusters = (count: number) => {
  const parent = Int32Array.from({ length: count }, (_, index) => index)
  const find = (node: number): number => {
    let root = node
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root
    while ((parent[node] ?? node) !== root) {
      const next = parent[node] ?? node
      parent[node] = root
      node = next
    }
    return root
  }
  return {
    find,
    join: (a: number, b: number) => {
      parent[find(a)] = find(b)
    },
  }
}

/** [] rows of another kind than 'same', no speakers and nothing counted where the two say the same. */
export const compare = (before: Transcript, after: Transcript): Comparison => {
  const counts = nothing()
  const given = new Map<string, number>()
  const olds = before.paragraphs
  const news = after.paragraphs
  const done = (rows: readonly Row[]): Comparison => ({
    before,
    after,
    rows,
    speakers: speakerChanges(before.speakers, after.speakers),
    given,
    counts,
  })

  let start = 0
  const shortest = Math.min(olds.length, news.length)
  const sameAt = (a: number, b: number): boolean => {
    const old = olds[a]
    const next = news[b]
    return old !== undefined && next !== undefined && sameParagraph(old, next)
  }
  while (start < shortest && sameAt(start, start)) start++
  let end = 0
  while (end < shortest - start && sameAt(olds.length - 1 - end, news.length - 1 - end)) end++
  const oldEnd = olds.length - end
  const newEnd = news.length - end
  if (start === oldEnd && start === newEnd)
    return done(news.length === 0 ? [] : [{ kind: 'same', from: 0, count: news.length }])

  // Which paragraphs between are what they were, and still in order among themselves.
  const oldAt = new Map<string, number>()
  for (let index = start; index < oldEnd; index++) oldAt.set(olds[index]?.id ?? '', index)
  const whole: number[] = []
  const places: number[] = []
  for (let index = start; index < newEnd; index++) {
    const old = oldAt.get(news[index]?.id ?? '')
    if (old === undefined || !sameAt(old, index)) continue
    whole.push(index)
    places.push(old)
  }
  const inOrder = rising(places)
  const same = new Set<number>()
  const sameOld = new Set<number>()
  const movedWhole = new Set<number>()
  for (const [index, at] of whole.entries()) {
    if (inOrder[index] === true) {
      same.add(at)
      sameOld.add(places[index] ?? -1)
    } else movedWhole.add(at)
  }

  // Clusters of the others. Old paragraphs are numbered first, new ones after them.
  const changed = new Map<number, Row>()
  const changedNew: number[] = []
  const paired = new Set<number>()
  for (let index = start; index < newEnd; index++) {
    if (same.has(index)) continue
    const next = news[index]
    const place = oldAt.get(next?.id ?? '')
    const old = place === undefined ? undefined : olds[place]
    if (place === undefined || old === undefined || next === undefined || !sameIds(old, next)) {
      changedNew.push(index)
      continue
    }
    paired.add(place)
    changed.set(index, pairOf(old, next, movedWhole.has(index), counts, given))
  }
  const changedOld: number[] = []
  for (let index = start; index < oldEnd; index++) if (!sameOld.has(index) && !paired.has(index)) changedOld.push(index)
  const clusters = createClusters(changedOld.length + changedNew.length)
  const holder = new Map<string, number>()
  const nodeOf = new Map<string, number>()
  for (const [node, index] of changedOld.entries()) {
    const old = olds[index]
    if (old === undefined) continue
    nodeOf.set(old.id, node)
    for (const item of old.items) holder.set(item.id, node)
  }
  for (const [offset, index] of changedNew.entries()) {
    const next = news[index]
    if (next === undefined) continue
    const node = changedOld.length + offset
    const namesake = nodeOf.get(next.id)
    if (namesake !== undefined) clusters.join(node, namesake)
    let last = -1
    for (const item of next.items) {
      const old = holder.get(item.id)
      if (old === undefined || old === last) continue
      clusters.join(node, old)
      last = old
    }
  }
  const members = new Map<number, { readonly olds: number[]; readonly news: number[] }>()
  const memberOf = (node: number) => {
    const root = clusters.find(node)
    const found = members.get(root) ?? { olds: [], news: [] }
    members.set(root, found)
    return found
  }
  for (const [node, index] of changedOld.entries()) memberOf(node).olds.push(index)
  for (const [offset, index] of changedNew.entries()) memberOf(changedOld.length + offset).news.push(index)

  /** Rows of paragraphs that are gone, by the old index they stood at. */
  const gone = new Map<number, Row>()
  for (const cluster of members.values()) rowsOf(cluster, { before, after, counts, given, movedWhole, changed, gone })

  const rows: Row[] = []
  const pushSame = (from: number, count: number) => {
    const last = rows.at(-1)
    if (count === 0) return
    if (last?.kind === 'same') rows[rows.length - 1] = { ...last, count: last.count + count }
    else rows.push({ kind: 'same', from, count })
  }
  pushSame(0, start)
  // A paragraph that is gone stands before the first paragraph that came after it and stayed.
  let walked = start
  const goneBefore = (old: number) => {
    for (; walked < old; walked++) {
      const row = gone.get(walked)
      if (row !== undefined) rows.push(row)
    }
  }
  for (let index = start; index < newEnd; index++) {
    const old = oldAt.get(news[index]?.id ?? '')
    const row = changed.get(index)
    if (old !== undefined && old >= walked && !movedWhole.has(index)) goneBefore(old)
    if (row === undefined) pushSame(index, 1)
    else rows.push(row)
  }
  goneBefore(oldEnd)
  pushSame(newEnd, end)
  return done(rows)
}

const sameIds = (old: Paragraph, next: Paragraph): boolean =>
  old.items.length === next.items.length && old.items.every(({ id }, at) => next.items[at]?.id === id)

/** A paragraph that holds the same words in the same order is a cluster of its own: no other one can share a word with it. */
const pairOf = (old: Paragraph, next: Paragraph, moved: boolean, counts: Tally, given: Map<string, number>): Row => {
  const row = createSpans()
  for (const [at, item] of next.items.entries()) {
    const was = old.items[at]
    if (was !== undefined) keep(row, was, item, counts)
  }
  if (moved) counts.paragraphsMoved++
  const speakerBefore = old.speakerId === next.speakerId ? null : old.speakerId
  if (speakerBefore !== null) given.set(next.speakerId, (given.get(next.speakerId) ?? 0) + 1)
  return { kind: 'changed', paragraph: next, spans: row.spans, began: 'as before', moved, speakerBefore }
}

type Building = {
  readonly before: Transcript
  readonly after: Transcript
  readonly counts: Tally
  readonly given: Map<string, number>
  readonly movedWhole: ReadonlySet<number>
  readonly changed: Map<number, Row>
  readonly gone: Map<number, Row>
}

const itemsOf = (paragraphs: readonly Paragraph[], indices: readonly number[]): readonly Placed[] => {
  const placed: Placed[] = []
  for (const paragraph of indices)
    for (const item of paragraphs[paragraph]?.items ?? []) placed.push({ item, paragraph })
  return placed
}

const rowsOf = (
  cluster: { readonly olds: readonly number[]; readonly news: readonly number[] },
  to: Building,
): void => {
  const { before, after, counts, given, movedWhole, changed, gone } = to
  const olds = itemsOf(before.paragraphs, cluster.olds)
  const news = itemsOf(after.paragraphs, cluster.news)
  if (cluster.news.length === 0) {
    for (const index of cluster.olds) {
      const paragraph = before.paragraphs[index]
      if (paragraph === undefined) continue
      const row = createSpans()
      for (const item of paragraph.items) remove(row.push, item, false, counts)
      counts.paragraphsRemoved++
      gone.set(index, { kind: 'gone', paragraph, spans: row.spans })
    }
    return
  }

  const placeOf = new Map(olds.map(({ item }, place) => [item.id, place]))
  const common: number[] = []
  const commonNew: number[] = []
  for (const [place, { item }] of news.entries()) {
    const old = placeOf.get(item.id)
    if (old === undefined) continue
    common.push(old)
    commonNew.push(place)
  }
  const inOrder = rising(common)
  const inBoth = new Set(common.map((place) => olds[place]?.item.id ?? ''))

  type RowBuilding = ReturnType<typeof createSpans> & {
    /** The old paragraph of the last word that was here before, for telling where two became one. */
    lastOld: number | null
    firstOld: number | null
    lastKept: number | null
  }
  const rows = new Map<number, RowBuilding>()
  const rowOf = (index: number): RowBuilding => {
    const row = rows.get(index) ?? { ...createSpans(), lastOld: null, firstOld: null, lastKept: null }
    rows.set(index, row)
    return row
  }
  const namesakes = new Map(cluster.news.map((index) => [after.paragraphs[index]?.id ?? '', index]))
  /** Says that something of the old paragraph stands here. */
  const from = (row: RowBuilding, old: number) => {
    if (row.lastOld !== null && row.lastOld !== old) {
      row.push({ kind: 'joined' })
      counts.joins++
    }
    row.lastOld = old
  }

  const kept = common.flatMap((old, index) => (inOrder[index] === true ? [{ old, place: commonNew[index] ?? 0 }] : []))
  let oldAt = 0
  let newAt = 0
  let previous: { readonly row: number; readonly paragraph: number } | null = null
  for (let next = 0; next <= kept.length; next++) {
    const pair = kept[next]
    const oldTo = pair?.old ?? olds.length
    const newTo = pair?.place ?? news.length
    const following =
      pair === undefined ? null : { row: news[newTo]?.paragraph ?? 0, paragraph: olds[oldTo]?.paragraph ?? 0 }
    for (; oldAt < oldTo; oldAt++) {
      const placed = olds[oldAt]
      if (placed === undefined) continue
      const { item, paragraph } = placed
      const index =
        (previous !== null && previous.paragraph === paragraph ? previous.row : null) ??
        (following !== null && following.paragraph === paragraph ? following.row : null) ??
        namesakes.get(before.paragraphs[paragraph]?.id ?? '') ??
        previous?.row ??
        following?.row ??
        cluster.news[0] ??
        0
      const row = rowOf(index)
      const movedAway = inBoth.has(item.id)
      if (!movedAway) from(row, paragraph)
      remove(row.push, item, movedAway, counts)
    }
    for (; newAt < newTo; newAt++) {
      const placed = news[newAt]
      if (placed === undefined) continue
      add(rowOf(placed.paragraph).push, placed.item, inBoth.has(placed.item.id), counts)
    }
    if (pair === undefined || following === null) break
    const old = olds[oldTo]
    const there = news[newTo]
    if (old !== undefined && there !== undefined) {
      const row = rowOf(there.paragraph)
      from(row, old.paragraph)
      row.firstOld ??= old.paragraph
      row.lastKept = old.paragraph
      keep(row, old.item, there.item, counts)
    }
    previous = following
    oldAt = oldTo + 1
    newAt = newTo + 1
  }

  const splitFrom = new Map<number, number>()
  for (const index of cluster.news) {
    const paragraph = after.paragraphs[index]
    if (paragraph === undefined) continue
    const row = rowOf(index)
    const was = cluster.olds.find((old) => before.paragraphs[old]?.id === paragraph.id) ?? row.firstOld
    const wholeMoved = movedWhole.has(index)
    const above = splitFrom.get(index - 1)
    const split = row.firstOld !== null && above === row.firstOld
    if (row.lastKept !== null) splitFrom.set(index, row.lastKept)
    const isNew = was === null
    if (split) counts.splits++
    else if (isNew) counts.paragraphsAdded++
    if (wholeMoved) counts.paragraphsMoved++
    const speaker = was === null ? null : (before.paragraphs[was]?.speakerId ?? null)
    const speakerBefore = speaker === null || speaker === paragraph.speakerId ? null : speaker
    if (speakerBefore !== null) given.set(paragraph.speakerId, (given.get(paragraph.speakerId) ?? 0) + 1)
    changed.set(index, {
      kind: 'changed',
      paragraph,
      spans: row.spans,
      began: split ? 'split' : isNew ? 'new' : 'as before',
      moved: wholeMoved,
      speakerBefore,
    })
  }
  // An old paragraph without a word, or whose words are all told of elsewhere, has no row and is not counted: it was joined.
}

const remove = (push: (span: Span) => void, item: Item, moved: boolean, counts: Tally): void => {
  if (item.kind === 'pause') {
    if (moved) return
    counts.pausesRemoved++
    push({ kind: 'pause', pause: item, what: 'removed' })
    return
  }
  if (!moved) counts.removed++
  push({ kind: 'removed', words: [item], moved })
}

const add = (push: (span: Span) => void, item: Item, moved: boolean, counts: Tally): void => {
  if (item.kind === 'pause') {
    if (!moved) counts.pausesAdded++
    push({ kind: 'pause', pause: item, what: 'added' })
    return
  }
  counts[moved ? 'moved' : 'added']++
  push({ kind: 'added', words: [item], moved })
}

const keep = ({ plain, push }: ReturnType<typeof createSpans>, before: Item, after: Item, counts: Tally): void => {
  if (after.kind === 'pause') {
    if (before.kind !== 'pause') return
    if (before.cut !== after.cut) {
      const cut = after.cut === true
      counts[cut ? 'pausesCut' : 'pausesUncut']++
      push({ kind: 'pause', pause: after, what: cut ? 'cut' : 'uncut' })
    } else if (before.startMs !== after.startMs || before.endMs !== after.endMs) {
      counts.pausesRetimed++
      push({ kind: 'pause', pause: after, what: 'retimed' })
    }
    return
  }
  if (before.kind !== 'word') return
  if (isPlain(before, after)) {
    plain(after)
    return
  }
  const marks = marksOf(before, after, counts)
  if (before.text === after.text) push({ kind: 'kept', words: [after], marks })
  else {
    counts.corrected++
    push({ kind: 'corrected', before, after, marks })
  }
}

/** Nothing that a person would see differs. */
export const isEmpty = ({ rows, speakers }: Comparison): boolean =>
  speakers.length === 0 && rows.every((row) => row.kind === 'same')
