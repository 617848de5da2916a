// What can be done in the text by key, menu or palette. Each `run` answers whether it did something; `applies` says so
// beforehand, so that a menu and a key agree. Keys are in CodeMirror's notation (Mod is ⌘ on macOS, Ctrl elsewhere).

import { EditorSelection, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { pauseInWords, silencesOf } from '../../core/transcript/pauses'
import { assignParagraph, assignWords } from '../../core/transcript/speakers'
import { between } from '../../core/transcript/tokens'
import type { Player } from '../player/types'
import type { Session } from '../session/types'
import { thresholdField } from './decorations'
import { manyPauses, pausesByPlace } from './marks'
import { selectedWords, tokensIn, whatIsAt } from './places'

/** What the text can do, in the words and with the keys of the window's table (commands/text.ts). */
export const textCommands = [
  { id: 'split-paragraph', label: 'Split the paragraph here', keys: ['Enter'] },
  { id: 'join-paragraph', label: 'Join with the paragraph before', keys: [] },
  { id: 'next-paragraph', label: 'Next paragraph', keys: ['Alt-ArrowDown'] },
  { id: 'previous-paragraph', label: 'Previous paragraph', keys: ['Alt-ArrowUp'] },
  { id: 'next-pause', label: 'Next pause', keys: ['Mod-]'] },
  { id: 'previous-pause', label: 'Previous pause', keys: ['Mod-['] },
  { id: 'speaker-menu', label: 'Change the speaker…', keys: ['Alt-Enter'] },
  { id: 'play-from-caret', label: 'Go to the time of the caret', keys: ['Mod-Enter'] },
  ...Array.from({ length: 9 }, (_, index) => ({
    id: `assign-speaker-${index + 1}`,
    label: `Speaker ${index + 1} says this paragraph, or what is selected`,
    keys: [`Mod-${index + 1}`],
  })),
] as const satisfies readonly { readonly id: string; readonly label: string; readonly keys: readonly string[] }[]

/** Keys of the text that the window's own table has: here they keep the engine's own undo away. */
export const historyKeys: Readonly<Record<'undo' | 'redo', readonly string[]>> = {
  undo: ['Mod-z'],
  redo: ['Mod-Shift-z', 'Mod-y'],
}

export type EditorCommand = {
  readonly id: string
  readonly applies: () => boolean
  readonly run: () => boolean
}

const blank = /\s/u

/** Enter: the blanks at the caret go, so that no line begins with one. */
export const split = (view: EditorView): boolean => {
  const { state } = view
  if (state.readOnly) return false
  const { from, to } = state.selection.main
  const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)]
  let [start, end] = [from, to]
  while (start > first.from && blank.test(state.doc.sliceString(start - 1, start))) start--
  while (end < last.to && blank.test(state.doc.sliceString(end, end + 1))) end++
  view.dispatch({
    changes: { from: start, to: end, insert: state.lineBreak },
    selection: EditorSelection.cursor(start + 1),
    scrollIntoView: true,
    userEvent: 'input.split',
  })
  return true
}

/**
 * Taking out one line break (Backspace at the start of a paragraph, Delete at its end, by letter or by word) joins two
 * paragraphs: a blank comes in its place where two words would grow together.
 */
export const joinsWithBlank = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || !transaction.isUserEvent('delete') || transaction.isUserEvent('delete.join'))
    return transaction
  const { doc, selection } = transaction.startState
  let breaks: number[] = []
  let others = 0
  transaction.changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    if (toA - fromA === 1 && inserted.length === 0 && doc.lineAt(fromA).to === fromA) breaks = [...breaks, fromA]
    else others++
  })
  const [at] = breaks
  if (at === undefined || breaks.length > 1 || others > 0) return transaction
  const [line, next] = [doc.lineAt(at), doc.lineAt(at + 1)]
  const grows =
    line.length > 0 &&
    next.length > 0 &&
    !blank.test(line.text.slice(-1)) &&
    !blank.test(next.text.slice(0, 1)) &&
    between(line.text, next.text) === ' '
  return {
    changes: { from: at, to: at + 1, insert: grows ? ' ' : '' },
    selection: EditorSelection.cursor(at + (grows && selection.main.head > at ? 1 : 0)),
    scrollIntoView: true,
    userEvent: 'delete.join',
  }
})

const joinWithPrevious = (view: EditorView): boolean => {
  const { from } = view.state.doc.lineAt(view.state.selection.main.head)
  if (view.state.readOnly || from === 0) return false
  view.dispatch({
    changes: { from: from - 1, to: from },
    selection: EditorSelection.cursor(from - 1),
    userEvent: 'delete.backward',
  })
  return true
}

const moveTo = (view: EditorView, pos: number, say: string | null): boolean => {
  view.dispatch({
    selection: EditorSelection.cursor(pos),
    effects: [
      EditorView.scrollIntoView(pos, { y: 'nearest', yMargin: 60 }),
      ...(say === null ? [] : [EditorView.announce.of(say)]),
    ],
    userEvent: 'select',
  })
  return true
}

export type CommandParts = {
  readonly view: EditorView
  readonly session: Session
  readonly player: Player
  /** Asks for the speaker menu at the paragraph of the caret. */
  readonly openSpeakerMenu: () => boolean
}

export const editorCommands = ({ view, session, player, openSpeakerMenu }: CommandParts): readonly EditorCommand[] => {
  const transcript = () => session.store.getState().transcript
  const editable = () => !view.state.readOnly
  const lineNumber = () => view.state.doc.lineAt(view.state.selection.main.head).number

  const paragraphStep = (by: 1 | -1): number | null => {
    const { state } = view
    const line = state.doc.lineAt(state.selection.main.head)
    // Back goes to the start of this paragraph first, as word processors do.
    if (by === -1 && state.selection.main.head > line.from) return line.from
    const number = line.number + by
    return number < 1 || number > state.doc.lines ? null : state.doc.line(number).from
  }

  /** The nearest shown pause before or after the caret. */
  const pauseStep = (by: 1 | -1): { readonly pos: number; readonly say: string } | null => {
    const { state } = view
    const { head } = state.selection.main
    const threshold = state.field(thresholdField)
    for (let number = lineNumber(); number >= 1 && number <= state.doc.lines; number += by) {
      const paragraph = transcript().paragraphs[number - 1]
      if (paragraph === undefined) return null
      const line = state.doc.line(number)
      const found = tokensIn(line.text, paragraph)
      const places = pausesByPlace(silencesOf(paragraph, threshold)).flatMap(({ wordsBefore, silences, asOne }) => {
        const token = found[wordsBefore]
        const pos = token === undefined ? line.to : line.from + token.from
        return (asOne ? [manyPauses(silences)] : silences.map(pauseInWords)).map((say) => ({ pos, say }))
      })
      const place = by === 1 ? places.find(({ pos }) => pos > head) : places.findLast(({ pos }) => pos < head)
      if (place !== undefined) return place
    }
    return null
  }

  const seekCaret = (): boolean => {
    const at = whatIsAt(view.state, transcript(), view.state.selection.main.head)
    if (at === null) return false
    player.seek(at.timeMs)
    return true
  }

  const assign = (index: number): EditorCommand => ({
    id: `assign-speaker-${index + 1}`,
    applies: () => editable() && transcript().speakers[index] !== undefined,
    run: () => {
      const speaker = transcript().speakers[index]
      const paragraph = transcript().paragraphs[lineNumber() - 1]
      if (speaker === undefined || paragraph === undefined) return false
      const steps = view.state.selection.main.empty
        ? assignParagraph(transcript(), paragraph.id, speaker.id)
        : assignWords(transcript(), selectedWords(view.state, transcript()), speaker.id, session.newId)
      if (steps.length > 0 && !session.apply(`Assign to ${speaker.name}`, steps, { origin: 'command' }).ok) return false
      view.dispatch({ effects: EditorView.announce.of(`Spoken by ${speaker.name}`) })
      return true
    },
  })

  return [
    {
      id: 'undo',
      applies: () => session.store.getState().undoLabel !== null,
      run: session.undo,
    },
    {
      id: 'redo',
      applies: () => session.store.getState().redoLabel !== null,
      run: session.redo,
    },
    {
      id: 'split-paragraph',
      applies: editable,
      run: () => split(view),
    },
    {
      id: 'join-paragraph',
      applies: () => editable() && lineNumber() > 1,
      run: () => joinWithPrevious(view),
    },
    {
      id: 'next-paragraph',
      applies: () => paragraphStep(1) !== null,
      run: () => {
        const pos = paragraphStep(1)
        return pos !== null && moveTo(view, pos, null)
      },
    },
    {
      id: 'previous-paragraph',
      applies: () => paragraphStep(-1) !== null,
      run: () => {
        const pos = paragraphStep(-1)
        return pos !== null && moveTo(view, pos, null)
      },
    },
    {
      id: 'next-pause',
      applies: () => pauseStep(1) !== null,
      run: () => {
        const place = pauseStep(1)
        return place !== null && moveTo(view, place.pos, place.say)
      },
    },
    {
      id: 'previous-pause',
      applies: () => pauseStep(-1) !== null,
      run: () => {
        const place = pauseStep(-1)
        return place !== null && moveTo(view, place.pos, place.say)
      },
    },
    { id: 'speaker-menu', applies: editable, run: openSpeakerMenu },
    {
      id: 'play-from-caret',
      applies: () => transcript().paragraphs.length > 0,
      run: seekCaret,
    },
    ...Array.from({ length: 9 }, (_, index) => assign(index)),
  ]
}
