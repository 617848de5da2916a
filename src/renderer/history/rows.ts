// The rows of the two long lists: the sessions with their changes, and the paragraphs of a comparison.

import type { Comparison, Row } from '../../core/history/compare'
import type { Part, Point } from './past'

export type HistoryRow =
  | { readonly kind: 'session'; readonly part: number; readonly session: number; readonly open: boolean }
  | { readonly kind: 'change'; readonly part: number; readonly session: number; readonly change: number }
  /** Changes that cannot be shown lie between what is above and what is below. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'original' }

/** A session is told by its first change, which stays while more come to it. */
export const sessionKey = (part: number, from: number): string => `${part}/${from}`

/** Newest first; the changes of the sessions in `open` below them, newest first too. */
export const historyRows = (parts: readonly Part[], open: ReadonlySet<string>): readonly HistoryRow[] => {
  const rows: HistoryRow[] = []
  for (const [part, { sittings }] of [...parts.entries()].reverse()) {
    if (part < parts.length - 1) rows.push({ kind: 'gap' })
    for (const [session, sitting] of [...sittings.entries()].reverse()) {
      const isOpen = open.has(sessionKey(part, sitting.from))
      rows.push({ kind: 'session', part, session, open: isOpen })
      if (!isOpen) continue
      for (let change = sitting.to - 1; change >= sitting.from; change--)
        rows.push({ kind: 'change', part, session, change })
    }
  }
  if (parts[0]?.fromOriginal === true) rows.push({ kind: 'original' })
  return rows
}

/** The point a row stands for: before it. Null for a row that is none. */
export const pointOf = (parts: readonly Part[], row: HistoryRow): Point | null => {
  switch (row.kind) {
    case 'session':
      return { part: row.part, at: parts[row.part]?.sittings[row.session]?.from ?? 0 }
    case 'change':
      return { part: row.part, at: row.change }
    case 'original':
      return { part: 0, at: 0 }
    case 'gap':
      return null
  }
}

export type ChangesRow =
  | Exclude<Row, { readonly kind: 'same' }>
  /** So many paragraphs that did not change, folded away. */
  | { readonly kind: 'fold'; readonly from: number; readonly count: number }
  /** One of them, shown. */
  | { readonly kind: 'plain'; readonly index: number }

/** A single paragraph between two changes is shown: it takes no more room than the words that would stand for it. */
const leastFolded = 2

/** `shown` holds the `from` of the folds that were opened. */
export const changesRows = ({ rows }: Comparison, shown: ReadonlySet<number>): readonly ChangesRow[] =>
  rows.flatMap((row): readonly ChangesRow[] => {
    if (row.kind !== 'same') return [row]
    if (row.count >= leastFolded && !shown.has(row.from)) return [{ ...row, kind: 'fold' }]
    return Array.from({ length: row.count }, (_, offset) => ({ kind: 'plain', index: row.from + offset }) as const)
  })
