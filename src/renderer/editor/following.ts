// From a change of the document to the smallest change of the surface: what others changed, undo and redo.

import type { ChangeSpec, Text } from '@codemirror/state'
import { textOf, type Paragraph, words } from '../../core/transcript/model'
import { standsFor } from '../../core/transcript/tokens'
import { linesText } from './typing'

type Replacement = { readonly from: number; readonly to: number; readonly insert: string }

const isHalf = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** What has to be replaced at `offset` so that `before` reads `after`; null where nothing has. */
const replacement = (offset: number, before: string, after: string): Replacement | null => {
  if (before === after) return null
  let start = 0
  while (start < before.length && start < after.length && before.charCodeAt(start) === after.charCodeAt(start)) start++
  if (isHalf(before, start) || isHalf(after, start)) start = Math.max(0, start - 1)
  let end = 0
  const room = Math.min(before.length, after.length) - start
  while (end < room && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++
  if (end > 0 && isHalf(before, before.length - end)) end--
  return { from: offset + start, to: offset + before.length - end, insert: after.slice(start, after.length - end) }
}

const sameWords = (line: string, paragraph: Paragraph): boolean =>
  standsFor(
    line,
    words(paragraph).map(({ text }) => text),
  )

/** The line as it may stay for this paragraph: its own blanks where its words are right, else the paragraph's text. */
const lineFor = (line: string, paragraph: Paragraph): string => (sameWords(line, paragraph) ? line : textOf(paragraph))

export type Followed = {
  readonly changes: ChangeSpec
  /** Where the first change begins and ends in the new text; null where only labels, times or pauses changed. */
  readonly firstAt: number | null
  /** The first paragraph that is not what it was; null for none. */
  readonly firstLine: number | null
}

/** What the surface has to change so that its lines read `after`. `before` is what they read now. */
export const follow = (doc: Text, before: readonly Paragraph[], after: readonly Paragraph[]): Followed => {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    before.length - end > start &&
    after.length - end > start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++
  const firstLine =
    start === before.length && start === after.length ? null : Math.min(start, Math.max(0, after.length - 1))
  const done = (changes: readonly Replacement[]): Followed => {
    const [first] = changes
    return { changes, firstAt: first === undefined ? null : first.from + first.insert.length, firstLine }
  }
  if (firstLine === null) return done([])

  if (before.length === after.length) {
    const changes: Replacement[] = []
    for (let index = start; index < after.length - end; index++) {
      const paragraph = after[index]
      if (paragraph === undefined || paragraph === before[index]) continue
      const line = doc.line(index + 1)
      const change = replacement(line.from, line.text, lineFor(line.text, paragraph))
      if (change !== null) changes.push(change)
    }
    return done(changes)
  }

  // Lines came or went. A neighbour is read along where one side would be no line at all.
  if (start > 0 && (start === before.length - end || start === after.length - end)) start--
  else if (end > 0 && (start === before.length - end || start === after.length - end)) end--
  const oldTo = Math.max(before.length - end, start + 1)
  const text = linesText(doc, start, Math.min(oldTo, doc.lines))
  const lines = text.split('\n')
  const wanted = after.slice(start, after.length - end)
  // The ends keep the surface's own blanks where their words are right.
  const insert = wanted
    .map((paragraph, index) => {
      const old = index === 0 ? lines[0] : index === wanted.length - 1 ? lines.at(-1) : undefined
      return old === undefined ? textOf(paragraph) : lineFor(old, paragraph)
    })
    .join('\n')
  const change = replacement(doc.line(start + 1).from, text, insert)
  return done(change === null ? [] : [change])
}
