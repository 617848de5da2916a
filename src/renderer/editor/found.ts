// Marks of what is looked for, in the visible lines only.

import { StateEffect, StateField, type Range } from '@codemirror/state'
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'

/** The hits in a line, which counts from 0, as it stands. */
export type FoundIn = (line: number, text: string) => readonly { readonly from: number; readonly to: number }[]

export const setFound = StateEffect.define<FoundIn | null>()

const foundField = StateField.define<FoundIn | null>({
  create: () => null,
  update: (value, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setFound)) return effect.value
    return value
  },
})

const hit = Decoration.mark({ class: 'cm-found' })
const here = Decoration.mark({ class: 'cm-found cm-found-here' })

const decorate = ({ state, visibleRanges }: EditorView): DecorationSet => {
  const foundIn = state.field(foundField)
  if (foundIn === null) return Decoration.none
  const { main } = state.selection
  const marks: Range<Decoration>[] = []
  let done = 0
  for (const range of visibleRanges) {
    const last = state.doc.lineAt(range.to).number
    for (let number = Math.max(done + 1, state.doc.lineAt(range.from).number); number <= last; number++) {
      const line = state.doc.line(number)
      for (const { from, to } of foundIn(number - 1, line.text)) {
        const [start, end] = [line.from + from, Math.min(line.from + to, line.to)]
        if (start < end) marks.push((start === main.from && end === main.to ? here : hit).range(start, end))
      }
      done = number
    }
  }
  return Decoration.set(marks)
}

export const foundMarks = [
  foundField,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = decorate(view)
      }
      update(update: ViewUpdate) {
        const isSet = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(setFound)))
        if (isSet || update.docChanged || update.viewportChanged || update.selectionSet)
          this.decorations = decorate(update.view)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]
