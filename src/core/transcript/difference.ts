// The smallest steps that turn some neighbouring paragraphs into others.

import type { Item, Paragraph } from './model'
import { sameItem, sameParagraph, type Step } from './step'

const inOrder = (items: readonly Item[]): boolean => {
  let previousEnd = 0
  for (const item of items) {
    if (item.startMs < previousEnd) return false
    previousEnd = item.endMs
  }
  return true
}

const same = (a: Item | undefined, b: Item | undefined): boolean => a !== undefined && b !== undefined && sameItem(a, b)
const unchanged = (a: Paragraph | undefined, b: Paragraph | undefined): boolean =>
  a !== undefined && b !== undefined && sameParagraph(a, b)

/** One `items` step holding only what differs; none where nothing does. */
const itemSteps = (paragraphId: string, before: readonly Item[], after: readonly Item[]): readonly Step[] => {
  let at = 0
  while (same(before[at], after[at])) at++
  let end = 0
  while (
    before.length - end > at &&
    after.length - end > at &&
    same(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    end++
  const removed = before.slice(at, before.length - end)
  const inserted = after.slice(at, after.length - end)
  return removed.length === 0 && inserted.length === 0 ? [] : [{ kind: 'items', paragraphId, at, removed, inserted }]
}

/**
 * Steps from `before` to `after`, where `before` stands at index `at` of the document: `items` where the paragraphs stayed
 * what they were, `split` or `join` (with an `items` step for what else changed) where one became two or two one,
 * `paragraphs` otherwise. The document is sound after each of the steps if it is so before and after all.
 */
export const difference = (at: number, before: readonly Paragraph[], after: readonly Paragraph[]): readonly Step[] => {
  let start = 0
  while (unchanged(before[start], after[start])) start++
  let end = 0
  while (
    before.length - end > start &&
    after.length - end > start &&
    unchanged(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    end++
  const olds = before.slice(start, before.length - end)
  const news = after.slice(start, after.length - end)
  if (olds.length === 0 && news.length === 0) return []
  if (
    olds.length === news.length &&
    olds.every((old, index) => old.id === news[index]?.id && old.speakerId === news[index].speakerId)
  )
    return olds.flatMap((old, index) => itemSteps(old.id, old.items, news[index]?.items ?? []))

  const [old, secondOld] = olds
  const [first, second] = news
  if (
    olds.length === 1 &&
    news.length === 2 &&
    old &&
    first &&
    second &&
    old.id === first.id &&
    old.speakerId === first.speakerId
  ) {
    const whole = [...first.items, ...second.items]
    if (inOrder(whole))
      return [
        ...itemSteps(old.id, old.items, whole),
        { kind: 'split', paragraphId: old.id, at: first.items.length, newId: second.id, speakerId: second.speakerId },
      ]
  }
  if (
    olds.length === 2 &&
    news.length === 1 &&
    old &&
    secondOld &&
    first &&
    old.id === first.id &&
    old.speakerId === first.speakerId
  ) {
    const whole = [...old.items, ...secondOld.items]
    if (inOrder(whole))
      return [
        {
          kind: 'join',
          paragraphId: old.id,
          at: old.items.length,
          newId: secondOld.id,
          speakerId: secondOld.speakerId,
        },
        ...itemSteps(old.id, whole, first.items),
      ]
  }
  return [{ kind: 'paragraphs', at: at + start, removed: olds, inserted: news }]
}
