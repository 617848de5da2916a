// Between times, words and places in the text. A place is never kept: it is read off the line as it stands.

import type { EditorState } from '@codemirror/state'
import { type Paragraph, type Transcript, type Word, words } from '../../core/transcript/model'
import { type Token, tokensAt } from '../../core/transcript/tokens'

export type Place = { readonly from: number; readonly to: number }

/** Where the words of a paragraph stand in the line that shows it. */
export const tokensIn = (line: string, paragraph: Paragraph): readonly Token[] =>
  tokensAt(line, () => words(paragraph).map(({ text }) => text))

/** Where the paragraph's `wordIndex`th word stands; null where the surface does not show it. */
export const placeOf = (
  state: EditorState,
  transcript: Transcript,
  paragraph: Paragraph,
  wordIndex: number,
): Place | null => {
  const index = transcript.paragraphs.indexOf(paragraph)
  if (index < 0 || index >= state.doc.lines) return null
  const line = state.doc.line(index + 1)
  const token = tokensIn(line.text, paragraph)[wordIndex]
  return token === undefined ? null : { from: line.from + token.from, to: line.from + token.to }
}

export type At = { readonly paragraph: Paragraph; readonly word: Word | null; readonly timeMs: number }

/** The paragraph at `pos`, and the word there: the one it stands in or before, else the last one of the line. */
export const whatIsAt = (state: EditorState, transcript: Transcript, pos: number): At | null => {
  const line = state.doc.lineAt(pos)
  const paragraph = transcript.paragraphs[line.number - 1]
  if (paragraph === undefined) return null
  const offset = pos - line.from
  const found = tokensIn(line.text, paragraph)
  const token = found.findIndex((each) => offset <= each.to)
  const wordIndex = token < 0 ? found.length - 1 : token
  let at = 0
  let word: Word | null = null
  for (const item of paragraph.items) if (item.kind === 'word' && at++ === wordIndex) word = item
  return { paragraph, word, timeMs: word?.startMs ?? paragraph.items[0]?.startMs ?? 0 }
}

/** The word drawn under `pos`; null between words. */
export const wordUnder = (state: EditorState, transcript: Transcript, pos: number): Word | null => {
  const line = state.doc.lineAt(pos)
  const offset = pos - line.from
  const paragraph = transcript.paragraphs[line.number - 1]
  const found = paragraph === undefined ? [] : tokensIn(line.text, paragraph)
  return found.some((each) => each.from <= offset && offset <= each.to)
    ? (whatIsAt(state, transcript, pos)?.word ?? null)
    : null
}

/** The ids of the words that the selection touches; with nothing selected, of the word at the caret. */
export const selectedWords = (state: EditorState, transcript: Transcript): ReadonlySet<string> => {
  const { main } = state.selection
  const ids = new Set<string>()
  if (main.empty) {
    const at = whatIsAt(state, transcript, main.head)
    return at === null || at.word === null ? ids : ids.add(at.word.id)
  }
  const last = state.doc.lineAt(main.to).number
  for (let number = state.doc.lineAt(main.from).number; number <= last; number++) {
    const line = state.doc.line(number)
    const paragraph = transcript.paragraphs[number - 1]
    if (paragraph === undefined) continue
    const said = words(paragraph)
    for (const [index, token] of tokensIn(line.text, paragraph).entries()) {
      const word = said[index]
      if (word !== undefined && line.from + token.to > main.from && line.from + token.from < main.to) ids.add(word.id)
    }
  }
  return ids
}
