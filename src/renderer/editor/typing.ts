// The room of the text surface: CodeMirror on one side, the session on the other. It knows the DOM and the core; the
// session's transcript is the truth, the surface only shows it and turns what is typed into steps.
//
// This file: from a change of the surface's text to steps. One line is one paragraph; the words of a line are the words of
// its paragraph (extra blanks are the surface's own). Only touched lines are read.

import type { ChangeSet, Text, Transaction } from '@codemirror/state'
import { fail, ok, type Result } from '../../core/result'
import { difference } from '../../core/transcript/difference'
import { type Paragraph, type Transcript, words } from '../../core/transcript/model'
import { retimed, surroundings, type Retime } from '../../core/transcript/retime'
import type { Step } from '../../core/transcript/step'
import { rewritten } from '../../core/transcript/tokens'
import { restMs } from '../session/history'

/** Lines `from` … `to` (half open, from 0) of the old text became `lines`; so many characters at both ends are the same. */
type Hunk = {
  readonly from: number
  to: number
  newTo: number
  readonly newFrom: number
  readonly sameAtStart: number
  sameAtEnd: number
}

const hunksOf = (doc: Text, changes: ChangeSet, newDoc: Text): readonly Hunk[] => {
  const hunks: Hunk[] = []
  changes.iterChanges((fromA, toA, fromB, toB) => {
    const first = doc.lineAt(fromA)
    const last = doc.lineAt(toA)
    const newLast = newDoc.lineAt(toB)
    const previous = hunks.at(-1)
    if (previous !== undefined && first.number <= previous.to) {
      previous.to = last.number
      previous.newTo = newLast.number
      previous.sameAtEnd = last.to - toA
      return
    }
    hunks.push({
      from: first.number - 1,
      to: last.number,
      newFrom: newDoc.lineAt(fromB).number - 1,
      newTo: newLast.number,
      sameAtStart: fromA - first.from,
      sameAtEnd: last.to - toA,
    })
  })
  return hunks
}

/** Lines `from` … `to` (half open, from 0) as one text. */
export const linesText = (doc: Text, from: number, to: number): string =>
  doc.sliceString(doc.line(from + 1).from, doc.line(to).to, '\n')

const blankAt = (text: string, at: number): boolean => at < 0 || at >= text.length || /\s/u.test(text.charAt(at))

/** Typed against the word before it, or against the one after it. */
const nearOf = (before: string, sameAtStart: number, sameAtEnd: number): 'before' | 'after' =>
  blankAt(before, sameAtStart - 1) && !blankAt(before, before.length - sameAtEnd) ? 'after' : 'before'

/** The label of an undo, by CodeMirror's user event; the first that fits. */
const labels: readonly (readonly [string, string])[] = [
  ['input.split', 'Split paragraph'],
  ['delete.join', 'Join paragraphs'],
  ['input.paste', 'Paste'],
  ['input.drop', 'Paste'],
  ['move', 'Move text'],
  ['input.replace', 'Replace'],
  ['delete.cut', 'Cut'],
  ['delete', 'Delete'],
  ['input', 'Typing'],
]

const labelOf = (transaction: Transaction): string =>
  labels.find(([event]) => transaction.isUserEvent(event))?.[1] ?? 'Change'

/**
 * Typing in one place. While it lasts, each key is retimed against the paragraph as it was when it began, not against
 * the key before: a phrase typed letter by letter gets the times it would get pasted, and a word wiped out and typed
 * again gets its own time back.
 */
type Burst = {
  readonly key: string
  readonly base: Paragraph
  readonly baseText: string
  readonly around: ReturnType<typeof surroundings>
  sameAtStart: number
  sameAtEnd: number
  /** The paragraph and the caret as the last key left them. */
  current: Paragraph
  caret: number
  typedAt: number
  /** The last key was part of a composition, which rests as long as it likes. */
  composing: boolean
  /** Ids of the words this burst made, in the order of the text, so that they keep them from key to key. */
  readonly ids: string[]
}

export type Typed = {
  readonly label: string
  readonly steps: readonly Step[]
  readonly mergeKey?: string
  readonly mergeWithinMs?: number
}

export const createTyping = (newId: () => string, now: () => number) => {
  let burst: Burst | null = null
  let bursts = 0

  const begin = (transcript: Transcript, line: number, paragraph: Paragraph, text: string, hunk: Hunk): Burst => ({
    key: `typing ${++bursts}`,
    base: paragraph,
    baseText: text,
    around: surroundings(transcript, line, line + 1),
    sameAtStart: hunk.sameAtStart,
    sameAtEnd: hunk.sameAtEnd,
    current: paragraph,
    caret: -1,
    typedAt: now(),
    composing: false,
    ids: [],
  })

  const inOnePlace = (transaction: Transaction, transcript: Transcript, hunk: Hunk): Result<Typed, 'no-time'> => {
    const { startState, newDoc, newSelection } = transaction
    const oldLine = startState.doc.line(hunk.from + 1)
    const paragraph = transcript.paragraphs[hunk.from]
    if (paragraph === undefined) throw new Error('The surface has a line that is no paragraph.')
    const composing = transaction.isUserEvent('input.type.compose')
    const goesOn =
      burst !== null &&
      burst.current === paragraph &&
      ((composing && burst.composing) || now() - burst.typedAt <= restMs) &&
      hunk.sameAtStart <= burst.caret &&
      burst.caret <= oldLine.length - hunk.sameAtEnd
    if (burst === null || !goesOn) burst = begin(transcript, hunk.from, paragraph, oldLine.text, hunk)
    burst.sameAtStart = Math.min(burst.sameAtStart, hunk.sameAtStart)
    burst.sameAtEnd = Math.min(burst.sameAtEnd, hunk.sameAtEnd)
    burst.typedAt = now()
    burst.composing = composing

    const newLine = newDoc.line(hunk.newFrom + 1)
    const { base, baseText, around, sameAtStart, sameAtEnd, ids, key } = burst
    let used = 0
    const after = retimed({
      before: [base],
      lines: [newLine.text],
      ...rewritten({
        before: baseText,
        words: () => words(base).map(({ text }) => text),
        after: newLine.text,
        sameAtStart,
        sameAtEnd,
      }),
      near: nearOf(baseText, sameAtStart, sameAtEnd),
      ...around,
      newId: () => (ids[used++] ??= newId()),
    })
    if (!after.ok) {
      burst = null
      return after
    }
    const steps = difference(hunk.from, [paragraph], after.value)
    burst.caret = newSelection.main.head - newLine.from
    return ok({ label: labelOf(transaction), steps, mergeKey: key, ...(composing ? { mergeWithinMs: Infinity } : {}) })
  }

  return {
    /** The steps for a change of the surface; 'no-time' where the media is too short for the words. */
    stepsFor: (transaction: Transaction, transcript: Transcript): Result<Typed, 'no-time'> => {
      const { startState, changes, newDoc } = transaction
      const hunks = hunksOf(startState.doc, changes, newDoc)
      const [only] = hunks
      const typing =
        transaction.isUserEvent('input.type') ||
        (transaction.isUserEvent('delete') && !transaction.isUserEvent('delete.join'))
      if (
        only !== undefined &&
        hunks.length === 1 &&
        only.to - only.from === 1 &&
        only.newTo - only.newFrom === 1 &&
        typing
      )
        return inOnePlace(transaction, transcript, only)
      burst = null
      const steps: Step[] = []
      let grown = 0
      for (const hunk of hunks) {
        const before = linesText(startState.doc, hunk.from, hunk.to)
        const after = linesText(newDoc, hunk.newFrom, hunk.newTo)
        const paragraphs = transcript.paragraphs.slice(hunk.from, hunk.to)
        const touched: Retime = {
          before: paragraphs,
          lines: after.split('\n'),
          ...rewritten({
            before,
            words: () => paragraphs.flatMap((each) => words(each).map(({ text }) => text)),
            after,
            sameAtStart: hunk.sameAtStart,
            sameAtEnd: hunk.sameAtEnd,
          }),
          near: nearOf(before, hunk.sameAtStart, hunk.sameAtEnd),
          ...surroundings(transcript, hunk.from, hunk.to),
          newId,
        }
        const result = retimed(touched)
        if (!result.ok) return fail('no-time', result.message)
        steps.push(...difference(hunk.from + grown, touched.before, result.value))
        grown += result.value.length - touched.before.length
      }
      return ok({ label: labelOf(transaction), steps })
    },
    /** After the session took the steps: the paragraph as it is now. */
    took: (transcript: Transcript, line: number) => {
      const paragraph = transcript.paragraphs[line]
      if (burst !== null && paragraph?.id === burst.base.id) burst.current = paragraph
    },
    /** The next key begins anew: after an undo, a refusal, a change from elsewhere. */
    end: () => {
      burst = null
    },
  }
}
