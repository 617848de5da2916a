// A CodeMirror with nothing of ours: the same text, wrapped lines, the standard keys. The yardstick of every figure of a key.

import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'

const open = (text: string) => {
  const host = document.getElementById('host')
  if (host === null) throw new Error('no host')
  return new EditorView({
    parent: host,
    state: EditorState.create({
      doc: text,
      extensions: [EditorView.lineWrapping, history(), keymap.of([...standardKeymap, ...historyKeymap])],
    }),
  })
}

Reflect.set(window, 'openBare', open)

let view: EditorView | null = null
Reflect.set(window, 'peer', {
  open: ({ lines }: { readonly lines: readonly string[] }) => {
    view = open(lines.join('\n'))
  },
  readable: '.cm-line',
  size: () => ({ characters: view?.state.doc.length ?? 0, paragraphs: view?.state.doc.lines ?? 0 }),
})
