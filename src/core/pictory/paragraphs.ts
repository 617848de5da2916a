// The last step of every reader: drafts with settled times → the document's paragraphs, in time.

import type { Item, Paragraph } from '../transcript/model'
import type { DraftItem, DraftParagraph } from './draft'
import type { Notes } from './notes'

const itemOf = ({ kind, id, text, category, startMs, endMs, timing }: DraftItem): Item =>
  kind === 'word' ? { kind: 'word', id, text, startMs, endMs, timing } : { kind: 'pause', id, startMs, endMs, category }

const longWordMs = 10_000

const beginOf = (paragraph: DraftParagraph): number => paragraph.items[0]?.startMs ?? 0

/** Paragraphs in time; those that begin together stay as they were. */
const inTime = (
  paragraphs: readonly DraftParagraph[],
  misplaced: (paragraph: DraftParagraph) => void,
): readonly DraftParagraph[] => {
  let latest = 0
  let sorted = true
  for (const paragraph of paragraphs) {
    const begin = beginOf(paragraph)
    if (begin < latest) {
      sorted = false
      misplaced(paragraph)
    } else latest = begin
  }
  return sorted ? paragraphs : [...paragraphs].sort((a, b) => beginOf(a) - beginOf(b))
}

/** @returns the paragraphs, and where the last item ends. */
export const finish = (
  drafts: readonly DraftParagraph[],
  notes: Notes,
): { readonly paragraphs: readonly Paragraph[]; readonly endMs: number } => {
  const ordered = inTime(drafts, (paragraph) => notes.add('paragraph-order', paragraph.items[0] ?? null))
  let endMs = 0
  const paragraphs = ordered.map(({ id, speakerId, items }): Paragraph => {
    for (const item of items) {
      if (item.endMs > endMs) endMs = item.endMs
      if (item.kind === 'word' && item.endMs - item.startMs > longWordMs) notes.add('long-word', item)
    }
    return { id, speakerId, items: items.map(itemOf) }
  })
  return { paragraphs, endMs }
}
