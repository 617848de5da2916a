// Makes the times of draft paragraphs sound: whole milliseconds, 0 ≤ start < end, no item over the next one inside a paragraph.
// The order of the text is never touched; what cannot be right in that order is placed anew.
//
// Per paragraph: anchors are the longest series of items whose starts never go back: an outlier (0 in the middle, 99 h) loses
// to the many that agree. Between two anchors the others share what room there is. An end beyond the next start is
// clipped. Last, where several words had no room at all, they are moved on, one millisecond each at least.

import type { DraftItem, DraftParagraph } from './draft'
import type { Notes } from './notes'

/** A word without any hint lasts so long where there is room. */
const estimatedMs = 300
/** A word without a length gets the time until the next one, so much at most. */
const longestGivenMs = 1000

/** Indices of the anchors; null when every item is one, which is the common case. */
const anchorsOf = (items: readonly DraftItem[]): ReadonlySet<number> | null => {
  let sound = true
  let before = 0
  for (const { startMs } of items) {
    if (!(startMs >= before)) {
      sound = false
      break
    }
    before = startMs
  }
  if (sound) return null
  // Longest series that never goes back, by patience: tails[n] is the index of the smallest last start of a series of n + 1.
  const tails: number[] = []
  const previous = new Int32Array(items.length).fill(-1)
  const startAt = (index: number | undefined): number =>
    index === undefined ? Number.NaN : (items[index]?.startMs ?? Number.NaN)
  items.forEach(({ startMs }, index) => {
    if (Number.isNaN(startMs)) return
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (startAt(tails[middle]) <= startMs) low = middle + 1
      else high = middle
    }
    previous[index] = tails[low - 1] ?? -1
    tails[low] = index
  })
  const anchors = new Set<number>()
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) anchors.add(index)
  return anchors
}

/** Shares from…to among the items by length of text, at least 1 ms each: beyond `to` where there is no room. */
const distribute = (items: readonly DraftItem[], from: number, to: number): void => {
  const room = Math.max(0, to - from - items.length)
  let weight = 0
  for (const { text } of items) weight += text.length + 1
  let before = 0
  items.forEach((item, index) => {
    item.startMs = from + Math.floor((room * before) / weight) + index
    before += item.text.length + 1
    item.endMs = from + Math.floor((room * before) / weight) + index + 1
    if (item.timing === 'source') item.timing = 'estimated'
  })
}

/** One item alone between its start and `limit`. `soft` is where an estimated end should stop at the latest. */
const settleOne = (item: DraftItem, limit: number, soft: number, notes: Notes): void => {
  const { startMs, endMs } = item
  if (endMs > startMs) {
    if (endMs <= limit) return
    notes.add('overlap', item)
    item.endMs = limit
    return
  }
  if (item.kind === 'pause') {
    item.endMs = limit === Number.POSITIVE_INFINITY ? startMs : limit
    return
  }
  if (item.timing !== 'split') notes.add(endMs < startMs ? 'ends-before-start' : 'no-length', item)
  const until =
    limit === Number.POSITIVE_INFINITY
      ? Math.min(startMs + estimatedMs, soft)
      : Math.min(startMs + longestGivenMs, limit)
  item.endMs = Math.max(startMs + 1, until)
  if (item.timing === 'source') item.timing = 'estimated'
}

/** Several items that share one start, or of which only the first has one. */
const settleMany = (items: readonly DraftItem[], limit: number, soft: number): void => {
  const [first] = items
  if (first === undefined) return
  const from = first.startMs
  let wanted = first.endMs > from ? first.endMs + (items.length - 1) * estimatedMs : from + items.length * estimatedMs
  if (limit === Number.POSITIVE_INFINITY) wanted = Math.max(from + items.length, Math.min(wanted, soft))
  for (const { endMs, startMs } of items) if (startMs === from && endMs > wanted) wanted = endMs
  const to = Math.min(wanted, limit)
  const rest = items.length - 1
  // The first one's own end holds where it leaves the others a third of what they would get.
  if (first.endMs > from && to - first.endMs >= (rest * estimatedMs) / 3) distribute(items.slice(1), first.endMs, to)
  else distribute(items, from, to)
}

const noteMisplaced = (item: DraftItem, notes: Notes): void => {
  // The two parts of a split entry that found no room are told as that split.
  if (item.timing === 'split') return
  notes.add(Number.isNaN(item.startMs) ? 'no-time' : 'out-of-order', item)
}

/** `floorMs`: where the paragraph before ends. `nextMs`: where the one after begins, or the media's end, or infinity. */
const settle = (paragraph: DraftParagraph, floorMs: number, nextMs: number, notes: Notes): void => {
  const anchors = anchorsOf(paragraph.items)
  if (anchors !== null) {
    // A pause that is out of order tells nothing that its neighbours do not.
    const kept: DraftItem[] = []
    const isAnchor: boolean[] = []
    paragraph.items.forEach((item, index) => {
      if (!anchors.has(index)) {
        if (item.kind === 'pause') {
          notes.add('pause-dropped', { startMs: item.startMs })
          return
        }
        noteMisplaced(item, notes)
      }
      kept.push(item)
      isAnchor.push(anchors.has(index))
    })
    paragraph.items = kept
    settleAnchored(kept, (index) => isAnchor[index] === true, floorMs, nextMs, notes)
  } else settleAnchored(paragraph.items, () => true, floorMs, nextMs, notes)
  pushOn(paragraph, notes)
}

const settleAnchored = (
  items: readonly DraftItem[],
  isAnchor: (index: number) => boolean,
  floorMs: number,
  nextMs: number,
  notes: Notes,
): void => {
  let first = 0
  while (first < items.length && !isAnchor(first)) first++
  if (first > 0) {
    const leading = items.slice(0, first)
    const anchorMs = items[first]?.startMs
    if (anchorMs === undefined) {
      const to = floorMs + first * estimatedMs
      distribute(leading, floorMs, nextMs >= floorMs + first ? Math.min(to, nextMs) : to)
      return
    }
    const floor = floorMs <= anchorMs - first ? floorMs : 0
    distribute(
      leading,
      Math.max(0, Math.min(anchorMs - first, Math.max(floor, anchorMs - first * estimatedMs))),
      anchorMs,
    )
  }
  let from = first
  while (from < items.length) {
    const item = items[from]
    if (item === undefined) return
    const { startMs } = item
    let next = from + 1
    while (next < items.length && (!isAnchor(next) || items[next]?.startMs === startMs)) next++
    const limit = items[next]?.startMs ?? Number.POSITIVE_INFINITY
    const soft = nextMs > startMs ? nextMs : Number.POSITIVE_INFINITY
    if (next === from + 1) settleOne(item, limit, soft, notes)
    else {
      const group = items.slice(from, next)
      const told = group.map(({ startMs, endMs }, index) => ({ startMs, endMs, anchored: isAnchor(from + index) }))
      settleMany(group, limit, soft)
      group.forEach((member, index) => {
        const span = told[index]
        if (span?.anchored === true) noteShared(member, span, notes)
      })
    }
    from = next
  }
}

/** An anchor in a group is noted by what Pictory had told of it; the others were noted as misplaced. */
const noteShared = (
  item: DraftItem,
  told: { readonly startMs: number; readonly endMs: number },
  notes: Notes,
): void => {
  if (item.kind === 'pause' || item.timing === 'split') return
  if (told.endMs < told.startMs) notes.add('ends-before-start', item)
  else if (!(told.endMs > told.startMs)) notes.add('no-length', item)
  else if (item.startMs !== told.startMs || item.endMs !== told.endMs) notes.add('overlap', item)
}

const pushOn = (paragraph: DraftParagraph, notes: Notes): void => {
  let cursor = 0
  let dropped = false
  for (const item of paragraph.items) {
    const late = item.startMs < cursor
    if (late) item.startMs = cursor
    if (item.endMs <= item.startMs) {
      if (item.kind === 'pause') {
        notes.add('pause-dropped', { startMs: item.startMs })
        dropped = true
        continue
      }
      item.endMs = item.startMs + 1
    }
    if (late && item.kind === 'word') {
      notes.add('squeezed', item)
      if (item.timing === 'source') item.timing = 'estimated'
    }
    cursor = item.endMs
  }
  if (dropped) paragraph.items = paragraph.items.filter((item) => item.endMs > item.startMs)
}

/** Settles every paragraph in the order of the response. `mediaMs` is the media's end, infinity where unknown. */
export const settleTimes = (paragraphs: readonly DraftParagraph[], mediaMs: number, notes: Notes): void => {
  const begins: number[] = []
  let next = mediaMs
  for (let index = paragraphs.length - 1; index >= 0; index--) {
    begins[index] = next
    next = paragraphs[index]?.items.find(({ startMs }) => !Number.isNaN(startMs))?.startMs ?? next
  }
  let floorMs = 0
  paragraphs.forEach((paragraph, index) => {
    settle(paragraph, floorMs, begins[index] ?? mediaMs, notes)
    floorMs = paragraph.items.at(-1)?.endMs ?? floorMs
  })
}
